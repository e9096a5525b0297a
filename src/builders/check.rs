//! Checks of items that a transaction does not write.

use std::fmt;
use std::marker::PhantomData;

use super::write::{self, Conditions, EXPLAINED};
use super::{Explain, key};
use crate::error::{Error, ExpressionError, KeyError, Result};
use crate::expression::{Guards, IntoCondition, Placeholders};
use crate::model::{DynamoModel, KeyOf, PartsOf};
use crate::operation::{ConditionCheck, Key, Target};

/// Looks at an item that a [transaction](crate::transact_write) does not write. Made by [`ModelOps::check`](crate::ModelOps::check).
///
/// The item has to be there, of this entity, not expired, and satisfy the conditions, or nothing of the transaction is written. An item
/// by reference that has a version has to be there in that version. A transaction that writes an item takes a condition with that
/// write instead: DynamoDB refuses two operations on one item. See
/// [ConditionCheck](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConditionCheck.html).
///
/// # Examples
///
/// ```
/// use dynamorph::transact_write;
///
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let order = Order { customer: "ben".into(), day: "2026-11-21".into(), number: 1, status: "open".into(), total: 450 };
/// let tea_costs_450 = Product::check("tea").condition(Product::PRICE.eq(450));
/// let (order, ()) = transact_write((order.create(), tea_costs_450)).send(&db).await?;
/// assert_eq!(order.total, 450);
/// # Ok(()) }
/// ```
#[must_use = "a check does nothing until its transaction is sent"]
pub struct Check<M> {
    key: Result<Key, KeyError>,
    /// The version of the item that was given as the key, where the model has versions.
    version: Option<u64>,
    is_absent: bool,
    conditions: Conditions,
    marker: PhantomData<fn() -> M>,
}

impl<M: DynamoModel> Check<M> {
    pub(super) fn new<K: KeyOf<M, PartsOf<M>>>(key: K) -> Self {
        let version = key.item().filter(|_| M::SCHEMA.version_attribute().is_some());
        Self {
            version: version.map(DynamoModel::version),
            key: key::primary::<M, K>(key),
            is_absent: false,
            conditions: Conditions::NONE,
            marker: PhantomData,
        }
    }

    /// The item has to satisfy the condition, too. Several hold together, and `None` adds nothing.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// let check = Product::check("tea").condition(Product::PRICE.le(500));
    /// assert!(check.explain().to_string().contains("<= :"));
    /// ```
    pub fn condition(mut self, condition: impl IntoCondition<M>) -> Self {
        self.conditions.add::<M>(condition);
        self
    }

    /// There has to be no item, or one that has expired.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// let check = Product::check("salt").absent();
    /// assert!(check.explain().to_string().contains("attribute_not_exists(#0)"));
    /// ```
    pub fn absent(mut self) -> Self {
        self.is_absent = true;
        self
    }

    /// The part of the transaction as it would be sent, with the values redacted.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// assert!(Product::check("tea").explain().to_string().starts_with("ConditionCheck"));
    /// ```
    #[must_use]
    pub fn explain(&self) -> Explain {
        match self.operation(&write::guards::<M>(EXPLAINED)) {
            Ok(operation) => Explain::condition_check(&operation),
            Err(error) => Explain::error("ConditionCheck", &error),
        }
    }

    /// The version that is checked.
    pub(super) fn version(&self) -> Option<u64> {
        self.version.filter(|_| !self.is_absent)
    }

    pub(super) fn operation(&self, guards: &Guards) -> Result<ConditionCheck> {
        let schema = M::SCHEMA;
        let guard = match self.version() {
            _ if self.is_absent => guards.is_free(),
            Some(version) => guards.is_alive().and(guards.has_version(version)),
            None => guards.is_alive(),
        };
        let condition = self.conditions.under(guard, &mut Placeholders::default());
        let condition = condition.and_then(|said| said.ok_or(ExpressionError::NeverHolds));
        Ok(ConditionCheck {
            target: Target::of::<M>(),
            key: self.key.clone().map_err(|source| Error::key(schema.name(), source))?,
            condition: condition.map_err(write::refused::<M>)?,
        })
    }
}

impl<M: DynamoModel> fmt::Debug for Check<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Check").field(&self.explain()).finish()
    }
}

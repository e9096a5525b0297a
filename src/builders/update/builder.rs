//! The update builder.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;

use super::plan::Plan;
use crate::builders::refusal::{Asked, refusal};
use crate::builders::sinks::One;
use crate::builders::told::Told;
use crate::builders::verb::{self, Answer, NewItem, Nothing, OldItem};
use crate::builders::write::{self, EXPLAINED};
use crate::builders::{Explain, Patch};
use crate::client::{Customize, Dynamo, WriteVerb, Written};
use crate::error::{Context, Error, Rejection, Result};
use crate::expression::IntoCondition;
use crate::model::{DynamoModel, KeyOf, PartsOf};
use crate::operation::UpdateItem;

/// Changes the item under one key, attribute by attribute. Made by [`ModelOps::update`](crate::ModelOps::update).
///
/// Nothing else of the item is touched. The item has to be there, unless [`upsert`](Update::upsert) says otherwise: DynamoDB
/// itself would make one. The version grows by one, checked where the key is an item by reference; `updated_at` is set, and
/// `created_at` only where it is absent.
///
/// Index keys that are made of a changed field are made again, index by index, so every part of such an index has to be
/// known: an item by reference knows all of them, a key those that it has, and [`set`](Update::set) and
/// [`given`](Update::given) say the others. Of an item without a version, the parts that were read become conditions: a key
/// is not made of what another writer has changed. See
/// [UpdateItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let tea = Product::update("tea")
///     .set(Product::PRICE, Product::PRICE - 50)
///     .condition(Product::PRICE.gt(100))
///     .returning_new()
///     .send(&db)
///     .await?;
/// assert_eq!(tea.price, 400);
/// # Ok(())
/// # }
/// ```
#[must_use = "an update sends nothing until `.send(&db)`"]
pub struct Update<M, A = Nothing> {
    pub(super) plan: Plan,
    customize: Option<Customize<UpdateItemFluentBuilder>>,
    marker: PhantomData<fn() -> (M, A)>,
}

impl<M: DynamoModel> Update<M> {
    pub(in crate::builders) fn new<K: KeyOf<M, PartsOf<M>>>(key: K) -> Self {
        Self { plan: Plan::new(key), customize: None, marker: PhantomData }
    }

    /// Answers the item as it is after the update, whole, at no extra cost.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let tea: Product = Product::update("tea").set(Product::PRICE, 500).returning_new().send(&db).await?;
    /// assert_eq!(tea.price, 500);
    /// # Ok(())
    /// # }
    /// ```
    pub fn returning_new(self) -> Update<M, NewItem> {
        self.answering()
    }

    /// Answers the item as it was before the update, or `None` where an upsert made it.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let old: Option<Product> = Product::update("tea").set(Product::PRICE, 500).returning_old().send(&db).await?;
    /// assert_eq!(old.map(|tea| tea.price), Some(450));
    /// # Ok(())
    /// # }
    /// ```
    pub fn returning_old(self) -> Update<M, OldItem> {
        self.answering()
    }

    fn answering<A>(self) -> Update<M, A> {
        let Self { plan, customize, .. } = self;
        Update { plan, customize, marker: PhantomData }
    }
}

impl<M: DynamoModel, A: Answer<M>> Update<M, A> {
    /// Adds a condition: the item in the table has to satisfy it too. Conditions add up, and `None` adds nothing.
    ///
    /// With [`upsert`](Update::upsert) it has to hold where there is no item too, so a comparison then allows no new one.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let cheap = Product::update("tea").set(Product::PRICE, 400).condition(Product::PRICE.lt(300));
    /// let error = cheap.send(&db).await.expect_err("tea costs 450");
    /// assert_eq!(error.current::<Product>()?.map(|tea| tea.price), Some(450));
    /// # Ok(())
    /// # }
    /// ```
    pub fn condition(mut self, condition: impl IntoCondition<M>) -> Self {
        self.plan.conditions.add::<M>(condition);
        self
    }

    /// Makes the item where there is none, with the attributes that are set.
    ///
    /// An item that has expired is not merged with: [`Error::Expired`]. An item by reference is a key here and no more: nothing
    /// says that it is what the upsert meets, so no version is checked, and the parts of changed index keys are set or given.
    ///
    /// # Errors
    ///
    /// Sending it returns [`Error::InvalidRequest`] when an attribute is left out without which a new item would not decode.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// Product::update("salt").add(Product::PRICE, 90).upsert().send(&db).await?;
    /// assert_eq!(Product::get("salt").one(&db).await?.price, 90);
    /// # Ok(())
    /// # }
    /// ```
    pub fn upsert(mut self) -> Self {
        self.plan.is_upsert = true;
        self
    }

    /// Makes every change that a [`Patch`] holds. A patch without changes is no mistake beside another action; alone, the update
    /// has none: [`ExpressionError::NoActions`](crate::ExpressionError::NoActions).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// #[derive(Deserialize, DynamoPatch)]
    /// #[dynamo(model = Product)]
    /// struct ProductPatch { price: Option<u32> }
    ///
    /// let patch = ProductPatch { price: Some(500) };
    /// Product::update("tea").set_all(patch).send(&db).await?;
    /// assert_eq!(Product::get("tea").one(&db).await?.price, 500);
    /// # Ok(()) }
    /// ```
    pub fn set_all(self, patch: impl Patch<M>) -> Self {
        patch.apply(self)
    }

    /// Changes the SDK's request before it is sent. A retry may call it again.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// use aws_sdk_dynamodb::types::ReturnConsumedCapacity;
    ///
    /// let update = Product::update("tea").set(Product::PRICE, 500).customize(|request| request.return_consumed_capacity(ReturnConsumedCapacity::Total));
    /// update.send(&db).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn customize(
        mut self,
        edit: impl Fn(UpdateItemFluentBuilder) -> UpdateItemFluentBuilder + Send + Sync + 'static,
    ) -> Self {
        self.customize = Some(Arc::new(edit));
        self
    }

    /// Renders the request without sending it, without values. A builder has no clock, so times are shown as those of 1970.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let request = Product::update("tea").set(Product::PRICE, 400).explain().to_string();
    /// assert!(request.contains("UpdateItem") && !request.contains("400"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn explain(&self) -> Explain {
        match self.operation(EXPLAINED) {
            Ok(operation) => Explain::update_item(&operation),
            Err(error) => Explain::error("UpdateItem", &error),
        }
    }

    /// Changes the item.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no item, or one that has expired; [`Error::WrongEntity`] when another entity's item is
    /// under the key; [`Error::Expired`] when an upsert meets an item that has expired; [`Error::VersionConflict`] when an item by reference has another version in the table;
    /// [`Error::ConditionFailed`] when the caller's condition does not hold; [`Error::InvalidRequest`] when the actions do not go
    /// together, or an index key cannot be made again; [`Error::Key`] when a part is no key part;
    /// [`Error::MissingParent`] and [`Error::MissingOperand`] when a path leads into something that the item does not have; and
    /// what the request meets.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// Product::update("tea").set(Product::PRICE, 500).send(&db).await?;
    /// let error = Product::update("salt").set(Product::PRICE, 500).send(&db).await.expect_err("there is no salt");
    /// assert!(error.is_not_found());
    /// # Ok(()) }
    /// ```
    pub async fn send(mut self, db: &Dynamo) -> Result<A::Output> {
        let (db, now) = (&db.for_call(), db.now());
        let mut told = Told::new::<M>("UpdateItem", self.verb(), now);
        let added = told.before(db, || self.plan.key(), None).await?;
        self.plan.store(added);
        let context = told.context(db);
        let updated = self.write(db, now, &context).await;
        let updated = updated.map_err(|error| error.in_context(&context));
        told.after(db, None, updated.as_ref().map(|_| ())).await;
        updated
    }

    async fn write(&self, db: &Dynamo, now: SystemTime, context: &Context) -> Result<A::Output> {
        let operation = self.operation(now)?;
        let sink = One::<M>::new();
        match db.update_item(&operation, self.customize.as_ref(), sink).await? {
            Written::Applied(sink) => {
                let answer = A::output(sink.into_item());
                answer.ok_or_else(|| Error::MalformedResponse {
                    context: Box::new(context.clone().of_unknown_outcome()),
                    detail: "it holds no item",
                })
            }
            Written::Refused(rejection) => Err(self.refusal(now, rejection)),
        }
    }

    /// Why the table's content refused the update.
    pub(in crate::builders) fn refusal(&self, now: SystemTime, rejection: Box<Rejection>) -> Error {
        let asked = Asked {
            guards: &write::guards::<M>(now),
            // An upsert checks none.
            version: self.plan.version.filter(|_| !self.plan.is_upsert),
            is_upsert: self.plan.is_upsert,
        };
        refusal::<M>(rejection, &asked)
    }

    /// The verb as hooks see it.
    pub(in crate::builders) fn verb(&self) -> WriteVerb {
        if self.plan.is_upsert { WriteVerb::Upsert } else { WriteVerb::Update }
    }

    pub(in crate::builders) fn is_customized(&self) -> bool {
        self.customize.is_some()
    }

    pub(in crate::builders) fn plan(&self) -> &Plan {
        &self.plan
    }

    fn operation(&self, now: SystemTime) -> Result<UpdateItem> {
        self.plan.operation(&write::guards::<M>(now), now, verb::returns::<M, A>())
    }
}

impl<M: DynamoModel, A: Answer<M>> fmt::Debug for Update<M, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Update").field(&self.explain()).finish()
    }
}

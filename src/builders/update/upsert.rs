//! Upserts of whole items.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::builders::Explain;
use crate::builders::refusal::{Asked, refusal};
use crate::builders::sinks::One;
use crate::builders::told::{Added, Told};
use crate::builders::write::{self, Conditions, EXPLAINED};
use crate::client::{Customize, Dynamo, WriteVerb, Written};
use crate::error::{Context, Error, Result};
use crate::expression::{Action, Changes, Guards, IntoCondition, Placeholders, SetTo, Term};
use crate::model::{DynamoModel, KeyLayout, Stamp, Table, Undo, raw_item};
use crate::operation::{Key, Returns, Target, UpdateItem};
use crate::value::{DocumentPath, KeyValue};

/// Writes every attribute of an item over one that may be there. Made by [`ModelOps::upsert`](crate::ModelOps::upsert).
///
/// Attributes that the model does not know stay, which a `save` drops; those of the model that the item does not have are
/// removed. The version grows by one whatever it was: nothing is checked, and [`save`](crate::ModelOps::save) is what checks.
/// The time of creation stays. To change some attributes and make the item where there is none, see
/// [`Update::upsert`](crate::Update::upsert). See
/// [UpdateItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// let salt = Product { sku: "salt".into(), price: 90 }.upsert().send(&db).await?; // made
/// let salt = Product { price: 95, ..salt }.upsert().send(&db).await?; // changed
/// assert_eq!(salt.price, 95);
/// # Ok(()) }
/// ```
#[must_use = "an upsert sends nothing until `.send(&db)`"]
pub struct Upsert<M> {
    pub(in crate::builders) item: M,
    conditions: Conditions,
    pub(in crate::builders) customize: Option<Customize<UpdateItemFluentBuilder>>,
}

impl<M: DynamoModel> Upsert<M> {
    pub(in crate::builders) fn new(mut item: M) -> Self {
        item.fill();
        Self { item, conditions: Conditions::NONE, customize: None }
    }

    /// The item as it will be written: generated ids are filled.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// let upsert = Product { sku: "salt".into(), price: 90 }.upsert();
    /// assert_eq!(upsert.item().sku, "salt");
    /// ```
    #[must_use]
    pub fn item(&self) -> &M {
        &self.item
    }

    /// Adds a condition: the item in the table has to satisfy it too. Conditions add up, and `None` adds nothing.
    ///
    /// It has to hold where there is no item too: a comparison then allows no new one, `ne` and `not_exists` do.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let basket = Basket { customer: "ann".into(), points: 50, ..Basket::default() };
    /// let error = basket.upsert().condition(Basket::POINTS.gt(20)).send(&db).await.expect_err("ann has 10 points");
    /// assert_eq!(error.into_input::<Basket>()?.points, 50);
    /// # Ok(())
    /// # }
    /// ```
    pub fn condition(mut self, condition: impl IntoCondition<M>) -> Self {
        self.conditions.add::<M>(condition);
        self
    }

    /// Changes the SDK's request before it is sent. A retry may call it again.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// use aws_sdk_dynamodb::types::ReturnConsumedCapacity::Total;
    ///
    /// let upsert = Product { sku: "salt".into(), price: 90 }.upsert();
    /// upsert.customize(|request| request.return_consumed_capacity(Total)).send(&db).await?;
    /// # Ok(()) }
    /// ```
    pub fn customize(
        mut self,
        edit: impl Fn(UpdateItemFluentBuilder) -> UpdateItemFluentBuilder + Send + Sync + 'static,
    ) -> Self {
        self.customize = Some(Arc::new(edit));
        self
    }

    /// Renders the request without sending it. A builder has no clock, so times are shown as those of 1970.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// let request = Product { sku: "salt".into(), price: 90 }.upsert().explain().to_string();
    /// assert!(request.starts_with("UpdateItem of `PRODUCT`"));
    /// ```
    #[must_use]
    pub fn explain(&self) -> Explain {
        match self.operation(&write::guards::<M>(EXPLAINED), EXPLAINED, Added::new()) {
            Ok(operation) => Explain::update_item(&operation),
            Err(error) => Explain::error("UpdateItem", &error),
        }
    }

    /// Writes the item and answers it as it is stored now.
    ///
    /// # Errors
    ///
    /// [`Error::WrongEntity`] when another entity's item is under the key; [`Error::Expired`] when the item there has expired;
    /// [`Error::ConditionFailed`] when the caller's condition does not hold; [`Error::Encode`] and [`Error::Key`] when the item
    /// cannot be written; and what the request meets. The error gives the item back.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let tea = Product { sku: "tea".into(), price: 500 }.upsert().send(&db).await?;
    /// assert_eq!(tea.price, 500);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send(mut self, db: &Dynamo) -> Result<M> {
        let (db, now) = (&db.for_call(), db.now());
        let mut told = Told::new::<M>("UpdateItem", WriteVerb::Upsert, now);
        let added = match told.before_item(db, &mut self.item).await {
            Ok(added) => added,
            Err(error) => return Err(error.with_input(self.item)),
        };
        let context = told.context(db);
        match self.write(db, now, added, &context).await {
            Ok(mut item) => {
                told.after(db, Some(&mut item), Ok(())).await;
                Ok(item)
            }
            Err(error) => {
                let error = error.in_context(&context);
                told.after(db, Some(&mut self.item), Err(&error)).await;
                Err(error.with_input(self.item))
            }
        }
    }

    /// Writes the item; leaves it as it was on an error.
    async fn write(
        &mut self,
        db: &Dynamo,
        now: SystemTime,
        added: Added,
        context: &Context,
    ) -> Result<M> {
        let guards = write::guards::<M>(now);
        let undo = self.stamp(now)?;
        let written = match self.operation(&guards, now, added) {
            Ok(operation) => {
                db.update_item(&operation, self.customize.as_ref(), One::<M>::new()).await
            }
            Err(error) => Err(error),
        };
        let error = match written {
            Ok(Written::Applied(sink)) => match sink.into_item() {
                Some(item) => return Ok(item),
                None => Error::MalformedResponse {
                    context: Box::new(context.clone().of_unknown_outcome()),
                    detail: "it holds no item",
                },
            },
            Ok(Written::Refused(rejection)) => {
                let asked = Asked { guards: &guards, version: None, is_upsert: true };
                refusal::<M>(rejection, &asked)
            }
            Err(error) => error,
        };
        undo.undo(&mut self.item);
        Err(error)
    }

    /// Stamps the item with its times. It is as it was on an error.
    pub(in crate::builders) fn stamp(&mut self, now: SystemTime) -> Result<Undo<M>> {
        self.item.stamp(&Stamp::new(now, 1, false)).map_err(write::unstamped::<M>)
    }

    pub(in crate::builders) fn operation(
        &self,
        guards: &Guards,
        now: SystemTime,
        added: Added,
    ) -> Result<UpdateItem> {
        let (schema, table) = (M::SCHEMA, <M::Table as Table>::SCHEMA);
        let mut item = raw_item(&self.item)?.into_inner();
        item.extend(added);
        let mut key = Key::new();
        for attribute in table.keys() {
            let value =
                item.remove(attribute.name()).and_then(|value| KeyValue::try_from(value).ok());
            // An encoded item has its key.
            key.extend(value.map(|value| (attribute.name(), value)));
        }
        let mut changes = Changes::default();
        let set = |changes: &mut Changes, name: &str, to: SetTo| {
            let mut path = DocumentPath::root();
            path.push_name(name.to_owned());
            changes.push(path, Action::Set(to));
        };
        if let Some(version) = schema.version_attribute() {
            item.remove(version);
            let number = |number: &str| AttributeValue::N(number.to_owned());
            set(&mut changes, version, SetTo::Counted { start: number("0"), by: number("1") });
        }
        if let Some((created, value)) = schema.created_attribute() {
            let value = match item.remove(created) {
                Some(value) => value,
                None => value(now).map_err(|source| Error::encode(schema.name(), source))?,
            };
            set(&mut changes, created, SetTo::IfNotExists(Term::Value(value)));
        }
        let mut attributes: Vec<_> = item.into_iter().collect();
        attributes.sort_unstable_by(|(name, _), (other, _)| name.cmp(other));
        let absent: Vec<&'static str> = stored_attributes::<M>()
            .filter(|name| !attributes.iter().any(|(there, _)| there == name))
            .filter(|name| !changes.iter().any(|(path, _)| path.first_name() == *name))
            .collect();
        for (name, value) in attributes {
            set(&mut changes, &name, SetTo::Term(Term::Value(value)));
        }
        for name in absent {
            changes.push(DocumentPath::new(name), Action::Remove);
        }
        let mut placeholders = Placeholders::default();
        let condition = changes
            .check(&mut placeholders)
            .and_then(|()| self.conditions.under(guards.upsert(), &mut placeholders));
        Ok(UpdateItem {
            target: Target { table, entity: schema.name() },
            key,
            changes,
            condition: condition.map_err(write::refused::<M>)?,
            returns: Returns::New,
        })
    }
}

/// Every attribute that the model may write besides its key: fields, and keys of indexes.
pub(super) fn stored_attributes<M: DynamoModel>() -> impl Iterator<Item = &'static str> {
    let (schema, table) = (M::SCHEMA, <M::Table as Table>::SCHEMA);
    let keys = schema.index_list().iter().flat_map(move |index| {
        let layout = KeyLayout::index(schema, table, index);
        layout.attributes().map(|key| key.name).collect::<Vec<_>>()
    });
    let mut all: Vec<&'static str> = schema.known_attributes().chain(keys).collect();
    all.retain(|name| !table.is_key(name));
    all.sort_unstable();
    all.dedup();
    all.into_iter()
}

impl<M: DynamoModel> fmt::Debug for Upsert<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Upsert").field(&self.explain()).finish()
    }
}

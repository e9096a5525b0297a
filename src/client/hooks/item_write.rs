//! What hooks see and change of an item that is written.

use std::any::Any;
use std::fmt;
use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Refusal;
use crate::expression::UntypedValue;
use crate::model::{DynamoModel, KeyAttribute, KeyLayout, Schema, TableSchema};
use crate::value::KeyValue;

/// What is done with an item, as [`ItemWrite::verb`] says it.
///
/// # Examples
///
/// ```
/// use dynamorph::WriteVerb;
///
/// fn is_audited(verb: WriteVerb) -> bool {
///     matches!(verb, WriteVerb::Update | WriteVerb::Upsert | WriteVerb::Delete)
/// }
/// assert!(is_audited(WriteVerb::Delete) && !is_audited(WriteVerb::Create));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WriteVerb {
    /// It is put, whether or not one is there.
    Save,
    /// It is inserted.
    Create,
    /// It takes the place of one.
    Replace,
    /// It is merged with one, or inserted.
    Upsert,
    /// Some of its attributes are changed.
    Update,
    /// It is deleted.
    Delete,
}

/// One item about to be written, or written, as [`Hooks`](crate::Hooks) see it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
/// use std::sync::{Arc, Mutex};
///
/// use dynamorph::{Dynamo, Error, Hooks, ItemWrite, Refusal, async_trait};
///
/// /// Keeps a line for each item written.
/// struct Journal(Arc<Mutex<Vec<String>>>);
///
/// #[async_trait]
/// impl Hooks for Journal {
///     async fn before_write(&self, write: &mut ItemWrite<'_>) -> Result<(), Refusal> {
///         if let Some(product) = write.item_mut::<Product>() {
///             product.price = product.price.max(1);
///         }
///         Ok(())
///     }
///
///     async fn after_write(&self, write: &ItemWrite<'_>, result: Result<(), &Error>) {
///         let price = write.item::<Product>().map(|product| product.price);
///         let line = format!("{} {:?} {} by {} {price:?}", write.request_id(), write.verb(), write.entity(), write.key()[0].0);
///         self.0.lock().expect("no panics").push(if result.is_ok() { line } else { format!("{line} failed at {:?}", write.now()) });
///         assert_eq!(write.table(), "shop");
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let journal = Arc::<Mutex<Vec<String>>>::default();
/// let db = Dynamo::builder(db.client().clone()).hooks(Journal(Arc::clone(&journal))).build().with_request_id("r7");
/// Product { sku: "salt".into(), price: 90 }.save().send(&db).await?;
/// Product::delete("tea").send(&db).await?;
/// let lines = journal.lock().expect("no panics");
/// assert_eq!(lines[0], "r7 Save PRODUCT by pk Some(90)");
/// assert_eq!(lines[1], "r7 Delete PRODUCT by pk None");
/// # Ok(())
/// # }
/// ```
pub struct ItemWrite<'a> {
    pub(crate) verb: WriteVerb,
    pub(crate) schema: &'static Schema,
    pub(crate) table: &'static TableSchema,
    pub(crate) table_name: &'a str,
    pub(crate) request_id: &'a str,
    pub(crate) now: SystemTime,
    pub(crate) key: &'a [(&'static str, KeyValue)],
    /// The model, where a whole one is written.
    pub(crate) item: Option<&'a mut (dyn Any + Send + Sync)>,
    /// What hooks store beside, in place of what the caller stores.
    pub(crate) attributes: Vec<(String, AttributeValue)>,
}

impl ItemWrite<'_> {
    /// What is done with the item.
    #[must_use]
    pub fn verb(&self) -> WriteVerb {
        self.verb
    }

    /// The entity.
    #[must_use]
    pub fn entity(&self) -> &'static str {
        self.schema.name()
    }

    /// The physical table name.
    #[must_use]
    pub fn table(&self) -> &str {
        self.table_name
    }

    /// The id of the caller's request, as of [`Operation::request_id`](crate::Operation::request_id).
    #[must_use]
    pub fn request_id(&self) -> &str {
        self.request_id
    }

    /// The time of the write, by the handle's clock.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.now
    }

    /// The key attributes with their values, partition key first, as they are before hooks change the item.
    #[must_use]
    pub fn key(&self) -> &[(&'static str, KeyValue)] {
        self.key
    }

    /// The item, if it is an `M` and written as a whole: an update and a delete have none.
    #[must_use]
    pub fn item<M: DynamoModel>(&self) -> Option<&M> {
        self.item.as_ref()?.downcast_ref()
    }

    /// The item, to be changed before it is written. Keys are made of it afterwards.
    ///
    /// The caller gets the changed item back, of a write that fails too.
    pub fn item_mut<M: DynamoModel>(&mut self) -> Option<&mut M> {
        self.item.as_mut()?.downcast_mut()
    }

    /// Stores a value in an attribute of the item, in place of what the caller stores there: one hook for all models and verbs.
    ///
    /// The value is stored as it serializes; sets and binary need [`Stored`](crate::Stored). A whole item comes back from its write as it was stored.
    ///
    /// # Errors
    ///
    /// Of a delete; of an attribute that the mapper writes (keys, the discriminator, version and times) or that a key is made of,
    /// which [`item_mut`](ItemWrite::item_mut) can change; and of a value that has no stored form.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// use dynamorph::{Dynamo, Hooks, ItemWrite, Refusal, WriteVerb, attr, async_trait};
    ///
    /// /// Notes who wrote an item.
    /// struct Audit;
    ///
    /// #[async_trait]
    /// impl Hooks for Audit {
    ///     async fn before_write(&self, write: &mut ItemWrite<'_>) -> Result<(), Refusal> {
    ///         let by = write.request_id().to_owned();
    ///         if write.verb() == WriteVerb::Delete { Ok(()) } else { write.set("written_by", by) }
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let db = Dynamo::builder(db.client().clone()).hooks(Audit).build().with_request_id("request-7");
    /// Product { sku: "salt".into(), price: 90 }.create().send(&db).await?;
    /// Product::update("tea").set(Product::PRICE, 500).send(&db).await?;
    /// let written = Product::scan().filter(attr("written_by").eq("request-7")).all(&db).await?;
    /// assert_eq!(written.len(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn set(&mut self, attribute: &str, value: impl UntypedValue) -> Result<(), Refusal> {
        let entity = self.schema.name();
        if self.verb == WriteVerb::Delete {
            return Err(format!(
                "a hook cannot set `{attribute}` of `{entity}`: a delete stores nothing"
            )
            .into());
        }
        if self.is_made(attribute) {
            return Err(format!(
                "a hook cannot set `{attribute}` of `{entity}`: the mapper writes it, or a key is made of it; change the item by `item_mut` instead"
            )
            .into());
        }
        let value = value.into_stored(attribute)?;
        self.attributes.retain(|(known, _)| known != attribute);
        self.attributes.push((attribute.to_owned(), value));
        Ok(())
    }

    /// Whether the mapper makes the attribute, or a key of it.
    fn is_made(&self, attribute: &str) -> bool {
        let (schema, table) = (self.schema, self.table);
        let times = [schema.created_attribute(), schema.updated_attribute()];
        let feeds = |layout: &KeyLayout| {
            let mut fields = layout.attributes().flat_map(KeyAttribute::fields);
            fields.any(|field| schema.part_attribute(field) == Some(attribute))
        };
        table.owns(attribute)
            || schema.version_attribute() == Some(attribute)
            || times.into_iter().flatten().any(|(name, _)| name == attribute)
            || feeds(&KeyLayout::primary(schema, table))
            || schema
                .index_list()
                .iter()
                .any(|index| feeds(&KeyLayout::index(schema, table, index)))
    }
}

/// The write without its values.
impl fmt::Debug for ItemWrite<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemWrite")
            .field("verb", &self.verb)
            .field("entity", &self.entity())
            .field("table", &self.table_name)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

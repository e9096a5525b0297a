//! The model trait.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Concat, KeyOf, KeyPart, PartsOf, Schema, Stamp, StampError, Table, Undo};

/// A struct stored as one item.
///
/// Derive it with `#[derive(DynamoModel)]`, or write it by hand: a dozen lines, the table, the key's parts and the schema, give
/// keys, reads, writes and a place in registries.
///
/// # Examples
///
/// ```
/// # use dynamorph::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
/// # struct ShopTable;
/// use dynamorph::{Attr, KeyPart, Schema};
///
/// #[derive(Debug, Serialize, Deserialize)]
/// struct Refund { order_id: u64, made_on: String, amount: i64 }
///
/// impl DynamoModel for Refund {
///     type Table = ShopTable;
///     type Partition = (u64,);
///     type Sort = (String,);
///     type Key = (u64, String);
///     const SCHEMA: &'static Schema = &Schema::new("REFUND").partition("ORDER#{order_id}").sort("REFUND#{made_on}");
///     fn key(&self) -> Self::Key { (self.order_id, self.made_on.clone()) }
///     fn key_part(&self, field: &str) -> Option<&dyn KeyPart> {
///         match field { "order_id" => Some(&self.order_id), "made_on" => Some(&self.made_on), _ => None }
///     }
/// }
/// const _: () = dynamorph::check_model::<Refund>(); // keys and indexes are those of the table
///
/// // Optional: an attribute for conditions, updates and selections.
/// impl Refund { const AMOUNT: Attr<Self, i64> = Attr::new("amount"); }
/// dynamorph::register! { #[derive(Debug)] enum Shop in ShopTable { Refund } }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// let db = dynamorph_testing::Embedded::memory().dynamo();
/// db.ensure_table::<Refund>().await?;
/// let refund = Refund { order_id: 7, made_on: "2026-11-21".into(), amount: 5 }.create().send(&db).await?;
/// assert_eq!(Refund::get((7, "2026-11-21")).one(&db).await?.amount, 5);
///
/// Refund::update(refund.key()).set(Refund::AMOUNT, Refund::AMOUNT + 1).send(&db).await?;
/// let november = Refund::query(7).sort_begins_with("2026-11").filter(Refund::AMOUNT.gt(5)).all(&db).await?;
/// let everything: Vec<Shop> = Shop::query(Refund::partition(7)).all(&db).await?;
/// assert_eq!((november.len(), everything.len()), (1, 1));
/// # Ok(())
/// # }
/// ```
///
/// # What else the derive writes
///
/// - A constant of each field; one that a key names says so with [`Attr::part`](crate::Attr::part), else an update refuses to set it.
/// - [`Schema::indexes`], and an [`Index`](crate::Index) constant of each.
/// - [`Schema::parts`], where serde stores a field of a key under another name.
/// - [`Schema::shape`], where a field is a set or bytes, which serde does not tell from lists.
/// - [`Schema::version`] and [`Schema::ttl`], with [`version`](Self::version) and [`stamp`](Self::stamp).
/// - [`KeyOf`] for `&Refund`, so that an item by reference is a key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "derive `DynamoModel` for it",
    note = "a struct stored inside an item derives `DynamoMap` instead"
)]
pub trait DynamoModel: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The table the entity lives in.
    type Table: Table;

    /// The types of the partition key's parts, as a tuple.
    type Partition: Concat<Self::Sort>;

    /// The types of the sort key's parts that are not in the partition key already, as a tuple.
    type Sort;

    /// What [`key`](Self::key) answers: a struct with named parts, or a tuple.
    type Key: KeyOf<Self, PartsOf<Self>> + Clone + Send + Sync + 'static;

    /// The entity name, the key templates and the indexes.
    const SCHEMA: &'static Schema;

    /// The item's primary key.
    fn key(&self) -> Self::Key;

    /// The value of a field that a key names, or `None` for an absent `Option`: then the item is not in that index.
    fn key_part(&self, field: &str) -> Option<&dyn KeyPart>;

    /// Fills generated ids when a put builder is made, and answers the attribute of one that it made.
    ///
    /// A `create` whose answer was lost and which then finds that id stored has written it: no other writer has the same.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamorph::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// #[derive(Default, Serialize, Deserialize, DynamoModel)]
    /// #[dynamo(table = "tickets")]
    /// struct Ticket {
    ///     #[dynamo(partition_key, auto)]
    ///     id: String,
    /// }
    /// let mut ticket = Ticket::default();
    /// assert_eq!(ticket.fill(), Some("id"));
    /// assert_eq!(ticket.id.len(), 36); // a UUID
    /// assert_eq!(ticket.fill(), None);
    /// ```
    fn fill(&mut self) -> Option<&'static str> {
        None
    }

    /// The version that was read or written last; 0 where the model has no version, or the item is not stored yet.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// let basket = Basket { version: 3, ..Basket::default() };
    /// assert_eq!(DynamoModel::version(&basket), 3);
    /// ```
    fn version(&self) -> u64 {
        0
    }

    /// Whether the field of the version takes this one.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// assert!(Basket::takes_version(u64::MAX)); // its field is a `u64`
    /// ```
    #[must_use]
    fn takes_version(_: u64) -> bool {
        true
    }

    /// Sets the version and the times of creation and change when the item is sent, and says how to take that back.
    ///
    /// # Errors
    ///
    /// A [`StampError`] where a field's type does not hold the value. The item is then as it was before.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// use dynamorph::{Stamp, StampError, Undo};
    ///
    /// // What the derive writes for a version.
    /// struct Counted { version: u64 }
    /// impl Counted {
    ///     fn stamp(&mut self, stamp: &Stamp) -> Result<Undo<Self>, StampError> {
    ///         let before = std::mem::replace(&mut self.version, stamp.version());
    ///         Ok(Undo::new(move |item: &mut Self| item.version = before))
    ///     }
    /// }
    /// ```
    fn stamp(&mut self, _: &Stamp) -> Result<Undo<Self>, StampError> {
        Ok(Undo::none())
    }
}

//! The derives and `register!`, with their documentation.

/// Makes a struct an entity of a table.
///
/// It implements [`DynamoModel`](trait@crate::DynamoModel), makes the key struct (`OrderKey` for `Order`), for each field a
/// constant (`Order::TOTAL`, an [`Attr`](crate::Attr)), and for each index a constant (`Order::BY_STATUS`) and a function that
/// queries it (`Order::by_status`).
///
/// # On the struct
///
/// | Option | Meaning |
/// | --- | --- |
/// | `table = ShopTable` | the table, a type that derives [`Table`] |
/// | `table = "users"` | a table of its own, with `#[dynamo(partition_key)]` and `#[dynamo(sort_key)]` on fields |
/// | `entity = "ORDER"` | the entity's name, which the discriminator holds |
/// | `alias = "ORD"` | another name that stored items may have; reads accept it, writes use the first |
/// | `pk = "CUSTOMER#{id}"`, `sk = ".."` | the templates of the table's keys |
/// | `partition_key = id`, `sort_key = at` | a field that is the key itself, of type S, N or B, stored under the key's name |
/// | `key = "Name"` | the name of the key struct |
/// | `index(gsi1, query = "by_email", pk = "EMAIL#{email}", sk = ..)` | the place in an index, and the name of its query |
///
/// In an index, `partition_key` and `sort_key` may also be `table_partition_key`, `table_sort_key` or `discriminator`: an attribute
/// that is there already. An index without a partition key is local. A part that is an `Option` makes an index sparse: items
/// without it are not in the index.
///
/// Clippy's `duplicated_attributes` takes two `index(..)` that repeat an option, such as `sk = "{day}"`, for a slip; put
/// `#![allow(clippy::duplicated_attributes)]` where it does.
///
/// Parts of a template have a literal with `#` between them, unless the first is of fixed width. A field named twice in one
/// key is one part of it.
///
/// # On fields
///
/// | Option | Meaning |
/// | --- | --- |
/// | `auto`, `auto = "v4"` | an id that is not set (nil, empty) is generated when a put builder is made: a UUID v7, or v4 |
/// | `partition_key`, `sort_key` | the keys of a table of its own |
/// | `null` | `None` is stored as NULL; without it `None` is absent |
/// | `version` | an integer that grows with each write; a write of an item that has changed since it was read is refused |
/// | `created_at`, `updated_at` | an instant, or epoch seconds, that a write sets: when the item is made, and each time |
/// | `ttl` | an instant, or epoch seconds, when the item expires; stored as a number, in the attribute that the table names |
/// | `constant = "NAME"` | the name of the field's constant |
///
/// Names follow serde: `rename`, `rename_all`, `alias`, `skip`, `default`, `flatten`, `with`.
///
/// # Constants of fields
///
/// A field's constant is its Rust name in capitals and as visible as the struct; it holds the name that serde stores. Its type is
/// that of the field, without an `Option`. Its [role](crate::AttrRole) says what an update may do: [`PrimaryKey`](crate::PrimaryKey)
/// for parts of the table's key, [`Managed`](crate::Managed) for what the mapper writes, [`Optional`](crate::Optional) for an
/// `Option`, a set or a field with a serde `default`, as they are spelled, else [`Required`](crate::Required). A `flatten` field's
/// constant leads to its members by [`dot`](crate::Attr::dot). A field that serde skips has none.
///
/// An `Option` with `serde(with)` needs a type that is `Clone`, and `serde(default)` to be read where it is absent.
///
/// # Examples
///
/// ```
/// use dynamorph::prelude::*;
/// use serde::{Deserialize, Serialize};
/// use uuid::Uuid;
///
/// #[derive(Table)]
/// #[table(name = "forum", partition_key = "pk", sort_key = "sk", discriminator = "type")]
/// #[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
/// struct Forum;
///
/// #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, DynamoModel)]
/// #[dynamo(table = Forum, entity = "POST", pk = "THREAD#{thread}", sk = "POST#{id}")]
/// #[dynamo(index(gsi1, query = "by_author", pk = "AUTHOR#{author}", sk = "POST#{id}"))]
/// struct Post {
///     thread: String,
///     #[dynamo(auto)]
///     id: Uuid,
///     author: Option<String>, // posts without an author are not in the index
///     text: String,
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// let db = dynamorph_testing::Embedded::memory().dynamo();
/// db.ensure_table::<Post>().await?;
/// let post = Post { thread: "rust".into(), author: Some("ann".into()), text: "Hello".into(), ..Post::default() };
/// let post = post.create().send(&db).await?;
/// assert_eq!(Post::get(PostKey { thread: "rust".into(), id: post.id }).send(&db).await?.as_ref(), Some(&post));
/// assert_eq!(Post::by_author("ann").one(&db).await?, post);
/// # Ok(())
/// # }
/// ```
///
/// A table of its own, with keys on fields:
///
/// ```
/// # use dynamorph::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// #[derive(Debug, PartialEq, Serialize, Deserialize, DynamoModel)]
/// #[dynamo(table = "readings")]
/// #[dynamo(index("by-value", query = "by_value", partition_key = value, sort_key = at))]
/// struct Reading {
///     #[dynamo(partition_key)]
///     sensor: String,
///     #[dynamo(sort_key)]
///     at: u64,
///     value: i32,
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = dynamorph_testing::Embedded::memory().dynamo();
/// # db.ensure_table::<Reading>().await?;
/// Reading { sensor: "s1".into(), at: 1_795_000_000, value: -4 }.save().send(&db).await?;
/// assert_eq!(Reading::query("s1").sort_gt(1_790_000_000).count(&db).await?, 1);
/// # Ok(())
/// # }
/// ```
///
/// A version, times and an expiry:
///
/// ```
/// # use dynamorph::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
/// #[dynamo(table = "sessions")]
/// struct Session {
///     #[dynamo(partition_key)]
///     id: String,
///     #[serde(rename = "who")]
///     user: String,
///     #[dynamo(version)]
///     version: u64,
///     #[dynamo(created_at)]
///     made: i64, // epoch seconds; instants of chrono, jiff and time work too
///     #[dynamo(updated_at)]
///     changed: Option<i64>,
///     #[dynamo(ttl)]
///     until: Option<u64>,
///     #[dynamo(constant = "SESSION_KIND")]
///     r#type: u8,
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = dynamorph_testing::Embedded::memory().dynamo();
/// # db.ensure_table::<Session>().await?;
/// let session = Session { id: "s1".into(), user: "ann".into(), ..Session::default() };
/// let session = session.create().send(&db).await?;
/// assert!(session.version == 1 && session.made > 0);
///
/// let saved = session.clone().save().condition(Session::USER.eq("ann")).send(&db).await?;
/// assert_eq!(saved.version, 2);
/// assert!(session.save().send(&db).await.is_err()); // another write was faster
/// assert_eq!((Session::USER.name(), Session::SESSION_KIND.name()), ("who".into(), "type".into()));
/// # Ok(())
/// # }
/// ```
pub use dynamorph_macros::DynamoModel;

/// Tells the codec where a nested struct or a data enum holds sets, bytes and other types that serde does not tell apart.
///
/// Without it a nested struct works too; its sets are then stored as lists. Reading accepts both forms, so the derive can be
/// added later. All of serde's enum forms are supported: external, internal (`tag`), adjacent (`tag` and `content`), untagged.
///
/// A struct with named fields has a constant for each, as a model has: `Order::LINES.at(0).dot(LineItem::SKU)`.
///
/// | Option of a field | Meaning |
/// | --- | --- |
/// | `null` | `None` is stored as NULL; without it `None` is absent |
/// | `constant = "NAME"` | the name of the field's constant |
///
/// # Examples
///
/// ```
/// use std::collections::BTreeSet;
///
/// use dynamorph::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize, DynamoMap)]
/// struct Address { city: String, labels: BTreeSet<String> }
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize, DynamoModel)]
/// #[dynamo(table = "people")]
/// struct Person {
///     #[dynamo(partition_key)]
///     name: String,
///     address: Address,
/// }
///
/// let address = Address { city: "Rome".into(), labels: ["home".to_owned()].into() };
/// let item = Person { name: "ann".into(), address }.to_raw_item()?;
/// let address = item.get("address").and_then(|value| value.as_m().ok()).expect("a map");
/// assert!(address["labels"].is_ss());
/// assert_eq!(Person::ADDRESS.dot(Address::CITY).name(), "address.city");
/// # Ok::<(), dynamorph::Error>(())
/// ```
pub use dynamorph_macros::DynamoMap;

/// Makes a newtype, or an enum without data, what it is stored as: a key part, a set element, sets and bytes inside it.
///
/// A newtype has what its inner type has: it takes part in keys, and in conditions and updates as a number, a text, a set, a list
/// or a map does. An enum is text, by serde's names. With `#[dynamo(as = String)]` it also takes types
/// that serde converts (`from`, `try_from`, `into`).
///
/// # Examples
///
/// ```
/// use dynamorph::prelude::*;
/// use serde::{Deserialize, Serialize};
/// use uuid::Uuid;
///
/// #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, DynamoValue)]
/// struct OrderId(Uuid);
///
/// #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
/// #[serde(rename_all = "UPPERCASE")]
/// enum Status { Open, Paid }
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize, DynamoModel)]
/// #[dynamo(table = "orders")]
/// #[dynamo(index(by_status, query = "by_status", partition_key = status))]
/// struct Order {
///     #[dynamo(partition_key, auto)]
///     id: OrderId,
///     status: Status,
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = dynamorph_testing::Embedded::memory().dynamo();
/// # db.ensure_table::<Order>().await?;
/// let order = Order { id: OrderId::default(), status: Status::Open }.create().send(&db).await?;
/// assert_eq!(Order::by_status(Status::Open).one(&db).await?, order);
/// assert_eq!(Order::by_status(Status::Paid).count(&db).await?, 0);
/// # Ok(())
/// # }
/// ```
pub use dynamorph_macros::DynamoValue;

/// Makes a struct of `Option`s a change of a model's items, such as the body of a PATCH request.
///
/// It implements [`Patch`](trait@crate::Patch), which [`set_all`](crate::Update::set_all) takes. Each field sets the attribute of the
/// same name; `None` leaves it as it is. What serde does with the struct is up to you.
///
/// | Option | Meaning |
/// | --- | --- |
/// | `model = Order`, on the struct | the model |
/// | `nullable`, on an `Option<Option<T>>` | `Some(None)` removes the attribute, or makes it NULL where the model's field is an `Option<Option<T>>` |
/// | `constant = "NAME"`, on a field | the model's constant, where it is not the field's name in capitals |
///
/// # Examples
///
/// ```
/// use dynamorph::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize, DynamoModel)]
/// #[dynamo(table = "tasks")]
/// struct Task {
///     #[dynamo(partition_key)]
///     id: u64,
///     title: String,
///     owner: Option<String>,
///     #[dynamo(constant = "LEVEL")]
///     priority: u8,
/// }
///
/// #[derive(Default, Deserialize, DynamoPatch)]
/// #[dynamo(model = Task)]
/// struct TaskPatch {
///     title: Option<String>,
///     #[dynamo(nullable)]
///     owner: Option<Option<String>>,
///     #[dynamo(constant = "LEVEL")]
///     priority: Option<u8>,
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = dynamorph_testing::Embedded::memory().dynamo();
/// # db.ensure_table::<Task>().await?;
/// Task { id: 1, title: "Paint".into(), owner: Some("ann".into()), priority: 2 }.save().send(&db).await?;
/// let patch = TaskPatch { owner: Some(None), priority: Some(5), ..TaskPatch::default() };
/// let task = Task::update(1).set_all(patch).returning_new().send(&db).await?;
/// assert_eq!(task, Task { id: 1, title: "Paint".into(), owner: None, priority: 5 });
/// # Ok(())
/// # }
/// ```
pub use dynamorph_macros::DynamoPatch;

/// Describes a physical table that several entities share.
///
/// | Option | Meaning |
/// | --- | --- |
/// | `name = "shop"` | the table's name; a handle may put a prefix before it or override it |
/// | `partition_key = "pk"`, `sort_key = "sk"` | the key attributes, of type S; `N("at")` and `B("at")` for the others |
/// | `discriminator = "type"` | the attribute that tells entities apart |
/// | `ttl = "expires_at"` | the attribute by which DynamoDB deletes expired items, in epoch seconds |
/// | `index(name = "gsi1", partition_key = .., sort_key = .., projection = ..)` | an index; without a partition key a local one |
///
/// `projection` is `"ALL"` (the default), `"KEYS_ONLY"` or `include("a", "b")`.
///
/// # Examples
///
/// ```
/// use dynamorph::prelude::*;
///
/// /// Scores of players by game.
/// #[derive(Table)]
/// #[table(name = "games", partition_key = "pk", sort_key = "sk", discriminator = "type")]
/// #[table(index(name = "top", partition_key = "game", sort_key = N("score"), projection = "KEYS_ONLY"))]
/// pub struct Games;
///
/// assert_eq!(Games::SCHEMA.name(), "games");
/// ```
pub use dynamorph_macros::Table;

/// Makes the enum of the entities that share a table: what reads of several entities decode to.
///
/// ```text
/// dynamorph::register! {
///     #[derive(Debug)]
///     pub enum Shop in ShopTable { Customer, Purchase(Order), _ => keep }
/// }
/// ```
///
/// Each line is a model, or `Variant(Model)`. The last says what becomes of items of no listed entity: `_ => keep` (the default)
/// adds the variant `Unknown(RawItem)`, `_ => skip` passes them over and counts them, `_ => error` refuses them.
///
/// The enum has `From` for each model, each model has `TryFrom` for the enum, and [`EntityOps`](crate::EntityOps) queries and groups.
/// Entities that are not known at compile time are listed in a [`Registry`](crate::Registry).
///
/// # Examples
///
/// ```
#[doc = include_str!("../docs/examples/shop.rs")]
/// dynamorph::register! {
///     /// Products, whatever else the table holds.
///     enum Catalog in ShopTable { Product, _ => skip }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let page = Catalog::query(Product::partition(())).page(&db).await?;
/// assert_eq!((page.items.len(), page.skipped), (2, 0));
///
/// let page = Catalog::query(Order::partition("ann")).page(&db).await?;
/// assert_eq!((page.items.len(), page.skipped), (0, 3)); // orders are not listed in `Catalog`
/// # Ok(())
/// # }
/// ```
pub use dynamorph_macros::register;

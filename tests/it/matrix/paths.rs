//! The paths that every shape takes, and the macro that makes a row of tests of each shape.

use std::fmt::Debug;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamorph::prelude::*;
use dynamorph::{Attr, Condition, Gsi, Query, Update};
use dynamorph_testing::{Embedded, Reply, Scripted};
use serde_json::{Value, json};

use super::pages::one_by_one;
use crate::support::attributes::{item_json, respelled, sorted};

/// The table that every shape is stored in.
#[derive(Debug, Table)]
#[table(name = "matrix", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
pub(crate) struct MatrixTable;

/// An entity with an attribute of the shape.
pub(crate) trait Row: DynamoModel + Clone + PartialEq + Debug {
    /// The n-th item of one partition.
    fn item(number: u32) -> Self;
    /// The attributes that the shape is stored as.
    fn stored() -> Value;
    fn by_table() -> Query<Self, dynamorph::Primary, (u32,)>;
    fn by_index() -> Query<Self, Gsi, (u32,)>;
    /// The attribute is equal to this item's; none of a shape without a constant.
    fn equal(self) -> Option<Condition<Self>> {
        None
    }
    /// Sets the attribute to this item's.
    fn set(self, update: Update<Self>) -> Update<Self> {
        update
    }
}

/// A value of a field, as its attribute compares with it.
pub(crate) trait Held<M, T, R> {
    fn held(self, attribute: &Attr<M, T, R>) -> Condition<M>;
}
impl<M, T, R> Held<M, T, R> for T {
    fn held(self, attribute: &Attr<M, T, R>) -> Condition<M> {
        attribute.eq(self)
    }
}
impl<M, T, R> Held<M, T, R> for Option<T> {
    fn held(self, attribute: &Attr<M, T, R>) -> Condition<M> {
        self.map_or_else(|| attribute.not_exists(), |value| attribute.eq(value))
    }
}

/// Each shape: its field, a value, and the attributes it is stored as. `[otherwise]` is a field without a constant, or one that a put
/// writes, or leaves out, otherwise than an update does: `None` as NULL, what serde skips.
macro_rules! matrix {
    ($($(#[$option:meta])* $name:ident $([$constant:ident])?: $type:ty = $value:expr => $stored:tt;)*) => {$(
        mod $name {
            #[allow(unused_imports, reason = "what the file around it uses differs from shape to shape")]
            use super::*;
            #[allow(unused_imports, reason = "the file around it may have it too")]
            use dynamorph::prelude::*;
            use crate::matrix::paths::{self, MatrixTable, Row};

            #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, DynamoModel)]
            #[dynamo(table = MatrixTable, entity = "ROW", pk = "ROW#{id}", sk = "{number}")]
            #[dynamo(index(gsi1, query = "by_group", pk = "GROUP#{group}", sk = "{number}"))]
            struct Entity {
                id: String,
                group: u64,
                number: u32,
                $(#[$option])*
                v: $type,
            }

            impl Row for Entity {
                fn item(number: u32) -> Self {
                    Self { id: "one".to_owned(), group: 7, number, v: $value }
                }
                fn stored() -> serde_json::Value {
                    serde_json::json!($stored)
                }
                fn by_table() -> dynamorph::Query<Self, dynamorph::Primary, (u32,)> {
                    Self::query("one")
                }
                fn by_index() -> dynamorph::Query<Self, dynamorph::Gsi, (u32,)> {
                    Self::by_group(7_u64)
                }
                paths::by_constant!($($constant)?);
            }

            #[test]
            fn is_put_and_got() {
                crate::support::run(paths::put_and_get::<Entity>());
            }
            #[test]
            fn is_found_by_index() {
                crate::support::run(paths::index::<Entity>());
            }
            #[test]
            fn is_compared() {
                crate::support::run(paths::compare::<Entity>());
            }
            #[test]
            fn is_set() {
                crate::support::run(paths::update::<Entity>());
            }
            #[test]
            fn is_passed_by_cursors() {
                crate::support::run(paths::cursor::<Entity>());
            }
            #[test]
            fn agrees_with_the_sdk() {
                crate::support::run(paths::sdk::<Entity>());
            }
        }
    )*};
}
pub(crate) use matrix;

/// What a shape does by its constant.
macro_rules! by_constant {
    () => {
        fn equal(self) -> Option<dynamorph::Condition<Self>> {
            let is_flattened = Self::V.name().is_empty();
            (!is_flattened).then(|| paths::Held::held(self.v, &Self::V))
        }
        fn set(self, update: dynamorph::Update<Self>) -> dynamorph::Update<Self> {
            update.set(Self::V, self.v)
        }
    };
    (otherwise) => {};
}
pub(crate) use by_constant;

/// The whole item in DynamoDB JSON.
fn literal<R: Row>(number: u32) -> Value {
    let sort = format!("{number:020}");
    let mut item = json!({
        "pk": { "S": "ROW#one" },
        "sk": { "S": sort },
        "gsi1pk": { "S": "GROUP#00000000000000000007" },
        "gsi1sk": { "S": sort },
        "type": { "S": "ROW" },
        "id": { "S": "one" },
        "group": { "N": "7" },
        "number": { "N": number.to_string() },
    });
    let Value::Object(members) = R::stored() else { panic!("the literal of a shape is an object") };
    item.as_object_mut().expect("an object").extend(members);
    sorted(item)
}

async fn two_rows<R: Row>() -> Dynamo {
    let db = Embedded::memory().dynamo();
    db.ensure_table::<R>().await.expect("the table is made");
    for number in [1, 2] {
        R::item(number).create().send(&db).await.expect("the item is stored");
    }
    db
}

/// What the table holds is the literal, and reads back.
pub(crate) async fn put_and_get<R: Row>() {
    let db = two_rows::<R>().await;
    let all = db
        .client()
        .scan()
        .table_name(db.table_name::<R>())
        .send()
        .await
        .expect("the table is read");
    let mut stored: Vec<Value> =
        all.items().iter().map(|item| sorted(respelled(item_json(item)))).collect();
    stored.sort_by_key(|item| item["sk"].to_string());
    assert_eq!(stored, [1, 2].map(|number| sorted(respelled(literal::<R>(number)))));
    let read = R::get(R::item(2).key()).one(&db).await.expect("the item reads back");
    assert_eq!(read, R::item(2));
}

pub(crate) async fn index<R: Row>() {
    let db = two_rows::<R>().await;
    let found = R::by_index().all(&db).await.expect("the index is read");
    assert_eq!(found, [R::item(1), R::item(2)]);
}

/// A filter and a condition that the attribute is equal to the value hold, and their opposites do not.
pub(crate) async fn compare<R: Row>() {
    let Some(equal) = R::item(1).equal() else { return };
    let db = two_rows::<R>().await;
    let found = R::by_table().filter(equal.clone()).all(&db).await.expect("the filter is taken");
    assert_eq!(found, [R::item(1), R::item(2)]);
    let found = R::by_index().filter(!equal.clone()).all(&db).await.expect("the filter is taken");
    assert_eq!(found, []);
    R::item(1).replace().condition(equal.clone()).send(&db).await.expect("the condition holds");
    let error = R::item(1).replace().condition(!equal).send(&db).await.expect_err("it does not");
    assert!(error.is_condition_failed(), "{error}");
}

/// An update sets the attribute to what a put of the item writes.
pub(crate) async fn update<R: Row>() {
    if R::item(1).equal().is_none() {
        return;
    }
    let db = two_rows::<R>().await;
    let literal = sorted(respelled(literal::<R>(1)));
    let key =
        |name: &str| AttributeValue::S(literal[name]["S"].as_str().expect("a key").to_owned());
    let request = db.client().update_item().table_name(db.table_name::<R>());
    let request = request.key("pk", key("pk")).key("sk", key("sk"));
    let request = request.update_expression("REMOVE #v");
    let without = R::stored().as_object().and_then(|members| members.keys().next().cloned());
    let name = without.unwrap_or_else(|| "v".to_owned());
    request.expression_attribute_names("#v", name).send().await.expect("the attribute goes");

    let update = R::item(1).set(R::update(R::item(1).key())).returning_new();
    assert_eq!(update.send(&db).await.expect("the update is taken"), R::item(1));
    let stored = db.client().get_item().table_name(db.table_name::<R>());
    let stored = stored.key("pk", key("pk")).key("sk", key("sk")).send().await.expect("a get");
    assert_eq!(sorted(respelled(item_json(&stored.item.expect("an item")))), literal);
}

/// Pages of one item each, by table and by index, with the cursor as text between them.
pub(crate) async fn cursor<R: Row>() {
    let db = two_rows::<R>().await;
    one_by_one(&db, R::by_table, [R::item(1), R::item(2)]).await;
    one_by_one(&db, R::by_index, [R::item(1), R::item(2)]).await;
}

/// The bytes we write are the item in the SDK's parser, and those that the SDK writes are the item in ours.
pub(crate) async fn sdk<R: Row>() {
    let item = R::item(1);
    let engine = Scripted::always("{}");
    item.clone().save().send(&engine.dynamo()).await.expect("the item is sent");
    let ours = raw_item(engine.requests()[0].body()).to_owned();

    let answer = Scripted::always(format!("{{\"Item\":{ours}}}"));
    let parsed =
        answer.client().get_item().table_name("t").send().await.expect("the SDK parses it").item;
    let parsed = parsed.expect("there is an item");
    assert_eq!(item_json(&parsed), literal::<R>(1), "our bytes in the SDK's parser");

    let engine = Scripted::always("{}");
    engine
        .client()
        .put_item()
        .table_name("t")
        .set_item(Some(parsed))
        .send()
        .await
        .expect("the SDK writes it");
    let sent = engine.requests();
    let theirs = format!("{{\"Item\":{}}}", raw_item(sent[0].body()));
    let read = R::get(item.key()).one(&Scripted::always(theirs.clone()).dynamo()).await;
    assert_eq!(read.expect("the SDK's bytes read"), item, "the SDK's bytes in our parser");

    // An answer of another content type is parsed by the SDK, and the item is made of its values.
    let values = Scripted::always(Reply::ok(theirs).header("content-type", "application/json"));
    let read = R::get(item.key()).one(&values.dynamo()).await;
    assert_eq!(read.expect("the SDK's values read"), item, "the SDK's values");
}

/// The text of a request's item, as it was written.
fn raw_item(request: &[u8]) -> &str {
    let request = std::str::from_utf8(request).expect("a request is text");
    let (_, item) = request.split_once("\"Item\":").expect("a put has an item");
    let mut values = serde_json::Deserializer::from_str(item).into_iter::<serde::de::IgnoredAny>();
    values.next().expect("there is a value").expect("it is JSON");
    &item[..values.byte_offset()]
}

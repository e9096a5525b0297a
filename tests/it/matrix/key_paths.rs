//! The paths that every key takes, and the macros that make a row of tests of each.

use std::fmt::Debug;

use dynamorph::prelude::*;
use dynamorph::{Gsi, Primary, Query};
use dynamorph_testing::Embedded;
use serde_json::Value;

use super::pages::one_by_one;
use crate::support::attributes::{item_json, respelled};

/// An entity whose keys hold the type.
pub(crate) trait KeyRow: DynamoModel + Clone + PartialEq + Debug {
    /// The free part of the index's sort key.
    type Rest;
    /// The n-th item of one partition.
    fn item(number: u32) -> Self;
    /// The key attributes of the n-th item, in which the type stands.
    fn keys(number: u32) -> Value;
    fn by_table() -> Query<Self, Primary, Self::Rest>;
    fn by_index() -> Query<Self, Gsi, (u32,)>;
}

/// Each type as a part of templates: a value, and its text.
macro_rules! templated {
    ($($name:ident: $type:ty = $value:expr => $text:literal;)*) => {$(
        mod $name {
            #[allow(unused_imports, reason = "what the file around it uses differs from type to type")]
            use super::*;
            #[allow(unused_imports, reason = "the file around it may have it too")]
            use dynamorph::prelude::*;
            use crate::matrix::key_paths::KeyRow;
            use crate::matrix::paths::MatrixTable;

            #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, DynamoModel)]
            #[dynamo(table = MatrixTable, entity = "ROW", pk = "ROW#{id}", sk = "PART#{part}#{number}")]
            #[dynamo(index(gsi1, query = "by_part", pk = "PART#{part}", sk = "{number}"))]
            struct Entity {
                id: String,
                number: u32,
                part: $type,
            }

            impl KeyRow for Entity {
                type Rest = (u32,);
                fn item(number: u32) -> Self {
                    Self { id: "one".to_owned(), number, part: $value }
                }
                fn keys(number: u32) -> serde_json::Value {
                    serde_json::json!({
                        "sk": { "S": format!("PART#{}#{number:020}", $text) },
                        "gsi1pk": { "S": format!("PART#{}", $text) },
                    })
                }
                fn by_table() -> dynamorph::Query<Self, dynamorph::Primary, (u32,)> {
                    let part: $type = $value;
                    Self::query(("one", part))
                }
                fn by_index() -> dynamorph::Query<Self, dynamorph::Gsi, (u32,)> {
                    let part: $type = $value;
                    Self::by_part(part)
                }
            }
            crate::matrix::key_paths::tests!(Entity);
        }
    )*};
}
pub(crate) use templated;

/// Each type as a key attribute by itself: a value, and the attribute.
macro_rules! natural {
    ($($name:ident: $type:ty = $value:expr => $stored:tt;)*) => {$(
        mod $name {
            #[allow(unused_imports, reason = "what the file around it uses differs from type to type")]
            use super::*;
            #[allow(unused_imports, reason = "the file around it may have it too")]
            use dynamorph::prelude::*;
            use crate::matrix::key_paths::KeyRow;

            #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, DynamoModel)]
            #[dynamo(table = "natural", partition_key = part, sort_key = number)]
            #[dynamo(index("by-part", query = "by_part", partition_key = part, sort_key = number))]
            struct Entity {
                number: u32,
                part: $type,
            }

            impl KeyRow for Entity {
                type Rest = (u32,);
                fn item(number: u32) -> Self {
                    Self { number, part: $value }
                }
                fn keys(_: u32) -> serde_json::Value {
                    serde_json::json!({ "part": $stored })
                }
                fn by_table() -> dynamorph::Query<Self, dynamorph::Primary, (u32,)> {
                    let part: $type = $value;
                    Self::query(part)
                }
                fn by_index() -> dynamorph::Query<Self, dynamorph::Gsi, (u32,)> {
                    let part: $type = $value;
                    Self::by_part(part)
                }
            }
            crate::matrix::key_paths::tests!(Entity);
        }
    )*};
}
pub(crate) use natural;

macro_rules! tests {
    ($entity:ident) => {
        #[test]
        fn is_put_and_got_by_key() {
            crate::support::run(crate::matrix::key_paths::put_and_get::<$entity>());
        }
        #[test]
        fn is_queried_by_table_and_index() {
            crate::support::run(crate::matrix::key_paths::query::<$entity>());
        }
        #[test]
        fn is_held_by_cursors() {
            crate::support::run(crate::matrix::key_paths::cursor::<$entity>());
        }
    };
}
pub(crate) use tests;

async fn two_rows<R: KeyRow>() -> Dynamo {
    let db = Embedded::memory().dynamo();
    db.ensure_table::<R>().await.expect("the table is made");
    for number in [1, 2] {
        R::item(number).create().send(&db).await.expect("the item is stored");
    }
    db
}

/// The stored keys are the literals, and the keys made of values are the same.
pub(crate) async fn put_and_get<R: KeyRow>() {
    let db = two_rows::<R>().await;
    let all = db
        .client()
        .scan()
        .table_name(db.table_name::<R>())
        .send()
        .await
        .expect("the table is read");
    for item in all.items() {
        let stored = respelled(item_json(item));
        let number = stored["number"]["N"]
            .as_str()
            .and_then(|number| number.parse().ok())
            .expect("a number");
        for (name, value) in respelled(R::keys(number)).as_object().expect("an object") {
            assert_eq!(&stored[name], value, "{name}");
        }
    }
    assert_eq!(R::get(R::item(2).key()).one(&db).await.expect("the item reads back"), R::item(2));
    R::delete(R::item(2).key()).send(&db).await.expect("the item is deleted");
    assert_eq!(R::get(R::item(2).key()).send(&db).await.expect("the read is answered"), None);
}

pub(crate) async fn query<R: KeyRow>() {
    let db = two_rows::<R>().await;
    assert_eq!(R::by_table().all(&db).await.expect("the table is read"), [R::item(1), R::item(2)]);
    assert_eq!(R::by_index().all(&db).await.expect("the index is read"), [R::item(1), R::item(2)]);
}

pub(crate) async fn cursor<R: KeyRow>() {
    let db = two_rows::<R>().await;
    one_by_one(&db, R::by_table, [R::item(1), R::item(2)]).await;
    one_by_one(&db, R::by_index, [R::item(1), R::item(2)]).await;
}

//! What is read that the mapper does not write, and what is refused.

use std::fmt::Debug;

use dynamorph::prelude::*;
use dynamorph::{DecodeError, EncodeError, Error};
use dynamorph_testing::{Reply, Scripted};
use serde_json::{Value, json};

/// The entity that holds a shape.
macro_rules! entity {
    ($(#[$option:meta])* $type:ty) => {
        #[allow(unused_imports, reason = "what the file around it uses differs from shape to shape")]
        use super::*;
        #[allow(unused_imports, reason = "the file around it may have it too")]
        use dynamorph::prelude::*;

        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, DynamoModel)]
        #[dynamo(table = crate::matrix::paths::MatrixTable, entity = "ROW", pk = "ROW#{id}", sk = "ROW")]
        struct Entity {
            id: String,
            $(#[$option])*
            v: $type,
        }
    };
}
pub(crate) use entity;

/// Each stored form, and the value it reads as.
macro_rules! accepted {
    ($($(#[$option:meta])* $name:ident: $type:ty = $stored:tt => $value:expr;)*) => {$(
        mod $name {
            crate::matrix::reading::entity!($(#[$option])* $type);

            #[test]
            fn reads() {
                let expected = Entity { id: "one".to_owned(), v: $value };
                crate::support::run(crate::matrix::reading::assert_reads(serde_json::json!($stored), expected));
            }
        }
    )*};
}
pub(crate) use accepted;

/// Each stored form, and where and why it does not read.
macro_rules! unreadable {
    ($($(#[$option:meta])* $name:ident: $type:ty = $stored:tt => $path:literal $kind:pat,)*) => {$(
        mod $name {
            crate::matrix::reading::entity!($(#[$option])* $type);

            #[test]
            fn is_a_typed_error() {
                crate::support::run(async {
                    for error in crate::matrix::reading::unread::<Entity>(serde_json::json!($stored)).await {
                        assert_eq!(error.path().to_string(), $path, "{error}");
                        assert!(matches!(error.kind(), $kind), "{error:?}");
                    }
                });
            }
        }
    )*};
}
pub(crate) use unreadable;

/// Each value, and where and why it does not encode.
macro_rules! refused {
    ($($(#[$option:meta])* $name:ident: $type:ty = $value:expr => $path:literal $kind:pat,)*) => {$(
        mod $name {
            crate::matrix::reading::entity!($(#[$option])* $type);

            #[test]
            fn is_a_typed_error() {
                crate::support::run(async {
                    let error = crate::matrix::reading::unwritten(Entity { id: "one".to_owned(), v: $value }).await;
                    assert_eq!(error.path().to_string(), $path, "{error}");
                    assert!(matches!(error.kind(), $kind), "{error:?}");
                });
            }
        }
    )*};
}
pub(crate) use refused;

/// Both ways to read an item: from the bytes of an answer, and from values that the SDK parsed.
fn engines(stored: Value) -> [Scripted; 2] {
    let mut item = json!({ "pk": { "S": "ROW#one" }, "sk": { "S": "ROW" }, "type": { "S": "ROW" }, "id": { "S": "one" } });
    let Value::Object(members) = stored else { panic!("stored attributes are an object") };
    item.as_object_mut().expect("an object").extend(members);
    let body = json!({ "Item": item }).to_string();
    let parsed = body.clone();
    [
        Scripted::always(body),
        Scripted::always(Reply::ok(parsed).header("content-type", "application/json")),
    ]
}

pub(crate) async fn assert_reads<M: DynamoModel + PartialEq + Debug>(stored: Value, expected: M) {
    for engine in engines(stored) {
        let read = M::get(expected.key()).one(&engine.dynamo()).await.expect("the item reads");
        assert_eq!(read, expected);
    }
}

pub(crate) async fn unread<M: DynamoModel + Debug>(stored: Value) -> Vec<DecodeError>
where
    for<'a> &'a str: dynamorph::KeyOf<M, dynamorph::PartsOf<M>>,
{
    let mut errors = Vec::new();
    for engine in engines(stored) {
        let Err(Error::Decode { source, .. }) = M::get("one").one(&engine.dynamo()).await else {
            panic!("the item reads, or fails otherwise")
        };
        errors.push(source);
    }
    errors
}

/// Why an item is not sent. Nothing of it leaves.
pub(crate) async fn unwritten<M: DynamoModel>(item: M) -> EncodeError {
    let engine = Scripted::always("{}");
    let Err(Error::Encode { source, .. }) = item.save().send(&engine.dynamo()).await else {
        panic!("the item is sent, or fails otherwise")
    };
    assert!(engine.requests().is_empty());
    source
}

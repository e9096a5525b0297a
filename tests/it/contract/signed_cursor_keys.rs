//! The keys that sign cursors, and how long what they sign is.

use dynamorph::prelude::*;
use dynamorph::{Cursor, CursorError, CursorKeys, Dynamo, Error};
use dynamorph_testing::Engine;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::models::Order;
use super::signed_cursors::{KEY, OTHER_KEY, after_two, handle, keys, orders, shop, signing};
use super::support::{table, told};

#[test]
fn keys_that_sign_nothing_well_are_refused() {
    let error = |result: dynamorph::Result<CursorKeys>| match result {
        Err(Error::Cursor(error)) => error,
        other => panic!("{other:?}"),
    };
    for bytes in [0, 1, 16, 31] {
        let short = CursorError::ShortKey { bytes };
        assert_eq!(error(CursorKeys::new("one", vec![7; bytes])), short);
        assert_eq!(error(keys().accept("two", vec![7; bytes])), short);
    }
    for id in [String::new(), "x".repeat(33)] {
        assert_eq!(error(CursorKeys::new(id.clone(), KEY)), CursorError::KeyId);
        assert_eq!(error(keys().accept(id, KEY)), CursorError::KeyId);
    }
    assert_eq!(error(keys().accept("one", OTHER_KEY)), CursorError::RepeatedKeyId);
    let two = keys().accept("two", OTHER_KEY).unwrap();
    assert_eq!(error(two.accept("two", KEY)), CursorError::RepeatedKeyId);
    assert!(CursorKeys::new("x".repeat(32), vec![7; 500]).is_ok(), "a longer key is a key");
}

#[test]
fn nothing_of_a_key_is_shown() {
    let secret = *b"CANARY7CANARY7CANARY7CANARY7CANARY7";
    let keys = CursorKeys::new("one", secret).unwrap().accept("two", secret).unwrap();
    let engine = Engine::memory();
    let builder = Dynamo::builder(engine.client()).cursor_keys(keys.clone());
    let short = told(&CursorKeys::new("one", &secret[..7]).unwrap_err());
    let shown = format!("{keys:?} {keys:#?} {builder:?} {:?} {short}", builder.clone().build());
    for form in ["CANARY".to_owned(), format!("{:?}", &secret[..7]), format!("{:x?}", &secret[..7])]
    {
        assert!(!shown.contains(form.trim_matches(['[', ']'])), "{shown}");
    }
    assert!(shown.contains("one") && shown.contains("two"), "the ids are no secret");
}

/// Keys of the greatest length, in the table and in its index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "longest")]
#[dynamo(index("all", query = "by_all", partition_key = ipk, sort_key = isk))]
struct Longest {
    #[dynamo(partition_key)]
    pk: String,
    #[dynamo(sort_key)]
    sk: String,
    ipk: String,
    isk: String,
}

#[tokio::test]
async fn cursors_are_as_long_as_documented() {
    let (engine, db) = table::<Longest>().await;
    for at in ["a", "b"] {
        let (pk, sk) = (at.repeat(2048), at.repeat(1024));
        Longest { ipk: pk.clone(), isk: sk.clone(), pk, sk }.create().send(&db).await.unwrap();
    }
    let (signed, _) = signing(&engine, CursorKeys::new("x".repeat(32), KEY).unwrap());
    for (db, length) in [(&db, 8_232), (&signed, 8_308)] {
        let page = Longest::BY_ALL.scan().limit(1).page(db).await.unwrap();
        let text = page.cursor.unwrap().to_string();
        assert_eq!(text.len(), length, "four keys of the greatest length");
        let rest = Longest::BY_ALL.scan().cursor(text.parse::<Cursor>().unwrap());
        assert_eq!(rest.count(db).await.unwrap(), 1);
    }

    let engine = shop().await;
    let (unsigned, _) = handle(&engine, |builder| builder);
    let (signed, _) = signing(&engine, keys());
    for db in [&unsigned, &signed] {
        for length in [
            after_two(db, orders()).await.to_string().len(),
            after_two(db, Order::by_channel(Uuid::from_u128(1))).await.to_string().len(),
        ] {
            assert!((90..=200).contains(&length), "a typical cursor has {length} characters");
        }
    }
}

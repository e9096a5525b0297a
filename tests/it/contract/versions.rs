//! Optimistic locking: what a version compares, how it grows, and what a loser is told.

use std::sync::Arc;

use dynamorph::prelude::*;
use dynamorph::{Error, InvalidRequest};
use serde::{Deserialize, Serialize};

use super::clocks::table_at;
use super::support::{attributes, get_raw, n, put_raw, s, table, watched};

#[derive(Table)]
#[table(name = "docs", partition_key = "pk", discriminator = "type")]
struct DocsTable;

/// Its version attribute is one of DynamoDB's reserved words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = DocsTable, entity = "DOC", pk = "DOC#{id}")]
struct Doc {
    id: u32,
    #[serde(rename = "name")]
    title: String,
    #[dynamo(version)]
    #[serde(rename = "count")]
    version: u64,
}

fn doc(title: &str) -> Doc {
    Doc { id: 1, title: title.to_owned(), version: 0 }
}

fn key<'a>() -> [(&'a str, aws_sdk_dynamodb::types::AttributeValue); 1] {
    [("pk", s("DOC#00000000000000000001"))]
}

#[tokio::test]
async fn version_condition_merged_with_user() {
    let (_, db) = table::<Doc>().await;
    let first = doc("a").create().send(&db).await.unwrap();
    assert_eq!(first.version, 1);
    let edited = || Doc { title: "b".into(), ..first.clone() };

    // The version is right and the caller's condition is not, and the other way round.
    let error = edited().save().condition(Doc::TITLE.eq("x")).send(&db).await.unwrap_err();
    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
    let error = Doc { version: 7, ..edited() };
    let error = error.save().condition(Doc::TITLE.eq("a")).send(&db).await.unwrap_err();
    assert!(matches!(error, Error::VersionConflict(_)), "{error}");
    // An OR of the caller's does not get around the version.
    let either = Doc::TITLE.eq("a") | Doc::TITLE.eq("b");
    let error = Doc { version: 7, ..edited() }.replace().condition(either).send(&db).await;
    assert!(matches!(error.unwrap_err(), Error::VersionConflict(_)));
    let stale = Doc { version: 7, ..edited() };
    let error = Doc::update(&stale).set(Doc::TITLE, "c").condition(Doc::TITLE.eq("a"));
    assert!(matches!(error.send(&db).await.unwrap_err(), Error::VersionConflict(_)));

    let both = edited().save().condition(Doc::TITLE.eq("a")).condition(Doc::ID.eq(1));
    assert_eq!(both.send(&db).await.unwrap().version, 2);
}

#[tokio::test]
async fn version_reserved_word_attr() {
    let (_, db) = table::<Doc>().await;
    let first = doc("a").create().send(&db).await.unwrap();
    let second = first.clone().save().send(&db).await.unwrap();
    let third = second.replace().send(&db).await.unwrap();
    let fourth = Doc::update(&third).set(Doc::TITLE, "b").returning_new().send(&db).await.unwrap();
    let fifth = fourth.upsert().send(&db).await.unwrap();

    assert_eq!(fifth, Doc { version: 5, ..doc("b") });
    assert_eq!(get_raw::<Doc, 1>(&db, key()).await.unwrap().get("count"), Some(&n("5")));
    assert!(matches!(Doc::delete(&first).send(&db).await, Err(Error::VersionConflict(_))));
    Doc::delete(&fifth).send(&db).await.unwrap();
}

#[tokio::test]
async fn conflict_returns_current() {
    let (_, db) = table::<Doc>().await;
    let mine = doc("a").create().send(&db).await.unwrap();
    let theirs = Doc { title: "theirs".into(), ..mine.clone() }.save().send(&db).await.unwrap();

    let error = Doc { title: "mine".into(), ..mine.clone() }.save().send(&db).await.unwrap_err();

    assert!(matches!(error, Error::VersionConflict(_)) && error.is_condition_failed(), "{error}");
    let current = error.current::<Doc>().unwrap().unwrap();
    assert_eq!(current, theirs);
    let mine: Doc = error.into_input().unwrap();
    assert_eq!(mine, Doc { id: 1, title: "mine".into(), version: 1 });
    // What a caller does then: the change again, over what is there.
    let merged = Doc { version: current.version, ..mine }.save().send(&db).await.unwrap();
    assert_eq!(merged.version, 3);
}

#[tokio::test]
async fn delete_checks_version() {
    let (_, db) = table::<Doc>().await;
    let first = doc("a").create().send(&db).await.unwrap();
    let second = first.clone().save().send(&db).await.unwrap();

    let error = Doc::delete(&first).send(&db).await.unwrap_err();
    assert!(matches!(error, Error::VersionConflict(_)), "{error}");
    assert_eq!(error.current::<Doc>().unwrap(), Some(second.clone()));
    let deleted = Doc::delete(&second).returning_old().send(&db).await.unwrap();
    assert_eq!(deleted, Some(second.clone()));
    let error = Doc::delete(&second).send(&db).await.unwrap_err();
    assert!(error.is_not_found() && error.is_condition_failed(), "{error}");

    // By key, nothing is checked.
    first.create().send(&db).await.unwrap();
    Doc::delete(1).send(&db).await.unwrap();
    Doc::delete(1).send(&db).await.unwrap();
}

#[tokio::test]
async fn an_absent_version_reads_as_0() {
    let (_, db) = table::<Doc>().await;
    let stored = attributes([
        ("pk", s("DOC#00000000000000000001")),
        ("type", s("DOC")),
        ("id", n("1")),
        ("name", s("old")),
    ]);
    put_raw::<Doc>(&db, stored).await;

    let read = Doc::get(1).one(&db).await.unwrap();
    assert_eq!(read, doc("old"));
    assert_eq!(Doc::query(1).all(&db).await.unwrap(), std::slice::from_ref(&read));
    assert_eq!(read.save().send(&db).await.unwrap().version, 1);
}

#[tokio::test]
async fn an_update_counts_from_what_is_there() {
    let (_, db) = table::<Doc>().await;
    let first = doc("a").create().send(&db).await.unwrap();
    Doc::update(1).set(Doc::TITLE, "b").send(&db).await.unwrap();
    let third = Doc::update(1).set(Doc::TITLE, "c").returning_new().send(&db).await.unwrap();
    assert_eq!(third, Doc { version: 3, ..doc("c") });

    let error = Doc::update(&first).set(Doc::TITLE, "d").send(&db).await.unwrap_err();
    assert!(matches!(error, Error::VersionConflict(_)), "{error}");
    let error = Doc::update(&first).condition(Doc::TITLE.eq("zzz")).set(Doc::TITLE, "d").upsert();
    // An upsert checks no version, so that is not what was wrong.
    let error = error.send(&db).await.unwrap_err();
    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
}

/// A model whose version has another type, and what its version is.
macro_rules! of_type {
    ($($test:ident $model:ident $version:ty, $of:expr, $max:expr;)*) => {$(
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
        #[dynamo(table = DocsTable, entity = "TYPED", pk = "TYPED#{id}")]
        struct $model {
            id: u32,
            #[dynamo(version)]
            version: $version,
        }

        #[tokio::test]
        async fn $test() {
            let (engine, db) = table::<$model>().await;
            let of: fn(u8) -> $version = $of;
            let item = $model { id: 1, ..$model::default() };
            assert_eq!(item.version(), 0);
            let first = item.save().send(&db).await.unwrap();
            assert_eq!(first.version, of(1));
            let second = first.clone().save().send(&db).await.unwrap();
            assert_eq!((second.version, second.version()), (of(2), 2));
            assert_eq!($model::get(1).one(&db).await.unwrap(), second);
            let error = first.save().send(&db).await.unwrap_err();
            assert!(matches!(error, Error::VersionConflict(_)), "{error}");

            // The last version there is: a typed error before anything is sent, and the item comes back.
            let (watched, requests) = watched(&engine);
            let last = $model { id: 1, version: $max };
            for error in [
                last.clone().save().send(&watched).await.unwrap_err(),
                last.clone().replace().send(&watched).await.unwrap_err(),
            ] {
                assert!(matches!(error, Error::InvalidRequest(_, InvalidRequest::Version)), "{error}");
                requests.assert_none("a version that cannot grow");
                assert_eq!(error.into_input::<$model>().unwrap(), last);
            }
        }
    )*};
}
of_type! {
    a_version_may_be_an_i32 OfI32 i32, i32::from, i32::MAX;
    a_version_may_be_an_i64 OfI64 i64, i64::from, i64::MAX;
    a_version_may_be_a_u8 OfU8 u8, |version| version, u8::MAX;
    a_version_may_be_a_u16 OfU16 u16, u16::from, u16::MAX;
    a_version_may_be_a_u32 OfU32 u32, u32::from, u32::MAX;
    a_version_may_be_a_u64 OfU64 u64, u64::from, u64::MAX;
    a_version_may_be_a_usize OfUsize usize, usize::from, usize::MAX;
    a_version_may_be_an_option OfOption Option<u16>, |version| Some(version.into()), Some(u16::MAX);
}

#[tokio::test]
async fn one_of_many_savers_wins_each_version() {
    let (_, db, _) = table_at::<Doc>().await;
    let first = Arc::new(doc("start").create().send(&db).await.unwrap());
    let mut current = first;
    for round in 2..5_u64 {
        let savers: Vec<_> = (0..20)
            .map(|saver| {
                let (db, read) = (db.clone(), Arc::clone(&current));
                tokio::spawn(async move {
                    Doc { title: format!("saver {saver}"), ..(*read).clone() }
                        .save()
                        .send(&db)
                        .await
                })
            })
            .collect();
        let mut won = Vec::new();
        for saver in savers {
            match saver.await.unwrap() {
                Ok(item) => won.push(item),
                Err(error) => assert!(matches!(error, Error::VersionConflict(_)), "{error}"),
            }
        }
        assert_eq!(won.len(), 1, "version {round}");
        let winner = won.remove(0);
        assert_eq!(winner.version, round);
        assert_eq!(Doc::get(1).consistent_read().one(&db).await.unwrap(), winner);
        current = Arc::new(winner);
    }
}

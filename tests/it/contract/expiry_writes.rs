//! The TTL on writes: stored as seconds on every path, and what each verb does over an item that has expired.

use dynamorph::prelude::*;
use dynamorph::{EncodeErrorKind, Error, ExpressionError, InvalidRequest};
use serde::{Deserialize, Serialize};

use super::clocks::{NOW, table_at};
use super::support::{Attributes, get_raw, n, put_raw, s};

#[derive(Table)]
#[table(name = "sessions", partition_key = "pk", discriminator = "type", ttl = "expires")]
struct SessionsTable;

/// A model with a TTL of a type, and one value of that type for a time with a fraction.
macro_rules! of_type {
    ($($test:ident $model:ident $entity:literal, $type:ty, $of:expr;)*) => {$(
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
        #[dynamo(table = SessionsTable, entity = $entity, pk = "SESSION#{id}")]
        struct $model {
            id: u32,
            note: String,
            #[dynamo(ttl)]
            #[serde(rename = "expires")]
            until: $type,
        }

        #[tokio::test]
        async fn $test() {
            let (_, db, _) = table_at::<$model>().await;
            // The value, of which the second part is nanoseconds where the type has them.
            let of: fn(i64, u32) -> $type = $of;
            let (soon, late) = (i64::from(NOW) + 60, i64::from(NOW) + 90);
            let item = |id, until| $model { id, note: "a".into(), until };
            let stored = async |id: u32| {
                let raw = get_raw::<$model, 1>(&db, [("pk", s(&format!("SESSION#{id:020}")))]).await;
                raw.unwrap().remove("expires").unwrap()
            };
            let (soon_n, late_n) = (n(&soon.to_string()), n(&late.to_string()));

            item(1, of(soon, 999_999_999)).create().send(&db).await.unwrap();
            assert_eq!(stored(1).await, soon_n, "create");
            item(1, of(late, 5)).save().send(&db).await.unwrap();
            assert_eq!(stored(1).await, late_n, "save");
            item(1, of(soon, 5)).replace().send(&db).await.unwrap();
            assert_eq!(stored(1).await, soon_n, "replace");
            $model::update(1).set($model::UNTIL, of(late, 5)).send(&db).await.unwrap();
            assert_eq!(stored(1).await, late_n, "update.set");
            item(1, of(soon, 5)).upsert().send(&db).await.unwrap();
            assert_eq!(stored(1).await, soon_n, "upsert");
            let update = $model::update(2).set($model::NOTE, "b").set($model::UNTIL, of(late, 5));
            update.upsert().send(&db).await.unwrap();
            assert_eq!(stored(2).await, late_n, "update.upsert");
            let update = $model::update(1).set_if_not_exists($model::UNTIL, of(late, 5));
            update.send(&db).await.unwrap();
            assert_eq!(stored(1).await, soon_n, "set_if_not_exists");

            // What is read back has whole seconds.
            assert_eq!($model::get(1).one(&db).await.unwrap(), item(1, of(soon, 0)));

            // Values of conditions and filters have the same form.
            let is_soon = || $model::UNTIL.eq(of(soon, 0));
            let update = $model::update(1).set($model::NOTE, "c").condition(is_soon());
            update.send(&db).await.unwrap();
            let between = $model::UNTIL.between(of(soon, 0), of(late, 0));
            $model::update(1).set($model::NOTE, "d").condition(between).send(&db).await.unwrap();
            let later = $model::update(1).set($model::NOTE, "e").condition($model::UNTIL.gt(of(soon, 0)));
            assert!(matches!(later.send(&db).await, Err(Error::ConditionFailed(_))));
            let found = $model::scan().filter(is_soon()).all(&db).await.unwrap();
            assert_eq!(found.iter().map(|item| item.id).collect::<Vec<_>>(), [1]);
        }
    )*};
}
of_type! {
    a_ttl_as_i64 AsI64 "I64", i64, |seconds, _| seconds;
    a_ttl_as_u64 AsU64 "U64", u64, |seconds, _| seconds.try_into().unwrap();
    a_ttl_as_u32 AsU32 "U32", u32, |seconds, _| seconds.try_into().unwrap();
    a_ttl_as_chrono AsChrono "CHRONO", chrono::DateTime<chrono::Utc>,
        |seconds, nanoseconds| chrono::DateTime::from_timestamp(seconds, nanoseconds).unwrap();
    a_ttl_as_jiff AsJiff "JIFF", jiff::Timestamp,
        |seconds, nanoseconds| jiff::Timestamp::new(seconds, nanoseconds.try_into().unwrap()).unwrap();
    a_ttl_as_offset AsOffset "OFFSET", time::OffsetDateTime, |seconds, nanoseconds| {
        let time = time::OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        time.replace_nanosecond(nanoseconds).unwrap()
    };
    a_ttl_as_utc AsUtc "UTC", time::UtcDateTime, |seconds, nanoseconds| {
        let time = time::UtcDateTime::from_unix_timestamp(seconds).unwrap();
        time.replace_nanosecond(nanoseconds).unwrap()
    };
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = SessionsTable, entity = "SESSION", pk = "SESSION#{id}")]
struct Session {
    id: u32,
    note: String,
    #[dynamo(version)]
    version: u64,
    #[dynamo(ttl)]
    expires: Option<i64>,
}

fn session(version: u64) -> Session {
    Session { id: 1, note: "new".into(), version, expires: None }
}

/// An item that has expired this second, of some entity, with version 5.
fn expired(entity: &str) -> Attributes {
    super::support::attributes([
        ("pk", s("SESSION#00000000000000000001")),
        ("type", s(entity)),
        ("id", n("1")),
        ("note", s("old")),
        ("version", n("5")),
        ("expires", n(&NOW.to_string())),
    ])
}

async fn stored(db: &Dynamo) -> Option<Attributes> {
    get_raw::<Session, 1>(db, [("pk", s("SESSION#00000000000000000001"))]).await
}

#[tokio::test]
async fn ttl_millis_refused() {
    let (_, db, _) = table_at::<Session>().await;
    let millis = i64::from(NOW) * 1000;
    let wrong = Session { expires: Some(millis), ..session(0) };
    for error in [
        wrong.clone().create().send(&db).await.unwrap_err(),
        wrong.clone().save().send(&db).await.unwrap_err(),
        wrong.clone().upsert().send(&db).await.unwrap_err(),
    ] {
        let Error::Encode { source, .. } = &error else { panic!("{error}") };
        assert_eq!(source.kind(), &EncodeErrorKind::TtlRange);
        assert_eq!(source.path().to_string(), "expires");
        assert!(source.to_string().contains("seconds, not milliseconds"), "{source}");
        assert_eq!(error.into_input::<Session>().unwrap(), wrong);
    }
    for error in [
        Session::update(1).set(Session::EXPIRES, millis).send(&db).await.unwrap_err(),
        Session::update(1)
            .set(Session::EXPIRES, Some(millis))
            .upsert()
            .send(&db)
            .await
            .unwrap_err(),
        Session::delete(1).condition(Session::EXPIRES.lt(millis)).send(&db).await.unwrap_err(),
        Session::scan().filter(Session::EXPIRES.lt(millis)).all(&db).await.unwrap_err(),
    ] {
        let Error::InvalidRequest(_, InvalidRequest::Expression(error)) = &error else {
            panic!("{error}")
        };
        let ExpressionError::Value { attribute, source } = error else { panic!("{error}") };
        assert_eq!((attribute.as_str(), source.kind()), ("expires", &EncodeErrorKind::TtlRange));
    }
    assert_eq!(stored(&db).await, None);
}

#[tokio::test]
async fn an_absent_ttl_never_expires() {
    let (_, db, _) = table_at::<Session>().await;
    let first = session(0).create().send(&db).await.unwrap();
    assert!(!stored(&db).await.unwrap().contains_key("expires"));
    let update = Session::update(&first).set(Session::EXPIRES, i64::from(NOW) + 1);
    let second = update.returning_new().send(&db).await.unwrap();
    let update = Session::update(&second).set(Session::EXPIRES, None::<i64>).returning_new();
    assert_eq!(update.send(&db).await.unwrap(), session(3));
    assert!(!stored(&db).await.unwrap().contains_key("expires"));
}

#[tokio::test]
async fn put_if_absent_over_expired() {
    let (_, db, clock) = table_at::<Session>().await;
    put_raw::<Session>(&db, expired("SESSION")).await;

    let (created, old) = session(0).create().returning_old().send(&db).await.unwrap();
    // A new life: the version starts again.
    assert_eq!((created.version, old.unwrap().note.as_str()), (1, "old"));
    assert_eq!(stored(&db).await.unwrap()["version"], n("1"));

    // A second before its end, an item is there.
    let soon = Session { expires: Some(i64::from(NOW) + 10), ..created };
    soon.save().send(&db).await.unwrap();
    clock.advance(std::time::Duration::from_secs(9));
    let error = session(0).create().send(&db).await.unwrap_err();
    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
    clock.advance(std::time::Duration::from_secs(1));
    assert_eq!(session(0).create().send(&db).await.unwrap().version, 1);
}

#[tokio::test]
async fn save_revives_an_expired_item() {
    let (_, db, _) = table_at::<Session>().await;
    put_raw::<Session>(&db, expired("SESSION")).await;
    let error = session(4).save().send(&db).await.unwrap_err();
    assert!(error.is_not_found() && error.current::<Session>().unwrap().is_some(), "{error}");
    assert_eq!(session(5).save().send(&db).await.unwrap().version, 6);

    put_raw::<Session>(&db, expired("SESSION")).await;
    assert_eq!(session(0).save().send(&db).await.unwrap().version, 1);
    assert_eq!(Session::get(1).one(&db).await.unwrap(), session(1));
}

#[tokio::test]
async fn an_expired_item_is_not_there_to_be_changed() {
    let (_, db, _) = table_at::<Session>().await;
    put_raw::<Session>(&db, expired("SESSION")).await;

    let old = Session { id: 1, note: "old".into(), version: 5, expires: Some(NOW.into()) };
    let errors = [
        ("replace", session(5).replace().send(&db).await.map(|_| ()).unwrap_err()),
        ("update", Session::update(1).set(Session::NOTE, "x").send(&db).await.unwrap_err()),
        ("update item", Session::update(&old).set(Session::NOTE, "x").send(&db).await.unwrap_err()),
    ];
    for (case, error) in errors {
        assert!(
            matches!(error, Error::NotFound(_)) && error.is_condition_failed(),
            "{case}: {error}"
        );
        assert_eq!(error.current::<Session>().unwrap(), Some(old.clone()), "{case}");
    }
    let errors = [
        ("upsert", session(5).upsert().send(&db).await.map(|_| ()).unwrap_err()),
        (
            "update.upsert",
            Session::update(1).set(Session::NOTE, "x").upsert().send(&db).await.unwrap_err(),
        ),
    ];
    for (case, error) in errors {
        assert!(
            matches!(error, Error::Expired(_)) && error.is_condition_failed(),
            "{case}: {error}"
        );
        assert_eq!(error.current::<Session>().unwrap(), Some(old.clone()), "{case}");
    }
    assert_eq!(stored(&db).await, Some(expired("SESSION")));

    // Deleting what has expired only makes true what is said.
    Session::delete(&old).send(&db).await.unwrap();
    assert_eq!(stored(&db).await, None);
}

#[tokio::test]
async fn an_expired_item_of_another_entity() {
    let (_, db, _) = table_at::<Session>().await;
    put_raw::<Session>(&db, expired("OTHER")).await;
    let errors = [
        ("save", session(5).save().send(&db).await.map(|_| ()).unwrap_err()),
        ("replace", session(5).replace().send(&db).await.map(|_| ()).unwrap_err()),
        ("upsert", session(5).upsert().send(&db).await.map(|_| ()).unwrap_err()),
        ("update", Session::update(1).set(Session::NOTE, "x").send(&db).await.unwrap_err()),
        ("delete", Session::delete(1).send(&db).await.unwrap_err()),
    ];
    for (case, error) in errors {
        assert!(matches!(error, Error::WrongEntity(_)), "{case}: {error}");
    }

    // Its key is free for a new item, and it is no old item of this entity.
    let (created, old) = session(0).create().returning_old().send(&db).await.unwrap();
    assert_eq!((created, old), (session(1), None));
    put_raw::<Session>(&db, expired("OTHER")).await;
    let (saved, old) = session(0).save().returning_old().send(&db).await.unwrap();
    assert_eq!((saved, old), (session(1), None));
}

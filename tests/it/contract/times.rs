//! The times of creation and of the last change, in each type and on each verb.

use std::time::{Duration, SystemTime};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

use super::clocks::{NOW, table_at};
use super::support::{get_raw, n, s};

#[derive(Table)]
#[table(name = "times", partition_key = "pk", discriminator = "type")]
struct TimesTable;

/// Seconds as text, to prove that a field's own functions are used.
mod worded {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(at: &i64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{at}s"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.trim_end_matches('s').parse().map_err(serde::de::Error::custom)
    }
}

fn at(seconds: u32) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.into())
}

fn text(seconds: u32) -> AttributeValue {
    let time = jiff::Timestamp::from_second(seconds.into()).unwrap();
    s(&format!("{}.000000000Z", time.to_string().trim_end_matches('Z')))
}

fn number(seconds: u32) -> AttributeValue {
    n(&seconds.to_string())
}

/// A model with times of a type: how it is unset, made of seconds, and stored.
macro_rules! of_type {
    ($($test:ident $model:ident, $type:ty, $(#[$serde:meta])? unset $unset:expr, $of:expr, $stored:expr;)*) => {$(
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
        #[dynamo(table = TimesTable, entity = "TIMED", pk = "TIMED#{id}")]
        struct $model {
            id: u32,
            note: String,
            #[dynamo(created_at)]
            #[serde(rename = "made")]
            $(#[$serde])?
            created_at: $type,
            #[dynamo(updated_at)]
            $(#[$serde])?
            updated_at: $type,
        }

        #[tokio::test]
        async fn $test() {
            let (_, db, clock) = table_at::<$model>().await;
            let of: fn(u32) -> $type = $of;
            let stored: fn(u32) -> AttributeValue = $stored;
            let item = |id: u32, created_at: $type| {
                $model { id, note: "a".into(), created_at, updated_at: of(7) }
            };
            let check = async |item: $model, created: u32, updated: u32, case: &str| {
                let id = item.id;
                assert_eq!((&item.created_at, &item.updated_at), (&of(created), &of(updated)), "{case}");
                let raw = get_raw::<$model, 1>(&db, [("pk", s(&format!("TIMED#{id:020}")))]).await.unwrap();
                assert_eq!((&raw["made"], &raw["updated_at"]), (&stored(created), &stored(updated)), "{case}");
                assert_eq!($model::get(id).one(&db).await.unwrap(), item, "{case}");
                item
            };

            // A new item gets both times, whatever it brings.
            let first = item(1, of(5)).create().send(&db).await.unwrap();
            let first = check(first, NOW, NOW, "create").await;
            clock.set(at(NOW + 60));
            let first = check(first.save().send(&db).await.unwrap(), NOW, NOW + 60, "save").await;
            clock.set(at(NOW + 61));
            let first = check(first.replace().send(&db).await.unwrap(), NOW, NOW + 61, "replace").await;
            clock.set(at(NOW + 62));
            let update = $model::update(1).set($model::NOTE, "b").returning_new();
            let updated = check(update.send(&db).await.unwrap(), NOW, NOW + 62, "update").await;
            assert_eq!(updated.note, "b");
            clock.set(at(NOW + 63));
            // Whatever the item says, an upsert keeps the time that is stored.
            let upserted = $model { created_at: of(5), ..first }.upsert().send(&db).await.unwrap();
            check(upserted, NOW, NOW + 63, "upsert").await;

            // Where the item brings a time of creation, it is kept; where it has none, it is stamped.
            check(item(2, of(5)).save().send(&db).await.unwrap(), 5, NOW + 63, "save of an old item").await;
            check(item(3, $unset).save().send(&db).await.unwrap(), NOW + 63, NOW + 63, "first save").await;
            let bare = item(3, $unset).replace().send(&db).await.unwrap();
            check(bare, NOW + 63, NOW + 63, "replace without a time").await;
            check(item(4, of(5)).upsert().send(&db).await.unwrap(), 5, NOW + 63, "upsert of an old item").await;
            check(item(5, $unset).upsert().send(&db).await.unwrap(), NOW + 63, NOW + 63, "first upsert").await;
            let update = $model::update(6).set($model::NOTE, "c").upsert().returning_new();
            check(update.send(&db).await.unwrap(), NOW + 63, NOW + 63, "update.upsert").await;

            // A refused write gives the item back with the times it had.
            let error = item(2, of(5)).create().send(&db).await.unwrap_err();
            assert_eq!(error.into_input::<$model>().unwrap(), item(2, of(5)));
            let error = item(2, $unset).upsert().condition($model::NOTE.eq("x")).send(&db).await.unwrap_err();
            assert_eq!(error.into_input::<$model>().unwrap(), item(2, $unset));
        }
    )*};
}
of_type! {
    times_as_i64 AsI64, i64, unset 0, i64::from, number;
    times_as_u64 AsU64, u64, unset 0, u64::from, number;
    times_as_option AsOption, Option<i64>, unset None, |seconds| Some(seconds.into()), number;
    times_by_functions ByFunctions, i64, #[serde(with = "worded")] unset 0, i64::from, |seconds| s(&format!("{seconds}s"));
    times_as_chrono AsChrono, chrono::DateTime<chrono::Utc>, unset chrono::DateTime::default(),
        |seconds| chrono::DateTime::from_timestamp(seconds.into(), 0).unwrap(), text;
    times_as_jiff AsJiff, jiff::Timestamp, unset jiff::Timestamp::UNIX_EPOCH,
        |seconds| jiff::Timestamp::from_second(seconds.into()).unwrap(), text;
    times_as_optional_jiff AsOptionalJiff, Option<jiff::Timestamp>, unset None,
        |seconds| jiff::Timestamp::from_second(seconds.into()).ok(), text;
    times_as_offset AsOffset, time::OffsetDateTime, unset time::OffsetDateTime::UNIX_EPOCH,
        |seconds| time::OffsetDateTime::from_unix_timestamp(seconds.into()).unwrap(), text;
    times_as_utc AsUtc, time::UtcDateTime, unset time::UtcDateTime::UNIX_EPOCH,
        |seconds| time::UtcDateTime::from_unix_timestamp(seconds.into()).unwrap(), text;
}

#[tokio::test]
async fn the_answered_item_is_what_is_read_back_to_the_nanosecond() {
    let (_, db, clock) = table_at::<AsJiff>().await;
    clock.set(at(NOW) + Duration::new(0, 123_456_789));
    let item = AsJiff {
        id: 1,
        note: "a".into(),
        created_at: jiff::Timestamp::UNIX_EPOCH,
        updated_at: jiff::Timestamp::UNIX_EPOCH,
    };
    let created = item.create().send(&db).await.unwrap();
    assert_eq!(created.created_at.subsec_nanosecond(), 123_456_789);
    assert_eq!(AsJiff::get(1).one(&db).await.unwrap(), created);
}

/// Only the time of the last change, which a model may have alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = TimesTable, entity = "CHANGED", pk = "CHANGED#{id}")]
struct Changed {
    id: u32,
    hits: u32,
    #[dynamo(updated_at)]
    changed: Option<u64>,
}

#[tokio::test]
async fn an_update_of_an_item_without_times_sets_them() {
    let (_, db, clock) = table_at::<Changed>().await;
    let item = super::support::attributes([
        ("pk", s("CHANGED#00000000000000000001")),
        ("type", s("CHANGED")),
        ("id", n("1")),
        ("hits", n("1")),
    ]);
    super::support::put_raw::<Changed>(&db, item).await;
    clock.set(at(NOW + 5));
    let update = Changed::update(1).increment(Changed::HITS, 1).returning_new();
    let changed = update.send(&db).await.unwrap();
    assert_eq!(changed, Changed { id: 1, hits: 2, changed: Some(u64::from(NOW) + 5) });
}

#[tokio::test]
async fn a_time_without_a_stored_form_is_told_before_anything_is_sent() {
    let (_, db, clock) = table_at::<Changed>().await;
    clock.set(SystemTime::UNIX_EPOCH - Duration::from_secs(1));
    let item = Changed { id: 1, hits: 1, changed: None };
    let error = item.clone().save().send(&db).await.unwrap_err();
    assert!(
        matches!(error, dynamorph::Error::InvalidRequest(_, dynamorph::InvalidRequest::Time)),
        "{error}"
    );
    assert_eq!(error.into_input::<Changed>().unwrap(), item);
    assert!(Changed::update(1).increment(Changed::HITS, 1).send(&db).await.is_err());
    assert_eq!(Changed::get(1).send(&db).await.unwrap(), None);
}

//! Versions, times and the TTL of a model.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamorph::prelude::*;
use dynamorph_testing::{Embedded, ManualClock};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::support::attributes::item_json;
use crate::support::run;

#[derive(Debug, Table)]
#[table(name = "stamps", partition_key = "pk", discriminator = "type", ttl = "expires")]
struct StampsTable;

/// Every maintained field, each of another form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = StampsTable, entity = "SESSION", pk = "SESSION#{id}")]
struct Session {
    id: u64,
    #[dynamo(version)]
    #[serde(rename = "v")]
    version: Option<u8>,
    #[dynamo(created_at)]
    made: chrono::DateTime<chrono::Utc>,
    #[dynamo(updated_at)]
    changed: Option<i64>,
    #[dynamo(ttl)]
    #[serde(rename = "expires")]
    until: Option<jiff::Timestamp>,
}

/// A TTL that is a key, in a table of its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "leases", index("by-end", query = "by_end", partition_key = ends))]
struct Lease {
    #[dynamo(partition_key)]
    id: u64,
    #[dynamo(ttl)]
    ends: u64,
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn a_save_stamps_the_item_and_answers_it() {
    run(async {
        let clock = ManualClock::at_epoch_seconds(1_800_000_000);
        let db = Embedded::memory_with(clock.clone()).dynamo();
        db.ensure_table::<Session>().await.expect("a table");
        let until = jiff::Timestamp::from_second(1_900_000_000).expect("a time");
        let session = Session { id: 1, until: Some(until), ..Session::default() };
        assert_eq!(session.version(), 0);

        let first = session.create().send(&db).await.expect("created");
        assert_eq!((first.version, first.changed), (Some(1), Some(1_800_000_000)));
        assert_eq!(SystemTime::from(first.made), at(1_800_000_000));
        clock.set(at(1_800_000_060));
        let second = first.clone().save().send(&db).await.expect("saved");
        assert_eq!((second.version(), second.changed), (2, Some(1_800_000_060)));
        assert_eq!((second.made, second.until), (first.made, Some(until)));
        assert_eq!(Session::get(1).one(&db).await.expect("read"), second);

        let item = second.to_raw_item().expect("encodes");
        let item = item_json(item.attributes());
        assert_eq!(item["v"], json!({ "N": "2" }));
        assert_eq!(item["expires"], json!({ "N": "1900000000" }));
        assert_eq!(item["changed"], json!({ "N": "1800000060" }));
    });
}

#[test]
fn an_item_that_has_no_stamp_comes_back_as_it_was() {
    run(async {
        let clock = ManualClock::at_epoch_seconds(1_800_000_000);
        let db = Embedded::memory_with(clock).dynamo();
        db.ensure_table::<Session>().await.expect("a table");
        let full = Session { id: 1, version: Some(u8::MAX), ..Session::default() };
        let error = full.clone().save().send(&db).await.expect_err("no version above");
        let back: Session = error.into_input().expect("the item");
        assert_eq!(back, full);

        let absent = Session { id: 2, version: Some(4), ..Session::default() };
        let error = absent.clone().replace().send(&db).await.expect_err("nothing there");
        let back: Session = error.into_input().expect("the item");
        assert_eq!(back, absent);
    });
}

#[test]
fn a_ttl_may_be_an_index_key_where_it_is_a_number() {
    run(async {
        let db = Embedded::memory_with(ManualClock::at_epoch_seconds(1_800_000_000)).dynamo();
        db.ensure_table::<Lease>().await.expect("a table");
        let lease = Lease { id: 1, ends: 1_900_000_000 };
        let lease = lease.save().send(&db).await.expect("saved");
        assert_eq!(Lease::by_end(1_900_000_000).one(&db).await.expect("read"), lease);
        assert_eq!(Lease::ENDS.name(), "ends");
    });
}

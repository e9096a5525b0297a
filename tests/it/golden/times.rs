//! Dates and times of three crates.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::{OffsetDateTime, UtcDateTime, UtcOffset};

use super::support::{assert_reads, assert_stored, refusal};

/// 2026-11-21T08:30:05.25Z
const SECONDS: i64 = 1_795_249_805;
const NANOSECONDS: u32 = 250_000_000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Instants {
    #[dynamo(partition_key)]
    id: String,
    chrono: DateTime<Utc>,
    jiff: jiff::Timestamp,
    time: UtcDateTime,
    offset: OffsetDateTime,
    list: Vec<DateTime<Utc>>,
    maybe: Option<UtcDateTime>,
}

fn instants() -> Instants {
    let chrono = DateTime::from_timestamp(SECONDS, NANOSECONDS).expect("an instant");
    let time = UtcDateTime::from_unix_timestamp(SECONDS)
        .expect("an instant")
        .replace_nanosecond(NANOSECONDS)
        .expect("nanoseconds");
    Instants {
        id: "1".into(),
        chrono,
        jiff: jiff::Timestamp::new(SECONDS, NANOSECONDS.cast_signed()).expect("an instant"),
        time,
        offset: time.to_offset(UtcOffset::UTC),
        list: vec![chrono],
        maybe: Some(time),
    }
}

#[tokio::test]
async fn instants_have_nine_digits() {
    let text = json!({ "S": "2026-11-21T08:30:05.250000000Z" });
    let stored = json!({
        "id": { "S": "1" },
        "chrono": text,
        "jiff": text,
        "time": text,
        "offset": text,
        "list": { "L": [text] },
        "maybe": text,
    });
    assert_stored(instants(), stored.clone()).await;

    let two_hours_east = Instants {
        offset: instants().offset.to_offset(UtcOffset::from_hms(2, 0, 0).expect("an offset")),
        ..instants()
    };
    assert_stored(two_hours_east, stored).await;

    let late = DateTime::from_timestamp(253_402_300_800, 0).expect("the year 10000");
    let told = refusal(Instants { chrono: late, ..instants() }).await;
    assert!(told.contains("chrono") && told.contains("9999"), "{told}");
}

#[tokio::test]
async fn shorter_instants_are_read() {
    let text = json!({ "S": "2026-11-21T08:30:05.25Z" });
    let stored = json!({
        "id": { "S": "1" },
        "chrono": text,
        "jiff": text,
        "time": text,
        "offset": text,
        "list": { "L": [text] },
        "maybe": text,
    });
    assert_reads(stored, instants()).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Dates {
    #[dynamo(partition_key)]
    id: String,
    chrono: NaiveDate,
    jiff: jiff::civil::Date,
    time: time::Date,
}

#[tokio::test]
async fn dates_are_ten_characters() {
    let item = Dates {
        id: "1".into(),
        chrono: NaiveDate::from_ymd_opt(2026, 1, 2).expect("a date"),
        jiff: jiff::civil::date(2026, 1, 2),
        time: time::Date::from_calendar_date(2026, time::Month::January, 2).expect("a date"),
    };
    let text = json!({ "S": "2026-01-02" });
    assert_stored(item, json!({ "id": { "S": "1" }, "chrono": text, "jiff": text, "time": text }))
        .await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Civil {
    #[dynamo(partition_key)]
    id: String,
    chrono: NaiveDateTime,
    jiff: jiff::civil::DateTime,
}

#[tokio::test]
async fn other_date_times_are_serdes_text() {
    let chrono = NaiveDate::from_ymd_opt(2026, 1, 2)
        .and_then(|date| date.and_hms_opt(3, 4, 5))
        .expect("a date and time");
    let item = Civil { id: "1".into(), chrono, jiff: jiff::civil::date(2026, 1, 2).at(3, 4, 5, 0) };
    let text = json!({ "S": "2026-01-02T03:04:05" });
    assert_stored(item, json!({ "id": { "S": "1" }, "chrono": text, "jiff": text })).await;
}

//! Dates and instants of three crates, and the times that stay serde's text.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use jiff::{Timestamp, Zoned, civil};
use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, UtcDateTime};

use dynamorph::prelude::*;

use super::paths::matrix;

/// 2026-11-21T08:30:05Z
const SECONDS: i64 = 1_795_249_805;

fn chrono(nanoseconds: u32) -> DateTime<Utc> {
    DateTime::from_timestamp(SECONDS, nanoseconds).expect("an instant")
}

fn utc(nanoseconds: u32) -> UtcDateTime {
    UtcDateTime::from_unix_timestamp(SECONDS)
        .and_then(|time| time.replace_nanosecond(nanoseconds))
        .expect("an instant")
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("a time")
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Inner {
    chrono: Option<DateTime<Utc>>,
    time: UtcDateTime,
    day: time::Date,
    days: Vec<civil::Date>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct PaidAt(Timestamp);

fn inner() -> Inner {
    Inner {
        chrono: Some(chrono(1)),
        time: utc(0),
        day: utc(0).date(),
        days: vec![civil::date(2026, 1, 2)],
    }
}

matrix! {
    chrono_instant: DateTime<Utc> = chrono(250_000_000) => { "v": { "S": "2026-11-21T08:30:05.250000000Z" } };
    chrono_instant_whole: DateTime<Utc> = chrono(0) => { "v": { "S": "2026-11-21T08:30:05.000000000Z" } };
    chrono_earliest: DateTime<Utc> = parsed("0000-01-01T00:00:00Z") => { "v": { "S": "0000-01-01T00:00:00.000000000Z" } };
    chrono_latest: DateTime<Utc> = parsed("9999-12-31T23:59:59.999999999Z") => { "v": { "S": "9999-12-31T23:59:59.999999999Z" } };
    chrono_date: NaiveDate = parsed("2024-02-29") => { "v": { "S": "2024-02-29" } };
    jiff_instant: Timestamp = parsed("2026-11-21T08:30:05.000000001Z") => { "v": { "S": "2026-11-21T08:30:05.000000001Z" } };
    jiff_before_the_epoch: Timestamp = parsed("1969-12-31T23:59:59.5Z") => { "v": { "S": "1969-12-31T23:59:59.500000000Z" } };
    jiff_date: civil::Date = civil::date(0, 1, 1) => { "v": { "S": "0000-01-01" } };
    time_instant: UtcDateTime = utc(999_999_999) => { "v": { "S": "2026-11-21T08:30:05.999999999Z" } };
    time_with_offset: OffsetDateTime = utc(0).into() => { "v": { "S": "2026-11-21T08:30:05.000000000Z" } };
    time_date: time::Date = utc(0).date() => { "v": { "S": "2026-11-21" } };

    optional: Option<OffsetDateTime> = Some(utc(1).into()) => { "v": { "S": "2026-11-21T08:30:05.000000001Z" } };
    newtype: PaidAt = PaidAt(Timestamp::UNIX_EPOCH) => { "v": { "S": "1970-01-01T00:00:00.000000000Z" } };
    in_structs: Inner = inner() => { "v": { "M": {
        "chrono": { "S": "2026-11-21T08:30:05.000000001Z" },
        "time": { "S": "2026-11-21T08:30:05.000000000Z" },
        "day": { "S": "2026-11-21" },
        "days": { "L": [{ "S": "2026-01-02" }] },
    } } };
    in_tuples: (UtcDateTime, NaiveDate) = (utc(0), NaiveDate::default()) => { "v": { "L": [{ "S": "2026-11-21T08:30:05.000000000Z" }, { "S": "1970-01-01" }] } };

    zoned_stays_text: Zoned = parsed("2026-11-21T08:30:05+02:00[+02:00]") => { "v": { "S": "2026-11-21T08:30:05+02:00[+02:00]" } };
    jiff_civil_stays_text: civil::DateTime = civil::date(2026, 1, 2).at(3, 4, 5, 0) => { "v": { "S": "2026-01-02T03:04:05" } };
    chrono_offset_stays_text: DateTime<FixedOffset> = parsed("2026-11-21T08:30:05.25+02:00") => { "v": { "S": "2026-11-21T08:30:05.250+02:00" } };
    chrono_civil_stays_text: NaiveDateTime = parsed("2026-01-02T03:04:05") => { "v": { "S": "2026-01-02T03:04:05" } };
    chrono_time_stays_text: NaiveTime = parsed("03:04:05.5") => { "v": { "S": "03:04:05.500" } };
    #[serde(with = "chrono::serde::ts_seconds")]
    with_epoch_seconds: DateTime<Utc> = chrono(0) => { "v": { "N": "1795249805" } };
    #[serde(with = "time::serde::timestamp")]
    time_with_epoch_seconds: OffsetDateTime = utc(0).into() => { "v": { "N": "1795249805" } };
}

#![cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::{Shape, Shaped, from_attribute_value, to_attribute_value};
use crate::error::EncodeErrorKind;

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

#[track_caller]
fn check<T: Shaped + Serialize + DeserializeOwned + PartialEq + std::fmt::Debug + Ord + Copy>(
    value: T,
    text: &str,
) {
    assert_eq!(to_attribute_value(&value, &T::SHAPE), Ok(s(text)));
    assert_eq!(from_attribute_value::<T>(&s(text), &T::SHAPE), Ok(value), "{text}");
    let set = BTreeSet::from([value]);
    let stored = to_attribute_value(&set, &<BTreeSet<T>>::SHAPE).expect("encodes");
    assert_eq!(stored, AttributeValue::Ss(vec![text.to_owned()]));
    assert_eq!(from_attribute_value::<BTreeSet<T>>(&stored, &<BTreeSet<T>>::SHAPE), Ok(set));
    let map = BTreeMap::from([("k".to_owned(), Some(value))]);
    let stored = to_attribute_value(&map, &<BTreeMap<String, Option<T>>>::SHAPE).expect("encodes");
    let read = from_attribute_value::<BTreeMap<String, Option<T>>>(
        &stored,
        &<BTreeMap<String, Option<T>>>::SHAPE,
    );
    assert_eq!(read, Ok(map));
}

#[test]
fn instants_of_every_crate_have_one_text() {
    let nanos = 1_795_233_119_000_000_007_i64;
    let text = "2026-11-21T03:51:59.000000007Z";
    check(chrono::DateTime::from_timestamp_nanos(nanos), text);
    check(jiff::Timestamp::from_nanosecond(nanos.into()).expect("in range"), text);
    check(time::OffsetDateTime::from_unix_timestamp_nanos(nanos.into()).expect("in range"), text);
    check(time::UtcDateTime::from_unix_timestamp_nanos(nanos.into()).expect("in range"), text);
    check(jiff::Timestamp::UNIX_EPOCH, "1970-01-01T00:00:00.000000000Z");
    check(time::macros_free(), "0000-02-29T23:59:59.999999999Z");
}

mod time {
    pub(super) use ::time::{Date, Month, OffsetDateTime, UtcDateTime, UtcOffset};

    /// The last nanosecond of the first leap day.
    pub(super) fn macros_free() -> UtcDateTime {
        let day = Date::from_calendar_date(0, Month::February, 29).expect("a leap year");
        day.with_hms_nano(23, 59, 59, 999_999_999).expect("a time").as_utc()
    }
}

#[test]
fn dates_of_every_crate_have_one_text() {
    for (year, month, day) in
        [(2026, 11, 21), (2024, 2, 29), (0, 1, 1), (9999, 12, 31), (1900, 3, 1), (2000, 12, 31)]
    {
        let text = format!("{year:04}-{month:02}-{day:02}");
        let wide = i32::from(year);
        check(chrono::NaiveDate::from_ymd_opt(wide, month.into(), day.into()).expect(&text), &text);
        check(
            jiff::civil::date(
                year,
                i8::try_from(month).expect("small"),
                i8::try_from(day).expect("small"),
            ),
            &text,
        );
        let month = time::Month::try_from(month).expect("a month");
        check(time::Date::from_calendar_date(wide, month, day).expect(&text), &text);
    }
}

#[test]
fn an_offset_is_not_kept() {
    let utc = time::OffsetDateTime::from_unix_timestamp(1_795_233_119).expect("in range");
    let east = utc.to_offset(time::UtcOffset::from_hms(5, 45, 0).expect("an offset"));
    let west = utc.to_offset(time::UtcOffset::from_hms(-9, -30, 0).expect("an offset"));
    for moment in [utc, east, west] {
        let stored = to_attribute_value(&moment, &time::OffsetDateTime::SHAPE);
        assert_eq!(stored, Ok(s("2026-11-21T03:51:59.000000000Z")));
    }
    let texts = [
        "2026-11-21T05:51:59.5+02:00",
        "2026-11-20T23:51:59.50-04:00",
        "2026-11-21t03:51:59.500000z",
    ];
    let expected = "2026-11-21T03:51:59.5Z";
    for text in texts {
        let chrono = from_attribute_value::<chrono::DateTime<chrono::Utc>>(
            &s(text),
            &<chrono::DateTime<chrono::Utc>>::SHAPE,
        );
        assert_eq!(chrono, Ok(expected.parse().expect("chrono reads it")), "{text}");
        let jiff = from_attribute_value::<jiff::Timestamp>(&s(text), &jiff::Timestamp::SHAPE);
        assert_eq!(jiff, Ok(expected.parse().expect("jiff reads it")), "{text}");
    }
}

#[test]
fn what_has_no_stored_form_is_an_error() {
    type Chrono = chrono::DateTime<chrono::Utc>;
    let kind = |moment: &dyn Fn() -> Result<AttributeValue, crate::error::EncodeError>| {
        moment().map_err(|error| error.kind().clone())
    };
    assert_eq!(
        kind(&|| to_attribute_value(&Chrono::MAX_UTC, &Chrono::SHAPE)),
        Err(EncodeErrorKind::InstantRange)
    );
    let leap = || to_attribute_value("2016-12-31T23:59:60Z", &Chrono::SHAPE);
    assert_eq!(kind(&leap), Err(EncodeErrorKind::InstantRange));
    let late = || to_attribute_value("9999-12-31T23:59:59-01:00", &Chrono::SHAPE);
    assert_eq!(kind(&late), Err(EncodeErrorKind::InstantRange));
    assert_eq!(kind(&|| to_attribute_value(&5, &Chrono::SHAPE)), Err(EncodeErrorKind::InstantForm));
    for text in [
        "",
        "2026-11-21",
        "2026-02-29T00:00:00Z",
        "2026-01-01T00:00:00.1234567890Z",
        "2026-01-01T00:00:00+1:00",
        "2026-01-01T24:00:00Z",
    ] {
        assert!(from_attribute_value::<Chrono>(&s(text), &Chrono::SHAPE).is_err(), "{text}");
    }
    // The text of `time` with its feature `serde-human-readable`.
    let stored = to_attribute_value(
        "2026-11-21 3:51:59.5 +02:00:00",
        &Shape::Instant(crate::codec::InstantKind::Time),
    );
    assert_eq!(stored, Ok(s("2026-11-21T01:51:59.500000000Z")));
}

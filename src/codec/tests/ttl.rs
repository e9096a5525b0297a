#![cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{check, decode, encode};
use crate::codec::{
    Codec, Field, InstantKind, Shape, Shaped, TtlKind, from_attribute_value, to_attribute_value,
    ttl_shape,
};
use crate::error::{DecodeErrorKind, EncodeErrorKind};

type Chrono = chrono::DateTime<chrono::Utc>;

const NUMBER: Shape = Shape::Ttl(TtlKind::Number);

fn n(text: &str) -> AttributeValue {
    AttributeValue::N(text.to_owned())
}

/// Writes an instant of so many nanoseconds and reads the whole second back, also below `Option`.
#[track_caller]
fn check_instant<T: Shaped + Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    make: impl Fn(i128) -> T,
) {
    let shape = ttl_shape(T::SHAPE);
    for (nanos, seconds) in [
        (0, 0),
        (1, 0),
        (1_795_233_119_999_999_999, 1_795_233_119),
        (951_868_799_500_000_000, 951_868_799),
        (-1, -1),
        (-1_000_000_000, -1),
        (-1_000_000_001, -2),
        (-11_644_473_600_000_000_001, -11_644_473_601),
        (253_402_207_200_000_000_000, 253_402_207_200),
        (-62_135_596_800_000_000_000, -62_135_596_800),
    ] {
        let stored = n(&i64::to_string(&seconds));
        let whole = make(i128::from(seconds) * 1_000_000_000);
        assert_eq!(to_attribute_value(&make(nanos), &shape), Ok(stored.clone()), "{nanos}");
        assert_eq!(from_attribute_value::<T>(&stored, &shape).as_ref(), Ok(&whole), "{nanos}");
        let codec = Codec::<T>::new(shape);
        assert_eq!(codec.decode_value(&stored).as_ref(), Ok(&whole));
    }
}

#[test]
fn instants_are_whole_seconds_towards_the_past() {
    check_instant(|nanos| {
        let seconds = i64::try_from(nanos.div_euclid(1_000_000_000)).expect("small");
        let nanos = u32::try_from(nanos.rem_euclid(1_000_000_000)).expect("small");
        Chrono::from_timestamp(seconds, nanos).expect("in range")
    });
    check_instant(|nanos| jiff::Timestamp::from_nanosecond(nanos).expect("in range"));
    check_instant(|nanos| {
        time::OffsetDateTime::from_unix_timestamp_nanos(nanos).expect("in range")
    });
    check_instant(|nanos| time::UtcDateTime::from_unix_timestamp_nanos(nanos).expect("in range"));
    let east = time::OffsetDateTime::from_unix_timestamp(1_795_233_119)
        .expect("in range")
        .to_offset(time::UtcOffset::from_hms(5, 45, 0).expect("an offset"));
    let shape = ttl_shape(time::OffsetDateTime::SHAPE);
    assert_eq!(to_attribute_value(&east, &shape), Ok(n("1795233119")));
}

#[test]
fn integers_are_what_they_are_up_to_the_year_9999() {
    assert!(ttl_shape(i64::SHAPE).is_same(&NUMBER));
    for seconds in [i64::MIN, -1, 0, 1_795_233_119, 253_402_300_799] {
        let stored = n(&seconds.to_string());
        assert_eq!(to_attribute_value(&seconds, &NUMBER), Ok(stored.clone()));
        assert_eq!(from_attribute_value::<i64>(&stored, &NUMBER), Ok(seconds));
    }
    assert_eq!(to_attribute_value(&u32::MAX, &NUMBER), Ok(n("4294967295")));
    assert_eq!(from_attribute_value::<i32>(&n("7.0"), &NUMBER), Ok(7));
    assert_eq!(from_attribute_value::<u64>(&n("18E8"), &NUMBER), Ok(1_800_000_000));
    let kind = |value: &AttributeValue| {
        from_attribute_value::<u32>(value, &NUMBER).map_err(|error| error.kind().clone())
    };
    assert_eq!(kind(&n("7.5")), Err(DecodeErrorKind::Number { target: "i64" }));
    assert!(matches!(kind(&n("-7")), Err(DecodeErrorKind::Number { .. })));
    assert!(matches!(kind(&n("4294967296")), Err(DecodeErrorKind::Number { .. })));
    let text = AttributeValue::S("7".to_owned());
    assert_eq!(kind(&text), Err(DecodeErrorKind::Type { expected: "N", found: "S" }));
}

#[test]
fn milliseconds_and_other_types_are_refused() {
    let kind = |stored: Result<AttributeValue, crate::error::EncodeError>| {
        stored.map_err(|error| error.kind().clone())
    };
    let range = Err(EncodeErrorKind::TtlRange);
    assert_eq!(kind(to_attribute_value(&253_402_300_800_u64, &NUMBER)), range);
    assert_eq!(kind(to_attribute_value(&1_795_233_119_000_i64, &NUMBER)), range);
    assert_eq!(kind(to_attribute_value(&u64::MAX, &NUMBER)), range);
    assert_eq!(kind(to_attribute_value(&u128::MAX, &NUMBER)), range);
    let form = Err(EncodeErrorKind::TtlForm);
    assert_eq!(kind(to_attribute_value("1795233119", &NUMBER)), form);
    assert_eq!(kind(to_attribute_value(&7.0_f64, &NUMBER)), form);
    assert_eq!(kind(to_attribute_value(&'7', &NUMBER)), form);
    assert_eq!(kind(to_attribute_value(&true, &NUMBER)), form);
    assert_eq!(kind(to_attribute_value(&[7], &NUMBER)), form);
    assert_eq!(kind(to_attribute_value(&std::net::Ipv4Addr::LOCALHOST, &NUMBER)), form);
    let number: crate::value::Number = "7.5".parse().expect("a number");
    assert_eq!(kind(to_attribute_value(&number, &NUMBER)), form);
    let instant = Shape::Ttl(TtlKind::Instant(InstantKind::Chrono));
    assert_eq!(kind(to_attribute_value(&7, &instant)), Err(EncodeErrorKind::InstantForm));
    assert_eq!(kind(to_attribute_value("soon", &instant)), Err(EncodeErrorKind::InstantForm));
    assert_eq!(
        kind(to_attribute_value(&Chrono::MAX_UTC, &instant)),
        Err(EncodeErrorKind::InstantRange)
    );
    let message = to_attribute_value(&1_795_233_119_000_i64, &NUMBER).expect_err("ms").to_string();
    assert!(message.contains("epoch seconds") && message.contains("not milliseconds"), "{message}");
}

#[test]
fn a_stored_fraction_is_left_out_of_an_instant() {
    let shape = ttl_shape(Chrono::SHAPE);
    let read = |text: &str| {
        let read = from_attribute_value::<Chrono>(&n(text), &shape);
        read.map(|instant| instant.timestamp()).map_err(|error| error.kind().clone())
    };
    for (text, expected) in [
        ("7.999", 7),
        ("0.5", 0),
        ("1.5E1", 15),
        ("-0.5", -1),
        ("-7.001", -8),
        ("-7", -7),
        ("1E-9", 0),
    ] {
        assert_eq!(read(text), Ok(expected), "{text}");
    }
    for text in ["1795233119000", "-62167219201", "1E125", "-1E125"] {
        assert_eq!(read(text), Err(DecodeErrorKind::TtlRange), "{text}");
    }
    let text = AttributeValue::S("2026-11-21T03:51:59.000000000Z".to_owned());
    let error = from_attribute_value::<Chrono>(&text, &shape).expect_err("text");
    assert_eq!(error.kind(), &DecodeErrorKind::Type { expected: "N", found: "S" });
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Inner<T> {
    at: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<T>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Outer<T> {
    id: u8,
    #[serde(flatten)]
    inner: Inner<T>,
}

macro_rules! outer {
    ($ty:ty) => {
        Shape::Fields(|| {
            const TTL: Shape = ttl_shape(<$ty>::SHAPE);
            const INNER: Shape = Shape::Fields(|| {
                const { &[Field::new("at", TTL), Field::new("other", Shape::Optional(&TTL))] }
            });
            const { &[Field::new("id", Shape::Plain), Field::flatten(INNER)] }
        })
    };
}

#[track_caller]
fn check_flat<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug + Copy>(
    at: T,
    shape: Shape,
) {
    let one = Outer { id: 1, inner: Inner { at, other: None } };
    check(&one, shape, r#"{"id":{"N":"1"},"at":{"N":"1795233119"}}"#);
    let two = Outer { id: 1, inner: Inner { at, other: Some(at) } };
    check(&two, shape, r#"{"id":{"N":"1"},"at":{"N":"1795233119"},"other":{"N":"1795233119"}}"#);
}

#[test]
fn a_flattened_struct_has_the_same_form() {
    check_flat(1_795_233_119_i64, outer!(i64));
    check_flat(1_795_233_119_u32, outer!(u32));
    check_flat(Chrono::from_timestamp(1_795_233_119, 0).expect("in range"), outer!(Chrono));
    check_flat(jiff::Timestamp::new(1_795_233_119, 0).expect("in range"), outer!(jiff::Timestamp));
    check_flat(
        time::OffsetDateTime::from_unix_timestamp(1_795_233_119).expect("in range"),
        outer!(time::OffsetDateTime),
    );
    check_flat(
        time::UtcDateTime::from_unix_timestamp(1_795_233_119).expect("in range"),
        outer!(time::UtcDateTime),
    );
    let late = Outer { id: 1, inner: Inner { at: 1_795_233_119_000_i64, other: None } };
    let error = encode(&late, outer!(i64)).expect_err("milliseconds");
    assert_eq!(
        (error.kind(), error.path().to_string().as_str()),
        (&EncodeErrorKind::TtlRange, "at")
    );
    let error =
        decode::<Outer<Chrono>>(r#"{"id":{"N":"1"},"at":{"N":"1795233119000"}}"#, outer!(Chrono))
            .expect_err("milliseconds");
    assert_eq!(error.kind(), &DecodeErrorKind::TtlRange);
    assert_eq!(error.path().to_string(), "at");
    assert!(!error.to_string().contains("1795"), "{error}");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct WithSeconds {
    #[serde(
        with = "chrono::serde::ts_seconds_option",
        skip_serializing_if = "Option::is_none",
        default
    )]
    at: Option<Chrono>,
    #[serde(with = "time::serde::timestamp")]
    other: time::OffsetDateTime,
}

#[test]
fn functions_that_write_seconds_are_numbers() {
    let shape = Shape::Fields(|| {
        const { &[Field::new("at", Shape::Optional(&NUMBER)), Field::new("other", NUMBER)] }
    });
    let other = time::OffsetDateTime::from_unix_timestamp(-5).expect("in range");
    check(&WithSeconds { at: None, other }, shape, r#"{"other":{"N":"-5"}}"#);
    let at = Chrono::from_timestamp(7, 0);
    check(&WithSeconds { at, other }, shape, r#"{"at":{"N":"7"},"other":{"N":"-5"}}"#);
}

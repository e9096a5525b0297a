//! Every type that a key is made of: as a part of a template, and as a whole key attribute.

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::key_paths::{natural, templated};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
struct Slug(String);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
#[serde(transparent)]
struct Counter {
    count: i16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
#[serde(rename_all = "kebab-case")]
enum Status {
    InTransit,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
#[serde(from = "String", into = "String")]
#[dynamo(as = String)]
struct Upper(String);

impl From<String> for Upper {
    fn from(text: String) -> Self {
        Self(text.to_uppercase())
    }
}

impl From<Upper> for String {
    fn from(upper: Upper) -> Self {
        upper.0.to_lowercase()
    }
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("a value")
}

fn time() -> time::UtcDateTime {
    time::UtcDateTime::from_unix_timestamp(5).expect("an instant")
}

/// Two hours ahead, as the value reads back: in UTC.
fn with_offset() -> time::OffsetDateTime {
    time().into()
}

templated! {
    text: String = "é 漢 🦀".to_owned() => "é 漢 🦀";
    boxed_text: Box<str> = "b".into() => "b";
    uuid_part: Uuid = Uuid::from_u128(0xA1) => "00000000-0000-0000-0000-0000000000a1";
    newtype: Slug = Slug("tea".to_owned()) => "tea";
    transparent: Counter = Counter { count: -2 } => "-99999999999999999997";
    unit_enum: Status = Status::InTransit => "in-transit";
    converted: Upper = Upper("A".to_owned()) => "a";
    zero_is_kept: u8 = 0 => "00000000000000000000";
    u16_part: u16 = 7 => "00000000000000000007";
    u32_part: u32 = u32::MAX => "00000000004294967295";
    u64_part: u64 = u64::MAX => "18446744073709551615";
    usize_part: usize = 7 => "00000000000000000007";
    u128_part: u128 = 10_u128.pow(37) => "010000000000000000000000000000000000000";
    i8_part: i8 = -1 => "-99999999999999999998";
    i16_part: i16 = 5 => "00000000000000000005";
    i32_part: i32 = i32::MIN => "-99999999997852516351";
    i64_part: i64 = i64::MIN => "-90776627963145224191";
    isize_part: isize = -10 => "-99999999999999999989";
    i128_part: i128 = -(10_i128.pow(37)) => "-989999999999999999999999999999999999999";
    chrono_date: chrono::NaiveDate = parsed("2026-01-02") => "2026-01-02";
    chrono_instant: chrono::DateTime<chrono::Utc> = parsed("2026-01-02T03:04:05.5Z") => "2026-01-02T03:04:05.500000000Z";
    jiff_date: jiff::civil::Date = parsed("0000-01-01") => "0000-01-01";
    jiff_instant: jiff::Timestamp = parsed("1969-12-31T23:59:59.5Z") => "1969-12-31T23:59:59.500000000Z";
    time_date: time::Date = time().date() => "1970-01-01";
    time_instant: time::UtcDateTime = time() => "1970-01-01T00:00:05.000000000Z";
    time_with_offset: time::OffsetDateTime = with_offset() => "1970-01-01T00:00:05.000000000Z";
}

natural! {
    natural_text: String = "a#b\n".to_owned() => { "S": "a#b\n" };
    natural_boxed_text: Box<str> = "b".into() => { "S": "b" };
    natural_uuid: Uuid = Uuid::nil() => { "S": "00000000-0000-0000-0000-000000000000" };
    natural_newtype: Slug = Slug("tea".to_owned()) => { "S": "tea" };
    natural_transparent: Counter = Counter { count: -2 } => { "N": "-2" };
    natural_unit_enum: Status = Status::InTransit => { "S": "in-transit" };
    natural_converted: Upper = Upper("A".to_owned()) => { "S": "a" };
    natural_zero: u8 = 0 => { "N": "0" };
    natural_i64: i64 = i64::MIN => { "N": "-9223372036854775808" };
    natural_u64: u64 = u64::MAX => { "N": "18446744073709551615" };
    natural_i128: i128 = -99_999_999_999_999_999_999_999_999_999_999_999_999 => { "N": "-99999999999999999999999999999999999999" };
    natural_f64: f64 = 0.1 => { "N": "0.1" };
    natural_f64_whole: f64 = -1500.0 => { "N": "-1500" };
    natural_f32: f32 = 0.1 => { "N": "0.1" };
    natural_number: dynamorph::Number = parsed("1.2345678901234567890123456789012345678") => { "N": "1.2345678901234567890123456789012345678" };
    natural_decimal: rust_decimal::Decimal = parsed("-0.0000000000000000000000000001") => { "N": "-0.0000000000000000000000000001" };
    natural_bytes: Vec<u8> = vec![0, 255] => { "B": "AP8=" };
    natural_chrono_date: chrono::NaiveDate = parsed("2026-01-02") => { "S": "2026-01-02" };
    natural_chrono_instant: chrono::DateTime<chrono::Utc> = parsed("2026-01-02T03:04:05.5Z") => { "S": "2026-01-02T03:04:05.500000000Z" };
    natural_jiff_date: jiff::civil::Date = parsed("9999-12-31") => { "S": "9999-12-31" };
    natural_jiff_instant: jiff::Timestamp = jiff::Timestamp::UNIX_EPOCH => { "S": "1970-01-01T00:00:00.000000000Z" };
    natural_time_date: time::Date = time().date() => { "S": "1970-01-01" };
    natural_time_instant: time::UtcDateTime = time() => { "S": "1970-01-01T00:00:05.000000000Z" };
    natural_time_with_offset: time::OffsetDateTime = with_offset() => { "S": "1970-01-01T00:00:05.000000000Z" };
}

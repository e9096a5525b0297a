//! The text of each type of key part sorts as its values do, has one width where it says so, and reads back.

use dynamorph::prelude::*;
use dynamorph::{Format, KeyPart, TemplatePart};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::support::keys::key_text;

#[derive(Debug, Table)]
#[table(name = "parts", partition_key = "pk", sort_key = "sk", discriminator = "type")]
pub(super) struct Parts;

fn chrono_instant() -> impl Strategy<Value = chrono::DateTime<chrono::Utc>> {
    (-62_167_219_200_i64..=253_402_300_799, 0..1_000_000_000_u32).prop_map(
        |(seconds, nanoseconds)| {
            chrono::DateTime::from_timestamp(seconds, nanoseconds).expect("years 0 to 9999")
        },
    )
}

fn jiff_instant() -> impl Strategy<Value = jiff::Timestamp> {
    (-62_167_219_200_i64..253_402_200_000, 0..1_000_000_000_i32).prop_map(
        |(seconds, nanoseconds)| {
            jiff::Timestamp::new(seconds, nanoseconds).expect("years 0 to 9999")
        },
    )
}

fn time_instant() -> impl Strategy<Value = time::UtcDateTime> {
    chrono_instant().prop_map(|instant| {
        let seconds =
            time::UtcDateTime::from_unix_timestamp(instant.timestamp()).expect("years 0 to 9999");
        seconds.replace_nanosecond(instant.timestamp_subsec_nanos()).expect("below a second")
    })
}

/// For each type: values, and what is asserted of any two of them.
macro_rules! ordered {
    ($($name:ident: $type:ty = $values:expr;)*) => {$(
        mod $name {
            use super::*;

            #[derive(Debug, Clone, Serialize, Deserialize, DynamoModel)]
            #[dynamo(table = Parts, entity = "PART", pk = "PART", sk = "{part}")]
            struct Entity {
                part: $type,
            }

            fn text(part: $type) -> String {
                key_text(Entity { part }, "sk").expect("the value is a key part")
            }

            proptest! {
                #![proptest_config(ProptestConfig::with_cases(128))]
                #[test]
                fn keeps_order_and_reads_back(a in $values, b in $values) {
                    let (text_a, text_b) = (text(a.clone()), text(b.clone()));
                    prop_assert_eq!(text_a.cmp(&text_b), a.cmp(&b), "{} and {}", text_a, text_b);
                    prop_assert_eq!(<$type as KeyPart>::read(&text_a, &Format::SORTABLE), Ok(a));
                    if let Some(width) = <$type as TemplatePart>::WIDTH {
                        prop_assert_eq!(text_a.chars().count(), width);
                    }
                }
            }
        }
    )*};
}

ordered! {
    u8_parts: u8 = any::<u8>();
    u16_parts: u16 = any::<u16>();
    u32_parts: u32 = any::<u32>();
    u64_parts: u64 = any::<u64>();
    usize_parts: usize = any::<usize>();
    i8_parts: i8 = any::<i8>();
    i16_parts: i16 = any::<i16>();
    i32_parts: i32 = any::<i32>();
    i64_parts: i64 = any::<i64>();
    isize_parts: isize = any::<isize>();
    u128_parts: u128 = 0..10_u128.pow(38);
    i128_parts: i128 = -(10_i128.pow(38)) + 1..10_i128.pow(38);
    small_signed: i64 = -20_i64..20;
    uuids: Uuid = any::<u128>().prop_map(Uuid::from_u128);
    texts: String = "[ !\"$-~é漢🦀]{1,12}";
    chrono_dates: chrono::NaiveDate = chrono_instant().prop_map(|instant| instant.date_naive());
    chrono_instants: chrono::DateTime<chrono::Utc> = chrono_instant();
    jiff_dates: jiff::civil::Date = (0..=9999_i16, 1..=12_i8, 1..=28_i8).prop_map(|(year, month, day)| jiff::civil::date(year, month, day));
    jiff_instants: jiff::Timestamp = jiff_instant();
    time_dates: time::Date = time_instant().prop_map(time::UtcDateTime::date);
    time_instants: time::UtcDateTime = time_instant();
    offset_instants: time::OffsetDateTime = time_instant().prop_map(time::OffsetDateTime::from);
}

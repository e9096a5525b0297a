//! Values that DynamoDB does not hold: a typed error that says where, before anything is sent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use dynamorph::EncodeErrorKind as Kind;
use dynamorph::NumberError;
use dynamorph::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::reading::refused;

/// No derive sees the integer in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Wide(u128);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
enum Internal {
    Wide { wide: Wide },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(untagged)]
enum Untagged {
    Wide(Wide),
    Pair(Wide, u8),
    External(External),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
enum External {
    Wide(Wide),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Part {
    wide: Wide,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Line {
    price: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Tree {
    child: Option<Box<Tree>>,
}

fn deep(levels: usize) -> Tree {
    (1..levels).fold(Tree { child: None }, |tree, _| Tree { child: Some(Box::new(tree)) })
}

/// Types that serialize as something else than their shape says.
macro_rules! liars {
    ($($name:ident as $shape:ty = $method:ident($value:expr);)*) => {$(
        #[derive(Debug, Clone, PartialEq, DynamoValue)]
        #[dynamo(as = $shape)]
        struct $name;

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$method($value)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
                Ok(Self)
            }
        }
    )*};
}
liars! {
    FloatDecimal as rust_decimal::Decimal = serialize_f64(1.5);
    WordDecimal as rust_decimal::Decimal = serialize_str("one");
    NumberInstant as DateTime<Utc> = serialize_u64(7);
    WordInstant as DateTime<Utc> = serialize_str("yesterday");
    ListInstant as DateTime<Utc> = collect_seq(["a"]);
    MixedSet as BTreeSet<String> = collect_seq([1]);
    TwinNumbers as BTreeSet<rust_decimal::Decimal> = collect_seq(["1.0", "1.00"]);
    WideBytes as Vec<u8> = collect_seq([1, 256]);
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Failing;

impl Serialize for Failing {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("secret"))
    }
}

fn late() -> DateTime<Utc> {
    DateTime::from_timestamp(253_402_300_800, 0).expect("the year 10000")
}

fn leap_second() -> DateTime<Utc> {
    let time = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).expect("a leap second");
    NaiveDate::from_ymd_opt(2016, 12, 31).expect("a date").and_time(time).and_utc()
}

refused! {
    nan: f64 = f64::NAN => "v" Kind::Number(NumberError::NotFinite),
    infinity: f32 = f32::INFINITY => "v" Kind::Number(NumberError::NotFinite),
    too_large: f64 = 1e126 => "v" Kind::Number(NumberError::Range),
    too_small: f64 = -1e-131 => "v" Kind::Number(NumberError::Range),
    too_many_digits: u128 = u128::MAX => "v" Kind::Number(NumberError::Digits),
    too_many_digits_below_zero: i128 = i128::MIN => "v" Kind::Number(NumberError::Digits),
    deep_inside: Vec<Line> = vec![Line { price: 1.0 }, Line { price: f64::NAN }] => "v[1].price" Kind::Number(NumberError::NotFinite),
    in_map_values: BTreeMap<String, f64> = BTreeMap::from([("secret".to_owned(), f64::NAN)]) => "v.*" Kind::Number(NumberError::NotFinite),

    wide_in_an_internal_enum: Internal = Internal::Wide { wide: Wide(1) } => "v.wide" Kind::Buffered128,
    wide_in_an_untagged_enum: Untagged = Untagged::Wide(Wide(1)) => "v" Kind::Buffered128,
    wide_in_a_tuple_of_an_untagged_enum: Untagged = Untagged::Pair(Wide(1), 1) => "v[0]" Kind::Buffered128,
    wide_in_an_enum_of_an_untagged_enum: Untagged = Untagged::External(External::Wide(Wide(1))) => "v.Wide" Kind::Buffered128,
    #[serde(flatten)]
    wide_in_a_flattened_struct: Part = Part { wide: Wide(1) } => "wide" Kind::Buffered128,

    year_10000: DateTime<Utc> = late() => "v" Kind::InstantRange,
    leap_second_instant: DateTime<Utc> = leap_second() => "v" Kind::InstantRange,
    year_before_zero: NaiveDate = NaiveDate::from_ymd_opt(-1, 1, 1).expect("a date") => "v" Kind::InstantRange,
    jiff_year_before_zero: jiff::civil::Date = jiff::civil::date(-1, 1, 1) => "v" Kind::InstantRange,
    time_year_before_zero: time::Date = time::Date::MIN => "v" Kind::InstantRange,
    number_for_an_instant: NumberInstant = NumberInstant => "v" Kind::InstantForm,
    words_for_an_instant: WordInstant = WordInstant => "v" Kind::InstantForm,
    list_for_an_instant: ListInstant = ListInstant => "v[0]" Kind::InstantForm,
    float_for_a_decimal: FloatDecimal = FloatDecimal => "v" Kind::DecimalForm,
    words_for_a_decimal: WordDecimal = WordDecimal => "v" Kind::Number(NumberError::Invalid),

    numbers_in_a_text_set: MixedSet = MixedSet => "v[0]" Kind::SetElement { expected: "S", found: "N" },
    equal_numbers_in_a_set: TwinNumbers = TwinNumbers => "v" Kind::DuplicateElement,
    no_bytes: WideBytes = WideBytes => "v[1]" Kind::SetElement { expected: "B", .. },

    tuples_as_map_keys: BTreeMap<(u8, u8), u8> = BTreeMap::from([((1, 2), 3)]) => "v.*" Kind::MapKey,
    bytes_as_map_keys: BTreeMap<Vec<u8>, u8> = BTreeMap::from([(vec![1], 3)]) => "v.*" Kind::MapKey,
    none_as_map_key: BTreeMap<Option<u8>, u8> = BTreeMap::from([(None, 3)]) => "v.*" Kind::MapKey,
    #[serde(flatten)]
    name_of_a_field: BTreeMap<String, u8> = BTreeMap::from([("id".to_owned(), 1)]) => "id" Kind::DuplicateAttribute,
    #[serde(flatten)]
    name_of_a_key: BTreeMap<String, u8> = BTreeMap::from([("pk".to_owned(), 1)]) => "*" Kind::OwnedAttribute,
    #[serde(flatten)]
    name_of_the_discriminator: BTreeMap<String, u8> = BTreeMap::from([("type".to_owned(), 1)]) => "*" Kind::OwnedAttribute,
    level_33: Tree = deep(33) => "v.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child.child" Kind::Nesting,
    failing_serialize: Failing = Failing => "v" Kind::Refused,
}

//! Text, numbers, booleans, and what points to them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use dynamorph::Number;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::paths::matrix;

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn number(text: &str) -> Number {
    text.parse().expect("a number")
}

matrix! {
    text: String = "a".to_owned() => { "v": { "S": "a" } };
    empty_text: String = String::new() => { "v": { "S": "" } };
    unicode: String = "é 漢字 🦀 \u{10FFFF}".to_owned() => { "v": { "S": "é 漢字 🦀 \u{10FFFF}" } };
    escapes: String = "\"\\/\u{0}\u{1f}\n\r\t\u{8}\u{7f}\u{2028}".to_owned() => { "v": { "S": "\"\\/\u{0}\u{1f}\n\r\t\u{8}\u{7f}\u{2028}" } };
    character: char = '🦀' => { "v": { "S": "🦀" } };
    true_value: bool = true => { "v": { "BOOL": true } };
    false_value: bool = false => { "v": { "BOOL": false } };
    unit: () = () => { "v": { "NULL": true } };
    an_id: Uuid = Uuid::from_u128(0xA1) => { "v": { "S": "00000000-0000-0000-0000-0000000000a1" } };

    i8_least: i8 = i8::MIN => { "v": { "N": "-128" } };
    i16_least: i16 = i16::MIN => { "v": { "N": "-32768" } };
    i32_least: i32 = i32::MIN => { "v": { "N": "-2147483648" } };
    i64_least: i64 = i64::MIN => { "v": { "N": "-9223372036854775808" } };
    isize_greatest: isize = 9_223_372_036_854_775_807 => { "v": { "N": "9223372036854775807" } };
    u8_greatest: u8 = u8::MAX => { "v": { "N": "255" } };
    u16_greatest: u16 = u16::MAX => { "v": { "N": "65535" } };
    u32_greatest: u32 = u32::MAX => { "v": { "N": "4294967295" } };
    u64_greatest: u64 = u64::MAX => { "v": { "N": "18446744073709551615" } };
    zero: u64 = 0 => { "v": { "N": "0" } };
    i128_of_38_digits: i128 = -99_999_999_999_999_999_999_999_999_999_999_999_999 => { "v": { "N": "-99999999999999999999999999999999999999" } };
    u128_of_38_digits: u128 = 12_345_678_901_234_567_890_123_456_789_012_345_678 => { "v": { "N": "12345678901234567890123456789012345678" } };

    f64_shortest: f64 = 0.1 => { "v": { "N": "0.1" } };
    f64_of_an_integer: f64 = -5.0 => { "v": { "N": "-5" } };
    f64_large: f64 = 1.5e100 => { "v": { "N": "1.5e100" } };
    f64_small: f64 = 2.5e-130 => { "v": { "N": "2.5e-130" } };
    f64_minus_zero: f64 = -0.0 => { "v": { "N": "0" } };
    f32_is_not_widened: f32 = 0.1 => { "v": { "N": "0.1" } };

    decimal_of_28_digits: Decimal = decimal("7.922816251426433759354395033") => { "v": { "N": "7.922816251426433759354395033" } };
    decimal_negative: Decimal = decimal("-10.5") => { "v": { "N": "-10.5" } };
    decimal_optional: Option<Decimal> = Some(decimal("0.01")) => { "v": { "N": "0.01" } };
    number_of_38_digits: Number = number("1.2345678901234567890123456789012345678") => { "v": { "N": "1.2345678901234567890123456789012345678" } };
    number_greatest: Number = number("9.9999999999999999999999999999999999999E+125") => { "v": { "N": "9.9999999999999999999999999999999999999E+125" } };
    number_least: Number = number("-1E-130") => { "v": { "N": "-1E-130" } };
    numbers_in_lists: Vec<Number> = vec![number("1"), number("0.5")] => { "v": { "L": [{ "N": "1" }, { "N": "0.5" }] } };
    decimals_in_maps: BTreeMap<String, Decimal> = BTreeMap::from([("a".to_owned(), decimal("0.1"))]) => { "v": { "M": { "a": { "N": "0.1" } } } };

    boxed: Box<u64> = Box::new(u64::MAX) => { "v": { "N": "18446744073709551615" } };
    boxed_text: Box<str> = "b".into() => { "v": { "S": "b" } };
    cow_owned: Cow<'static, str> = Cow::Borrowed("c") => { "v": { "S": "c" } };
    cow_of_bytes: Cow<'static, [u8]> = Cow::Borrowed(&[1, 2]) => { "v": { "B": "AQI=" } };
}

//! Integers as key parts: N as a whole attribute, digits of one width in a template.

use super::{KeyPart, NaturalKey, TemplatePart};
use crate::error::{KeyError, KeyErrorKind};
use crate::model::{Format, KeyText};
use crate::value::{KeyType, KeyValue, Number};

/// 20 digits for every integer of up to 64 bits, so that widening a field moves no key.
const DIGITS: usize = 20;
/// 39 digits for 128 bits.
const WIDE_DIGITS: usize = 39;

/// Writes digits that sort as the numbers do: padded with zeros; a negative number is `-` and the nines' complement of each digit.
fn write_digits(negative: bool, magnitude: u128, width: usize, text: &mut KeyText<'_>) {
    let padded = format!("{magnitude:0width$}");
    if negative {
        text.push_str("-");
        text.push_str(&padded.chars().map(nines_complement).collect::<String>());
    } else {
        text.push_str(&padded);
    }
}

fn nines_complement(digit: char) -> char {
    match digit {
        '0'..='9' => char::from(b'0' + b'9' - digit as u8),
        other => other,
    }
}

/// Reads what [`write_digits`] wrote: the sign and the magnitude.
fn read_digits(text: &str, width: usize) -> Result<(bool, u128), KeyError> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(complement) => (true, complement.chars().map(nines_complement).collect::<String>()),
        None => (false, text.to_owned()),
    };
    let of_width = digits.len() == width && digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits.parse() {
        // There is one zero.
        Ok(magnitude) if of_width && !(negative && magnitude == 0) => Ok((negative, magnitude)),
        _ => Err(KeyError::unreadable()),
    }
}

macro_rules! integers {
    ($width:expr, signed: $signed:expr; $($type:ty)*) => {$(
        impl KeyPart for $type {
            fn value(&self) -> Result<KeyValue, KeyError> {
                let number: Number = self.to_string().parse().map_err(|_| KeyError::new(KeyErrorKind::Number))?;
                Ok(KeyValue::N(number))
            }
            #[allow(unused_comparisons, reason = "one body serves signed and unsigned integers")]
            fn write(&self, _: &Format, text: &mut KeyText<'_>) -> Result<(), KeyError> {
                #[allow(clippy::cast_lossless, clippy::cast_sign_loss, reason = "the sign is written apart, and every integer fits 128 bits")]
                let magnitude = if *self < 0 { (*self as u128).wrapping_neg() } else { *self as u128 };
                write_digits(*self < 0, magnitude, $width, text);
                Ok(())
            }
            fn read(text: &str, _: &Format) -> Result<Self, KeyError> {
                let (negative, magnitude) = read_digits(text, $width)?;
                let read = if negative {
                    0_i128.checked_sub_unsigned(magnitude).and_then(|value| Self::try_from(value).ok())
                } else {
                    Self::try_from(magnitude).ok()
                };
                read.ok_or_else(KeyError::unreadable)
            }
            fn is_integer(&self) -> bool {
                true
            }
        }
        impl TemplatePart for $type {
            const WIDTH: Option<usize> = if $signed { None } else { Some($width) };
        }
        impl NaturalKey for $type {
            const TYPE: KeyType = KeyType::N;
        }
    )*};
}
integers!(DIGITS, signed: true; i8 i16 i32 i64 isize);
integers!(DIGITS, signed: false; u8 u16 u32 u64 usize);
integers!(WIDE_DIGITS, signed: true; i128);
integers!(WIDE_DIGITS, signed: false; u128);

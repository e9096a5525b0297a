//! Numbers of the text, without rounding.

use std::str::FromStr;

use super::reader::Reader;
use super::string::Text;
use crate::error::{DecodeError, DecodeErrorKind};
use crate::value::{Digits, Number};

/// A number where serde asks for anything: what holds it exactly.
pub(super) enum AnyNumber<'de, 'r> {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Text(Text<'de, 'r>),
}

/// Digits of which every number fits an `i64`.
const SMALL_DIGITS: usize = 18;

impl Reader<'_> {
    /// The content of an N that is a short integer; else nothing is read.
    #[inline]
    fn small_integer(&mut self) -> Option<i64> {
        let rest = self.bytes().get(self.at..)?;
        let (negative, digits) = match rest {
            [b'"', b'-', digits @ ..] => (true, digits),
            [b'"', digits @ ..] => (false, digits),
            _ => return None,
        };
        let mut value = 0_i64;
        for (len, byte) in digits.iter().enumerate().take(SMALL_DIGITS + 1) {
            match byte {
                b'0'..=b'9' if len < SMALL_DIGITS => value = value * 10 + i64::from(byte - b'0'),
                b'"' if len > 0 => {
                    self.at += 1 + usize::from(negative) + len + 1;
                    return Some(if negative { -value } else { value });
                }
                _ => return None,
            }
        }
        None
    }

    /// The content of an N as an integer of any width. `5.0` and `1E2` are integers, `0.5` is none.
    #[inline]
    pub(super) fn integer<T: TryFrom<i64> + TryFrom<i128> + TryFrom<u128>>(
        &mut self,
        target: &'static str,
    ) -> Result<T, DecodeError> {
        let value = match self.small_integer() {
            Some(value) => T::try_from(value).ok(),
            None => self.large_integer()?,
        };
        value.ok_or_else(|| DecodeError::new(DecodeErrorKind::Number { target }))
    }

    /// The content of an N, of any width.
    pub(crate) fn number(&mut self) -> Result<Number, DecodeError> {
        self.string()?.as_str().parse().map_err(|_| not_a_number())
    }

    fn large_integer<T: TryFrom<i128> + TryFrom<u128>>(
        &mut self,
    ) -> Result<Option<T>, DecodeError> {
        let digits = parse(self.string()?.as_str())?;
        let unsigned = digits.to_u128().and_then(|value| T::try_from(value).ok());
        Ok(unsigned.or_else(|| digits.to_i128().and_then(|value| T::try_from(value).ok())))
    }
}

pub(super) fn any_number<'de, 'r>(
    reader: &'r mut Reader<'de>,
) -> Result<AnyNumber<'de, 'r>, DecodeError> {
    if let Some(value) = reader.small_integer() {
        return Ok(u64::try_from(value).map_or(AnyNumber::Signed(value), AnyNumber::Unsigned));
    }
    let text = reader.string()?;
    let digits = parse(text.as_str())?;
    if let Some(value) = digits.to_u128().and_then(|value| u64::try_from(value).ok()) {
        return Ok(AnyNumber::Unsigned(value));
    }
    if let Some(value) = digits.to_i128().and_then(|value| i64::try_from(value).ok()) {
        return Ok(AnyNumber::Signed(value));
    }
    let float: f64 = float_text(text.as_str())?;
    let exact =
        Digits::parse(ryu::Buffer::new().format(float)).is_ok_and(|shortest| shortest == digits);
    Ok(if exact { AnyNumber::Float(float) } else { AnyNumber::Text(text) })
}

/// The nearest float. Rust's own syntax has words such as `inf`, which are no numbers here.
pub(super) fn float_text<T: FromStr>(text: &str) -> Result<T, DecodeError> {
    let numeric =
        text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    text.parse().ok().filter(|_| numeric).ok_or_else(not_a_number)
}

fn parse(text: &str) -> Result<Digits, DecodeError> {
    Digits::parse(text).map_err(|_| not_a_number())
}

#[cold]
fn not_a_number() -> DecodeError {
    DecodeError::new(DecodeErrorKind::Text { expected: "a number that DynamoDB stores" })
}

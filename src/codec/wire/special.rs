//! Decimals, instants, dates and times of expiry: what their own `Deserialize` takes.

use serde::de::Visitor;
use serde::de::value::SeqDeserializer;

use super::number::{AnyNumber, any_number};
use super::reader::Reader;
use super::tag::Tag;
use super::value::Value;
use crate::codec::instant::{Instant, date_parts, date_text, parse_date};
use crate::codec::shape::{DateKind, InstantKind, Shape, TtlKind};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::value::Digits;

impl<'de> Value<'_, 'de> {
    /// A decimal, instant, date or time of expiry: the text, tuple or integer that the type's own `Deserialize` takes.
    pub(super) fn special<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        let shape = self.shape.peeled();
        let (tag, bare) = (self.open()?, self.bare.is_some());
        let value = match (shape, tag) {
            (Shape::Decimal, Tag::N | Tag::S) => decimal(self.reader, visitor)?,
            (Shape::Instant(kind), Tag::S) => {
                let instant = Instant::parse(self.reader.string()?.as_str())
                    .map_err(|_| not_text("an instant"))?;
                visit_instant(&instant, *kind, visitor)?
            }
            (Shape::Ttl(kind), Tag::N) => expiry(self.reader, *kind, visitor)?,
            (Shape::Date(kind), Tag::S) => {
                let day =
                    parse_date(self.reader.string()?.as_str()).map_err(|_| not_text("a date"))?;
                match kind {
                    DateKind::Chrono | DateKind::Jiff => {
                        visitor.visit_str(ascii(&date_text(day))?)?
                    }
                    DateKind::Time => {
                        visitor.visit_seq(SeqDeserializer::new(date_parts(day).into_iter()))?
                    }
                }
            }
            (Shape::Decimal | Shape::Ttl(_), found) => {
                return Err(DecodeError::expected("N", found.name()));
            }
            (_, found) => return Err(DecodeError::expected("S", found.name())),
        };
        if !bare {
            self.reader.close()?;
        }
        Ok(value)
    }
}

fn visit_instant<'de, V: Visitor<'de>>(
    instant: &Instant,
    kind: InstantKind,
    visitor: V,
) -> Result<V::Value, DecodeError> {
    let parts = instant.parts().into_iter();
    match kind {
        InstantKind::Chrono | InstantKind::Jiff => visitor.visit_str(ascii(&instant.text())?),
        InstantKind::Time => visitor.visit_seq(SeqDeserializer::new(parts)),
        // Where serde keeps the tuple aside, none of its elements may be left over.
        InstantKind::TimeUtc => visitor.visit_seq(SeqDeserializer::new(parts.take(6))),
    }
}

/// Seconds since the Unix epoch. Others may have stored a fraction, which an instant leaves out as it does on writing.
fn expiry<'de, V: Visitor<'de>>(
    reader: &mut Reader<'de>,
    kind: TtlKind,
    visitor: V,
) -> Result<V::Value, DecodeError> {
    match kind {
        TtlKind::Number => match any_number(reader)? {
            AnyNumber::Unsigned(seconds) => visitor.visit_u64(seconds),
            AnyNumber::Signed(seconds) => visitor.visit_i64(seconds),
            AnyNumber::Float(_) | AnyNumber::Text(_) => {
                Err(DecodeError::new(DecodeErrorKind::Number { target: "i64" }))
            }
        },
        TtlKind::Instant(kind) => {
            let text = reader.string()?;
            let digits = Digits::parse(text.as_str()).map_err(|_| not_text("a number"))?;
            let seconds = digits.floor().and_then(|seconds| i64::try_from(seconds).ok());
            let instant = seconds.and_then(|seconds| Instant::of_seconds(seconds).ok());
            let instant = instant.ok_or_else(|| DecodeError::new(DecodeErrorKind::TtlRange))?;
            visit_instant(&instant, kind, visitor)
        }
    }
}

#[cold]
fn not_text(expected: &'static str) -> DecodeError {
    DecodeError::new(DecodeErrorKind::Text { expected })
}

fn ascii(text: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(text).map_err(|_| not_text("an instant"))
}

fn decimal<'de, V: Visitor<'de>>(
    reader: &mut Reader<'de>,
    visitor: V,
) -> Result<V::Value, DecodeError> {
    let text = reader.string()?;
    let text = text.as_str();
    let digits = Digits::parse(text).map_err(|_| not_text("a number"))?;
    if !digits.fits_decimal() {
        return Err(DecodeError::new(DecodeErrorKind::DecimalDigits));
    }
    let is_short =
        text.len() <= 20 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-'));
    if is_short { visitor.visit_str(text) } else { visitor.visit_str(&digits.to_plain()) }
}

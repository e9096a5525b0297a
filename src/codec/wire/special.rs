//! Decimals, instants and dates: what their own `Deserialize` takes.

use serde::de::Visitor;
use serde::de::value::SeqDeserializer;

use super::reader::Reader;
use super::tag::Tag;
use super::value::Value;
use crate::codec::instant::{Instant, date_parts, date_text, parse_date};
use crate::codec::shape::{DateKind, InstantKind, Shape};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::value::Digits;

impl<'de> Value<'_, 'de> {
    /// A decimal, instant or date: the text or tuple that the type's own `Deserialize` takes.
    pub(super) fn special<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        let shape = self.shape.peeled();
        let (tag, bare) = (self.open()?, self.bare.is_some());
        let value = match (shape, tag) {
            (Shape::Decimal, Tag::N | Tag::S) => decimal(self.reader, visitor)?,
            (Shape::Instant(kind), Tag::S) => {
                let instant = Instant::parse(self.reader.string()?.as_str())
                    .map_err(|_| not_text("an instant"))?;
                match kind {
                    InstantKind::Chrono | InstantKind::Jiff => {
                        visitor.visit_str(ascii(&instant.text())?)?
                    }
                    InstantKind::Time => {
                        visitor.visit_seq(SeqDeserializer::new(instant.parts().into_iter()))?
                    }
                    // Where serde keeps the tuple aside, none of its elements may be left over.
                    InstantKind::TimeUtc => visitor
                        .visit_seq(SeqDeserializer::new(instant.parts().into_iter().take(6)))?,
                }
            }
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
            (Shape::Decimal, found) => return Err(DecodeError::expected("N", found.name())),
            (_, found) => return Err(DecodeError::expected("S", found.name())),
        };
        if !bare {
            self.reader.close()?;
        }
        Ok(value)
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

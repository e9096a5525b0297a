//! Numbers, and the text of decimals, instants and dates.

use super::encoder::{Encoder, Wrote};
use super::tag::Tag;
use crate::codec::field::{Tagging, Variants};
use crate::codec::instant::{Instant, MomentError, date_text, parse_date};
use crate::codec::shape::Shape;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::value::{Digits, NumberError};

impl Encoder<'_> {
    #[inline]
    pub(super) fn number(self, text: &str) -> Result<Wrote, EncodeError> {
        self.not_special()?;
        self.scalar(Tag::N, |writer| writer.plain(text))
    }

    /// Whether serde will keep this value aside. It keeps all of an untagged enum, of which it shows the content only.
    pub(super) fn is_buffered(&self) -> bool {
        let is_untagged = |variants: &Variants| variants.tagging == Tagging::Untagged;
        self.buffered
            || matches!(self.shape.peeled(), Shape::Variants(variants) if is_untagged(variants))
    }

    pub(super) fn wide_number(self, text: &str) -> Result<Wrote, EncodeError> {
        if self.is_buffered() {
            return Err(EncodeError::new(EncodeErrorKind::Buffered128));
        }
        Digits::parse(text)?;
        self.number(text)
    }

    /// The shortest text that reads back as the float. An integer has no `.0`.
    pub(super) fn float(self, value: f64, text: &str) -> Result<Wrote, EncodeError> {
        let magnitude = value.abs();
        if magnitude != 0.0 && !(1e-130..1e126).contains(&magnitude) {
            return Err(NumberError::Range.into());
        }
        self.number(if magnitude == 0.0 { "0" } else { text.strip_suffix(".0").unwrap_or(text) })
    }

    /// Text under a shape that decides how it is stored.
    pub(super) fn special_text(self, shape: &Shape, text: &str) -> Result<Wrote, EncodeError> {
        match shape {
            Shape::Decimal => {
                Digits::parse(text)?;
                self.scalar(Tag::N, |writer| writer.plain(text))
            }
            Shape::Instant(_) => {
                let instant = Instant::parse(text).map_err(no_moment)?;
                self.ascii(&instant.text())
            }
            Shape::Date(_) => {
                let day = parse_date(text).map_err(no_moment)?;
                self.ascii(&date_text(day))
            }
            _ => self.scalar(Tag::S, |writer| writer.string(text)),
        }
    }
}

#[cold]
pub(super) fn no_moment(error: MomentError) -> EncodeError {
    EncodeError::new(match error {
        MomentError::Text => EncodeErrorKind::InstantForm,
        MomentError::Range => EncodeErrorKind::InstantRange,
    })
}

//! Numbers, and the text of decimals, instants, dates and times of expiry.

use super::encoder::Encoder;
use super::tag::Tag;
use crate::codec::field::{Tagging, Variants};
use crate::codec::instant::{Instant, MomentError, date_text, parse_date};
use crate::codec::shape::{Shape, TtlKind};
use crate::error::{EncodeError, EncodeErrorKind};
use crate::value::{Digits, NumberError};

/// The last second of the year 9999. Milliseconds since the year 1978 are more.
const LAST_SECOND: i128 = 253_402_300_799;

impl Encoder<'_> {
    #[inline]
    pub(super) fn integer(self, text: &str) -> Result<(), EncodeError> {
        match self.not_special() {
            Ok(()) => self.number(text),
            Err(error) => self.special_integer(text, error),
        }
    }

    /// A TTL, which alone of the types with a stored form of their own serializes as an integer.
    fn special_integer(self, text: &str, refused: EncodeError) -> Result<(), EncodeError> {
        if !matches!(self.shape.peeled(), Shape::Ttl(TtlKind::Number)) {
            return Err(refused);
        }
        if text.parse::<i128>().is_ok_and(|seconds| seconds <= LAST_SECOND) {
            self.scalar(Tag::N, |writer| writer.plain(text))
        } else {
            Err(EncodeError::new(EncodeErrorKind::TtlRange))
        }
    }

    /// The second in which an instant lies.
    pub(super) fn expiry(self, instant: &Instant) -> Result<(), EncodeError> {
        self.scalar(Tag::N, |writer| {
            writer.plain(itoa::Buffer::new().format(instant.seconds()));
        })
    }

    #[inline]
    fn number(self, text: &str) -> Result<(), EncodeError> {
        if self.is_plain() {
            self.writer.number(text);
            return Ok(());
        }
        self.scalar(Tag::N, |writer| writer.plain(text))
    }

    /// Whether serde will keep this value aside. It keeps all of an untagged enum, of which it shows the content only.
    pub(super) fn is_buffered(&self) -> bool {
        let is_untagged = |variants: &Variants| variants.tagging == Tagging::Untagged;
        self.buffered
            || matches!(self.shape.peeled(), Shape::Variants(variants) if is_untagged(variants))
    }

    pub(super) fn wide_number(self, text: &str) -> Result<(), EncodeError> {
        if self.is_buffered() {
            return Err(EncodeError::new(EncodeErrorKind::Buffered128));
        }
        if !matches!(self.shape.peeled(), Shape::Ttl(_)) {
            Digits::parse(text)?;
        }
        self.integer(text)
    }

    /// The shortest text that reads back as the float. An integer has no `.0`.
    pub(super) fn float(self, value: f64, text: &str) -> Result<(), EncodeError> {
        let magnitude = value.abs();
        if magnitude != 0.0 && !(1e-130..1e126).contains(&magnitude) {
            return Err(NumberError::Range.into());
        }
        self.number(if magnitude == 0.0 { "0" } else { text.strip_suffix(".0").unwrap_or(text) })
    }

    /// Text under a shape that decides how it is stored.
    pub(super) fn special_text(self, shape: &Shape, text: &str) -> Result<(), EncodeError> {
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
            Shape::Ttl(TtlKind::Instant(_)) => {
                let instant = Instant::parse(text).map_err(no_moment)?;
                self.expiry(&instant)
            }
            Shape::Ttl(TtlKind::Number) => Err(EncodeError::new(EncodeErrorKind::TtlForm)),
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

//! Dates and instants as key text: one width, so that text order is time order.

use crate::error::{KeyError, KeyErrorKind};

/// `YYYY-MM-DD`.
pub(super) const DATE_WIDTH: usize = 10;
/// `YYYY-MM-DDTHH:MM:SS.nnnnnnnnnZ`.
pub(super) const INSTANT_WIDTH: usize = 30;

/// The calendar fields of a date.
pub(super) fn date_text(year: i32, month: u8, day: u8) -> Result<String, KeyError> {
    if (0..=9999).contains(&year) {
        Ok(format!("{year:04}-{month:02}-{day:02}"))
    } else {
        Err(KeyError::new(KeyErrorKind::Year))
    }
}

/// The calendar fields of an instant in UTC.
pub(super) fn instant_text(
    date: &str,
    hour: u8,
    minute: u8,
    second: u8,
    nanosecond: u32,
) -> String {
    format!("{date}T{hour:02}:{minute:02}:{second:02}.{nanosecond:09}Z")
}

macro_rules! calendar_part {
    ($type:ty, $width:expr, $text:path, $parse:path) => {
        impl super::KeyPart for $type {
            fn value(&self) -> Result<crate::value::KeyValue, crate::error::KeyError> {
                $text(*self).map(crate::value::KeyValue::S)
            }
            fn write(
                &self,
                _: &crate::model::Format,
                text: &mut crate::model::KeyText<'_>,
            ) -> Result<(), crate::error::KeyError> {
                text.push_str(&$text(*self)?);
                Ok(())
            }
            fn read(text: &str, _: &crate::model::Format) -> Result<Self, crate::error::KeyError> {
                let read = $parse(text).ok_or_else(crate::error::KeyError::unreadable)?;
                // Other spellings of the same time are other keys.
                if $text(read).is_ok_and(|canonical| canonical == text) {
                    Ok(read)
                } else {
                    Err(crate::error::KeyError::unreadable())
                }
            }
        }
        impl super::TemplatePart for $type {
            const WIDTH: Option<usize> = Some($width);
        }
        impl super::NaturalKey for $type {
            const TYPE: crate::value::KeyType = crate::value::KeyType::S;
        }
        impl super::Prefixed for $type {}
    };
}
pub(super) use calendar_part;

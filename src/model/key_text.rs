//! The text of key templates: writing parts, and what they must not hold.

use super::template::DELIMITER;
use super::{Format, KeyPart};
use crate::error::{KeyError, KeyErrorKind};

/// The text a [`KeyPart`] writes into a template.
///
/// # Examples
///
/// ```
/// use dynamorph::{Format, KeyError, KeyPart, KeyText, KeyValue};
///
/// /// A country code, whatever its case was.
/// struct Country(String);
///
/// impl KeyPart for Country {
///     fn value(&self) -> Result<KeyValue, KeyError> {
///         Ok(KeyValue::S(self.0.to_uppercase()))
///     }
///     fn write(&self, _: &Format, text: &mut KeyText<'_>) -> Result<(), KeyError> {
///         text.push_str(&self.0.to_uppercase());
///         Ok(())
///     }
///     fn read(text: &str, _: &Format) -> Result<Self, KeyError> {
///         Ok(Self(text.to_owned()))
///     }
/// }
/// assert_eq!(Country("it".into()).value(), Ok(KeyValue::S("IT".into())));
/// ```
#[derive(Debug)]
pub struct KeyText<'t> {
    text: &'t mut String,
}

impl<'t> KeyText<'t> {
    pub(crate) fn new(text: &'t mut String) -> Self {
        Self { text }
    }

    /// Appends text. What is written between two literals is checked when the part is complete.
    pub fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

/// Appends one part, or leaves the text as it was.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "as `KeyPart::write` takes it: formats will hold more"
)]
pub(crate) fn write_part(
    part: &dyn KeyPart,
    format: &Format,
    text: &mut String,
) -> Result<(), KeyError> {
    let start = text.len();
    let written = part.write(format, &mut KeyText { text }).and_then(|()| check(&text[start..]));
    if written.is_err() {
        text.truncate(start);
    }
    written
}

/// What every part of a template keeps, so that two items never share a key and bounds of queries hold.
pub(crate) fn check(part: &str) -> Result<(), KeyError> {
    if part.is_empty() {
        return Err(KeyError::new(KeyErrorKind::Empty));
    }
    check_prefix(part)
}

/// What the start of a part keeps: as [`check`], but it may be empty.
pub(crate) fn check_prefix(part: &str) -> Result<(), KeyError> {
    // Most parts are plain ASCII.
    if is_plain(part.as_bytes()) {
        return Ok(());
    }
    for char in part.chars() {
        if char == DELIMITER {
            return Err(KeyError::new(KeyErrorKind::Delimiter(DELIMITER)));
        }
        if char.is_control() || char == char::MAX {
            return Err(KeyError::new(KeyErrorKind::Reserved));
        }
    }
    Ok(())
}

/// Whether the bytes are ASCII that a part may hold, and no delimiter. The last ones are looked at twice rather than one by one.
fn is_plain(bytes: &[u8]) -> bool {
    // Loops without branches, which become vector instructions.
    let plain = |byte: &u8| matches!(byte, b' '..=b'~') & (char::from(*byte) != DELIMITER);
    let all_plain = |bytes: &[u8]| bytes.iter().fold(true, |all, byte| all & plain(byte));
    match bytes.last_chunk::<16>() {
        Some(last) => bytes.as_chunks::<16>().0.iter().chain([last]).all(|chunk| all_plain(chunk)),
        None => all_plain(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::error::{KeyError, KeyErrorKind};

    #[test]
    fn what_no_part_holds_is_seen_at_every_place() {
        let cases = [
            ('#', Err(KeyErrorKind::Delimiter('#'))),
            ('\u{1f}', Err(KeyErrorKind::Reserved)),
            ('\u{7f}', Err(KeyErrorKind::Reserved)),
            ('\u{85}', Err(KeyErrorKind::Reserved)),
            (char::MAX, Err(KeyErrorKind::Reserved)),
            ('~', Ok(())),
            ('é', Ok(())),
        ];
        for (char, expected) in cases {
            for (len, at) in (1..50).flat_map(|len| (0..len).map(move |at| (len, at))) {
                let part: String = (0..len).map(|i| if i == at { char } else { ' ' }).collect();
                let expected = expected.map_err(KeyError::new);
                assert_eq!(check(&part), expected, "{char:?} at {at} of {len}");
            }
        }
        assert_eq!(check(""), Err(KeyError::new(KeyErrorKind::Empty)));
    }
}

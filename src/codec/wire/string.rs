//! Strings of the JSON text, and their escapes.

use std::borrow::Cow;

use super::reader::Reader;
use super::scan::find_special;
use crate::error::DecodeError;

/// A string of the text, or one without its escapes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Text<'de, 'r> {
    Borrowed(&'de str),
    Unescaped(&'r str),
}

impl<'de> Text<'de, '_> {
    #[expect(clippy::match_same_arms, reason = "the two texts live for different times")]
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Unescaped(text) => text,
        }
    }

    pub(crate) fn into_cow(self) -> Cow<'de, str> {
        match self {
            Self::Borrowed(text) => Cow::Borrowed(text),
            Self::Unescaped(text) => Cow::Owned(text.to_owned()),
        }
    }
}

impl<'de> Reader<'de> {
    /// The string here, if it has no escapes and no space stands before it. Else nothing is read.
    #[inline]
    pub(super) fn short_string(&mut self) -> Option<&'de str> {
        let bytes = self.bytes();
        if bytes.get(self.at) != Some(&b'"') {
            return None;
        }
        let start = self.at + 1;
        let end = find_special(bytes, start);
        if bytes.get(end) != Some(&b'"') {
            return None;
        }
        self.at = end + 1;
        self.text.get(start..end)
    }

    /// A name as [`short_string`](Self::short_string) reads it, and its colon.
    pub(super) fn short_name(&mut self) -> Option<&'de str> {
        let start = self.at;
        let name = self.short_string()?;
        if self.bytes().get(self.at) == Some(&b':') {
            self.at += 1;
            return Some(name);
        }
        self.at = start;
        None
    }

    pub(crate) fn string(&mut self) -> Result<Text<'de, '_>, DecodeError> {
        self.eat(b'"')?;
        let start = self.at;
        let end = find_special(self.bytes(), start);
        if self.bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Text::Borrowed(&self.text[start..end]));
        }
        self.unescape(start, end)
    }

    /// A whole S without escapes and spaces. Else nothing is read.
    #[inline]
    pub(super) fn short_text(&mut self) -> Option<&'de str> {
        const OPENING: &[u8; 6] = b"{\"S\":\"";
        let bytes = self.bytes();
        if bytes.get(self.at..)?.first_chunk() != Some(OPENING) {
            return None;
        }
        let start = self.at + OPENING.len();
        let end = find_special(bytes, start);
        if bytes.get(end..)?.first_chunk() != Some(b"\"}") {
            return None;
        }
        self.at = end + 2;
        self.text.get(start..end)
    }

    /// The content of a short S or N and the brace after it.
    pub(super) fn short_content(&mut self) -> Option<&'de str> {
        let start = self.at;
        let content = self.short_string()?;
        if self.bytes().get(self.at) == Some(&b'}') {
            self.at += 1;
            return Some(content);
        }
        self.at = start;
        None
    }

    #[cold]
    fn unescape(&mut self, start: usize, mut end: usize) -> Result<Text<'de, '_>, DecodeError> {
        let text = self.text;
        self.shared.scratch.clear();
        self.shared.scratch.push_str(&text[start..end]);
        loop {
            match self.bytes().get(end) {
                Some(b'"') => {
                    self.at = end + 1;
                    return Ok(Text::Unescaped(&self.shared.scratch));
                }
                Some(b'\\') => {
                    self.at = end + 1;
                    let character = self.escape()?;
                    self.shared.scratch.push(character);
                    end = find_special(self.bytes(), self.at);
                    self.shared.scratch.push_str(&text[self.at..end]);
                }
                Some(_) => return Err(DecodeError::malformed("a control character in a string")),
                None => return Err(DecodeError::malformed("it ends too early")),
            }
        }
    }

    /// The last string that had escapes.
    pub(super) fn unescaped(&self) -> &str {
        &self.shared.scratch
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Result<char, DecodeError> {
        let letter = self.bytes().get(self.at).copied();
        self.at += 1;
        Ok(match letter {
            Some(character @ (b'"' | b'\\' | b'/')) => char::from(character),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            Some(_) => return Err(DecodeError::malformed("an unknown escape in a string")),
            None => return Err(DecodeError::malformed("it ends too early")),
        })
    }

    fn unicode_escape(&mut self) -> Result<char, DecodeError> {
        let lone = || DecodeError::malformed("half of a surrogate pair in a string");
        let high = self.hex()?;
        if !(0xD800..0xDC00).contains(&high) {
            return char::from_u32(high).ok_or_else(lone);
        }
        if self.bytes().get(self.at..).is_none_or(|rest| !rest.starts_with(b"\\u")) {
            return Err(lone());
        }
        self.at += 2;
        let low = self.hex()?;
        if !(0xDC00..0xE000).contains(&low) {
            return Err(lone());
        }
        char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)).ok_or_else(lone)
    }

    fn hex(&mut self) -> Result<u32, DecodeError> {
        let digits = self.bytes().get(self.at..).and_then(<[u8]>::first_chunk::<4>);
        let digits = digits.ok_or_else(|| DecodeError::malformed("it ends too early"))?;
        self.at += 4;
        digits.iter().try_fold(0, |sum, digit| {
            let digit = char::from(*digit).to_digit(16);
            Ok(sum * 16
                + digit.ok_or_else(|| DecodeError::malformed("an unknown escape in a string"))?)
        })
    }

    /// The name of a member and its colon; the range is that of the name's text in the body.
    #[inline]
    pub(crate) fn name(&mut self) -> Result<Text<'de, '_>, DecodeError> {
        // The borrow checker does not see that a borrowed text does not borrow the reader.
        self.eat(b'"')?;
        let start = self.at;
        let end = find_special(self.bytes(), start);
        if self.bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            self.eat(b':')?;
            return Ok(Text::Borrowed(&self.text[start..end]));
        }
        self.unescape(start, end)?;
        self.eat(b':')?;
        Ok(Text::Unescaped(&self.shared.scratch))
    }

    #[inline]
    pub(super) fn skip_string(&mut self) -> Result<(), DecodeError> {
        loop {
            let end = find_special(self.bytes(), self.at);
            match self.bytes().get(end) {
                Some(b'"') => {
                    self.at = end + 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at = end + 1;
                    self.escape()?;
                }
                Some(_) => return Err(DecodeError::malformed("a control character in a string")),
                None => return Err(DecodeError::malformed("it ends too early")),
            }
        }
    }
}

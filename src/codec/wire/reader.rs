//! The tokens of DynamoDB's JSON.

use std::borrow::Cow;

use super::order::Shared;
use super::tag::Tag;
use crate::error::{DecodeError, DecodeErrorKind};
use crate::value::limits::NESTING_LEVELS;

/// A position in a text of DynamoDB JSON. Reading allocates for strings with escapes only.
#[derive(Debug)]
pub(crate) struct Reader<'de> {
    pub(super) text: &'de str,
    pub(super) at: usize,
    /// How many lists and maps are open, the item itself not among them.
    depth: usize,
    pub(crate) shared: Shared,
    /// Which entity's item it is, by the address of its shape; none where nothing says what is hidden of the next one.
    pub(crate) entity: Option<usize>,
    /// A hidden attribute of the item that is of interest.
    pub(crate) noted: Option<&'static str>,
    /// Where its value stands, once it was met.
    pub(crate) noted_at: Option<usize>,
}

/// JSON brackets that skipping looks into: two for each level of values, two more for the item and its page.
const SKIPPED_BRACKETS: u32 = 128;

impl<'de> Reader<'de> {
    pub(crate) fn new(text: &'de str, at: usize) -> Self {
        let shared = Shared::default();
        Self { text, at, depth: 0, shared, entity: None, noted: None, noted_at: None }
    }

    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Goes on at another place of the text.
    pub(crate) fn jump(&mut self, at: usize) {
        self.at = at;
    }

    #[inline]
    pub(super) fn bytes(&self) -> &'de [u8] {
        self.text.as_bytes()
    }

    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        let byte = self.bytes().get(self.at).copied();
        if matches!(byte, Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.peek_after_space()
        } else {
            byte
        }
    }

    #[cold]
    fn peek_after_space(&mut self) -> Option<u8> {
        let rest = self.bytes().get(self.at..).unwrap_or(&[]);
        self.at +=
            rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
        self.bytes().get(self.at).copied()
    }

    #[inline]
    pub(crate) fn eat(&mut self, expected: u8) -> Result<(), DecodeError> {
        if self.peek() == Some(expected) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.unexpected(expected))
        }
    }

    #[cold]
    fn unexpected(&self, expected: u8) -> DecodeError {
        DecodeError::malformed(match (self.bytes().get(self.at), expected) {
            (None, _) => "it ends too early",
            (_, b'"') => "a string is expected",
            (_, b':') => "a name without a value",
            (_, b'{') => "an object is expected",
            (Some(b','), b'}') => "a value of two types",
            (_, b'}') => "a value or object is not closed",
            (_, b'[') => "an array is expected",
            _ => "an array is not closed",
        })
    }

    /// Whether another element comes before `end`. Commas are read here.
    #[inline]
    pub(crate) fn more(&mut self, first: bool, end: u8) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(false)
            }
            Some(b',') if !first => {
                self.at += 1;
                Ok(true)
            }
            Some(_) if first => Ok(true),
            Some(_) => Err(DecodeError::malformed("a comma is missing")),
            None => Err(self.unexpected(end)),
        }
    }

    /// Opens a list or map of values.
    #[inline]
    pub(crate) fn enter(&mut self, bracket: u8) -> Result<(), DecodeError> {
        self.eat(bracket)?;
        self.depth += 1;
        Ok(())
    }

    #[inline]
    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Refuses a value that is deeper than DynamoDB has them.
    #[inline]
    pub(crate) fn check_depth(&self) -> Result<(), DecodeError> {
        if self.depth < NESTING_LEVELS {
            Ok(())
        } else {
            Err(DecodeError::new(DecodeErrorKind::Nesting))
        }
    }

    /// The type of a value object, and what stands before its content: `{"S":`.
    #[inline]
    pub(crate) fn open(&mut self) -> Result<Tag, DecodeError> {
        if let Some(&[b'{', b'"', letter, b'"', b':']) =
            self.bytes().get(self.at..).and_then(<[u8]>::first_chunk::<5>)
            && let Some(tag) = Tag::of_letter(letter)
        {
            self.at += 5;
            return Ok(tag);
        }
        self.open_slowly()
    }

    fn open_slowly(&mut self) -> Result<Tag, DecodeError> {
        self.eat(b'{')?;
        if self.peek() == Some(b'}') {
            return Err(DecodeError::malformed("a value without a type"));
        }
        let tag = Tag::of_name(self.string()?.as_str());
        let tag = tag.ok_or_else(|| DecodeError::malformed("a value of an unknown type"))?;
        self.eat(b':')?;
        Ok(tag)
    }

    /// Passes over what stands before the content of a value of this type, if it is one.
    #[expect(
        clippy::inline_always,
        reason = "the type is constant where it is called, and so is then the text"
    )]
    #[inline(always)]
    pub(super) fn skip_tag(&mut self, tag: Tag) -> bool {
        let opening = tag.opening();
        let is_it = self.bytes().get(self.at..).is_some_and(|rest| rest.starts_with(opening));
        if is_it {
            self.at += opening.len();
        }
        is_it
    }

    /// The end of a value object.
    #[inline]
    pub(crate) fn close(&mut self) -> Result<(), DecodeError> {
        self.eat(b'}')
    }

    /// The content of an S.
    pub(crate) fn string_value(&mut self) -> Result<Cow<'de, str>, DecodeError> {
        match self.open()? {
            Tag::S => {}
            found => return Err(DecodeError::expected("S", found.name())),
        }
        let text = self.string()?.into_cow();
        self.close()?;
        Ok(text)
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&mut self) -> Result<bool, DecodeError> {
        self.peek();
        let rest = self.bytes().get(self.at..).unwrap_or(&[]);
        let (value, len) = match rest {
            [b't', b'r', b'u', b'e', ..] => (true, 4),
            [b'f', b'a', b'l', b's', b'e', ..] => (false, 5),
            _ => return Err(DecodeError::malformed("true or false is expected")),
        };
        self.at += len;
        Ok(value)
    }

    /// Passes over any JSON value. Brackets and strings are checked, what is between them is not looked at.
    #[inline]
    pub(crate) fn skip(&mut self) -> Result<(), DecodeError> {
        // What is skipped is mostly a key, which is text.
        if self.short_text().is_some() { Ok(()) } else { self.skip_slowly() }
    }

    fn skip_slowly(&mut self) -> Result<(), DecodeError> {
        let (mut open, mut maps) = (0_u32, 0_u128);
        loop {
            let byte = self.peek().ok_or_else(|| DecodeError::malformed("it ends too early"))?;
            self.at += 1;
            match byte {
                b'"' => self.skip_string()?,
                b'{' | b'[' => {
                    if open == SKIPPED_BRACKETS {
                        return Err(DecodeError::new(DecodeErrorKind::Nesting));
                    }
                    open += 1;
                    maps = maps << 1 | u128::from(byte == b'{');
                }
                b'}' | b']' if open > 0 && (maps & 1 == 1) == (byte == b'}') => {
                    open -= 1;
                    maps >>= 1;
                }
                b',' | b':' if open > 0 => continue,
                b'-' | b'0'..=b'9' | b'a'..=b'z' => self.skip_word(),
                _ => return Err(DecodeError::malformed("a value is expected")),
            }
            if open == 0 {
                return Ok(());
            }
        }
    }

    /// The rest of a number, `true`, `false` or `null`.
    fn skip_word(&mut self) {
        let rest = self.bytes().get(self.at..).unwrap_or(&[]);
        let word = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-');
        self.at += rest.iter().take_while(word).count();
    }

    /// Refuses anything but space after the last value.
    pub(crate) fn end(&mut self) -> Result<(), DecodeError> {
        if self.peek().is_none() {
            Ok(())
        } else {
            Err(DecodeError::malformed("something follows its end"))
        }
    }
}

//! The tokens of DynamoDB's JSON, appended to one buffer.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::scan::{find_special, is_plain};
use super::tag::Tag;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::value::limits::NESTING_LEVELS;

/// A short value that is written at once: before its text, and room for 16 bytes and what closes it.
const BLOCK: usize = 24;
const TEXT: [u8; BLOCK] = *b"{\"S\":\"                  ";
const NUMBER: [u8; BLOCK] = *b"{\"N\":\"                  ";

/// The text written so far.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    pub(crate) out: Vec<u8>,
    /// How many lists and maps are open, the item itself not among them.
    depth: usize,
}

impl Writer {
    /// A comma, unless the first element follows.
    #[inline]
    pub(crate) fn separate(&mut self) {
        if !matches!(self.out.last(), None | Some(b'{' | b'[')) {
            self.out.push(b',');
        }
    }

    /// A member's name and its colon.
    #[inline]
    pub(crate) fn name(&mut self, name: &str) {
        self.separate();
        self.string(name);
        self.out.push(b':');
    }

    /// What stands before a value's content: `{"S":`.
    #[inline]
    pub(crate) fn open(&mut self, tag: Tag) {
        self.out.extend_from_slice(match tag {
            Tag::S => b"{\"S\":",
            Tag::N => b"{\"N\":",
            Tag::B => b"{\"B\":",
            Tag::Bool => b"{\"BOOL\":",
            Tag::Null => b"{\"NULL\":",
            Tag::M => b"{\"M\":{",
            Tag::L => b"{\"L\":[",
            Tag::Ss => b"{\"SS\":[",
            Tag::Ns => b"{\"NS\":[",
            Tag::Bs => b"{\"BS\":[",
        });
    }

    #[inline]
    pub(crate) fn close(&mut self) {
        self.out.push(b'}');
    }

    /// Opens a list or map of values.
    #[inline]
    pub(crate) fn enter(&mut self, tag: Tag) -> Result<(), EncodeError> {
        self.check_depth()?;
        self.open(tag);
        self.depth += 1;
        Ok(())
    }

    #[inline]
    pub(crate) fn leave(&mut self, bracket: u8) {
        self.depth -= 1;
        self.out.extend_from_slice(&[bracket, b'}']);
    }

    /// Refuses a value that is deeper than DynamoDB takes them.
    #[inline]
    pub(crate) fn check_depth(&self) -> Result<(), EncodeError> {
        if self.depth < NESTING_LEVELS {
            Ok(())
        } else {
            Err(EncodeError::new(EncodeErrorKind::Nesting))
        }
    }

    /// A string with its quotes.
    #[inline]
    pub(crate) fn string(&mut self, text: &str) {
        if is_plain(text.as_bytes()) { self.plain(text) } else { self.escaped(text) }
    }

    /// An S with its type around it.
    pub(crate) fn text(&mut self, text: &str) {
        if is_plain(text.as_bytes()) {
            return self.value(&TEXT, text.as_bytes());
        }
        self.open(Tag::S);
        self.escaped(text);
        self.close();
    }

    /// An N with its type around it.
    pub(crate) fn number(&mut self, digits: &str) {
        self.value(&NUMBER, digits.as_bytes());
    }

    /// A value of a text that needs no escapes. A short one is copied by its halves, which meet or overlap: copies of a constant
    /// length cost no call.
    #[expect(
        clippy::inline_always,
        reason = "two callers, and a call would cost as much as it does"
    )]
    #[inline(always)]
    fn value(&mut self, block: &[u8; BLOCK], text: &[u8]) {
        let (start, len) = (self.out.len(), text.len());
        if len > BLOCK - 8 {
            self.out.extend_from_slice(&block[..6]);
            self.out.extend_from_slice(text);
            self.out.extend_from_slice(b"\"}");
            return;
        }
        self.out.extend_from_slice(block);
        let Some(block) = self.out.last_chunk_mut::<BLOCK>() else { return };
        let content = &mut block[6..];
        if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
            content[..8].copy_from_slice(first);
            content[len - 8..len].copy_from_slice(last);
        } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>())
        {
            content[..4].copy_from_slice(first);
            content[len - 4..len].copy_from_slice(last);
        } else if let (Some(first), Some(last)) = (text.first(), text.last()) {
            content[0] = *first;
            content[len / 2] = text[len / 2];
            content[len - 1] = *last;
        }
        (content[len], content[len + 1]) = (b'"', b'}');
        self.out.truncate(start + len + 8);
    }

    #[cold]
    fn escaped(&mut self, text: &str) {
        self.out.push(b'"');
        escape(&mut self.out, text);
        self.out.push(b'"');
    }

    /// Text that needs no escapes, with its quotes.
    #[inline]
    pub(crate) fn plain(&mut self, text: &str) {
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(b'"');
    }

    /// Base64, with its quotes.
    pub(crate) fn base64(&mut self, bytes: &[u8]) {
        self.out.push(b'"');
        let start = self.out.len();
        self.out.resize(start + bytes.len().div_ceil(3) * 4, 0);
        let written = STANDARD.encode_slice(bytes, &mut self.out[start..]);
        self.out.truncate(start + written.expect("the buffer has the length of padded base64"));
        self.out.push(b'"');
    }

    pub(crate) fn null(&mut self) {
        self.out.extend_from_slice(b"{\"NULL\":true}");
    }

    /// What a type displays, with its quotes. It does not pass through a string of its own.
    pub(crate) fn display<T: fmt::Display + ?Sized>(
        &mut self,
        value: &T,
    ) -> Result<(), EncodeError> {
        use fmt::Write as _;
        self.out.push(b'"');
        write!(Escaped(&mut self.out), "{value}")
            .map_err(|_| EncodeError::new(EncodeErrorKind::Refused))?;
        self.out.push(b'"');
        Ok(())
    }
}

struct Escaped<'w>(&'w mut Vec<u8>);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(self.0, text);
        Ok(())
    }
}

#[inline]
fn escape(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let mut start = 0;
    loop {
        let end = find_special(bytes, start);
        out.extend_from_slice(&bytes[start..end]);
        let Some(byte) = bytes.get(end) else { return };
        escape_byte(out, *byte);
        start = end + 1;
    }
}

#[cold]
fn escape_byte(out: &mut Vec<u8>, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let letter = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        _ => {
            let digits = [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
            out.extend_from_slice(b"\\u00");
            return out.extend_from_slice(&digits);
        }
    };
    out.extend_from_slice(&[b'\\', letter]);
}

#[cfg(test)]
mod tests {
    use super::Writer;

    #[test]
    fn texts_of_every_length_are_written_as_json() {
        for length in 0..50 {
            let plain: String = ('0'..'z').filter(|char| *char != '\\').take(length).collect();
            let places = (0..length).map(|at| format!("{}\"{}", &plain[..at], &plain[at + 1..]));
            for text in places.chain([plain.clone()]) {
                let mut writer = Writer::default();
                writer.text(&text);
                let expected = format!("{{\"S\":{}}}", serde_json::json!(text));
                assert_eq!(String::from_utf8_lossy(&writer.out), expected);
            }
        }
    }

    #[test]
    fn numbers_of_every_length_are_written_as_json() {
        for length in 1..50 {
            let digits: String = "1234567890".chars().cycle().take(length).collect();
            let mut writer = Writer::default();
            writer.number(&digits);
            assert_eq!(String::from_utf8_lossy(&writer.out), format!("{{\"N\":\"{digits}\"}}"));
        }
    }
}

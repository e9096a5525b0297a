//! The tokens of DynamoDB's JSON, appended to one buffer.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::scan::{find_special, is_plain};
use super::tag::Tag;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::value::limits::NESTING_LEVELS;

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
        if is_plain(text.as_bytes()) {
            return self.plain(text);
        }
        self.out.push(b'"');
        escape(&mut self.out, text);
        self.out.push(b'"');
    }

    /// The name of a field that needs no escapes, and its colon.
    #[inline]
    pub(crate) fn plain_name(&mut self, name: &str) {
        // Room is made once for all.
        self.out.reserve(name.len() + 4);
        self.separate();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    /// An S that needs no escapes, if the text is such.
    #[inline]
    pub(crate) fn plain_text(&mut self, text: &str) -> bool {
        if !is_plain(text.as_bytes()) {
            return false;
        }
        self.out.reserve(text.len() + 8);
        self.out.extend_from_slice(b"{\"S\":\"");
        self.out.extend_from_slice(text.as_bytes());
        self.out.extend_from_slice(b"\"}");
        true
    }

    /// Text that needs no escapes, with its quotes.
    #[inline]
    pub(crate) fn plain(&mut self, text: &str) {
        self.out.reserve(text.len() + 2);
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

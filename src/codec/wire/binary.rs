//! Binary values.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{SeqAccess, Visitor};

use super::reader::Reader;
use crate::error::{DecodeError, DecodeErrorKind};

impl Reader<'_> {
    /// The content of a B: base64 with padding, nothing else.
    pub(crate) fn base64(&mut self) -> Result<Vec<u8>, DecodeError> {
        let text = self.string()?;
        STANDARD
            .decode(text.as_str())
            .map_err(|_| DecodeError::new(DecodeErrorKind::Text { expected: "base64" }))
    }
}

/// Collects a list of numbers as bytes.
pub(super) struct Bytes;

impl<'de> Visitor<'de> for Bytes {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<u8>, A::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = elements.next_element()? {
            bytes.push(byte);
        }
        Ok(bytes)
    }
}

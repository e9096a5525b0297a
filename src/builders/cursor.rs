//! Cursors: positions in a query or scan as opaque text.
//!
//! The text is base64url of: the form's version, a flags byte, the fingerprint of the read, the key values that a query
//! does not fix (type, length, bytes), and a checksum.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::fingerprint::Fingerprint;
use crate::error::{CursorError, Error, Result};
use crate::operation::Key;
use crate::value::KeyValue;

/// The form of the text. Another one is refused.
const VERSION: u8 = 1;
/// No signature.
const UNSIGNED: u8 = 0;
const CHECKSUM_BYTES: usize = 4;
/// The longest text that is looked at: every key attribute at its limit, in base64, and room for a signature.
const LONGEST: usize = 16 << 10;

/// A position in a query or scan, to go on from: opaque text, safe in a URL.
///
/// A cursor belongs to one query: table, index, direction, partition, sort conditions and filter; or to one scan: table, index, filter and
/// segment. Another one refuses it before any request. It is not signed yet and holds key values that can be read: hand it only to those who may see them.
///
/// Typically it has 100 to 200 characters; with keys of the greatest length about 8,300.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::Cursor;
///
/// let page = Order::query("ann").limit(2).page(&db).await?;
/// let text = page.cursor.expect("there is a third order").to_string();
///
/// let cursor: Cursor = text.parse()?;
/// let rest = Order::query("ann").cursor(cursor.clone()).all(&db).await?;
/// assert_eq!(rest.len(), 1);
/// assert!(Order::query("bob").cursor(cursor).all(&db).await.is_err()); // another query's
/// # Ok(()) }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor {
    bytes: Vec<u8>,
}

impl FromStr for Cursor {
    type Err = Error;

    /// Reads the form only; whether it belongs to the query is checked when that runs.
    fn from_str(text: &str) -> Result<Self> {
        if text.len() > LONGEST {
            return Err(CursorError::Invalid.into());
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| CursorError::Invalid)?;
        let body = bytes.len().checked_sub(CHECKSUM_BYTES).map(|at| bytes.split_at(at));
        match body {
            Some((body, sum))
                if body.starts_with(&[VERSION, UNSIGNED]) && checksum(body) == sum =>
            {
                Ok(Self { bytes })
            }
            _ => Err(CursorError::Invalid.into()),
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(&self.bytes))
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cursor(..)")
    }
}

fn checksum(body: &[u8]) -> Vec<u8> {
    Sha256::digest(body).iter().copied().take(CHECKSUM_BYTES).collect()
}

impl Fingerprint {
    /// The cursor at a position.
    pub(super) fn cursor(&self, position: &Key) -> Cursor {
        let mut bytes = vec![VERSION, UNSIGNED];
        bytes.extend_from_slice(&self.hash);
        for (name, value) in position {
            // What the query fixes is not written: it cannot be another.
            if self.fixed(name).is_none() {
                bytes.extend_from_slice(&written(value));
            }
        }
        let sum = checksum(&bytes);
        bytes.extend_from_slice(&sum);
        Cursor { bytes }
    }

    /// The position of a cursor of this very query.
    pub(super) fn position(&self, cursor: &Cursor) -> Result<Key> {
        let position = self.read(&cursor.bytes).ok_or(CursorError::Invalid)?;
        Ok(position)
    }

    fn read(&self, bytes: &[u8]) -> Option<Key> {
        let body = bytes.get(2..bytes.len().checked_sub(CHECKSUM_BYTES)?)?;
        let mut rest = body.strip_prefix(self.hash.as_slice())?;
        let mut position = Key::with_capacity(self.position.len());
        for &(name, key_type) in &self.position {
            let value = if let Some(fixed) = self.fixed(name) {
                fixed.clone()
            } else {
                let (value, after) = read_value(rest)?;
                rest = after;
                value
            };
            if value.key_type() != key_type || value.is_empty() {
                return None;
            }
            if let Some((ranged, range)) = self.key.as_ref().and_then(|key| key.range.as_ref())
                && *ranged == name
                && !range.contains(&value)
            {
                return None;
            }
            position.push((name, value));
        }
        rest.is_empty().then_some(position)
    }
}

/// Type, length and bytes of a value.
pub(super) fn written(value: &KeyValue) -> Vec<u8> {
    let (tag, bytes) = match value {
        KeyValue::S(text) => (b'S', text.as_bytes()),
        KeyValue::N(number) => (b'N', number.as_str().as_bytes()),
        KeyValue::B(bytes) => (b'B', bytes.as_slice()),
    };
    // Keys have at most 2,048 bytes, so two bytes of length do.
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes();
    [&[tag][..], &length, bytes].concat()
}

fn read_value(bytes: &[u8]) -> Option<(KeyValue, &[u8])> {
    let ([tag, high, low], rest) = bytes.split_first_chunk()?;
    let (value, rest) = rest.split_at_checked(u16::from_be_bytes([*high, *low]).into())?;
    let value = match tag {
        b'S' => KeyValue::S(String::from_utf8(value.to_vec()).ok()?),
        b'N' => KeyValue::N(std::str::from_utf8(value).ok()?.parse().ok()?),
        b'B' => KeyValue::B(value.to_vec()),
        _ => return None,
    };
    Some((value, rest))
}

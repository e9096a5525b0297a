//! The bytes of a cursor.
//!
//! `docs/design.md` has the layout, byte by byte.

use crate::value::KeyValue;
use crate::value::limits::PARTITION_KEY_BYTES;

/// The form of the text. Another one is refused.
const VERSION: u8 = 2;
const UNSIGNED: u8 = 0;
const SIGNED: u8 = 1;
/// Of the checksum of an unsigned cursor.
pub(super) const CHECKSUM_BYTES: usize = 16;
/// Of a signature, by HMAC-SHA256.
const SIGNATURE_BYTES: usize = 32;
/// The keys of an index and those of its table.
pub(super) const MOST_VALUES: usize = 4;

/// Who signed a cursor, and when it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signed<'a> {
    pub(super) key_id: &'a str,
    /// In milliseconds since 1970.
    pub(super) made: u64,
}

/// The parts of a cursor that has the form of one.
#[derive(Debug)]
pub(super) struct Form<'a> {
    pub(super) signed: Option<Signed<'a>>,
    /// The key values that the query does not fix.
    pub(super) values: Vec<KeyValue>,
    /// Everything before the seal.
    pub(super) body: &'a [u8],
    /// The signature or the checksum.
    pub(super) seal: &'a [u8],
}

impl<'a> Form<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let Sealed { signed, mut text, body, seal } = Sealed::read(VERSION, bytes)?;
        let mut values = Vec::with_capacity(MOST_VALUES);
        while !text.is_empty() {
            let (value, after) = read_value(text)?;
            values.push(value);
            text = after;
        }
        (values.len() <= MOST_VALUES).then_some(Self { signed, values, body, seal })
    }

    /// The body of a cursor, to be sealed.
    pub(super) fn body<'v>(
        signed: Option<Signed<'_>>,
        values: impl Iterator<Item = &'v KeyValue>,
    ) -> Vec<u8> {
        let mut body = header(VERSION, signed);
        for value in values {
            body.extend_from_slice(&written(value));
        }
        body
    }
}

/// What stands before the values of a cursor, or the segments of a scan's position.
pub(super) fn header(version: u8, signed: Option<Signed<'_>>) -> Vec<u8> {
    match signed {
        None => vec![version, UNSIGNED],
        Some(Signed { key_id, made }) => {
            let length = u8::try_from(key_id.len()).unwrap_or(u8::MAX);
            [&[version, SIGNED, length], key_id.as_bytes(), &made.to_be_bytes()].concat()
        }
    }
}

/// What has a header and a seal.
pub(super) struct Sealed<'a> {
    pub(super) signed: Option<Signed<'a>>,
    /// What stands between header and seal.
    pub(super) text: &'a [u8],
    /// Everything before the seal.
    pub(super) body: &'a [u8],
    pub(super) seal: &'a [u8],
}

impl<'a> Sealed<'a> {
    pub(super) fn read(version: u8, bytes: &'a [u8]) -> Option<Self> {
        let (read, rest) = bytes.split_first()?;
        let (kind, rest) = rest.split_first()?;
        let (signed, seal_bytes, rest) = match *kind {
            UNSIGNED => (None, CHECKSUM_BYTES, rest),
            SIGNED => {
                let (signed, rest) = read_signed(rest)?;
                (Some(signed), SIGNATURE_BYTES, rest)
            }
            _ => return None,
        };
        let text = rest.get(..rest.len().checked_sub(seal_bytes)?)?;
        let (body, seal) = bytes.split_at(bytes.len() - seal_bytes);
        (*read == version).then_some(Self { signed, text, body, seal })
    }
}

fn read_signed(bytes: &[u8]) -> Option<(Signed<'_>, &[u8])> {
    let (length, rest) = bytes.split_first()?;
    let (key_id, rest) = rest.split_at_checked(usize::from(*length))?;
    let (made, rest) = rest.split_first_chunk()?;
    let key_id = std::str::from_utf8(key_id).ok()?;
    Some((Signed { key_id, made: u64::from_be_bytes(*made) }, rest))
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

pub(super) fn read_value(bytes: &[u8]) -> Option<(KeyValue, &[u8])> {
    let ([tag, high, low], rest) = bytes.split_first_chunk()?;
    let (value, rest) = rest.split_at_checked(u16::from_be_bytes([*high, *low]).into())?;
    let value = match tag {
        b'S' => KeyValue::S(String::from_utf8(value.to_vec()).ok()?),
        b'N' => KeyValue::N(std::str::from_utf8(value).ok()?.parse().ok()?),
        b'B' => KeyValue::B(value.to_vec()),
        _ => return None,
    };
    (!value.is_empty() && value.byte_len() <= PARTITION_KEY_BYTES).then_some((value, rest))
}

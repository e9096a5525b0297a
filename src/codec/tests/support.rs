//! Writes, reads and compares.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::attribute::read_value;
use crate::codec::{Codec, ItemReader, ItemWriter, Shape};
use crate::error::{DecodeError, EncodeError};

pub(super) fn nothing(_: &str) -> bool {
    false
}

/// The JSON of a whole item.
pub(super) fn encode<T: Serialize>(value: &T, shape: Shape) -> Result<String, EncodeError> {
    let mut bytes = Vec::new();
    let mut writer = ItemWriter::after(&mut bytes);
    writer.model(value, &shape, &nothing)?;
    writer.finish();
    Ok(String::from_utf8(bytes).expect("JSON is UTF-8"))
}

pub(super) fn decode<T: DeserializeOwned>(text: &str, shape: Shape) -> Result<T, DecodeError> {
    ItemReader::from_slice(text.as_bytes())?.decode(&shape, &nothing)
}

/// Writes an item, compares its text, and reads it back, from the text and from the SDK's values.
#[track_caller]
pub(super) fn check<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    value: &T,
    shape: Shape,
    expected: &str,
) {
    let text = encode(value, shape).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(text, expected);
    round_trip(value, shape, &text);
}

#[track_caller]
fn round_trip<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    value: &T,
    shape: Shape,
    text: &str,
) {
    assert_eq!(
        &decode::<T>(text, shape).unwrap_or_else(|error| panic!("{text}: {error}")),
        value,
        "{text}"
    );
    let raw = ItemReader::from_slice(text.as_bytes()).and_then(|mut item| item.raw()).expect(text);
    let mut reader = ItemReader::from_raw(&raw).expect(text);
    assert_eq!(
        &reader.decode::<T>(&shape, &nothing).expect(text),
        value,
        "{text}, by way of the SDK's values"
    );
}

impl<T> Codec<T> {
    /// An attribute value as a Rust value.
    pub(super) fn decode_value(&self, value: &AttributeValue) -> Result<T, DecodeError> {
        read_value(value, |reader| self.decode(reader))
    }
}

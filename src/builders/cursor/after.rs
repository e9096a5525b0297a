//! The position after an item that a caller has.

use super::fingerprint::Fingerprint;
use crate::error::CursorError;
use crate::operation::Key;
use crate::value::{KeyValue, RawItem};

impl Fingerprint {
    /// The position after an item of the query, by its stored keys.
    pub(in crate::builders) fn after(&self, item: &RawItem) -> Result<Key, CursorError> {
        let mut position = Key::with_capacity(self.position.len());
        for &(attribute, key_type) in &self.position {
            let value = item
                .get(attribute)
                .and_then(|value| KeyValue::try_from(value).ok())
                .filter(|value| value.key_type() == key_type)
                .ok_or(CursorError::ItemNotInIndex { attribute })?;
            let is_read = self.fixed(attribute).is_none_or(|fixed| *fixed == value)
                && self.is_in_range(attribute, &value);
            if !is_read {
                return Err(CursorError::ItemOutside { attribute });
            }
            position.push((attribute, value));
        }
        Ok(position)
    }
}

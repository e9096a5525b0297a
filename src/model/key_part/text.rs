//! Strings and UUIDs as key parts.

use uuid::Uuid;

use super::{KeyPart, NaturalKey, Prefixed, TemplatePart};
use crate::error::KeyError;
use crate::model::{Format, KeyText};
use crate::value::{KeyType, KeyValue};

macro_rules! text_parts {
    ($($type:ty),*) => {$(
        impl KeyPart for $type {
            fn value(&self) -> Result<KeyValue, KeyError> {
                Ok(KeyValue::S(self.to_string()))
            }
            fn write(&self, _: &Format, text: &mut KeyText<'_>) -> Result<(), KeyError> {
                text.push_str(self);
                Ok(())
            }
            fn read(text: &str, _: &Format) -> Result<Self, KeyError> {
                Ok(text.into())
            }
        }
        impl TemplatePart for $type {}
        impl NaturalKey for $type {
            const TYPE: KeyType = KeyType::S;
        }
        impl Prefixed for $type {}
    )*};
}
text_parts!(String, Box<str>);

impl KeyPart for Uuid {
    fn value(&self) -> Result<KeyValue, KeyError> {
        Ok(KeyValue::S(self.to_string()))
    }
    fn write(&self, _: &Format, text: &mut KeyText<'_>) -> Result<(), KeyError> {
        text.push_str(self.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
        Ok(())
    }
    fn read(text: &str, _: &Format) -> Result<Self, KeyError> {
        let uuid = Uuid::try_parse(text).map_err(|_| KeyError::unreadable())?;
        // Other spellings of the same UUID are other keys.
        let mut buffer = Uuid::encode_buffer();
        if &*uuid.hyphenated().encode_lower(&mut buffer) == text {
            Ok(uuid)
        } else {
            Err(KeyError::unreadable())
        }
    }
}
impl TemplatePart for Uuid {
    const WIDTH: Option<usize> = Some(36);
}
impl NaturalKey for Uuid {
    const TYPE: KeyType = KeyType::S;
}
impl Prefixed for Uuid {}

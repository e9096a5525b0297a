//! Types that can be a whole key attribute, but no part of a template: floats, exact numbers, bytes.

use super::{KeyPart, NaturalKey, Prefixed};
use crate::error::{KeyError, KeyErrorKind};
use crate::model::{Format, KeyText};
use crate::value::{KeyType, KeyValue, Number};

macro_rules! natural {
    ($($type:ty: $key_type:ident, $value:expr;)*) => {$(
        impl KeyPart for $type {
            fn value(&self) -> Result<KeyValue, KeyError> {
                let value: fn(&$type) -> Result<KeyValue, KeyError> = $value;
                value(self)
            }
            fn write(&self, _: &Format, _: &mut KeyText<'_>) -> Result<(), KeyError> {
                Err(KeyError::not_in_template())
            }
            fn read(_: &str, _: &Format) -> Result<Self, KeyError> {
                Err(KeyError::not_in_template())
            }
        }
        impl NaturalKey for $type {
            const TYPE: KeyType = KeyType::$key_type;
        }
    )*};
}

fn number(text: &str) -> Result<KeyValue, KeyError> {
    text.parse().map(KeyValue::N).map_err(|_| KeyError::new(KeyErrorKind::Number))
}

natural! {
    f64: N, |value| Number::try_from(*value).map(KeyValue::N).map_err(|_| KeyError::new(KeyErrorKind::Number));
    f32: N, |value| number(ryu::Buffer::new().format(*value));
    Number: N, |value| Ok(KeyValue::N(value.clone()));
    Vec<u8>: B, |value| Ok(KeyValue::B(value.clone()));
}
impl Prefixed for Vec<u8> {}

#[cfg(feature = "rust_decimal")]
natural! {
    rust_decimal::Decimal: N, |value| number(&value.to_string());
}

//! The traits of key parts.

use crate::error::KeyError;
use crate::model::{Format, KeyText};
use crate::value::{KeyType, KeyValue};

/// A value that may be part of a key.
///
/// Strings, integers, UUIDs, dates and instants are; a newtype or a unit enum becomes one by `#[derive(DynamoValue)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a key",
    label = "key parts are strings, integers, UUIDs, dates, or types that derive `DynamoValue`",
    note = "`Option`s and collections have no key form"
)]
pub trait KeyPart: Send + Sync + 'static {
    /// The whole key attribute, for keys on fields.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when DynamoDB holds no such value: a number out of its range, a date outside the years 0000 to 9999.
    fn value(&self) -> Result<KeyValue, KeyError>;

    /// Writes the text between the literals of a template.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when the value has no text that keeps its order.
    fn write(&self, format: &Format, text: &mut KeyText<'_>) -> Result<(), KeyError>;

    /// Reads back what [`write`](Self::write) wrote.
    ///
    /// # Errors
    ///
    /// [`KeyError::unreadable`] when the text was not written by this type.
    fn read(text: &str, format: &Format) -> Result<Self, KeyError>
    where
        Self: Sized;

    /// Whether the values next to this one are one more and one less: what an exclusive bound between two bounds needs.
    fn is_integer(&self) -> bool {
        false
    }
}

/// Key parts whose text keeps their order, so that they fit a template.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a key template",
    label = "it has no text that keeps its order",
    note = "strings, integers, UUIDs, dates and types that derive `DynamoValue` fit; a float, a decimal or bytes can only be a whole key attribute"
)]
pub trait TemplatePart: KeyPart {
    /// How many characters the text has, where it is always the same.
    const WIDTH: Option<usize> = None;
}

/// Key parts that may be a whole key attribute, of type S, N or B.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a key attribute",
    label = "key attributes are strings, numbers, bytes, UUIDs, dates, or types that derive `DynamoValue`"
)]
pub trait NaturalKey: KeyPart {
    /// The type of the attribute.
    const TYPE: KeyType;
}

/// Text or binary.
#[diagnostic::on_unimplemented(
    message = "`begins_with` does not work on `{Self}`",
    label = "`begins_with` needs a string or binary attribute",
    note = "a newtype over a string gets it from `#[derive(DynamoValue)]`"
)]
pub trait Prefixed {}

/// Says at compile time that a field's type fits a template.
pub const fn in_template<T: TemplatePart>() {}

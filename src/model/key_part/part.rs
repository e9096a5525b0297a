//! The traits of key parts.

use crate::error::KeyError;
use crate::model::{Format, KeyText};
use crate::value::{KeyType, KeyValue};

/// A value that may be part of a key.
///
/// Strings, integers, UUIDs, dates and instants are; a newtype or a unit enum becomes one by `#[derive(DynamoValue)]`.
///
/// # Examples
///
/// ```
/// use dynamorph::{Format, KeyError, KeyPart, KeyText, KeyValue};
///
/// /// A year and month, `2026-11`.
/// #[derive(Debug, PartialEq)]
/// struct Month { year: u16, month: u8 }
///
/// impl Month {
///     fn text(&self) -> String {
///         format!("{:04}-{:02}", self.year, self.month) // of one width, so it sorts
///     }
/// }
///
/// impl KeyPart for Month {
///     fn value(&self) -> Result<KeyValue, KeyError> {
///         Ok(KeyValue::S(self.text()))
///     }
///     fn write(&self, _: &Format, text: &mut KeyText<'_>) -> Result<(), KeyError> {
///         text.push_str(&self.text());
///         Ok(())
///     }
///     fn read(text: &str, _: &Format) -> Result<Self, KeyError> {
///         let (year, month) = text.split_once('-').ok_or(KeyError::unreadable())?;
///         let number = |text: &str| text.parse::<u16>().map_err(|_| KeyError::unreadable());
///         Ok(Self { year: number(year)?, month: u8::try_from(number(month)?).map_err(|_| KeyError::unreadable())? })
///     }
/// }
/// let november = Month { year: 2026, month: 11 };
/// assert_eq!(Month::read("2026-11", &Format::SORTABLE), Ok(november));
/// ```
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
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::KeyPart;
    ///
    /// assert!(7_u64.is_integer() && !"text".to_owned().is_integer());
    /// ```
    fn is_integer(&self) -> bool {
        false
    }
}

/// Key parts whose text keeps their order, so that they fit a template.
///
/// # Examples
///
/// ```
/// use dynamorph::TemplatePart;
///
/// assert_eq!(u64::WIDTH, Some(20));
/// assert_eq!(String::WIDTH, None); // so it needs a delimiter after it
/// ```
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
///
/// # Examples
///
/// ```
/// use dynamorph::{KeyType, NaturalKey};
///
/// assert_eq!((String::TYPE, u64::TYPE, <Vec<u8>>::TYPE), (KeyType::S, KeyType::N, KeyType::B));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a key attribute",
    label = "key attributes are strings, numbers, bytes, UUIDs, dates, or types that derive `DynamoValue`"
)]
pub trait NaturalKey: KeyPart {
    /// The type of the attribute.
    const TYPE: KeyType;
}

/// Text or binary.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// let november = Order::query("ann").sort_begins_with("2026-11");
/// let open = Order::STATUS.begins_with("op");
/// assert_eq!(november.filter(open).count(&db).await?, 1);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`begins_with` does not work on `{Self}`",
    label = "`begins_with` needs a string or binary attribute",
    note = "a newtype over a string gets it from `#[derive(DynamoValue)]`"
)]
pub trait Prefixed {}

/// Says at compile time that a field's type fits a template.
pub const fn in_template<T: TemplatePart>() {}

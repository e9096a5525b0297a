//! Generated ids.

use uuid::Uuid;

/// How `#[dynamo(auto)]` makes an id.
///
/// # Examples
///
/// ```
/// use dynamorph::{Auto, IdVersion};
///
/// let (first, second) = (String::generate(IdVersion::V7), String::generate(IdVersion::V4));
/// assert!(first.len() == 36 && first != second);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdVersion {
    /// Random.
    V4,
    /// Begins with the time, so ids sort by creation.
    V7,
}

/// Fields marked `#[dynamo(auto)]`: an unset value is replaced when a put builder is made.
///
/// # Examples
///
/// ```
/// use dynamorph::{Auto, IdVersion};
///
/// #[derive(Debug, PartialEq)]
/// struct Token(String);
///
/// impl Auto for Token {
///     fn is_unset(&self) -> bool {
///         self.0.is_empty()
///     }
///     fn generate(version: IdVersion) -> Self {
///         Self(format!("tok_{}", uuid::Uuid::generate(version).simple()))
///     }
/// }
/// assert!(!Token::generate(IdVersion::V4).is_unset());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be generated",
    label = "`#[dynamo(auto)]` works on `Uuid`, `String` and newtypes of them that derive `DynamoValue`"
)]
pub trait Auto: Sized {
    /// Whether the value is the one that stands for "not set": a nil UUID, an empty string. Neither is a legal key part.
    fn is_unset(&self) -> bool;

    /// A new value.
    fn generate(version: IdVersion) -> Self;
}

impl Auto for Uuid {
    fn is_unset(&self) -> bool {
        self.is_nil()
    }

    fn generate(version: IdVersion) -> Self {
        match version {
            IdVersion::V4 => Self::new_v4(),
            IdVersion::V7 => Self::now_v7(),
        }
    }
}

impl Auto for String {
    fn is_unset(&self) -> bool {
        self.is_empty()
    }

    fn generate(version: IdVersion) -> Self {
        Uuid::generate(version).to_string()
    }
}

/// Fills a field that is not set, and says whether it did.
pub fn fill<T: Auto>(field: &mut T, version: IdVersion) -> bool {
    let is_unset = field.is_unset();
    if is_unset {
        *field = T::generate(version);
    }
    is_unset
}

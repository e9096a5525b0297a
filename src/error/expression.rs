//! Conditions, filters and updates that DynamoDB would not take.

use super::EncodeError;
use crate::value::PathError;
use crate::value::limits::{EXPRESSION_BYTES, EXPRESSION_OPERATORS};

/// What is wrong with a condition, a filter or an update. Nothing was sent.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Error, ExpressionError, InvalidRequest};
///
/// let update = Product::update("tea").set(Product::PRICE, 1).set(Product::PRICE, 2);
/// assert!(matches!(
///     update.send(&db).await,
///     Err(Error::InvalidRequest(_, InvalidRequest::Expression(ExpressionError::OverlappingPaths { .. })))
/// ));
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExpressionError {
    /// A value does not encode as the attribute it meets.
    #[error("the value for `{attribute}` does not encode")]
    Value {
        /// The attribute.
        attribute: String,
        /// Why not.
        source: EncodeError,
    },
    /// A document path that is none.
    #[error("a path of `attr(..)` is not one")]
    Path(#[source] PathError),
    /// A placeholder of [`Condition::raw`](crate::Condition::raw) that is used and not given.
    #[error("the raw expression uses `{0}`: give it with `.name(..)` or `.value(..)`")]
    UndefinedPlaceholder(String),
    /// A placeholder of [`Condition::raw`](crate::Condition::raw) that is given and not used.
    #[error("the raw expression does not use `{0}`, which DynamoDB refuses: leave it out")]
    UnusedPlaceholder(String),
    /// A raw expression without text.
    #[error("the raw expression is empty: leave it out")]
    EmptyRaw,
    /// A comparison with an empty set, which is never stored.
    #[error(
        "an empty set or `None` is stored as no attribute, so `{attribute}` cannot be compared with it: use `exists` or `not_exists`"
    )]
    AbsentOperand {
        /// The attribute.
        attribute: String,
    },
    /// The condition of a write is false whatever the item is.
    #[error(
        "its condition can never hold (an `is_in` without values is false, and so is a `between` of nothing): leave the request out"
    )]
    NeverHolds,
    /// More operators than DynamoDB takes.
    #[error(
        "its expression has {0} operators, of {EXPRESSION_OPERATORS} that DynamoDB takes: split the request"
    )]
    Operators(usize),
    /// A longer text than DynamoDB takes.
    #[error(
        "its expression has {0} bytes, of {EXPRESSION_BYTES} that DynamoDB takes: split the request"
    )]
    Length(usize),
    /// An update that does nothing.
    #[error("the update has no actions: add a `set`, `remove`, `add` or `delete`")]
    NoActions,
    /// Two actions of an update on one attribute, or on an attribute and something inside of it.
    #[error(
        "two actions meet: `{first}` and `{second}`; an update changes each attribute once, and not a part of what it replaces"
    )]
    OverlappingPaths {
        /// The path of one action.
        first: String,
        /// The path of the other.
        second: String,
    },
    /// An untyped path leads to an attribute that the mapper writes.
    #[error(
        "`{attribute}` is written by the mapper (a key, the discriminator, the version or a time): set the fields that it is made of"
    )]
    OwnedAttribute {
        /// The attribute.
        attribute: String,
    },
    /// A field that feeds an index key was changed in a way whose outcome is not known here.
    #[error(
        "`{attribute}` is a part of a key of index `{index}`, so its new value has to be known: use `set` with a value of the field's type, or `remove`"
    )]
    UnknownPart {
        /// The attribute.
        attribute: String,
        /// The index.
        index: &'static str,
    },
    /// An index key cannot be made again, because other parts of it are not known.
    #[error(
        "the key of index `{index}` is made of {} too: give {} with `.given(..)`, set {}, or update the item by reference (`update(&item)`)",
        list(parts),
        them(parts),
        them(parts)
    )]
    MissingParts {
        /// The index.
        index: &'static str,
        /// The attributes whose values are not known.
        parts: Vec<String>,
    },
    /// An upsert that would make an item without an attribute that it has to have.
    #[error(
        "the upsert leaves out `{attribute}`, without which a new item would not decode: set it"
    )]
    MissingAttribute {
        /// The attribute.
        attribute: String,
    },
}

fn list(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(" and ")
}

fn them(names: &[String]) -> &'static str {
    if names.len() == 1 { "it" } else { "them" }
}

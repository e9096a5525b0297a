//! Where in an item something went wrong.

use std::borrow::Cow;
use std::fmt;

/// The place of a value in an item, such as `lines[3].sku`.
///
/// Names that come from the model print as they are. A key of a map is data, so it prints as `*`.
///
/// # Examples
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamorph::{AttributePath, Shape, from_attribute_value};
///
/// let list = AttributeValue::L(vec![AttributeValue::N("1".into()), AttributeValue::S("two".into())]);
/// let error = from_attribute_value::<Vec<u8>>(&list, &Shape::List(&Shape::Plain)).expect_err("no number");
/// assert_eq!(error.path().to_string(), "[1]");
/// assert!(AttributePath::root().is_root() && !error.path().is_root());
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct AttributePath {
    /// From the value outwards, since a path is built while the error travels up.
    inner_first: Vec<Segment>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Segment {
    /// A struct member or a declared attribute.
    Name(Cow<'static, str>),
    /// An entry of a map, whose key is data.
    Key,
    /// An element of a list, tuple or set.
    Index(usize),
}

impl AttributePath {
    /// The path of a whole item.
    #[must_use]
    pub const fn root() -> Self {
        Self { inner_first: Vec::new() }
    }

    /// Whether the path is that of the whole item or value.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.inner_first.is_empty()
    }

    /// The path at the end of a sentence: nothing for the whole item.
    pub(super) fn place(&self) -> String {
        if self.is_root() { String::new() } else { format!(" at `{self}`") }
    }

    /// Puts the path below one more step.
    pub(crate) fn push_outer(&mut self, segment: Segment) {
        self.inner_first.push(segment);
    }
}

impl fmt::Display for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.inner_first.iter().rev().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            match segment {
                Segment::Name(name) => write!(f, "{dot}{name}")?,
                Segment::Key => write!(f, "{dot}*")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{self}`")
    }
}

/// The start of a message: `` `lines[3].sku`: `` or nothing for the whole value.
pub(super) fn prefix(path: &AttributePath, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if path.is_root() { Ok(()) } else { write!(f, "`{path}`: ") }
}

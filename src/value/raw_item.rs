//! An item as it is stored.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use super::ItemSize;
use super::size::{attribute_size, item_size};

/// An item as it is stored, with every attribute, known to a model or not.
///
/// `Debug` shows the attributes' names and types and no value.
///
/// # Examples
///
/// ```
/// use std::collections::HashMap;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamorph::RawItem;
///
/// let item = RawItem::from(HashMap::from([("email".to_owned(), AttributeValue::S("a@example.com".to_owned()))]));
/// assert_eq!(format!("{item:?}"), "RawItem { email: S }");
/// assert!(item.get("email").is_some_and(AttributeValue::is_s) && item.attributes().len() == 1);
/// assert_eq!(item.size().bytes(), 5 + 13); // the name and the value
/// let attributes: HashMap<String, AttributeValue> = item.into_inner();
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct RawItem(HashMap<String, AttributeValue>);

impl RawItem {
    /// The value of one attribute.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&AttributeValue> {
        self.0.get(name)
    }

    /// Every attribute of the item.
    #[must_use]
    pub fn attributes(&self) -> &HashMap<String, AttributeValue> {
        &self.0
    }

    /// The attributes as the SDK has them.
    #[must_use]
    pub fn into_inner(self) -> HashMap<String, AttributeValue> {
        self.0
    }

    /// The size that DynamoDB reckons, attribute names included.
    #[must_use]
    pub fn size(&self) -> ItemSize {
        ItemSize::new(item_size(&self.0))
    }

    /// The biggest attribute, and its size with its name.
    pub(crate) fn biggest(&self) -> Option<(&str, usize)> {
        let sizes =
            self.0.iter().map(|(name, value)| (name.as_str(), name.len() + attribute_size(value)));
        sizes.max_by_key(|(name, size)| (*size, std::cmp::Reverse(*name)))
    }
}

impl fmt::Debug for RawItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names: Vec<_> =
            self.0.iter().map(|(name, value)| (name, type_name(value))).collect();
        names.sort_unstable();
        let mut shown = f.debug_struct("RawItem");
        for (name, kind) in names {
            shown.field(name, &format_args!("{kind}"));
        }
        shown.finish()
    }
}

const UNKNOWN_TYPE: &str = "an unknown type";

/// The type's letters in DynamoDB's JSON.
pub(crate) fn type_name(value: &AttributeValue) -> &'static str {
    match value {
        AttributeValue::B(_) => "B",
        AttributeValue::Bool(_) => "BOOL",
        AttributeValue::Bs(_) => "BS",
        AttributeValue::L(_) => "L",
        AttributeValue::M(_) => "M",
        AttributeValue::N(_) => "N",
        AttributeValue::Ns(_) => "NS",
        AttributeValue::Null(_) => "NULL",
        AttributeValue::S(_) => "S",
        AttributeValue::Ss(_) => "SS",
        _ => UNKNOWN_TYPE,
    }
}

impl From<HashMap<String, AttributeValue>> for RawItem {
    fn from(attributes: HashMap<String, AttributeValue>) -> Self {
        Self(attributes)
    }
}

#[expect(clippy::implicit_hasher, reason = "the SDK has the standard hasher")]
impl From<RawItem> for HashMap<String, AttributeValue> {
    fn from(item: RawItem) -> Self {
        item.0
    }
}

impl From<serde_dynamo::Item> for RawItem {
    fn from(item: serde_dynamo::Item) -> Self {
        Self(item.into())
    }
}

/// A value of a type that this version of the SDK does not know, so that nothing else can hold it.
///
/// # Examples
///
/// ```
/// use dynamorph::{RawItem, UnknownAttributeType};
///
/// # fn example(item: RawItem) -> Result<serde_dynamo::Item, UnknownAttributeType> {
/// let item: serde_dynamo::Item = item.try_into()?; // what events of streams hold
/// # Ok(item) }
/// # assert!(example(RawItem::default()).is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the item holds a value of a type that this version of the SDK does not know")]
pub struct UnknownAttributeType;

// serde_dynamo's own conversion panics on a type that it does not know.
impl TryFrom<RawItem> for serde_dynamo::Item {
    type Error = UnknownAttributeType;

    fn try_from(item: RawItem) -> Result<Self, UnknownAttributeType> {
        if item.0.values().all(is_known) { Ok(item.0.into()) } else { Err(UnknownAttributeType) }
    }
}

fn is_known(value: &AttributeValue) -> bool {
    match value {
        AttributeValue::L(list) => list.iter().all(is_known),
        AttributeValue::M(map) => map.values().all(is_known),
        other => type_name(other) != UNKNOWN_TYPE,
    }
}

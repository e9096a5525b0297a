//! What a type is in DynamoDB, where serde alone does not say.

use super::field::{Field, Variants};

/// How a Rust type is stored, walked beside serde's calls.
///
/// serde shows a set, a list and bytes alike, and an instant as text of any width. The derives therefore emit one shape
/// for each field. A type that knows nothing of it is [`Shape::Plain`] and stays what serde says.
///
/// # Examples
///
/// ```
/// use dynamorph::{Shape, to_attribute_value};
///
/// let texts = ["a", "b"];
/// let list = to_attribute_value(&texts, &Shape::Plain)?;
/// let set = to_attribute_value(&texts, &Shape::StringSet(&Shape::Plain))?;
/// assert!(list.is_l() && set.is_ss());
/// # Ok::<(), dynamorph::EncodeError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// What serde's calls say.
    Plain,
    /// `Option<T>`: `None` is absent as a member and NULL as an element.
    Optional(&'static Shape),
    /// `Option<Option<T>>`: absent is `None`, NULL is `Some(None)`.
    Nullable(&'static Shape),
    /// `Option<T>` whose `None` is NULL, also as a member.
    Null(&'static Shape),
    /// SS, of elements of this shape.
    StringSet(&'static Shape),
    /// NS, of elements of this shape.
    NumberSet(&'static Shape),
    /// BS.
    BinarySet,
    /// B.
    Binary,
    /// L, of elements of this shape.
    List(&'static Shape),
    /// L, of elements of these shapes.
    Tuple(&'static [Shape]),
    /// M, of values of this shape.
    Map(MapKey, &'static Shape),
    /// M with these members. A function, since a recursive struct would make a cycle of constants.
    Fields(fn() -> &'static [Field]),
    /// An enum whose variants hold data.
    Variants(&'static Variants),
    /// N, from text: `rust_decimal::Decimal`.
    Decimal,
    /// S, UTC, nine digits after the second.
    Instant(InstantKind),
    /// S, `YYYY-MM-DD`.
    Date(DateKind),
    /// N, whole seconds since the Unix epoch: the time at which an item expires.
    Ttl(TtlKind),
}

/// The keys of a map. DynamoDB has text only; where serde buffers a map, it must be told that the keys are integers.
///
/// # Examples
///
/// ```
/// use dynamorph::{MapKey, Shaped};
///
/// assert_eq!((u64::KEY, String::KEY), (MapKey::Integer, MapKey::Text));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapKey {
    /// Anything that is not an integer.
    Text,
    /// An integer.
    Integer,
}

/// Whose instant it is: crates differ in how an instant serializes.
///
/// # Examples
///
/// ```
/// use dynamorph::{InstantKind, Shape, to_attribute_value};
///
/// let stored = to_attribute_value("2026-11-21T09:30:00+02:00", &Shape::Instant(InstantKind::Chrono))?;
/// assert_eq!(stored.as_s().map(String::as_str), Ok("2026-11-21T07:30:00.000000000Z"));
/// # Ok::<(), dynamorph::EncodeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstantKind {
    /// `chrono::DateTime<Utc>`: RFC 3339 text.
    Chrono,
    /// `jiff::Timestamp`: RFC 3339 text.
    Jiff,
    /// `time::OffsetDateTime`: a tuple of nine, or text by feature.
    Time,
    /// `time::UtcDateTime`: a tuple of six, without the offset, or text by feature.
    TimeUtc,
}

/// Whose date it is.
///
/// # Examples
///
/// ```
/// use dynamorph::{DateKind, Shape, to_attribute_value};
///
/// let stored = to_attribute_value("2026-11-21", &Shape::Date(DateKind::Jiff))?;
/// assert!(stored.is_s());
/// # Ok::<(), dynamorph::EncodeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateKind {
    /// `chrono::NaiveDate`: text.
    Chrono,
    /// `jiff::civil::Date`: text.
    Jiff,
    /// `time::Date`: a tuple, or text by feature.
    Time,
}

/// What a time of expiry is in Rust.
///
/// # Examples
///
/// ```
/// use dynamorph::{Shape, TtlKind, to_attribute_value};
///
/// let stored = to_attribute_value(&1_795_000_000_u64, &Shape::Ttl(TtlKind::Number))?;
/// assert!(stored.is_n());
/// # Ok::<(), dynamorph::EncodeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TtlKind {
    /// An integer.
    Number,
    /// An instant. What it has below the second is not stored.
    Instant(InstantKind),
}

/// The shape of a TTL field, from the shape of its type.
#[must_use]
pub const fn ttl_shape(shape: Shape) -> Shape {
    match shape {
        Shape::Instant(kind) => Shape::Ttl(TtlKind::Instant(kind)),
        _ => Shape::Ttl(TtlKind::Number),
    }
}

impl Shape {
    /// The shape below any `Option`.
    pub(crate) fn peeled(&self) -> &Self {
        let mut shape = self;
        while let Self::Optional(inner) | Self::Nullable(inner) | Self::Null(inner) = shape {
            shape = inner;
        }
        shape
    }

    /// Whether the shape decides what serde is given and what is stored, whatever serde calls.
    #[inline]
    pub(crate) fn is_special(&self) -> bool {
        match self {
            Self::Decimal | Self::Instant(_) | Self::Date(_) | Self::Ttl(_) => true,
            Self::Optional(_) | Self::Nullable(_) | Self::Null(_) => self.peeled().is_special(),
            _ => false,
        }
    }

    pub(crate) fn is_set(&self) -> bool {
        matches!(self, Self::StringSet(_) | Self::NumberSet(_) | Self::BinarySet)
    }

    pub(crate) fn is_optional(&self) -> bool {
        matches!(self, Self::Optional(_) | Self::Nullable(_) | Self::Null(_))
    }

    /// The shape of an element, at a place in a list, tuple or set.
    pub(crate) fn element(&self, at: usize) -> &'static Self {
        match self {
            Self::List(element) | Self::StringSet(element) | Self::NumberSet(element) => element,
            Self::Tuple(elements) => elements.get(at).unwrap_or(&Self::Plain),
            Self::BinarySet => &Self::Binary,
            _ => &Self::Plain,
        }
    }

    /// Whether two shapes store alike. Two functions that name the same fields may compare unequal, never the reverse.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Plain, Self::Plain)
            | (Self::BinarySet, Self::BinarySet)
            | (Self::Binary, Self::Binary)
            | (Self::Decimal, Self::Decimal) => true,
            (Self::Optional(a), Self::Optional(b))
            | (Self::Nullable(a), Self::Nullable(b))
            | (Self::Null(a), Self::Null(b))
            | (Self::StringSet(a), Self::StringSet(b))
            | (Self::NumberSet(a), Self::NumberSet(b))
            | (Self::List(a), Self::List(b)) => a.is_same(b),
            (Self::Map(key_a, a), Self::Map(key_b, b)) => key_a == key_b && a.is_same(b),
            (Self::Tuple(a), Self::Tuple(b)) => {
                a.len() == b.len() && a.iter().zip(*b).all(|(a, b)| a.is_same(b))
            }
            (Self::Fields(a), Self::Fields(b)) => std::ptr::fn_addr_eq(*a, *b),
            (Self::Variants(a), Self::Variants(b)) => std::ptr::eq(*a, *b),
            (Self::Instant(a), Self::Instant(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::Ttl(a), Self::Ttl(b)) => a == b,
            _ => false,
        }
    }
}

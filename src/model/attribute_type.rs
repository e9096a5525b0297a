//! The types of attributes.

/// The type of a stored attribute, by DynamoDB's own letters.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::AttributeType;
///
/// let wrong = Order::TOTAL.attribute_type(AttributeType::S); // stored by another program
/// assert_eq!(Order::query("ann").filter(wrong).count(&db).await?, 0);
/// assert_eq!(AttributeType::Ss.as_str(), "SS");
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AttributeType {
    /// String.
    S,
    /// Number.
    N,
    /// Binary.
    B,
    /// Set of strings.
    Ss,
    /// Set of numbers.
    Ns,
    /// Set of binary values.
    Bs,
    /// Map.
    M,
    /// List.
    L,
    /// Boolean.
    Bool,
    /// NULL.
    Null,
}

impl AttributeType {
    /// The letters: `S`, `NS`, `BOOL`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
            Self::Ss => "SS",
            Self::Ns => "NS",
            Self::Bs => "BS",
            Self::M => "M",
            Self::L => "L",
            Self::Bool => "BOOL",
            Self::Null => "NULL",
        }
    }
}

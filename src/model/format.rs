//! How a part is written into a key template.

/// The form of one part in a key template.
///
/// There is one form now: text as it is, integers as 20 digits (39 for 128 bits), dates and instants in their sortable form.
///
/// # Examples
///
/// ```
/// use dynamorph::{Format, KeyPart};
///
/// let text = "00000000000000000042";
/// assert_eq!(u64::read(text, &Format::SORTABLE), Ok(42));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Format {}

impl Format {
    /// The order-keeping form of each type.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::Format;
    ///
    /// assert_eq!(Format::SORTABLE, Format::default());
    /// ```
    pub const SORTABLE: Self = Self {};
}

//! The size of an item, and what it costs to read and write it.

use std::fmt;

use super::limits::ITEM_BYTES;

const WRITE_UNIT_BYTES: usize = 1024;
const READ_UNIT_BYTES: usize = 4096;

/// The size of an item as DynamoDB reckons it, attribute names included, and the capacity units that it takes.
///
/// The limit is [`ITEM_BYTES`](crate::limits::ITEM_BYTES). See
/// [item sizes](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html) and
/// [read and write operations](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html).
/// Indexes that hold the item take write units of their own.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// # fn main() -> dynamorph::Result<()> {
/// use dynamorph::ModelOps;
///
/// let size = Product { sku: "tea".into(), price: 450 }.create().item_size()?;
/// assert_eq!((size.bytes(), size.write_units()), (46, 1.0));
/// assert_eq!((size.read_units(), size.consistent_read_units()), (0.5, 1.0));
/// assert!(size.is_allowed());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemSize(usize);

impl ItemSize {
    pub(crate) const fn new(bytes: usize) -> Self {
        Self(bytes)
    }

    /// The size in bytes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        self.0
    }

    /// The write capacity units of a put or delete of the item: one for each 1,024 bytes begun. In a transaction it is twice
    /// as many.
    #[must_use]
    pub fn write_units(self) -> f64 {
        units(self.0, WRITE_UNIT_BYTES)
    }

    /// The read capacity units of a get that is eventually consistent: a half for each 4,096 bytes begun.
    ///
    /// A query or scan adds up the sizes of its items before it rounds, so its items cost less.
    #[must_use]
    pub fn read_units(self) -> f64 {
        self.consistent_read_units() / 2.0
    }

    /// The read capacity units of a get that is consistent: one for each 4,096 bytes begun.
    #[must_use]
    pub fn consistent_read_units(self) -> f64 {
        units(self.0, READ_UNIT_BYTES)
    }

    /// Whether DynamoDB stores an item of this size.
    #[must_use]
    pub const fn is_allowed(self) -> bool {
        self.0 <= ITEM_BYTES
    }
}

fn units(bytes: usize, unit: usize) -> f64 {
    let units = bytes.div_ceil(unit).max(1);
    f64::from(u32::try_from(units).unwrap_or(u32::MAX))
}

impl fmt::Display for ItemSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::ItemSize;

    #[test]
    fn units_begin_anew_after_each_kilobyte() {
        // bytes, write, consistent read, read
        let cases = [
            (0, 1.0, 1.0, 0.5),
            (1024, 1.0, 1.0, 0.5),
            (1025, 2.0, 1.0, 0.5),
            (4096, 4.0, 1.0, 0.5),
            (4097, 5.0, 2.0, 1.0),
            (409_600, 400.0, 100.0, 50.0),
        ];
        for (bytes, write, consistent, eventual) in cases {
            let size = ItemSize::new(bytes);
            let units = (size.write_units(), size.consistent_read_units(), size.read_units());
            assert_eq!(units, (write, consistent, eventual), "{bytes}");
            assert!(size.is_allowed());
        }
        assert!(!ItemSize::new(409_601).is_allowed());
    }
}

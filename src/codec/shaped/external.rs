//! Decimals, instants and dates of other crates, by feature.

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
use crate::codec::shape::{DateKind, InstantKind};
#[cfg(any(feature = "chrono", feature = "jiff", feature = "rust_decimal", feature = "time"))]
use crate::codec::{probe::Shaped, shape::Shape};

#[cfg(feature = "rust_decimal")]
impl Shaped for rust_decimal::Decimal {
    const SHAPE: Shape = Shape::Decimal;
    const SET: Shape = Shape::NumberSet(&Shape::Decimal);
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! texts {
    ($($feature:literal $moment:ty: $shape:expr;)*) => {$(
        #[cfg(feature = $feature)]
        impl Shaped for $moment {
            const SHAPE: Shape = $shape;
            const SET: Shape = Shape::StringSet(&Self::SHAPE);
        }
    )*};
}
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
texts! {
    "chrono" chrono::DateTime<chrono::Utc>: Shape::Instant(InstantKind::Chrono);
    "chrono" chrono::NaiveDate: Shape::Date(DateKind::Chrono);
    "jiff" jiff::Timestamp: Shape::Instant(InstantKind::Jiff);
    "jiff" jiff::civil::Date: Shape::Date(DateKind::Jiff);
    "time" time::OffsetDateTime: Shape::Instant(InstantKind::Time);
    "time" time::UtcDateTime: Shape::Instant(InstantKind::TimeUtc);
    "time" time::Date: Shape::Date(DateKind::Time);
}

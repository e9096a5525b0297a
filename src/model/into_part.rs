//! Arguments that become a key part.

use super::KeyPart;

/// One argument that becomes a key part of type `T`: `T`, `&T`, or `&str` for `String`.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// let day = "2026-11-03".to_owned();
/// // A part is a value, a reference, or `&str` for a `String`.
/// let requests = [Order::get(("ann", &day, 1)), Order::get(("ann".to_owned(), "2026-11-03", &1))];
/// assert!(requests[0].explain() == requests[1].explain());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not fit a key part or set element of type `{T}`",
    label = "expected `{T}` or `&{T}`"
)]
pub trait IntoPart<T> {
    /// The part.
    fn into_part(self) -> T;
}

// One blanket impl for a literal: with a second one for integers, `5` would be an `i32`.
#[diagnostic::do_not_recommend]
impl<T: KeyPart> IntoPart<T> for T {
    fn into_part(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: KeyPart + Clone> IntoPart<T> for &T {
    fn into_part(self) -> T {
        self.clone()
    }
}

#[diagnostic::do_not_recommend]
impl IntoPart<String> for &str {
    fn into_part(self) -> String {
        self.to_owned()
    }
}

#[cfg(feature = "rust_decimal")]
macro_rules! decimal_parts {
    ($($type:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoPart<rust_decimal::Decimal> for $type {
            fn into_part(self) -> rust_decimal::Decimal {
                self.into()
            }
        }
    )*};
}
#[cfg(feature = "rust_decimal")]
decimal_parts!(i8 i16 i32 i64 u8 u16 u32 u64);

//! The traits, with what rustc says where one is missing.

use crate::codec::{Codec, Shape};

/// Stored as S, N or B, so DynamoDB can order it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// assert_eq!(Order::query("ann").filter(Order::TOTAL.between(100, 200)).count(&db).await?, 2);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "DynamoDB cannot order an attribute of type `{Self}`",
    label = "`{Self}` is not stored as a string, a number or binary",
    note = "`lt`, `le`, `gt`, `ge` and `between` work on S, N and B attributes; a newtype or a unit enum gets them from `#[derive(DynamoValue)]`"
)]
pub trait Scalar {}

/// A number.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// let tea = Product::update("tea").increment(Product::PRICE, 50).returning_new().send(&db).await?;
/// assert_eq!(tea.price, 500);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number attribute",
    label = "`increment`, `decrement`, `+` and `-` need a number"
)]
pub trait Numeric {}

/// A number or a set: what ADD works on.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/basket.rs")]
#[doc = include_str!("../../../docs/examples/in_basket.rs")]
/// Basket::update("ann").add(Basket::POINTS, 5).add(Basket::TAGS, ["new"]).send(&db).await?;
/// assert_eq!(Basket::get("ann").one(&db).await?.points, 15);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "ADD does not work on `{Self}`",
    label = "ADD needs a number or a set",
    note = "use `.append(..)` for a list and `.set(..)` for anything else"
)]
pub trait Addable {}

/// Something with a length.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/basket.rs")]
#[doc = include_str!("../../../docs/examples/in_basket.rs")]
/// assert_eq!(Basket::query("ann").filter(Basket::TAGS.size().eq(2)).count(&db).await?, 1);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`size` does not work on `{Self}`",
    label = "`size` needs a string, binary, a set, a list or a map"
)]
pub trait Measured {}

/// Something that may contain a value: a string a part of it, a set or list an element.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/basket.rs")]
#[doc = include_str!("../../../docs/examples/in_basket.rs")]
/// assert_eq!(Basket::query("ann").filter(Basket::TAGS.contains("vip")).count(&db).await?, 1);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`contains` does not work on `{Self}`",
    label = "`contains` needs a string, a set or a list"
)]
pub trait Container {
    /// What it may contain.
    type Element;

    /// How the element is stored, where the container has this shape.
    fn element(shape: &Shape) -> Codec<Self::Element>;
}

/// A set.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/basket.rs")]
#[doc = include_str!("../../../docs/examples/in_basket.rs")]
/// let basket = Basket::update("ann").delete(Basket::TAGS, ["vip"]).returning_new().send(&db).await?;
/// assert_eq!(basket.tags.len(), 1);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set attribute",
    label = "DELETE takes elements out of a set",
    note = "use `.remove(..)` to remove a whole attribute"
)]
pub trait Set {
    /// The type of its elements.
    type Element;

    /// How an element is stored, where the set has this shape.
    fn element(shape: &Shape) -> Codec<Self::Element>;
}

/// A list.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/basket.rs")]
#[doc = include_str!("../../../docs/examples/in_basket.rs")]
/// let basket = Basket::update("ann").append(Basket::LINES, [line("rice", 1)]).returning_new().send(&db).await?;
/// assert_eq!(basket.lines.len(), 3);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list attribute",
    label = "this needs a list (`Vec<T>`)"
)]
pub trait List {
    /// The type of its elements.
    type Element;

    /// How an element is stored, where the list has this shape.
    fn element(shape: &Shape) -> Codec<Self::Element>;
}

/// A map.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/basket.rs")]
#[doc = include_str!("../../../docs/examples/in_basket.rs")]
/// let basket = Basket::update("ann").set(Basket::LABELS.key("size"), "large").returning_new().send(&db).await?;
/// assert_eq!(basket.labels.len(), 2);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no string keys",
    label = "`.key(..)` needs a map (`BTreeMap<String, T>` or `HashMap<String, T>`)",
    note = "use `.dot(Inner::FIELD)` for a struct and `.at(n)` for a list"
)]
pub trait Map {
    /// The type of its values.
    type Value;

    /// How a value is stored, where the map has this shape.
    fn value(shape: &Shape) -> Codec<Self::Value>;
}

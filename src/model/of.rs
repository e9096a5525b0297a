//! The models of an attribute.

use super::{FromItem, Untyped};

/// Attributes that reads and updates of `M` accept: its own, and untyped ones.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// // Actions of an update take attributes of its model, and untyped ones.
/// Product::update("tea").set(Product::PRICE, 500).set(attr("origin"), "Assam").send(&db).await?;
/// assert_eq!(Product::scan().filter(attr("origin").exists()).count(&db).await?, 1);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "an attribute of `{Self}` is not an attribute of `{M}`",
    label = "this attribute belongs to `{Self}`"
)]
pub trait Of<M> {}
impl<M: FromItem> Of<M> for M {}
impl<M: FromItem> Of<M> for Untyped {}

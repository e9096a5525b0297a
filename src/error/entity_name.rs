//! Names of entities that were found in a table.

use std::fmt;

/// An entity name found in a table. It is data: `Debug` does not print it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// dynamorph::register! { #[derive(Debug)] enum Catalog in ShopTable { Product, _ => error } }
///
/// let error = Catalog::query(Order::partition("ann")).all(&db).await.expect_err("orders are not listed");
/// match &error {
///     dynamorph::Error::UnexpectedEntity { found: Some(name), .. } => assert_eq!(name.as_str(), "ORDER"),
///     other => panic!("{other}"),
/// }
/// assert!(!format!("{error:?}").contains("ORDER")); // it is data
/// # Ok(()) }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct EntityName(pub(super) String);

impl EntityName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for EntityName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EntityName(..)")
    }
}

//! Registries that cannot be built.

/// Why a [`Registry`](crate::Registry) cannot be built.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Error, Registry, RegistryError};
///
/// let empty = Registry::<ShopTable>::builder().build();
/// assert!(matches!(empty, Err(Error::Registry(RegistryError::Empty))));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// Two entities share a name or an alias, or one was added twice.
    #[error(
        "the entities `{one}` and `{other}` share the name or alias `{name}`: give each its own, and add each once"
    )]
    SharedName {
        /// The entity that was added first.
        one: &'static str,
        /// The other.
        other: &'static str,
        /// What they share.
        name: &'static str,
    },
    /// Nothing in an item of the table says of which entity it is.
    #[error(
        "a registry needs a table with a discriminator, and `{table}` has none: `#[table(discriminator = \"..\")]`"
    )]
    NoDiscriminator {
        /// The table.
        table: &'static str,
    },
    /// No entity was added.
    #[error("the registry has no entity: add at least one by `with`")]
    Empty,
}

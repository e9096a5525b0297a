//! The batches of a model.

use super::builder::{BatchWrite, batch_write};
use crate::builders::ModelOps as _;
use crate::model::{KeyOf, PartsOf, Unguarded};

/// The batches of every model whose writes need no condition. Import it with the prelude.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// use dynamorph::BatchOps;
///
/// let products = (0..60).map(|number| Product { sku: format!("p{number}"), price: number });
/// Product::save_all(products).send(&db).await?;
/// Product::delete_all((0..30).map(|number| format!("p{number}"))).send(&db).await?;
/// assert_eq!(Product::query(()).count(&db).await?, 32);
/// # Ok(()) }
/// ```
pub trait BatchOps: Unguarded {
    /// Saves items, each in place of what is under its key.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let salt = Product { sku: "salt".into(), price: 90 };
    /// assert_eq!(Product::save_all([salt]).send(&db).await?.written(), 1);
    /// # Ok(()) }
    /// ```
    fn save_all(items: impl IntoIterator<Item = Self>) -> BatchWrite {
        batch_write(items.into_iter().map(Self::save))
    }

    /// Deletes the items under these keys. That there is none under one is no error.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let orders: Vec<Order> = Order::query("ann").all(&db).await?;
    /// Order::delete_all(&orders).send(&db).await?;
    /// assert_eq!(Order::query("ann").count(&db).await?, 0);
    /// # Ok(()) }
    /// ```
    fn delete_all<K: KeyOf<Self, PartsOf<Self>>>(keys: impl IntoIterator<Item = K>) -> BatchWrite {
        batch_write(keys.into_iter().map(Self::delete))
    }
}

impl<M: Unguarded> BatchOps for M {}

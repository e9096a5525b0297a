//! Read transactions.

use std::fmt;

use super::TransactGetOps;
use super::checked::{check_count, check_keys};
use super::reasons::unread;
use crate::client::{Dynamo, Transacted};
use crate::error::{Error, Result};
use crate::operation::{GetItem, TransactGetItems};

/// Reads of items of any entities as they are at one moment. Made by [`transact_get`].
///
/// Up to 100 items, of up to 4 MB together. They cost twice the capacity of consistent reads. Writes of the items at the same time cancel
/// it; it is sent again then. See
/// [TransactGetItems](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html).
///
/// # Examples
///
/// ```
/// use dynamorph::transact_get;
///
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let order = Order::get(("ann", "2026-11-20", 2));
/// let (tea, salt, order) = transact_get((Product::get("tea"), Product::get("salt"), order)).send(&db).await?;
/// assert!(tea.is_some() && salt.is_none());
/// assert_eq!(order.map(|order| order.total), Some(200));
/// # Ok(()) }
/// ```
#[must_use = "a transaction sends nothing until `.send(&db)`"]
pub struct TransactGet<Ops> {
    gets: Ops,
}

/// A transaction of reads: a tuple of up to 12 gets, an array, or a `Vec`.
///
/// # Examples
///
/// ```
/// use dynamorph::transact_get;
///
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let gets: Vec<_> = ["tea", "salt"].into_iter().map(Product::get).collect();
/// let found: Vec<Option<Product>> = transact_get(gets).send(&db).await?;
/// assert!(found[0].is_some() && found[1].is_none());
/// # Ok(()) }
/// ```
pub fn transact_get<Ops: TransactGetOps>(gets: Ops) -> TransactGet<Ops> {
    TransactGet { gets }
}

impl<Ops: TransactGetOps> TransactGet<Ops> {
    /// Reads the items, in the order of the gets: `None` where there is none, or an expired one.
    ///
    /// # Errors
    ///
    /// [`Error::TransactionCanceled`] when other requests stay in the way. [`Error::InvalidRequest`] before any request, when there are
    /// no gets or more than 100, two of one item, or one with `customize`. [`Error::Decode`] and [`Error::WrongEntity`] as of a get
    /// alone, and what the request meets.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::transact_get;
    ///
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// let (tea,) = transact_get((Product::get("tea").select((Product::PRICE,)),)).send(&db).await?;
    /// assert_eq!(tea, Some((450,)));
    /// # Ok(()) }
    /// ```
    pub async fn send(self, db: &Dynamo) -> Result<Ops::Output> {
        let (db, now) = (db.for_call(), db.now());
        let operation = self.operation(&db)?;
        let context = || db.group_context("TransactGetItems", operation.targets());
        match db.transact_get_items(&operation).await? {
            Transacted::Done(found) => {
                self.gets.outputs(found, now).map_err(|error| error.in_context(&context()))
            }
            Transacted::Canceled(canceled) => {
                let entities: Vec<_> = operation.targets().map(|target| target.entity).collect();
                Err(unread(&entities, canceled))
            }
        }
    }

    fn operation(&self, db: &Dynamo) -> Result<TransactGetItems> {
        let items = self.gets.read_ops().into_iter().map(|read| read.map(|read| read.0));
        let items = items.collect::<Result<Vec<GetItem>>>();
        let nowhere = || db.group_context("TransactGetItems", std::iter::empty());
        let operation =
            TransactGetItems { items: items.map_err(|error| error.in_context(&nowhere()))? };
        let keys = operation.items.iter().map(|item| (item.target, item.key.clone()));
        let checked = check_count(operation.items.len(), "transact_get");
        match checked.and_then(|()| check_keys(db, keys)) {
            Ok(()) => Ok(operation),
            Err(error) => {
                let context = db.group_context("TransactGetItems", operation.targets());
                Err(Error::InvalidRequest(Box::new(context), error))
            }
        }
    }
}

impl<Ops> fmt::Debug for TransactGet<Ops> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactGet").finish_non_exhaustive()
    }
}

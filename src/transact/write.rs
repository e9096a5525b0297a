//! Write transactions.

use std::fmt;

use super::TransactOps;
use super::transaction::Transaction;
use crate::builders::Explain;
use crate::client::Dynamo;
use crate::error::Result;

/// Writes of any entities, all of them or none. Made by [`transact_write`].
///
/// Up to 100 operations, on different items, of up to 4 MB together; more is an error, and never split. They cost twice the capacity of
/// the same writes alone. Versions, times, index keys and discriminators are kept as by the same builders alone. See
/// [TransactWriteItems](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html).
///
/// # Examples
///
/// ```
/// use dynamorph::transact_write;
///
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let order = Order { customer: "ben".into(), day: "2026-11-21".into(), number: 1, status: "open".into(), total: 450 };
/// let transaction = transact_write((
///     order.create(),
///     Product::update("tea").set(Product::PRICE, 480),
///     Product::check("coffee").condition(Product::PRICE.gt(0)),
/// ));
/// let (order, (), ()) = transaction.token("order-4711").send(&db).await?;
/// assert_eq!(order.total, 450);
/// # Ok(()) }
/// ```
#[must_use = "a transaction sends nothing until `.send(&db)`"]
pub struct TransactWrite<Ops> {
    pub(super) ops: Ops,
    token: Option<String>,
}

/// A transaction of writes: a tuple of up to 12 builders, an array, or a `Vec`.
///
/// # Examples
///
/// ```
/// use dynamorph::transact_write;
///
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let deletes: Vec<_> = ["tea", "coffee"].into_iter().map(Product::delete).collect();
/// transact_write(deletes).send(&db).await?;
/// assert!(Product::get("tea").send(&db).await?.is_none());
/// # Ok(()) }
/// ```
pub fn transact_write<Ops: TransactOps>(ops: Ops) -> TransactWrite<Ops> {
    TransactWrite { ops, token: None }
}

impl<Ops: TransactOps> TransactWrite<Ops> {
    /// Names the transaction: a request of the same token and content within ten minutes is the same transaction, and done once.
    ///
    /// 1 to 36 characters. Without it, each transaction gets one of its own, which covers all attempts to send it. One that is made of
    /// what the transaction is about (an order's number) also covers a program that is run again, as long as it writes the same: times
    /// that the mapper stamps differ from run to run, and DynamoDB refuses another content under the same token.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::transact_write;
    ///
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// for _ in 0..2 {
    ///     let raise = Product::update("tea").increment(Product::PRICE, 50);
    ///     transact_write([raise]).token("raise-2026-11").send(&db).await?;
    /// }
    /// assert_eq!(Product::get("tea").one(&db).await?.price, 500);
    /// # Ok(()) }
    /// ```
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// The operations as their builders alone would send them, in order, with the values redacted.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::transact_write;
    ///
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// let transaction = transact_write((Product::delete("tea"), Product::check("salt").absent()));
    /// assert_eq!(transaction.explain().len(), 2);
    /// ```
    #[must_use]
    pub fn explain(&self) -> Vec<Explain> {
        self.ops.explain()
    }

    /// Writes all of it, or nothing.
    ///
    /// The request is sent again, the same under the same token, after failures of the service and the network, and after contention:
    /// another request at work on one of the items, or too little capacity. That takes up to ten seconds, or until the
    /// [deadline](crate::Deadline) of the handle.
    ///
    /// # Errors
    ///
    /// [`Error::TransactionCanceled`](crate::Error::TransactionCanceled) when a condition does not hold, with a reason for each operation. [`Error::InvalidRequest`](crate::Error::InvalidRequest) before
    /// any request, when it has no operations or more than 100, two on one item, more than 4 MB or a token that is none. What the
    /// request meets. Every error owns the operations, see [`Error::into_transaction`](crate::Error::into_transaction).
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::{Error, transact_write};
    ///
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// let error = transact_write([Product::check("salt")]).send(&db).await.expect_err("there is no salt");
    /// let Error::TransactionCanceled(canceled) = error else { panic!("another error") };
    /// assert!(matches!(canceled.reasons[0].error, Some(Error::NotFound(_))));
    /// # Ok(()) }
    /// ```
    pub async fn send(self, db: &Dynamo) -> Result<Ops::Output> {
        Transaction::new(self.ops.into_ops(), self.token).run(db).await.map(Ops::outputs)
    }
}

impl<Ops: TransactOps> fmt::Debug for TransactWrite<Ops> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TransactWrite").field(&self.explain()).finish()
    }
}

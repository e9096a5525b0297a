//! A transaction that failed, to be sent again.

use std::fmt;

use super::WriteOp;
use super::transaction::Transaction;
use crate::client::Dynamo;
use crate::error::{Error, Result};

/// A transaction that ended in an error: its operations, its token, and the request that was sent.
///
/// [`send`](Self::send) sends the very same request again. With its token, DynamoDB does it once, whatever became of the attempts before
/// ([API](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken)):
/// that settles an outcome that is unknown. DynamoDB knows a token for ten minutes; after nine it is not sent.
///
/// # Examples
///
/// ```
/// use dynamorph::{Error, FailedTransaction, transact_write};
///
#[doc = include_str!("../../docs/examples/shop.rs")]
/// async fn order(order: Order, db: &dynamorph::Dynamo) -> dynamorph::Result<()> {
///     let stock = Product::check("tea").condition(Product::PRICE.gt(0));
///     match transact_write((order.create(), stock)).send(db).await {
///         Err(error) if error.is_retryable() => {
///             let failed: FailedTransaction = error.into_transaction()?;
///             failed.send(db).await
///         }
///         other => other.map(|_| ()),
///     }
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// order(Order { customer: "ben".into(), day: "2026-11-21".into(), number: 1, status: "open".into(), total: 450 }, &db).await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a transaction sends nothing until `.send(&db)`"]
pub struct FailedTransaction {
    transaction: Transaction,
}

impl FailedTransaction {
    pub(super) fn new(transaction: Transaction) -> Self {
        Self { transaction }
    }

    /// The token of the transaction; none if it was refused before it had one.
    ///
    /// # Examples
    ///
    /// ```
    /// fn note(failed: &dynamorph::FailedTransaction) {
    ///     println!("to be looked at: {:?}", failed.token());
    /// }
    /// ```
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.transaction.token()
    }

    /// Sends the same request again, with the same token.
    ///
    /// # Errors
    ///
    /// Those of [`TransactWrite::send`](crate::TransactWrite::send), with the transaction in them again; and
    /// [`Error::InvalidRequest`] when it was sent first more than nine minutes ago.
    pub async fn send(self, db: &Dynamo) -> Result<()> {
        self.transaction.run(db).await.map(|_| ())
    }

    /// The operations as they were given, for another transaction.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::{Dynamo, FailedTransaction, Result, transact_write};
    ///
    /// /// The same operations but the last one, as a transaction of its own.
    /// async fn without_the_last(failed: FailedTransaction, db: &Dynamo) -> Result<()> {
    ///     let mut operations = failed.into_operations();
    ///     operations.pop();
    ///     transact_write(operations).send(db).await.map(|_| ())
    /// }
    /// ```
    #[must_use]
    pub fn into_operations(self) -> Vec<WriteOp> {
        let mut ops = self.transaction.ops;
        for op in &mut ops {
            op.0.restore();
        }
        ops
    }
}

impl fmt::Debug for FailedTransaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FailedTransaction")
            .field("operations", &self.transaction.ops)
            .finish_non_exhaustive()
    }
}

impl Error {
    /// The transaction that failed, to send it again or to take its operations.
    ///
    /// # Errors
    ///
    /// The error itself, where it is not that of a transaction.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::{Error, transact_write};
    ///
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// let tea = Product { sku: "tea".into(), price: 500 };
    /// let error = transact_write([tea.create()]).send(&db).await.expect_err("there is tea");
    /// let operations = error.into_transaction()?.into_operations();
    /// assert_eq!(operations[0].item::<Product>().map(|tea| tea.price), Some(500));
    /// # Ok(()) }
    /// ```
    pub fn into_transaction(self) -> Result<FailedTransaction> {
        self.into_input()
    }
}

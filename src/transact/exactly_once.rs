//! One write as a transaction of its own, which is done once whatever happens on the way.

use std::fmt;

use super::{FailedTransaction, TransactOp, TransactWrite, transact_write};
use crate::builders::{Explain, Put, Update, Verb};
use crate::client::Dynamo;
use crate::error::{Error, Result, ServiceFailure, TransactionCanceled};
use crate::model::DynamoModel;

/// A put or an update that is applied once, whatever becomes of an attempt. Made by [`Put::exactly_once`] and [`Update::exactly_once`].
///
/// It is sent as a transaction of one operation, with a token by which DynamoDB knows what it has done already: it is sent again after
/// failures without a risk. It costs twice the capacity, and answers no old or new item
/// ([API](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html)).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// // Sent twice, an increment would count twice.
/// Product::update("tea").increment(Product::PRICE, 50).exactly_once().send(&db).await?;
/// assert_eq!(Product::get("tea").one(&db).await?.price, 500);
/// # Ok(()) }
/// ```
#[must_use = "a write sends nothing until `.send(&db)`"]
pub struct ExactlyOnce<W>(TransactWrite<(W,)>);

impl<M: DynamoModel, V: Verb> Put<M, V> {
    /// Writes the item once, whatever becomes of an attempt, see [`ExactlyOnce`].
    ///
    /// Otherwise a put whose answer was lost is sent again: over what another writer wrote in between, if there is no condition against
    /// it; and where a condition fails then, the outcome is unknown.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// let salt = Product { sku: "salt".into(), price: 90 }.create().exactly_once().send(&db).await?;
    /// assert_eq!(salt.price, 90);
    /// # Ok(()) }
    /// ```
    pub fn exactly_once(self) -> ExactlyOnce<Self> {
        ExactlyOnce(transact_write((self,)))
    }
}

impl<M: DynamoModel> Update<M> {
    /// Applies the update once, whatever becomes of an attempt, see [`ExactlyOnce`].
    ///
    /// Otherwise an update that would do more when applied twice (a sum, elements appended to a list) is not sent again after an attempt
    /// whose answer was lost: it fails, and its outcome is unknown.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// Product::update("tea").increment(Product::PRICE, 50).exactly_once().send(&db).await?;
    /// # Ok(()) }
    /// ```
    pub fn exactly_once(self) -> ExactlyOnce<Self> {
        ExactlyOnce(transact_write((self,)))
    }
}

impl<W: TransactOp> ExactlyOnce<W> {
    /// Names the write, as [`TransactWrite::token`](crate::TransactWrite::token) does a transaction.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// for _ in 0..2 {
    ///     let raise = Product::update("tea").increment(Product::PRICE, 50).exactly_once();
    ///     raise.token("raise-2026-11").send(&db).await?;
    /// }
    /// assert_eq!(Product::get("tea").one(&db).await?.price, 500);
    /// # Ok(()) }
    /// ```
    pub fn token(self, token: impl Into<String>) -> Self {
        Self(self.0.token(token))
    }

    /// The write as the builder alone would send it, with the values redacted.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// let raise = Product::update("tea").increment(Product::PRICE, 50).exactly_once();
    /// assert!(raise.explain().to_string().contains("UpdateExpression"));
    /// ```
    #[must_use]
    pub fn explain(&self) -> Explain {
        self.0.ops.0.explain()
    }

    /// Writes it: a put answers its item, an update nothing.
    ///
    /// # Errors
    ///
    /// Those of the builder alone, and of [`TransactWrite::send`](crate::TransactWrite::send) before a request. Each owns the write: where
    /// its outcome is unknown, [`Error::into_transaction`] sends it again under the same token.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// use dynamorph::Outcome;
    ///
    /// match Product::update("tea").increment(Product::PRICE, 50).exactly_once().send(&db).await {
    ///     Err(error) if error.outcome() == Outcome::Unknown => error.into_transaction()?.send(&db).await?,
    ///     other => other?,
    /// }
    /// # Ok(()) }
    /// ```
    pub async fn send(self, db: &Dynamo) -> Result<W::Output> {
        match self.0.send(db).await {
            Ok((output,)) => Ok(output),
            Err(Error::TransactionCanceled(canceled)) => Err(alone(*canceled)),
            Err(error) => Err(error),
        }
    }
}

/// The error that the write alone would have ended with.
fn alone(canceled: TransactionCanceled) -> Error {
    let TransactionCanceled { mut context, request_id, mut reasons } = canceled;
    let transaction = context.take_input::<FailedTransaction>();
    let error = match reasons.pop() {
        Some(reason) => reason.error.unwrap_or_else(|| {
            let code = reason.code.exception().map(str::to_owned);
            let failure = ServiceFailure::new(context, 400, code, reason.message, request_id);
            Error::Service(Box::new(failure))
        }),
        None => Error::MalformedResponse { context: Box::new(context), detail: "it has no reason" },
    };
    match transaction {
        Some(transaction) => error.with_input(transaction),
        None => error,
    }
}

impl<W: fmt::Debug> fmt::Debug for ExactlyOnce<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExactlyOnce").field(&self.0.ops.0).finish()
    }
}

//! What hooks see of an operation.

use std::time::Duration;

use crate::client::Cost;
use crate::client::call::CONDITION_FAILED;
use crate::client::cost::Effect;
use crate::error::{Context, Error};

/// One call of DynamoDB's API, as [`Hooks`](crate::Hooks) see it. It holds no value of an item.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
/// use dynamorph::{Dynamo, Ended, Hooks, Operation, Refusal, async_trait};
///
/// /// What a maintenance window and an access log need.
/// struct ReadOnly;
///
/// #[async_trait]
/// impl Hooks for ReadOnly {
///     async fn before_operation(&self, operation: &Operation<'_>) -> Result<(), Refusal> {
///         if operation.is_write() { Err("the shop is closed for maintenance".into()) } else { Ok(()) }
///     }
///
///     async fn after_operation(&self, operation: &Operation<'_>, ended: &Ended<'_>) {
///         let index = operation.index_name().unwrap_or("-");
///         println!("{} {} {} {index}", operation.request_id(), operation.name(), operation.table());
///         println!("  of {}: ok {}, in {:?}", operation.entity(), ended.is_ok(), ended.elapsed());
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let db = Dynamo::builder(db.client().clone()).hooks(ReadOnly).build().with_request_id("request-7");
/// assert_eq!(Order::by_status("open").count(&db).await?, 2);
/// assert!(Product::delete("tea").send(&db).await.is_err_and(|error| error.is_refused()));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Operation<'a> {
    pub(in crate::client) context: &'a Context,
    pub(in crate::client) request_id: &'a str,
    pub(in crate::client) effect: Effect,
}

impl Operation<'_> {
    /// The API operation, such as `PutItem`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.context.operation()
    }

    /// The physical table name.
    #[must_use]
    pub fn table(&self) -> &str {
        self.context.table()
    }

    /// The index, if it is not the table itself.
    #[must_use]
    pub fn index_name(&self) -> Option<&'static str> {
        self.context.index_name()
    }

    /// The entity, or the name of the `register!` enum.
    #[must_use]
    pub fn entity(&self) -> &'static str {
        self.context.entity()
    }

    /// Whether it writes.
    #[must_use]
    pub fn is_write(&self) -> bool {
        self.effect == Effect::Write
    }

    /// The id of the caller's request: the handle's, by [`with_request_id`](crate::Dynamo::with_request_id), or a new one for
    /// each call of a terminal. Calls that belong together, as the pages of one query, have the same.
    #[must_use]
    pub fn request_id(&self) -> &str {
        self.request_id
    }
}

/// How an operation ended, as [`Hooks::after_operation`](crate::Hooks::after_operation) gets it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// use dynamorph::{Dynamo, Ended, Hooks, Operation, async_trait};
///
/// /// Counts conflicts, throttles and what was read.
/// #[derive(Default)]
/// struct Counts {
///     conflicts: AtomicU64,
///     throttles: AtomicU64,
///     scanned: AtomicU64,
/// }
///
/// struct Counting(Arc<Counts>);
///
/// #[async_trait]
/// impl Hooks for Counting {
///     async fn after_operation(&self, _: &Operation<'_>, ended: &Ended<'_>) {
///         let is_conflict = ended.is_condition_failed() || ended.is_canceled();
///         self.0.conflicts.fetch_add(is_conflict.into(), Ordering::Relaxed);
///         self.0.scanned.fetch_add(ended.cost().scanned(), Ordering::Relaxed);
///         if !ended.is_ok() {
///             eprintln!("not done, in {:?}", ended.elapsed());
///         }
///         if ended.error().is_some_and(|error| error.is_throttled()) {
///             eprintln!("AWS request {:?} was throttled", ended.aws_request_id());
///             self.0.throttles.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let counts = Arc::new(Counts::default());
/// let db = Dynamo::builder(db.client().clone()).hooks(Counting(Arc::clone(&counts))).build();
/// Order::query("ann").all(&db).await?;
/// let again = Product { sku: "tea".into(), price: 1 }.create().send(&db).await;
/// assert!(again.is_err());
/// assert_eq!(counts.scanned.load(Ordering::Relaxed), 3);
/// assert_eq!(counts.conflicts.load(Ordering::Relaxed), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Ended<'a> {
    pub(in crate::client) error: Option<&'a Error>,
    pub(in crate::client) refusal: Option<&'static str>,
    pub(in crate::client) aws_request_id: Option<&'a str>,
    pub(in crate::client) cost: &'a Cost,
    pub(in crate::client) elapsed: Duration,
}

impl<'a> Ended<'a> {
    /// Whether DynamoDB did what it was asked to.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.error.is_none() && self.refusal.is_none()
    }

    /// Whether the condition of a write did not hold. What that means is known when the item in the table was looked at:
    /// [`Hooks::after_write`](crate::Hooks::after_write) has the error.
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {
        self.refusal == Some(CONDITION_FAILED)
    }

    /// Whether DynamoDB canceled a transaction. It may be sent again after this; the reasons are in the error of the transaction.
    #[must_use]
    pub fn is_canceled(&self) -> bool {
        self.refusal.is_some() && !self.is_condition_failed()
    }

    /// What went wrong otherwise.
    #[must_use]
    pub fn error(&self) -> Option<&'a Error> {
        self.error
    }

    /// The id that AWS gave the answer, for its support.
    #[must_use]
    pub fn aws_request_id(&self) -> Option<&'a str> {
        self.aws_request_id
    }

    /// What it cost.
    #[must_use]
    pub fn cost(&self) -> &'a Cost {
        self.cost
    }

    /// How long it took, with the SDK's retries.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

//! The one error type of the crate.

use super::{
    BatchGetIncomplete, BatchIncomplete, Context, CursorError, DecodeError, DeleteAllIncomplete,
    EncodeError, EntityName, InvalidRequest, KeyError, RegistryError, Rejection, ServiceFailure,
    TableMismatch, TransactionCanceled,
};

/// What the operations of this crate answer.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// async fn price(sku: &str, db: &dynamorph::Dynamo) -> dynamorph::Result<u32> {
///     Ok(Product::get(sku).one(db).await?.price)
/// }
/// assert_eq!(price("tea", &db).await?, 450);
/// # Ok(()) }
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request failed.
///
/// Messages say what failed, on which table and entity, and the fix. `Debug`, which `unwrap` and a `main` that fails print, has
/// the causes too. No attribute value appears in `Display` or `Debug`;
/// what the service said, which may hold values, is behind [`service_message`](Error::service_message).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::Error;
///
/// let tea = Product { sku: "tea".into(), price: 500 };
/// match tea.create().send(&db).await {
///     Err(error) if error.is_condition_failed() => {
///         let request = error.context().map(ToString::to_string);
///         assert_eq!(request.as_deref(), Some("PutItem of `PRODUCT` in table `shop`"));
///         let there: Option<Product> = error.current()?; // the item in the table
///         let mine: Product = error.into_input()?; // the item that was not written
///         assert_eq!((there.map(|tea| tea.price), mine.price), (Some(450), 500));
///     }
///     other => panic!("there is a tea: {other:?}"),
/// }
///
/// let error = Product::get("salt").one(&db).await.expect_err("there is none");
/// assert!(error.is_not_found() && error.rejection().is_some());
/// assert!(!error.is_throttled() && !error.is_table_not_found() && !error.is_refused());
/// // Only answers of the service have these.
/// assert!(error.service_failure().is_none() && error.code().is_none() && error.service_message().is_none());
/// println!("{error}; request {}", error.request_id().unwrap_or("unknown"));
/// # Ok(()) }
/// ```
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No item is under the key: of a `replace`, or of a read that expects one.
    #[error("{0}: there is no such item")]
    NotFound(Box<Rejection>),

    /// The item under the key is another entity's.
    #[error(
        "{0}: the item is another entity's; keys of different entities must differ, see the key templates"
    )]
    WrongEntity(Box<Rejection>),

    /// The condition of a write did not hold; [`current`](Error::current) has the item in the table.
    #[error(
        "{0}: a condition does not hold for the item that is there (a `create` wants none), which `Error::current` has"
    )]
    ConditionFailed(Box<Rejection>),

    /// The item in the table has another version than the one that was to be written or deleted:
    /// [`current`](Error::current) has it.
    #[error(
        "{0}: the item has another version, so somebody changed it since it was read: read it again (`Error::current` has it) and repeat the change"
    )]
    VersionConflict(Box<Rejection>),

    /// An `upsert` met an item that has expired and that DynamoDB has not deleted yet.
    #[error("{0}: the item has expired; `create` replaces it by a new one")]
    Expired(Box<Rejection>),

    /// An update goes into a map or list that the item does not have.
    #[error(
        "{0}: the update goes into a map or list that the item does not have: set the whole attribute instead, or create it first"
    )]
    MissingParent(Box<ServiceFailure>),

    /// An update computes with an attribute that the item does not have.
    #[error(
        "{0}: the update computes with an attribute that the item does not have: use `add`, which starts at 0, or `set_if_not_exists` first"
    )]
    MissingOperand(Box<ServiceFailure>),

    /// A read that expects one item found more.
    #[error("{0}: more than one item matches; use `all`, `first` or `page`")]
    MultipleFound(Box<Context>),

    /// An item does not encode: nothing was sent.
    #[error("{context} was not sent: the item does not encode{}", source.path().place())]
    Encode {
        /// The request.
        context: Box<Context>,
        /// Where and why.
        source: EncodeError,
    },

    /// A stored item does not fit the model.
    #[error(
        "{context} met an item that does not decode{}: correct the item, or give the field a default",
        source.place()
    )]
    Decode {
        /// The request.
        context: Box<Context>,
        /// Where and why.
        source: DecodeError,
    },

    /// A value is no key, or no part of one: nothing was sent.
    #[error("{context} was not sent: its key cannot be built{}", of_field(source))]
    Key {
        /// The request.
        context: Box<Context>,
        /// Which part, and why.
        source: KeyError,
    },

    /// The request cannot be right, so it was not sent.
    #[error("{context} was not sent: {causes}", context = .0, causes = with_causes(.1))]
    InvalidRequest(Box<Context>, InvalidRequest),

    /// A cursor does not belong to the query it was given to, or none can be made. Nothing was sent.
    #[error("the cursor or its key cannot be used: {0}")]
    Cursor(CursorError),

    /// A registry cannot be built of these entities.
    #[error("the registry cannot be built: {0}")]
    Registry(RegistryError),

    /// An item of an entity that is not expected here.
    #[error(
        "`{registry}` met an item of an entity that is not listed: list it, or say what to do with others (`_ => keep`, a `Rest` slot)"
    )]
    UnexpectedEntity {
        /// The registry.
        registry: &'static str,
        /// The entity name in the table, if the item has one.
        found: Option<EntityName>,
    },

    /// A query was told to stop before it had read all it needs for an answer.
    #[error(
        "{context} stopped after {pages} pages with more to read: raise `max_pages`, or take pages and go on from their cursors"
    )]
    Incomplete {
        /// The query.
        context: Box<Context>,
        /// The pages read.
        pages: u32,
    },

    /// The service answered with an error.
    #[error("{0}")]
    Service(Box<ServiceFailure>),

    /// No answer came in time. A write may have been applied.
    #[error(
        "{0} got no answer in time; `Error::outcome` says whether a write may have been applied"
    )]
    Timeout(Box<Context>),

    /// DynamoDB canceled a transaction: nothing of it was written. It says why, operation by operation.
    #[error("{0}")]
    TransactionCanceled(Box<TransactionCanceled>),

    /// Too little time was left before the [deadline](crate::Deadline) of the handle: nothing was sent.
    #[error("{0} was not sent: the deadline of the handle is too near")]
    DeadlineExceeded(Box<Context>),

    /// A condition does not hold after an attempt whose answer was lost: nobody knows whether that attempt was applied and changed what
    /// the condition asks for, or another writer did.
    ///
    /// [`current`](Error::current) has the item that is there. Read it and decide, or use
    /// `exactly_once` where it matters.
    #[error(
        "{0}: a condition does not hold for the item that is there, after an attempt whose answer was lost and which may have been applied: compare `Error::current` with what was to be written"
    )]
    OutcomeUnknown(Box<Rejection>),

    /// A [hook](crate::Hooks), or the function of a [`modify`](crate::ModelOps::modify), refused it: nothing was sent. Its reason is the source.
    #[error("{context} was refused before it was sent")]
    Refused {
        /// The request.
        context: Box<Context>,
        /// What the hook said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// The endpoint could not be reached, or the connection broke. A write may have been applied.
    #[error("{context} did not get through: {detail}")]
    Transport {
        /// The request.
        context: Box<Context>,
        /// What the connection said.
        detail: String,
    },

    /// There are no credentials to sign with.
    #[error(
        "{context} was not sent to {endpoint}: no credentials; configure them (environment, profile, role), or use `Dynamo::local` for a local server, which takes any"
    )]
    Credentials {
        /// The request.
        context: Box<Context>,
        /// Where it would have gone.
        endpoint: String,
    },

    /// The request could not be built or sent by the SDK.
    #[error("{context} was not sent: {detail}")]
    Construction {
        /// The request.
        context: Box<Context>,
        /// What the SDK said.
        detail: String,
    },

    /// The answer is not what the API promises.
    #[error("{context} got an answer that does not read: {detail}")]
    MalformedResponse {
        /// The request.
        context: Box<Context>,
        /// What is wrong with it.
        detail: &'static str,
    },

    /// The service answered with the position it had been given, so the query would never end.
    #[error("{0} was answered with the same position twice: paging cannot go on")]
    PaginationStuck(Box<Context>),

    /// The table is there, and is not as the model declares it.
    #[error(transparent)]
    TableMismatch(Box<TableMismatch>),

    /// A batch of reads stopped before it had all answers; it has those that were read, and the others as gets.
    #[error(transparent)]
    BatchGetIncomplete(Box<BatchGetIncomplete>),

    /// A batch of writes of which not all are confirmed; it has those that are not.
    #[error(transparent)]
    BatchIncomplete(Box<BatchIncomplete>),

    /// A [`delete_all`](crate::Query::delete_all) stopped before its end; it has what was deleted, and where to go on.
    #[error(transparent)]
    DeleteAllIncomplete(Box<DeleteAllIncomplete>),
}

impl From<RegistryError> for Error {
    fn from(error: RegistryError) -> Self {
        Self::Registry(error)
    }
}

impl From<CursorError> for Error {
    fn from(error: CursorError) -> Self {
        Self::Cursor(error)
    }
}

fn with_causes(request: &InvalidRequest) -> String {
    let mut text = request.to_string();
    let mut cause = std::error::Error::source(request);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

fn of_field(key: &KeyError) -> String {
    key.field().map_or_else(String::new, |field| format!(" from `{field}`"))
}

//! What went wrong, where, and the fix; never a value of an item.

mod accessors;
mod batch_get_incomplete;
mod batch_incomplete;
mod context;
mod cursor;
mod decode;
mod delete_all_incomplete;
mod encode;
mod entity_name;
#[expect(clippy::module_inception, reason = "the type `Error` in its own file")]
mod error;
mod expression;
mod key;
mod outcome;
mod path;
mod registry;
mod rejection;
mod request;
mod service;
mod shown;
mod table;
mod transaction;

pub use batch_get_incomplete::BatchGetIncomplete;
pub(crate) use batch_get_incomplete::GetCounts;
pub use batch_incomplete::BatchIncomplete;
pub(crate) use batch_incomplete::WriteCounts;
pub use context::Context;
pub use cursor::CursorError;
pub use decode::{DecodeError, DecodeErrorKind};
pub use delete_all_incomplete::DeleteAllIncomplete;
pub use encode::{EncodeError, EncodeErrorKind};
pub use entity_name::EntityName;
pub use error::{Error, Result};
pub use expression::ExpressionError;
pub use key::{KeyError, KeyErrorKind};
pub use outcome::{Attempt, Outcome};
pub use path::AttributePath;
pub(crate) use path::Segment;
pub use registry::RegistryError;
pub use rejection::Rejection;
pub use request::InvalidRequest;
pub use service::{ServiceErrorKind, ServiceFailure};
pub use table::TableMismatch;
pub(crate) use transaction::is_contention;
pub use transaction::{CancellationCode, CancellationReason, TransactionCanceled};

//! How an error shows in `Debug` and in traces.

use std::error::Error as _;
use std::fmt;

use super::{Error, ServiceFailure};

impl Error {
    /// What kind of error it is, for traces: the service's code, or this enum's own name for it.
    pub(crate) fn kind_name(&self) -> &str {
        let code = self.service_failure().and_then(ServiceFailure::code);
        code.unwrap_or_else(|| self.variant_name())
    }

    pub(super) fn variant_name(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "NotFound",
            Self::WrongEntity(_) => "WrongEntity",
            Self::ConditionFailed(_) => "ConditionFailed",
            Self::VersionConflict(_) => "VersionConflict",
            Self::Expired(_) => "Expired",
            Self::MissingParent(_) => "MissingParent",
            Self::MissingOperand(_) => "MissingOperand",
            Self::MultipleFound(_) => "MultipleFound",
            Self::Encode { .. } => "Encode",
            Self::Decode { .. } => "Decode",
            Self::Key { .. } => "Key",
            Self::InvalidRequest(..) => "InvalidRequest",
            Self::Cursor(_) => "Cursor",
            Self::UnexpectedEntity { .. } => "UnexpectedEntity",
            Self::Registry(_) => "Registry",
            Self::Incomplete { .. } => "Incomplete",
            Self::Service(_) => "Service",
            Self::Timeout(_) => "Timeout",
            Self::TransactionCanceled(_) => "TransactionCanceled",
            Self::DeadlineExceeded(_) => "DeadlineExceeded",
            Self::OutcomeUnknown(_) => "OutcomeUnknown",
            Self::Refused { .. } => "Refused",
            Self::Transport { .. } => "Transport",
            Self::Credentials { .. } => "Credentials",
            Self::Construction { .. } => "Construction",
            Self::MalformedResponse { .. } => "MalformedResponse",
            Self::PaginationStuck(_) => "PaginationStuck",
            Self::TableMismatch(_) => "TableMismatch",
            Self::BatchGetIncomplete(_) => "BatchGetIncomplete",
            Self::BatchIncomplete(_) => "BatchIncomplete",
            Self::DeleteAllIncomplete(_) => "DeleteAllIncomplete",
        }
    }
}

/// Why a group of requests stopped: without an error, the service throttled it.
pub(super) fn stopped_by(f: &mut fmt::Formatter<'_>, cause: Option<&Error>) -> fmt::Result {
    match cause {
        Some(cause) => write!(f, "because of {}", cause.kind_name()),
        None => f.write_str("because the service left them unprocessed again and again"),
    }
}

/// The kind, the message and its causes: what `unwrap` and a `main` that fails print is what a reader needs.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.variant_name())?;
        let mut cause = self.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use crate::error::{
        Context, DecodeError, DecodeErrorKind, Error, InvalidRequest, KeyError, KeyErrorKind,
        Segment,
    };

    #[test]
    fn messages_say_where_and_debug_says_why() {
        let context = || Context::new("Query", "shop".to_owned(), "ORDER");
        let key = KeyError::new(KeyErrorKind::Empty).of_field("day");
        let missing = DecodeError::new(DecodeErrorKind::MissingField { name: "day" });
        let cases = [
            (
                Error::InvalidRequest(Box::new(context()), InvalidRequest::Zero("limit")),
                "Query of `ORDER` in table `shop` was not sent: `limit(0)` asks for nothing: leave it out, or give at least 1",
                "InvalidRequest: Query of",
            ),
            (
                Error::key("ORDER", key).in_context(&context()),
                "Query of `ORDER` in table `shop` was not sent: its key cannot be built from `day`",
                "Key: Query of `ORDER` in table `shop` was not sent: its key cannot be built from `day`: field `day` is empty",
            ),
            (
                Error::decode("ORDER", missing.clone()).in_context(&context()),
                "Query of `ORDER` in table `shop` met an item that does not decode at `day`: correct the item, or give the field a default",
                "Decode: Query of",
            ),
            (
                Error::decode("ORDER", missing.at(Segment::Name("lines".into()))),
                "`ORDER` met an item that does not decode at `lines.day`: correct the item, or give the field a default",
                "Decode: `ORDER` met an item that does not decode at `lines.day`",
            ),
        ];
        for (error, message, shown) in cases {
            assert_eq!(error.to_string(), message);
            let debug = format!("{error:?}");
            assert!(debug.starts_with(shown) && debug.contains(message), "{debug}");
            assert_eq!(format!("{error:#?}"), debug);
            let cause = error.source().map_or(String::new(), ToString::to_string);
            assert!(debug.ends_with(&cause), "{debug}");
        }
    }
}

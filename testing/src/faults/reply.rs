//! What the sender of a request sees of its fault.

use std::io::{self, ErrorKind};

use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;

use super::errors;
use super::fault::Fault;
use super::kind::Kind;
use super::unprocessed;
use crate::record::Request;
use crate::scripted::{Reply, cut};

impl Fault {
    /// What the sender sees where there is no engine, or where the engine's answer is of no account.
    pub(crate) fn reply(&self, request: &Request) -> Reply {
        let io = |kind: ErrorKind| Reply::failure(ConnectorError::io(io::Error::from(kind).into()));
        match &self.kind {
            Kind::Refused => io(ErrorKind::ConnectionRefused),
            Kind::Lost => io(ErrorKind::ConnectionReset),
            Kind::Timeout => Reply::failure(ConnectorError::timeout("no answer in time".into())),
            Kind::Hang => Reply::never(),
            Kind::Empty => Reply::ok(""),
            Kind::NotJson => {
                Reply::ok("<html><body>It works!</body></html>").header("content-type", "text/html")
            }
            Kind::Slow => Reply::ok("{}"),
            Kind::Cut | Kind::Stalled => Reply::body(self.broken(&Bytes::from_static(b"{}"))),
            Kind::Unprocessed(left) => unprocessed::split(request, *left).reply(),
            Kind::Error { status, code, message } => Reply::error(*status, code, message),
            Kind::Throttled => errors::throttled(request),
            Kind::ThrottledOnDemand => errors::throttled_on_demand(request),
            Kind::Conflict => errors::conflict(request),
            Kind::InProgress => errors::in_progress(),
            Kind::ConditionFailed => errors::condition_failed(request),
            Kind::Canceled(reasons) => errors::canceled(request, reasons),
        }
    }

    /// An answer's body, which does not come to its end.
    pub(super) fn broken(&self, whole: &Bytes) -> SdkBody {
        cut(whole, self.kind == Kind::Stalled)
    }
}

//! The handle and the sending of operations: through the SDK, with the items taken out of the bodies.

mod attempts;
mod backoff;
mod body;
mod call;
mod clock;
mod conflicts;
mod cost;
mod cursor_keys;
mod deadline;
mod dynamo;
mod dynamo_builder;
mod endpoint;
mod failure;
mod group_context;
mod hooks;
mod meter;
mod pace;
mod progress;
mod requests;
mod rounds;
mod send;
mod sink;
mod span;
mod table_names;
mod timeouts;
mod transacted;
mod written;

use std::sync::Arc;

pub(crate) use backoff::Backoff;
pub use clock::{Clock, SystemClock};
pub use cost::{Consumed, Cost};
pub use cursor_keys::CursorKeys;
pub(crate) use cursor_keys::millis;
pub use deadline::Deadline;
pub use dynamo::Dynamo;
pub use dynamo_builder::DynamoBuilder;
pub(crate) use failure::failure;
pub(crate) use hooks::Passed;
pub use hooks::{Ended, Hooks, ItemWrite, Operation, Refusal, WriteVerb};
pub(crate) use pace::{Pace, Round, Then, USUAL_WIDTH};
pub use progress::{Progress, SegmentProgress};
pub(crate) use requests::{Event, Requests};
pub(crate) use send::PageOutput;
pub(crate) use sink::ItemSink;
pub use timeouts::Timeouts;
pub(crate) use transacted::{Canceled, Reason, Transacted};
pub(crate) use written::Written;

/// A caller's change to an SDK builder: pages and retries call it again.
pub(crate) type Customize<B> = Arc<dyn Fn(B) -> B + Send + Sync>;

//! Builders: values that a caller chains and then sends.

mod cursor;
mod delete;
mod entity_ops;
mod explain;
mod explain_value;
mod get;
mod group;
mod key;
mod model_ops;
mod page;
mod partition;
mod put;
mod query;
mod refusal;
mod sinks;
mod stream;
mod update;
mod verb;
mod write;

pub use cursor::Cursor;
pub use delete::Delete;
pub use entity_ops::EntityOps;
pub use explain::Explain;
pub use get::Get;
pub use group::{Group, Rest, Slot};
pub use model_ops::ModelOps;
pub use page::Page;
pub use partition::Partition;
pub use put::Put;
pub use query::Query;
pub use stream::ItemStream;
pub use update::{Patch, Update, Upsert};
pub use verb::{Answer, Create, NewItem, Nothing, OldItem, Replace, ReturnsOld, Save, Verb};

//! What was sent: each request with its body, its time and the fault it met.

mod recorder;
mod request;
mod requests;

pub(crate) use recorder::Recorder;
pub use request::Request;
pub(crate) use request::{Arrived, arrive};
pub use requests::Requests;

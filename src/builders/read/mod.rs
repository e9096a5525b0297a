//! Reading page by page: what queries and scans have in common.

mod answer;
mod options;
mod place;
mod purpose;
mod reader;
mod reading;
mod recognize;
mod request;
mod setup_error;
mod source;
mod terminals;

pub(super) use answer::Answer;
pub(super) use place::Place;
pub(super) use reading::Reading;
pub(super) use request::Request;
pub(super) use setup_error::SetupError;
pub(super) use source::Source;

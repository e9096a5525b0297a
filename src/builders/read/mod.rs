//! Reading page by page: what queries and scans have in common.

mod filter;
mod key_feed;
mod options;
mod output;
mod place;
mod projection;
mod purpose;
mod reader;
mod readers;
mod reading;
mod request;
mod requests;
mod setup_error;
mod source;
mod tell;
mod terminals;
mod ttl;

pub(crate) use key_feed::{KeyFeed, KeyOptions, KeyRead};
pub(super) use output::Output;
pub(super) use place::Place;
pub(super) use projection::projected;
pub(super) use readers::{Readers, Told, Width};
pub(super) use reading::Reading;
pub(super) use request::Request;
pub(super) use setup_error::SetupError;
pub(super) use source::Source;
pub(super) use tell::{Keep, Tell};
pub(super) use ttl::Ttl;

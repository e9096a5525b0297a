//! Answers by a script, without an engine.

mod body;
mod client;
mod reply;

pub(crate) use body::cut;
pub use client::Scripted;
pub use reply::Reply;

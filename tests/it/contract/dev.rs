#![allow(clippy::unwrap_used)]
mod batch_gets;
mod batch_writes;
pub(crate) mod support;

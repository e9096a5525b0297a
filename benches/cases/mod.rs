//! What is measured: the same items, read and written by this crate, by the SDK with `serde_dynamo`, by a mapping written by hand, and as
//! plain JSON by `serde_json`. Times, instructions and allocations are taken of the same cases.
#![allow(dead_code, unused_imports, reason = "each target measures some of it")]

mod by_hand;
mod case;
mod client;
mod decode;
mod encode;
mod item;
mod order;
mod sdk;
mod transport;

pub(crate) use case::Case;
pub(crate) use client::{get, put, query, runtimes};
pub(crate) use decode::decode;
pub(crate) use encode::encode;

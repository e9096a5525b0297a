//! What is measured: the same items, read and written by this crate, by the SDK with `serde_dynamo`, by a mapping written by hand, and as
//! plain JSON by `serde_json`. Times, instructions and allocations are taken of the same cases.
#![allow(dead_code, unused_imports, reason = "each target measures some of it")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "times and counts are small numbers"
)]

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
pub(crate) use order::{CUSTOMER, Order, orders};
pub(crate) use transport::Canned;

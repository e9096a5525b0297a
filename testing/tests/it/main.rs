//! The engines, through the SDK's own client.
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

mod contract;
mod embedded;
mod faults;
mod recorded;
mod scripted;
mod support;

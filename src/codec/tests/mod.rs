//! The codec by itself: literals, and what it refuses.

mod decoding;
mod encoding;
mod hostile;
mod instants;
mod members;
mod numbers;
mod sets;
mod support;
mod tagging;

use support::{check, decode, encode, nothing};

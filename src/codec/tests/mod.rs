//! The codec by itself: literals, and what it refuses.

mod decoding;
mod encoding;
mod hostile;
mod instants;
mod members;
mod numbers;
mod pages;
mod places;
mod sets;
mod support;
mod tagging;
mod ttl;
mod typed;

use support::{check, decode, encode, nothing};

//! DynamoDB's JSON, read and written by serde, beside a [`Shape`](super::shape::Shape).
//!
//! There is one reader and one writer. Values of the SDK go through the same bytes, so that all paths agree.

mod absent;
mod binary;
mod encode_integer;
mod encode_key;
mod encode_map;
mod encode_seq;
mod encode_set;
mod encode_special;
mod encoder;
mod key;
mod map;
mod number;
mod order;
mod reader;
mod scan;
mod seq;
mod special;
mod string;
mod tag;
mod value;
mod variant;
mod writer;

pub(crate) use encoder::{Encoder, Slot};
pub(crate) use map::Owned;
pub(crate) use order::Shared;
pub(crate) use reader::Reader;
pub(crate) use tag::Tag;
pub(crate) use value::Value;
pub(crate) use writer::Writer;

//! [`Scan`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html).

use super::{Read, ReadText};

/// Reads one page of a whole table or index, or of a segment of it.
#[derive(Debug, Clone)]
pub(crate) struct Scan {
    pub(crate) read: Read,
    pub(crate) segment: Option<Segment>,
}

/// One of several parts that workers read side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) at: u32,
    pub(crate) of: u32,
}

impl Scan {
    pub(crate) fn render(&self) -> ReadText {
        self.read.render(None)
    }
}

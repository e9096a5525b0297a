//! How a write ended, to its sender.

use dynamorph::{Error, Outcome, Result};

/// How a write ended.
#[derive(Debug)]
pub(crate) enum Ending<T> {
    Written(T),
    NotWritten(Box<Error>),
    /// By an error, or since it was dropped in its middle.
    Unknown(Option<Box<Error>>),
}

impl<T> Ending<T> {
    /// None is a write that was dropped.
    pub(crate) fn of(result: Option<Result<T>>) -> Self {
        match result {
            None => Self::Unknown(None),
            Some(Ok(written)) => Self::Written(written),
            Some(Err(error)) => match error.outcome() {
                Outcome::NotApplied => Self::NotWritten(Box::new(error)),
                Outcome::Unknown => Self::Unknown(Some(Box::new(error))),
                Outcome::Applied => panic!("a write says nothing that could not be read: {error}"),
            },
        }
    }
}

/// How many writes ended in each way.
#[derive(Debug, Default)]
pub(crate) struct Endings {
    pub(crate) written: u64,
    pub(crate) not_written: u64,
    pub(crate) unknown: u64,
}

impl Endings {
    pub(crate) fn count<T>(&mut self, ending: &Ending<T>) {
        match ending {
            Ending::Written(_) => self.written += 1,
            Ending::NotWritten(_) => self.not_written += 1,
            Ending::Unknown(_) => self.unknown += 1,
        }
    }

    /// Every way was seen, or there was nothing to judge.
    #[track_caller]
    pub(crate) fn assert_all_seen(&self) {
        assert!(self.written > 0 && self.not_written > 0 && self.unknown > 0, "{self:?}");
    }
}

//! The options that queries and scans share.

use super::filter::Filter;
use super::setup_error::SetupError;
use crate::builders::cursor::{Contexts, Cursor};
use crate::error::InvalidRequest;

/// How much is read, from where, and how.
#[derive(Debug, Clone, Default)]
pub(in crate::builders) struct Options {
    pub(super) error: Option<SetupError>,
    pub(in crate::builders) is_consistent: bool,
    pub(super) limit: Option<u32>,
    pub(super) page_size: Option<u32>,
    pub(super) max_pages: Option<u32>,
    pub(in crate::builders) cursor: Option<Cursor>,
    pub(in crate::builders) contexts: Contexts,
    pub(super) filter: Filter,
    pub(in crate::builders) includes_expired: bool,
}

impl Options {
    pub(in crate::builders) fn limit(&mut self, items: u32) {
        self.refuse_zero("limit", items);
        self.limit = Some(items);
    }

    pub(in crate::builders) fn page_size(&mut self, items: u32) {
        self.refuse_zero("page_size", items);
        self.page_size = Some(items);
    }

    pub(in crate::builders) fn max_pages(&mut self, pages: u32) {
        self.refuse_zero("max_pages", pages);
        self.max_pages = Some(pages);
    }

    /// Remembers what is wrong with the chain. The first thing is told.
    pub(in crate::builders) fn refuse(&mut self, error: impl Into<SetupError>) {
        self.error.get_or_insert(error.into());
    }

    fn refuse_zero(&mut self, option: &'static str, value: u32) {
        if value == 0 {
            self.refuse(InvalidRequest::Zero(option));
        }
    }
}

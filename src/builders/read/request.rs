//! The request of a page.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;

use crate::client::{Customize, Dynamo, ItemSink, PageOutput};
use crate::error::Result;
use crate::expression::{KeyCondition, Predicate};
use crate::operation::{Query, Read, Scan};

/// A page of a query or of a scan.
pub(in crate::builders) enum Request {
    Query(Query, Option<Customize<QueryFluentBuilder>>),
    Scan(Scan, Option<Customize<ScanFluentBuilder>>),
}

impl Request {
    pub(in crate::builders) fn read(&self) -> &Read {
        match self {
            Self::Query(query, _) => &query.read,
            Self::Scan(scan, _) => &scan.read,
        }
    }

    pub(super) fn read_mut(&mut self) -> &mut Read {
        match self {
            Self::Query(query, _) => &mut query.read,
            Self::Scan(scan, _) => &mut scan.read,
        }
    }

    /// The key condition of a query.
    pub(in crate::builders) fn key(&self) -> Option<&KeyCondition> {
        match self {
            Self::Query(query, _) => Some(&query.key),
            Self::Scan(..) => None,
        }
    }

    /// Whether no item can answer, so that nothing has to be asked.
    pub(in crate::builders) fn is_empty(&self) -> bool {
        self.key().is_some_and(KeyCondition::is_empty)
            || self.read().filter.as_ref().is_some_and(Predicate::is_false)
    }

    pub(super) async fn send<S: ItemSink>(&self, db: &Dynamo, sink: S) -> Result<PageOutput<S>> {
        match self {
            Self::Query(query, customize) => db.query_page(query, customize.as_ref(), sink).await,
            Self::Scan(scan, customize) => db.scan_page(scan, customize.as_ref(), sink).await,
        }
    }
}

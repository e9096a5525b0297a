//! What `Query` and `Scan` have in common: a page asked for, and a page answered.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::Select as SdkSelect;

use super::parts::{self, Attributes};
use crate::client::Cost;
use crate::client::call::Call;
use crate::client::sink::{AnySink, Tapped};
use crate::error::{Context, Error, Result};
use crate::operation::{Read, ReadText, Select};
use crate::value::RawItem;

/// The members of a request, in the SDK's types.
pub(super) struct PageRequest {
    pub(super) index: Option<String>,
    pub(super) key: Option<String>,
    pub(super) filter: Option<String>,
    pub(super) projection: Option<String>,
    pub(super) names: Option<HashMap<String, String>>,
    pub(super) values: Option<Attributes>,
    pub(super) is_consistent: Option<bool>,
    pub(super) select: Option<SdkSelect>,
    pub(super) limit: Option<i32>,
    pub(super) start: Option<Attributes>,
}

impl PageRequest {
    pub(super) fn new(read: &Read, text: ReadText) -> Self {
        Self {
            index: read.index.map(str::to_owned),
            key: text.key,
            filter: text.filter,
            projection: text.projection,
            names: parts::names(&text.placeholders),
            values: parts::values(&text.placeholders),
            is_consistent: read.is_consistent.then_some(true),
            select: match read.select {
                Select::Held | Select::Attributes(_) => None,
                Select::Whole => Some(SdkSelect::AllAttributes),
                Select::Count => Some(SdkSelect::Count),
            },
            limit: read.limit.map(|limit| i32::try_from(limit).unwrap_or(i32::MAX)),
            start: read.start.as_deref().map(parts::key),
        }
    }
}

/// The members of an answer, in the SDK's types.
pub(super) struct PageAnswer {
    pub(super) items: Option<Vec<Attributes>>,
    pub(super) count: i32,
    pub(super) scanned: i32,
    pub(super) last_key: Option<Attributes>,
}

/// One page: its items went to the sink.
pub(crate) struct PageOutput<S> {
    pub(crate) sink: S,
    /// How many items DynamoDB answered with.
    pub(crate) count: usize,
    /// How many it evaluated.
    pub(crate) scanned: usize,
    /// The position to go on from; none at the end.
    pub(crate) last_key: Option<RawItem>,
    pub(crate) cost: Cost,
}

impl<S> PageOutput<S> {
    /// The same page, with another view of its sink.
    pub(super) fn map<T>(self, change: impl FnOnce(S) -> T) -> PageOutput<T> {
        let Self { sink, count, scanned, last_key, cost } = self;
        PageOutput { sink: change(sink), count, scanned, last_key, cost }
    }
}

impl PageOutput<AnySink> {
    pub(super) fn new(tapped: Tapped, answer: PageAnswer, call: &mut Call<'_>) -> Result<Self> {
        let count = to_count(answer.count, &call.context)?;
        let scanned = to_count(answer.scanned, &call.context)?;
        let last_key = answer.last_key.filter(|key| !key.is_empty()).map(RawItem::from);
        let items = answer.items.unwrap_or_default().into_iter().map(RawItem::from);
        let (sink, found) = tapped.finish(items, &call.context)?;
        call.read(scanned.max(found), count.max(found));
        Ok(Self { sink, count, scanned, last_key, cost: call.cost() })
    }
}

fn to_count(count: i32, context: &Context) -> Result<usize> {
    usize::try_from(count).map_err(|_| Error::MalformedResponse {
        context: Box::new(context.clone()),
        detail: "a count is negative",
    })
}

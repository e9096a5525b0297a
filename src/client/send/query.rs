//! `Query`.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::Select as SdkSelect;

use super::parts;
use crate::client::body::BodySwap;
use crate::client::failure::failure;
use crate::client::sink::{ItemSink, Tapped};
use crate::client::{Customize, Dynamo};
use crate::error::{Context, Error, Result};
use crate::expression::Placeholders;
use crate::operation::{Query, Select};
use crate::value::RawItem;

/// One page: its items went to the sink.
pub(crate) struct QueryOutput<S> {
    pub(crate) sink: S,
    /// How many items DynamoDB answered with.
    pub(crate) count: usize,
    /// How many it evaluated.
    pub(crate) scanned: usize,
    /// The position to go on from; none at the end.
    pub(crate) last_key: Option<RawItem>,
}

impl Dynamo {
    /// Reads one page into the sink.
    pub(crate) async fn query_page<S: ItemSink>(
        &self,
        operation: &Query,
        customize: Option<&Customize<QueryFluentBuilder>>,
        sink: S,
    ) -> Result<QueryOutput<S>> {
        let table = self.physical_name(operation.target.table);
        let context = Context::new("Query", table.to_string(), operation.target.entity)
            .index(operation.index);
        let mut placeholders = Placeholders::default();
        let key = operation.key.render(&mut placeholders);
        let filter = operation.filter.as_ref().map(|filter| filter.render(&mut placeholders));
        let projection = match &operation.select {
            Select::Attributes(attributes) => {
                let names: Vec<String> =
                    attributes.iter().map(|name| placeholders.name(name)).collect();
                Some(names.join(", "))
            }
            Select::Held | Select::Whole | Select::Count => None,
        };
        let mut request = self
            .client()
            .query()
            .table_name(table)
            .set_index_name(operation.index.map(str::to_owned))
            .key_condition_expression(key)
            .set_filter_expression(filter)
            .set_projection_expression(projection)
            .set_expression_attribute_names(parts::names(&placeholders))
            .set_expression_attribute_values(parts::values(&placeholders))
            .set_scan_index_forward(operation.is_reverse.then_some(false))
            .set_consistent_read(operation.is_consistent.then_some(true))
            .set_select(match operation.select {
                Select::Held | Select::Attributes(_) => None,
                Select::Whole => Some(SdkSelect::AllAttributes),
                Select::Count => Some(SdkSelect::Count),
            })
            .set_limit(operation.limit.map(|limit| i32::try_from(limit).unwrap_or(i32::MAX)))
            .set_exclusive_start_key(operation.start.as_deref().map(parts::key));
        if let Some(customize) = customize {
            request = customize(request);
        }
        let tapped = Tapped::new(sink);
        let swap = BodySwap::default().take(tapped.take("Items", &context));
        let mut request = request.customize().interceptor(swap);
        if let Some(limits) = self.page_limits() {
            request = request.config_override(limits);
        }
        let output = request.send().await;
        let output = match output {
            Ok(output) => output,
            Err(error) => return Err(failure(self, &context, &error).await),
        };
        let (count, scanned) =
            (to_count(output.count, &context)?, to_count(output.scanned_count, &context)?);
        let last_key = output.last_evaluated_key.filter(|key| !key.is_empty()).map(RawItem::from);
        let sink = tapped
            .finish(output.items.unwrap_or_default().into_iter().map(RawItem::from), &context)?;
        Ok(QueryOutput { sink, count, scanned, last_key })
    }
}

fn to_count(count: i32, context: &Context) -> Result<usize> {
    usize::try_from(count).map_err(|_| Error::MalformedResponse {
        context: Box::new(context.clone()),
        detail: "a count is negative",
    })
}

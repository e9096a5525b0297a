//! `BatchGetItem`.

use std::collections::HashMap;
use std::pin::pin;

use aws_sdk_dynamodb::operation::RequestId as _;
use aws_sdk_dynamodb::types::KeysAndAttributes;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin as _;
use tracing::Instrument as _;

use super::parts::{self, Attributes, in_place};
use crate::client::Dynamo;
use crate::client::body::{BodySwap, Parser, Resend};
use crate::client::call::Call;
use crate::client::cost::Effect;
use crate::client::failure::failure;
use crate::client::sink::{AnySink, ItemSink, Tapped, of_kind};
use crate::client::timeouts::Timed;
use crate::error::{Context, Error, Result};
use crate::operation::{BatchGetItem, KeyIndex, TableKeys};
use crate::value::{KeyValue, RawItem};

/// What a `BatchGetItem` brought.
pub(crate) struct BatchGot<S> {
    pub(crate) sink: S,
    /// The positions of the keys that the service left unread, in the index.
    pub(crate) unprocessed: Vec<usize>,
}

static PARSER: Parser =
    Parser::of(|| aws_sdk_dynamodb::operation::batch_get_item::BatchGetItem::new().config());

impl Dynamo {
    /// Hands the items of one request to the sink. It is sent once: what is left is the caller's to send again.
    pub(crate) async fn batch_get_item<S: ItemSink>(
        &self,
        operation: &BatchGetItem,
        index: &KeyIndex,
        sink: S,
    ) -> Result<BatchGot<S>> {
        let sent = in_place(|| self.send_batch_get_item(operation, index, Box::new(sink)));
        let BatchGot { sink, unprocessed } = sent.await?;
        Ok(BatchGot { sink: of_kind(sink), unprocessed })
    }

    async fn send_batch_get_item(
        &self,
        operation: &BatchGetItem,
        index: &KeyIndex,
        sink: AnySink,
    ) -> Result<BatchGot<AnySink>> {
        let tables = parts::table_list(operation.tables.iter().map(|keys| keys.table.as_str()));
        let context = Context::new("BatchGetItem", tables, operation.entity);
        let mut call = Call::begin(self, context, Effect::Read).await?;
        let read = self.call_batch_get_item(operation, index, sink, &mut call).await;
        call.end(read).await
    }

    async fn call_batch_get_item(
        &self,
        operation: &BatchGetItem,
        index: &KeyIndex,
        sink: AnySink,
        call: &mut Call<'_>,
    ) -> Result<BatchGot<AnySink>> {
        let mut items = HashMap::with_capacity(operation.tables.len());
        for keys in &operation.tables {
            items.insert(keys.table.clone(), request_of(keys, &call.context)?);
        }
        let request = self
            .client()
            .batch_get_item()
            .set_return_consumed_capacity(call.asks_capacity())
            .set_request_items(Some(items));
        let tapped = Tapped::new(sink);
        let swap = BodySwap::new(call.attempts())
            .limits(self.limits(Timed::Page))
            .resend(Resend::Never)
            .take(tapped.take_by_table("Responses"), &PARSER);
        let request = pin!(request.send());
        let output = match swap.send(request).instrument(call.span()).await {
            Ok(output) => output,
            Err(error) => return Err(failure(self, &call.context, &error).await),
        };
        call.answered(output.request_id(), output.consumed_capacity.clone().unwrap_or_default())?;
        let unprocessed = output.unprocessed_keys.unwrap_or_default();
        let unprocessed = positions(&unprocessed, index, &call.context)?;
        let parsed = output.responses.into_iter().flatten().map(|(table, items)| {
            (Some(table), items.into_iter().map(RawItem::from).collect::<Vec<_>>())
        });
        let (sink, items) = tapped.finish_by_table(parsed, &call.context)?;
        call.read(items, items);
        Ok(BatchGot { sink, unprocessed })
    }
}

fn request_of(keys: &TableKeys, context: &Context) -> Result<KeysAndAttributes> {
    let (projection, placeholders) = keys.options.render();
    let request = KeysAndAttributes::builder()
        .set_keys(Some(keys.keys.iter().map(|key| parts::key(key)).collect()))
        .set_projection_expression(projection)
        .set_expression_attribute_names(parts::names(&placeholders))
        .set_consistent_read(keys.options.is_consistent.then_some(true));
    request.build().map_err(|error| parts::construction(context, &error))
}

/// Where the keys stand that the service says it left. Each was sent, and is said once.
fn positions(
    unprocessed: &HashMap<String, KeysAndAttributes>,
    index: &KeyIndex,
    context: &Context,
) -> Result<Vec<usize>> {
    let mut positions = Vec::new();
    for (table, keys) in unprocessed {
        for key in keys.keys() {
            positions.push(position_of(table, key, index, context)?);
        }
    }
    once_each(positions, context)
}

/// Where the item stands that a batch's answer names.
pub(super) fn position_of(
    table: &str,
    attributes: &Attributes,
    index: &KeyIndex,
    context: &Context,
) -> Result<usize> {
    let found =
        index.find(table, &mut |name| attributes.get(name).map(KeyValue::try_from).transpose());
    found.ok().flatten().ok_or_else(|| Error::MalformedResponse {
        context: Box::new(context.clone()),
        detail: "it names an item as unprocessed that was not in the request",
    })
}

/// Refuses an answer that names an item more than once.
pub(super) fn once_each(mut positions: Vec<usize>, context: &Context) -> Result<Vec<usize>> {
    let named = positions.len();
    positions.sort_unstable();
    positions.dedup();
    if positions.len() == named {
        return Ok(positions);
    }
    Err(Error::MalformedResponse {
        context: Box::new(context.clone()),
        detail: "it names an item as unprocessed twice",
    })
}

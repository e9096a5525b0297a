//! `BatchWriteItem`.

use std::collections::HashMap;
use std::pin::pin;

use aws_sdk_dynamodb::operation::RequestId as _;
use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, WriteRequest};
use tracing::Instrument as _;

use super::batch_get_item::{once_each, position_of};
use super::parts::{self, in_place};
use crate::client::Dynamo;
use crate::client::body::{BodySwap, Resend};
use crate::client::call::Call;
use crate::client::cost::Effect;
use crate::client::failure::failure;
use crate::client::timeouts::Timed;
use crate::error::{Context, Error, Result};
use crate::operation::{BatchWriteItem, KeyIndex};

impl Dynamo {
    /// Writes the items of one request, and answers the positions of those that the service left. It is sent once: what is left is the
    /// caller's to send again.
    pub(crate) async fn batch_write_item(&self, operation: &BatchWriteItem) -> Result<Vec<usize>> {
        let tables = parts::table_list(operation.tables());
        let context = Context::new("BatchWriteItem", tables, operation.entity);
        let mut call = Call::begin(self, context, Effect::Write).await?;
        let written = in_place(|| self.call_batch_write_item(operation, &mut call)).await;
        call.end(written).await
    }

    async fn call_batch_write_item(
        &self,
        operation: &BatchWriteItem,
        call: &mut Call<'_>,
    ) -> Result<Vec<usize>> {
        // The SDK's endpoint rules read the names of the tables.
        let tables = operation.tables().map(|table| (table.to_owned(), Vec::new()));
        let request = self
            .client()
            .batch_write_item()
            .set_return_consumed_capacity(call.asks_capacity())
            .set_request_items(Some(tables.collect()));
        // An empty body would read as "all was written".
        let swap = BodySwap::new(call.attempts())
            .limits(self.limits(Timed::Write))
            .resend(Resend::Never)
            .splice_request_items(operation.json().into());
        let request = pin!(request.send());
        let output = match swap.send(request).instrument(call.span()).await {
            Ok(output) => output,
            Err(error) => return Err(failure(self, &call.context, &error).await),
        };
        call.answered(output.request_id(), output.consumed_capacity.clone().unwrap_or_default())?;
        let unprocessed = output.unprocessed_items.unwrap_or_default();
        positions(&unprocessed, operation.index(), &call.context)
    }
}

/// Where the writes stand that the service says it left. Each was sent, and is said once.
fn positions(
    unprocessed: &HashMap<String, Vec<WriteRequest>>,
    index: &KeyIndex,
    context: &Context,
) -> Result<Vec<usize>> {
    let mut positions = Vec::new();
    for (table, writes) in unprocessed {
        for write in writes {
            let put = write.put_request().map(PutRequest::item);
            let attributes = put.or_else(|| write.delete_request().map(DeleteRequest::key));
            let attributes = attributes.ok_or_else(|| Error::MalformedResponse {
                context: Box::new(context.clone()),
                detail: "it leaves a write unprocessed that is neither a put nor a delete",
            })?;
            positions.push(position_of(table, attributes, index, context)?);
        }
    }
    once_each(positions, context)
}

//! `GetItem`.

use std::pin::pin;

use aws_sdk_dynamodb::operation::RequestId as _;
use aws_sdk_dynamodb::operation::get_item::builders::GetItemFluentBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin as _;
use tracing::Instrument as _;

use super::parts::{self, in_place};
use crate::client::body::{BodySwap, Parser};
use crate::client::call::Call;
use crate::client::cost::Effect;
use crate::client::failure::failure;
use crate::client::sink::{AnySink, ItemSink, Tapped, of_kind};
use crate::client::timeouts::Timed;
use crate::client::{Customize, Dynamo};
use crate::error::{Context, Result};
use crate::operation::GetItem;
use crate::value::RawItem;

static PARSER: Parser =
    Parser::of(|| aws_sdk_dynamodb::operation::get_item::GetItem::new().config());

impl Dynamo {
    /// Hands the item, if there is one, to the sink.
    pub(crate) async fn get_item<S: ItemSink>(
        &self,
        operation: &GetItem,
        customize: Option<&Customize<GetItemFluentBuilder>>,
        sink: S,
    ) -> Result<S> {
        let sent = in_place(|| self.send_get_item(operation, customize, Box::new(sink)));
        Ok(of_kind(sent.await?))
    }

    async fn send_get_item(
        &self,
        operation: &GetItem,
        customize: Option<&Customize<GetItemFluentBuilder>>,
        sink: AnySink,
    ) -> Result<AnySink> {
        let table = self.physical_name(operation.target.table).into_owned();
        let context = Context::new("GetItem", table, operation.target.entity);
        let mut call = Call::begin(self, context, Effect::Read).await?;
        let read = self.call_get_item(operation, customize, sink, &mut call).await;
        call.end(read).await
    }

    async fn call_get_item(
        &self,
        operation: &GetItem,
        customize: Option<&Customize<GetItemFluentBuilder>>,
        sink: AnySink,
        call: &mut Call<'_>,
    ) -> Result<AnySink> {
        let (projection, placeholders) = operation.render();
        let mut request = self
            .client()
            .get_item()
            .table_name(call.context.table())
            .set_key(Some(parts::key(&operation.key)));
        if let Some(capacity) = call.asks_capacity() {
            request = request.return_consumed_capacity(capacity);
        }
        if let Some(projection) = projection {
            request = request
                .projection_expression(projection)
                .set_expression_attribute_names(parts::names(&placeholders));
        }
        if operation.is_consistent {
            request = request.consistent_read(true);
        }
        if let Some(customize) = customize {
            request = customize(request);
        }
        let tapped = Tapped::new(sink);
        let swap = BodySwap::new(call.attempts())
            .limits(self.limits(Timed::Item))
            .take(tapped.take("Item"), &PARSER);
        let request = pin!(request.send());
        let output = match swap.send(request).instrument(call.span()).await {
            Ok(output) => output,
            Err(error) => return Err(failure(self, &call.context, &error).await),
        };
        call.answered(output.request_id(), output.consumed_capacity.clone())?;
        let (sink, items) = tapped.finish(output.item.map(RawItem::from), &call.context)?;
        call.read(items, items);
        Ok(sink)
    }
}

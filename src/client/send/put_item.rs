//! `PutItem`.

use std::pin::pin;

use aws_sdk_dynamodb::operation::RequestId as _;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;
use aws_sdk_dynamodb::types::{ReturnValue, ReturnValuesOnConditionCheckFailure};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin as _;
use tracing::Instrument as _;

use super::parts::{self, in_place};
use crate::client::body::{BodySwap, Parser, Resend};
use crate::client::call::Call;
use crate::client::cost::Effect;
use crate::client::failure::failure;
use crate::client::sink::{AnySink, ItemSink, Tapped, of_kind};
use crate::client::timeouts::Timed;
use crate::client::{Customize, Dynamo, Written};
use crate::error::{Context, Result};
use crate::expression::Placeholders;
use crate::operation::PutItem;
use crate::value::RawItem;

static PARSER: Parser =
    Parser::of(|| aws_sdk_dynamodb::operation::put_item::PutItem::new().config());

impl Dynamo {
    /// Puts the item. The old one, if asked for, goes to the sink.
    pub(crate) async fn put_item<S: ItemSink>(
        &self,
        operation: &PutItem,
        customize: Option<&Customize<PutItemFluentBuilder>>,
        sink: S,
    ) -> Result<Written<S>> {
        let sent = in_place(|| self.send_put_item(operation, customize, Box::new(sink)));
        Ok(sent.await?.map(of_kind))
    }

    async fn send_put_item(
        &self,
        operation: &PutItem,
        customize: Option<&Customize<PutItemFluentBuilder>>,
        sink: AnySink,
    ) -> Result<Written<AnySink>> {
        let table = self.physical_name(operation.target.table).into_owned();
        let context = Context::new("PutItem", table, operation.target.entity);
        let mut call = Call::begin(self, context, Effect::Write).await?;
        let written = self.call_put_item(operation, customize, sink, &mut call).await;
        call.end(written).await
    }

    async fn call_put_item(
        &self,
        operation: &PutItem,
        customize: Option<&Customize<PutItemFluentBuilder>>,
        sink: AnySink,
        call: &mut Call<'_>,
    ) -> Result<Written<AnySink>> {
        let mut placeholders = Placeholders::default();
        let condition =
            operation.condition.as_ref().map(|condition| condition.render(&mut placeholders));
        let mut request = self.client().put_item().table_name(call.context.table());
        if let Some(capacity) = call.asks_capacity() {
            request = request.return_consumed_capacity(capacity);
        }
        if let Some(condition) = condition {
            request = request
                .condition_expression(condition)
                .return_values_on_condition_check_failure(
                    ReturnValuesOnConditionCheckFailure::AllOld,
                )
                .set_expression_attribute_names(parts::names(&placeholders));
        }
        if let Some(values) = parts::values(&placeholders) {
            request = request.set_expression_attribute_values(Some(values));
        }
        if operation.returns_old {
            request = request.return_values(ReturnValue::AllOld);
        }
        if let Some(customize) = customize {
            request = customize(request);
        }
        // A second one would not answer the item that the first one replaced.
        let resend = if operation.returns_old { Resend::Unambiguous } else { Resend::Always };
        let tapped = Tapped::new(sink);
        let mut swap = BodySwap::new(call.attempts())
            .limits(self.limits(Timed::Write))
            .resend(resend)
            .splice_item(operation.item.clone());
        if operation.returns_old {
            swap = swap.take(tapped.take("Attributes"), &PARSER);
        }
        let request = pin!(request.send());
        match swap.send(request).instrument(call.span()).await {
            Ok(output) => {
                call.answered(output.request_id(), output.consumed_capacity.clone())?;
                let old = output.attributes.map(RawItem::from);
                tapped.finish(old, &call.context).map(|(sink, _)| Written::Applied(sink))
            }
            Err(error) => match error.as_service_error() {
                Some(PutItemError::ConditionalCheckFailedException(refused)) => {
                    call.condition_failed(error.request_id());
                    Ok(Written::refused(call.context.clone(), &error, refused.item()))
                }
                _ => Err(failure(self, &call.context, &error).await),
            },
        }
    }
}

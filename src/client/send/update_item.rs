//! `UpdateItem`.

use std::pin::pin;

use aws_sdk_dynamodb::operation::RequestId as _;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
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
use crate::error::{Context, Error, Result, ServiceFailure};
use crate::expression::Placeholders;
use crate::operation::{Returns, UpdateItem};
use crate::value::RawItem;

static PARSER: Parser =
    Parser::of(|| aws_sdk_dynamodb::operation::update_item::UpdateItem::new().config());

impl Dynamo {
    /// Changes the item under a key. The image asked for goes to the sink.
    pub(crate) async fn update_item<S: ItemSink>(
        &self,
        operation: &UpdateItem,
        customize: Option<&Customize<UpdateItemFluentBuilder>>,
        sink: S,
    ) -> Result<Written<S>> {
        let sent = in_place(|| self.send_update_item(operation, customize, Box::new(sink)));
        Ok(sent.await?.map(of_kind))
    }

    async fn send_update_item(
        &self,
        operation: &UpdateItem,
        customize: Option<&Customize<UpdateItemFluentBuilder>>,
        sink: AnySink,
    ) -> Result<Written<AnySink>> {
        let table = self.physical_name(operation.target.table).into_owned();
        let context = Context::new("UpdateItem", table, operation.target.entity);
        let mut call = Call::begin(self, context, Effect::Write).await?;
        let written = self.call_update_item(operation, customize, sink, &mut call).await;
        call.end(written).await
    }

    async fn call_update_item(
        &self,
        operation: &UpdateItem,
        customize: Option<&Customize<UpdateItemFluentBuilder>>,
        sink: AnySink,
        call: &mut Call<'_>,
    ) -> Result<Written<AnySink>> {
        let mut placeholders = Placeholders::default();
        let update = operation.changes.render(&mut placeholders);
        let condition =
            operation.condition.as_ref().map(|condition| condition.render(&mut placeholders));
        let mut request = self
            .client()
            .update_item()
            .table_name(call.context.table())
            .set_return_consumed_capacity(call.asks_capacity())
            .set_key(Some(parts::key(&operation.key)))
            .update_expression(update)
            .set_return_values_on_condition_check_failure(
                condition.as_ref().map(|_| ReturnValuesOnConditionCheckFailure::AllOld),
            )
            .set_condition_expression(condition)
            .set_expression_attribute_names(parts::names(&placeholders))
            .set_expression_attribute_values(parts::values(&placeholders))
            .set_return_values(match operation.returns {
                Returns::Nothing => None,
                Returns::Old => Some(ReturnValue::AllOld),
                Returns::New => Some(ReturnValue::AllNew),
            });
        if let Some(customize) = customize {
            request = customize(request);
        }
        // A second one would answer what the first one wrote as the old item.
        let is_repeatable = operation.changes.is_idempotent() && operation.returns != Returns::Old;
        let resend = if is_repeatable { Resend::Always } else { Resend::Unambiguous };
        let tapped = Tapped::new(sink);
        let mut swap =
            BodySwap::new(call.attempts()).limits(self.limits(Timed::Write)).resend(resend);
        if operation.returns != Returns::Nothing {
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
                Some(UpdateItemError::ConditionalCheckFailedException(refused)) => {
                    call.condition_failed(error.request_id());
                    Ok(Written::refused(call.context.clone(), &error, refused.item()))
                }
                _ => Err(of_update(failure(self, &call.context, &error).await)),
            },
        }
    }
}

/// What the service says of an update that needs an attribute that is not there. It has one code for all that it refuses.
const MISSING_PARENT: &str = "document path provided in the update expression is invalid";
const MISSING_OPERAND: &str = "refers to an attribute that does not exist";

fn of_update(error: Error) -> Error {
    let Error::Service(failure) = error else {
        return error;
    };
    let says = |failure: &ServiceFailure, words| {
        failure.message().is_some_and(|message| message.contains(words))
    };
    if failure.code() != Some("ValidationException") {
        Error::Service(failure)
    } else if says(&failure, MISSING_PARENT) {
        Error::MissingParent(failure)
    } else if says(&failure, MISSING_OPERAND) {
        Error::MissingOperand(failure)
    } else {
        Error::Service(failure)
    }
}

//! `TransactWriteItems`.

use std::pin::pin;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::RequestId as _;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    ConditionCheck, Delete, Put, ReturnValuesOnConditionCheckFailure as Returned,
    TransactWriteItem, Update,
};
use tracing::Instrument as _;

use super::parts::{self, in_place};
use crate::client::Dynamo;
use crate::client::body::{BodySwap, Resend};
use crate::client::call::Call;
use crate::client::cost::Effect;
use crate::client::failure::failure;
use crate::client::rounds::Rounds;
use crate::client::timeouts::Timed;
use crate::client::transacted::{Transacted, canceled};
use crate::codec::ItemReader;
use crate::error::{Context, Error, Result};
use crate::expression::Placeholders;
use crate::operation::{
    ConditionCheck as CheckItem, DeleteItem, PutItem, TransactWriteItems, UpdateItem, WriteItem,
};

impl Dynamo {
    /// Writes all of it or nothing.
    ///
    /// The token makes it safe to send it again, whatever became of an attempt; it is, after contention and failures.
    pub(crate) async fn transact_write_items(
        &self,
        operation: &TransactWriteItems,
    ) -> Result<Transacted<()>> {
        let mut rounds = Rounds::new(self, Effect::Write);
        loop {
            let context = self.group_context("TransactWriteItems", operation.targets());
            let mut call = match Call::begin(self, context, Effect::Write).await {
                Ok(call) => call,
                Err(error) => return rounds.end(Err(error)),
            };
            let sent = in_place(|| self.call_transact_write(operation, &mut call)).await;
            let attempts = call.attempts();
            let sent = call.end(sent).await;
            if !rounds.again(self, &attempts, &sent).await {
                return rounds.end(sent);
            }
        }
    }

    async fn call_transact_write(
        &self,
        operation: &TransactWriteItems,
        call: &mut Call<'_>,
    ) -> Result<Transacted<()>> {
        let items = operation.items.iter().map(|item| self.transact_write_item(item));
        let items = items.collect::<Result<Vec<_>>>();
        let items = items.map_err(|error| error.in_context(&call.context))?;
        let request = self
            .client()
            .transact_write_items()
            .set_transact_items(Some(items))
            .client_request_token(&operation.token)
            .set_return_consumed_capacity(call.asks_capacity());
        let swap =
            BodySwap::new(call.attempts()).limits(self.limits(Timed::Write)).resend(Resend::Never);
        let request = pin!(request.send());
        match swap.send(request).instrument(call.span()).await {
            Ok(output) => {
                let consumed = output.consumed_capacity().to_vec();
                call.answered(output.request_id(), consumed)?;
                Ok(Transacted::Done(()))
            }
            Err(error) => match canceled_reasons(&error) {
                Some(reasons) => {
                    call.canceled(error.request_id());
                    let request_id = error.request_id().map(str::to_owned);
                    canceled(&call.context, request_id, reasons, operation.items.len())
                }
                None => Err(failure(self, &call.context, &error).await),
            },
        }
    }

    fn transact_write_item(&self, item: &WriteItem) -> Result<TransactWriteItem> {
        let builder = TransactWriteItem::builder();
        let table = self.physical_name(item.target().table).into_owned();
        let built = match item {
            WriteItem::Put(put) => builder.put(of_put(put, table)?),
            WriteItem::Update(update) => builder.update(of_update(update, table)?),
            WriteItem::Delete(delete) => builder.delete(of_delete(delete, table)?),
            WriteItem::Check(check) => builder.condition_check(of_check(check, table)?),
        };
        Ok(built.build())
    }
}

fn canceled_reasons<R>(
    error: &SdkError<TransactWriteItemsError, R>,
) -> Option<&[aws_sdk_dynamodb::types::CancellationReason]> {
    match error.as_service_error()? {
        TransactWriteItemsError::TransactionCanceledException(canceled) => {
            Some(canceled.cancellation_reasons())
        }
        _ => None,
    }
}

/// What the SDK says of a member that is missing; none is.
fn unbuilt(entity: &'static str, error: &dyn std::error::Error) -> Error {
    parts::construction(&Context::of_entity(entity), error)
}

fn of_put(put: &PutItem, table: String) -> Result<Put> {
    let entity = put.target.entity;
    let item = ItemReader::from_slice(&put.item).and_then(|mut item| item.raw());
    let item = item.map_err(|source| Error::decode(entity, source))?;
    let mut placeholders = Placeholders::default();
    let condition = put.condition.as_ref().map(|said| said.render(&mut placeholders));
    let put = Put::builder()
        .table_name(table)
        .set_item(Some(item.into_inner()))
        .set_return_values_on_condition_check_failure(condition.as_ref().map(|_| Returned::AllOld))
        .set_condition_expression(condition)
        .set_expression_attribute_names(parts::names(&placeholders))
        .set_expression_attribute_values(parts::values(&placeholders));
    put.build().map_err(|error| unbuilt(entity, &error))
}

fn of_update(update: &UpdateItem, table: String) -> Result<Update> {
    let mut placeholders = Placeholders::default();
    let text = update.changes.render(&mut placeholders);
    let condition = update.condition.as_ref().map(|said| said.render(&mut placeholders));
    let built = Update::builder()
        .table_name(table)
        .set_key(Some(parts::key(&update.key)))
        .update_expression(text)
        .set_return_values_on_condition_check_failure(condition.as_ref().map(|_| Returned::AllOld))
        .set_condition_expression(condition)
        .set_expression_attribute_names(parts::names(&placeholders))
        .set_expression_attribute_values(parts::values(&placeholders));
    built.build().map_err(|error| unbuilt(update.target.entity, &error))
}

fn of_delete(delete: &DeleteItem, table: String) -> Result<Delete> {
    let mut placeholders = Placeholders::default();
    let condition = delete.condition.as_ref().map(|said| said.render(&mut placeholders));
    let built = Delete::builder()
        .table_name(table)
        .set_key(Some(parts::key(&delete.key)))
        .set_return_values_on_condition_check_failure(condition.as_ref().map(|_| Returned::AllOld))
        .set_condition_expression(condition)
        .set_expression_attribute_names(parts::names(&placeholders))
        .set_expression_attribute_values(parts::values(&placeholders));
    built.build().map_err(|error| unbuilt(delete.target.entity, &error))
}

fn of_check(check: &CheckItem, table: String) -> Result<ConditionCheck> {
    let mut placeholders = Placeholders::default();
    let condition = check.condition.render(&mut placeholders);
    let built = ConditionCheck::builder()
        .table_name(table)
        .set_key(Some(parts::key(&check.key)))
        .condition_expression(condition)
        .return_values_on_condition_check_failure(Returned::AllOld)
        .set_expression_attribute_names(parts::names(&placeholders))
        .set_expression_attribute_values(parts::values(&placeholders));
    built.build().map_err(|error| unbuilt(check.target.entity, &error))
}

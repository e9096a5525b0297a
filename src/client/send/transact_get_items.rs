//! `TransactGetItems`.

use std::pin::pin;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::RequestId as _;
use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsError;
use aws_sdk_dynamodb::types::{CancellationReason, Get, TransactGetItem};
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
use crate::error::{Context, Error, Result};
use crate::operation::{GetItem, TransactGetItems};
use crate::value::RawItem;

/// The items found, in the order of the keys.
type Found = Vec<Option<RawItem>>;

impl Dynamo {
    /// Reads the items as they are at one moment. Contention and failures are waited out.
    pub(crate) async fn transact_get_items(
        &self,
        operation: &TransactGetItems,
    ) -> Result<Transacted<Found>> {
        let mut rounds = Rounds::new(self, Effect::Read);
        loop {
            let context = self.group_context("TransactGetItems", operation.targets());
            let mut call = match Call::begin(self, context, Effect::Read).await {
                Ok(call) => call,
                Err(error) => return rounds.end(Err(error)),
            };
            let read = in_place(|| self.call_transact_get(operation, &mut call)).await;
            let attempts = call.attempts();
            let read = call.end(read).await;
            if !rounds.again(self, &attempts, &read).await {
                return rounds.end(read);
            }
        }
    }

    async fn call_transact_get(
        &self,
        operation: &TransactGetItems,
        call: &mut Call<'_>,
    ) -> Result<Transacted<Found>> {
        let items = operation.items.iter().map(|item| self.transact_get_item(item));
        let items = items.collect::<Result<Vec<_>>>();
        let items = items.map_err(|error| error.in_context(&call.context))?;
        let request = self
            .client()
            .transact_get_items()
            .set_transact_items(Some(items))
            .set_return_consumed_capacity(call.asks_capacity());
        let swap =
            BodySwap::new(call.attempts()).limits(self.limits(Timed::Page)).resend(Resend::Never);
        let request = pin!(request.send());
        let output = match swap.send(request).instrument(call.span()).await {
            Ok(output) => output,
            Err(error) => {
                let Some(reasons) = canceled_reasons(&error) else {
                    return Err(failure(self, &call.context, &error).await);
                };
                call.canceled(error.request_id());
                let request_id = error.request_id().map(str::to_owned);
                return canceled(&call.context, request_id, reasons, operation.items.len());
            }
        };
        call.answered(output.request_id(), output.consumed_capacity().to_vec())?;
        let responses = output.responses.unwrap_or_default();
        if responses.len() != operation.items.len() {
            return Err(Error::MalformedResponse {
                context: Box::new(call.context.clone()),
                detail: "it does not have an answer for each key",
            });
        }
        let found: Found = responses
            .into_iter()
            .map(|response| response.item.filter(|item| !item.is_empty()).map(RawItem::from))
            .collect();
        call.read(found.len(), found.iter().flatten().count());
        Ok(Transacted::Done(found))
    }

    fn transact_get_item(&self, item: &GetItem) -> Result<TransactGetItem> {
        let (projection, placeholders) = item.render();
        let get = Get::builder()
            .table_name(self.physical_name(item.target.table))
            .set_key(Some(parts::key(&item.key)))
            .set_projection_expression(projection)
            .set_expression_attribute_names(parts::names(&placeholders))
            .build();
        let of_item = || Context::of_entity(item.target.entity);
        let get = get.map_err(|error| parts::construction(&of_item(), &error))?;
        Ok(TransactGetItem::builder().get(get).build())
    }
}

fn canceled_reasons<R>(
    error: &SdkError<TransactGetItemsError, R>,
) -> Option<&[CancellationReason]> {
    match error.as_service_error()? {
        TransactGetItemsError::TransactionCanceledException(canceled) => {
            Some(canceled.cancellation_reasons())
        }
        _ => None,
    }
}

//! `GetItem`.

use aws_sdk_dynamodb::operation::get_item::builders::GetItemFluentBuilder;

use super::parts;
use crate::client::body::BodySwap;
use crate::client::failure::failure;
use crate::client::sink::{AnySink, ItemSink, Tapped, of_kind};
use crate::client::{Customize, Dynamo};
use crate::error::{Context, Result};
use crate::operation::GetItem;
use crate::value::RawItem;

impl Dynamo {
    /// Hands the item, if there is one, to the sink.
    pub(crate) async fn get_item<S: ItemSink>(
        &self,
        operation: &GetItem,
        customize: Option<&Customize<GetItemFluentBuilder>>,
        sink: S,
    ) -> Result<S> {
        let sent = Box::pin(self.send_get_item(operation, customize, Box::new(sink)));
        Ok(of_kind(sent.await?))
    }

    async fn send_get_item(
        &self,
        operation: &GetItem,
        customize: Option<&Customize<GetItemFluentBuilder>>,
        sink: AnySink,
    ) -> Result<AnySink> {
        let table = self.physical_name(operation.target.table);
        let context = Context::new("GetItem", table.to_string(), operation.target.entity);
        let (projection, placeholders) = operation.render();
        let mut request = self
            .client()
            .get_item()
            .table_name(table)
            .set_key(Some(parts::key(&operation.key)))
            .set_projection_expression(projection)
            .set_expression_attribute_names(parts::names(&placeholders))
            .set_consistent_read(operation.is_consistent.then_some(true));
        if let Some(customize) = customize {
            request = customize(request);
        }
        let tapped = Tapped::new(sink);
        let swap = BodySwap::default().take(tapped.take("Item", &context));
        let output = request.customize().interceptor(swap).send().await;
        let output = match output {
            Ok(output) => output,
            Err(error) => return Err(failure(self, &context, &error).await),
        };
        tapped.finish(output.item.map(RawItem::from), &context)
    }
}

//! The SDK's own parser and serializer of one operation, without a client around them.

use aws_sdk_dynamodb::operation::batch_write_item::{BatchWriteItem, BatchWriteItemInput};
use aws_sdk_dynamodb::operation::query::{Query, QueryOutput};
use aws_sdk_dynamodb::types::{PutRequest, WriteRequest};
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};

use super::by_hand::Item;

/// The SDK's response parser for `Query`, which it keeps in the operation's configuration.
pub(crate) struct QueryParser {
    config: FrozenLayer,
    empty: ConfigBag,
    response: HttpResponse,
}

impl QueryParser {
    /// A parser of this body. The body is not copied when it is parsed.
    pub(crate) fn new(body: Vec<u8>) -> Self {
        let status = 200.try_into().expect("a status");
        Self {
            config: Query::new().config().expect("an operation has a configuration"),
            empty: ConfigBag::base(),
            response: HttpResponse::new(status, SdkBody::from(body)),
        }
    }

    pub(crate) fn items(&self) -> Vec<Item> {
        let parser = self.config.load::<SharedResponseDeserializer>().expect("a parser");
        let parsed = parser.deserialize_nonstreaming_with_config(&self.response, &self.empty);
        let output = parsed.expect("a page").downcast::<QueryOutput>().expect("a query's output");
        output.items.expect("a page has items")
    }
}

/// The SDK's serializer of `BatchWriteItem`.
pub(crate) struct BatchWriter {
    config: FrozenLayer,
}

impl BatchWriter {
    pub(crate) fn new() -> Self {
        Self { config: BatchWriteItem::new().config().expect("an operation has a configuration") }
    }

    pub(crate) fn request(&self, items: impl Iterator<Item = Item>) -> HttpRequest {
        let puts = items.map(|item| {
            let put = PutRequest::builder().set_item(Some(item)).build().expect("an item is set");
            WriteRequest::builder().put_request(put).build()
        });
        let input = BatchWriteItemInput::builder().request_items("shop", puts.collect());
        let input = Input::erase(input.build().expect("a batch"));
        let serializer = self.config.load::<SharedRequestSerializer>().expect("a serializer");
        serializer.serialize_input(input, &mut ConfigBag::base()).expect("a request")
    }
}

//! Mocks of the SDK that answer without a body: items come as the SDK's values.

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemOutput;
use aws_sdk_dynamodb::operation::get_item::{GetItemError, GetItemOutput};
use aws_sdk_dynamodb::operation::put_item::{PutItemError, PutItemOutput};
use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::error::{ConditionalCheckFailedException, ResourceNotFoundException};
use aws_smithy_mocks::{RuleMode, mock, mock_client};
use dynamorph::prelude::*;

use super::shop::{Order, order};

fn stored(number: u32) -> HashMap<String, AttributeValue> {
    let text = |text: String| AttributeValue::S(text);
    let attributes = [
        ("pk", text("CUSTOMER#ann".to_owned())),
        ("sk", text(format!("ORDER#{number:020}"))),
        ("gsi1pk", text("STATUS#open".to_owned())),
        ("gsi1sk", text(format!("{number:020}"))),
        ("type", text("ORDER".to_owned())),
        ("customer", text("ann".to_owned())),
        ("number", AttributeValue::N(number.to_string())),
        ("status", text("open".to_owned())),
        ("note", text(format!("note {number}"))),
    ];
    attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[tokio::test]
async fn a_mocked_get_answers_the_item() {
    let found = mock!(Client::get_item)
        .match_requests(|request| request.table_name() == Some("shop"))
        .then_output(|| GetItemOutput::builder().set_item(Some(stored(1))).build());
    let nothing = mock!(Client::get_item).then_output(|| GetItemOutput::builder().build());
    let db = Dynamo::new(mock_client!(aws_sdk_dynamodb, RuleMode::Sequential, &[&found, &nothing]));

    assert_eq!(Order::get(("ann", 1)).one(&db).await.unwrap(), order(1));
    assert_eq!(Order::get(("ann", 2)).send(&db).await.unwrap(), None);
    assert_eq!((found.num_calls(), nothing.num_calls()), (1, 1));
}

#[tokio::test]
async fn a_mocked_query_answers_its_pages() {
    let first = mock!(Client::query).then_output(|| {
        let last = stored(2).into_iter().filter(|(name, _)| name == "pk" || name == "sk").collect();
        QueryOutput::builder()
            .items(stored(1))
            .items(stored(2))
            .count(2)
            .scanned_count(2)
            .set_last_evaluated_key(Some(last))
            .build()
    });
    let second = mock!(Client::query)
        .match_requests(|request| request.exclusive_start_key().is_some())
        .then_output(|| QueryOutput::builder().items(stored(3)).count(1).scanned_count(1).build());
    let db = Dynamo::new(mock_client!(aws_sdk_dynamodb, RuleMode::Sequential, &[&first, &second]));

    assert_eq!(Order::query("ann").all(&db).await.unwrap(), [order(1), order(2), order(3)]);
}

#[tokio::test]
async fn mocked_writes_answer_the_old_item() {
    let put = mock!(Client::put_item)
        .then_output(|| PutItemOutput::builder().set_attributes(Some(stored(1))).build());
    let delete = mock!(Client::delete_item)
        .then_output(|| DeleteItemOutput::builder().set_attributes(Some(stored(1))).build());
    let db = Dynamo::new(mock_client!(aws_sdk_dynamodb, RuleMode::MatchAny, &[&put, &delete]));

    let (new, old) = order(1).save().returning_old().send(&db).await.unwrap();
    assert_eq!((new, old), (order(1), Some(order(1))));
    assert_eq!(Order::delete(("ann", 1)).returning_old().send(&db).await.unwrap(), Some(order(1)));
    order(1).save().send(&db).await.unwrap();
    Order::delete(("ann", 1)).send(&db).await.unwrap();
    assert_eq!((put.num_calls(), delete.num_calls()), (2, 2));
}

#[tokio::test]
async fn mocked_errors_are_typed() {
    let missing = mock!(Client::get_item).then_error(|| {
        GetItemError::ResourceNotFoundException(
            ResourceNotFoundException::builder().message("no table").build(),
        )
    });
    let refused = mock!(Client::put_item).then_error(|| {
        PutItemError::ConditionalCheckFailedException(
            ConditionalCheckFailedException::builder().set_item(Some(stored(1))).build(),
        )
    });
    let db = Dynamo::new(mock_client!(aws_sdk_dynamodb, RuleMode::MatchAny, &[&missing, &refused]));

    let error = order(1).create().send(&db).await.unwrap_err();
    assert!(error.is_condition_failed());
    assert_eq!(error.current::<Order>().unwrap(), Some(order(1)));
    assert_eq!(error.into_input::<Order>().unwrap(), order(1));
    assert!(Order::get(("ann", 1)).send(&db).await.is_err());
    assert_eq!(missing.num_calls(), 1);
}

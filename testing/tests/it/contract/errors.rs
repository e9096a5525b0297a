//! Error codes. Their text is nobody's promise.

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use dynamorph_testing::Engine;

use crate::support::{create_table, key, number, put};

#[tokio::test]
async fn a_failed_condition_gives_the_item_there_when_asked() {
    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("errors"));
    create_table(&client, &table).await;
    put(&client, &table, "A", "1", 1).await;

    let error = client
        .put_item()
        .table_name(&table)
        .set_item(key("A", "1"))
        .condition_expression("attribute_not_exists(pk)")
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .send()
        .await
        .unwrap_err()
        .into_service_error();

    let aws_sdk_dynamodb::operation::put_item::PutItemError::ConditionalCheckFailedException(
        failed,
    ) = error
    else {
        panic!("{error:?}");
    };
    assert_eq!(failed.item.unwrap()["count"], number(1));
}

#[tokio::test]
async fn a_transaction_says_which_of_its_conditions_failed() {
    use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
    use aws_sdk_dynamodb::types::{ConditionCheck, TransactWriteItem};

    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("errors"));
    create_table(&client, &table).await;
    put(&client, &table, "A", "1", 1).await;
    let check = |sort| {
        let check = ConditionCheck::builder().table_name(&table).set_key(key("A", sort));
        let check = check.condition_expression("attribute_exists(pk)").build().unwrap();
        TransactWriteItem::builder().condition_check(check).build()
    };

    let request =
        client.transact_write_items().transact_items(check("1")).transact_items(check("2"));
    let error = request.send().await.unwrap_err().into_service_error();

    let TransactWriteItemsError::TransactionCanceledException(canceled) = error else {
        panic!("{error:?}")
    };
    let codes: Vec<_> =
        canceled.cancellation_reasons().iter().map(|reason| reason.code().unwrap()).collect();
    assert_eq!(codes, ["None", "ConditionalCheckFailed"]);
}

#[tokio::test]
async fn what_the_service_does_not_take_is_a_validation_exception() {
    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("errors"));
    create_table(&client, &table).await;
    let request = || client.put_item().table_name(&table).set_item(key("A", "1"));
    let mut deep = number(1);
    for _ in 0..200 {
        deep = AttributeValue::L(vec![deep]);
    }
    let cases = [
        ("a number that is none", request().item("n", AttributeValue::N("one".to_owned()))),
        ("39 digits", request().item("n", AttributeValue::N("1".repeat(39)))),
        ("an empty set", request().item("s", AttributeValue::Ss(Vec::new()))),
        ("no key", client.put_item().table_name(&table).item("n", number(1))),
        ("an unknown value name", request().condition_expression("n = :n")),
        ("a value nested 200 deep", request().item("l", deep)),
    ];

    for (case, request) in cases {
        let error = request.send().await.unwrap_err();
        assert_eq!(error.code(), Some("ValidationException"), "{case}: {error:?}");
    }
}

#[tokio::test]
async fn an_item_in_a_missing_table_is_a_resource_not_found() {
    let engine = Engine::from_env();

    let request =
        engine.client().get_item().table_name(engine.table("missing")).set_key(key("A", "1"));
    let error = request.send().await.unwrap_err();

    assert_eq!(error.code(), Some("ResourceNotFoundException"));
}

#[tokio::test]
async fn a_second_table_of_one_name_is_a_resource_in_use() {
    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("errors"));
    create_table(&client, &table).await;

    let schema = client.describe_table().table_name(&table).send().await.unwrap().table.unwrap();
    let again = client
        .create_table()
        .table_name(&table)
        .set_key_schema(schema.key_schema)
        .set_attribute_definitions(schema.attribute_definitions)
        .billing_mode(aws_sdk_dynamodb::types::BillingMode::PayPerRequest);
    let error = again.send().await.unwrap_err();

    assert_eq!(error.code(), Some("ResourceInUseException"));
}

#[tokio::test]
async fn answers_and_errors_carry_a_request_id() {
    let engine = Engine::from_env();
    let client = engine.client();

    let answered = client.list_tables().send().await.unwrap();
    let failed =
        client.describe_table().table_name(engine.table("missing")).send().await.unwrap_err();

    assert!(answered.request_id().is_some_and(|id| !id.is_empty()));
    assert!(failed.request_id().is_some_and(|id| !id.is_empty()));
    assert_ne!(answered.request_id(), failed.request_id());
}

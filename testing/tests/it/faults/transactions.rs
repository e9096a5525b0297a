//! Transactions: their errors, and their tokens.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{Put, TransactWriteItem, Update};
use dynamorph_testing::Fault;

use super::support::{TABLE, faulty, is_stored, once};
use crate::support::{key, number};

type Written = Result<(), SdkError<TransactWriteItemsError>>;

fn put(sort: &str) -> TransactWriteItem {
    let put = Put::builder().table_name(TABLE).set_item(key("A", sort)).item("count", number(1));
    TransactWriteItem::builder().put(put.build().unwrap()).build()
}

fn increment() -> TransactWriteItem {
    let update = Update::builder().table_name(TABLE).set_key(key("A", "hits"));
    let update = update.update_expression("ADD #count :one");
    let update = update.expression_attribute_names("#count", "count");
    let update = update.expression_attribute_values(":one", number(1)).build().unwrap();
    TransactWriteItem::builder().update(update).build()
}

async fn send(client: &Client, token: &str, operations: &[TransactWriteItem]) -> Written {
    let write = client.transact_write_items().client_request_token(token);
    write.set_transact_items(Some(operations.to_vec())).send().await.map(|_| ())
}

fn reasons(error: SdkError<TransactWriteItemsError>) -> Vec<String> {
    let TransactWriteItemsError::TransactionCanceledException(canceled) =
        error.into_service_error()
    else {
        panic!("not cancelled")
    };
    let code = |reason: &aws_sdk_dynamodb::types::CancellationReason| {
        reason.code().unwrap_or_default().to_owned()
    };
    canceled.cancellation_reasons().iter().map(code).collect()
}

#[tokio::test]
async fn a_cancelled_transaction_has_a_reason_for_each_operation() {
    let (engine, faulty) = faulty().await;
    let cases = [
        (Fault::conflict(), ["TransactionConflict", "None"]),
        (Fault::condition_failed(), ["ConditionalCheckFailed", "None"]),
        (Fault::canceled(["None", "ThrottlingError"]), ["None", "ThrottlingError"]),
    ];
    for (fault, expected) in cases {
        faulty.on("TransactWriteItems").times(1).fail(fault.clone());

        let error = send(&once(&faulty), "token", &[put("1"), put("2")]).await.unwrap_err();

        assert_eq!(reasons(error), expected, "{fault:?}");
        assert!(!is_stored(&engine, "1").await);
    }
}

#[tokio::test]
async fn a_transaction_may_be_in_progress() {
    let (_, faulty) = faulty().await;
    faulty.on("TransactWriteItems").fail(Fault::in_progress());

    let error = send(&once(&faulty), "token", &[put("1")]).await.unwrap_err();

    assert!(error.into_service_error().is_transaction_in_progress_exception());
}

#[tokio::test]
async fn a_conflict_cancels_a_read_too() {
    let (_, faulty) = faulty().await;
    faulty.on("TransactGetItems").fail(Fault::conflict());
    let get = aws_sdk_dynamodb::types::Get::builder().table_name(TABLE).set_key(key("A", "1"));
    let get = aws_sdk_dynamodb::types::TransactGetItem::builder().get(get.build().unwrap()).build();

    let error = once(&faulty).transact_get_items().transact_items(get).send().await.unwrap_err();

    assert!(error.into_service_error().is_transaction_canceled_exception());
}

#[tokio::test(start_paused = true)]
async fn a_lost_transaction_is_done_once_however_often_its_token_is_sent() {
    let (engine, faulty) = faulty().await;
    faulty.on("TransactWriteItems").times(2).fail(Fault::lost().applied());

    send(&faulty.client(), "one", &[increment(), put("1")]).await.unwrap();
    assert_eq!(faulty.requests().len(), 3);
    assert_eq!(crate::support::count(&engine, TABLE, "A", "hits").await, Some(1));

    send(&faulty.client(), "two", &[increment(), put("1")]).await.unwrap();
    assert_eq!(crate::support::count(&engine, TABLE, "A", "hits").await, Some(2));
}

#[tokio::test]
async fn a_token_of_another_transaction_is_refused() {
    let (_, faulty) = faulty().await;
    faulty.on("TransactWriteItems").times(1).fail(Fault::lost().applied());

    send(&once(&faulty), "token", &[put("1")]).await.unwrap_err();
    let error = send(&once(&faulty), "token", &[put("2")]).await.unwrap_err();

    assert!(error.into_service_error().is_idempotent_parameter_mismatch_exception());
}

#[tokio::test]
async fn a_cancelled_transaction_may_be_sent_again_with_its_token() {
    let (engine, faulty) = faulty().await;
    faulty.on("TransactWriteItems").times(1).fail(Fault::conflict());

    send(&once(&faulty), "token", &[put("1")]).await.unwrap_err();
    send(&once(&faulty), "token", &[put("1")]).await.unwrap();

    assert!(is_stored(&engine, "1").await);
}

//! Errors of the service, as the SDK reads them.

use aws_sdk_dynamodb::error::ProvideErrorMetadata as _;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use dynamorph_testing::Fault;

use super::support::{TABLE, faulty, is_stored, once, put};
use crate::support::key;

#[tokio::test]
async fn each_error_has_its_status_and_its_code() {
    let (engine, faulty) = faulty().await;
    let cases = [
        (Fault::throttled(), 400, "ProvisionedThroughputExceededException"),
        (Fault::throttled_on_demand(), 400, "ThrottlingException"),
        (Fault::internal_error(), 500, "InternalServerError"),
        (Fault::unavailable(), 503, "ServiceUnavailable"),
        (Fault::conflict(), 400, "TransactionConflictException"),
        (Fault::condition_failed(), 400, "ConditionalCheckFailedException"),
        (Fault::error(400, "ExpiredTokenException", "expired"), 400, "ExpiredTokenException"),
    ];
    for (fault, status, code) in cases {
        faulty.on("PutItem").times(1).fail(fault.clone());

        let error = put(&once(&faulty), "1").await.unwrap_err();

        let answered = error.raw_response().unwrap().status().as_u16();
        assert_eq!((answered, error.code()), (status, Some(code)), "{fault:?}");
        assert!(!is_stored(&engine, "1").await, "{fault:?}");
    }
}

#[tokio::test]
async fn throttles_say_what_was_throttled() {
    let (_, faulty) = faulty().await;
    faulty.on("PutItem").times(1).fail(Fault::throttled());
    faulty.on("PutItem").times(1).fail(Fault::throttled_on_demand());
    faulty.on("Scan").fail(Fault::throttled());
    let client = once(&faulty);

    let provisioned = put(&client, "1").await.unwrap_err().into_service_error();
    let on_demand = put(&client, "1").await.unwrap_err().into_service_error();
    let scan = client.scan().table_name(TABLE).send().await.unwrap_err().into_service_error();

    let PutItemError::ProvisionedThroughputExceededException(provisioned) = provisioned else {
        panic!("{provisioned:?}")
    };
    let PutItemError::ThrottlingException(on_demand) = on_demand else { panic!("{on_demand:?}") };
    let reason = &provisioned.throttling_reasons()[0];
    assert_eq!(reason.reason(), Some("TableWriteProvisionedThroughputExceeded"));
    assert!(reason.resource().unwrap().ends_with(":table/shop"));
    let reason = &on_demand.throttling_reasons()[0];
    assert_eq!(reason.reason(), Some("TableWriteKeyRangeThroughputExceeded"));
    assert!(format!("{scan:?}").contains("TableReadProvisionedThroughputExceeded"));
}

#[tokio::test(start_paused = true)]
async fn the_sdk_tries_throttles_and_failures_again() {
    let failures = [
        Fault::throttled(),
        Fault::throttled_on_demand(),
        Fault::internal_error(),
        Fault::unavailable(),
        Fault::lost(),
        Fault::refused(),
        Fault::timeout(),
    ];
    for fault in failures {
        let (engine, faulty) = faulty().await;
        faulty.on("PutItem").times(2).fail(fault.clone());

        put(&faulty.client(), "1").await.unwrap();

        assert_eq!(faulty.requests().of("PutItem").len(), 3, "{fault:?}");
        assert!(is_stored(&engine, "1").await, "{fault:?}");
    }
}

#[tokio::test]
async fn a_failed_condition_of_a_fault_is_the_sdks_own_error() {
    let (_, faulty) = faulty().await;
    faulty.on("DeleteItem").fail(Fault::condition_failed());

    let delete = once(&faulty).delete_item().table_name(TABLE).set_key(key("A", "1"));
    let error = delete.send().await.unwrap_err().into_service_error();

    assert!(error.is_conditional_check_failed_exception(), "{error:?}");
}

//! Errors of the service and of the connection, by kind.

use dynamorph::prelude::*;
use dynamorph::{Error, ServiceErrorKind};
use dynamorph_testing::{Fault, Reply, Scripted};

use super::shop::{Order, order};

#[tokio::test(start_paused = true)]
async fn errors_of_the_service_have_a_kind() {
    let cases = [
        (400, "ResourceNotFoundException", ServiceErrorKind::TableNotFound),
        (400, "ValidationException", ServiceErrorKind::Validation),
        (400, "SerializationException", ServiceErrorKind::Validation),
        (400, "AccessDeniedException", ServiceErrorKind::AccessDenied),
        (400, "UnrecognizedClientException", ServiceErrorKind::AccessDenied),
        (400, "ExpiredTokenException", ServiceErrorKind::AccessDenied),
        (400, "MissingAuthenticationTokenException", ServiceErrorKind::AccessDenied),
        (400, "ProvisionedThroughputExceededException", ServiceErrorKind::Throttled),
        (400, "ThrottlingException", ServiceErrorKind::Throttled),
        (400, "RequestLimitExceeded", ServiceErrorKind::Throttled),
        (
            400,
            "ItemCollectionSizeLimitExceededException",
            ServiceErrorKind::ItemCollectionSizeLimit,
        ),
        (400, "TransactionConflictException", ServiceErrorKind::TransactionConflict),
        (500, "InternalServerError", ServiceErrorKind::Internal),
        (503, "ServiceUnavailable", ServiceErrorKind::Internal),
        (400, "SomethingNew", ServiceErrorKind::Other),
    ];
    for (status, code, kind) in cases {
        let engine = Scripted::new(move |_| {
            Reply::error(status, code, "the service says no").header("x-amzn-requestid", "REQUEST7")
        });
        let db = engine.dynamo();
        let errors = [
            ("GetItem", Order::get(("ann", 1)).send(&db).await.err()),
            ("Query", Order::query("ann").all(&db).await.err()),
            ("PutItem", order(1).save().send(&db).await.err()),
            ("DeleteItem", Order::delete(("ann", 1)).send(&db).await.err()),
        ];
        for (operation, error) in errors {
            let Some(Error::Service(failure)) = &error else {
                panic!("{operation} {code}: {error:?}")
            };
            assert_eq!(failure.kind(), kind, "{operation} {code}");
            assert_eq!(
                (failure.context().operation(), failure.context().table()),
                (operation, "shop")
            );
            let error = error.as_ref().unwrap();
            assert_eq!(error.code(), Some(code));
            assert_eq!(error.request_id(), Some("REQUEST7"));
            assert_eq!(error.service_message(), Some("the service says no"));
            let told = error.to_string();
            assert!(
                told.contains(code)
                    && told.contains("REQUEST7")
                    && told.contains("shop")
                    && told.contains("ORDER"),
                "{told}"
            );
            assert!(!told.contains("says no"), "{told}");
            assert_eq!(error.is_table_not_found(), kind == ServiceErrorKind::TableNotFound);
            assert_eq!(error.is_throttled(), kind == ServiceErrorKind::Throttled);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_without_a_body_has_a_kind() {
    for (status, kind) in [
        (500, ServiceErrorKind::Internal),
        (502, ServiceErrorKind::Internal),
        (403, ServiceErrorKind::Other),
    ] {
        let engine = Scripted::always(Reply::ok("").status(status));
        let error = Order::get(("ann", 1)).send(&engine.dynamo()).await.unwrap_err();
        let Error::Service(failure) = &error else { panic!("{status}: {error:?}") };
        assert_eq!(failure.kind(), kind, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_fails_is_a_transport_error() {
    let engine = Scripted::always(Fault::refused());
    let db = engine.dynamo();
    let error = order(1).save().send(&db).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert!(error.to_string().contains("refused"), "{error}");
    assert_eq!(error.into_input::<Order>().unwrap(), order(1));

    let timeout = Scripted::always(Fault::timeout());
    let error = Order::get(("ann", 1)).send(&timeout.dynamo()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}

#[tokio::test]
async fn a_port_that_nothing_listens_on_is_a_transport_error() {
    let port = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let error = Order::get(("ann", 1)).send(&Dynamo::local(port)).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert_eq!(error.context().unwrap().operation(), "GetItem");
}

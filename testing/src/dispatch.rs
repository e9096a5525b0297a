//! One request of DynamoDB's JSON protocol, by operation name.

use std::panic::{self, AssertUnwindSafe};

use dynoxide::{Database, DynoxideError};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::corrections;

/// What goes back over the wire.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) json: String,
}

/// Runs `operation` and renders its output or its error.
pub(crate) fn answer(database: &Database, operation: &str, body: &[u8]) -> Answer {
    // A request that the engine's own code does not survive is a server fault to its sender, not the end of the test's thread.
    let ran = panic::catch_unwind(AssertUnwindSafe(|| run(database, operation, body)));
    let failed =
        |error: DynoxideError| Answer { status: error.status_code(), json: error.to_json() };
    match ran {
        Ok(None) => Answer {
            status: 400,
            json: r#"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#.to_owned(),
        },
        Ok(Some(Ok(json))) => Answer { status: 200, json },
        Ok(Some(Err(error))) => failed(enveloped(operation, error)),
        Err(_) => failed(DynoxideError::InternalServerError(format!(
            "the embedded engine panicked in {operation}"
        ))),
    }
}

/// `None` for an operation the engine does not have.
fn run(database: &Database, operation: &str, body: &[u8]) -> Option<dynoxide::Result<String>> {
    let db = database;
    Some(match operation {
        "CreateTable" => call(body, |request| db.create_table(request)),
        "DescribeTable" => call(body, |request| db.describe_table(request)),
        "UpdateTable" => call(body, |request| db.update_table(request)),
        "DeleteTable" => call(body, |request| db.delete_table(request)),
        "ListTables" => call(body, |request| db.list_tables(request)),
        "UpdateTimeToLive" => call(body, |request| corrections::update_time_to_live(db, request)),
        "DescribeTimeToLive" => call(body, |request| db.describe_time_to_live(request)),
        "TagResource" => call(body, |request| db.tag_resource(request)),
        "UntagResource" => call(body, |request| db.untag_resource(request)),
        "ListTagsOfResource" => call(body, |request| db.list_tags_of_resource(request)),
        "GetItem" => call(body, |request| db.get_item(request)),
        "PutItem" => call(body, |request| db.put_item(request)),
        "UpdateItem" => call(body, |request| corrections::update_item(db, request)),
        "DeleteItem" => call(body, |request| db.delete_item(request)),
        "Query" => call(body, |request| db.query(request)),
        "Scan" => call(body, |request| corrections::scan(db, request)),
        "BatchGetItem" => call(body, |request| db.batch_get_item(request)),
        "BatchWriteItem" => call(body, |request| db.batch_write_item(request)),
        "TransactGetItems" => call(body, |request| corrections::transact_get_items(db, request)),
        "TransactWriteItems" => call(body, |request| db.transact_write_items(request)),
        "ExecuteStatement" => call(body, |request| db.execute_statement(request)),
        "ExecuteTransaction" => call(body, |request| db.execute_transaction(request)),
        "BatchExecuteStatement" => call(body, |request| db.batch_execute_statement(request)),
        "ListStreams" => call(body, |request| db.list_streams(request)),
        "DescribeStream" => call(body, |request| db.describe_stream(request)),
        "GetShardIterator" => call(body, |request| db.get_shard_iterator(request)),
        "GetRecords" => call(body, |request| db.get_records(request)),
        _ => return None,
    })
}

fn call<Request: DeserializeOwned, Response: Serialize>(
    body: &[u8],
    action: impl FnOnce(Request) -> dynoxide::Result<Response>,
) -> dynoxide::Result<String> {
    let request = serde_json::from_slice(body).map_err(|error| unreadable(&error.to_string()))?;
    serde_json::to_string(&action(request)?)
        .map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}

/// The service's error for a body that does not decode.
///
/// The engine's request types put the class of the error in front of serde's message, and its own server, which is not part of its
/// public API, takes it off. These markers are internal to the engine: its version is pinned, and the tests below hold
/// requests for each.
fn unreadable(message: &str) -> DynoxideError {
    type Class = fn(String) -> DynoxideError;
    const MARKERS: [(&str, Class); 3] = [
        ("SERIALIZATION:", DynoxideError::SerializationException),
        ("VALIDATION_REQUEST:", DynoxideError::EnvelopedValidation),
        ("VALIDATION:", DynoxideError::ValidationException),
    ];
    let without_position =
        |text: &str| text.rsplit_once(" at line ").map_or(text, |(text, _)| text).to_owned();
    for (marker, class) in MARKERS {
        if let Some(text) = message.strip_prefix(marker) {
            return class(without_position(text));
        }
    }
    if message.starts_with("recursion limit exceeded") {
        // serde_json stops at 127 levels, which is past the 32 levels of values that the service takes.
        return DynoxideError::ValidationException(
            "Nesting Levels have exceeded supported limits".to_owned(),
        );
    }
    // To the service a member that is absent, null or of an unknown name is invalid; one of another type does not parse.
    let invalid = [
        "missing field",
        "unknown variant",
        "invalid type: null",
        "empty AttributeValue",
        "Supplied AttributeValue",
    ];
    if invalid.iter().any(|text| message.contains(text)) {
        DynoxideError::ValidationException(without_position(message))
    } else {
        DynoxideError::SerializationException(without_position(message))
    }
}

/// Puts the envelope around the validation errors that carry one in the operations on single items.
///
/// The second step that the engine leaves to its own server.
fn enveloped(operation: &str, error: DynoxideError) -> DynoxideError {
    match error {
        DynoxideError::EnvelopedValidation(text)
            if matches!(operation, "PutItem" | "UpdateItem" | "DeleteItem") =>
        {
            DynoxideError::ValidationException(format!("1 validation error detected: {text}"))
        }
        error => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALIDATION: &str = "com.amazon.coral.validate#ValidationException";
    const SERIALIZATION: &str = "com.amazon.coral.service#SerializationException";

    fn error(operation: &str, body: &str) -> (String, String) {
        let database = Database::memory().expect("a database in memory");
        let Answer { status, json } = answer(&database, operation, body.as_bytes());
        assert_eq!(status, 400, "{operation} {body}: {json}");
        let json: serde_json::Value = serde_json::from_str(&json).expect("an error in JSON");
        let text = |name: &str| json[name].as_str().map(str::to_owned);
        let message = text("message").or_else(|| text("Message")).unwrap_or_default();
        (text("__type").expect("an error type"), message)
    }

    #[test]
    fn the_engines_error_markers_choose_the_class_and_stay_inside() {
        let cases = [
            // Marked VALIDATION_REQUEST.
            ("PutItem", r#"{"TableName":"shop","Item":{"pk":{"N":"one"}}}"#, VALIDATION),
            ("UpdateItem", r#"{"TableName":"shop","Key":{"pk":{"N":"one"}}}"#, VALIDATION),
            ("DeleteItem", r#"{"TableName":"shop","Key":{"pk":{"NULL":false}}}"#, VALIDATION),
            ("GetItem", r#"{"TableName":"shop","Key":{"pk":{"N":"1e999"}}}"#, VALIDATION),
            // Marked VALIDATION.
            ("GetItem", r#"{"TableName":"","Key":{"pk":{"S":"1"}}}"#, VALIDATION),
            ("PutItem", r#"{"TableName":"shop","Item":{"pk":{"SS":[]}}}"#, VALIDATION),
            (
                "Query",
                r#"{"TableName":"shop","Limit":0,"KeyConditionExpression":"pk = :p"}"#,
                VALIDATION,
            ),
            ("Scan", r#"{"TableName":"shop","Limit":0}"#, VALIDATION),
            // Marked SERIALIZATION.
            ("PutItem", r#"{"TableName":"shop","Item":{"pk":{"B":"not base64!"}}}"#, SERIALIZATION),
            // Not marked: told apart by serde's own words.
            ("PutItem", r#"{"TableName":"shop","Item":{"pk":{}}}"#, VALIDATION),
            ("PutItem", r#"{"TableName":"shop","Item":{"pk":{"S":"1","N":"1"}}}"#, VALIDATION),
            ("PutItem", r#"{"TableName":"shop"}"#, VALIDATION),
            ("UpdateTimeToLive", r#"{"TableName":"shop"}"#, VALIDATION),
            ("PutItem", r#"{"TableName":"shop","Item":{"pk":{"S":1}}}"#, SERIALIZATION),
            ("PutItem", r#"{"TableName":7,"Item":{"pk":{"S":"1"}}}"#, SERIALIZATION),
        ];
        for (operation, body, class) in cases {
            let (error, message) = error(operation, body);
            assert_eq!(error, class, "{operation} {body}: {message}");
            for inner in ["VALIDATION", "SERIALIZATION", " at line "] {
                assert!(!message.contains(inner), "{operation} {body}: {message}");
            }
        }
    }

    #[test]
    fn single_item_writes_envelop_what_the_request_check_refuses() {
        let item = r#"{"TableName":"shop","Item":{"pk":{"S":"1"},"n":{"N":"one"}}}"#;
        let key = r#"{"TableName":"shop","Key":{"pk":{"N":"one"}}}"#;

        let (_, put) = error("PutItem", item);
        let (_, get) = error("GetItem", key);

        assert!(put.starts_with("1 validation error detected: "), "{put}");
        assert!(!get.starts_with("1 validation error detected: "), "{get}");
    }

    #[test]
    fn what_is_no_request_is_an_error_and_no_panic() {
        let deep = format!(
            r#"{{"TableName":"shop","Item":{{"pk":{}1{}}}}}"#,
            r#"{"L":["#.repeat(500),
            "]}".repeat(500)
        );
        let bodies = [
            "",
            "null",
            "[]",
            "{",
            "{}",
            "\u{0}",
            r#"{"TableName":null}"#,
            r#"{"TableName":"shop"} trailing"#,
            &deep,
        ];
        let operations = [
            "CreateTable",
            "DescribeTable",
            "UpdateTable",
            "DeleteTable",
            "UpdateTimeToLive",
            "DescribeTimeToLive",
            "TagResource",
            "UntagResource",
            "ListTagsOfResource",
            "GetItem",
            "PutItem",
            "UpdateItem",
            "DeleteItem",
            "Query",
            "Scan",
            "BatchGetItem",
            "BatchWriteItem",
            "TransactGetItems",
            "TransactWriteItems",
            "ExecuteStatement",
            "ExecuteTransaction",
            "BatchExecuteStatement",
            "DescribeStream",
            "GetShardIterator",
            "GetRecords",
            "",
            "putitem",
            "NoSuchOperation",
        ];
        for operation in operations {
            for body in bodies {
                let (class, _) = error(operation, body);
                assert!(class.ends_with("Exception"), "{operation} {body}: {class}");
            }
        }
    }

    #[test]
    fn a_body_of_other_bytes_than_text_is_an_error() {
        let database = Database::memory().expect("a database in memory");
        let refused = answer(&database, "PutItem", b"{\"TableName\":\"\xff\xfe\"}");
        assert_eq!(refused.status, 400, "{}", refused.json);
    }
}

//! Errors of the service, as it writes them.

use serde_json::{Value, json};

use super::operations::{is_single_write, is_transaction};
use crate::record::Request;
use crate::scripted::Reply;

const PREFIX: &str = "com.amazonaws.dynamodb.v20120810#";

fn error(code: &str, members: Value) -> Reply {
    let mut body = members;
    body["__type"] = json!(format!("{PREFIX}{code}"));
    Reply::ok(body).status(400)
}

pub(super) fn throttled(request: &Request) -> Reply {
    let message = "The level of configured provisioned throughput for the table was exceeded. \
                   Consider increasing your provisioning level with the UpdateTable API.";
    let reasons = reasons(request, "ProvisionedThroughputExceeded");
    let members = json!({ "message": message, "ThrottlingReasons": reasons });
    error("ProvisionedThroughputExceededException", members)
}

pub(super) fn throttled_on_demand(request: &Request) -> Reply {
    let message = "Throughput exceeds the current capacity of your table or index.";
    let reasons = reasons(request, "KeyRangeThroughputExceeded");
    // This error writes the member in another way than the one above.
    error("ThrottlingException", json!({ "message": message, "throttlingReasons": reasons }))
}

pub(super) fn conflict(request: &Request) -> Reply {
    if is_transaction(request.operation()) {
        return canceled(request, &["TransactionConflict".to_owned()]);
    }
    let message = "Transaction is ongoing for the item";
    error("TransactionConflictException", json!({ "message": message }))
}

pub(super) fn in_progress() -> Reply {
    let message = "The transaction with the given request token is already in progress.";
    error("TransactionInProgressException", json!({ "Message": message }))
}

pub(super) fn condition_failed(request: &Request) -> Reply {
    if is_transaction(request.operation()) {
        return canceled(request, &["ConditionalCheckFailed".to_owned()]);
    }
    let message = "The conditional request failed";
    error("ConditionalCheckFailedException", json!({ "message": message }))
}

/// One reason for each operation: those given, then `None`.
pub(super) fn canceled(request: &Request, given: &[String]) -> Reply {
    let operations = request.value()["TransactItems"].as_array().map_or(0, Vec::len);
    let code = |at: usize| given.get(at).map_or("None", String::as_str);
    let codes: Vec<&str> = (0..operations.max(given.len())).map(code).collect();
    let reason = |code: &&str| match *code {
        "None" => json!({ "Code": "None" }),
        code => json!({ "Code": code, "Message": message(code) }),
    };
    let message = format!(
        "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
        codes.join(", ")
    );
    let reasons: Vec<Value> = codes.iter().map(reason).collect();
    error(
        "TransactionCanceledException",
        json!({ "Message": message, "CancellationReasons": reasons }),
    )
}

fn message(code: &str) -> &str {
    match code {
        "ConditionalCheckFailed" => "The conditional request failed",
        "TransactionConflict" => "Transaction is ongoing for the item",
        "ProvisionedThroughputExceeded" => {
            "The level of configured provisioned throughput for one or more tables was exceeded"
        }
        "ThrottlingError" => "Throughput exceeds the current capacity for one or more tables",
        _ => "The operation was not done",
    }
}

/// The first table of the request, and whether it was read or written.
fn reasons(request: &Request, cause: &str) -> Value {
    let body = request.value();
    let of_batch = || body["RequestItems"].as_object().and_then(|tables| tables.keys().next());
    let table = body["TableName"].as_str().or_else(|| of_batch().map(String::as_str));
    let operation = request.operation();
    let is_write = is_single_write(operation) || operation.contains("Write");
    let access = if is_write { "Write" } else { "Read" };
    let resource =
        format!("arn:aws:dynamodb:us-east-1:000000000000:table/{}", table.unwrap_or("table"));
    json!([{ "reason": format!("Table{access}{cause}"), "resource": resource }])
}

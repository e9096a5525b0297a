//! The API calls by name.

/// The calls that read and write items: those that [`on_any`](super::Faulty::on_any) means.
const OF_ITEMS: [&str; 13] = [
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
];

const OTHERS: [&str; 14] = [
    "CreateTable",
    "DescribeTable",
    "UpdateTable",
    "DeleteTable",
    "ListTables",
    "UpdateTimeToLive",
    "DescribeTimeToLive",
    "TagResource",
    "UntagResource",
    "ListTagsOfResource",
    "ListStreams",
    "DescribeStream",
    "GetShardIterator",
    "GetRecords",
];

/// The name as it is listed here; none of a call that is not listed.
pub(crate) fn known(operation: &str) -> Option<&'static str> {
    OF_ITEMS.iter().chain(&OTHERS).find(|known| **known == operation).copied()
}

pub(crate) fn is_of_items(operation: &str) -> bool {
    OF_ITEMS.contains(&operation)
}

pub(crate) fn is_batch(operation: &str) -> bool {
    matches!(operation, "BatchGetItem" | "BatchWriteItem")
}

pub(crate) fn is_transaction(operation: &str) -> bool {
    matches!(operation, "TransactGetItems" | "TransactWriteItems")
}

/// The writes of one item.
pub(crate) fn is_single_write(operation: &str) -> bool {
    matches!(operation, "PutItem" | "UpdateItem" | "DeleteItem")
}

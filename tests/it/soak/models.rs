//! What is written.

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "soak-items")]
pub(crate) struct Item {
    #[dynamo(partition_key)]
    pub(crate) id: String,
    pub(crate) text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "soak-pages")]
pub(crate) struct Page {
    #[dynamo(partition_key)]
    pub(crate) id: String,
    pub(crate) text: String,
    #[dynamo(version)]
    pub(crate) version: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "soak-counters")]
pub(crate) struct Counter {
    #[dynamo(partition_key)]
    pub(crate) id: String,
    pub(crate) count: u64,
}

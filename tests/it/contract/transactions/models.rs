//! A bank: accounts with versions, entries of a ledger without, sessions that expire.

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Table)]
#[table(name = "bank", partition_key = "pk", sort_key = "sk", discriminator = "type", ttl = "ends")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
pub(super) struct BankTable;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = BankTable, entity = "ACCOUNT", pk = "ACCOUNT#{id}", sk = "ACCOUNT")]
#[dynamo(index(gsi1, query = "by_owner", pk = "OWNER#{owner}", sk = "{id}"))]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) owner: String,
    pub(super) balance: i64,
    #[dynamo(version)]
    pub(super) version: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = BankTable, entity = "ENTRY", pk = "ACCOUNT#{account}", sk = "ENTRY#{id}")]
pub(super) struct Entry {
    pub(super) account: String,
    #[dynamo(auto)]
    pub(super) id: Uuid,
    pub(super) amount: i64,
    #[serde(default)]
    #[dynamo(created_at)]
    pub(super) made: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = BankTable, entity = "SESSION", pk = "SESSION#{id}", sk = "SESSION")]
pub(super) struct Session {
    pub(super) id: String,
    #[dynamo(ttl)]
    pub(super) ends: Option<u64>,
}

dynamorph::register! {
    #[derive(Debug, PartialEq)]
    pub(super) enum Bank in BankTable { Account, Entry, Session }
}

/// A table of its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "audits")]
pub(super) struct Audit {
    #[dynamo(partition_key)]
    pub(super) id: u64,
    pub(super) text: String,
}

pub(super) fn account(id: &str, balance: i64) -> Account {
    Account { id: id.to_owned(), owner: "ann".to_owned(), balance, ..Account::default() }
}

pub(super) fn entry(account: &str, amount: i64) -> Entry {
    Entry { account: account.to_owned(), amount, ..Entry::default() }
}

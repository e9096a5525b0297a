//! Writes as members of a batch or a transaction.

mod check;
mod delete;
mod member;
mod put;
mod update;
mod upsert;

pub(crate) use member::GroupWrite;
pub(crate) use put::GroupPut;

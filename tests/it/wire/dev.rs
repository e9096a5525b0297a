#![allow(clippy::unwrap_used)]
mod batch_accounts;
mod batch_gets;
mod batch_writes;
mod canary;
mod canary_batches;
mod shop;

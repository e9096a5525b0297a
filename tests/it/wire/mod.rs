//! The client's paths: what goes out, what comes back, and what goes wrong between.

mod batch_accounts;
mod batch_gets;
mod batch_writes;
mod canary;
mod canary_batches;
mod canary_hooks;
mod credentials;
mod deadlines;
mod delete_alls;
mod failures;
mod mocks;
mod parallel_scans;
mod protocol;
mod retries;
mod shop;
mod streams;
mod traces;

//! Faults around the embedded engine.

mod applied;
mod batches;
mod chaos;
mod connections;
mod rules;
mod service_errors;
mod support;
mod transactions;

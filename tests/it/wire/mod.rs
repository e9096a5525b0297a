//! The client's paths: what goes out, what comes back, and what goes wrong between.

mod canary;
mod canary_hooks;
mod credentials;
mod deadlines;
mod failures;
mod mocks;
mod protocol;
mod retries;
mod shop;
mod streams;
mod traces;

//! Futures in tests that are not async.

use std::future::Future;

/// Runs a future to its end. One function for all tests compiles faster than an attribute on each.
pub(crate) fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(future)
}

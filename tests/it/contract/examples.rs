//! The examples run.

use std::time::SystemTime;

use dynamorph::Dynamo;
use dynamorph_testing::{Engine, ManualClock};

#[allow(dead_code, reason = "`main` and what it alone calls")]
#[path = "../../../examples/account_transfer.rs"]
mod account_transfer;
#[allow(dead_code, reason = "`main` and what it alone calls")]
#[path = "../../../examples/bulk_import.rs"]
mod bulk_import;
#[allow(dead_code, reason = "`main` and what it alone calls")]
#[path = "../../../examples/order_history.rs"]
mod order_history;
#[allow(dead_code, reason = "`main` and what it alone calls")]
#[path = "../../../examples/quickstart.rs"]
mod quickstart;
#[allow(dead_code, reason = "`main` and what it alone calls")]
#[path = "../../../examples/session_store.rs"]
mod session_store;
#[allow(dead_code, reason = "`main` and what it alone calls")]
#[path = "../../../examples/sparse_index.rs"]
mod sparse_index;

#[tokio::test]
async fn the_quickstart_can_be_taken_twice() {
    let db = Engine::from_env().dynamo();
    for _ in 0..2 {
        quickstart::run(&db).await.expect("the tour ends well");
    }
}

#[tokio::test]
async fn the_account_transfer_runs() {
    account_transfer::run(&Engine::from_env().dynamo()).await.expect("the example ends well");
}

#[tokio::test]
async fn the_bulk_import_runs() {
    bulk_import::run(&Engine::from_env().faulty()).await.expect("the example ends well");
}

#[tokio::test]
async fn the_order_history_runs() {
    order_history::run(&Engine::from_env().dynamo()).await.expect("the example ends well");
}

#[tokio::test]
async fn the_session_store_runs() {
    let (engine, clock) = (Engine::from_env(), ManualClock::new(SystemTime::now()));
    let db = Dynamo::builder(engine.client())
        .table_prefix(engine.table_prefix())
        .clock(clock.clone())
        .build();
    session_store::run(&db, &clock).await.expect("the example ends well");
}

#[tokio::test]
async fn the_sparse_index_runs() {
    sparse_index::run(&Engine::from_env().dynamo()).await.expect("the example ends well");
}

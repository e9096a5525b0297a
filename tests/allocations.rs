//! How many allocations an item costs. They are the same on every machine, so the bounds are close to what is counted.
//!
//! A binary of its own: `allocation_counter` is the allocator of whatever links it. It counts by thread, and the client's calls run on
//! a runtime of the current thread, so tests do not meet.

#[path = "../benches/cases/mod.rs"]
mod cases;

use cases::{CUSTOMER, Case, Order};
use dynamorph::prelude::*;

/// The strings, lists and the set that an order owns.
const ORDER: u64 = 17;
/// What the SDK and this crate allocate for one call, and some room for the SDK's next release.
const SDK_CALL: u64 = 480;

/// The allocations of one call in the first way, which is this crate's. The first call fills caches that last.
fn allocations(cases: Vec<Case>) -> u64 {
    let mut ours = cases.into_iter().next().expect("a way");
    assert_eq!(ours.name, "dynamorph");
    ours.run();
    let counted = allocation_counter::measure(|| ours.run());
    assert_eq!(counted.count_current, 0, "a call keeps nothing");
    println!("{}: {} allocations", ours.group, counted.count_total);
    counted.count_total
}

#[test]
fn a_page_allocates_what_its_items_own() {
    let counted = allocations(cases::decode());
    assert!(counted <= 1_000 * ORDER + 20, "{counted} allocations of 1,000 items");
}

#[test]
fn an_item_is_written_with_few_allocations() {
    let counted = allocations(cases::encode());
    assert!(counted <= 25 + 5, "{counted} allocations of 25 items");
}

#[test]
fn a_query_adds_what_the_sdk_needs_for_one_call() {
    let (small, large) = (allocations(cases::query(10)), allocations(cases::query(1_000)));
    assert!(small <= 10 * ORDER + SDK_CALL, "{small} allocations of 10 items");
    assert!(large <= 1_000 * ORDER + SDK_CALL, "{large} allocations of 1,000 items");
}

#[test]
fn single_items_cost_what_the_sdk_costs() {
    let (get, put) = (allocations(cases::get()), allocations(cases::put()));
    assert!(get <= SDK_CALL, "{get} allocations of a get");
    assert!(put <= SDK_CALL, "{put} allocations of a create");
}

/// The bytes that a future holds at most, beyond what was there before.
fn most_bytes<T>(future: impl Future<Output = T>) -> u64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    allocation_counter::measure(|| drop(runtime.block_on(future))).bytes_max
}

#[test]
fn a_batch_of_writes_holds_its_requests_under_way_beyond_its_input() {
    let db = dynamorph::Dynamo::new(cases::Canned::client("{}"));
    let most = |count: usize| {
        let batch = Order::save_all(cases::orders(count));
        most_bytes(async { batch.send(&db).await.expect("all are written").written() })
    };
    most(100);
    let (small, large) = (most(1_000), most(5_000));
    println!("1,000 writes: {small} bytes; 5,000 writes: {large} bytes");
    // The digest of each key, and what its account says.
    let books = 5_000 * 200;
    assert!(large <= small + books, "{large} bytes after {small}");
}

#[test]
fn a_stream_of_100_000_reads_holds_those_of_its_requests_under_way() {
    let db = dynamorph::Dynamo::new(cases::Canned::client("{}"));
    let most = |count: u32| {
        let gets = (0..count).map(|number| Order::get((CUSTOMER, number.to_string())));
        let mut found = dynamorph::batch_get(gets).stream(&db);
        most_bytes(async move {
            let mut read = 0;
            while let Some(item) = found.next().await {
                assert!(item.expect("an answer").is_none());
                read += 1;
            }
            assert_eq!(read, count);
        })
    };
    most(100);
    let (small, large) = (most(1_000), most(100_000));
    println!("1,000 reads: {small} bytes; 100,000 reads: {large} bytes");
    assert!(large <= 2 * small, "{large} bytes after {small}");
}

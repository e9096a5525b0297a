//! How many allocations an item costs. They are the same on every machine, so the bounds are close to what is counted.
//!
//! A binary of its own: `allocation_counter` is the allocator of whatever links it. It counts by thread, and the client's calls run on
//! a runtime of the current thread, so tests do not meet.

#[path = "../benches/cases/mod.rs"]
mod cases;

use cases::Case;

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

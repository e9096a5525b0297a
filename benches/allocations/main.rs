//! How many allocations an item costs: `cargo bench --bench allocations`.
//!
//! A program of its own, since the counting allocator takes time.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "times and counts are small numbers"
)]

#[path = "../cases/mod.rs"]
mod cases;

fn main() {
    let groups = [
        cases::decode(),
        cases::encode(),
        cases::query(1_000),
        cases::query(10),
        cases::get(),
        cases::put(),
    ];
    for mut group in groups {
        println!("\n{:<28}{:>18}{:>16}", group[0].group, "allocations/item", "bytes/item");
        for case in &mut group {
            // The first call fills caches that last.
            case.run();
            let counted = allocation_counter::measure(|| case.run());
            let per_item = |total: u64| total as f64 / f64::from(case.items);
            println!(
                "  {:<26}{:>18.1}{:>16.0}",
                case.name,
                per_item(counted.count_total),
                per_item(counted.bytes_total)
            );
        }
    }
}

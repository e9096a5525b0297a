//! The books of a batch, without any request.

use proptest::prelude::*;

use super::ledger::{Account, Ledger};
use crate::error::WriteCounts;

fn counts(written: usize, not_written: usize, unknown: usize) -> WriteCounts {
    WriteCounts { written, not_written, unknown }
}

#[test]
fn a_write_is_unknown_while_it_is_under_way() {
    let mut ledger = Ledger::default();
    assert_eq!(ledger.add(["a", "b", "c"]), 0..3);
    assert_eq!(ledger.counts(), counts(0, 3, 0));
    ledger.sent(0);
    ledger.sent(1);
    assert_eq!(ledger.counts(), counts(0, 1, 2));
    assert_eq!(ledger.waiting().collect::<Vec<_>>(), [2]);
    ledger.written(0);
    ledger.left(1);
    assert_eq!(ledger.counts(), counts(1, 2, 0));
    // What was not sent cannot be written.
    ledger.written(2);
    assert_eq!(ledger.account(2), Account::NotWritten);
}

#[test]
fn an_ambiguous_write_stays_unknown_until_it_is_confirmed() {
    let mut ledger = Ledger::default();
    ledger.add(["a", "b"]);
    for place in 0..2 {
        ledger.sent(place);
        ledger.lost(place);
        assert_eq!(ledger.account(place), Account::Unknown);
        ledger.sent(place);
        ledger.left(place);
        assert_eq!(ledger.account(place), Account::Unknown, "a later refusal says nothing of it");
    }
    ledger.sent(0);
    ledger.written(0);
    assert_eq!(ledger.counts(), counts(1, 0, 1));
}

#[test]
fn a_replaced_write_is_where_its_last_one_is() {
    let mut ledger = Ledger::default();
    ledger.add(["a1", "a2", "a3", "b"]);
    assert!(ledger.replace(0, 1) && ledger.replace(1, 2));
    assert!(!ledger.replace(3, 3) && !ledger.replace(3, 1) && !ledger.replace(9, 10));
    assert_eq!(ledger.waiting().collect::<Vec<_>>(), [2, 3]);
    ledger.sent(2);
    assert_eq!(ledger.account(0), Account::Unknown);
    assert!(!ledger.replace(2, 3), "it is under way");
    ledger.written(2);
    assert_eq!(ledger.counts(), counts(3, 1, 0));

    // One that may have been applied stays unknown where its last one is not written.
    let mut ledger = Ledger::default();
    ledger.add(["a1", "a2"]);
    ledger.sent(0);
    ledger.lost(0);
    assert!(ledger.replace(0, 1));
    assert_eq!(ledger.counts(), counts(0, 1, 1));
    assert_eq!(ledger.take(0..2, Account::NotWritten), [(1, "a2")]);
    assert_eq!(ledger.counts(), counts(0, 1, 1));
    assert_eq!(ledger.take(0..2, Account::Unknown), [(0, "a1")]);
}

#[test]
fn what_is_handed_out_keeps_its_account_and_is_not_sent() {
    let mut ledger = Ledger::default();
    ledger.add(["a", "b", "c"]);
    ledger.sent(1);
    assert_eq!(ledger.take(0..3, Account::NotWritten), [(0, "a"), (2, "c")]);
    assert_eq!(ledger.take(0..3, Account::NotWritten), []);
    ledger.sent(0);
    assert_eq!(ledger.counts(), counts(0, 2, 1));
    assert_eq!(ledger.take(0..3, Account::Unknown), [(1, "b")]);
    assert_eq!(ledger.counts(), counts(0, 2, 1));
    ledger.trim();
    assert_eq!((ledger.counts(), ledger.all()), (counts(0, 2, 1), 3..3));
}

#[test]
fn a_loan_comes_back_and_what_is_settled_is_dropped() {
    let mut ledger = Ledger::default();
    ledger.add(["a", "b", "c"]);
    assert_eq!(ledger.lend(0), Some("a"));
    assert_eq!((ledger.lend(0), ledger.get(0)), (None, None));
    ledger.give_back(0, "a");
    assert_eq!(ledger.get(0), Some(&"a"));
    for place in [0, 2] {
        ledger.sent(place);
        ledger.written(place);
        ledger.lend(place);
    }
    ledger.trim();
    // The second one is not settled, so the third one stays too.
    assert_eq!((ledger.all(), ledger.counts()), (1..3, counts(2, 1, 0)));
    assert_eq!(ledger.add(["d"]), 3..4);
    ledger.trim();
    assert_eq!(ledger.counts(), counts(2, 2, 0));
}

/// What may happen to a write.
#[derive(Debug, Clone, Copy)]
enum Step {
    Sent,
    Written,
    /// Applied, and the answer was lost.
    LostAfter,
    /// Not applied, and nobody knows.
    LostBefore,
    Left,
    Replaced(usize),
    Taken(Account),
    Trimmed,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::Sent),
        3 => Just(Step::Written),
        2 => Just(Step::LostAfter),
        1 => Just(Step::LostBefore),
        2 => Just(Step::Left),
        1 => (0..8_usize).prop_map(Step::Replaced),
        1 => Just(Step::Taken(Account::NotWritten)),
        1 => Just(Step::Taken(Account::Unknown)),
        1 => Just(Step::Trimmed),
    ]
}

proptest! {
    #[test]
    fn the_accounts_are_a_partition_and_never_lie(
        steps in prop::collection::vec((0..8_usize, step()), 0..80)
    ) {
        let mut ledger = Ledger::default();
        ledger.add(0..8);
        // What the table holds, and who is under way.
        let (mut applied, mut under_way, mut replaced) = ([false; 8], [false; 8], [false; 8]);
        let mut handed_out = Vec::new();
        for (place, step) in steps {
            match step {
                Step::Sent => {
                    let waits = ledger.is_waiting(place);
                    ledger.sent(place);
                    under_way[place] |= waits;
                }
                Step::Written | Step::LostAfter | Step::LostBefore | Step::Left if !under_way[place] => {}
                Step::Written => {
                    (applied[place], under_way[place]) = (true, false);
                    ledger.written(place);
                    ledger.lend(place);
                }
                Step::LostAfter | Step::LostBefore => {
                    applied[place] |= matches!(step, Step::LostAfter);
                    under_way[place] = false;
                    ledger.lost(place);
                }
                Step::Left => {
                    under_way[place] = false;
                    ledger.left(place);
                }
                Step::Replaced(by) => replaced[place] |= ledger.replace(place, by),
                Step::Taken(account) => {
                    let all = ledger.all();
                    for (place, write) in ledger.take(all, account) {
                        prop_assert_eq!(place, write);
                        prop_assert!(!handed_out.contains(&place));
                        handed_out.push(place);
                    }
                }
                Step::Trimmed => ledger.trim(),
            }
            let counts = ledger.counts();
            prop_assert_eq!(counts.written + counts.not_written + counts.unknown, 8);
            for place in ledger.all() {
                match ledger.account(place) {
                    // One that another stands for is written with it.
                    Account::Written => prop_assert!(applied[place] || replaced[place]),
                    Account::NotWritten => prop_assert!(!applied[place]),
                    Account::Unknown => {}
                }
            }
        }
    }
}

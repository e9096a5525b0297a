//! Batches under faults whose futures are dropped: each write is in exactly one account, and the accounts are true.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::task::Poll;

use dynamorph::prelude::*;
use dynamorph::{
    BatchAccount, BatchOp, BatchRest, BatchWriter, Dynamo, Error, Progress, batch_get, batch_write,
};
use dynamorph_testing::{Embedded, Fault};

use super::shop::{Order, order};
use crate::support::traces::Traces;

/// Polls a future so many times, and drops it then.
async fn polled<F: Future>(future: F, times: usize) -> Option<F::Output> {
    let mut future = Box::pin(future);
    let mut left = times;
    poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        match future.as_mut().poll(cx) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

async fn shop() -> (Embedded, Dynamo) {
    let engine = Embedded::memory();
    let db = engine.dynamo();
    db.ensure_table::<Order>().await.expect("a table");
    (engine, db)
}

/// Those of ann's orders that the table holds.
async fn stored(db: &Dynamo) -> BTreeSet<u32> {
    Order::query("ann")
        .all(db)
        .await
        .expect("a page")
        .into_iter()
        .map(|order| order.number)
        .collect()
}

fn numbers(ops: &[BatchOp]) -> BTreeSet<u32> {
    ops.iter().map(|op| op.item::<Order>().expect("an order").number).collect()
}

/// What a batch says of its saves, by number.
struct Said {
    not_written: BTreeSet<u32>,
    unknown: BTreeSet<u32>,
}

impl Said {
    fn of(not_written: &[BatchOp], unknown: &[BatchOp]) -> Self {
        Self { not_written: numbers(not_written), unknown: numbers(unknown) }
    }

    #[track_caller]
    fn assert_true(&self, all: u32, stored: &BTreeSet<u32>, case: &str) {
        assert!(self.not_written.is_disjoint(&self.unknown), "{case}");
        assert!(self.not_written.is_disjoint(stored), "{case}: not written, and there");
        let written = (0..all)
            .filter(|number| !self.not_written.contains(number) && !self.unknown.contains(number));
        for number in written {
            assert!(stored.contains(&number), "{case}: {number} is written, and not there");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn accounts_are_true_under_any_fault_and_wherever_the_future_is_dropped() {
    let (mut finished, mut failed, mut dropped) = (0, 0, 0);
    for seed in 0..60_u64 {
        let (engine, db) = shop().await;
        let all = u32::try_from(10 + seed % 90).unwrap();
        let faulty = engine.faulty().chaos(seed, if seed % 3 == 0 { 0.9 } else { 0.4 });
        let account = BatchAccount::default();
        let batch = Order::save_all((0..all).map(order)).account(&account);
        // Every other one is left to its end.
        let polls = if seed % 2 == 0 { usize::try_from(seed).unwrap() / 2 } else { usize::MAX };
        let sent = polled(batch.send(&faulty.dynamo()), polls).await;
        let report = account.report();
        let total = report.written() + report.not_written() + report.unknown();
        assert_eq!(total, usize::try_from(all).unwrap(), "seed {seed}");
        let said = match sent {
            Some(Ok(written)) => {
                finished += 1;
                assert_eq!(written.written(), total, "seed {seed}");
                Said::of(&[], &[])
            }
            Some(Err(Error::BatchIncomplete(rest))) => {
                failed += 1;
                assert_eq!(
                    (rest.written(), rest.not_written(), rest.unknown()),
                    (report.written(), report.not_written(), report.unknown()),
                    "seed {seed}"
                );
                let BatchRest { not_written, unknown, .. } = rest.into_rest();
                let ops = |writes: Vec<(usize, BatchOp)>| {
                    writes
                        .into_iter()
                        .map(|(place, op)| {
                            assert_eq!(
                                op.item::<Order>().expect("an order").number as usize,
                                place
                            );
                            op
                        })
                        .collect::<Vec<_>>()
                };
                Said::of(&ops(not_written), &ops(unknown))
            }
            Some(Err(other)) => panic!("seed {seed}: {other:?}"),
            None => {
                dropped += 1;
                let (not_written, unknown) = (account.take_not_written(), account.take_unknown());
                assert_eq!(not_written.len(), report.not_written(), "seed {seed}");
                assert_eq!(unknown.len(), report.unknown(), "seed {seed}");
                let said = Said::of(&not_written, &unknown);
                said.assert_true(all, &stored(&db).await, &format!("seed {seed}"));
                // What is left can be sent again.
                let again = not_written.into_iter().chain(unknown);
                batch_write(again).send(&db).await.unwrap();
                assert_eq!(stored(&db).await, (0..all).collect(), "seed {seed}");
                continue;
            }
        };
        said.assert_true(all, &stored(&db).await, &format!("seed {seed}"));
    }
    assert!(finished > 10 && failed > 0 && dropped > 10, "{finished} {failed} {dropped}");
}

#[tokio::test(start_paused = true)]
async fn a_future_dropped_at_each_of_its_awaits_loses_no_write() {
    // From none to all of the polls that the batch needs.
    for polls in 0.. {
        let (engine, db) = shop().await;
        let faulty = engine.faulty();
        let ms = std::time::Duration::from_millis;
        faulty.on("BatchWriteItem").nth(0).fail(Fault::unprocessed(7).delayed(ms(20)));
        faulty.on("BatchWriteItem").nth(1).fail(Fault::lost().applied().delayed(ms(30)));
        faulty.on("BatchWriteItem").fail(Fault::slow(ms(10)));
        let account = BatchAccount::default();
        let batch = Order::save_all((0..60).map(order)).account(&account);
        let sent = polled(batch.send(&faulty.dynamo()), polls).await;
        let report = account.report();
        assert_eq!(report.written() + report.not_written() + report.unknown(), 60, "{polls}");
        let said = Said::of(&account.take_not_written(), &account.take_unknown());
        said.assert_true(60, &stored(&db).await, &format!("{polls} polls"));
        if let Some(sent) = sent {
            assert_eq!(sent.unwrap().written(), 60);
            assert!(polls > 4, "{polls}");
            return;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_writer_is_usable_after_its_future_was_dropped_and_lists_what_was_under_way() {
    for polls in 1..12 {
        let (engine, db) = shop().await;
        let faulty = engine.faulty();
        faulty.on("BatchWriteItem").nth(1).fail(Fault::hang());
        let handle = faulty.dynamo();
        let mut writer = BatchWriter::new(&handle);
        for number in 0..60 {
            writer.put(order(number)).await.unwrap();
        }
        let flushed = polled(writer.flush(), polls).await;
        let report = writer.account().report();
        assert_eq!(report.written() + report.not_written() + report.unknown(), 60, "{polls}");
        // One that is kept, one that was under way, and a new one.
        writer.put(Order { note: Some("again".into()), ..order(59) }).await.unwrap();
        writer.put(order(70)).await.unwrap();
        let account = writer.account().clone();
        let finished = writer.finish().await.unwrap();
        let unknown = numbers(&account.take_unknown());
        assert_eq!(finished.written() + unknown.len(), 62, "{polls} polls, {flushed:?}");
        let stored = stored(&db).await;
        for number in (0..60).chain([70]).filter(|number| !unknown.contains(number)) {
            assert!(stored.contains(&number), "{polls} polls: {number}");
        }
        let last = Order::get(("ann", 59)).one(&db).await.unwrap();
        assert_eq!(last.note.as_deref(), Some("again"), "{polls} polls");
    }
}

#[tokio::test(start_paused = true)]
async fn reads_are_right_or_say_that_they_are_not_complete() {
    let (engine, db) = shop().await;
    Order::save_all((0..150_u32).filter(|number| !number.is_multiple_of(3)).map(order))
        .send(&db)
        .await
        .unwrap();
    let expected = |number: u32| (!number.is_multiple_of(3)).then(|| order(number));
    let mut failed = 0;
    for seed in 0..24 {
        let faulty = engine.faulty().chaos(seed, if seed % 4 == 0 { 0.9 } else { 0.4 });
        let progress = Progress::default();
        let gets = (0..150).map(|number| Order::get(("ann", number)));
        let found = batch_get(gets).progress(&progress).send(&faulty.dynamo()).await;
        match found {
            Ok(found) => {
                assert_eq!(found, (0..150).map(expected).collect::<Vec<_>>(), "seed {seed}");
                assert_eq!(progress.items(), 150);
            }
            Err(Error::BatchGetIncomplete(rest)) => {
                failed += 1;
                let rest = rest.into_rest::<Order, Order>().unwrap();
                let all = rest.found.len() + rest.missing.len() + rest.unprocessed.len();
                assert_eq!(all, 150, "seed {seed}");
                for (place, found) in rest.found {
                    assert_eq!(Some(found), expected(u32::try_from(place).unwrap()), "seed {seed}");
                }
                assert!(rest.missing.iter().all(|place| place % 3 == 0), "seed {seed}");
            }
            Err(other) => panic!("seed {seed}: {other:?}"),
        }
    }
    assert!(failed < 20, "{failed} of 24 failed");
}

#[tokio::test]
async fn a_writer_that_is_dropped_says_how_much_it_kept_and_no_value() {
    let (_engine, db) = shop().await;
    let traces = Traces::default();
    let _listening = traces.listen();
    let mut writer = BatchWriter::new(&db);
    for number in 0..3 {
        let note = Some("the secret note".to_owned());
        writer.put(Order { note, ..order(number) }).await.unwrap();
    }
    drop(writer);
    let mut finished = BatchWriter::new(&db);
    finished.put(order(9)).await.unwrap();
    finished.finish().await.unwrap();
    let own = traces.own();
    let errors: Vec<_> = own.iter().filter(|trace| trace.level == tracing::Level::ERROR).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].target, "dynamorph");
    assert_eq!(errors[0].fields.get("writes").map(String::as_str), Some("3"));
    assert!(!format!("{own:?}").contains("secret"));
}

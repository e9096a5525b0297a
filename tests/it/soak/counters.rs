//! Increments: none is lost, and none counts twice.

use dynamorph::Outcome;
use dynamorph::prelude::*;
use futures_util::StreamExt as _;

use super::ending::{Ending, Endings};
use super::models::Counter;
use super::support::{Soak, Tally, seeds};

const RATE: f64 = 0.15;

/// As many for each seed that 2,000 seeds make 5,000.
fn increments() -> u64 {
    seeds() * 5 / 2
}

async fn counter(soak: &Soak) {
    let counter = Counter { id: "hits".into(), count: 0 };
    counter.create().send(&soak.truth).await.unwrap();
}

async fn count(soak: &Soak) -> u64 {
    Counter::get("hits").consistent_read().one(&soak.truth).await.unwrap().count
}

#[tokio::test(start_paused = true)]
async fn increments_count_between_what_is_said_and_what_is_unknown() {
    let (mut endings, mut tally) = (Endings::default(), Tally::default());
    let soak = Soak::new::<Counter>(0, RATE).await;
    counter(&soak).await;

    let add = |_| {
        let db = soak.db.clone();
        async move { Counter::update("hits").increment(Counter::COUNT, 1).send(&db).await }
    };
    // Ten at a time.
    let mut added = futures_util::stream::iter(0..increments()).map(add).buffer_unordered(10);
    while let Some(added) = added.next().await {
        endings.count(&Ending::of(Some(added)));
    }
    drop(added);

    let server = count(&soak).await;
    let most = endings.written + endings.unknown;
    assert!((endings.written..=most).contains(&server), "{server} of {endings:?}");
    tally.add(&soak);
    assert!(tally.applied * 10 >= tally.faults, "{tally:?}");
}

#[tokio::test(start_paused = true)]
async fn increments_that_are_done_exactly_once_count_exactly() {
    let mut tally = Tally::default();
    let soak = Soak::new::<Counter>(2, RATE).await;
    counter(&soak).await;

    for number in 0..increments() {
        loop {
            let add = Counter::update("hits").increment(Counter::COUNT, 1).exactly_once();
            match add.send(&soak.db).await {
                Ok(()) => break,
                // Another transaction, with a token of its own.
                Err(error) if error.outcome() == Outcome::NotApplied => {}
                Err(error) => panic!("increment {number}: {error:?}"),
            }
        }
    }

    assert_eq!(count(&soak).await, increments());
    tally.add(&soak);
    assert!(tally.applied * 10 >= tally.faults, "{tally:?}");
}

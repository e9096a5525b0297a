//! Transactions: whole or not at all, and once.

use dynamorph::prelude::*;
use dynamorph::transact_write;

use super::ending::{Ending, Endings};
use super::models::{Counter, Item};
use super::support::{Soak, Tally, seeds};

const RATE: f64 = 0.5;

/// What both of its items are.
async fn stored(soak: &Soak, id: &str) -> (bool, u64) {
    let item = Item::get(id).consistent_read().send(&soak.truth).await.unwrap();
    let counter = Counter::get("items").consistent_read().one(&soak.truth).await.unwrap();
    (item.is_some(), counter.count)
}

#[tokio::test(start_paused = true)]
async fn a_transaction_is_whole_or_nothing_and_says_which() {
    let (mut endings, mut tally) = (Endings::default(), Tally::default());
    for seed in 0..seeds() {
        let mut soak = Soak::new::<Item>(seed, RATE).await;
        soak.truth.ensure_table::<Counter>().await.unwrap();
        let counter = Counter { id: "items".into(), count: 0 };
        counter.create().send(&soak.truth).await.unwrap();
        let mut before = 0;
        for number in 0..6 {
            let (case, id) = (format!("seed {seed}, item {number}"), format!("item-{number}"));
            let item = Item { id: id.clone(), text: case.clone() };
            let count_up = Counter::update("items").increment(Counter::COUNT, 1);

            let db = soak.db.clone();
            let written = transact_write((item.create(), count_up)).send(&db);
            let ending = Ending::of(soak.perhaps(written).await.map(|done| done.map(|_| ())));

            let (is_stored, count) = stored(&soak, &id).await;
            assert_eq!(u64::from(is_stored), count - before, "{case}: a part of a transaction");
            endings.count(&ending);
            match ending {
                Ending::Written(()) => assert!(is_stored, "{case}"),
                Ending::NotWritten(error) => assert!(!is_stored, "{case}: {error:?}"),
                // Sent again under its token, it is done once, whatever came before.
                Ending::Unknown(Some(error)) => {
                    error.into_transaction().unwrap().send(&soak.truth).await.unwrap();
                    assert_eq!(stored(&soak, &id).await, (true, before + 1), "{case}");
                }
                Ending::Unknown(None) => {}
            }
            before = stored(&soak, &id).await.1;
        }
        tally.add(&soak);
    }
    tally.assert_harsh();
    assert!(endings.written > 0 && endings.unknown > 0, "{endings:?}");
}

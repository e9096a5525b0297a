//! Batches of writes: each is in one account, and the accounts are what is stored.

use std::collections::{BTreeMap, BTreeSet};

use dynamorph::prelude::*;
use dynamorph::{BatchAccount, BatchOp, Error, batch_write};

use super::models::Item;
use super::support::{Soak, Tally, seeds};

const RATE: f64 = 0.4;

fn id(place: usize) -> String {
    format!("item-{place:03}")
}

fn old(place: usize) -> Item {
    Item { id: id(place), text: "old".into() }
}

fn new(place: usize) -> Item {
    Item { id: id(place), text: format!("new {place}") }
}

fn place_of(op: &BatchOp) -> usize {
    let item = op.item::<Item>().expect("it is a save");
    item.id.strip_prefix("item-").and_then(|place| place.parse().ok()).expect("an id of ours")
}

/// The text of each item, by its place.
async fn stored(soak: &Soak) -> BTreeMap<usize, String> {
    let items = Item::scan().consistent_read().all(&soak.truth).await.unwrap();
    let place = |item: &Item| item.id["item-".len()..].parse().expect("an id of ours");
    items.into_iter().map(|item| (place(&item), item.text)).collect()
}

/// The writes of one batch, and what is stored before and after them.
struct Plan {
    size: usize,
    deletes: BTreeSet<usize>,
    before: BTreeMap<usize, String>,
    after: BTreeMap<usize, String>,
}

impl Plan {
    /// Up to five requests, over items that are there and items that are not; with deletes where places are told.
    async fn new(soak: &mut Soak, has_deletes: bool) -> Self {
        let size = 1 + soak.random.below(120);
        let deletes: BTreeSet<usize> =
            (0..size).filter(|place| has_deletes && place % 4 == 1).collect();
        let known = (0..size).filter(|place| place % 3 == 0 || deletes.contains(place));
        batch_write(known.map(old).map(Item::save)).send(&soak.truth).await.unwrap();
        let saves = (0..size).filter(|place| !deletes.contains(place));
        let after = saves.map(|place| (place, new(place).text)).collect();
        Self { size, before: stored(soak).await, after, deletes }
    }

    fn ops(&self) -> Vec<BatchOp> {
        let op = |place| {
            let is_delete = self.deletes.contains(&place);
            if is_delete { Item::delete(id(place)).into() } else { new(place).save().into() }
        };
        (0..self.size).map(op).collect()
    }

    /// Compares what is said with what is stored.
    #[track_caller]
    fn judge(&self, case: &str, said: &Said, now: &BTreeMap<usize, String>) {
        assert!(said.not_written.is_disjoint(&said.unknown), "{case}: two accounts");
        for place in 0..self.size {
            let (before, after) = (self.before.get(&place), self.after.get(&place));
            let now = now.get(&place);
            if said.not_written.contains(&place) {
                assert_eq!(now, before, "{case}, {place}: it is said not to be written");
            } else if said.unknown.contains(&place) {
                assert!(now == before || now == after, "{case}, {place}: {now:?}");
            } else {
                assert_eq!(now, after, "{case}, {place}: it is said to be written");
            }
        }
    }
}

/// The places that are not written, and those that may be. All others are.
#[derive(Debug, Default)]
struct Said {
    not_written: BTreeSet<usize>,
    unknown: BTreeSet<usize>,
}

/// Of how many writes it was said what.
#[derive(Debug, Default)]
struct Accounts {
    written: usize,
    not_written: usize,
    unknown: usize,
    dropped: usize,
}

impl Accounts {
    fn add(&mut self, size: usize, said: &Said) {
        self.not_written += said.not_written.len();
        self.unknown += said.unknown.len();
        self.written += size - said.not_written.len() - said.unknown.len();
    }
}

#[tokio::test(start_paused = true)]
async fn every_write_of_a_batch_is_in_one_account_and_the_accounts_are_true() {
    let (mut accounts, mut tally) = (Accounts::default(), Tally::default());
    for seed in 0..seeds() {
        let case = format!("seed {seed}");
        let mut soak = Soak::new::<Item>(seed, RATE).await;
        // Every third seed is hard: most of its batches do not end well.
        if seed % 3 == 0 {
            soak.faulty.chaos(seed, 0.8);
        }
        // A batch that is dropped does not tell the places, so it has saves only, which tell their items.
        let has_deletes = seed % 4 < 2;
        let plan = Plan::new(&mut soak, has_deletes).await;
        let account = BatchAccount::default();
        let batch = batch_write(plan.ops()).account(&account).send(&soak.db);

        let sent = if has_deletes { Some(batch.await) } else { soak.limited(batch).await };

        let (report, now) = (account.report(), stored(&soak).await);
        let total = report.written() + report.not_written() + report.unknown();
        assert_eq!(total, plan.size, "{case}: {report}");
        let (said, rest) = match sent {
            Some(Ok(written)) => {
                assert_eq!(written.written(), plan.size, "{case}");
                (Said::default(), Vec::new())
            }
            Some(Err(Error::BatchIncomplete(incomplete))) => {
                let rest = incomplete.into_rest();
                let (not_written, unknown) = (rest.not_written, rest.unknown);
                let places =
                    |ops: &[(usize, BatchOp)]| ops.iter().map(|(place, _)| *place).collect();
                let said = Said { not_written: places(&not_written), unknown: places(&unknown) };
                (said, not_written.into_iter().chain(unknown).map(|(_, op)| op).collect())
            }
            Some(Err(error)) => panic!("{case}: {error:?}"),
            None => {
                accounts.dropped += 1;
                let (not_written, unknown) = (account.take_not_written(), account.take_unknown());
                let places = |ops: &[BatchOp]| ops.iter().map(place_of).collect();
                let said = Said { not_written: places(&not_written), unknown: places(&unknown) };
                (said, not_written.into_iter().chain(unknown).collect())
            }
        };
        assert_eq!(said.not_written.len(), report.not_written(), "{case}: {report}");
        assert_eq!(said.unknown.len(), report.unknown(), "{case}: {report}");
        plan.judge(&case, &said, &now);
        accounts.add(plan.size, &said);

        // What is not confirmed is sent again, and then all of it is there.
        if !rest.is_empty() {
            batch_write(rest).send(&soak.truth).await.unwrap();
        }
        assert_eq!(stored(&soak).await, plan.after, "{case}");
        tally.add(&soak);
    }
    tally.assert_harsh();
    let Accounts { written, not_written, unknown, dropped } = accounts;
    assert!(written > 0 && not_written > 0 && unknown > 0 && dropped > 0, "{accounts:?}");
}

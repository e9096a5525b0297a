//! Writes of one item: what is said of each is what is stored.

use dynamorph::Error;
use dynamorph::prelude::*;

use super::ending::{Ending, Endings};
use super::models::{Item, Page};
use super::support::{Soak, Tally, seeds};

const RATE: f64 = 0.5;

async fn stored_item(soak: &Soak, id: &str) -> Option<Item> {
    Item::get(id).consistent_read().send(&soak.truth).await.unwrap()
}

async fn stored_page(soak: &Soak, id: &str) -> Option<Page> {
    Page::get(id).consistent_read().send(&soak.truth).await.unwrap()
}

/// Judges a write by what was stored before it, what it was to store, and what is stored now.
#[track_caller]
fn judge<T, S: PartialEq + std::fmt::Debug>(
    case: &str,
    ending: &Ending<T>,
    (before, after, now): (&S, &S, &S),
) {
    match ending {
        Ending::Written(_) => assert_eq!(now, after, "{case}: it says that it was written"),
        Ending::NotWritten(error) => {
            assert_eq!(now, before, "{case}: it says that nothing was: {error:?}");
        }
        Ending::Unknown(error) => {
            assert!(now == before || now == after, "{case}: something else: {now:?}, {error:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_create_that_says_what_it_did_is_right() {
    let (mut endings, mut tally) = (Endings::default(), Tally::default());
    for seed in 0..seeds() {
        let mut soak = Soak::new::<Item>(seed, RATE).await;
        for number in 0..12 {
            let id = format!("item-{number}");
            // Every fourth item was created by someone else.
            let others = Item { id: id.clone(), text: "of another writer".into() };
            let is_taken = number % 4 == 3;
            if is_taken {
                others.clone().create().send(&soak.truth).await.unwrap();
            }
            let item = Item { id: id.clone(), text: format!("seed {seed}") };

            let db = soak.db.clone();
            let created = soak.perhaps(item.clone().create().send(&db)).await;

            let (case, ending) = (format!("seed {seed}, {id}"), Ending::of(created));
            let now = stored_item(&soak, &id).await;
            if is_taken {
                assert_eq!(now, Some(others), "{case}: a create takes no other item's place");
                assert!(!matches!(ending, Ending::Written(_)), "{case}: {ending:?}");
            } else {
                judge(&case, &ending, (&None, &Some(item), &now));
            }
            endings.count(&ending);
        }
        tally.add(&soak);
    }
    tally.assert_harsh();
    endings.assert_all_seen();
}

#[tokio::test(start_paused = true)]
async fn a_versioned_save_that_says_what_it_did_is_right() {
    let (mut endings, mut tally) = (Endings::default(), Tally::default());
    for seed in 0..seeds() {
        let mut soak = Soak::new::<Page>(seed, RATE).await;
        let first = Page { id: "page".into(), text: "first".into(), version: 0 };
        let mut before = first.create().send(&soak.truth).await.unwrap();
        for number in 0..12 {
            let case = format!("seed {seed}, save {number}");
            let changed = Page { text: case.clone(), ..before.clone() };
            let after = Page { version: before.version + 1, ..changed.clone() };

            let db = soak.db.clone();
            let saved = soak.perhaps(changed.save().send(&db)).await;

            let ending = Ending::of(saved);
            let now = stored_page(&soak, "page").await.expect("nobody deletes it");
            judge(&case, &ending, (&before, &after, &now));
            match &ending {
                Ending::Written(page) => assert_eq!(page, &now, "{case}"),
                Ending::NotWritten(error) => {
                    // There is one writer: a conflict would be one with itself.
                    assert!(!matches!(**error, Error::VersionConflict(_)), "{case}: {error:?}");
                }
                Ending::Unknown(_) => {}
            }
            endings.count(&ending);
            before = now;
        }
        tally.add(&soak);
    }
    tally.assert_harsh();
    endings.assert_all_seen();
}

#[tokio::test(start_paused = true)]
async fn an_update_and_a_delete_that_say_what_they_did_are_right() {
    let (mut endings, mut tally) = (Endings::default(), Tally::default());
    for seed in 0..seeds() {
        let mut soak = Soak::new::<Item>(seed, RATE).await;
        for number in 0..6 {
            let case = format!("seed {seed}, item {number}");
            let id = format!("item-{number}");
            let before = Item { id: id.clone(), text: "before".into() };
            before.clone().create().send(&soak.truth).await.unwrap();
            let after = Item { text: case.clone(), ..before.clone() };
            let db = soak.db.clone();

            let update = Item::update(id.as_str()).set(Item::TEXT, case.as_str());
            let updated = Ending::of(soak.perhaps(update.send(&db)).await);
            let then = stored_item(&soak, &id).await;
            judge(&case, &updated, (&Some(before), &Some(after), &then));

            let deleted = soak.perhaps(Item::delete(id.as_str()).send(&db)).await;
            let deleted = Ending::of(deleted);
            let now = stored_item(&soak, &id).await;
            judge(&case, &deleted, (&then, &None, &now));

            endings.count(&updated);
            endings.count(&deleted);
        }
        tally.add(&soak);
    }
    tally.assert_harsh();
    endings.assert_all_seen();
}

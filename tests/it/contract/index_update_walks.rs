//! Whatever updates an item goes through, it ends as a save of it would store it.

use dynamorph::{Dynamo, ModelOps as _};

use super::index_updates::{Task, assert_whole, stored, task};
use super::support::{Random, table};

const KEY: (&str, u32) = ("red", 1);

fn text(random: &mut Random) -> Option<String> {
    [Some("a"), Some("b"), Some("c"), None][random.below(4)].map(str::to_owned)
}

/// One update of some fields, by some way of knowing the others.
async fn step(db: &Dynamo, random: &mut Random, now: &Task) -> Result<(), dynamorph::Error> {
    let way = random.below(3);
    let mut update = if way == 0 { Task::update(now) } else { Task::update(KEY) };
    let changes = [random.below(2), random.below(2), random.below(2), random.below(2), 1];
    let [status, owner, label, due, rank] = changes.map(|change| change == 1);
    if status {
        update = update.set(Task::STATUS, text(random).unwrap_or("z".to_owned()));
    } else if way == 1 {
        update = update.given(Task::STATUS, &now.status);
    }
    if owner {
        update = update.set(Task::OWNER, text(random));
    } else if way == 1 {
        update = update.given(Task::OWNER, &now.owner);
    }
    if label {
        update = update.set(Task::LABEL, text(random));
    } else if way == 1 {
        update = update.given(Task::LABEL, &now.label);
    }
    if due {
        let value = Some(7).filter(|_| random.below(2) == 0);
        update = update.set(Task::DUE, value);
    } else if way == 1 {
        update = update.given(Task::DUE, now.due);
    }
    if rank {
        update = update.increment(Task::RANK, 1);
    }
    if random.below(4) == 0 {
        // Everything that a new item needs is set or given.
        update = update.set(Task::NOTE, "n".to_owned());
    }
    update.send(db).await
}

#[tokio::test]
async fn an_updated_item_is_what_a_save_would_store() {
    let (_, db) = table::<Task>().await;
    let (mut applied, mut refused) = ([0; 2], 0);
    for seed in 0..12 {
        let mut random = Random::new(seed + 1);
        let mut now = task().save().send(&db).await.unwrap();
        for at in 0..12 {
            let before = now.clone();
            match step(&db, &mut random, &now).await {
                Ok(()) => applied[usize::from(at > 5)] += 1,
                // By key alone, some parts are not known: then nothing is written.
                Err(dynamorph::Error::InvalidRequest(..)) => {
                    refused += 1;
                    assert_eq!(assert_whole(&stored(&db).await, "refused"), before);
                    continue;
                }
                Err(error) => panic!("seed {seed}, step {at}: {error}"),
            }
            now = assert_whole(
                &stored(&db).await,
                &format!("seed {seed}, step {at}, from {before:?}"),
            );
            assert_eq!(now.rank, before.rank + 1, "seed {seed}, step {at}");
        }
    }
    assert!(applied[0] > 30 && applied[1] > 30 && refused > 0, "{applied:?} {refused}");
}

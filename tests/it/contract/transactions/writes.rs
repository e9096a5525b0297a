//! What transactions write and answer.

use dynamorph::prelude::*;
use dynamorph::{WriteOp, transact_write};
use dynamorph_testing::Engine;

use super::models::{Account, Audit, Bank, Entry, account, entry};
use crate::contract::support::{get_raw, n, s, table};

#[tokio::test]
async fn a_tuple_answers_what_each_builder_answers() {
    let (_, db) = table::<Bank>().await;
    let there = account("there", 10).create().send(&db).await.unwrap();
    account("old", 1).create().send(&db).await.unwrap();
    let made = account("made", 5).create();
    let saved = Account { balance: 20, ..there.clone() }.save();
    let (made, saved, entry, (), (), (), ()) = transact_write((
        made,
        saved,
        entry("made", 5).create(),
        Account::update("updated").set(Account::OWNER, "ben").set(Account::BALANCE, 0).upsert(),
        account("upserted", 7).upsert(),
        Account::delete("old"),
        Account::check("absent").absent(),
    ))
    .send(&db)
    .await
    .unwrap();
    assert_eq!((made.version, saved.version, saved.balance), (1, 2, 20));
    assert!(!entry.id.is_nil() && entry.made > 0);
    assert_eq!(Account::get("made").one(&db).await.unwrap(), made);
    assert_eq!(Account::get("there").one(&db).await.unwrap(), saved);
    assert_eq!(Entry::get(("made", entry.id)).one(&db).await.unwrap(), entry);
    assert_eq!(Account::get("updated").one(&db).await.unwrap().owner, "ben");
    assert_eq!(Account::get("upserted").one(&db).await.unwrap().version, 1);
    assert_eq!(Account::get("old").send(&db).await.unwrap(), None);
}

#[tokio::test]
async fn lists_are_made_at_run_time_and_answer_in_order() {
    let (_, db) = table::<Bank>().await;
    let entries: Vec<_> = (0..30).map(|amount| entry("a", amount).create()).collect();
    let written = transact_write(entries).send(&db).await.unwrap();
    assert!(written.iter().zip(0..).all(|(entry, amount)| entry.amount == amount));
    assert_eq!(Entry::query("a").count(&db).await.unwrap(), 30);

    let [one, two] = transact_write([account("1", 1).create(), account("2", 2).create()])
        .send(&db)
        .await
        .unwrap();
    assert_eq!((one.id.as_str(), two.id.as_str()), ("1", "2"));

    let mut mixed: Vec<WriteOp> =
        written.iter().map(|entry| WriteOp::from(Entry::delete(entry))).collect();
    mixed.push(Account::update(&one).set(Account::BALANCE, 9).into());
    mixed.push(two.replace().into());
    assert_eq!(
        mixed.last().and_then(WriteOp::item::<Account>).map(|account| account.balance),
        Some(2)
    );
    transact_write(mixed).send(&db).await.unwrap();
    assert_eq!(Entry::query("a").count(&db).await.unwrap(), 0);
    assert_eq!(Account::get("1").one(&db).await.unwrap().balance, 9);
    assert_eq!(Account::get("2").one(&db).await.unwrap().version, 2);
}

#[tokio::test]
async fn several_tables_are_one_transaction() {
    let engine = Engine::from_env();
    let db = engine.dynamo();
    db.ensure_table::<Bank>().await.unwrap();
    db.ensure_table::<Audit>().await.unwrap();
    let audit = Audit { id: 1, text: "opened".to_owned() };
    transact_write((account("a", 1).create(), audit.create())).send(&db).await.unwrap();
    assert_eq!(Audit::get(1).one(&db).await.unwrap().text, "opened");
    // Nothing of it is written where one part is refused.
    let audit = Audit { id: 2, text: "opened again".to_owned() };
    let twice = transact_write((audit.create(), account("a", 1).create())).send(&db).await;
    assert!(twice.is_err());
    assert_eq!(Audit::get(2).send(&db).await.unwrap(), None);
}

#[tokio::test]
async fn what_the_mapper_keeps_is_kept_in_transactions_too() {
    let (_, db) = table::<Bank>().await;
    let (made,) = transact_write((account("a", 1).create(),)).send(&db).await.unwrap();
    let key = [("pk", s("ACCOUNT#a")), ("sk", s("ACCOUNT"))];
    let stored = get_raw::<Bank, 2>(&db, key.clone()).await.unwrap();
    assert_eq!(stored["type"], s("ACCOUNT"));
    assert_eq!((&stored["gsi1pk"], &stored["gsi1sk"]), (&s("OWNER#ann"), &s("a")));
    assert_eq!(stored["version"], n("1"));

    let change = Account::update(&made).set(Account::OWNER, "ben");
    transact_write((change,)).send(&db).await.unwrap();
    let stored = get_raw::<Bank, 2>(&db, key).await.unwrap();
    assert_eq!((&stored["gsi1pk"], &stored["version"]), (&s("OWNER#ben"), &n("2")));
    assert_eq!(Account::by_owner("ben").count(&db).await.unwrap(), 1);
}

#[tokio::test]
async fn increments_side_by_side_all_count() {
    let (_, db) = table::<Bank>().await;
    account("shared", 0).create().send(&db).await.unwrap();
    let one = || {
        let db = db.clone();
        async move {
            let add = Account::update("shared").increment(Account::BALANCE, 1);
            transact_write((add,)).send(&db).await
        }
    };
    let all = futures_util::future::join_all((0..25).map(|_| one())).await;
    for ended in all {
        ended.unwrap();
    }
    assert_eq!(Account::get("shared").one(&db).await.unwrap().balance, 25);
}

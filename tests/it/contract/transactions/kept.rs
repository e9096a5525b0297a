//! What surrounds a transaction: hooks and costs.

use std::sync::{Arc, Mutex};

use dynamorph::prelude::*;
use dynamorph::{
    Ended, Hooks, ItemWrite, Operation, Refusal, async_trait, transact_get, transact_write,
};
use dynamorph_testing::Engine;

use super::models::{Account, Bank, Entry, account, entry};
use crate::contract::support::{get_raw, s, table};

#[derive(Clone, Default)]
struct Noting(Arc<Mutex<Vec<String>>>);

impl Noting {
    fn note(&self, text: String) {
        self.0.lock().unwrap().push(text);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

#[async_trait]
impl Hooks for Noting {
    async fn before_operation(&self, operation: &Operation<'_>) -> Result<(), Refusal> {
        self.note(format!("{} of {}", operation.name(), operation.entity()));
        Ok(())
    }

    async fn after_operation(&self, operation: &Operation<'_>, ended: &Ended<'_>) {
        let ended = (ended.is_ok(), ended.is_canceled());
        self.note(format!("{} ended {ended:?}", operation.name()));
    }

    async fn before_write(&self, write: &mut ItemWrite<'_>) -> Result<(), Refusal> {
        self.note(format!("{:?} {}", write.verb(), write.entity()));
        if let Some(account) = write.item_mut::<Account>() {
            if account.balance < 0 {
                return Err("no debts".into());
            }
            account.owner = "changed".into();
        }
        if write.entity() == "ENTRY" {
            write.set("note", "kept")?;
        }
        Ok(())
    }

    async fn after_write(&self, write: &ItemWrite<'_>, result: Result<(), &dynamorph::Error>) {
        self.note(format!("{} ended {}", write.entity(), result.is_ok()));
    }
}

fn hooked(engine: &Engine) -> (Noting, Dynamo) {
    let noting = Noting::default();
    let db = Dynamo::builder(engine.client())
        .table_prefix(engine.table_prefix())
        .hooks(noting.clone())
        .build();
    (noting, db)
}

#[tokio::test]
async fn hooks_see_and_change_each_operation() {
    let (engine, _) = table::<Bank>().await;
    let (noting, db) = hooked(&engine);
    let (made, made_entry, ()) =
        transact_write((account("a", 1).create(), entry("a", 2).create(), Account::delete("b")))
            .send(&db)
            .await
            .unwrap();
    assert_eq!(made.owner, "changed");
    assert_eq!(Account::by_owner("changed").count(&db).await.unwrap(), 1);
    let notes = noting.take();
    let expected = [
        "Create ACCOUNT",
        "Create ENTRY",
        "Delete ACCOUNT",
        "TransactWriteItems of several entities",
        "TransactWriteItems ended (true, false)",
        "ACCOUNT ended true",
        "ENTRY ended true",
        "ACCOUNT ended true",
    ];
    assert_eq!(notes[..8], expected);
    let id = s(&format!("ENTRY#{}", made_entry.id));
    let stored = get_raw::<Entry, 2>(&db, [("pk", s("ACCOUNT#a")), ("sk", id)]).await;
    assert_eq!(stored.unwrap()["note"], s("kept"));
}

#[tokio::test]
async fn a_hook_that_refuses_one_operation_stops_all() {
    let (engine, plain) = table::<Bank>().await;
    let (noting, db) = hooked(&engine);
    let pair = (account("a", 1).create(), account("b", -1).create());
    let error = transact_write(pair).send(&db).await.expect_err("debts");
    assert!(error.is_refused());
    assert_eq!(noting.take(), ["Create ACCOUNT", "Create ACCOUNT", "ACCOUNT ended false"]);
    let Ok(failed) = error.into_transaction() else { panic!("an error without its transaction") };
    let operations = failed.into_operations();
    assert_eq!(operations[1].item::<Account>().map(|account| account.balance), Some(-1));
    assert_eq!(Account::get("a").send(&plain).await.unwrap(), None);
}

#[tokio::test]
async fn canceled_transactions_are_told_to_hooks() {
    let (engine, plain) = table::<Bank>().await;
    account("a", 1).create().send(&plain).await.unwrap();
    let (noting, db) = hooked(&engine);
    let again = transact_write((account("a", 1).create(),)).send(&db).await;
    assert!(again.is_err());
    let expected = [
        "Create ACCOUNT",
        "TransactWriteItems of ACCOUNT",
        "TransactWriteItems ended (false, true)",
        "ACCOUNT ended false",
    ];
    assert_eq!(noting.take(), expected);
}

#[tokio::test]
async fn transactions_cost_twice() {
    let (_, db) = table::<Bank>().await;
    let metered = db.metered();
    transact_write((account("a", 1).create(), entry("a", 1).create()))
        .send(&metered)
        .await
        .unwrap();
    let cost = metered.cost();
    assert_eq!((cost.requests(), cost.retries(), cost.throttles()), (1, 0, 0));
    // The account lies in an index, too.
    assert!(cost.write_units() >= 4.0, "{cost}");
    let metered = db.metered();
    transact_get((Account::get("a"), Account::get("b"))).send(&metered).await.unwrap();
    let cost = metered.cost();
    assert_eq!((cost.requests(), cost.scanned(), cost.returned()), (1, 2, 1));
    assert!(cost.read_units() >= 2.0, "{cost}");
}

//! A transfer between two accounts: two balances and two entries of a ledger, all of them or none, and what a refusal says.
//!
//! ```sh
//! cargo run --example account_transfer
//! ```

use std::fmt;

use dynamorph::prelude::*;
use dynamorph::{CancellationReason, Error, Outcome, transact_get, transact_write};
use dynamorph_testing::Embedded;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Table)]
#[table(name = "bank", partition_key = "pk", sort_key = "sk", discriminator = "type")]
struct BankTable;

/// It has no version: transfers side by side change it by sums and a condition, and do not refuse each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = BankTable, entity = "ACCOUNT", pk = "ACCOUNT#{id}", sk = "ACCOUNT")]
struct Account {
    id: String,
    cents: i64,
    is_open: bool,
}

/// One side of a transfer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = BankTable, entity = "ENTRY", pk = "ACCOUNT#{account}", sk = "ENTRY#{transfer}")]
struct Entry {
    account: String,
    transfer: Uuid,
    cents: i64,
}

dynamorph::register! {
    #[derive(Debug)]
    enum Bank in BankTable { Account, Entry }
}

/// Why a transfer was not made.
#[derive(Debug, PartialEq)]
enum Refusal {
    NoAccount(&'static str),
    Closed(&'static str),
    TooPoor { cents: i64 },
    MadeBefore,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAccount(side) => write!(f, "there is no account to transfer {side}"),
            Self::Closed(side) => write!(f, "the account to transfer {side} is closed"),
            Self::TooPoor { cents } => write!(f, "the account holds {cents} cents only"),
            Self::MadeBefore => f.write_str("this transfer was made before"),
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    run(&Embedded::memory().dynamo()).await
}

/// Moves money once, however often it is called with the same transfer: its entries are created, and their keys hold its id.
async fn transfer(
    db: &Dynamo,
    transfer: Uuid,
    (from, to): (&str, &str),
    cents: i64,
) -> dynamorph::Result<Result<(), Refusal>> {
    let entry = |account: &str, cents| Entry { account: account.into(), transfer, cents };
    let withdraw = Account::update(from)
        .set(Account::CENTS, Account::CENTS - cents)
        .condition(Account::CENTS.ge(cents) & Account::IS_OPEN.eq(true));
    let deposit = Account::update(to)
        .set(Account::CENTS, Account::CENTS + cents)
        .condition(Account::IS_OPEN.eq(true));
    let entries = (entry(from, -cents).create(), entry(to, cents).create());
    let sent = transact_write((entries.0, entries.1, withdraw, deposit)).send(db).await;
    match sent {
        Ok(_) => Ok(Ok(())),
        Err(Error::TransactionCanceled(canceled)) => match &canceled.reasons[..] {
            [made, _, withdraw, deposit] => refusal(made, withdraw, deposit, cents)
                .map(Err)
                .ok_or(Error::TransactionCanceled(canceled)),
            _ => Err(Error::TransactionCanceled(canceled)),
        },
        // Nobody knows whether it was made. The same request with the same token is made once.
        Err(error) if error.outcome() == Outcome::Unknown => {
            error.into_transaction()?.send(db).await.map(Ok)
        }
        Err(error) => Err(error),
    }
}

/// What the reasons mean; none where it is for another reason, such as too much traffic.
fn refusal(
    made: &CancellationReason,
    withdraw: &CancellationReason,
    deposit: &CancellationReason,
    cents: i64,
) -> Option<Refusal> {
    if made.error.is_some() {
        return Some(Refusal::MadeBefore);
    }
    for (side, reason) in [("from", withdraw), ("to", deposit)] {
        // The account as it is: DynamoDB sends it along with the refusal.
        match (&reason.error, reason.current::<Account>()) {
            (Some(Error::NotFound(_)), _) => return Some(Refusal::NoAccount(side)),
            (Some(_), Ok(Some(account))) if !account.is_open => return Some(Refusal::Closed(side)),
            (Some(_), Ok(Some(account))) if side == "from" && account.cents < cents => {
                return Some(Refusal::TooPoor { cents: account.cents });
            }
            _ => {}
        }
    }
    None
}

pub(crate) async fn run(db: &Dynamo) -> Result<(), Box<dyn std::error::Error>> {
    db.ensure_table::<Bank>().await?;
    for (id, cents, is_open) in [("ann", 10_000, true), ("ben", 500, true), ("cat", 0, false)] {
        Account { id: id.into(), cents, is_open }.save().send(db).await?;
    }

    let rent = Uuid::now_v7();
    assert_eq!(transfer(db, rent, ("ann", "ben"), 6_000).await?, Ok(()));
    // A client that got no answer sends it again: it is made once.
    assert_eq!(transfer(db, rent, ("ann", "ben"), 6_000).await?, Err(Refusal::MadeBefore));

    for (pair, cents) in [
        (("ann", "ben"), 6_000),
        (("ann", "cat"), 100),
        (("ann", "dan"), 100),
        (("dan", "ann"), 100),
    ] {
        let ended = transfer(db, Uuid::now_v7(), pair, cents).await?;
        let (from, to) = pair;
        let refusal = ended.expect_err("none of these can be made");
        println!("{cents} cents from {from} to {to}: {refusal}");
    }

    // Both as they are at one moment: no transfer is half seen.
    let (ann, ben) = transact_get((Account::get("ann"), Account::get("ben"))).send(db).await?;
    let (ann, ben) = (ann.map(|ann| ann.cents), ben.map(|ben| ben.cents));
    assert_eq!((ann, ben), (Some(4_000), Some(6_500)));
    let entries = Entry::query("ann").all(db).await?;
    assert_eq!(entries.iter().map(|entry| entry.cents).sum::<i64>(), -6_000);
    println!("ann holds 40.00 and ben 65.00");
    Ok(())
}

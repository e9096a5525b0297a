//! An index of the open orders only: an optional field feeds its key, so an update moves an item in and out.
//!
//! ```sh
//! cargo run --example sparse_index
//! ```

use chrono::NaiveDate;
use dynamorph::Error;
use dynamorph::prelude::*;
use dynamorph_testing::Embedded;
use serde::{Deserialize, Serialize};

#[derive(Debug, Table)]
#[table(name = "orders", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "open", partition_key = "openpk", sort_key = "opensk"))]
struct OrderTable;

/// In the index while `open_since` is there: `WAREHOUSE#rome` | `OPEN#2026-11-21`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = OrderTable, entity = "ORDER", pk = "CUSTOMER#{customer}", sk = "ORDER#{number}")]
#[dynamo(index(open, query = "open_in", pk = "WAREHOUSE#{warehouse}", sk = "OPEN#{open_since}"))]
struct Order {
    customer: String,
    number: u32,
    warehouse: String,
    open_since: Option<NaiveDate>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    run(&Embedded::memory().dynamo()).await
}

pub(crate) async fn run(db: &Dynamo) -> Result<(), Box<dyn std::error::Error>> {
    db.ensure_table::<Order>().await?;
    for (number, day) in (1..).zip(["2026-11-18", "2026-11-19", "2026-11-20"]) {
        let open_since = Some(day.parse()?);
        let order = Order { customer: "ann".into(), number, warehouse: "rome".into(), open_since };
        order.create().send(db).await?;
    }
    show(db, "three orders are placed").await?;

    // By item: every part of the index key is known. The parts that are made into a new key are also a condition,
    // so that two updates of one order do not leave a key that fits neither.
    let first = Order::get(("ann", 1)).one(db).await?;
    Order::update(&first).remove(Order::OPEN_SINCE).send(db).await?;
    show(db, "the first is delivered: it leaves the index").await?;

    Order::update(("ann", 2)).remove(Order::OPEN_SINCE).send(db).await?;
    show(db, "the second too: what takes an item out needs no other part").await?;

    // By key: the index key is made of the warehouse too, and the key of the table does not tell it.
    let today: NaiveDate = "2026-11-21".parse()?;
    let reopen = || Order::update(("ann", 2)).set(Order::OPEN_SINCE, today);
    match reopen().send(db).await {
        Err(error @ Error::InvalidRequest(..)) => println!("\nnothing was sent: {}", told(&error)),
        other => println!("unexpected: {other:?}"),
    }
    reopen().given(Order::WAREHOUSE, "rome").send(db).await?;
    show(db, "the second is open again: its warehouse was given").await?;

    match reopen().given(Order::WAREHOUSE, "oslo").send(db).await {
        Err(error @ Error::ConditionFailed(_)) => println!("\nwhat is given is checked: {error}"),
        other => println!("unexpected: {other:?}"),
    }

    // Both parts are set, so nothing has to be known.
    Order::update(("ann", 3))
        .set(Order::WAREHOUSE, "oslo")
        .set(Order::OPEN_SINCE, today)
        .send(db)
        .await?;
    show(db, "the third moves to another warehouse").await?;
    Ok(())
}

/// The oldest first: the index costs what is open, not what was ever ordered.
async fn show(db: &Dynamo, what: &str) -> dynamorph::Result<()> {
    println!("\n{what}");
    for warehouse in ["rome", "oslo"] {
        let open: Vec<String> = Order::open_in(warehouse)
            .all(db)
            .await?
            .iter()
            .filter_map(|order| Some(format!("{} since {}", order.number, order.open_since?)))
            .collect();
        println!(
            "  {warehouse}: {}",
            if open.is_empty() { "none".into() } else { open.join(", ") }
        );
    }
    Ok(())
}

/// An error with its causes.
fn told(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

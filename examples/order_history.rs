//! A customer and the orders that are theirs: one item collection, read page by page and as a whole.
//!
//! ```sh
//! cargo run --example order_history
//! ```

use chrono::NaiveDate;
use dynamorph::prelude::*;
use dynamorph::{Cursor, Page};
use dynamorph_testing::Embedded;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

#[derive(Debug, Table)]
#[table(name = "history", partition_key = "pk", sort_key = "sk", discriminator = "type")]
struct HistoryTable;

/// `CUSTOMER#ann` | `PROFILE`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = HistoryTable, entity = "CUSTOMER", pk = "CUSTOMER#{name}", sk = "PROFILE")]
struct Customer {
    name: String,
    email: String,
    orders: u32,
    /// Grows by one with every write; a write of an item that was read checks it.
    #[dynamo(version)]
    version: u64,
}

/// `CUSTOMER#ann` | `ORDER#2026-11-21#00000000000000000007`: by day, then by number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = HistoryTable, entity = "ORDER", pk = "CUSTOMER#{customer}", sk = "ORDER#{placed_on}#{number}")]
struct Order {
    customer: String,
    placed_on: NaiveDate,
    number: u32,
    status: Status,
    total: Decimal,
    lines: Vec<Line>,
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Line {
    sku: String,
    quantity: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
#[serde(rename_all = "lowercase")]
enum Status {
    Open,
    Paid,
    Returned,
}

dynamorph::register! {
    /// Everything of a customer.
    #[derive(Debug, Clone, PartialEq)]
    enum History in HistoryTable { Customer, Order }
}

/// What a visitor asks for: all of it is optional.
#[derive(Debug, Default)]
struct Search {
    least: Option<Decimal>,
    sku: Option<String>,
    /// The "next" link of the page before.
    after: Option<String>,
}

/// One page of a customer's orders, newest first, without those that were returned.
async fn page(db: &Dynamo, customer: &str, search: &Search) -> dynamorph::Result<Page<Order>> {
    let from: Option<Cursor> = search.after.as_deref().map(str::parse).transpose()?;
    Order::query(customer)
        .reverse()
        .filter(Order::STATUS.ne(Status::Returned))
        .filter(search.least.map(|least| Order::TOTAL.ge(least)))
        .filter(search.sku.as_ref().map(|sku| Order::LINES.at(0).dot(Line::SKU).eq(sku)))
        .limit(2) // two that match, however many DynamoDB reads for them
        .cursor(from)
        .page(db)
        .await
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    run(&Embedded::memory().dynamo()).await
}

pub(crate) async fn run(db: &Dynamo) -> Result<(), Box<dyn std::error::Error>> {
    db.ensure_table::<History>().await?;
    let ann = fill(db).await?;

    title("1. Page by page; the cursor goes out as text and comes back");
    let mut search = Search { least: Some(Decimal::from(20)), ..Search::default() };
    loop {
        let page = page(db, &ann.name, &search).await?;
        let days: Vec<String> =
            page.items.iter().map(|order| order.placed_on.to_string()).collect();
        println!("{} (of {} evaluated)", days.join(", "), page.scanned);
        let Some(cursor) = page.cursor else { break };
        search.after = Some(cursor.to_string());
    }

    title("2. A cursor belongs to its query and filter");
    search.sku = Some("tea".into());
    match page(db, &ann.name, &search).await {
        Err(error @ dynamorph::Error::Cursor { .. }) => println!("{error}"),
        other => println!("unexpected: {other:?}"),
    }
    search.after = None;
    let tea = page(db, &ann.name, &search).await?;
    println!("from the start: {} that begin with tea", tea.items.len());

    title("3. Some attributes only");
    let notes: Vec<(NaiveDate, Option<String>)> = Order::query(&ann.name)
        .filter(Order::NOTE.exists())
        .select((Order::PLACED_ON, Order::NOTE))
        .all(db)
        .await?;
    println!("{notes:?}");

    title("4. The customer and all orders, in one query");
    let (customer, orders): (Option<Customer>, Vec<Order>) =
        History::query(Customer::partition(&ann.name)).group(db).await?;
    let sum: Decimal = orders.iter().map(|order| order.total).sum();
    println!("{:?}: {} orders, {sum}", customer.map(|customer| customer.email), orders.len());

    title("5. Two that change one customer: the second is told");
    let (mine, theirs) = (ann.clone(), ann);
    Customer { email: "ann@example.org".into(), ..theirs }.save().send(db).await?;
    match (Customer { email: "ann@example.net".into(), ..mine }).save().send(db).await {
        Err(error @ dynamorph::Error::VersionConflict(_)) => {
            let there: Option<Customer> = error.current()?;
            println!("{error}\nin the table: {:?}", there.map(|customer| customer.email));
        }
        other => println!("unexpected: {other:?}"),
    }
    Ok(())
}

/// A customer with six orders, counted as they are placed.
async fn fill(db: &Dynamo) -> dynamorph::Result<Customer> {
    let ann =
        Customer { name: "ann".into(), email: "ann@example.com".into(), orders: 0, version: 0 };
    let mut ann = ann.create().send(db).await?;
    let days = (1..).zip(["2026-08-30", "2026-09-02", "2026-09-17", "2026-10-05", "2026-11-03"]);
    for (number, placed_on) in days.chain([(6, "2026-11-20")]) {
        let order = Order {
            customer: ann.name.clone(),
            placed_on: placed_on.parse().expect("the days of this example exist"),
            number,
            status: if number == 5 { Status::Returned } else { Status::Paid },
            total: Decimal::new(1150 * i64::from(number), 2),
            lines: vec![Line {
                sku: if number % 2 == 0 { "tea" } else { "coffee" }.into(),
                quantity: number,
            }],
            note: (number == 2).then(|| "a present".into()),
        };
        order.create().send(db).await?;
        ann =
            Customer::update(&ann).increment(Customer::ORDERS, 1).returning_new().send(db).await?;
    }
    println!("{} has {} orders; version {}", ann.name, ann.orders, ann.version);
    Ok(ann)
}

fn title(text: &str) {
    println!("\n{text}");
}

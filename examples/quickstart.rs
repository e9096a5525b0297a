//! A small shop in one table: customers, their orders, and products.
//!
//! ```sh
//! cargo run --example quickstart                            # on the embedded engine, in memory
//! cargo run --example quickstart -- http://localhost:8000   # on DynamoDB Local or LocalStack
//! ```

use std::collections::BTreeSet;

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use chrono::NaiveDate;
use dynamorph::prelude::*;
use dynamorph::{Cursor, Dynamo, Page};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The one physical table. Several entities live in it.
#[derive(Debug, Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
struct ShopTable;

/// `CUSTOMER#1f0c..` | `PROFILE`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "CUSTOMER", pk = "CUSTOMER#{id}", sk = "PROFILE")]
#[dynamo(index(gsi1, query = "by_email", pk = "EMAIL#{email}", sk = "CUSTOMER"))]
struct Customer {
    /// Filled when the item is first written: a UUID that begins with the time.
    #[dynamo(auto)]
    id: Uuid,
    email: String,
    name: String,
    /// SS; absent when empty.
    tags: BTreeSet<String>,
    /// M; absent when `None`.
    address: Option<Address>,
    /// Every write counts it up; a write of an item that was read checks it.
    #[dynamo(version)]
    version: u64,
}

/// A map inside a customer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Address {
    street: String,
    city: String,
}

/// `CUSTOMER#1f0c..` | `ORDER#2026-11-21#1f0d..`: in the customer's partition, by day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "CUSTOMER#{customer_id}", sk = "ORDER#{placed_on}#{id}")]
#[dynamo(index(gsi1, query = "by_status", pk = "STATUS#{status}", sk = "{placed_on}"))]
struct Order {
    customer_id: Uuid,
    placed_on: NaiveDate,
    #[dynamo(auto)]
    id: Uuid,
    status: Status,
    /// N, never by way of a float.
    total: Decimal,
}

/// Text; `DynamoValue` makes it fit into keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
#[serde(rename_all = "lowercase")]
enum Status {
    Open,
    Paid,
}

/// `CATALOG` | `PRODUCT#tea`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "PRODUCT", pk = "CATALOG", sk = "PRODUCT#{sku}")]
struct Product {
    sku: String,
    price: Decimal,
}

dynamorph::register! {
    /// Everything stored in the shop table, told apart by its `type` attribute.
    #[derive(Debug, Clone, PartialEq)]
    enum Shop in ShopTable { Customer, Order, Product }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let endpoint = std::env::args().nth(1);
    run(&database(endpoint.as_deref())).await
}

/// A handle on the embedded engine, or on a local server: it takes any credentials.
fn database(endpoint: Option<&str>) -> Dynamo {
    let Some(endpoint) = endpoint else {
        return dynamorph_testing::Embedded::memory().dynamo();
    };
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new(
            "quickstart",
            "quickstart",
            None,
            None,
            "quickstart",
        ))
        .endpoint_url(endpoint)
        .build();
    Dynamo::from_config(config)
}

/// The whole tour. It can be taken twice on one table.
pub(crate) async fn run(db: &Dynamo) -> Result<(), Box<dyn std::error::Error>> {
    db.ensure_table::<Shop>().await?;
    remove_earlier_run(db).await?;
    let customer = fill(db).await?;

    title("1. By key: a customer");
    let ann: Customer = Customer::get(customer.id).one(db).await?;
    println!(
        "{} lives in {}",
        ann.name,
        ann.address.map_or("no known city".into(), |address| address.city)
    );

    title("2. By prefix: the orders of November, and those from the 15th on");
    let november = Order::query(customer.id).sort_begins_with("2026-11").all(db).await?;
    let since = Order::query(customer.id).sort_ge(day(2026, 11, 15)).all(db).await?;
    println!("{} in November, {} since the 15th", november.len(), since.len());

    title("3. By index: the customer of an e-mail address, and the open orders");
    let found: Customer = Customer::by_email("ann@example.com").one(db).await?;
    let open = Order::by_status(Status::Open).reverse().all(db).await?;
    println!(
        "{} has the address; open since {:?}",
        found.name,
        open.iter().map(|order| order.placed_on).collect::<Vec<_>>()
    );

    title("4. Newest first, two at a time");
    let mut link: Option<String> = None; // what a web page would put into its "next" link
    loop {
        let from: Option<Cursor> = link.map(|text| text.parse()).transpose()?;
        let page: Page<Order> =
            Order::query(customer.id).reverse().limit(2).cursor(from).page(db).await?;
        println!(
            "page: {}",
            page.items
                .iter()
                .map(|order| order.placed_on.to_string())
                .collect::<Vec<_>>()
                .join(", ")
        );
        let Some(cursor) = page.cursor else { break };
        link = Some(cursor.to_string());
    }

    title("5. Filtered, and some attributes only; and a look at every product");
    let dear: Vec<(NaiveDate, Decimal)> = Order::query(customer.id)
        .filter(Order::TOTAL.ge(30) & Order::STATUS.eq(Status::Paid))
        .select((Order::PLACED_ON, Order::TOTAL))
        .all(db)
        .await?;
    println!("{dear:?}, {} products", Product::scan().count(db).await?);

    title("6. Updates: what is paid is no open order any more");
    for order in &open {
        Order::update(order)
            .set(Order::STATUS, Status::Paid) // its key in the index follows
            .condition(Order::STATUS.eq(Status::Open))
            .send(db)
            .await?;
    }
    let customer = Customer::update(&customer) // checks the version
        .add(Customer::TAGS, ["buyer"])
        .returning_new()
        .send(db)
        .await?;
    println!(
        "{} open; {} is {:?}, version {}",
        Order::by_status(Status::Open).count(db).await?,
        customer.name,
        customer.tags,
        customer.version
    );

    title("7. A create that fails, and says why");
    create_again(db).await?;

    title("8. A customer and all that is theirs, in one query");
    let everything: Vec<Shop> = Shop::query(Customer::partition(customer.id)).all(db).await?;
    for entity in everything {
        match entity {
            Shop::Customer(customer) => println!("customer {}", customer.email),
            Shop::Order(order) => {
                println!("order of {}: {:.2} ({:?})", order.placed_on, order.total, order.status);
            }
            Shop::Product(product) => println!("product {}", product.sku),
            Shop::Unknown(item) => {
                println!("something else with {} attributes", item.attributes().len());
            }
        }
    }
    Ok(())
}

/// Creates a product that is there already.
async fn create_again(db: &Dynamo) -> dynamorph::Result<()> {
    let tea = Product { sku: "tea".into(), price: Decimal::new(999, 2) };
    match tea.create().send(db).await {
        Ok(tea) => println!("created {}", tea.sku),
        Err(error) if error.is_condition_failed() => {
            println!("{error}");
            let there: Option<Product> = error.current()?; // the item in the table
            let mine: Product = error.into_input()?; // the item that was not written
            println!(
                "in the table it costs {:.2?}, here {:.2}",
                there.map(|tea| tea.price),
                mine.price
            );
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Writes a customer, five orders and two products; answers the customer, whose id is filled now.
async fn fill(db: &Dynamo) -> dynamorph::Result<Customer> {
    let customer = Customer {
        email: "ann@example.com".into(),
        name: "Ann".into(),
        tags: BTreeSet::from(["vip".into(), "newsletter".into()]),
        address: Some(Address { street: "Elm Street 1".into(), city: "Springfield".into() }),
        ..Default::default()
    };
    let customer = customer.create().send(db).await?;

    let days = [(10, 30), (11, 3), (11, 15), (11, 20), (12, 1)];
    for (n, (month, of_month)) in (1..).zip(days) {
        let order = Order {
            customer_id: customer.id,
            placed_on: day(2026, month, of_month),
            id: Uuid::nil(),
            status: if n < 4 { Status::Paid } else { Status::Open },
            total: Decimal::new(1250 * n, 2),
        };
        order.create().send(db).await?;
    }
    for (sku, cents) in [("coffee", 890), ("tea", 450)] {
        Product { sku: sku.into(), price: Decimal::new(cents, 2) }.save().send(db).await?;
    }
    println!("wrote {} with five orders, and two products", customer.name);
    Ok(customer)
}

/// Deletes the customer of an earlier run on the same server, with the orders.
async fn remove_earlier_run(db: &Dynamo) -> dynamorph::Result<()> {
    for customer in Customer::by_email("ann@example.com").all(db).await? {
        for order in Order::query(customer.id).all(db).await? {
            Order::delete(&order).send(db).await?;
        }
        Customer::delete(&customer).send(db).await?;
    }
    Ok(())
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the days of this example exist")
}

fn title(text: &str) {
    println!("\n{text}");
}

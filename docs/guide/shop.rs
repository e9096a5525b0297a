// The shop of the guide: its examples begin with `include!` of this file, and run on these items.

use std::collections::BTreeMap;

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
struct ShopTable;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "CUSTOMER", pk = "CUSTOMER#{id}", sk = "PROFILE")]
#[dynamo(index(gsi1, query = "by_email", pk = "EMAIL#{email}", sk = "CUSTOMER"))]
struct Customer {
    id: String,
    name: String,
    email: Option<String>,
    nickname: Option<String>,
    visits: u64,
    settings: BTreeMap<String, String>,
    address: Option<Address>,
    #[dynamo(version)]
    version: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Address {
    street: String,
    city: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "CUSTOMER#{customer}", sk = "ORDER#{day}#{number}")]
#[dynamo(index(gsi1, query = "by_status", pk = "STATUS#{status}", sk = "{day}"))]
struct Order {
    customer: String,
    day: String,
    number: u32,
    status: Status,
    total: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
#[serde(rename_all = "lowercase")]
enum Status {
    Open,
    Paid,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "PRODUCT", pk = "CATALOG", sk = "PRODUCT#{sku}")]
struct Product {
    sku: String,
    price: u32,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Shop in ShopTable { Customer, Order, Product }
}

/// Runs an example on a shop with the customer `ann`, her orders 1 to 45, and two products.
fn run(example: impl AsyncFnOnce(&Dynamo) -> dynamorph::Result<()>) -> dynamorph::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let db = dynamorph_testing::Embedded::memory().dynamo();
        db.ensure_table::<Shop>().await?;
        let email = Some("ann@example.com".into());
        let settings = BTreeMap::from([("color".into(), "red".into())]);
        let ann = Customer { id: "ann".into(), name: "Ann".into(), email, settings, ..Customer::default() };
        ann.create().send(&db).await?;
        for number in 1..=45 {
            let (month, day) = (10 + (number - 1) / 15, 1 + (number - 1) % 15);
            let status = if number % 3 == 0 { Status::Paid } else { Status::Open };
            let day = format!("2026-{month}-{day:02}");
            Order { customer: "ann".into(), day, number, status, total: 10 * number }.create().send(&db).await?;
        }
        for (sku, price) in [("coffee", 900), ("tea", 450)] {
            Product { sku: sku.into(), price }.create().send(&db).await?;
        }
        example(&db).await
    })
}

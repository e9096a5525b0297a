//! Big Time Deals: deals by day, by brand and by category, the newest first (the `DynamoDB` Book, chapter 20).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::contract::support::table;

#[derive(Table)]
#[table(name = "BigTimeDeals", partition_key = "PK", sort_key = "SK", discriminator = "Type")]
#[table(index(name = "GSI1", partition_key = "GSI1PK", sort_key = "GSI1SK"))]
#[table(index(name = "GSI2", partition_key = "GSI2PK", sort_key = "GSI1SK"))]
#[table(index(name = "GSI3", partition_key = "GSI3PK", sort_key = "GSI1SK"))]
struct DealTable;

/// Three indexes share one sort key attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = DealTable, entity = "Deal", pk = "DEAL#{id}", sk = "DEAL#{id}")]
#[dynamo(index(GSI1, query = "by_day", pk = "DEALS#{day}", sk = "DEAL#{created_at}#{id}"))]
#[dynamo(index(
    GSI2,
    query = "by_brand",
    pk = "BRAND#{brand}#{day}",
    sk = "DEAL#{created_at}#{id}"
))]
#[dynamo(index(
    GSI3,
    query = "by_category",
    pk = "CATEGORY#{category}#{day}",
    sk = "DEAL#{created_at}#{id}"
))]
struct Deal {
    #[dynamo(auto)]
    id: Uuid,
    day: NaiveDate,
    created_at: DateTime<Utc>,
    brand: String,
    category: Option<String>,
    title: String,
}

/// Brands are one small item collection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = DealTable, entity = "Brand", pk = "BRANDS", sk = "BRAND#{name}")]
struct Brand {
    name: String,
    likes: i64,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Deals in DealTable { Deal, Brand, _ => skip }
}

const START: i64 = 1_795_219_200;

fn deal(hours: i64, brand: &str, category: Option<&str>) -> Deal {
    let created_at = DateTime::from_timestamp(START, 0).unwrap() + TimeDelta::hours(hours);
    let (brand, category, title) =
        (brand.to_owned(), category.map(str::to_owned), format!("deal {hours}"));
    Deal { id: Uuid::nil(), day: created_at.date_naive(), created_at, brand, category, title }
}

async fn deals() -> (dynamorph::Dynamo, NaiveDate) {
    let (_, db) = table::<Deals>().await;
    for hours in 0..30 {
        let brand = if hours % 2 == 0 { "Acme" } else { "Acme Tools" };
        deal(hours, brand, (hours % 3 == 0).then_some("Food & Drink"))
            .create()
            .send(&db)
            .await
            .unwrap();
    }
    (db, DateTime::from_timestamp(START, 0).unwrap().date_naive())
}

fn hours(deals: Vec<Deal>) -> Vec<i64> {
    deals.into_iter().map(|deal| (deal.created_at.timestamp() - START) / 3600).collect()
}

#[tokio::test]
async fn the_newest_deals_of_a_day_are_read_page_by_page() {
    let (db, day) = deals().await;

    let first = Deal::by_day(day).reverse().limit(10).page(&db).await.unwrap();
    let second =
        Deal::by_day(day).reverse().limit(20).cursor(first.cursor).page(&db).await.unwrap();

    assert_eq!(hours(first.items), (14..24).rev().collect::<Vec<_>>());
    assert_eq!(hours(second.items), (0..14).rev().collect::<Vec<_>>());
    assert_eq!(Deal::by_day(day.succ_opt().unwrap()).count(&db).await.unwrap(), 6);
}

#[tokio::test]
async fn deals_are_found_by_brand_and_by_category() {
    let (db, day) = deals().await;

    assert_eq!(hours(Deal::by_brand(("Acme", day)).limit(3).all(&db).await.unwrap()), [0, 2, 4]);
    assert_eq!(Deal::by_brand(("Acme Tools", &day)).count(&db).await.unwrap(), 12);
    let food = || Deal::by_category(("Food & Drink", day));
    assert_eq!(hours(food().all(&db).await.unwrap()), [0, 3, 6, 9, 12, 15, 18, 21]);
    let noon = DateTime::from_timestamp(START, 0).unwrap() + TimeDelta::hours(12);
    assert_eq!(
        hours(food().sort_ge(noon).sort_lt(noon + TimeDelta::hours(9)).all(&db).await.unwrap()),
        [12, 15, 18]
    );
    assert_eq!(hours(food().sort_eq(noon).all(&db).await.unwrap()), [12]);
}

#[tokio::test]
async fn a_deal_without_a_category_is_in_the_other_indexes() {
    let (db, day) = deals().await;
    let plain = deal(1, "Solo", None).create().send(&db).await.unwrap();

    assert_eq!(Deal::by_brand(("Solo", day)).one(&db).await.unwrap(), plain);
    let moved =
        Deal { category: Some("New".into()), ..plain.clone() }.save().send(&db).await.unwrap();
    assert_eq!(Deal::by_category(("New", day)).one(&db).await.unwrap(), moved);
    plain.save().send(&db).await.unwrap();
    assert_eq!(Deal::by_category(("New", day)).count(&db).await.unwrap(), 0);
    assert_eq!(Deal::by_brand(("Solo", day)).count(&db).await.unwrap(), 1);
}

#[tokio::test]
async fn brands_are_one_partition() {
    let (db, _) = deals().await;
    for name in ["Zed", "Acme", "Acme Tools"] {
        Brand { name: name.into(), likes: 0 }.create().send(&db).await.unwrap();
    }

    let names = |brands: Vec<Brand>| brands.into_iter().map(|brand| brand.name).collect::<Vec<_>>();
    assert_eq!(names(Brand::query(()).all(&db).await.unwrap()), ["Acme", "Acme Tools", "Zed"]);
    assert_eq!(
        names(Brand::query(()).sort_begins_with("Acme").all(&db).await.unwrap()),
        ["Acme", "Acme Tools"]
    );
    assert_eq!(names(Brand::query("Acme").all(&db).await.unwrap()), ["Acme"]);
}

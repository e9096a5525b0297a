//! Bugs that other mappers have or had, where no other test is about them: `docs/carried-over.md` lists them all.

#![allow(clippy::duplicated_attributes, reason = "two indexes may have the same sort key")]

use aws_sdk_dynamodb::Config;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use dynamorph::prelude::*;
use dynamorph::{Dynamo, Error};
use dynamorph_testing::{Embedded, Engine};
use serde::{Deserialize, Serialize};

#[derive(Debug, Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
#[table(index(name = "gsi2", partition_key = "gsi2pk", sort_key = "gsi1sk"))]
struct ShopTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORG#{org}", sk = "ORDER#{number}")]
#[dynamo(index(gsi1, query = "by_day", pk = "DAY#{day}", sk = "{day}"))]
#[dynamo(index(gsi2, query = "by_org", pk = "IN#{org}", sk = "{day}"))]
struct Order {
    org: String,
    number: u32,
    day: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "NOTE", pk = "ORG#{org}", sk = "ORDERNOTE#{number}")]
struct Note {
    org: String,
    number: u32,
}

fn order(number: u32) -> Order {
    Order { org: "1".into(), number, day: "2026-11-21".into() }
}

/// A table with orders 0 to 3 and as many notes in one partition.
async fn shop() -> Dynamo {
    let db = Engine::from_env().dynamo();
    db.ensure_table::<Order>().await.expect("the table is made");
    for number in 0..4 {
        order(number).create().send(&db).await.expect("the order is new");
        Note { org: "1".into(), number }.create().send(&db).await.expect("the note is new");
    }
    db
}

/// The prefix of the sort key is asked for, not filtered afterwards.
#[tokio::test]
async fn siblings_of_other_entities_are_not_read() {
    let page = Order::query("1").page(&shop().await).await.expect("a page");
    assert_eq!((page.items.len(), page.scanned, page.skipped), (4, 4, 0));
}

/// One attribute is the sort key of both indexes.
#[tokio::test]
async fn one_attr_feeds_two_gsis() {
    let db = shop().await;
    assert_eq!(Order::by_day("2026-11-21").count(&db).await.expect("a count"), 4);
    assert_eq!(Order::by_org(("1", "2026-11-21")).count(&db).await.expect("a count"), 4);
    Order { day: "2026-12-01".into(), ..order(0) }.save().send(&db).await.expect("a save");
    assert_eq!(Order::by_day("2026-12-01").count(&db).await.expect("a count"), 1);
    assert_eq!(Order::by_org("1").sort_ge("2026-12").count(&db).await.expect("a count"), 1);
}

/// Key attributes of templates are no fields of the model, and still they are in the cursor.
#[tokio::test]
async fn cursor_with_hidden_attributes() {
    let db = shop().await;
    let first = Order::query("1").limit(2).page_size(4).page(&db).await.expect("a page");
    assert_eq!(first.scanned, 4, "the limit ended the page in the middle");
    let rest = Order::query("1").cursor(first.cursor).page(&db).await.expect("a page");
    assert_eq!(rest.items, [order(2), order(3)]);
}

#[tokio::test]
async fn last_full_page_has_no_next() {
    let page = Order::query("1").limit(4).page_size(10).page(&shop().await).await.expect("a page");
    assert_eq!((page.items.len(), page.cursor), (4, None));
}

#[derive(Debug, Table)]
#[table(name = "odd-names", partition_key = "a-b", sort_key = "a.b", discriminator = "a_b")]
#[table(index(name = "odd", partition_key = "ab", sort_key = "a-b-"))]
struct OddTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = OddTable, entity = "ODD", pk = "{one}", sk = "{two}")]
#[dynamo(index(odd, query = "by_two", pk = "{two}", sk = "{two}"))]
struct Odd {
    one: String,
    two: String,
}

#[tokio::test]
async fn placeholders_no_collision() {
    let db = Engine::from_env().dynamo();
    db.ensure_table::<Odd>().await.expect("the table is made");
    let odd = Odd { one: "1".into(), two: "2".into() };
    odd.clone().create().send(&db).await.expect("a create");
    odd.clone().replace().send(&db).await.expect("a replace");
    assert_eq!(Odd::query("1").sort_ge("2").one(&db).await.expect("a query"), odd);
    assert_eq!(Odd::by_two("2").one(&db).await.expect("a query"), odd);
    Odd::delete(&odd).send(&db).await.expect("a delete");
}

#[derive(Debug, Table)]
#[table(name = "reserved", partition_key = "name", sort_key = "size", discriminator = "status")]
struct ReservedTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ReservedTable, entity = "SELECT", pk = "{key}", sk = "{value}")]
struct Reserved {
    key: String,
    value: String,
}

/// Names are always aliased, so any word will do.
#[tokio::test]
async fn reserved_words_are_names_like_others() {
    let db = Engine::from_env().dynamo();
    db.ensure_table::<Reserved>().await.expect("the table is made");
    let item = Reserved { key: "1".into(), value: "2".into() };
    item.clone().create().send(&db).await.expect("a create");
    item.clone().save().send(&db).await.expect("a save");
    assert_eq!(Reserved::query("1").sort_begins_with("2").one(&db).await.expect("a query"), item);
    Reserved::delete(&item).send(&db).await.expect("a delete");

    let explained = Reserved::query("1").explain().to_string();
    for line in explained.lines().filter(|line| line.contains("Expression: ")) {
        assert!(!["name", "size", "status"].iter().any(|word| line.contains(word)), "{line}");
    }
}

#[tokio::test]
async fn handles_name_their_own_tables() {
    let engine = Embedded::memory();
    let staging = Dynamo::builder(engine.client()).table_prefix("staging-").build();
    let renamed = Dynamo::builder(engine.client()).table_prefix("staging-");
    let renamed = renamed.table_name::<Order>("orders-2026").build();
    assert_eq!(staging.table_name::<Order>(), "staging-shop");
    assert_eq!(renamed.table_name::<Order>(), "orders-2026");

    staging.ensure_table::<Order>().await.expect("the table is made");
    renamed.ensure_table::<Order>().await.expect("the table is made");
    order(1).create().send(&staging).await.expect("the order is new");
    assert_eq!(Order::query("1").count(&staging).await.expect("a count"), 1);
    assert_eq!(Order::query("1").count(&renamed).await.expect("a count"), 0);
    let error = Order::query("1").all(&engine.dynamo()).await.expect_err("there is no `shop`");
    assert!(matches!(error, Error::Service(_)) && error.is_table_not_found(), "{error}");
}

/// Errors of the connection and the configuration are the crate's own, and say what to do.
#[tokio::test]
async fn what_is_no_answer_of_the_service_is_an_error_of_ours() {
    let nobody_listens = Dynamo::local(1);
    let error = order(1).save().send(&nobody_listens).await.expect_err("there is no server");
    assert!(matches!(error, Error::Transport { .. }), "{error}");
    assert_eq!(error.into_input::<Order>().expect("the input comes back"), order(1));

    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"));
    let unsigned = Dynamo::from_config(config.build());
    let error = Order::query("1").all(&unsigned).await.expect_err("there are no credentials");
    let is_ours = matches!(error, Error::Credentials { .. });
    assert!(is_ours && error.to_string().contains("us-east-1"), "{error}");
}

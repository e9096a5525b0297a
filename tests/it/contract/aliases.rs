//! Entities that were renamed: old names are read and guarded, the new one is written.

use dynamorph::prelude::*;
use dynamorph::{Dynamo, Error};
use serde::{Deserialize, Serialize};

use super::support::{attributes, get_raw, n, put_raw, s, table};

#[derive(Table)]
#[table(name = "sales", partition_key = "pk", sort_key = "sk", discriminator = "entity")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
struct SalesTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = SalesTable, entity = "PURCHASE", alias = "ORD", alias = "ORDER", pk = "SALES", sk = "SALE#{id}")]
#[dynamo(index(gsi1, query = "by_buyer", pk = "BUYER#{buyer}", sk = "{id}"))]
struct Purchase {
    id: u32,
    buyer: String,
    #[serde(alias = "amount", default)]
    total: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = SalesTable, entity = "GIFT", pk = "SALES", sk = "SALE#{id}")]
struct Gift {
    id: u32,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Sales in SalesTable { Purchase, Gift }
}

fn purchase(id: u32, total: u32) -> Purchase {
    Purchase { id, buyer: "ann".into(), total }
}

/// One item of each name, as earlier programs stored them.
async fn old_items() -> Dynamo {
    let (_, db) = table::<Sales>().await;
    for (id, name, total) in [
        (1, "ORD", "amount"),
        (2, "ORDER", "total"),
        (3, "PURCHASE", "total"),
        (4, "OR", "total"),
        (5, "GIFT", "total"),
    ] {
        let item = attributes([
            ("pk", s("SALES")),
            ("sk", s(&format!("SALE#{id:020}"))),
            ("gsi1pk", s("BUYER#ann")),
            ("gsi1sk", s(&format!("{id:020}"))),
            ("entity", s(name)),
            ("id", n(&id.to_string())),
            ("buyer", s("ann")),
            (total, n("7")),
        ]);
        put_raw::<Sales>(&db, item).await;
    }
    db
}

async fn stored_name(db: &Dynamo, id: u32) -> Option<String> {
    let key = [("pk", s("SALES")), ("sk", s(&format!("SALE#{id:020}")))];
    let name = get_raw::<Sales, 2>(db, key).await?.remove("entity")?;
    name.as_s().ok().cloned()
}

#[tokio::test]
async fn alias_reads_new_name_written() {
    let db = old_items().await;
    for id in [1, 2, 3] {
        assert_eq!(Purchase::get(id).one(&db).await.unwrap(), purchase(id, 7), "{id}");
    }

    purchase(1, 8).save().send(&db).await.unwrap();
    purchase(2, 8).replace().send(&db).await.unwrap();

    assert_eq!(stored_name(&db, 1).await.as_deref(), Some("PURCHASE"));
    assert_eq!(stored_name(&db, 2).await.as_deref(), Some("PURCHASE"));
    let stored =
        get_raw::<Sales, 2>(&db, [("pk", s("SALES")), ("sk", s("SALE#00000000000000000001"))])
            .await
            .unwrap();
    assert!(!stored.contains_key("amount"), "a field's alias is not written either");
}

#[tokio::test]
async fn queries_find_every_name() {
    let db = old_items().await;

    let ids =
        |found: Vec<Purchase>| found.into_iter().map(|purchase| purchase.id).collect::<Vec<_>>();
    assert_eq!(ids(Purchase::query(()).all(&db).await.unwrap()), [1, 2, 3]);
    assert_eq!(ids(Purchase::by_buyer("ann").all(&db).await.unwrap()), [1, 2, 3]);
    assert_eq!(Purchase::query(()).count(&db).await.unwrap(), 3);
    let kinds = Sales::query(Purchase::partition(())).all(&db).await.unwrap();
    assert!(
        matches!(
            kinds[..],
            [
                Sales::Purchase(_),
                Sales::Purchase(_),
                Sales::Purchase(_),
                Sales::Unknown(_),
                Sales::Gift(_)
            ]
        ),
        "{kinds:?}"
    );
    assert_eq!(kinds[0].entity(), "PURCHASE");
    assert_eq!(kinds[3].entity(), "OR");
}

#[tokio::test]
async fn guards_take_every_name() {
    let db = old_items().await;

    let error = purchase(1, 8).create().send(&db).await.unwrap_err();
    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
    assert_eq!(error.current::<Purchase>().unwrap(), Some(purchase(1, 7)));
    assert_eq!(Purchase::delete(2).returning_old().send(&db).await.unwrap(), Some(purchase(2, 7)));
    for id in [4, 5] {
        for error in [
            purchase(id, 8).save().send(&db).await.map(|_| ()).unwrap_err(),
            purchase(id, 8).replace().send(&db).await.map(|_| ()).unwrap_err(),
            Purchase::delete(id).send(&db).await.unwrap_err(),
            Purchase::get(id).send(&db).await.map(|_| ()).unwrap_err(),
        ] {
            assert!(matches!(error, Error::WrongEntity(_)), "{id}: {error}");
        }
    }
    assert_eq!(stored_name(&db, 4).await.as_deref(), Some("OR"));
}

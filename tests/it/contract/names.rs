//! Attribute names that are reserved words or no plain names, and discriminators in the keys of indexes.

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

use super::support::{attributes, get_raw, put_raw, s, table};

#[derive(Table)]
#[table(
    name = "Odd_Names.1",
    partition_key = "key",
    sort_key = "order by",
    discriminator = "data.type-é"
)]
#[table(index(name = "status.index", partition_key = "status", sort_key = "data.type-é"))]
#[table(index(name = "local_index", sort_key = "data.type-é"))]
struct OddTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = OddTable, entity = "SELECT", pk = "T#{name}", sk = "T#{size}")]
#[dynamo(index("status.index", query = "by_status", partition_key = status, sort_key = discriminator))]
#[dynamo(index("local_index", query = "typed", sort_key = discriminator))]
struct Select {
    name: String,
    size: u8,
    status: String,
    #[serde(rename = "a.b[0]")]
    path: u8,
    #[serde(rename = "#n")]
    hash: u8,
    #[serde(rename = ":v")]
    colon: u8,
    r#where: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = OddTable, entity = "SELECTED", pk = "T#{name}", sk = "U#{size}")]
#[dynamo(index("status.index", query = "by_status", partition_key = status, sort_key = discriminator))]
struct Selected {
    name: String,
    size: u8,
    status: String,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Odd in OddTable { Select, Selected }
}

fn select(size: u8) -> Select {
    Select {
        name: "n".into(),
        size,
        status: "values".into(),
        path: 1,
        hash: 2,
        colon: 3,
        r#where: "x".into(),
    }
}

#[tokio::test]
async fn reserved_words_and_odd_names_are_names_like_others() {
    let (_, db) = table::<Odd>().await;
    let item = select(1).create().send(&db).await.unwrap();

    assert_eq!(Select::get(("n", 1)).one(&db).await.unwrap(), item);
    assert!(select(1).create().send(&db).await.unwrap_err().is_condition_failed());
    select(1).save().send(&db).await.unwrap();
    select(1).replace().send(&db).await.unwrap();
    assert_eq!(Select::query("n").sort_ge(1).one(&db).await.unwrap(), item);
    let raw =
        get_raw::<Odd, 2>(&db, [("key", s("T#n")), ("order by", s("T#00000000000000000001"))])
            .await
            .unwrap();
    assert_eq!(raw.get("data.type-é"), Some(&s("SELECT")));
    assert!(
        ["a.b[0]", "#n", ":v", "where"].iter().all(|name| raw.contains_key(*name)),
        "{:?}",
        raw.keys()
    );
    assert_eq!(Select::delete(&item).returning_old().send(&db).await.unwrap(), Some(item));
}

#[tokio::test]
async fn the_discriminator_may_be_the_sort_key_of_an_index() {
    let (_, db) = table::<Odd>().await;
    for size in 1..=3 {
        select(size).create().send(&db).await.unwrap();
        Selected { name: "n".into(), size, status: "values".into() }
            .create()
            .send(&db)
            .await
            .unwrap();
    }

    assert_eq!(Select::by_status("values").count(&db).await.unwrap(), 3);
    assert_eq!(
        Selected::by_status("values").all(&db).await.unwrap().len(),
        3,
        "`SELECT` is no beginning of it"
    );
    assert_eq!(Select::typed("n").consistent_read().all(&db).await.unwrap().len(), 3);
    let pages = super::pages::paged(&db, || Select::by_status("values").limit(2)).await;
    assert_eq!(pages.iter().map(|page| page.items.len()).sum::<usize>(), 3);
    let mixed = Odd::query(Select::BY_STATUS.partition("values"));
    assert_eq!(mixed.sort_begins_with("SELECT").count(&db).await.unwrap(), 6);
}

#[tokio::test]
async fn an_item_is_written_as_it_is_shown() {
    let (_, db) = table::<Odd>().await;
    let shown = select(1).to_raw_item().unwrap();
    select(1).create().send(&db).await.unwrap();

    let stored =
        get_raw::<Odd, 2>(&db, [("key", s("T#n")), ("order by", s("T#00000000000000000001"))])
            .await
            .unwrap();

    assert_eq!(shown.attributes(), &stored);
    assert_eq!(shown.decode::<Select>().unwrap(), Some(select(1)));
    assert_eq!(shown.decode::<Odd>().unwrap(), Some(Odd::Select(select(1))));
    assert!(shown.decode::<Selected>().is_err());
}

#[tokio::test]
async fn a_handle_reads_keys_and_names_exactly() {
    let (_, db) = table::<Odd>().await;
    // Nearly the discriminator's name, and nearly the entity's.
    let near = [
        ("data.type", "SELECT"),
        ("data.type-é ", "SELECT"),
        ("data.type-e", "SELECT"),
        ("data.type-é", "Select"),
        ("data.type-é", "SELECT "),
    ];
    for (size, (name, entity)) in (1..).zip(near) {
        put_raw::<Odd>(
            &db,
            attributes([
                ("key", s("T#n")),
                ("order by", s(&format!("T#{size:020}"))),
                (name, s(entity)),
            ]),
        )
        .await;
    }

    assert_eq!(Select::query("n").all(&db).await.unwrap(), []);
    let found = Odd::query(Select::partition("n")).all(&db).await.unwrap();
    assert!(
        found.len() == 5 && found.iter().all(|item| matches!(item, Odd::Unknown(_))),
        "{found:?}"
    );
}

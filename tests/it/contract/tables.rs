//! `ensure_table`: creates what is missing, accepts what is right, and changes nothing.

use aws_sdk_dynamodb::types::{BillingMode, ProjectionType, TimeToLiveStatus};
use dynamorph::prelude::*;
use dynamorph::{Error, FromItem};
use serde::{Deserialize, Serialize};

use super::models::{Product, Shop, product};
use super::support::{table, watched};

#[derive(Table)]
#[table(name = "every-kind", partition_key = B("id"), sort_key = N("at"), discriminator = "type", ttl = "expires_at")]
#[table(index(name = "all", partition_key = "group", sort_key = N("at")))]
#[table(index(name = "keys-only", partition_key = "group", projection = "KEYS_ONLY"))]
#[table(index(name = "some", partition_key = N("at"), projection = include("group", "note")))]
#[table(index(name = "local", sort_key = "group"))]
struct EveryKind;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = EveryKind, entity = "THING", partition_key = id, sort_key = at)]
#[dynamo(index(all, query = "by_group", partition_key = group, sort_key = at))]
struct Thing {
    id: Vec<u8>,
    at: i64,
    group: Option<String>,
}

#[tokio::test]
async fn a_table_is_made_as_it_is_declared() {
    let (engine, db) = table::<Thing>().await;
    let name = engine.table("every-kind");

    let made = db.client().describe_table().table_name(&name).send().await.unwrap().table.unwrap();
    assert_eq!(made.billing_mode_summary.unwrap().billing_mode, Some(BillingMode::PayPerRequest));
    assert_eq!(made.key_schema.unwrap().len(), 2);
    assert_eq!(made.attribute_definitions.unwrap().len(), 3, "id, at and group");
    let mut global: Vec<_> = made
        .global_secondary_indexes
        .unwrap()
        .into_iter()
        .map(|index| {
            (
                index.index_name.unwrap(),
                index.key_schema.unwrap().len(),
                index.projection.unwrap().projection_type.unwrap(),
            )
        })
        .collect();
    global.sort_by(|one, other| one.0.cmp(&other.0));
    let expected = [
        ("all", 2, ProjectionType::All),
        ("keys-only", 1, ProjectionType::KeysOnly),
        ("some", 1, ProjectionType::Include),
    ];
    assert_eq!(
        global,
        expected.map(|(name, keys, projection)| (name.to_owned(), keys, projection))
    );
    assert_eq!(made.local_secondary_indexes.unwrap()[0].index_name.as_deref(), Some("local"));
    let ttl = db
        .client()
        .describe_time_to_live()
        .table_name(&name)
        .send()
        .await
        .unwrap()
        .time_to_live_description
        .unwrap();
    assert!(
        matches!(
            ttl.time_to_live_status,
            Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)
        ),
        "{ttl:?}"
    );
    assert_eq!(ttl.attribute_name.as_deref(), Some("expires_at"));

    let thing =
        Thing { id: vec![0, 1], at: -5, group: Some("g".into()) }.create().send(&db).await.unwrap();
    assert_eq!(Thing::by_group("g").one(&db).await.unwrap(), thing);
    assert_eq!(Thing::get((vec![0, 1], -5)).one(&db).await.unwrap(), thing);
}

#[tokio::test]
async fn a_table_that_is_there_is_only_looked_at() {
    let (engine, db) = table::<Thing>().await;
    Thing { id: vec![1], at: 0, group: None }.create().send(&db).await.unwrap();
    let (watching, requests) = watched(&engine);

    watching.ensure_table::<Thing>().await.unwrap();

    let sent = requests.take();
    assert!(
        sent.iter().all(|request| request.as_object().unwrap().keys().eq(["TableName"])),
        "nothing but descriptions: {sent:?}"
    );
    assert!(Thing::get((vec![1], 0)).send(&db).await.unwrap().is_some());
}

/// The shop's name with another key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "shop")]
struct OtherShop {
    #[dynamo(partition_key)]
    id: u64,
}

#[tokio::test]
async fn a_table_that_differs_is_refused_and_left_as_it_is() {
    let (_, db) = table::<Shop>().await;
    product("tea").create().send(&db).await.unwrap();

    let error = db.ensure_table::<OtherShop>().await.unwrap_err();

    assert!(matches!(error, Error::TableMismatch(_)), "{error}");
    assert!(error.to_string().contains(&db.table_name::<Shop>()), "{error}");
    assert_eq!(Product::get("tea").one(&db).await.unwrap(), product("tea"));
    db.ensure_table::<Shop>().await.unwrap();
}

#[tokio::test]
async fn a_table_may_be_made_by_several_at_once() {
    let engine = dynamorph_testing::Engine::from_env();
    let db = engine.dynamo();

    let made = futures_util::future::join_all((0..4).map(|_| db.ensure_table::<Shop>())).await;

    assert!(made.iter().all(Result::is_ok), "{made:?}");
    assert_eq!(Shop::NAME, "Shop");
    product("tea").create().send(&db).await.unwrap();
}

//! What the schema writes beside the fields.

use std::collections::BTreeMap;

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::support::{assert_reads, assert_stored, read, refusal};

#[derive(Debug, Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk"))]
struct ShopTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "PURCHASE", alias = "ORD", alias = "ORDER", pk = "P#{id}", sk = "P")]
struct Purchase {
    id: String,
}

#[tokio::test]
async fn the_discriminator_is_the_entitys_name() {
    let item = Purchase { id: "1".into() };
    let stored = |name: &str| json!({ "pk": { "S": "P#1" }, "sk": { "S": "P" }, "type": { "S": name }, "id": { "S": "1" } });
    assert_stored(item.clone(), stored("PURCHASE")).await;
    assert_reads(stored("ORD"), item.clone()).await;
    assert_reads(stored("ORDER"), item.clone()).await;

    for other in ["OTHER", "purchase", ""] {
        let error = read::<Purchase>(stored(other), item.key()).await.expect_err("another entity");
        assert!(matches!(error, dynamorph::Error::WrongEntity(_)), "{other}: {error}");
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "users")]
struct User {
    #[dynamo(partition_key)]
    tenant: String,
    #[dynamo(sort_key)]
    number: u64,
    name: String,
}

#[tokio::test]
async fn a_stand_alone_item_is_its_fields() {
    let item = User { tenant: "t".into(), number: u64::MAX, name: "Ann".into() };
    let stored = json!({ "tenant": { "S": "t" }, "number": { "N": "18446744073709551615" }, "name": { "S": "Ann" } });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "STRICT", pk = "S#{id}", sk = "S")]
#[dynamo(index(gsi1, query = "by_id", pk = "ID#{id}"))]
#[serde(deny_unknown_fields)]
struct Strict {
    id: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "OPEN", pk = "O#{id}", sk = "O")]
struct Open {
    id: String,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

#[tokio::test]
async fn what_the_schema_owns_is_hidden_from_serde() {
    let strict = json!({
        "pk": { "S": "S#1" },
        "sk": { "S": "S" },
        "gsi1pk": { "S": "ID#1" },
        "type": { "S": "STRICT" },
        "id": { "S": "1" },
    });
    assert_stored(Strict { id: "1".into() }, strict).await;

    let open = json!({ "pk": { "S": "O#1" }, "sk": { "S": "O" }, "type": { "S": "OPEN" }, "id": { "S": "1" }, "note": { "S": "x" } });
    let item = Open { id: "1".into(), rest: BTreeMap::from([("note".into(), "x".into())]) };
    assert_stored(item, open).await;
}

#[tokio::test]
async fn flattened_names_that_are_taken_are_refused() {
    for name in ["pk", "sk", "gsi1pk", "type", "id"] {
        let item = Open { id: "1".into(), rest: BTreeMap::from([(name.into(), "secret".into())]) };
        let told = refusal(item).await;
        assert!(told.contains("flattened") && !told.contains("secret"), "{name}: {told}");
    }
}

#[tokio::test]
async fn a_discriminator_in_a_set_is_read() {
    let stored = json!({ "pk": { "S": "P#1" }, "sk": { "S": "P" }, "type": { "SS": ["PURCHASE"] }, "id": { "S": "1" } });
    assert_reads(stored, Purchase { id: "1".into() }).await;
}

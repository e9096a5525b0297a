//! Tables, and the prefixes that keep those of two tests apart.

use aws_sdk_dynamodb::types::TableStatus;
use dynamorph_testing::Engine;

use crate::support::{count, create_table, put};

#[tokio::test]
async fn a_table_is_described_until_it_is_deleted() {
    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("tables"));
    create_table(&client, &table).await;

    let description =
        client.describe_table().table_name(&table).send().await.unwrap().table.unwrap();
    client.delete_table().table_name(&table).send().await.unwrap();
    let gone = client.describe_table().table_name(&table).send().await.unwrap_err();

    assert_eq!(description.table_status, Some(TableStatus::Active));
    assert_eq!(description.key_schema().len(), 2);
    assert!(gone.into_service_error().is_resource_not_found_exception());
}

#[tokio::test]
async fn two_engines_do_not_share_a_table() {
    let (one, other) = (Engine::from_env(), Engine::from_env());
    create_table(&one.client(), &one.table("tables")).await;
    create_table(&other.client(), &other.table("tables")).await;

    put(&one.client(), &one.table("tables"), "A", "1", 1).await;

    assert_eq!(count(&one.client(), &one.table("tables"), "A", "1").await, Some(1));
    assert_eq!(count(&other.client(), &other.table("tables"), "A", "1").await, None);
}

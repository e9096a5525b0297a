//! Answers in which the embedded engine would differ without our corrections.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::update_time_to_live::UpdateTimeToLiveError;
use aws_sdk_dynamodb::types::{Get, ReturnValue, TimeToLiveSpecification, TransactGetItem};
use dynamorph_testing::Engine;

use crate::support::{Item, create_table, key, number, put, text};

#[tokio::test]
async fn an_update_that_creates_the_item_has_no_old_attributes() {
    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("corrections"));
    create_table(&client, &table).await;
    client.put_item().table_name(&table).set_item(key("A", "bare")).send().await.unwrap();
    put(&client, &table, "A", "full", 1).await;
    let update = async |sort: &str| {
        let update = client.update_item().table_name(&table).set_key(key("A", sort));
        let update =
            update.update_expression("SET #c = :c").expression_attribute_names("#c", "count");
        let update =
            update.expression_attribute_values(":c", number(2)).return_values(ReturnValue::AllOld);
        update.send().await.unwrap().attributes
    };

    let full = key("A", "full").map(|mut item| {
        item.insert("count".to_owned(), number(1));
        item
    });
    assert_eq!(update("new").await, None, "there was no item");
    assert_eq!(update("bare").await, key("A", "bare"), "there was one, of its key alone");
    assert_eq!(update("full").await, full, "there was one");
}

#[tokio::test]
async fn a_transactional_read_returns_only_what_its_projection_names() {
    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("corrections"));
    create_table(&client, &table).await;
    put(&client, &table, "A", "1", 7).await;
    let cases = [
        ("a name", "#c", Item::from([("count".to_owned(), number(7))])),
        (
            "a key by name",
            "sk, #c",
            Item::from([("sk".to_owned(), text("1")), ("count".to_owned(), number(7))]),
        ),
        ("a key by placeholder", "#p", Item::from([("pk".to_owned(), text("A"))])),
    ];

    for (case, projection, expected) in cases {
        let mut get = Get::builder()
            .table_name(&table)
            .set_key(key("A", "1"))
            .projection_expression(projection);
        for (placeholder, name) in [("#c", "count"), ("#p", "pk")] {
            if projection.contains(placeholder) {
                get = get.expression_attribute_names(placeholder, name);
            }
        }
        let get = TransactGetItem::builder().get(get.build().unwrap()).build();
        let found = client.transact_get_items().transact_items(get).send().await.unwrap();
        assert_eq!(found.responses()[0].item, Some(expected), "{case}");
    }
}

#[tokio::test]
async fn time_to_live_is_not_enabled_or_disabled_twice() {
    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("corrections"));
    create_table(&client, &table).await;

    let disabled_unset = time_to_live(&client, &table, false).await;
    let enabled = time_to_live(&client, &table, true).await;
    let enabled_again = time_to_live(&client, &table, true).await;
    let missing = time_to_live(&client, &engine.table("missing"), true).await;

    assert_eq!(disabled_unset.unwrap_err().code(), Some("ValidationException"));
    enabled.unwrap();
    assert_eq!(enabled_again.unwrap_err().code(), Some("ValidationException"));
    assert_eq!(missing.unwrap_err().code(), Some("ResourceNotFoundException"));
}

async fn time_to_live(
    client: &Client,
    table: &str,
    enabled: bool,
) -> Result<(), SdkError<UpdateTimeToLiveError>> {
    let specification = TimeToLiveSpecification::builder()
        .attribute_name("expires_at")
        .enabled(enabled)
        .build()
        .unwrap();
    client
        .update_time_to_live()
        .table_name(table)
        .time_to_live_specification(specification)
        .send()
        .await
        .map(drop)
}

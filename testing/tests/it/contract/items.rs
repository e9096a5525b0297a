//! Reads and writes of items.

use aws_sdk_dynamodb::types::{
    Delete, KeysAndAttributes, Put, PutRequest, TransactWriteItem, WriteRequest,
};
use dynamorph_testing::Engine;

use crate::support::{Item, count, create_table, key, number, put, text};

#[tokio::test]
async fn a_put_item_comes_back() {
    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("items"));
    create_table(&client, &table).await;
    let item = Item::from([
        ("pk".to_owned(), text("CUSTOMER#1")),
        ("sk".to_owned(), text("PROFILE")),
        ("count".to_owned(), number(12)),
        ("name".to_owned(), text("Zoë ☕")),
    ]);

    client.put_item().table_name(&table).set_item(Some(item.clone())).send().await.unwrap();
    let found = client
        .get_item()
        .table_name(&table)
        .set_key(key("CUSTOMER#1", "PROFILE"))
        .send()
        .await
        .unwrap();

    assert_eq!(found.item, Some(item));
}

#[tokio::test]
async fn a_query_reads_one_partition_in_the_order_of_its_sort_keys() {
    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("items"));
    create_table(&client, &table).await;
    for (partition, sort) in
        [("A", "ORDER#2"), ("A", "ORDER#1"), ("A", "PROFILE"), ("B", "ORDER#1"), ("A", "ORDER#10")]
    {
        put(&client, &table, partition, sort, 1).await;
    }

    let query = client
        .query()
        .table_name(&table)
        .key_condition_expression("pk = :p AND begins_with(sk, :s)")
        .expression_attribute_values(":p", text("A"))
        .expression_attribute_values(":s", text("ORDER#"))
        .limit(2);
    let first = query.clone().send().await.unwrap();
    let second =
        query.set_exclusive_start_key(first.last_evaluated_key.clone()).send().await.unwrap();

    let sorts: Vec<_> =
        first.items().iter().chain(second.items()).map(|item| item["sk"].as_s().unwrap()).collect();
    assert_eq!(sorts, ["ORDER#1", "ORDER#10", "ORDER#2"]);
}

#[tokio::test]
async fn a_transaction_writes_all_its_items_or_none() {
    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("items"));
    create_table(&client, &table).await;
    put(&client, &table, "A", "1", 1).await;
    let put_new =
        Put::builder().table_name(&table).set_item(key("A", "2")).item("count", number(2));
    let put_new = TransactWriteItem::builder().put(put_new.build().unwrap()).build();
    let delete = |condition: &str| {
        let delete = Delete::builder()
            .table_name(&table)
            .set_key(key("A", "1"))
            .condition_expression(condition);
        TransactWriteItem::builder().delete(delete.build().unwrap()).build()
    };

    let refused = client
        .transact_write_items()
        .transact_items(put_new.clone())
        .transact_items(delete("attribute_not_exists(pk)"))
        .send()
        .await;
    let between = (count(&client, &table, "A", "1").await, count(&client, &table, "A", "2").await);
    client
        .transact_write_items()
        .transact_items(put_new)
        .transact_items(delete("attribute_exists(pk)"))
        .send()
        .await
        .unwrap();
    let after = (count(&client, &table, "A", "1").await, count(&client, &table, "A", "2").await);

    let error = refused.unwrap_err().into_service_error();
    assert!(error.is_transaction_canceled_exception(), "{error:?}");
    assert_eq!((between, after), ((Some(1), None), (None, Some(2))));
}

#[tokio::test]
async fn a_batch_writes_and_reads_many_items() {
    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("items"));
    create_table(&client, &table).await;
    let writes = (0..25).map(|n| {
        let item =
            PutRequest::builder().set_item(key("A", &format!("{n:02}"))).item("count", number(n));
        WriteRequest::builder().put_request(item.build().unwrap()).build()
    });
    let keys = (0..30).map(|n| key("A", &format!("{n:02}")).unwrap()).collect();
    let reads = KeysAndAttributes::builder().set_keys(Some(keys)).build().unwrap();

    let written =
        client.batch_write_item().request_items(&table, writes.collect()).send().await.unwrap();
    let read = client.batch_get_item().request_items(&table, reads).send().await.unwrap();

    assert!(written.unprocessed_items.unwrap_or_default().is_empty());
    assert_eq!(read.responses.unwrap()[&table].len(), 25);
}

#[tokio::test]
async fn a_partiql_statement_reads_what_was_put() {
    let engine = Engine::from_env();
    let (client, table) = (engine.client(), engine.table("items"));
    create_table(&client, &table).await;
    put(&client, &table, "A", "1", 7).await;

    let statement = format!(r#"SELECT "count" FROM "{table}" WHERE pk = ? AND sk = ?"#);
    let found =
        client.execute_statement().statement(statement).parameters(text("A")).parameters(text("1"));
    let found = found.send().await.unwrap();

    assert_eq!(found.items(), [Item::from([("count".to_owned(), number(7))])]);
}

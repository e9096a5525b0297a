//! Batches that are partly done.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use dynamorph_testing::{Embedded, Fault, Scripted};

use super::support::{TABLE, faulty, is_stored, once, put, put_request};
use crate::support::{create_table, key};

fn sort_of(item: &HashMap<String, AttributeValue>) -> String {
    item["sk"].as_s().unwrap().clone()
}

#[tokio::test]
async fn the_last_writes_of_a_batch_are_left_and_not_done() {
    let (engine, faulty) = faulty().await;
    faulty.on("BatchWriteItem").fail(Fault::unprocessed(2));
    let writes = ["1", "2", "3", "4", "5"].map(put_request);

    let batch = once(&faulty).batch_write_item().request_items(TABLE, writes.to_vec());
    let left = batch.send().await.unwrap().unprocessed_items.unwrap();

    assert_eq!(left[TABLE], writes[3..]);
    for (sort, expected) in [("1", true), ("3", true), ("4", false), ("5", false)] {
        assert_eq!(is_stored(&engine, sort).await, expected, "{sort}");
    }
}

#[tokio::test]
async fn all_of_a_batch_may_be_left() {
    let (engine, faulty) = faulty().await;
    faulty.on("BatchWriteItem").fail(Fault::unprocessed(25));
    let writes = ["1", "2"].map(put_request);

    let batch = once(&faulty).batch_write_item().request_items(TABLE, writes.to_vec());
    let left = batch.send().await.unwrap().unprocessed_items.unwrap();

    assert_eq!(left[TABLE], writes);
    assert!(!is_stored(&engine, "1").await);
}

#[tokio::test]
async fn unprocessed_keys_keep_what_they_were_asked_with() {
    let (engine, faulty) = faulty().await;
    for sort in ["1", "2", "3"] {
        put(&engine, sort).await.unwrap();
    }
    faulty.on("BatchGetItem").fail(Fault::unprocessed(1));
    let keys = ["1", "2", "3"].map(|sort| key("A", sort).unwrap());
    let asked = KeysAndAttributes::builder()
        .set_keys(Some(keys.to_vec()))
        .consistent_read(true)
        .projection_expression("sk, #count")
        .expression_attribute_names("#count", "count")
        .build()
        .unwrap();

    let batch = once(&faulty).batch_get_item().request_items(TABLE, asked.clone());
    let answer = batch.send().await.unwrap();

    let found = &answer.responses.unwrap()[TABLE];
    let mut sorts: Vec<String> = found.iter().map(sort_of).collect();
    sorts.sort();
    assert_eq!(sorts, ["1", "2"]);
    let left = &answer.unprocessed_keys.unwrap()[TABLE];
    assert_eq!(left.keys(), &keys[2..]);
    assert_eq!(left.consistent_read(), Some(true));
    assert_eq!(left.projection_expression(), asked.projection_expression());
    assert_eq!(left.expression_attribute_names(), asked.expression_attribute_names());
}

#[tokio::test]
async fn of_two_tables_one_may_be_left_whole() {
    let engine = Embedded::memory();
    create_table(&engine.client(), "one").await;
    create_table(&engine.client(), "two").await;
    let faulty = engine.faulty().on("BatchWriteItem").fail(Fault::unprocessed(2));
    let writes = vec![put_request("1"), put_request("2")];

    let batch = once(&faulty).batch_write_item().request_items("one", writes.clone());
    let left = batch.request_items("two", writes.clone()).send().await.unwrap().unprocessed_items;

    assert_eq!(left.unwrap(), HashMap::from([("two".to_owned(), writes)]));
}

#[tokio::test]
async fn which_are_left_may_be_chance_but_one_at_least() {
    let (engine, faulty) = faulty().await;
    faulty.on("BatchWriteItem").fail(Fault::some_unprocessed());
    let mut counts = Vec::new();
    for round in 0..40 {
        let sorts: Vec<String> = (0..10).map(|at| format!("{round}-{at}")).collect();
        let writes: Vec<_> = sorts.iter().map(|sort| put_request(sort)).collect();
        let batch = once(&faulty).batch_write_item().request_items(TABLE, writes.clone());
        let left = batch.send().await.unwrap().unprocessed_items.unwrap().remove(TABLE).unwrap();

        for (sort, write) in sorts.iter().zip(&writes) {
            assert_ne!(is_stored(&engine, sort).await, left.contains(write), "{sort}");
        }
        counts.push(left.len());
    }
    assert!(counts.iter().all(|count| (1..=10).contains(count)), "{counts:?}");
    counts.sort_unstable();
    counts.dedup();
    assert!(counts.len() > 4, "{counts:?}");
}

#[tokio::test]
async fn an_error_of_the_engine_is_the_whole_batchs() {
    let (_, faulty) = faulty().await;
    faulty.on("BatchWriteItem").fail(Fault::unprocessed(1));
    let writes = vec![put_request("1"), put_request("2")];

    let batch = once(&faulty).batch_write_item().request_items("nothing", writes);
    let error = batch.send().await.unwrap_err().into_service_error();

    assert!(error.is_resource_not_found_exception(), "{error:?}");
}

#[tokio::test]
async fn without_an_engine_a_part_is_left_too() {
    let scripted = Scripted::always(Fault::unprocessed(1));
    let writes = vec![put_request("1"), put_request("2")];

    let batch = scripted.client().batch_write_item().request_items(TABLE, writes.clone());
    let left = batch.send().await.unwrap().unprocessed_items.unwrap();

    assert_eq!(left[TABLE], writes[1..]);
}

#[tokio::test]
#[should_panic(expected = "no PutItem meets")]
async fn a_single_write_has_no_unprocessed_items() {
    faulty().await.1.on("PutItem").fail(Fault::unprocessed(1));
}

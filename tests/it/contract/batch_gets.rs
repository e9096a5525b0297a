//! Batches of reads.

use std::collections::BTreeSet;

use dynamorph::prelude::*;
use dynamorph::{Error, InvalidRequest, KeyErrorKind, Progress, batch_get};
use dynamorph_testing::{Engine, ManualClock};
use serde::{Deserialize, Serialize};

use super::support::{table, watched};

#[derive(Table)]
#[table(
    name = "fetched",
    partition_key = "pk",
    sort_key = "sk",
    discriminator = "type",
    ttl = "ends"
)]
struct FetchedTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = FetchedTable, entity = "PART", pk = "PARTS", sk = "PART#{number}")]
struct Part {
    number: u32,
    name: String,
    #[dynamo(ttl)]
    ends: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = FetchedTable, entity = "TOOL", pk = "TOOLS", sk = "TOOL#{name}")]
struct Tool {
    name: String,
}

/// Keys that a part has too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = FetchedTable, entity = "IMPOSTOR", pk = "PARTS", sk = "PART#{number}")]
struct Impostor {
    number: u32,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Workshop in FetchedTable { Part, Tool }
}

/// In a table of its own, by bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "fetched_blobs")]
struct Blob {
    #[dynamo(partition_key)]
    id: Vec<u8>,
    size: u32,
}

fn part(number: u32) -> Part {
    Part { number, name: format!("part {number}"), ends: None }
}

#[tokio::test]
async fn answers_come_in_the_order_of_the_input() {
    let (engine, db) = table::<Workshop>().await;
    Part::save_all((0..250).filter(|number| number % 3 != 0).map(part)).send(&db).await.unwrap();
    let (db, requests) = watched(&engine);
    let numbers: Vec<u32> = (0..250).rev().collect();
    let found = batch_get(numbers.iter().map(|number| Part::get(*number))).send(&db).await.unwrap();
    let expected: Vec<_> =
        numbers.iter().map(|number| (number % 3 != 0).then(|| part(*number))).collect();
    assert_eq!(found, expected);
    let keys: Vec<usize> = requests
        .take()
        .iter()
        .map(|request| {
            let tables = request["RequestItems"].as_object().unwrap();
            tables.values().map(|table| table["Keys"].as_array().unwrap().len()).sum()
        })
        .collect();
    assert_eq!(keys, [100, 100, 50]);
    let none: [dynamorph::Get<Part>; 0] = [];
    assert_eq!(batch_get(none).send(&db).await.unwrap(), []);
    requests.assert_none("nothing to read");
}

#[tokio::test]
async fn batch_get_duplicates() {
    let (engine, db) = table::<Workshop>().await;
    Part::save_all([part(1), part(2)]).send(&db).await.unwrap();
    let (db, requests) = watched(&engine);
    let found = batch_get([1, 2, 1, 9, 9, 1].map(Part::get)).send(&db).await.unwrap();
    let expected = [Some(part(1)), Some(part(2)), Some(part(1)), None, None, Some(part(1))];
    assert_eq!(found, expected);
    let sent = requests.take();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0]["RequestItems"].as_object().unwrap().len(), 1);
    let text = sent[0].to_string();
    assert_eq!(text.matches("PART#").count(), 3, "{text}");
}

#[tokio::test]
async fn entities_go_together_by_their_registry() {
    let (_engine, db) = table::<Workshop>().await;
    part(1).save().send(&db).await.unwrap();
    Tool { name: "saw".into() }.save().send(&db).await.unwrap();
    let found = batch_get([
        Tool::get("saw").widen::<Workshop>(),
        Part::get(1).widen(),
        Part::get(2).widen(),
    ]);
    let found = found.send(&db).await.unwrap();
    let expected =
        [Some(Workshop::Tool(Tool { name: "saw".into() })), Some(Workshop::Part(part(1))), None];
    assert_eq!(found, expected);
}

#[tokio::test]
async fn batch_get_order_kept_with_binary_keys() {
    let (_engine, db) = table::<Blob>().await;
    let blob = |byte: u8| Blob { id: vec![byte, 0, 255], size: byte.into() };
    Blob::save_all((0..120).map(blob)).send(&db).await.unwrap();
    let ids: Vec<Vec<u8>> = (0..130).rev().map(|byte| vec![byte, 0, 255]).collect();
    let found = batch_get(ids.iter().map(Blob::get)).send(&db).await.unwrap();
    let expected: Vec<_> = (0..130).rev().map(|byte| (byte < 120).then(|| blob(byte))).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn each_read_keeps_its_options() {
    let (engine, db) = table::<Workshop>().await;
    Part::save_all([part(1), part(2)]).send(&db).await.unwrap();
    let (db, requests) = watched(&engine);
    let gets = [Part::get(1), Part::get(2).consistent_read(), Part::get(1).consistent_read()];
    let found = batch_get(gets).send(&db).await.unwrap();
    assert_eq!(found, [Some(part(1)), Some(part(2)), Some(part(1))]);
    let consistent: BTreeSet<(bool, usize)> = requests
        .take()
        .iter()
        .flat_map(|request| request["RequestItems"].as_object().unwrap().clone())
        .map(|(_, table)| {
            (table["ConsistentRead"] == true, table["Keys"].as_array().unwrap().len())
        })
        .collect();
    assert_eq!(consistent, BTreeSet::from([(false, 1), (true, 2)]));

    let names = [2, 9, 1].map(|number| Part::get(number).select(Part::NAME));
    let names: Vec<Option<String>> = batch_get(names).send(&db).await.unwrap();
    assert_eq!(names, [Some("part 2".into()), None, Some("part 1".into())]);
    let sent = requests.take();
    assert_eq!(sent.len(), 1);
    let text = sent[0].to_string();
    assert!(text.contains("ProjectionExpression") && text.contains("ExpressionAttributeNames"));
}

#[tokio::test]
async fn expired_items_are_hidden_as_a_get_hides_them() {
    let clock = ManualClock::at_epoch_seconds(1_000_000);
    let engine = Engine::from_env();
    let db = dynamorph::Dynamo::builder(engine.client())
        .table_prefix(engine.table_prefix())
        .clock(clock)
        .build();
    db.ensure_table::<Workshop>().await.unwrap();
    let ends = |number, ends| Part { ends: Some(ends), ..part(number) };
    let parts = [ends(1, 999_999), ends(2, 1_000_001)];
    Part::save_all(parts.clone()).send(&db).await.unwrap();
    let gets = || [Part::get(1), Part::get(2), Part::get(1).include_expired()];
    let [first, second] = parts;
    let found = batch_get(gets()).send(&db).await.unwrap();
    assert_eq!(found, [None, Some(second.clone()), Some(first)]);
    let names = batch_get([1, 2].map(|number| Part::get(number).select(Part::NAME)));
    assert_eq!(names.send(&db).await.unwrap(), [None, Some(second.name)]);
}

#[tokio::test]
async fn an_item_of_another_entity_stops_it_and_nothing_is_lost() {
    let (_engine, db) = table::<Workshop>().await;
    Part::save_all([part(1), part(3)]).send(&db).await.unwrap();
    Impostor { number: 2 }.save().send(&db).await.unwrap();
    let error = batch_get([1, 2, 3, 4].map(Part::get)).send(&db).await.unwrap_err();
    let Error::BatchGetIncomplete(rest) = error else { panic!("{error:?}") };
    assert!(matches!(rest.cause(), Some(Error::WrongEntity(_))), "{rest:?}");
    assert_eq!(rest.cause().unwrap().context().unwrap().position(), Some(1));
    assert_eq!((rest.found(), rest.missing(), rest.unprocessed()), (2, 1, 1));
    // Its types are those of the reads.
    let rest = rest.into_rest::<Tool, Tool>().unwrap_err();
    let rest = rest.into_rest::<Part, Part>().unwrap();
    assert_eq!(rest.found, [(0, part(1)), (2, part(3))]);
    assert_eq!(rest.missing, [3]);
    assert_eq!(rest.unprocessed.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [1]);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_before_any_request() {
    let (engine, _db) = table::<Workshop>().await;
    let (db, requests) = watched(&engine);
    let customized = Part::get(2).customize(|request| request);
    let error = batch_get([Part::get(1), customized]).send(&db).await.unwrap_err();
    assert!(
        matches!(error, Error::InvalidRequest(_, InvalidRequest::CustomizedInGroup)),
        "{error:?}"
    );
    assert_eq!(error.context().unwrap().position(), Some(1));
    let error = batch_get(["saw", ""].map(Tool::get)).send(&db).await.unwrap_err();
    assert!(matches!(&error, Error::Key { source, .. } if source.kind() == KeyErrorKind::Empty));
    assert!(error.to_string().contains("(input 1)"), "{error}");
    requests.assert_none("refused");
}

#[tokio::test]
async fn a_stream_reads_in_order_and_no_more_than_it_needs() {
    let (engine, db) = table::<Workshop>().await;
    Part::save_all((0..1_000).map(part)).send(&db).await.unwrap();
    let (db, requests) = watched(&engine);
    let (drawn, progress) =
        (std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0)), Progress::default());
    let count = std::sync::Arc::clone(&drawn);
    let drawn = || drawn.load(std::sync::atomic::Ordering::Relaxed);
    let numbers = (0..1_000_u32).inspect(move |_| {
        count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    });
    let gets = batch_get(numbers.map(Part::get)).concurrency(2).progress(&progress);
    let mut parts = gets.stream(&db);
    assert_eq!(drawn(), 0);
    for number in 0..1_000 {
        assert_eq!(parts.next().await.unwrap().unwrap(), Some(part(number)));
        assert!(drawn() <= number + 1 + 200, "{} were drawn at {number}", drawn());
    }
    assert!(parts.next().await.is_none());
    assert_eq!((requests.take().len(), progress.items()), (10, 1_000));
}

#[tokio::test]
async fn tables_go_together_where_the_answer_is_the_same() {
    let (engine, db) = table::<Workshop>().await;
    db.ensure_table::<Blob>().await.unwrap();
    part(7).save().send(&db).await.unwrap();
    Blob { id: vec![7], size: 7 }.save().send(&db).await.unwrap();
    let (db, requests) = watched(&engine);
    // Two entities of two tables have one output by a selection, and one type by their registry; a type of read is one entity's.
    let sizes = batch_get([[7_u8], [8]].map(|id| Blob::get(id.to_vec()).select(Blob::SIZE)));
    assert_eq!(sizes.send(&db).await.unwrap(), [Some(7), None]);
    assert_eq!(requests.take().len(), 1);
}

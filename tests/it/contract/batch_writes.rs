//! Batches of writes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use dynamorph::prelude::*;
use dynamorph::{
    BatchAccount, BatchOp, BatchWriter, Duplicates, Dynamo, EncodeErrorKind, Error, Hooks,
    InvalidRequest, ItemWrite, Outcome, Progress, Refusal, WriteVerb, async_trait, batch_write,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::support::{Requests, get_raw, s, table, watched};

#[derive(Table)]
#[table(name = "stored", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
struct StoredTable;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = StoredTable, entity = "ROW", pk = "ROWS", sk = "ROW#{number}")]
#[dynamo(index(gsi1, query = "by_color", pk = "COLOR#{color}", sk = "{number}"))]
struct Row {
    number: u32,
    color: Option<String>,
    text: String,
    #[dynamo(updated_at)]
    changed: u64,
    #[serde(default)]
    by: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = StoredTable, entity = "COLUMN", pk = "COLUMNS", sk = "COLUMN#{name}")]
struct Column {
    name: String,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Sheet in StoredTable { Row, Column }
}

/// In a table of its own, with a number as its key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "stored_readings")]
struct Reading {
    #[dynamo(partition_key)]
    sensor: String,
    #[dynamo(sort_key)]
    at: i64,
    raw: Vec<u8>,
}

fn row(number: u32) -> Row {
    Row { number, text: format!("text {number}"), ..Row::default() }
}

fn reading(at: i64) -> Reading {
    Reading { sensor: "s\"1".into(), at, raw: vec![0, 255, 34] }
}

async fn numbers(db: &Dynamo) -> Vec<u32> {
    Row::query(()).all(db).await.unwrap().into_iter().map(|row| row.number).collect()
}

/// The writes of a request by table.
fn sizes(request: &Value) -> BTreeMap<String, usize> {
    let tables = request["RequestItems"].as_object().unwrap().clone();
    tables.into_iter().map(|(table, writes)| (table, writes.as_array().unwrap().len())).collect()
}

fn incomplete(error: Error) -> dynamorph::BatchIncomplete {
    match error {
        Error::BatchIncomplete(rest) => *rest,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn items_are_written_in_requests_of_25() {
    let (engine, _db) = table::<Sheet>().await;
    let (db, requests) = watched(&engine);
    let progress = Progress::default();
    let written = Row::save_all((0..60).map(row)).progress(&progress).send(&db).await.unwrap();
    assert_eq!((written.written(), written.replaced()), (60, 0));
    let mut sent: Vec<usize> =
        requests.take().iter().map(|request| sizes(request).values().sum()).collect();
    sent.sort_unstable();
    assert_eq!(sent, [10, 25, 25]);
    assert_eq!(written.cost().requests(), 3);
    assert_eq!((progress.items(), progress.requests(), progress.throttles()), (60, 3, 0));
    assert_eq!(numbers(&db).await, (0..60).collect::<Vec<_>>());
    let deleted =
        Row::delete_all((0..60).filter(|number| number % 2 == 0)).send(&db).await.unwrap();
    assert_eq!(deleted.written(), 30);
    assert_eq!(numbers(&db).await, (0..60).filter(|number| number % 2 == 1).collect::<Vec<_>>());
    requests.take();
    let nothing: Vec<BatchOp> = Vec::new();
    assert_eq!(batch_write(nothing).send(&db).await.unwrap().written(), 0);
    requests.assert_none("nothing to write");
}

#[tokio::test]
async fn entities_and_tables_go_into_one_request() {
    let (engine, db) = table::<Sheet>().await;
    db.ensure_table::<Reading>().await.unwrap();
    Reading::save_all((0..3).map(reading)).send(&db).await.unwrap();
    let (db, requests) = watched(&engine);
    let ops: Vec<BatchOp> = vec![
        row(1).save().into(),
        Column { name: "c".into() }.save().into(),
        Reading::delete(("s\"1", 0)).into(),
        Reading::delete(&reading(1)).into(),
        reading(7).save().into(),
    ];
    batch_write(ops).send(&db).await.unwrap();
    let sent = requests.take();
    assert_eq!(sent.len(), 1);
    let prefix = engine.table_prefix();
    let expected = [(format!("{prefix}stored"), 2), (format!("{prefix}stored_readings"), 3)];
    assert_eq!(sizes(&sent[0]), BTreeMap::from(expected));
    assert!(Row::get(1).send(&db).await.unwrap().is_some());
    assert!(Column::get("c").send(&db).await.unwrap().is_some());
    let readings = Reading::query("s\"1").all(&db).await.unwrap();
    assert_eq!(readings, [reading(2), reading(7)]);
}

#[tokio::test]
async fn an_item_is_stored_as_a_save_stores_it() {
    let (_engine, db) = table::<Sheet>().await;
    let red = |number| Row { color: Some("red".into()), ..row(number) };
    Row::save_all([red(1)]).send(&db).await.unwrap();
    red(2).save().send(&db).await.unwrap();
    let stored = |number: u32| {
        let sk = s(&format!("ROW#{number:020}"));
        let db = &db;
        async move { get_raw::<Sheet, 2>(db, [("pk", s("ROWS")), ("sk", sk)]).await.unwrap() }
    };
    let (one, two) = (stored(1).await, stored(2).await);
    let names = |item: &super::support::Attributes| {
        let mut names: Vec<String> = item.keys().cloned().collect();
        names.sort();
        names
    };
    assert_eq!(names(&one), names(&two));
    assert_eq!((&one["type"], &one["gsi1pk"]), (&two["type"], &two["gsi1pk"]));
    let found: Vec<u32> =
        Row::by_color("red").all(&db).await.unwrap().into_iter().map(|row| row.number).collect();
    assert_eq!(found, [1, 2]);
    // A save without an `updated_at` would answer 0.
    assert!(Row::get(1).one(&db).await.unwrap().changed > 0);
}

#[tokio::test]
async fn of_two_writes_of_one_item_the_last_one_wins() {
    let (engine, _db) = table::<Sheet>().await;
    let (db, requests) = watched(&engine);
    let text = |number, text: &str| Row { text: text.into(), ..row(number) };
    let mut ops: Vec<BatchOp> = vec![text(1, "first").save().into(), Row::delete(2).into()];
    ops.extend((10..40).map(|number| BatchOp::from(row(number).save())));
    ops.extend([
        Row::delete(1).into(),
        text(2, "kept").save().into(),
        text(1, "last").save().into(),
    ]);
    let progress = Progress::default();
    let written = batch_write(ops).progress(&progress).send(&db).await.unwrap();
    assert_eq!((written.written(), written.replaced(), progress.items()), (35, 3, 35));
    let sent: usize =
        requests.take().iter().map(|request| sizes(request).values().sum::<usize>()).sum();
    assert_eq!(sent, 32);
    assert_eq!(Row::get(1).one(&db).await.unwrap().text, "last");
    assert_eq!(Row::get(2).one(&db).await.unwrap().text, "kept");

    let twice = [row(1).save(), row(2).save(), row(1).save()];
    let error = batch_write(twice).duplicates(Duplicates::Refuse).send(&db).await.unwrap_err();
    requests.take().iter().for_each(|request| assert!(request.get("RequestItems").is_none()));
    let rest = incomplete(error);
    let Some(Error::InvalidRequest(context, InvalidRequest::DuplicateInBatch(0))) = rest.cause()
    else {
        panic!("{rest:?}")
    };
    assert_eq!(context.position(), Some(2));
    assert_eq!((rest.written(), rest.not_written(), rest.unknown()), (0, 3, 0));
}

#[tokio::test]
async fn what_cannot_be_written_refuses_the_batch_before_any_request() {
    let (engine, _db) = table::<Sheet>().await;
    let (db, requests) = watched(&engine);
    let large = || Row { text: "x".repeat(410_000), ..row(2) }.save();
    let guarded = || row(2).save().condition(Row::TEXT.exists());
    let customized = || row(2).save().customize(|request| request);
    let cases = [("too large", large()), ("a condition", guarded()), ("customized", customized())];
    for (case, save) in cases {
        let account = BatchAccount::default();
        let ops = [row(1).save(), save, row(3).save()];
        let error = batch_write(ops).account(&account).send(&db).await.unwrap_err();
        requests.assert_none(case);
        assert_eq!(error.outcome(), Outcome::NotApplied, "{case}");
        let rest = incomplete(error);
        let cause = rest.cause().unwrap();
        assert_eq!(cause.context().unwrap().position(), Some(1), "{case}");
        match (case, cause) {
            ("too large", Error::Encode { source, .. }) => {
                assert!(matches!(source.kind(), EncodeErrorKind::ItemSize { .. }));
            }
            ("a condition", Error::InvalidRequest(_, InvalidRequest::ConditionInBatch))
            | ("customized", Error::InvalidRequest(_, InvalidRequest::CustomizedInGroup)) => {}
            other => panic!("{other:?}"),
        }
        let items = rest.into_not_written();
        let numbers: Vec<u32> = items.iter().map(|op| op.item::<Row>().unwrap().number).collect();
        assert_eq!(numbers, [1, 2, 3], "{case}");
        // They are as they were given.
        assert!(items.iter().all(|op| op.item::<Row>().unwrap().changed == 0), "{case}");
        assert_eq!(account.report().not_written(), 3, "{case}");
        assert!(account.take_not_written().is_empty(), "the error has them");
    }
    let error = Row::delete_all([1]).send(&db).await;
    assert_eq!(error.unwrap().written(), 1);
    let error = batch_write([Column::delete("")]).send(&db).await.unwrap_err();
    assert!(matches!(incomplete(error).cause(), Some(Error::Key { .. })));
}

#[tokio::test]
async fn a_table_that_is_not_there_writes_nothing() {
    let (_engine, db) = table::<Sheet>().await;
    let error = batch_write([reading(1).save(), reading(2).save()]).send(&db).await.unwrap_err();
    assert!(error.is_table_not_found() && error.outcome() == Outcome::NotApplied, "{error:?}");
    let rest = incomplete(error);
    assert_eq!((rest.written(), rest.not_written(), rest.unknown()), (0, 2, 0));
    db.ensure_table::<Reading>().await.unwrap();
    batch_write(rest.into_not_written()).send(&db).await.unwrap();
    assert_eq!(Reading::query("s\"1").count(&db).await.unwrap(), 2);
}

/// Stores who wrote, notes what it is told, and refuses one row.
#[derive(Clone, Default)]
struct Signing {
    notes: Arc<Mutex<Vec<String>>>,
    refuses: Option<u32>,
}

#[async_trait]
impl Hooks for Signing {
    async fn before_write(&self, write: &mut ItemWrite<'_>) -> Result<(), Refusal> {
        let verb = write.verb();
        assert!(matches!(verb, WriteVerb::Save | WriteVerb::Delete));
        let number = write.item::<Row>().map(|row| row.number);
        self.notes.lock().unwrap().push(format!("+{verb:?} {number:?}"));
        if number.is_some() && number == self.refuses {
            return Err("not this row".into());
        }
        if let Some(row) = write.item_mut::<Row>() {
            row.by = Some("ann".into());
        }
        Ok(())
    }

    async fn after_write(&self, write: &ItemWrite<'_>, result: Result<(), &Error>) {
        let number = write.item::<Row>().map(|row| row.number);
        let sign = if result.is_ok() { "=" } else { "-" };
        self.notes.lock().unwrap().push(format!("{sign}{number:?}"));
    }
}

fn hooked(db: &Dynamo, refuses: Option<u32>) -> (Dynamo, Signing) {
    let signing = Signing { refuses, ..Signing::default() };
    let hooked = Dynamo::builder(db.client().clone()).hooks(signing.clone());
    let prefix = db.table_name::<Sheet>();
    let prefix = prefix.strip_suffix("stored").unwrap().to_owned();
    (hooked.table_prefix(prefix).build(), signing)
}

#[tokio::test]
async fn hooks_see_every_item_before_the_first_request_and_after_its_own() {
    let (_engine, db) = table::<Sheet>().await;
    let (hooked_db, signing) = hooked(&db, None);
    let ops: Vec<BatchOp> = vec![row(1).save().into(), Row::delete(2).into(), row(1).save().into()];
    batch_write(ops).send(&hooked_db).await.unwrap();
    let notes = std::mem::take(&mut *signing.notes.lock().unwrap());
    assert_eq!(notes[..3], ["+Save Some(1)", "+Delete None", "+Save Some(1)"]);
    let mut after = notes[3..].to_vec();
    after.sort();
    assert_eq!(after, ["=None", "=Some(1)", "=Some(1)"]);
    assert_eq!(Row::get(1).one(&db).await.unwrap().by.as_deref(), Some("ann"));

    let (hooked_db, signing) = hooked(&db, Some(6));
    let error = Row::save_all((4..9).map(row)).send(&hooked_db).await.unwrap_err();
    assert!(error.is_refused() && error.outcome() == Outcome::NotApplied, "{error:?}");
    let notes = signing.notes.lock().unwrap().clone();
    assert_eq!(notes, ["+Save Some(4)", "+Save Some(5)", "+Save Some(6)", "-Some(4)", "-Some(5)"]);
    let rest = incomplete(error);
    assert_eq!(rest.cause().unwrap().context().unwrap().position(), Some(2));
    assert_eq!(rest.into_not_written().len(), 5);
    assert_eq!(numbers(&db).await, [1]);
}

#[tokio::test]
async fn a_writer_sends_full_requests_and_the_rest_when_it_is_finished() {
    let (engine, _db) = table::<Sheet>().await;
    let (db, requests): (Dynamo, Requests) = watched(&engine);
    let mut writer = BatchWriter::new(&db);
    for number in 0..99 {
        writer.put(row(number)).await.unwrap();
    }
    requests.assert_none("a writer that is not full");
    assert_eq!(writer.kept(), 99);
    writer.put(row(99)).await.unwrap();
    assert_eq!((requests.take().len(), writer.kept()), (4, 0));
    for number in 0..5 {
        writer.delete(Row::delete(number)).await.unwrap();
    }
    // Of two writes of one item the last one wins.
    writer.put(Row { text: "again".into(), ..row(4) }).await.unwrap();
    writer.write(Column { name: "c".into() }.save()).await.unwrap();
    assert_eq!(writer.account().report().written(), 100);
    let written = writer.finish().await.unwrap();
    assert_eq!((written.written(), written.replaced(), written.cost().requests()), (107, 1, 5));
    let sent = requests.take();
    assert_eq!(sent.len(), 1);
    assert_eq!(sizes(&sent[0]).values().sum::<usize>(), 6);
    assert_eq!(numbers(&db).await, (4..100).collect::<Vec<_>>());
    assert_eq!(Row::get(4).one(&db).await.unwrap().text, "again");
}

#[tokio::test]
async fn a_writer_refuses_one_write_and_goes_on_with_the_others() {
    let (_engine, db) = table::<Sheet>().await;
    let mut writer = BatchWriter::new(&db);
    writer.put(row(1)).await.unwrap();
    let error = writer.put(Row { text: "x".repeat(410_000), ..row(2) }).await.unwrap_err();
    let rest = incomplete(error);
    assert!(matches!(rest.cause(), Some(Error::Encode { .. })));
    assert_eq!(rest.into_ops()[0].item::<Row>().unwrap().number, 2);
    writer.put(row(3)).await.unwrap();
    let written = writer.finish().await.unwrap();
    assert_eq!(written.written(), 2);
    assert_eq!(numbers(&db).await, [1, 3]);

    // A failure gives back what was kept; the writer goes on.
    let mut writer = BatchWriter::new(&db);
    writer.put(reading(1)).await.unwrap();
    let rest = incomplete(writer.flush().await.unwrap_err());
    assert_eq!((rest.not_written(), rest.into_ops().len(), writer.kept()), (1, 1, 0));
    writer.put(row(5)).await.unwrap();
    assert_eq!(writer.finish().await.unwrap().written(), 1);
}

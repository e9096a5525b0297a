//! Updates keep index keys right: what is made again, from what, and what is refused.

use dynamorph::prelude::*;
use dynamorph::{Error, ExpressionError, InvalidRequest};
use serde::{Deserialize, Serialize};

use super::support::{get_raw, n, s, table, watched};

#[derive(Table)]
#[table(name = "tasks", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
#[table(index(name = "gsi2", partition_key = "gsi2pk", sort_key = N("due")))]
#[table(index(name = "gsi3", partition_key = "gsi1pk", sort_key = "gsi3sk"))]
#[table(index(name = "lsi1", sort_key = "lsi1sk"))]
#[table(index(name = "inverted", partition_key = "sk", sort_key = "pk"))]
#[table(index(name = "by-type", partition_key = "type", sort_key = N("rank")))]
pub(crate) struct TasksTable;

/// Every kind of index key: templates over renamed and optional fields, natural fields, an attribute that two indexes
/// share, a local index, and keys that the table has anyway.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = TasksTable, entity = "TASK", pk = "TEAM#{team}", sk = "TASK#{id}")]
#[dynamo(index(gsi1, query = "by_status", pk = "STATUS#{status}", sk = "{team}#{owner}"))]
#[dynamo(index(gsi2, query = "by_due", pk = "OWNER#{owner}", sort_key = due))]
#[dynamo(index(gsi3, query = "by_label", pk = "STATUS#{status}", sk = "{label}#{id}"))]
#[dynamo(index(lsi1, query = "by_label_here", sk = "LABEL#{label}"))]
#[dynamo(index("inverted", query = "by_sort", partition_key = table_sort_key, sort_key = table_partition_key))]
#[dynamo(index("by-type", query = "by_rank", partition_key = discriminator, sort_key = rank))]
pub(crate) struct Task {
    pub(crate) team: String,
    pub(crate) id: u32,
    #[serde(rename = "st")]
    pub(crate) status: String,
    pub(crate) owner: Option<String>,
    #[serde(rename = "l")]
    pub(crate) label: Option<String>,
    pub(crate) due: Option<u64>,
    pub(crate) rank: i64,
    pub(crate) note: Option<String>,
}

pub(crate) fn task() -> Task {
    Task {
        team: "red".into(),
        id: 1,
        status: "open".into(),
        owner: Some("ann".into()),
        label: Some("x".into()),
        due: Some(9),
        rank: 5,
        note: None,
    }
}

/// Asserts that the stored item is, attribute by attribute, what a save of it would store.
#[track_caller]
pub(crate) fn assert_whole(stored: &super::support::Attributes, case: &str) -> Task {
    let raw = dynamorph::RawItem::from(stored.clone());
    let item = raw.decode::<Task>().unwrap().expect(case);
    let saved = item.to_raw_item().unwrap().into_inner();
    assert_eq!(*stored, saved, "{case}");
    item
}

pub(crate) async fn stored(db: &dynamorph::Dynamo) -> super::support::Attributes {
    let key = [("pk", s("TEAM#red")), ("sk", s("TASK#00000000000000000001"))];
    get_raw::<Task, 2>(db, key).await.unwrap()
}

const KEY: (&str, u32) = ("red", 1);

#[track_caller]
pub(crate) fn expression(error: &Error) -> &ExpressionError {
    match error {
        Error::InvalidRequest(_, InvalidRequest::Expression(error)) => error,
        other => panic!("not an expression: {other}"),
    }
}

#[tokio::test]
async fn gsi_key_recomputed() {
    let (_, db) = table::<Task>().await;
    let first = task().create().send(&db).await.unwrap();

    let new = Task::update(&first).set(Task::STATUS, "done").returning_new().send(&db).await;

    assert_eq!(new.unwrap(), Task { status: "done".into(), ..task() });
    let stored = stored(&db).await;
    assert_eq!(stored["gsi1pk"], s("STATUS#done"));
    assert_whole(&stored, "by item");
    assert_eq!(Task::by_status("open").all(&db).await.unwrap(), []);
    assert_eq!(Task::by_status("done").all(&db).await.unwrap().len(), 1);
    assert_eq!(Task::by_label("done").all(&db).await.unwrap().len(), 1);
}

#[tokio::test]
async fn gsi_partial_refused() {
    let (engine, db) = table::<Task>().await;
    task().create().send(&db).await.unwrap();
    let (watched, requests) = watched(&engine);

    let error = Task::update(KEY).set(Task::STATUS, "done").send(&watched).await.unwrap_err();
    let ExpressionError::MissingParts { index, parts } = expression(&error) else {
        panic!("{error}")
    };
    assert_eq!((*index, parts.as_slice()), ("gsi1", ["owner".to_owned()].as_slice()));
    let message = super::support::told(&error);
    assert!(message.contains("`gsi1`") && message.contains("`owner`"), "{message}");
    // Attributes are named as they are stored.
    let update =
        Task::update(KEY).set(Task::STATUS, "done").given(Task::OWNER, Some("ann".to_owned()));
    let error = update.send(&watched).await.unwrap_err();
    let ExpressionError::MissingParts { index, parts } = expression(&error) else {
        panic!("{error}")
    };
    assert_eq!((*index, parts.as_slice()), ("gsi3", ["l".to_owned()].as_slice()));
    // A key of which a part is a key attribute itself, and may be absent.
    let update = Task::update(KEY).set(Task::OWNER, "bob".to_owned()).given(Task::STATUS, "open");
    let error = update.send(&watched).await.unwrap_err();
    let ExpressionError::MissingParts { index, parts } = expression(&error) else {
        panic!("{error}")
    };
    assert_eq!((*index, parts.as_slice()), ("gsi2", ["due".to_owned()].as_slice()));
    requests.assert_none("parts are missing");
    assert_eq!(assert_whole(&stored(&db).await, "untouched"), task());
}

#[tokio::test]
async fn given_parts_are_conditions() {
    let (_, db) = table::<Task>().await;
    task().create().send(&db).await.unwrap();
    let update = |owner: &str| {
        Task::update(KEY)
            .set(Task::STATUS, "done")
            .given(Task::OWNER, Some(owner.to_owned()))
            .given(Task::LABEL, Some("x".to_owned()))
    };

    let error = update("bob").send(&db).await.unwrap_err();
    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
    assert_eq!(error.current::<Task>().unwrap(), Some(task()));
    update("ann").send(&db).await.unwrap();
    assert_eq!(assert_whole(&stored(&db).await, "given").status, "done");

    let none = Task::update(KEY).set(Task::STATUS, "late").given(Task::OWNER, None::<String>);
    let error = none.given(Task::LABEL, "x").send(&db).await.unwrap_err();
    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
    // The old value may be stated of what is set, too.
    let swap = Task::update(KEY).set(Task::RANK, 6).given(Task::RANK, 5);
    swap.send(&db).await.unwrap();
    let swap = Task::update(KEY).set(Task::RANK, 7).given(Task::RANK, 5);
    assert!(matches!(swap.send(&db).await, Err(Error::ConditionFailed(_))));
    assert_eq!(assert_whole(&stored(&db).await, "swapped").rank, 6);
}

#[tokio::test]
async fn several_sets_make_a_key_complete() {
    let (_, db) = table::<Task>().await;
    let bare = Task { owner: None, label: None, due: None, ..task() };
    bare.create().send(&db).await.unwrap();
    assert!(!stored(&db).await.contains_key("gsi1pk"));

    let update = Task::update(KEY).set(Task::STATUS, "new").set(Task::OWNER, "bob".to_owned());
    update.set(Task::LABEL, "y".to_owned()).set(Task::DUE, 3).send(&db).await.unwrap();

    let item = assert_whole(&stored(&db).await, "complete");
    assert_eq!(Task::by_due("bob").all(&db).await.unwrap(), std::slice::from_ref(&item));
    assert_eq!(Task::by_label_here("red").all(&db).await.unwrap(), [item]);
}

#[tokio::test]
async fn gsi_part_none_removes_keys() {
    let (_, db) = table::<Task>().await;
    let first = task().create().send(&db).await.unwrap();

    let second = Task::update(&first).set(Task::OWNER, None::<String>).returning_new();
    let second = second.send(&db).await.unwrap();
    let attributes = stored(&db).await;
    assert!(!attributes.contains_key("gsi1sk") && !attributes.contains_key("gsi2pk"));
    // The other index of this attribute is still complete, and natural fields and the table's keys stay.
    assert_eq!(attributes["gsi1pk"], s("STATUS#open"));
    assert_eq!((&attributes["due"], &attributes["sk"]), (&n("9"), &s("TASK#00000000000000000001")));
    assert_whole(&attributes, "without an owner");
    assert_eq!(Task::by_label("open").all(&db).await.unwrap(), std::slice::from_ref(&second));

    let third = Task::update(&second).remove(Task::LABEL).returning_new().send(&db).await.unwrap();
    let attributes = stored(&db).await;
    assert!(!attributes.contains_key("gsi1pk") && !attributes.contains_key("lsi1sk"));
    assert_whole(&attributes, "without a label");

    // By key, the index that shares the attribute has parts that are not known.
    let again = Task { owner: Some("ann".into()), label: Some("x".into()), ..third };
    again.save().send(&db).await.unwrap();
    let error = Task::update(KEY).remove(Task::OWNER).send(&db).await.unwrap_err();
    assert!(
        matches!(expression(&error), ExpressionError::MissingParts { index: "gsi3", .. }),
        "{error}"
    );
    let given = Task::update(KEY).remove(Task::OWNER).given(Task::LABEL, "x");
    given.send(&db).await.unwrap();
    assert_whole(&stored(&db).await, "by key");

    let bare = Task::update(KEY).remove(Task::LABEL).given(Task::OWNER, None::<String>);
    bare.send(&db).await.unwrap();
    assert_whole(&stored(&db).await, "by key, nothing left");
}

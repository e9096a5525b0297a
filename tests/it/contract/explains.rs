//! What `explain` shows of each request: DynamoDB's own members, the same ones each time, and no value.

use std::collections::{BTreeMap, BTreeSet};

use dynamorph::prelude::*;
use dynamorph::{Condition, Explain};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "explained", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
struct ExplainedTable;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ExplainedTable, entity = "TASK", pk = "PROJECT#{project}", sk = "TASK#{number}")]
#[dynamo(index(gsi1, query = "by_owner", pk = "OWNER#{owner}", sk = "{number}"))]
struct Task {
    project: String,
    number: String,
    owner: String,
    title: String,
    hours: u32,
    note: Option<String>,
    tags: BTreeSet<String>,
    labels: BTreeMap<String, String>,
    log: Vec<String>,
}

fn task() -> Task {
    Task {
        project: "p".into(),
        number: "1".into(),
        owner: "secret-owner".into(),
        ..Task::default()
    }
}

#[track_caller]
fn assert_explains(explain: &Explain, expected: &[&str]) {
    let shown = explain.to_string();
    assert_eq!(shown.lines().collect::<Vec<_>>(), expected, "{shown}");
    assert_eq!(format!("{explain:?}"), shown.trim_end());
}

fn condition() -> Condition<Task> {
    let secret = Task::LABELS.key("secret-key").eq("secret");
    (Task::HOURS.gt(4711) | Task::NOTE.begins_with("secret"))
        & !secret
        & Task::TAGS.contains("secret")
}

fn update() -> dynamorph::Update<Task> {
    Task::update(("p", "1"))
        .set(Task::TITLE, "secret")
        .set(Task::LABELS.key("secret-key"), "secret")
        .increment(Task::HOURS, 4711)
        .add(Task::TAGS, ["secret"])
        .set_if_not_exists(Task::NOTE, "secret")
}

#[test]
fn puts() {
    assert_explains(
        &task().save().condition(condition()).returning_old().explain(),
        &[
            "PutItem of `TASK`",
            "TableName: explained",
            "Item: 255 bytes of JSON",
            "Item size: 116 bytes, write units: 1",
            "ConditionExpression: (attribute_not_exists(#0) OR #1 IN (:0)) AND (#2 > :1 OR begins_with(#3, :2)) AND NOT #4.#5 = :2 AND contains(#6, :2)",
            "ReturnValues: ALL_OLD",
            "#0: pk",
            "#1: type",
            "#2: hours",
            "#3: note",
            "#4: labels",
            "#5: *",
            "#6: tags",
            ":0: S(<4 bytes>)",
            ":1: N(<4 bytes>)",
            ":2: S(<6 bytes>)",
        ],
    );
    assert_explains(
        &task().create().explain(),
        &[
            "PutItem of `TASK`",
            "TableName: explained",
            "Item: 255 bytes of JSON",
            "Item size: 116 bytes, write units: 1",
            "ConditionExpression: attribute_not_exists(#0)",
            "#0: pk",
        ],
    );
    assert_explains(
        &task()
            .replace()
            .condition(Condition::raw("#h = :h").name("#h", "hours").value(":h", "secret"))
            .explain(),
        &[
            "PutItem of `TASK`",
            "TableName: explained",
            "Item: 255 bytes of JSON",
            "Item size: 116 bytes, write units: 1",
            "ConditionExpression: attribute_exists(#0) AND #1 IN (:0) AND (#2 = :1)",
            "#0: pk",
            "#1: type",
            "#2: hours",
            ":0: S(<4 bytes>)",
            ":1: S(<6 bytes>)",
        ],
    );
    assert_explains(
        &task().save().condition(Task::HOURS.is_in(Vec::<u32>::new())).explain(),
        &[
            "PutItem that is not sent",
            "Error: `TASK` was not sent: its condition can never hold (an `is_in` without values is false, and so is a `between` of nothing): leave the request out",
        ],
    );
}

#[test]
fn deletes() {
    assert_explains(
        &Task::delete(("p", "1")).explain(),
        &[
            "DeleteItem of `TASK`",
            "TableName: explained",
            "Key pk: S(<9 bytes>)",
            "Key sk: S(<6 bytes>)",
            "ConditionExpression: attribute_not_exists(#0) OR #1 IN (:0)",
            "#0: pk",
            "#1: type",
            ":0: S(<4 bytes>)",
        ],
    );
    assert_explains(
        &Task::delete(("p", "1")).condition(condition()).returning_old().explain(),
        &[
            "DeleteItem of `TASK`",
            "TableName: explained",
            "Key pk: S(<9 bytes>)",
            "Key sk: S(<6 bytes>)",
            "ConditionExpression: (attribute_not_exists(#0) OR #1 IN (:0)) AND (#2 > :1 OR begins_with(#3, :2)) AND NOT #4.#5 = :2 AND contains(#6, :2)",
            "ReturnValues: ALL_OLD",
            "#0: pk",
            "#1: type",
            "#2: hours",
            "#3: note",
            "#4: labels",
            "#5: *",
            "#6: tags",
            ":0: S(<4 bytes>)",
            ":1: N(<4 bytes>)",
            ":2: S(<6 bytes>)",
        ],
    );
}

#[test]
fn updates() {
    assert_explains(
        &update().explain(),
        &[
            "UpdateItem of `TASK`",
            "TableName: explained",
            "Key pk: S(<9 bytes>)",
            "Key sk: S(<6 bytes>)",
            "UpdateExpression: SET #0 = :0, #1.#2 = :0, #3 = #3 + :1, #4 = if_not_exists(#4, :0) ADD #5 :2",
            "ConditionExpression: attribute_exists(#6) AND #7 IN (:3)",
            "#0: title",
            "#1: labels",
            "#2: *",
            "#3: hours",
            "#4: note",
            "#5: tags",
            "#6: pk",
            "#7: type",
            ":0: S(<6 bytes>)",
            ":1: N(<4 bytes>)",
            ":2: SS(1 elements)",
            ":3: S(<4 bytes>)",
        ],
    );
    assert_explains(
        &update().condition(condition()).returning_new().explain(),
        &[
            "UpdateItem of `TASK`",
            "TableName: explained",
            "Key pk: S(<9 bytes>)",
            "Key sk: S(<6 bytes>)",
            "UpdateExpression: SET #0 = :0, #1.#2 = :0, #3 = #3 + :1, #4 = if_not_exists(#4, :0) ADD #5 :2",
            "ConditionExpression: attribute_exists(#6) AND #7 IN (:3) AND (#3 > :1 OR begins_with(#4, :0)) AND NOT #1.#2 = :0 AND contains(#5, :0)",
            "ReturnValues: ALL_NEW",
            "#0: title",
            "#1: labels",
            "#2: *",
            "#3: hours",
            "#4: note",
            "#5: tags",
            "#6: pk",
            "#7: type",
            ":0: S(<6 bytes>)",
            ":1: N(<4 bytes>)",
            ":2: SS(1 elements)",
            ":3: S(<4 bytes>)",
        ],
    );
    assert_explains(
        &Task::update(("p", "1"))
            .append(Task::LOG, ["secret".to_owned()])
            .remove(Task::NOTE)
            .upsert()
            .explain(),
        &[
            "UpdateItem that is not sent",
            "Error: `TASK` was not sent: the upsert leaves out `owner`, without which a new item would not decode: set it",
        ],
    );
    assert_explains(
        &Task::update(("p", "1")).set(Task::TITLE, "secret").set(attr("title"), "secret").explain(),
        &[
            "UpdateItem that is not sent",
            "Error: `TASK` was not sent: two actions meet: `title` and `title`; an update changes each attribute once, and not a part of what it replaces",
        ],
    );
}

#[test]
fn gets() {
    assert_explains(
        &Task::get(("p", "1")).consistent_read().explain(),
        &[
            "GetItem of `TASK`",
            "TableName: explained",
            "Key pk: S(<9 bytes>)",
            "Key sk: S(<6 bytes>)",
            "ConsistentRead: true",
        ],
    );
    assert_explains(
        &Task::get(("p", "1"))
            .select((Task::TITLE, Task::LABELS.key("secret-key"), Task::LOG.at(1)))
            .explain(),
        &[
            "GetItem of `TASK`",
            "TableName: explained",
            "Key pk: S(<9 bytes>)",
            "Key sk: S(<6 bytes>)",
            "ProjectionExpression: #0, #1.#2, #3, #4",
            "#0: title",
            "#1: labels",
            "#2: *",
            "#3: log",
            "#4: type",
        ],
    );
}

#[test]
fn queries() {
    assert_explains(
        &Task::query("p").sort_between("1", "5").filter(condition()).limit(3).explain(),
        &[
            "Query of `TASK`",
            "TableName: explained",
            "KeyConditionExpression: #0 = :0 AND #1 BETWEEN :1 AND :2",
            "FilterExpression: #2 IN (:3) AND (#3 > :4 OR begins_with(#4, :5)) AND NOT #5.#6 = :5 AND contains(#7, :5)",
            "#0: pk",
            "#1: sk",
            "#2: type",
            "#3: hours",
            "#4: note",
            "#5: labels",
            "#6: *",
            "#7: tags",
            ":0: S(<9 bytes>)",
            ":1: S(<6 bytes>)",
            ":2: S(<6 bytes>)",
            ":3: S(<4 bytes>)",
            ":4: N(<4 bytes>)",
            ":5: S(<6 bytes>)",
        ],
    );
    assert_explains(
        &Task::by_owner("secret-owner")
            .filter(attr("labels.secret").size().between(1, 2))
            .select(Task::TITLE)
            .reverse()
            .page_size(2)
            .explain(),
        &[
            "Query of `TASK`",
            "TableName: explained",
            "IndexName: gsi1",
            "KeyConditionExpression: #0 = :0",
            "FilterExpression: #1 IN (:1) AND size(#2.#3) BETWEEN :2 AND :3",
            "ProjectionExpression: #4, #0, #5, #6, #7, #1",
            "ScanIndexForward: false",
            "Limit: 2",
            "#0: gsi1pk",
            "#1: type",
            "#2: labels",
            "#3: *",
            "#4: title",
            "#5: gsi1sk",
            "#6: pk",
            "#7: sk",
            ":0: S(<18 bytes>)",
            ":1: S(<4 bytes>)",
            ":2: N(<1 bytes>)",
            ":3: N(<1 bytes>)",
        ],
    );
    assert_explains(
        &Task::query("p").filter(Task::HOURS.between(2, 1)).explain(),
        &[
            "Query of `TASK`",
            "TableName: explained",
            "Nothing is sent: the filter is false of every item",
            "KeyConditionExpression: #0 = :0 AND begins_with(#1, :1)",
            "#0: pk",
            "#1: sk",
            ":0: S(<9 bytes>)",
            ":1: S(<5 bytes>)",
        ],
    );
}

#[test]
fn scans() {
    assert_explains(
        &Task::scan().filter(Task::NOTE.not_exists() | Task::HOURS.ge(1)).page_size(10).explain(),
        &[
            "Scan of `TASK`",
            "TableName: explained",
            "FilterExpression: #0 IN (:0) AND (attribute_not_exists(#1) OR #2 >= :1)",
            "Limit: 10",
            "#0: type",
            "#1: note",
            "#2: hours",
            ":0: S(<4 bytes>)",
            ":1: N(<1 bytes>)",
            "Lint: this reads the whole table: it is billed for every item, whatever the filter; a query reads one partition",
        ],
    );
    assert_explains(
        &Task::BY_OWNER.scan().select((Task::TITLE, Task::TAGS)).explain(),
        &[
            "Scan of `TASK`",
            "TableName: explained",
            "IndexName: gsi1",
            "FilterExpression: #0 IN (:0)",
            "ProjectionExpression: #1, #2, #3, #4, #5, #6, #0",
            "#0: type",
            "#1: title",
            "#2: tags",
            "#3: gsi1pk",
            "#4: gsi1sk",
            "#5: pk",
            "#6: sk",
            ":0: S(<4 bytes>)",
            "Lint: this reads the whole index: it is billed for every item, whatever the filter; a query reads one partition",
        ],
    );
}

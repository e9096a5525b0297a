//! Patches change what is there.

#![allow(clippy::option_option, reason = "unchanged, removed and a value are three things")]

use dynamorph::prelude::*;
use dynamorph_testing::Embedded;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::support::run;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "tasks")]
#[serde(rename_all = "camelCase")]
struct Task {
    #[dynamo(partition_key)]
    id: u64,
    title: String,
    done_by: Option<String>,
    reviewed_by: Option<Option<String>>,
    r#type: u8,
    #[dynamo(constant = "LEVEL")]
    priority: u32,
}

/// The body of a request; `Some(None)` comes of a JSON null.
#[derive(Deserialize, DynamoPatch)]
#[dynamo(model = Task)]
#[serde(default)]
#[derive(Default)]
struct TaskPatch<'a> {
    #[serde(borrow)]
    title: Option<&'a str>,
    #[dynamo(nullable)]
    #[serde(deserialize_with = "dynamorph::nullable")]
    done_by: Option<Option<String>>,
    #[dynamo(nullable)]
    #[serde(deserialize_with = "dynamorph::nullable")]
    reviewed_by: Option<Option<String>>,
    r#type: Option<u8>,
    #[dynamo(constant = "LEVEL")]
    priority: Option<u32>,
}

fn task() -> Task {
    Task {
        id: 1,
        title: "Paint".to_owned(),
        done_by: Some("ann".to_owned()),
        reviewed_by: Some(Some("bob".to_owned())),
        r#type: 2,
        priority: 3,
    }
}

#[test]
fn a_patch_changes_what_it_holds() {
    let done_by = |name: Option<&str>| name.map(str::to_owned);
    let cases: [(&str, Value, Task); 5] = [
        ("one", json!({ "title": "Sand" }), Task { title: "Sand".to_owned(), ..task() }),
        ("several", json!({ "type": 5, "priority": 9 }), Task { r#type: 5, priority: 9, ..task() }),
        ("a value", json!({ "done_by": "eve" }), Task { done_by: done_by(Some("eve")), ..task() }),
        ("none", json!({ "done_by": null }), Task { done_by: None, ..task() }),
        (
            "NULL, where the attribute can be",
            json!({ "reviewed_by": null }),
            Task { reviewed_by: Some(None), ..task() },
        ),
    ];
    run(async {
        let db = Embedded::memory().dynamo();
        db.ensure_table::<Task>().await.expect("a table");
        for (case, body, expected) in cases {
            task().save().send(&db).await.expect(case);
            let body = body.to_string();
            let patch: TaskPatch<'_> = serde_json::from_str(&body).expect(case);
            let update = Task::update(1).set_all(patch).returning_new();
            assert_eq!(update.send(&db).await.expect(case), expected, "{case}");
        }
    });
}

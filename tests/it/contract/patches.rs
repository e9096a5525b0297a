//! Changes that come as a value: the body of a PATCH request.

use dynamorph::prelude::*;
use dynamorph::{Error, ExpressionError};
use serde::{Deserialize, Deserializer};

use super::index_updates::{Task, assert_whole, expression, stored, task};
use super::support::{table, watched};

/// `null` in the body is `Some(None)`, a member that is not there is `None`.
#[expect(clippy::option_option, reason = "absent, null and a value are three things")]
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

#[derive(Debug, Default, Deserialize, DynamoPatch)]
#[dynamo(model = Task)]
#[serde(default, deny_unknown_fields)]
struct TaskPatch {
    status: Option<String>,
    #[dynamo(nullable)]
    #[serde(deserialize_with = "present")]
    owner: Option<Option<String>>,
    #[dynamo(nullable, constant = "LABEL")]
    #[serde(deserialize_with = "present", rename = "tag")]
    marked: Option<Option<String>>,
    rank: Option<i64>,
}

fn patch(body: &str) -> TaskPatch {
    serde_json::from_str(body).unwrap()
}

const KEY: (&str, u32) = ("red", 1);

#[tokio::test]
async fn a_patch_changes_what_it_names() {
    let (_, db) = table::<Task>().await;
    let first = task().create().send(&db).await.unwrap();

    let update = Task::update(&first).set_all(patch(r#"{ "rank": 8 }"#)).returning_new();
    let second = update.send(&db).await.unwrap();
    assert_eq!(second, Task { rank: 8, ..task() });

    let update = Task::update(&second).set_all(patch(r#"{ "owner": null, "tag": "y" }"#));
    let third = update.returning_new().send(&db).await.unwrap();
    assert_eq!(third, Task { owner: None, label: Some("y".into()), ..second });
    assert_whole(&stored(&db).await, "null removes");
}

#[tokio::test]
async fn index_keys_are_made_again_through_a_patch() {
    let (_, db) = table::<Task>().await;
    let first = task().create().send(&db).await.unwrap();

    let update = Task::update(&first).set_all(patch(r#"{ "status": "done", "owner": "bob" }"#));
    let second = update.returning_new().send(&db).await.unwrap();
    assert_whole(&stored(&db).await, "by item");
    assert_eq!(Task::by_status("done").all(&db).await.unwrap(), std::slice::from_ref(&second));
    assert_eq!(Task::by_status("open").all(&db).await.unwrap(), []);

    let error = Task::update(KEY).set_all(patch(r#"{ "status": "late" }"#)).send(&db).await;
    let error = error.unwrap_err();
    assert!(matches!(expression(&error), ExpressionError::MissingParts { .. }), "{error}");
    let whole = r#"{ "status": "late", "owner": "eve", "tag": null }"#;
    let update = Task::update(KEY).set_all(patch(whole)).given(Task::DUE, 9);
    update.send(&db).await.unwrap();
    let now = assert_whole(&stored(&db).await, "by key");
    assert_eq!((now.status.as_str(), now.owner.as_deref(), now.label), ("late", Some("eve"), None));
}

#[tokio::test]
async fn a_patch_stands_beside_other_changes_and_conditions() {
    let (_, db) = table::<Task>().await;
    let first = task().create().send(&db).await.unwrap();

    let update = |body: &str| {
        Task::update(&first)
            .set(Task::NOTE, "patched".to_owned())
            .set_all(patch(body))
            .condition(Task::RANK.eq(5))
    };
    update(r#"{ "rank": 6 }"#).send(&db).await.unwrap();
    let error = update(r#"{ "rank": 7 }"#).send(&db).await.unwrap_err();
    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
    let twice = Task::update(&first).set(Task::RANK, 1).set_all(patch(r#"{ "rank": 7 }"#));
    let error = twice.send(&db).await.unwrap_err();
    assert!(matches!(expression(&error), ExpressionError::OverlappingPaths { .. }), "{error}");
    assert_eq!(assert_whole(&stored(&db).await, "once").rank, 6);
}

#[tokio::test]
async fn an_empty_patch_is_told_before_anything_is_sent() {
    let (engine, db) = table::<Task>().await;
    let first = task().create().send(&db).await.unwrap();
    let (watched, requests) = watched(&engine);

    let error = Task::update(&first).set_all(patch("{}")).send(&watched).await.unwrap_err();
    assert_eq!(expression(&error), &ExpressionError::NoActions);
    requests.assert_none("an empty patch");
    // Beside another change it is no mistake.
    let update = Task::update(&first).set(Task::NOTE, "n".to_owned()).set_all(patch("{}"));
    update.send(&db).await.unwrap();
    assert_eq!(assert_whole(&stored(&db).await, "note").note.as_deref(), Some("n"));
}

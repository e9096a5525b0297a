//! Updates of index parts beyond a plain `set`: what is refused, what stale items and upserts do, and models by hand.

use dynamorph::prelude::*;
use dynamorph::{Attr, Error, ExpressionError, KeyErrorKind, KeyPart, Optional, Schema};
use serde::{Deserialize, Serialize};

use super::index_updates::{Task, TasksTable, assert_whole, expression, stored, task};
use super::support::{get_raw, key_error, n, put_raw, s, table, watched};

const KEY: (&str, u32) = ("red", 1);

#[tokio::test]
async fn one_attr_feeds_two_gsis() {
    let (_, db) = table::<Task>().await;
    let first = task().create().send(&db).await.unwrap();

    let update = Task::update(&first).set(Task::OWNER, "bob".to_owned()).returning_new();
    let second = update.send(&db).await.unwrap();
    let attributes = stored(&db).await;
    assert_eq!((&attributes["gsi1sk"], &attributes["gsi2pk"]), (&s("red#bob"), &s("OWNER#bob")));
    assert_whole(&attributes, "owner");
    assert_eq!(Task::by_due("bob").all(&db).await.unwrap(), std::slice::from_ref(&second));
    assert_eq!(Task::by_due("ann").all(&db).await.unwrap(), []);

    Task::update(&second).set(Task::LABEL, "z".to_owned()).send(&db).await.unwrap();
    let attributes = stored(&db).await;
    assert_eq!(attributes["lsi1sk"], s("LABEL#z"));
    assert_eq!(attributes["gsi3sk"], s("z#00000000000000000001"));
    assert_whole(&attributes, "label");
}

#[tokio::test]
async fn set_and_remove_same_update() {
    let (_, db) = table::<Task>().await;
    let first = task().create().send(&db).await.unwrap();

    let update =
        Task::update(&first).set(Task::STATUS, "new").remove(Task::OWNER).remove(Task::DUE);
    update.send(&db).await.unwrap();
    let attributes = stored(&db).await;
    assert_eq!(attributes["gsi1pk"], s("STATUS#new"), "the other index of the attribute needs it");
    assert!(!attributes.contains_key("gsi2pk") && !attributes.contains_key("due"));
    assert_whole(&attributes, "set and remove");

    let both = Task::update(KEY).set(Task::NOTE, "a".to_owned()).remove(Task::NOTE);
    let error = both.send(&db).await.unwrap_err();
    assert!(matches!(expression(&error), ExpressionError::OverlappingPaths { .. }), "{error}");
    // Removed and set again elsewhere: the last state counts for the keys.
    let item = Task::get(KEY).one(&db).await.unwrap();
    let update = Task::update(&item).set(Task::OWNER, "eve".to_owned()).set(Task::DUE, 1);
    update.remove(Task::LABEL).send(&db).await.unwrap();
    assert_whole(&stored(&db).await, "set, set, remove");
}

#[tokio::test]
async fn no_undefined_segments() {
    let (engine, db) = table::<Task>().await;
    let bare = Task { owner: None, label: None, due: None, ..task() };
    bare.create().send(&db).await.unwrap();
    let (watched, requests) = watched(&engine);

    let error = Task::update(KEY).set(Task::STATUS, "x").send(&watched).await.unwrap_err();
    assert!(matches!(expression(&error), ExpressionError::MissingParts { .. }), "{error}");
    // A part that a key does not take is refused as in a save.
    for (value, kind) in [("a#b", KeyErrorKind::Delimiter('#')), ("", KeyErrorKind::Empty)] {
        let item = Task { owner: Some("ann".into()), ..task() };
        let update = Task::update(&item).set(Task::STATUS, value).send(&watched).await;
        assert_eq!(key_error(update), kind);
    }
    requests.assert_none("no key can be made");
    let item = Task::get(KEY).one(&db).await.unwrap();
    Task::update(&item).set(Task::STATUS, "x").send(&db).await.unwrap();
    let attributes = stored(&db).await;
    assert!(!attributes.keys().any(|name| name.starts_with("gsi")), "{:?}", attributes.keys());
    assert_whole(&attributes, "sparse");
}

#[tokio::test]
async fn sparse_condition_uses_new_values() {
    let (_, db) = table::<Task>().await;
    let bare = Task { owner: None, due: None, ..task() }.create().send(&db).await.unwrap();
    assert_eq!(Task::by_due("ann").all(&db).await.unwrap(), []);

    // In the index as soon as the new values complete it, out of it as soon as they do not.
    let update = Task::update(&bare).set(Task::OWNER, "ann".to_owned()).set(Task::DUE, 4);
    let full = update.returning_new().send(&db).await.unwrap();
    assert_eq!(Task::by_due("ann").all(&db).await.unwrap(), std::slice::from_ref(&full));
    Task::update(&full).remove(Task::DUE).send(&db).await.unwrap();
    assert_eq!(Task::by_due("ann").all(&db).await.unwrap(), []);
    assert!(!stored(&db).await.contains_key("gsi2pk"));
    assert_whole(&stored(&db).await, "no natural key");
}

#[tokio::test]
async fn parts_whose_new_value_is_not_known_are_refused() {
    let (engine, db) = table::<Task>().await;
    let item = task().create().send(&db).await.unwrap();
    let (watched, requests) = watched(&engine);

    let cases = [
        ("of an attribute", Task::update(&item).set(Task::STATUS, attr_of_note())),
        ("if absent", Task::update(&item).set_if_not_exists(Task::STATUS, "x")),
        ("untyped", Task::update(&item).set(attr("st"), "x")),
        ("inside", Task::update(&item).set(attr("st.x"), 1)),
        ("add", Task::update(&item).add(Task::DUE, 1)),
        ("sum of another", Task::update(&item).set(Task::DUE, Task::DUE2 + 1)),
    ];
    for (case, update) in cases {
        let error = update.send(&watched).await.unwrap_err();
        let ExpressionError::UnknownPart { index, .. } = expression(&error) else {
            panic!("{case}: {error}")
        };
        assert!(error_names(&error, index), "{case}: {error}");
    }
    requests.assert_none("unknown parts");
    for name in ["gsi1pk", "type", "pk", "sk", "team", "id"] {
        let error = Task::update(&item).set(attr(name), "x").send(&watched).await.unwrap_err();
        assert!(
            matches!(expression(&error), ExpressionError::OwnedAttribute { .. }),
            "{name}: {error}"
        );
    }
    requests.assert_none("owned attributes");
    assert_eq!(assert_whole(&stored(&db).await, "untouched"), item);
}

/// An attribute of the part's type, whose value only the table knows.
fn attr_of_note() -> Attr<Task, String, Optional> {
    Task::NOTE
}

impl Task {
    const DUE2: Attr<Task, u64, Optional> = Attr::new("due2");
}

fn error_names(error: &Error, index: &str) -> bool {
    super::support::told(error).contains(&format!("`{index}`"))
}

#[tokio::test]
async fn a_natural_key_may_be_computed_with() {
    let (_, db) = table::<Task>().await;
    let item = task().create().send(&db).await.unwrap();

    Task::update(KEY).increment(Task::RANK, 2).increment(Task::DUE, 1).send(&db).await.unwrap();
    Task::update(KEY).add(Task::RANK, 1).send(&db).await.unwrap();
    Task::update(&item).set(Task::RANK, Task::RANK - 10).send(&db).await.unwrap();

    let now = assert_whole(&stored(&db).await, "computed");
    assert_eq!((now.rank, now.due), (-2, Some(10)));
    assert_eq!(Task::by_rank(()).sort_le(-2).all(&db).await.unwrap(), [now]);
}

#[tokio::test]
async fn an_unversioned_item_is_checked_by_its_parts() {
    let (_, db) = table::<Task>().await;
    let old = task().create().send(&db).await.unwrap();
    Task::update(&old).set(Task::OWNER, "bob".to_owned()).send(&db).await.unwrap();

    // The key would be made of an owner that is not there any more.
    let error = Task::update(&old).set(Task::STATUS, "done").send(&db).await.unwrap_err();
    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
    assert_eq!(error.current::<Task>().unwrap().unwrap().owner.as_deref(), Some("bob"));
    // What feeds no key changes whatever else is stale.
    Task::update(&old).set(Task::NOTE, "n".to_owned()).set(Task::RANK, 8).send(&db).await.unwrap();
    // An index that keeps an attribute which another gives up is relied on too.
    let stale = Task { owner: Some("bob".into()), label: None, ..old };
    let error = Task::update(&stale).remove(Task::OWNER).send(&db).await.unwrap_err();
    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
    let now = assert_whole(&stored(&db).await, "nothing half done");
    assert_eq!((now.status.as_str(), now.note.as_deref(), now.rank), ("open", Some("n"), 8));
}

#[tokio::test]
async fn an_upsert_writes_every_key() {
    let (_, db) = table::<Task>().await;
    task().upsert().send(&db).await.unwrap();
    assert_eq!(assert_whole(&stored(&db).await, "new"), task());

    // What the model does not know stays; what the item does not emit goes.
    let mut foreign = stored(&db).await;
    foreign.insert("extra".to_owned(), n("1"));
    put_raw::<Task>(&db, foreign).await;
    let less = Task { owner: None, note: None, status: "x".into(), ..task() };
    assert_eq!(less.clone().upsert().send(&db).await.unwrap(), less);
    let mut attributes = stored(&db).await;
    assert_eq!(attributes.remove("extra"), Some(n("1")));
    assert_eq!(assert_whole(&attributes, "less"), less);
}

#[tokio::test]
async fn update_upsert_writes_every_key() {
    let (_, db) = table::<Task>().await;
    let update = || Task::update(KEY).set(Task::STATUS, "new").set(Task::RANK, 1).upsert();
    // The index that is changed has a part which a stored item may have.
    let error = update().send(&db).await.unwrap_err();
    assert!(matches!(expression(&error), ExpressionError::MissingParts { .. }), "{error}");
    let error = Task::update(KEY).set(Task::RANK, 1).upsert().send(&db).await.unwrap_err();
    let ExpressionError::MissingAttribute { attribute } = expression(&error) else {
        panic!("{error}")
    };
    assert_eq!(attribute, "st");

    let update = || update().set(Task::OWNER, "bob".to_owned()).set(Task::LABEL, "q".to_owned());
    update().set(Task::DUE, 2).send(&db).await.unwrap();
    let made = assert_whole(&stored(&db).await, "made");
    assert_eq!((made.team.as_str(), made.id, made.due), ("red", 1, Some(2)));
    assert_eq!(Task::by_due("bob").all(&db).await.unwrap(), [made]);
    update().remove(Task::DUE).send(&db).await.unwrap();
    assert_whole(&stored(&db).await, "merged");
}

#[tokio::test]
async fn an_upsert_does_not_take_the_item_by_reference_for_what_is_stored() {
    let (_, db) = table::<Task>().await;
    let item = task();
    // Nothing is stored: the label of the item is not either.
    let update = Task::update(&item).set(Task::STATUS, "new").set(Task::RANK, 1).upsert();
    let error = update.send(&db).await.unwrap_err();
    assert!(matches!(expression(&error), ExpressionError::MissingParts { .. }), "{error}");
    let update =
        Task::update(&item).set(Task::STATUS, "new").set(Task::RANK, 1).remove(Task::LABEL);
    let update = update.remove(Task::OWNER).remove(Task::DUE).upsert();
    update.send(&db).await.unwrap();
    let made = assert_whole(&stored(&db).await, "made");
    assert_eq!((made.owner, made.label, made.due), (None, None, None));
}

/// A model without the derives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Note {
    id: u32,
    #[serde(rename = "w")]
    writer: String,
    day: Option<String>,
}

impl Note {
    const WRITER: Attr<Self, String> = Attr::new("w").part();
    const DAY: Attr<Self, String, Optional> = Attr::new("day").part();
}

impl DynamoModel for Note {
    type Table = TasksTable;
    type Partition = ();
    type Sort = (u32,);
    type Key = (u32,);
    const SCHEMA: &'static Schema = &Schema::new("NOTE")
        .partition("NOTES")
        .sort("NOTE#{id}")
        .parts(&[("id", "id"), ("writer", "w"), ("day", "day")])
        .indexes(&[dynamorph::IndexSchema::new("gsi1")
            .partition("BY#{writer}")
            .sort("{day}#{id}")]);
    fn key(&self) -> Self::Key {
        (self.id,)
    }
    fn key_part(&self, field: &str) -> Option<&dyn KeyPart> {
        match field {
            "id" => Some(&self.id),
            "writer" => Some(&self.writer),
            "day" => self.day.as_ref().map(|day| day as &dyn KeyPart),
            _ => None,
        }
    }
}

#[tokio::test]
async fn a_model_by_hand_keeps_its_keys() {
    let (_, db) = table::<Note>().await;
    let note = Note { id: 1, writer: "ann".into(), day: Some("d1".into()) };
    note.create().send(&db).await.unwrap();
    let stored = async || {
        let key = [("pk", s("NOTES")), ("sk", s("NOTE#00000000000000000001"))];
        get_raw::<Note, 2>(&db, key).await.unwrap()
    };

    let error = Note::update(1).set(Note::WRITER, "bob").send(&db).await.unwrap_err();
    assert!(matches!(expression(&error), ExpressionError::MissingParts { index: "gsi1", .. }));
    let update = Note::update(1).set(Note::WRITER, "bob").given(Note::DAY, "d1");
    update.send(&db).await.unwrap();
    assert_eq!((&stored().await["gsi1pk"], &stored().await["w"]), (&s("BY#bob"), &s("bob")));
    let update = Note::update(1).set(Note::DAY, "d2".to_owned()).given(Note::WRITER, "bob");
    update.send(&db).await.unwrap();
    assert_eq!(stored().await["gsi1sk"], s("d2#00000000000000000001"));
    let update = Note::update(1).remove(Note::DAY);
    update.send(&db).await.unwrap();
    assert!(!stored().await.contains_key("gsi1pk") && !stored().await.contains_key("gsi1sk"));
}

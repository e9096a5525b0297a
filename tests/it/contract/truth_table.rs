//! Every verb on every item: what is written, what is refused and why, and what is in the table afterwards.

use std::fmt::Debug;

use dynamorph::prelude::*;
use dynamorph::{Attr, Delete, Dynamo, Error, Update};
use serde::{Deserialize, Serialize};

use super::clocks::{NOW, table_at};
use super::support::{Attributes, get_raw, n, put_raw, s};
use super::truth_table_rules::{ACTIONS, Action, Has, Outcome, There, expected};

#[derive(Table)]
#[table(name = "verbs", partition_key = "pk", discriminator = "type", ttl = "expires")]
struct VerbsTable;

/// A version of an item that is stored already.
const READ: u64 = 3;

trait Subject: DynamoModel + Clone + PartialEq + Debug {
    const HAS: Has;
    /// The attribute and text of the key.
    fn key_of(id: u64) -> (&'static str, String);
    fn new(id: u64, note: &str, version: u64) -> Self;
    fn note() -> Attr<Self, String>;
    fn update_key(id: u64) -> Update<Self>;
    fn update_item(&self) -> Update<Self>;
    fn delete_key(id: u64) -> Delete<Self>;
    fn delete_item(&self) -> Delete<Self>;
}

macro_rules! subject {
    ($model:ident, $version:literal $ttl:literal $discriminator:literal, $key:literal $prefix:literal,
     { $($field:ident: $value:expr),* }, |$given:ident|) => {
        impl Subject for $model {
            const HAS: Has = Has { version: $version, ttl: $ttl, discriminator: $discriminator };
            fn key_of(id: u64) -> (&'static str, String) {
                ($key, format!("{}{id:05}", $prefix))
            }
            fn new(id: u64, note: &str, $given: u64) -> Self {
                let _ = $given;
                Self { id: format!("{id:05}"), note: note.to_owned(), $($field: $value),* }
            }
            fn note() -> Attr<Self, String> {
                Self::NOTE
            }
            fn update_key(id: u64) -> Update<Self> {
                Self::update(format!("{id:05}"))
            }
            fn update_item(&self) -> Update<Self> {
                Self::update(self)
            }
            fn delete_key(id: u64) -> Delete<Self> {
                Self::delete(format!("{id:05}"))
            }
            fn delete_item(&self) -> Delete<Self> {
                Self::delete(self)
            }
        }
    };
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = VerbsTable, entity = "FULL", pk = "FULL#{id}")]
struct Full {
    id: String,
    note: String,
    #[dynamo(version)]
    version: u64,
    #[dynamo(ttl)]
    expires: Option<i64>,
}
subject!(Full, true true true, "pk" "FULL#",
    { version: given, expires: Some(i64::from(NOW) + 60) }, |given|);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = VerbsTable, entity = "PLAIN", pk = "PLAIN#{id}")]
struct Plain {
    id: String,
    note: String,
}
subject!(Plain, false false true, "pk" "PLAIN#", {}, |given|);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = VerbsTable, entity = "PASSING", pk = "PASSING#{id}")]
struct Passing {
    id: String,
    note: String,
    #[dynamo(ttl)]
    expires: i64,
}
subject!(Passing, false true true, "pk" "PASSING#",
    { expires: i64::from(NOW) + 60 }, |given|);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = VerbsTable, entity = "COUNTED", pk = "COUNTED#{id}")]
struct Counted {
    id: String,
    note: String,
    #[dynamo(version)]
    version: u64,
}
subject!(Counted, true false true, "pk" "COUNTED#", { version: given }, |given|);

/// Alone in its table, which has no discriminator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "alone")]
struct Alone {
    #[dynamo(partition_key)]
    id: String,
    note: String,
    #[dynamo(version)]
    version: Option<u64>,
    #[dynamo(ttl)]
    expires: Option<i64>,
}
subject!(Alone, true true false, "id" "",
    { version: Some(given).filter(|given| *given > 0), expires: Some(i64::from(NOW) + 60) }, |given|);

/// The items that a call may meet.
fn states(has: Has, version: u64) -> Vec<(&'static str, Option<There>)> {
    let there = There { version: Some(version), is_expired: false, is_foreign: false };
    let mut states = vec![
        ("no item", None),
        ("the same version", Some(there)),
        ("another version", Some(There { version: Some(8), ..there })),
        ("no version", Some(There { version: None, ..there })),
        ("expired", Some(There { is_expired: true, ..there })),
        ("expired, another version", Some(There { is_expired: true, version: Some(8), ..there })),
    ];
    if has.discriminator {
        states.push(("another entity", Some(There { is_foreign: true, ..there })));
        states.push((
            "another entity, expired",
            Some(There { is_foreign: true, is_expired: true, ..there }),
        ));
    }
    states
}

/// Stores the item of a state, with an attribute that the model does not know.
async fn store<M: Subject>(db: &Dynamo, id: u64, there: There) -> Attributes {
    let mut item = M::new(id, "old", 0).to_raw_item().unwrap().into_inner();
    item.insert("extra".to_owned(), s("kept by updates"));
    item.remove("version");
    item.extend(there.version.map(|version| ("version".to_owned(), n(&version.to_string()))));
    if there.is_expired {
        item.insert("expires".to_owned(), n(&NOW.to_string()));
    }
    if there.is_foreign {
        item.insert("type".to_owned(), s("SOMETHING"));
    }
    put_raw::<M>(db, item.clone()).await;
    item
}

async fn act<M: Subject>(
    db: &Dynamo,
    action: Action,
    id: u64,
    item: M,
    user: Option<bool>,
) -> Result<Option<M>, Error> {
    // Both say the same of every item and of none.
    let condition = user.map(|holds| match holds {
        true => M::note().ne("never"),
        false => M::note().eq("never"),
    });
    match action {
        Action::Create => item.create().condition(condition).send(db).await.map(Some),
        Action::Save => item.save().condition(condition).send(db).await.map(Some),
        Action::Replace => item.replace().condition(condition).send(db).await.map(Some),
        Action::Upsert => item.upsert().condition(condition).send(db).await.map(Some),
        Action::UpdateByKey | Action::UpdateByItem | Action::UpdateUpsert => {
            let update =
                if action == Action::UpdateByItem { item.update_item() } else { M::update_key(id) };
            let update = update.set(M::note(), "new").condition(condition);
            let update = if action == Action::UpdateUpsert {
                // What a new item has to have; `expires` is not in every model.
                let expires = M::HAS.ttl.then(|| i64::from(NOW) + 60);
                update.set_some(attr("expires"), expires).upsert()
            } else {
                update
            };
            update.returning_new().send(db).await.map(Some)
        }
        Action::DeleteByKey => M::delete_key(id).condition(condition).send(db).await.map(|()| None),
        Action::DeleteByItem => {
            item.delete_item().condition(condition).send(db).await.map(|()| None)
        }
    }
}

async fn holds<M: Subject>() {
    let (_, db, _) = table_at::<M>().await;
    let mut id = 0;
    for action in ACTIONS {
        for version in [0, READ] {
            for (state, there) in states(M::HAS, version) {
                for user in [None, Some(true), Some(false)] {
                    id += 1;
                    let case = format!("{action:?} of version {version}, {state}, user {user:?}");
                    check::<M>(&db, id, action, version, there, user, &case).await;
                }
            }
        }
    }
}

async fn check<M: Subject>(
    db: &Dynamo,
    id: u64,
    action: Action,
    version: u64,
    there: Option<There>,
    user: Option<bool>,
    case: &str,
) {
    let before = match there {
        Some(there) => Some(store::<M>(db, id, there).await),
        None => None,
    };
    let item = M::new(id, "new", version);
    let expected = expected(M::HAS, action, there, version, user != Some(false));

    let result = act(db, action, id, item.clone(), user).await;

    let (key, text) = M::key_of(id);
    let after = get_raw::<M, 1>(db, [(key, s(&text))]).await;
    let Outcome::Applied(new_version) = expected else {
        let error = result.expect_err(case);
        assert_eq!(Outcome::of(&error), Some(expected), "{case}: {error}");
        assert_eq!(error.is_condition_failed(), expected != Outcome::WrongEntity, "{case}");
        assert_eq!(after, before, "{case}");
        let current = error.rejection().and_then(|rejection| rejection.current_item());
        assert_eq!(current.map(|item| item.attributes()), before.as_ref(), "{case}");
        if expected != Outcome::WrongEntity {
            let current = error.current::<M>().expect(case);
            assert_eq!(current.is_some(), before.is_some(), "{case}");
        }
        if action.is_put() || action == Action::Upsert {
            assert_eq!(error.into_input::<M>().expect(case), item, "{case}");
        } else {
            assert!(error.into_input::<M>().is_err(), "{case}");
        }
        return;
    };
    let answered = result.unwrap_or_else(|error| panic!("{case}: {error}"));
    if action.is_delete() {
        assert_eq!(after, None, "{case}");
        return;
    }
    let mut stored = M::new(id, "new", 0).to_raw_item().unwrap().into_inner();
    stored.remove("version");
    stored.extend(new_version.map(|version| ("version".to_owned(), n(&version.to_string()))));
    if let Some(before) = before.filter(|_| !action.is_put()) {
        // An update touches what it was told to, an upsert what the model knows.
        for (name, value) in before {
            stored.entry(name).or_insert(value);
        }
    }
    assert_eq!(after, Some(stored), "{case}");
    let answered = answered.expect(case);
    assert_eq!(answered.version(), new_version.unwrap_or(0), "{case}");
    assert_eq!(answered, M::new(id, "new", new_version.unwrap_or(0)), "{case}");
}

#[tokio::test]
async fn a_model_with_version_and_ttl() {
    holds::<Full>().await;
}

#[tokio::test]
async fn a_model_with_neither() {
    holds::<Plain>().await;
}

#[tokio::test]
async fn a_model_with_a_ttl_only() {
    holds::<Passing>().await;
}

#[tokio::test]
async fn a_model_with_a_version_only() {
    holds::<Counted>().await;
}

#[tokio::test]
async fn a_model_alone_in_its_table() {
    holds::<Alone>().await;
}

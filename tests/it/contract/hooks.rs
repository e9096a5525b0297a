//! Hooks: what they see of operations and of items written, and what they change and refuse.

use std::sync::{Arc, Mutex};

use dynamorph::prelude::*;
use dynamorph::{
    Context, Dynamo, Ended, Error, Hooks, ItemWrite, Operation, Refusal, WriteVerb, async_trait,
};
use dynamorph_testing::Engine;
use serde::{Deserialize, Serialize};

use super::support::{Requests, table, watched};

#[derive(Table)]
#[table(name = "hooked", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
pub(super) struct HookedTable;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = HookedTable, entity = "PAGE", pk = "BOOK#{book}", sk = "PAGE#{number}")]
#[dynamo(index(gsi1, query = "by_author", pk = "AUTHOR#{author}", sk = "{number}"))]
pub(super) struct Leaf {
    pub(super) book: String,
    pub(super) number: u32,
    pub(super) author: String,
    pub(super) text: String,
    #[serde(default)]
    pub(super) written_by: Option<String>,
    #[dynamo(version)]
    pub(super) version: u64,
    #[dynamo(updated_at)]
    pub(super) changed: u64,
}

dynamorph::register! {
    #[derive(Debug)]
    enum Library in HookedTable { Leaf }
}

pub(super) fn leaf(number: u32) -> Leaf {
    let (book, author) = ("b".to_owned(), "ann".to_owned());
    Leaf { book, number, author, text: "text".to_owned(), ..Leaf::default() }
}

/// Notes all that it is told, and refuses what it is told to.
#[derive(Clone, Default)]
struct Noting {
    name: &'static str,
    notes: Arc<Mutex<Vec<String>>>,
    ids: Arc<Mutex<Vec<String>>>,
    refuses: Option<Refuses>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refuses {
    Operations,
    Writes,
}

#[derive(Debug, thiserror::Error)]
#[error("the library is closed")]
struct Closed;

impl Noting {
    fn note(&self, text: &str) {
        self.notes.lock().unwrap().push(format!("{}{text}", self.name));
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.notes.lock().unwrap())
    }

    fn take_ids(&self) -> Vec<String> {
        std::mem::take(&mut self.ids.lock().unwrap())
    }
}

#[async_trait]
impl Hooks for Noting {
    async fn before_operation(&self, operation: &Operation<'_>) -> Result<(), Refusal> {
        self.note(&format!("+{}", operation.name()));
        assert_eq!(operation.entity(), "PAGE");
        assert!(operation.table().ends_with("hooked"), "{}", operation.table());
        let reads = matches!(operation.name(), "GetItem" | "Query" | "Scan");
        assert_eq!(operation.is_write(), !reads);
        self.ids.lock().unwrap().push(operation.request_id().to_owned());
        if self.refuses == Some(Refuses::Operations) { Err(Closed.into()) } else { Ok(()) }
    }

    async fn after_operation(&self, operation: &Operation<'_>, ended: &Ended<'_>) {
        let end = match ended.error() {
            Some(Error::Refused { .. }) => "refused",
            Some(_) => "failed",
            None if ended.is_condition_failed() => "condition",
            None => "ok",
        };
        assert_eq!(ended.is_ok(), end == "ok");
        assert_eq!(ended.cost().requests(), u64::from(end != "refused"));
        self.note(&format!("-{} {end}", operation.name()));
    }

    async fn before_write(&self, write: &mut ItemWrite<'_>) -> Result<(), Refusal> {
        let names: Vec<&str> = write.key().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["pk", "sk"]);
        let whole = matches!(
            write.verb(),
            WriteVerb::Save | WriteVerb::Create | WriteVerb::Replace | WriteVerb::Upsert
        );
        assert!(write.item::<Leaf>().is_none() || whole);
        self.note(&format!("+{:?}", write.verb()));
        self.ids.lock().unwrap().push(write.request_id().to_owned());
        if self.refuses == Some(Refuses::Writes) { Err("closed".into()) } else { Ok(()) }
    }

    async fn after_write(&self, write: &ItemWrite<'_>, result: Result<(), &Error>) {
        let end = match result {
            Ok(()) => "ok".to_owned(),
            Err(error) => format!("{error:?}").split(':').next().unwrap().to_owned(),
        };
        self.note(&format!("-{:?} {end}", write.verb()));
    }
}

/// The table, and a handle with these hooks that tells what it sends.
async fn hooked(hooks: impl IntoIterator<Item = Noting>) -> (Engine, Dynamo, Dynamo, Requests) {
    let (engine, db) = table::<Leaf>().await;
    let (seen, requests) = watched(&engine);
    let mut builder = Dynamo::builder(seen.client().clone()).table_prefix(engine.table_prefix());
    for hooks in hooks {
        builder = builder.hooks(hooks);
    }
    (engine, db, builder.build(), requests)
}

#[track_caller]
fn assert_told(noting: &Noting, case: &str, expected: &[&str]) {
    assert_eq!(noting.take(), expected, "{case}");
    let ids = noting.take_ids();
    assert!(!ids[0].is_empty() && ids.iter().all(|id| *id == ids[0]), "{case}: {ids:?}");
}

#[tokio::test]
async fn hooks_run_around_each_call_and_each_item_written() {
    let noting = Noting::default();
    let (_engine, _, db, _) = hooked([noting.clone()]).await;
    let put = |verb: &str| {
        [format!("+{verb}"), "+PutItem".into(), "-PutItem ok".into(), format!("-{verb} ok")]
    };
    let put = |verb: &str| put(verb).join(",");

    let first = leaf(1).create().send(&db).await.unwrap();
    assert_eq!(noting.take().join(","), put("Create"));
    let (first, _) = first.save().returning_old().send(&db).await.unwrap();
    assert_eq!(noting.take().join(","), put("Save"));
    let first = first.replace().send(&db).await.unwrap();
    assert_eq!(noting.take().join(","), put("Replace"));
    noting.take_ids();

    let update = ["+Update", "+UpdateItem", "-UpdateItem ok", "-Update ok"];
    Leaf::update(&first).set(Leaf::TEXT, "new").send(&db).await.unwrap();
    assert_told(&noting, "update", &update);
    Leaf::update(("b", 1)).set(Leaf::TEXT, "newer").returning_new().send(&db).await.unwrap();
    assert_told(&noting, "returning_new", &update);
    let upsert = ["+Upsert", "+UpdateItem", "-UpdateItem ok", "-Upsert ok"];
    leaf(2).upsert().send(&db).await.unwrap();
    assert_told(&noting, "upsert", &upsert);
    let made = Leaf::update(("b", 3)).set(Leaf::AUTHOR, "bob").set(Leaf::TEXT, "t").upsert();
    made.send(&db).await.unwrap();
    assert_told(&noting, "update and upsert", &upsert);

    Leaf::get(("b", 1)).send(&db).await.unwrap();
    assert_told(&noting, "get", &["+GetItem", "-GetItem ok"]);
    Leaf::query("b").page_size(1).limit(3).all(&db).await.unwrap();
    assert_told(&noting, "all", &["+Query", "-Query ok"].repeat(3));
    Leaf::query("b").limit(1).page(&db).await.unwrap();
    assert_told(&noting, "page", &["+Query", "-Query ok"]);
    Leaf::by_author("bob").one(&db).await.unwrap();
    assert_told(&noting, "one", &["+Query", "-Query ok"]);
    Leaf::scan().count(&db).await.unwrap();
    assert_told(&noting, "count", &["+Scan", "-Scan ok"]);
    let mut stream = Leaf::query("b").stream(&db);
    while let Some(item) = stream.next().await {
        item.unwrap();
    }
    assert_told(&noting, "stream", &["+Query", "-Query ok"]);

    Leaf::delete(("b", 3)).send(&db).await.unwrap();
    let delete = ["+Delete", "+DeleteItem", "-DeleteItem ok", "-Delete ok"];
    assert_told(&noting, "delete", &delete);
    Leaf::delete(("b", 2)).returning_old().send(&db).await.unwrap();
    assert_told(&noting, "delete returning_old", &delete);
}

#[tokio::test]
async fn hooks_learn_how_a_write_failed() {
    let noting = Noting::default();
    let (_engine, _, db, _) = hooked([noting.clone()]).await;
    let item = leaf(1).create().send(&db).await.unwrap();
    item.clone().save().send(&db).await.unwrap();
    noting.take();
    item.clone().save().send(&db).await.unwrap_err();
    let lost = ["+Save", "+PutItem", "-PutItem condition", "-Save VersionConflict"];
    assert_eq!(noting.take(), lost);
    Leaf::delete(&item).send(&db).await.unwrap_err();
    let kept = ["+Delete", "+DeleteItem", "-DeleteItem condition", "-Delete VersionConflict"];
    assert_eq!(noting.take(), kept);
    Leaf::update(("b", 9)).set(Leaf::TEXT, "t").send(&db).await.unwrap_err();
    let missing = ["+Update", "+UpdateItem", "-UpdateItem condition", "-Update NotFound"];
    assert_eq!(noting.take(), missing);
    // What is wrong before the request is no operation.
    Leaf::update(("b", 1)).send(&db).await.unwrap_err();
    assert_eq!(noting.take(), ["+Update", "-Update InvalidRequest"]);
    let overflown = Leaf { version: u64::MAX, ..leaf(1) };
    overflown.save().send(&db).await.unwrap_err();
    assert_eq!(noting.take(), ["+Save", "-Save InvalidRequest"]);
    // What has no key is no item to tell of.
    leaf(1).save().send(&db).await.unwrap_err();
    noting.take();
    Leaf { book: String::new(), ..leaf(1) }.save().send(&db).await.unwrap_err();
    assert!(noting.take().is_empty());
}

#[tokio::test]
async fn what_a_hook_refuses_is_not_sent() {
    for refuses in [Refuses::Writes, Refuses::Operations] {
        let hooks = Noting { refuses: Some(refuses), ..Noting::default() };
        let (_engine, plain, db, requests) = hooked([hooks]).await;
        let stored = leaf(1).create().send(&plain).await.unwrap();
        let mut refused = Vec::new();
        let mut writes = |case: &'static str, error: Error| {
            assert!(error.is_refused(), "{case}: {error}");
            assert_eq!(error.context().map(Context::entity), Some("PAGE"), "{case}");
            refused.push((case, error));
        };
        writes("create", leaf(2).create().send(&db).await.unwrap_err());
        writes("save", stored.clone().save().returning_old().send(&db).await.unwrap_err());
        writes("replace", stored.clone().replace().send(&db).await.unwrap_err());
        writes("upsert", stored.clone().upsert().send(&db).await.unwrap_err());
        let update = || Leaf::update(&stored).set(Leaf::TEXT, "t");
        writes("update", update().send(&db).await.unwrap_err());
        let whole = update().set(Leaf::AUTHOR, "bob").upsert();
        writes("update upsert", whole.send(&db).await.unwrap_err());
        writes("delete", Leaf::delete(("b", 1)).send(&db).await.unwrap_err());
        writes("delete item", Leaf::delete(&stored).returning_old().send(&db).await.unwrap_err());
        requests.assert_none("writes");
        for (case, error) in refused {
            let source = std::error::Error::source(&error).unwrap();
            match refuses {
                Refuses::Operations => assert!(source.is::<Closed>(), "{case}"),
                Refuses::Writes => assert_eq!(source.to_string(), "closed", "{case}"),
            }
            let is_whole = ["create", "save", "replace", "upsert"].contains(&case);
            match error.into_input::<Leaf>() {
                // As it was handed over: neither version nor time has been set.
                Ok(input) => assert_eq!(input.version, u64::from(case != "create"), "{case}"),
                Err(error) => assert!(!is_whole, "{case}: {error}"),
            }
        }
        if refuses == Refuses::Operations {
            let mut reads = vec![
                Leaf::get(("b", 1)).send(&db).await.unwrap_err(),
                Leaf::get(("b", 1)).one(&db).await.unwrap_err(),
                Leaf::query("b").all(&db).await.unwrap_err(),
                Leaf::query("b").page(&db).await.unwrap_err(),
                Leaf::query("b").count(&db).await.unwrap_err(),
                Leaf::scan().first(&db).await.unwrap_err(),
            ];
            let mut stream = Leaf::by_author("ann").stream(&db);
            reads.push(stream.next().await.unwrap().unwrap_err());
            assert!(stream.next().await.is_none());
            assert!(reads.iter().all(Error::is_refused));
            requests.assert_none("reads");
        }
        assert_eq!(Leaf::scan().all(&plain).await.unwrap(), [stored]);
    }
}

#[tokio::test]
async fn hooks_that_let_it_pass_are_told_that_another_refused() {
    let notes = Arc::<Mutex<Vec<String>>>::default();
    let named =
        |name, refuses| Noting { name, refuses, notes: Arc::clone(&notes), ..Noting::default() };
    let hooks = |refuses| [named("a", None), named("b", Some(refuses)), named("c", None)];

    let (_engine, _, db, _) = hooked(hooks(Refuses::Writes)).await;
    leaf(1).create().send(&db).await.unwrap_err();
    let told = std::mem::take(&mut *notes.lock().unwrap());
    assert_eq!(told, ["a+Create", "b+Create", "a-Create Refused"]);

    let (_engine, _, db, _) = hooked(hooks(Refuses::Operations)).await;
    leaf(1).create().send(&db).await.unwrap_err();
    let told = std::mem::take(&mut *notes.lock().unwrap());
    let order = "a+Create b+Create c+Create a+PutItem b+PutItem a-PutItem refused c-Create Refused b-Create Refused a-Create Refused";
    assert_eq!(told.join(" "), order);
}

#[tokio::test]
async fn the_callers_request_id_is_the_hooks() {
    let noting = Noting::default();
    let (_engine, _, db, _) = hooked([noting.clone()]).await;
    leaf(1).create().send(&db.with_request_id("request-7")).await.unwrap();
    assert_eq!(noting.take_ids(), ["request-7", "request-7"]);
    Leaf::get(("b", 1)).send(&db).await.unwrap();
    Leaf::get(("b", 1)).send(&db).await.unwrap();
    let ids = noting.take_ids();
    assert!(ids[0] != ids[1] && ids.iter().all(|id| uuid::Uuid::parse_str(id).is_ok()), "{ids:?}");
}

#[tokio::test]
async fn hooks_of_a_registrys_reads_see_its_name() {
    #[derive(Default)]
    struct Names(Arc<Mutex<Vec<String>>>);
    #[async_trait]
    impl Hooks for Names {
        async fn before_operation(&self, operation: &Operation<'_>) -> Result<(), Refusal> {
            let index = operation.index_name().unwrap_or("-");
            self.0.lock().unwrap().push(format!("{} {index}", operation.entity()));
            Ok(())
        }
    }
    let (engine, plain) = table::<Library>().await;
    let names = Names::default();
    let seen = Arc::clone(&names.0);
    let db = Dynamo::builder(plain.client().clone())
        .table_prefix(engine.table_prefix())
        .hooks(names)
        .build();
    Library::query(Leaf::partition("b")).all(&db).await.unwrap();
    Library::query(Leaf::BY_AUTHOR.partition("ann")).all(&db).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), ["Library -", "Library gsi1"]);
}

//! Hooks that change what is written.

use dynamorph::prelude::*;
use dynamorph::{Dynamo, Error, Hooks, ItemWrite, Refusal, WriteVerb, async_trait, attr};
use dynamorph_testing::Engine;

use super::hooks::{Leaf, leaf};
use super::support::{get_raw, s, table, watched};

/// Changes items: typed, or by attribute.
struct Changing {
    is_typed: bool,
}

#[async_trait]
impl Hooks for Changing {
    async fn before_write(&self, write: &mut ItemWrite<'_>) -> Result<(), Refusal> {
        let id = write.request_id().to_owned();
        if let Some(leaf) = write.item_mut::<Leaf>().filter(|_| self.is_typed) {
            leaf.written_by = Some(id);
            leaf.author = "zoe".into();
        } else if !self.is_typed && write.verb() != WriteVerb::Delete {
            write.set("written_by", "first")?;
            write.set("written_by", id)?;
            write.set("unknown", [1, 2])?;
        }
        Ok(())
    }
}

async fn changing(is_typed: bool) -> (Engine, Dynamo, Dynamo) {
    let (engine, db) = table::<Leaf>().await;
    let builder = Dynamo::builder(db.client().clone()).table_prefix(engine.table_prefix());
    let changing = builder.hooks(Changing { is_typed }).build().with_request_id("r7");
    (engine, db, changing)
}

#[tokio::test]
async fn a_hook_changes_the_item_before_its_keys_are_made() {
    let (_engine, plain, db) = changing(true).await;
    let created = leaf(1).create().send(&db).await.unwrap();
    assert_eq!((created.author.as_str(), created.written_by.as_deref()), ("zoe", Some("r7")));
    assert_eq!(Leaf::by_author("zoe").one(&plain).await.unwrap(), created);
    let upserted = Leaf { version: 1, ..leaf(2) }.upsert().send(&db).await.unwrap();
    assert_eq!(Leaf::by_author("zoe").all(&plain).await.unwrap(), [created, upserted]);
    // A write that fails gives the changed item back, not yet stamped.
    let error = leaf(1).create().send(&db).await.unwrap_err();
    let input = error.into_input::<Leaf>().unwrap();
    assert_eq!((input.author.as_str(), input.version, input.changed), ("zoe", 0, 0));
}

#[tokio::test]
async fn a_hook_stores_an_attribute_on_every_path() {
    let (_engine, plain, db) = changing(false).await;
    let by = |leaf: &Leaf| leaf.written_by.clone();
    let item = leaf(1).create().send(&db).await.unwrap();
    assert_eq!(by(&item).as_deref(), Some("r7"), "the item comes back as it is stored");
    let item = item.save().send(&db).await.unwrap().replace().send(&db).await.unwrap();
    assert_eq!((by(&item).as_deref(), item.version), (Some("r7"), 3));
    let upserted = leaf(2).upsert().send(&db).await.unwrap();
    assert_eq!(by(&upserted).as_deref(), Some("r7"));
    leaf(3).create().send(&plain).await.unwrap();
    // In place of what the caller does to it.
    let update = Leaf::update(("b", 3)).set(Leaf::WRITTEN_BY, "mallory").returning_new();
    assert_eq!(by(&update.send(&db).await.unwrap()).as_deref(), Some("r7"));
    let made = Leaf::update(("b", 4)).set(Leaf::AUTHOR, "bob").set(Leaf::TEXT, "t").upsert();
    made.send(&db).await.unwrap();
    assert_eq!(
        Leaf::query("b").filter(attr("written_by").eq("r7")).count(&plain).await.unwrap(),
        4
    );
    for number in 1..=4 {
        let key = [("pk", s("BOOK#b")), ("sk", s(&format!("PAGE#{number:020}")))];
        let raw = get_raw::<Leaf, 2>(&plain, key).await.unwrap();
        assert_eq!(raw["unknown"].as_l().map(Vec::len), Ok(2), "{number}");
        assert_eq!(raw["gsi1sk"], s(&format!("{number:020}")), "{number}");
    }
    // A failed write gives the item back as it was handed over.
    let error = leaf(1).create().send(&db).await.unwrap_err();
    assert_eq!(error.into_input::<Leaf>().unwrap(), leaf(1));
    Leaf::delete(("b", 4)).send(&db).await.unwrap();
}

/// Sets one attribute to a value.
struct Setting(&'static str, serde_json::Value);

#[async_trait]
impl Hooks for Setting {
    async fn before_write(&self, write: &mut ItemWrite<'_>) -> Result<(), Refusal> {
        write.set(self.0, &self.1)
    }
}

#[tokio::test]
async fn a_hook_cannot_store_what_the_mapper_makes_or_what_does_not_read() {
    let (engine, _) = table::<Leaf>().await;
    let (seen, requests) = watched(&engine);
    let with = |attribute, value: serde_json::Value| {
        let builder = Dynamo::builder(seen.client().clone()).table_prefix(engine.table_prefix());
        builder.hooks(Setting(attribute, value)).build()
    };
    // Keys, the discriminator, what keys are made of, version and times.
    for attribute in
        ["pk", "sk", "type", "gsi1pk", "gsi1sk", "book", "number", "author", "version", "changed"]
    {
        let db = with(attribute, "x".into());
        for error in [
            leaf(1).create().send(&db).await.unwrap_err(),
            leaf(1).upsert().send(&db).await.unwrap_err(),
            Leaf::update(("b", 1)).set(Leaf::TEXT, "t").send(&db).await.unwrap_err(),
        ] {
            let source = std::error::Error::source(&error).map(ToString::to_string);
            assert!(error.is_refused() && source.unwrap().contains(attribute), "{attribute}");
        }
    }
    let error = Leaf::delete(("b", 1)).send(&with("text", "x".into())).await.unwrap_err();
    assert!(error.is_refused(), "a delete stores nothing");
    // The stored item would not read.
    let error = leaf(1).create().send(&with("text", 7.into())).await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error}");
    assert_eq!(error.into_input::<Leaf>().unwrap(), leaf(1));
    let large = "x".repeat(410_000);
    let error = leaf(1).create().send(&with("unknown", large.into())).await.unwrap_err();
    assert!(matches!(error, Error::Encode { .. }), "{error}");
    requests.assert_none("hooks");
}

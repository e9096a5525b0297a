//! The registry that is listed at run time: what `register!` reads, in boxes.

use dynamorph::prelude::*;
use dynamorph::{
    AnyEntity, Cursor, CursorError, Dynamo, Error, InvalidRequest, RawItem, Registry, Rest, Unknown,
};
use dynamorph_testing::Engine;
use serde::{Deserialize, Serialize};

use super::clocks::{NOW, table_at};
use super::support::{Attributes, attributes, n, put_raw, s, told, watched};

#[derive(Table)]
#[table(name = "den", partition_key = "pk", sort_key = "sk", discriminator = "type", ttl = "ends")]
#[table(index(name = "by-name", partition_key = "name"))]
#[table(index(name = "thin", partition_key = "name", projection = "KEYS_ONLY"))]
pub(super) struct DenTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = DenTable, entity = "CAGE", alias = "BOX", pk = "CAGE#{cage}", sk = "CAGE")]
pub(super) struct Cage {
    cage: u8,
    size: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = DenTable, entity = "LION", pk = "CAGE#{cage}", sk = "LION#{name}")]
#[dynamo(index("by-name", query = "by_name", partition_key = name))]
#[dynamo(index("thin", query = "by_name_thin", partition_key = name))]
pub(super) struct Lion {
    cage: u8,
    name: String,
    size: u32,
    #[dynamo(ttl)]
    ends: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = DenTable, entity = "BIRD", pk = "CAGE#{cage}", sk = "BIRD#{name}")]
#[dynamo(index("by-name", query = "by_name", partition_key = name))]
pub(super) struct Bird {
    cage: u8,
    pub(super) name: String,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Keeping in DenTable { Cage, Lion, Bird, _ => keep }
}
dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Skipping in DenTable { Cage, Lion, Bird, _ => skip }
}

/// Every entity, with a policy for others.
fn registry(unknown: Unknown) -> Registry<DenTable> {
    Registry::builder()
        .with::<Cage>()
        .with::<Lion>()
        .with::<Bird>()
        .unknown(unknown)
        .build()
        .unwrap()
}

type Boxed = Box<dyn AnyEntity>;

fn names(found: &[Boxed]) -> Vec<&str> {
    found.iter().map(|entity| entity.entity()).collect()
}

/// A boxed entity as the enum has it.
fn as_enum(entity: Boxed) -> Keeping {
    let entity = match entity.downcast::<Lion>() {
        Ok(lion) => return (*lion).into(),
        Err(other) => other,
    };
    let entity = match entity.downcast::<Bird>() {
        Ok(bird) => return (*bird).into(),
        Err(other) => other,
    };
    match entity.downcast::<Cage>() {
        Ok(cage) => (*cage).into(),
        Err(other) => Keeping::Unknown(*other.downcast::<RawItem>().unwrap()),
    }
}

fn lion(name: &str, size: u32) -> Lion {
    Lion { cage: 1, name: name.into(), size, ends: None }
}

fn unicorn() -> Attributes {
    attributes([
        ("pk", s("CAGE#00000000000000000001")),
        ("sk", s("UNICORN#x")),
        ("type", s("UNICORN")),
        ("name", s("leo")),
        ("size", n("7")),
    ])
}

pub(super) async fn den() -> (Engine, Dynamo) {
    let (engine, db, _) = table_at::<Keeping>().await;
    let mut cage = Cage { cage: 1, size: 9 }.to_raw_item().unwrap().into_inner();
    cage.insert("type".into(), s("BOX"));
    put_raw::<Keeping>(&db, cage).await;
    for (name, size) in [("ann", 1), ("leo", 2)] {
        lion(name, size).create().send(&db).await.unwrap();
    }
    Bird { cage: 1, name: "leo".into() }.create().send(&db).await.unwrap();
    Lion { cage: 2, ..lion("other", 3) }.create().send(&db).await.unwrap();
    let expired = Lion { ends: Some(NOW.into()), ..lion("zoe", 4) };
    put_raw::<Keeping>(&db, expired.to_raw_item().unwrap().into_inner()).await;
    put_raw::<Keeping>(&db, unicorn()).await;
    (engine, db)
}

#[tokio::test]
async fn a_partition_is_read_as_the_enum_reads_it() {
    let (_, db) = den().await;

    let found = registry(Unknown::Keep).query(Cage::partition(1)).all(&db).await.unwrap();

    assert_eq!(names(&found), ["BIRD", "CAGE", "LION", "LION", "UNICORN"]);
    assert_eq!(found[2].downcast_ref::<Lion>(), Some(&lion("ann", 1)));
    assert!(found[4].is::<RawItem>() && !found[4].is::<Lion>());
    let expected = Keeping::query(Cage::partition(1)).all(&db).await.unwrap();
    assert_eq!(found.into_iter().map(as_enum).collect::<Vec<_>>(), expected);

    let reads = |registry: Registry<DenTable>| {
        [
            registry.query(Cage::partition(1)).sort_begins_with("LION#"),
            registry.query(Cage::partition(1)).sort_gt("CAGE").sort_lt("LION#b").reverse(),
            registry.query(Cage::partition(1)).include_expired().limit(5),
            registry.query(Cage::partition(1)).consistent_read().page_size(1),
        ]
    };
    let expected = [
        vec!["LION", "LION"],
        vec!["LION"],
        vec!["BIRD", "CAGE", "LION", "LION", "LION"],
        vec!["BIRD", "CAGE", "LION", "LION", "UNICORN"],
    ];
    for (query, expected) in reads(registry(Unknown::Keep)).into_iter().zip(expected) {
        assert_eq!(names(&query.all(&db).await.unwrap()), expected);
    }
}

#[tokio::test]
async fn an_index_and_the_table_are_read_as_the_enum_reads_them() {
    let (_, db) = den().await;
    let registry = registry(Unknown::Keep);

    let found = registry.query(Lion::BY_NAME.partition("leo")).all(&db).await.unwrap();
    let mut found = names(&found);
    found.sort_unstable();
    assert_eq!(found, ["BIRD", "LION", "UNICORN"]);

    let found = registry.scan().all(&db).await.unwrap();
    let expected = Keeping::scan().all(&db).await.unwrap();
    assert_eq!(found.into_iter().map(as_enum).collect::<Vec<_>>(), expected);
    let found = registry.scan_index(Lion::BY_NAME).all(&db).await.unwrap();
    let expected = Lion::BY_NAME.scan().widen::<Keeping>().all(&db).await.unwrap();
    assert_eq!(found.into_iter().map(as_enum).collect::<Vec<_>>(), expected);

    let mut found = 0;
    for segment in registry.scan().segments(3) {
        found += segment.all(&db).await.unwrap().len();
    }
    assert_eq!(found, 6);
    let refused = registry.query(Lion::BY_NAME_THIN.partition("leo")).all(&db).await;
    assert!(matches!(refused, Err(Error::InvalidRequest(_, InvalidRequest::PartialIndex("thin")))));
    assert_eq!(registry.query(Lion::BY_NAME_THIN.partition("leo")).count(&db).await.unwrap(), 3);
}

#[tokio::test]
async fn what_becomes_of_others_is_the_policy() {
    let (_, db) = den().await;
    let query = |unknown| registry(unknown).query(Cage::partition(1));

    let page = query(Unknown::Skip).page(&db).await.unwrap();
    let expected = Skipping::query(Cage::partition(1)).page(&db).await.unwrap();
    assert_eq!(names(&page.items), ["BIRD", "CAGE", "LION", "LION"]);
    assert_eq!((page.skipped, page.scanned), (expected.skipped, expected.scanned));
    for unknown in [Unknown::Keep, Unknown::Skip] {
        let counted = query(unknown).count(&db).await.unwrap();
        let expected = query(unknown).all(&db).await.unwrap().len();
        assert_eq!(counted, u64::try_from(expected).unwrap(), "{unknown:?}");
    }

    match query(Unknown::Error).all(&db).await {
        Err(Error::UnexpectedEntity { registry: "Registry", found: Some(name) }) => {
            assert_eq!(name.as_str(), "UNICORN");
        }
        other => panic!("{other:?}"),
    }
    let known = query(Unknown::Error).sort_lt("UNICORN").all(&db).await.unwrap();
    assert_eq!(known.len(), 4, "where none is met, none is an error");
    let nameless = attributes([("pk", s("CAGE#00000000000000000009")), ("sk", s("x"))]);
    put_raw::<Keeping>(&db, nameless).await;
    let found = registry(Unknown::Keep).query(Cage::partition(9)).all(&db).await.unwrap();
    assert_eq!(names(&found), [""]);
}

#[tokio::test]
async fn a_key_is_read_as_whichever_entity_is_there() {
    let (engine, db) = den().await;
    let all = registry(Unknown::Keep);

    let found = all.get::<Lion>((1, "leo")).one(&db).await.unwrap();
    assert_eq!(found.downcast_ref(), Some(&lion("leo", 2)));
    assert!(all.get::<Lion>((1, "nobody")).send(&db).await.unwrap().is_none());
    let missing = all.get::<Lion>((1, "nobody")).one(&db).await;
    assert!(missing.is_err_and(|error| error.is_not_found()));
    assert!(all.get::<Lion>((1, "zoe")).send(&db).await.unwrap().is_none(), "it has expired");
    let late = all.get::<Lion>((1, "zoe")).include_expired().consistent_read().one(&db).await;
    assert_eq!(late.unwrap().entity(), "LION");
    assert_eq!(all.get::<Cage>(1).one(&db).await.unwrap().entity(), "CAGE", "stored as `BOX`");

    let lions = |unknown| Registry::<DenTable>::builder().with::<Lion>().unknown(unknown).build();
    let bird = lions(Unknown::Keep).unwrap().get::<Bird>((1, "leo")).one(&db).await.unwrap();
    assert_eq!((bird.entity(), bird.is::<RawItem>()), ("BIRD", true));
    let skipped = lions(Unknown::Skip).unwrap().get::<Bird>((1, "leo")).send(&db).await.unwrap();
    assert!(skipped.is_none());
    let refused = lions(Unknown::Error).unwrap().get::<Bird>((1, "leo")).send(&db).await;
    assert!(matches!(refused, Err(Error::UnexpectedEntity { .. })));

    let (watching, requests) = watched(&engine);
    let refused = all.get::<Lion>((1, "")).send(&watching).await;
    assert!(matches!(refused, Err(Error::Key { .. })));
    requests.assert_none("no key");
}

#[tokio::test]
async fn a_filter_is_about_one_entity_or_about_all() {
    let (engine, db) = den().await;
    let query = || registry(Unknown::Keep).query(Cage::partition(1));

    let found = query().filter(Lion::SIZE.ge(2)).all(&db).await.unwrap();
    assert_eq!(names(&found), ["LION"], "a unicorn has a size too");
    let found = query().filter(attr("size").ge(2)).all(&db).await.unwrap();
    assert_eq!(names(&found), ["CAGE", "LION", "UNICORN"]);
    let found = query().filter(Cage::SIZE.eq(9)).filter(attr("size").exists()).all(&db).await;
    assert_eq!(names(&found.unwrap()), ["CAGE"]);
    let none = None::<dynamorph::Condition<Lion>>;
    assert_eq!(query().filter(none).count(&db).await.unwrap(), 5);
    let found = registry(Unknown::Skip).scan().filter(Lion::SIZE.gt(0)).all(&db).await.unwrap();
    assert_eq!(found.len(), 3);

    let (watching, requests) = watched(&engine);
    let birds = Registry::<DenTable>::builder().with::<Bird>().build().unwrap();
    for refused in [
        birds.query(Cage::partition(1)).filter(Lion::SIZE.ge(2)).all(&watching).await,
        birds.scan().filter(Lion::SIZE.ge(2)).all(&watching).await,
    ] {
        assert!(matches!(
            refused,
            Err(Error::InvalidRequest(_, InvalidRequest::NotRegistered("LION")))
        ));
    }
    requests.assert_none("a filter of an entity that is not registered");
}

#[tokio::test]
async fn pages_have_cursors_and_so_have_items() {
    let (engine, db) = den().await;
    let query = || registry(Unknown::Skip).query(Cage::partition(1)).cursor_context("ann");

    let mut from: Option<Cursor> = None;
    let mut found = Vec::new();
    loop {
        let page = query().limit(1).cursor(from).page(&db).await.unwrap();
        found.extend(page.items);
        from = page.cursor.map(|cursor| cursor.to_string().parse().unwrap());
        if from.is_none() {
            break;
        }
    }
    assert_eq!(names(&found), ["BIRD", "CAGE", "LION", "LION"]);

    for (at, entity) in found.iter().enumerate() {
        let cursor = query().cursor_of(&db, entity).unwrap();
        let rest = query().cursor(cursor).all(&db).await.unwrap();
        assert_eq!(names(&rest), names(&found)[at + 1..], "after {at}");
    }
    let all = || registry(Unknown::Keep).query(Cage::partition(1));
    let unknown = all().reverse().first(&db).await.unwrap().unwrap();
    let cursor = all().reverse().cursor_of(&db, &unknown).unwrap();
    assert_eq!(all().reverse().cursor(cursor).count(&db).await.unwrap(), 4);

    let (watching, requests) = watched(&engine);
    let elsewhere: Boxed = Box::new(Cage { cage: 2, size: 1 });
    let outside = CursorError::ItemOutside { attribute: "pk" };
    let refused = query().cursor_of(&watching, &elsewhere);
    assert!(matches!(refused, Err(Error::Cursor(error)) if error == outside));
    let page = all().limit(1).page(&db).await.unwrap();
    let refused = query().cursor(page.cursor).page(&watching).await;
    assert!(matches!(refused, Err(Error::Cursor(CursorError::Invalid))), "another context");
    requests.assert_none("a cursor of another query");
}

#[tokio::test]
async fn a_collection_is_grouped_by_type() {
    let (_, db) = den().await;
    let query = || registry(Unknown::Keep).query(Cage::partition(1));

    let (cage, lions, rest): (Option<Cage>, Vec<Lion>, Rest<Boxed>) =
        query().group(&db).await.unwrap();
    assert_eq!((cage.map(|cage| cage.size), lions.len()), (Some(9), 2));
    assert_eq!(names(&rest.0), ["BIRD", "UNICORN"]);

    let refused: dynamorph::Result<(Vec<Lion>,)> = query().group(&db).await;
    assert!(matches!(refused, Err(Error::UnexpectedEntity { registry: "Registry", .. })));
    let refused: dynamorph::Result<(Option<Lion>,)> =
        query().sort_begins_with("LION#").group(&db).await;
    assert!(matches!(refused, Err(Error::UnexpectedEntity { .. })), "a second lion has no place");
}

#[test]
fn items_of_elsewhere_are_decoded() {
    let all = registry(Unknown::Keep);
    let leo = all.decode(lion("leo", 2).to_raw_item().unwrap()).unwrap().unwrap();
    assert_eq!(leo.downcast_ref(), Some(&lion("leo", 2)));
    assert_eq!(leo.raw_item().unwrap(), lion("leo", 2).to_raw_item().unwrap());
    let unknown = all.decode(unicorn()).unwrap().unwrap();
    assert_eq!(unknown.downcast_ref::<RawItem>(), Some(&unicorn().into()));
    assert_eq!(unknown.raw_item().unwrap(), unicorn().into());
    assert!(registry(Unknown::Skip).decode(unicorn()).unwrap().is_none());
    assert!(registry(Unknown::Error).decode(unicorn()).is_err());
    assert!(all.decode(Attributes::new()).unwrap().unwrap().is::<RawItem>());

    let mut broken = lion("CANARY", 2).to_raw_item().unwrap().into_inner();
    broken.insert("size".into(), s("CANARY"));
    let error = all.decode(broken).unwrap_err();
    assert!(matches!(&error, Error::Decode { context, .. } if context.entity() == "LION"));
    assert!(!told(&error).contains("CANARY"));
}

#[test]
fn nothing_of_an_item_is_shown() {
    let all = registry(Unknown::Keep);
    let mut secret = unicorn();
    secret.insert("type".into(), s("CANARY"));
    let unknown = all.decode(secret).unwrap().unwrap();
    let known: Boxed = Box::new(lion("CANARY", 2));
    let shown = format!("{unknown:?} {known:?} {all:?} {:?}", all.query(Lion::partition(1)));
    assert!(!shown.contains("CANARY"), "{shown}");
    assert!(shown.contains("AnyEntity(LION)"), "{shown}");
}

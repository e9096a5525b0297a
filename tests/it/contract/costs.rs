//! What calls cost, and how big items are.

use dynamorph::prelude::*;
use dynamorph::{Cost, EncodeErrorKind, Error, Lint};
use serde::{Deserialize, Serialize};

use super::support::{put_raw, table, watched};

#[derive(Table)]
#[table(name = "costs", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
struct CostsTable;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = CostsTable, entity = "FILE", pk = "FOLDER#{folder}", sk = "FILE#{name}")]
#[dynamo(index(gsi1, query = "by_owner", pk = "OWNER#{owner}", sk = "{name}"))]
struct File {
    folder: String,
    name: String,
    owner: Option<String>,
    content: String,
    #[serde(flatten)]
    rest: std::collections::BTreeMap<String, String>,
}

fn file(name: &str) -> File {
    let owner = Some("ann".to_owned());
    File { folder: "f".into(), name: name.into(), owner, ..File::default() }
}

/// The indexes that were charged, and whether for reads or writes.
fn charged(cost: &Cost) -> Vec<(Option<&str>, &str)> {
    cost.consumed()
        .filter(|consumed| consumed.read_units + consumed.write_units > 0.0)
        .map(|consumed| (consumed.index, if consumed.read_units > 0.0 { "read" } else { "write" }))
        .collect()
}

#[tokio::test]
async fn a_metered_handle_adds_up_what_is_sent_through_it() {
    let (_engine, db) = table::<File>().await;
    for name in ["a", "b", "c"] {
        file(name).create().send(&db).await.unwrap();
    }
    assert_eq!(db.cost(), Cost::default(), "it is not metered");

    let reads = db.metered();
    File::query("f").page_size(1).limit(3).all(&reads).await.unwrap();
    let cost = reads.cost();
    assert_eq!((cost.requests(), cost.scanned(), cost.returned(), cost.retries()), (3, 3, 3, 0));
    assert!(cost.read_units() >= 1.5 && cost.write_units() == 0.0, "{cost}");
    assert_eq!(charged(&cost), [(None, "read")]);

    File::query("f").filter(File::CONTENT.eq("none")).all(&reads).await.unwrap();
    let more = reads.cost();
    assert_eq!((more.scanned() - cost.scanned(), more.returned() - cost.returned()), (3, 0));
    assert!(more.read_units() > cost.read_units());

    let index = db.metered();
    File::by_owner("ann").count(&index).await.unwrap();
    let cost = index.cost();
    assert_eq!((cost.scanned(), cost.returned()), (3, 3));
    assert_eq!(charged(&cost), [(Some("gsi1"), "read")]);
    let consumed = cost.consumed().find(|consumed| consumed.index.is_some()).unwrap();
    assert_eq!(consumed.table, db.table_name::<File>());

    let gets = db.metered();
    File::get(("f", "a")).send(&gets).await.unwrap();
    File::get(("f", "none")).send(&gets).await.unwrap();
    let eventual = gets.cost();
    assert_eq!((eventual.requests(), eventual.scanned(), eventual.returned()), (2, 1, 1));
    File::get(("f", "a")).consistent_read().send(&gets).await.unwrap();
    assert!(gets.cost().read_units() - eventual.read_units() >= 1.0);
}

#[tokio::test]
async fn writes_are_charged_by_table_and_index() {
    let (_engine, db) = table::<File>().await;
    let create = db.metered();
    file("a").create().send(&create).await.unwrap();
    assert_eq!(charged(&create.cost()), [(None, "write"), (Some("gsi1"), "write")]);
    let sparse = db.metered();
    File { owner: None, ..file("b") }.create().send(&sparse).await.unwrap();
    assert_eq!(charged(&sparse.cost()), [(None, "write")]);

    let others = db.metered();
    File::update(("f", "b")).set(File::CONTENT, "new").send(&others).await.unwrap();
    file("c").upsert().send(&others).await.unwrap();
    File::delete(("f", "c")).send(&others).await.unwrap();
    let cost = others.cost();
    assert_eq!((cost.requests(), cost.scanned()), (3, 0));
    assert!(cost.write_units() >= 3.0 && cost.read_units() == 0.0, "{cost}");

    let refused = db.metered();
    file("a").create().send(&refused).await.unwrap_err();
    assert_eq!(refused.cost().requests(), 1);
}

#[tokio::test]
async fn a_meter_counts_for_the_handle_that_it_was_made_of() {
    let (_engine, db) = table::<File>().await;
    let request = db.metered();
    let (one, other) = (request.metered(), request.clone());
    file("a").create().send(&one).await.unwrap();
    file("b").create().send(&other).await.unwrap();
    file("c").create().send(&one.with_request_id("r")).await.unwrap();
    assert_eq!((one.cost().requests(), request.cost().requests()), (2, 3));
    assert_eq!(other.cost(), request.cost(), "a clone has the same meter");
    assert_eq!(db.metered().cost().requests(), 0);
}

#[tokio::test]
async fn a_page_has_the_cost_of_its_requests() {
    let (engine, db) = table::<File>().await;
    for name in ["a", "b", "c"] {
        file(name).create().send(&db).await.unwrap();
    }
    let page = || File::query("f").filter(File::NAME.ne("b")).page_size(1).limit(2);
    // `name` is no key attribute: the template's attribute is.
    let page_of = page().page(&db.metered()).await.unwrap();
    assert_eq!((page_of.cost.requests(), page_of.cost.scanned(), page_of.scanned), (3, 3, 3));
    assert!(page_of.cost.read_units() >= 1.5);
    // Capacity is asked for only where somebody wants to know it.
    let (seen, requests) = watched(&engine);
    let page_of = page().page(&seen).await.unwrap();
    assert_eq!((page_of.cost.requests(), page_of.cost.returned()), (3, 2));
    assert!(requests.take().iter().all(|request| request.get("ReturnConsumedCapacity").is_none()));
    page().page(&seen.metered()).await.unwrap();
    assert!(requests.take().iter().all(|request| request["ReturnConsumedCapacity"] == "INDEXES"));
}

/// A file whose item has this many bytes.
fn sized(bytes: usize) -> File {
    let empty = file("a").save().item_size().unwrap().bytes();
    File { content: "x".repeat(bytes - empty), ..file("a") }
}

#[tokio::test]
async fn an_item_is_refused_above_400_kb_and_not_below() {
    let (engine, db) = table::<File>().await;
    let limit = dynamorph::limits::ITEM_BYTES;
    let largest = sized(limit);
    assert_eq!(largest.clone().save().item_size().unwrap().bytes(), limit);
    let size = largest.clone().save().item_size().unwrap();
    assert!((399.9..400.1).contains(&size.write_units()), "{}", size.write_units());
    let stored = largest.create().send(&db).await.unwrap();
    assert_eq!(File::get(("f", "a")).one(&db).await.unwrap(), stored);

    let (seen, requests) = watched(&engine);
    for put in [sized(limit + 1).save(), sized(limit + 1).save().condition(File::NAME.eq("a"))] {
        let error = put.send(&seen).await.unwrap_err();
        let Error::Encode { source, .. } = &error else { panic!("{error}") };
        let kind = EncodeErrorKind::ItemSize { item: limit + 1, attribute: source_size(limit + 1) };
        assert_eq!((source.path().to_string().as_str(), source.kind()), ("content", &kind));
        assert_eq!(error.into_input::<File>().unwrap(), sized(limit + 1));
    }
    requests.assert_none("an item too large");
}

/// The size of `content` in a file of this size.
fn source_size(bytes: usize) -> usize {
    "content".len() + sized(bytes).content.len()
}

#[tokio::test]
async fn escapes_and_base64_do_not_make_an_item_larger() {
    let (_engine, db) = table::<File>().await;
    // In JSON each quote has two bytes, so the body is longer than the limit.
    let quotes = File { content: "\"".repeat(300_000), ..file("a") };
    assert!(quotes.clone().save().item_size().unwrap().bytes() < 301_000);
    let stored = quotes.create().send(&db).await.unwrap();
    assert_eq!(File::get(("f", "a")).one(&db).await.unwrap(), stored);
}

#[tokio::test]
async fn the_biggest_attribute_of_a_flattened_map_is_not_named() {
    let (engine, _) = table::<File>().await;
    let (seen, requests) = watched(&engine);
    let rest = [("secret".to_owned(), "x".repeat(410_000))].into();
    let error = File { rest, ..file("a") }.create().send(&seen).await.unwrap_err();
    let shown = super::support::told(&error);
    assert!(shown.contains("`*`") && !shown.contains("secret"), "{shown}");
    requests.assert_none("an item too large");
}

#[tokio::test]
async fn the_size_is_that_of_the_item_as_it_is_stored() {
    let (_engine, db) = table::<File>().await;
    let (put, size) = (file("a").save(), file("a").save().item_size().unwrap());
    assert_eq!(put.item().to_raw_item().unwrap().size(), size);
    assert!(put.explain().to_string().contains(&format!("Item size: {size}, write units: 1\n")));
    put.send(&db).await.unwrap();
    put_raw::<File>(&db, file("b").to_raw_item().unwrap().into_inner()).await;
    assert_eq!(File::get(("f", "b")).one(&db).await.unwrap(), file("b"));
}

#[test]
fn a_scan_says_that_it_reads_everything() {
    assert_eq!(File::scan().limit(1).explain().lints(), [Lint::ReadsWholeTable]);
    assert_eq!(File::BY_OWNER.scan().explain().lints(), [Lint::ReadsWholeIndex]);
    assert!(File::scan().explain().to_string().contains("this reads the whole table"));
    assert!(File::query("f").explain().lints().is_empty());
    let never = File::scan().filter(File::NAME.is_in(Vec::<String>::new()));
    assert!(never.explain().lints().is_empty(), "nothing is sent");
}

//! The registry: items of a partition by their entity, and what becomes of items of none.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamorph::prelude::*;
use dynamorph::{Dynamo, EntityOps, Error, Rest};
use serde::{Deserialize, Serialize};

use super::support::{Attributes, attributes, get_raw, n, put_raw, s, table};

#[derive(Table)]
#[table(name = "zoo", partition_key = "pk", sort_key = "sk", discriminator = "type")]
struct ZooTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ZooTable, entity = "CAGE", pk = "CAGE#{cage}", sk = "CAGE")]
struct Cage {
    cage: u8,
    size: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ZooTable, entity = "LION", pk = "CAGE#{cage}", sk = "LION#{name}")]
struct Lion {
    cage: u8,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ZooTable, entity = "BIRD", pk = "CAGE#{cage}", sk = "BIRD#{name}")]
struct Bird {
    cage: u8,
    name: String,
}

dynamorph::register! {
    /// Unknown items are kept, which is the default.
    #[derive(Debug, Clone, PartialEq)]
    enum Zoo in ZooTable { Cage, Big(Lion), Bird }
}
dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Keeping in ZooTable { Cage, Lion, Bird, _ => keep }
}
dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Skipping in ZooTable { Cage, Lion, Bird, _ => skip }
}
dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Strict in ZooTable { Cage, Lion, Bird, _ => error }
}

fn lion(name: &str) -> Lion {
    Lion { cage: 1, name: name.into() }
}

/// An item that no registry knows, with every type of attribute.
fn unicorn() -> Attributes {
    attributes([
        ("pk", s("CAGE#00000000000000000001")),
        ("sk", s("UNICORN#x")),
        ("type", s("UNICORN")),
        ("number", n("12345678901234567890123456789012345678")),
        ("binary", AttributeValue::B(vec![0, 255].into())),
        ("flag", AttributeValue::Bool(false)),
        ("nothing", AttributeValue::Null(true)),
        (
            "list",
            AttributeValue::L(vec![
                s(""),
                AttributeValue::M(attributes([("deep", n("-1"))])),
                AttributeValue::L(vec![]),
            ]),
        ),
        ("texts", AttributeValue::Ss(vec!["a".into()])),
        ("numbers", AttributeValue::Ns(vec!["1".into()])),
        ("binaries", AttributeValue::Bs(vec![vec![1].into()])),
        ("pk2 é 😀", s("\u{10ffff}")),
    ])
}

async fn zoo() -> Dynamo {
    let (_, db) = table::<Zoo>().await;
    Cage { cage: 1, size: 9 }.create().send(&db).await.unwrap();
    for name in ["ann", "leo"] {
        lion(name).create().send(&db).await.unwrap();
    }
    Bird { cage: 1, name: "tweety".into() }.create().send(&db).await.unwrap();
    Lion { cage: 2, name: "other".into() }.create().send(&db).await.unwrap();
    db
}

#[tokio::test]
async fn a_mixed_query_decodes_each_item_to_its_entity() {
    let db = zoo().await;

    let all = Zoo::query(Cage::partition(1)).all(&db).await.unwrap();

    let cage = Cage { cage: 1, size: 9 };
    let bird = Bird { cage: 1, name: "tweety".into() };
    assert_eq!(
        all,
        [Zoo::Bird(bird), Zoo::Cage(cage), Zoo::Big(lion("ann")), Zoo::Big(lion("leo"))],
        "in key order"
    );
    assert_eq!(
        all.iter().map(EntityOps::entity).collect::<Vec<_>>(),
        ["BIRD", "CAGE", "LION", "LION"]
    );
}

#[tokio::test]
async fn a_mixed_query_compares_the_whole_sort_key() {
    let db = zoo().await;
    let query = || Zoo::query(Lion::partition(1));

    let counts = [
        ("begins_with", query().sort_begins_with("LION#"), 2),
        ("begins_with of a name", query().sort_begins_with("LION#l"), 1),
        ("eq", query().sort_eq("CAGE"), 1),
        ("gt", query().sort_gt("CAGE"), 2),
        ("ge", query().sort_ge("CAGE"), 3),
        ("lt", query().sort_lt("LION#leo"), 3),
        ("le", query().sort_le("LION#leo"), 4),
        ("between", query().sort_between("BIRD#", "CAGE"), 2),
        ("two bounds", query().sort_gt("BIRD#tweety").sort_lt("LION#leo"), 2),
        ("nothing between", query().sort_gt("LION#ann").sort_lt("LION#leo"), 0),
    ];
    for (case, query, expected) in counts {
        assert_eq!(query.count(&db).await.unwrap(), expected, "{case}");
    }
    assert_eq!(
        query().sort_begins_with("LION#").reverse().first(&db).await.unwrap(),
        Some(Zoo::Big(lion("leo")))
    );
    assert_eq!(query().limit(3).all(&db).await.unwrap().len(), 3);
}

#[tokio::test]
async fn models_become_entities_and_back() {
    let leo: Zoo = lion("leo").into();
    assert_eq!(leo, Zoo::Big(lion("leo")));

    assert_eq!(Lion::try_from(leo.clone()).unwrap(), lion("leo"));
    let still: Zoo = Bird::try_from(leo.clone()).unwrap_err();
    assert_eq!(still, leo, "an entity of another type comes back whole");
}

#[tokio::test]
async fn unknown_type_keep() {
    let db = zoo().await;
    put_raw::<Zoo>(&db, unicorn()).await;

    let found = Zoo::query(Cage::partition(1)).sort_begins_with("UNICORN").one(&db).await.unwrap();
    let Zoo::Unknown(raw) = &found else { panic!("{found:?}") };
    assert_eq!(raw.attributes(), &unicorn());
    assert_eq!(found.entity(), "UNICORN");
    assert!(!format!("{found:?}").contains("1234567"), "`Debug` shows no value");
    let page = Keeping::query(Cage::partition(1)).page(&db).await.unwrap();
    assert_eq!((page.items.len(), page.scanned, page.skipped), (5, 5, 0));
}

#[tokio::test]
async fn a_kept_item_can_be_put_back_as_it_was() {
    let db = zoo().await;
    put_raw::<Zoo>(&db, unicorn()).await;
    let Zoo::Unknown(raw) =
        Zoo::query(Cage::partition(1)).sort_begins_with("UNICORN").one(&db).await.unwrap()
    else {
        panic!("the unicorn is known")
    };

    put_raw::<Zoo>(&db, raw.into_inner()).await;

    let key = [("pk", s("CAGE#00000000000000000001")), ("sk", s("UNICORN#x"))];
    assert_eq!(get_raw::<Zoo, 2>(&db, key).await, Some(unicorn()));
}

#[tokio::test]
async fn unknown_type_skip() {
    let db = zoo().await;
    put_raw::<Zoo>(&db, unicorn()).await;
    let query = || Skipping::query(Cage::partition(1));

    let page = query().page(&db).await.unwrap();
    assert_eq!((page.items.len(), page.scanned, page.skipped), (4, 5, 1), "skipped, and counted");
    assert_eq!(query().all(&db).await.unwrap().len(), 4);
    assert_eq!(query().sort_begins_with("UNICORN").first(&db).await.unwrap(), None);
    let pages = super::pages::paged(&db, || query().limit(2).reverse()).await;
    assert_eq!(
        pages.iter().map(|page| page.items.len()).sum::<usize>(),
        4,
        "a skipped item moves the cursor"
    );
    assert_eq!(pages.iter().map(|page| page.skipped).sum::<usize>(), 1);
}

#[tokio::test]
async fn a_count_has_the_items_that_reading_has() {
    let db = zoo().await;
    put_raw::<Zoo>(&db, unicorn()).await;

    assert_eq!(Keeping::query(Cage::partition(1)).count(&db).await.unwrap(), 5);
    assert_eq!(Skipping::query(Cage::partition(1)).count(&db).await.unwrap(), 4);
}

#[tokio::test]
async fn unknown_type_error() {
    let db = zoo().await;
    assert_eq!(Strict::query(Cage::partition(1)).all(&db).await.unwrap().len(), 4);
    put_raw::<Zoo>(&db, unicorn()).await;

    let error = Strict::query(Cage::partition(1)).all(&db).await.unwrap_err();

    let Error::UnexpectedEntity { registry, found, .. } = &error else { panic!("{error}") };
    assert_eq!(*registry, "Strict");
    assert_eq!(found.as_ref().map(dynamorph::EntityName::as_str), Some("UNICORN"));
    assert!(!super::support::told(&error).contains("UNICORN"), "a name in a table is data");
}

#[tokio::test]
async fn an_item_without_a_discriminator_is_unknown() {
    let db = zoo().await;
    let bare = attributes([("pk", s("CAGE#00000000000000000001")), ("sk", s("A"))]);
    let other_type =
        attributes([("pk", s("CAGE#00000000000000000001")), ("sk", s("B")), ("type", n("7"))]);
    put_raw::<Zoo>(&db, bare.clone()).await;
    put_raw::<Zoo>(&db, other_type.clone()).await;

    let found = Zoo::query(Cage::partition(1)).sort_lt("BIRD").all(&db).await.unwrap();
    let raw: Vec<_> = found
        .iter()
        .map(
            |item| if let Zoo::Unknown(raw) = item { raw.attributes() } else { panic!("{item:?}") },
        )
        .collect();
    assert_eq!(raw, [&bare, &other_type]);
    assert_eq!(found[0].entity(), "");
    let error = Strict::query(Cage::partition(1)).all(&db).await.unwrap_err();
    assert!(matches!(error, Error::UnexpectedEntity { found: None, .. }), "{error:?}");
}

#[tokio::test]
async fn a_group_takes_each_item_into_its_slot() {
    let db = zoo().await;
    put_raw::<Zoo>(&db, unicorn()).await;
    let query = || Zoo::query(Cage::partition(1));

    let (cage, lions, birds, rest): (Option<Cage>, Vec<Lion>, Vec<Bird>, Rest<Zoo>) =
        query().group(&db).await.unwrap();
    assert_eq!(
        (cage.map(|cage| cage.size), lions.len(), birds.len(), rest.0.len()),
        (Some(9), 2, 1, 1)
    );

    let (lion, rest): (Option<Lion>, Rest<Zoo>) = query().group(&db).await.unwrap();
    assert_eq!(
        (lion, rest.0.len()),
        (Some(self::lion("ann")), 4),
        "a slot for one takes the first"
    );

    let all = query().all(&db).await.unwrap();
    let (first, others, _): (Option<Lion>, Vec<Lion>, Rest<Zoo>) = Zoo::group(all).unwrap();
    assert_eq!((first.unwrap().name, others.len()), ("ann".into(), 1));

    let (none, no_cage): (Vec<Lion>, Option<Cage>) =
        Zoo::query(Cage::partition(9)).group(&db).await.unwrap();
    assert_eq!((none, no_cage), (vec![], None));
}

#[tokio::test]
async fn a_group_drops_nothing() {
    let db = zoo().await;

    let error =
        Zoo::query(Cage::partition(1)).group::<(Option<Cage>, Vec<Lion>)>(&db).await.unwrap_err();
    assert!(
        matches!(&error, Error::UnexpectedEntity { registry: "Zoo", found: Some(name), .. } if name.as_str() == "BIRD"),
        "{error}"
    );
    let error = Zoo::query(Cage::partition(1))
        .group::<(Option<Cage>, Option<Lion>, Vec<Bird>)>(&db)
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::UnexpectedEntity { .. }),
        "a second item for a slot of one: {error}"
    );
}

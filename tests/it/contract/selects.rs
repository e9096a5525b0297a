//! Selections: some attributes of items.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamorph::prelude::*;
use dynamorph::{
    Cursor, DecodeErrorKind, Dynamo, Error, ExpressionError, InvalidRequest, PathError, attr,
};
use dynamorph_testing::Engine;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::support::{Requests, attributes, n, put_raw, s, table, watched};

#[derive(Table)]
#[table(name = "archive", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "titles", partition_key = "title", projection = include("type", "pages")))]
#[table(index(name = "keys", partition_key = "title", projection = "KEYS_ONLY"))]
#[table(index(name = "local", sort_key = "title", projection = "KEYS_ONLY"))]
struct ArchiveTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Place {
    hall: String,
    shelf: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ArchiveTable, entity = "FOLIO", pk = "YEAR#{year}", sk = "FOLIO#{number}")]
#[dynamo(index(titles, query = "by_title", partition_key = title))]
#[dynamo(index(keys, query = "by_title_keys", partition_key = title))]
#[dynamo(index(local, query = "by_year_and_title", sort_key = title))]
struct Folio {
    year: u32,
    number: u32,
    title: String,
    pages: u32,
    note: Option<String>,
    place: Place,
    lent: Option<Place>,
    marks: Vec<Place>,
    tags: BTreeSet<String>,
    #[serde(rename = "extra")]
    more: BTreeMap<String, u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ArchiveTable, entity = "MAP", pk = "YEAR#{year}", sk = "MAP#{number}")]
#[dynamo(index(titles, query = "by_title", partition_key = title))]
#[dynamo(index(keys, query = "by_title_keys", partition_key = title))]
#[dynamo(index(local, query = "by_year_and_title", sort_key = title))]
struct Sheet {
    year: u32,
    number: u32,
    title: String,
    pages: u32,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Archive in ArchiveTable { Folio, Sheet }
}

fn place(hall: &str) -> Place {
    Place { hall: hall.into(), shelf: None }
}

fn folio(number: u32) -> Folio {
    Folio {
        year: 1900,
        number,
        title: "t".into(),
        pages: number * 10,
        note: (number.is_multiple_of(2)).then(|| format!("n{number}")),
        place: Place { hall: "h".into(), shelf: Some(number) },
        lent: (number == 1).then(|| place("elsewhere")),
        marks: (0..number).map(|mark| place(&format!("m{mark}"))).collect(),
        tags: (0..number).map(|tag| format!("t{tag}")).collect(),
        more: BTreeMap::from([("a.b".into(), 1), ("c".into(), 2)]),
    }
}

/// Four folios and six maps of one year and one title.
async fn archive() -> (Engine, Dynamo, Requests) {
    let (engine, db) = table::<Archive>().await;
    for number in 0..4 {
        folio(number).create().send(&db).await.unwrap();
    }
    for number in 0..6 {
        let sheet = Sheet { year: 1900, number, title: "t".into(), pages: 1 };
        sheet.create().send(&db).await.unwrap();
    }
    let (db, requests) = watched(&engine);
    (engine, db, requests)
}

/// The names in the projection of a request, sorted.
fn projected(request: &Value) -> Vec<String> {
    let names = &request["ExpressionAttributeNames"];
    let path = |path: &str| {
        let steps = path.split('.').map(|step| names[step].as_str().unwrap().to_owned());
        steps.collect::<Vec<_>>().join(".")
    };
    let text = request["ProjectionExpression"].as_str().unwrap();
    assert!(!text.contains('['), "{text}");
    let mut paths: Vec<String> = text.split(", ").map(path).collect();
    paths.sort();
    paths
}

#[tokio::test]
async fn roles_say_what_is_answered() {
    let (_, db, _) = archive().await;
    let get = |number: u32| Folio::get((1900, number));

    let title: String = get(2).select(Folio::TITLE).one(&db).await.unwrap();
    assert_eq!(title, "t");
    let (pages, note): (u32, Option<String>) =
        get(2).select((Folio::PAGES, Folio::NOTE)).one(&db).await.unwrap();
    assert_eq!((pages, note.as_deref()), (20, Some("n2")));
    let (note, year): (Option<String>, u32) =
        get(1).select((Folio::NOTE, Folio::YEAR)).one(&db).await.unwrap();
    assert_eq!((note, year), (None, 1900), "a part of the primary key is always there");
    let (hall, shelf): (String, Option<u32>) = get(3)
        .select((Folio::PLACE.dot(Place::HALL), Folio::PLACE.dot(Place::SHELF)))
        .one(&db)
        .await
        .unwrap();
    assert_eq!((hall.as_str(), shelf), ("h", Some(3)));
    for (number, expected) in [(1, Some("elsewhere")), (2, None)] {
        let hall: Option<String> =
            get(number).select(Folio::LENT.dot(Place::HALL)).one(&db).await.unwrap();
        assert_eq!(hall.as_deref(), expected, "a member of what may be absent");
    }
    let place: (Place,) = get(0).select((Folio::PLACE,)).one(&db).await.unwrap();
    assert_eq!(place.0, folio(0).place);
    let value: Option<u32> = get(0).select(Folio::MORE.key("a.b")).one(&db).await.unwrap();
    assert_eq!(value, Some(1));
    assert_eq!(get(9).select(Folio::PAGES).send(&db).await.unwrap(), None);
    assert!(get(9).select(Folio::PAGES).one(&db).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn untyped_attributes_answer_attribute_values() {
    let (_, db, _) = archive().await;

    let (pages, hall, nothing): (
        Option<AttributeValue>,
        Option<AttributeValue>,
        Option<AttributeValue>,
    ) = Folio::get((1900, 3))
        .select((attr("pages"), attr("marks[1].hall"), attr("pages.nothing")))
        .one(&db)
        .await
        .unwrap();
    assert_eq!((pages, hall, nothing), (Some(n("30")), Some(s("m1")), None));
    let keys = Folio::query(1900).select((attr("sk"), attr("type"))).first(&db).await.unwrap();
    assert_eq!(keys, Some((Some(s("FOLIO#00000000000000000000")), Some(s("FOLIO")))));
}

#[tokio::test]
async fn an_element_of_a_list_is_the_one_at_its_index() {
    let (_, db, requests) = archive().await;

    let marks: Vec<(Option<String>, Option<Place>, u32)> = Folio::query(1900)
        .select((Folio::MARKS.at(2).dot(Place::HALL), Folio::MARKS.at(1), Folio::PAGES))
        .all(&db)
        .await
        .unwrap();
    let hall = |at: u32| format!("m{at}");
    let expected: Vec<_> = (0..4)
        .map(|number| {
            ((number > 2).then(|| hall(2)), (number > 1).then(|| place(&hall(1))), number * 10)
        })
        .collect();
    assert_eq!(marks, expected);
    assert_eq!(projected(&requests.take()[0]), ["marks", "pages", "pk", "sk", "type"]);
}

#[tokio::test]
async fn overlapping_paths_are_one() {
    let (_, db, requests) = archive().await;

    let found = Folio::get((1900, 3))
        .select((Folio::PLACE.dot(Place::HALL), Folio::PLACE, Folio::PLACE, attr("type")))
        .one(&db)
        .await
        .unwrap();
    assert_eq!((found.0.as_str(), &found.1, &found.2), ("h", &folio(3).place, &folio(3).place));
    assert_eq!(projected(&requests.take()[0]), ["place", "type"]);
}

#[tokio::test]
async fn twelve_attributes_may_be_selected() {
    let (_, db, _) = archive().await;
    let p = || Folio::PAGES;

    let found = Folio::get((1900, 1))
        .select((p(), p(), p(), p(), p(), p(), p(), p(), p(), p(), p(), Folio::TAGS))
        .one(&db)
        .await
        .unwrap();
    assert_eq!((found.0, found.10), (10, 10));
    assert_eq!(found.11, Some(BTreeSet::from(["t0".to_owned()])));
}

#[tokio::test]
async fn a_missing_required_attribute_is_named() {
    let (_, db, _) = archive().await;
    let item = [
        ("pk", s("YEAR#00000000000000001950")),
        ("sk", s("FOLIO#00000000000000000001")),
        ("type", s("FOLIO")),
        ("year", n("1950")),
    ];
    put_raw::<Archive>(&db, attributes(item)).await;

    let error = Folio::get((1950, 1)).select((Folio::YEAR, Folio::PAGES)).one(&db).await;
    let Err(Error::Decode { source, .. }) = error else { panic!("it decodes") };
    assert!(matches!(source.kind(), DecodeErrorKind::MissingField { name: "pages" }), "{source}");
    let error = Folio::query(1950).select(Folio::PLACE.dot(Place::HALL)).all(&db).await;
    let Err(Error::Decode { source, .. }) = error else { panic!("it decodes") };
    assert!(matches!(source.kind(), DecodeErrorKind::MissingField { name: "hall" }), "{source}");
    assert_eq!(source.path().to_string(), "place");
    let found = Folio::query(1950).select((Folio::YEAR, Folio::NOTE, Folio::TAGS)).one(&db).await;
    assert_eq!(found.unwrap(), (1950, None, None));
}

#[tokio::test]
async fn other_entities_are_not_selected_from() {
    let (_, db, _) = archive().await;
    let item = [
        ("pk", s("YEAR#00000000000000001900")),
        ("sk", s("FOLIO#00000000000000000099")),
        ("type", s("MAP")),
        ("pages", n("7")),
    ];
    put_raw::<Archive>(&db, attributes(item)).await;

    let error = Folio::get((1900, 99)).select(Folio::PAGES).one(&db).await.unwrap_err();
    assert!(matches!(error, Error::WrongEntity(_)), "{error}");
    assert_eq!(Folio::query(1900).select(Folio::PAGES).all(&db).await.unwrap(), [0, 10, 20, 30]);
    let scanned = Folio::scan().select(Folio::PAGES).all(&db).await.unwrap();
    assert_eq!(scanned.into_iter().collect::<BTreeSet<_>>(), BTreeSet::from([0, 10, 20, 30]));
}

#[tokio::test]
async fn a_partial_global_index_answers_what_it_holds() {
    let (_, db, requests) = archive().await;

    let pages = Folio::by_title("t").select((Folio::TITLE, Folio::PAGES)).all(&db).await.unwrap();
    assert_eq!(
        pages.into_iter().map(|(_, pages)| pages).collect::<BTreeSet<_>>(),
        BTreeSet::from([0, 10, 20, 30])
    );
    let keys = Folio::by_title_keys("t").select((Folio::TITLE, attr("sk")));
    assert_eq!(keys.all(&db).await.unwrap().len(), 4, "told apart by their keys");
    let keys = Sheet::BY_TITLE_KEYS.scan().select(Sheet::TITLE).all(&db).await.unwrap();
    assert_eq!(keys, ["t"; 6]);
    requests.take();

    for (index, name, result) in [
        ("titles", "note", Folio::by_title("t").select(Folio::NOTE).all(&db).await.map(|_| ())),
        (
            "titles",
            "place",
            Folio::by_title("t").select(Folio::PLACE.dot(Place::HALL)).page(&db).await.map(|_| ()),
        ),
        (
            "keys",
            "pages",
            Folio::by_title_keys("t").select(Folio::PAGES).first(&db).await.map(|_| ()),
        ),
        (
            "keys",
            "pages",
            Folio::BY_TITLE_KEYS.scan().select(Folio::PAGES).all(&db).await.map(|_| ()),
        ),
    ] {
        let error = result.unwrap_err();
        assert!(
            matches!(&error, Error::InvalidRequest(_, InvalidRequest::NotProjected { attribute, index: of })
                if attribute == name && *of == index),
            "{index}: {error}"
        );
    }
    requests.assert_none("attributes that an index does not hold");
}

#[tokio::test]
async fn a_local_index_reads_the_rest_from_the_table() {
    let (_, db, _) = archive().await;

    let found = Folio::by_year_and_title(1900).select((Folio::PAGES, Folio::NOTE));
    let mut found = found.all(&db).await.unwrap();
    found.sort();
    assert_eq!(found[2], (20, Some("n2".to_owned())));
    assert_eq!(found.len(), 4);
    let titles = Folio::by_year_and_title(1900).select(Folio::TITLE).all(&db).await.unwrap();
    assert_eq!(titles, ["t"; 4]);
    let scanned = Sheet::BY_YEAR_AND_TITLE.scan().select(Sheet::NUMBER).all(&db).await.unwrap();
    assert_eq!(scanned.len(), 6);
}

#[tokio::test]
async fn pages_of_selections_have_cursors_of_the_query() {
    let (_, db, requests) = archive().await;
    let query = || Folio::query(1900).reverse();

    let mut found = Vec::new();
    let mut from: Option<Cursor> = None;
    loop {
        let page = query().select(Folio::PAGES).limit(1).cursor(from).page(&db).await.unwrap();
        found.extend(page.items);
        let Some(cursor) = page.cursor else { break };
        from = Some(cursor.to_string().parse().unwrap());
    }
    assert_eq!(found, [30, 20, 10, 0]);

    let whole = query().limit(1).page(&db).await.unwrap().cursor;
    let rest = query().select(Folio::NUMBER).cursor(whole).all(&db).await.unwrap();
    assert_eq!(rest, [2, 1, 0], "a selection is no part of a cursor");

    requests.take();
    let mut stream = query().select(Folio::NUMBER).filter(Folio::PAGES.gt(5)).stream(&db);
    assert_eq!(stream.next().await.unwrap().unwrap(), 3);
    assert_eq!(projected(&requests.take()[0]), ["number", "pk", "sk", "type"]);
    assert_eq!(query().select(Folio::NUMBER).count(&db).await.unwrap(), 4);
}

#[tokio::test]
async fn a_path_that_is_none_is_refused_before_any_request() {
    let (_, db, requests) = archive().await;

    for result in [
        Folio::get((1900, 1)).select(attr("a..b")).send(&db).await.map(|_| ()),
        Folio::query(1900).select((Folio::PAGES, attr("a..b"))).all(&db).await.map(|_| ()),
        Folio::scan().select(attr("a..b")).count(&db).await.map(|_| ()),
    ] {
        let error = result.unwrap_err();
        assert!(
            matches!(
                &error,
                Error::InvalidRequest(
                    _,
                    InvalidRequest::Expression(ExpressionError::Path(PathError::Name { at: 3 }))
                )
            ),
            "{error}"
        );
    }
    requests.assert_none("a path that is none");
}

#[test]
fn a_selection_is_explained() {
    let explained = Folio::get((1900, 1)).select((Folio::NOTE, Folio::MARKS.at(0))).explain();
    assert!(explained.to_string().contains("ProjectionExpression: #0, #1, #2"), "{explained}");
    let explained = Folio::query(1900).select(Folio::NOTE).explain().to_string();
    assert!(explained.contains("ProjectionExpression: "), "{explained}");
}

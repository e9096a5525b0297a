//! Filters of queries and scans.

use std::collections::BTreeSet;

use dynamorph::prelude::*;
use dynamorph::{
    Condition, Cursor, Dynamo, Error, ExpressionError, InvalidRequest, Primary, Query, attr,
};
use dynamorph_testing::Engine;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::support::{Requests, table, watched};

#[derive(Table)]
#[table(name = "garage", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "makers", partition_key = "maker", sort_key = N("built")))]
#[table(index(name = "kinds", partition_key = "type", sort_key = "sk"))]
#[table(index(name = "slim", partition_key = "maker", projection = include("type", "color")))]
struct GarageTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = GarageTable, entity = "CAR", pk = "HALL#{hall}", sk = "CAR#{number}")]
#[dynamo(index(makers, query = "by_maker", partition_key = maker, sort_key = built))]
#[dynamo(index(kinds, query = "by_kind", partition_key = discriminator, sort_key = table_sort_key))]
#[dynamo(index(slim, query = "by_maker_slim", partition_key = maker))]
struct Car {
    hall: String,
    number: u32,
    maker: String,
    built: u32,
    color: Option<String>,
    doors: u32,
    owners: Vec<String>,
    extras: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = GarageTable, entity = "BIKE", pk = "HALL#{hall}", sk = "BIKE#{number}")]
#[dynamo(index(makers, query = "by_maker", partition_key = maker, sort_key = built))]
#[dynamo(index(kinds, query = "by_kind", partition_key = discriminator, sort_key = table_sort_key))]
struct Bike {
    hall: String,
    number: u32,
    maker: String,
    built: u32,
    doors: u32,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Garage in GarageTable { Car, Bike }
}

fn car(number: u32) -> Car {
    Car {
        hall: "a".into(),
        number,
        maker: if number.is_multiple_of(2) { "even".into() } else { "odd".into() },
        built: 2000 + number,
        color: (number.is_multiple_of(3)).then(|| "red".into()),
        doors: number % 5,
        owners: (0..number % 4).map(|owner| format!("o{owner}")).collect(),
        extras: BTreeSet::from([format!("x{}", number % 2)]),
    }
}

/// Twenty cars and four bikes in one hall.
async fn garage() -> (Engine, Dynamo, Requests) {
    let (engine, db) = table::<Garage>().await;
    for number in 0..20 {
        car(number).create().send(&db).await.unwrap();
    }
    for number in 0..4 {
        let maker = "even".to_owned();
        let bike = Bike { hall: "a".into(), number, maker, built: 1990 + number, doors: 4 };
        bike.create().send(&db).await.unwrap();
    }
    let (db, requests) = watched(&engine);
    (engine, db, requests)
}

fn cars() -> Query<Car, Primary, (u32,)> {
    Car::query("a")
}

fn numbers(cars: &[Car]) -> Vec<u32> {
    cars.iter().map(|car| car.number).collect()
}

fn expected(is_wanted: impl Fn(&Car) -> bool) -> Vec<u32> {
    (0..20).map(car).filter(|car| is_wanted(car)).map(|car| car.number).collect()
}

/// A name, a filter, and the items it leaves.
type Case = (&'static str, Condition<Car>, fn(&Car) -> bool);

#[tokio::test]
async fn a_filter_drops_what_does_not_satisfy_it() {
    let (_, db, _) = garage().await;

    let cases: [Case; 7] = [
        ("equal", Car::DOORS.eq(4), |car| car.doors == 4),
        ("absent", Car::COLOR.not_exists(), |car| car.color.is_none()),
        ("optional", Car::COLOR.eq("red"), |car| car.color.is_some()),
        ("size", Car::OWNERS.size().gt(2), |car| car.owners.len() > 2),
        ("element", Car::OWNERS.at(1).eq("o1"), |car| car.owners.len() > 1),
        ("set", Car::EXTRAS.contains("x1"), |car| car.number % 2 == 1),
        ("or", Car::DOORS.lt(1) | !Car::DOORS.le(3) & Car::COLOR.exists(), |car| {
            car.doors == 0 || car.doors > 3 && car.color.is_some()
        }),
    ];
    for (case, filter, is_wanted) in cases {
        let expected = expected(is_wanted);
        let found = cars().filter(filter.clone()).all(&db).await.unwrap();
        assert_eq!(numbers(&found), expected, "{case}");
        let count = cars().filter(filter.clone()).count(&db).await.unwrap();
        assert_eq!(count, expected.len() as u64, "{case}, counted");
        let scanned = Car::scan().filter(filter).all(&db).await.unwrap();
        let scanned: BTreeSet<u32> = numbers(&scanned).into_iter().collect();
        assert_eq!(scanned, expected.into_iter().collect(), "{case}, scanned");
    }
}

#[tokio::test]
async fn filters_hold_together_and_none_adds_nothing() {
    let (_, db, requests) = garage().await;

    let found = cars()
        .filter(Car::DOORS.ge(2))
        .filter(None::<Condition<Car>>)
        .filter(Some(Car::COLOR.exists()))
        .all(&db)
        .await
        .unwrap();
    assert_eq!(numbers(&found), expected(|car| car.doors >= 2 && car.color.is_some()));
    assert_eq!(
        requests.take()[0]["FilterExpression"],
        json!("#2 IN (:2) AND #3 >= :3 AND attribute_exists(#4)")
    );

    assert_eq!(cars().filter(None::<Condition<Car>>).all(&db).await.unwrap().len(), 20);
    assert_eq!(requests.take()[0]["FilterExpression"], json!("#2 IN (:2)"));
}

#[tokio::test]
async fn an_untyped_filter_is_taken() {
    let (_, db, _) = garage().await;

    let found = cars().filter(attr("doors").gt(3)).all(&db).await.unwrap();
    assert_eq!(numbers(&found), expected(|car| car.doors > 3));
    let raw = Condition::raw("#d = :d").name("#d", "doors").value(":d", 1);
    let found = cars().filter(raw & Car::COLOR.exists()).all(&db).await.unwrap();
    assert_eq!(numbers(&found), expected(|car| car.doors == 1 && car.color.is_some()));
}

#[tokio::test]
async fn a_filter_that_is_never_true_answers_without_a_request() {
    let (_, db, requests) = garage().await;
    let never = || Car::DOORS.is_in(Vec::<u32>::new());

    assert_eq!(cars().filter(never()).all(&db).await.unwrap(), []);
    assert_eq!(cars().filter(never()).first(&db).await.unwrap(), None);
    assert!(cars().filter(never()).one(&db).await.unwrap_err().is_not_found());
    assert_eq!(cars().filter(Car::DOORS.gt(1)).filter(never()).count(&db).await.unwrap(), 0);
    let page = cars().filter(never()).page(&db).await.unwrap();
    assert_eq!((page.items.len(), page.cursor, page.scanned), (0, None, 0));
    assert!(cars().filter(never()).stream(&db).next().await.is_none());
    assert_eq!(Car::scan().filter(never()).all(&db).await.unwrap(), []);
    assert_eq!(Car::BY_MAKER.scan().filter(never()).count(&db).await.unwrap(), 0);
    requests.assert_none("a filter that is never true");

    let explained = cars().filter(never()).explain().to_string();
    assert!(explained.contains("Nothing is sent"), "{explained}");
    assert!(!explained.contains("FilterExpression"), "{explained}");

    assert_eq!(cars().filter(!never()).all(&db).await.unwrap().len(), 20, "always true");
    assert_eq!(requests.take()[0]["FilterExpression"], json!("#2 IN (:2)"));
}

#[tokio::test]
async fn a_filter_on_a_key_of_what_is_queried_is_refused_before_any_request() {
    let (_, db, requests) = garage().await;

    let refused = [
        ("pk", None, cars().filter(attr("pk").eq("HALL#a")).all(&db).await.map(|_| ())),
        ("sk", None, cars().filter(attr("sk").exists()).page(&db).await.map(|_| ())),
        (
            "maker",
            Some("makers"),
            Car::by_maker("odd").filter(Car::MAKER.eq("odd")).count(&db).await.map(|_| ()),
        ),
        (
            "built",
            Some("makers"),
            Car::by_maker("odd")
                .filter(Car::DOORS.eq(1) | Car::BUILT.gt(1))
                .first(&db)
                .await
                .map(|_| ()),
        ),
        (
            "type",
            Some("kinds"),
            Car::by_kind(())
                .filter(attr("type").eq("CAR"))
                .stream(&db)
                .next()
                .await
                .unwrap()
                .map(|_| ()),
        ),
    ];
    for (name, of, result) in refused {
        let error = result.unwrap_err();
        assert!(
            matches!(&error, Error::InvalidRequest(_, InvalidRequest::FilterOnKey { attribute, index })
                if attribute == name && *index == of),
            "{name}: {error}"
        );
    }
    requests.assert_none("a filter on a key");

    let found = Car::by_maker("odd").filter(attr("sk").begins_with("CAR#0")).all(&db).await;
    assert_eq!(found.unwrap().len(), 10, "a key of the table is none of the index");
}

#[tokio::test]
async fn a_filter_on_what_an_index_does_not_hold_is_refused_before_any_request() {
    let (_, db, requests) = garage().await;

    for result in [
        Car::by_maker_slim("odd").filter(Car::DOORS.eq(1)).count(&db).await,
        Car::BY_MAKER_SLIM.scan().filter(Car::COLOR.exists() & Car::DOORS.eq(1)).count(&db).await,
    ] {
        let error = result.unwrap_err();
        assert!(
            matches!(&error, Error::InvalidRequest(_, InvalidRequest::NotProjected { attribute, index: "slim" })
                if attribute == "doors"),
            "{error}"
        );
    }
    requests.assert_none("a filter on an attribute that is not there");

    let count = Car::by_maker_slim("odd").filter(Car::COLOR.exists()).count(&db).await.unwrap();
    assert_eq!(count, expected(|car| car.maker == "odd" && car.color.is_some()).len() as u64);
}

#[tokio::test]
async fn a_scan_filters_by_keys() {
    let (_, db, _) = garage().await;

    let found = Car::scan().filter(attr("pk").eq("HALL#a")).all(&db).await.unwrap();
    assert_eq!(found.len(), 20);
    let found = Car::BY_MAKER.scan().filter(Car::MAKER.eq("odd") & Car::BUILT.lt(2005));
    let found: BTreeSet<u32> = numbers(&found.all(&db).await.unwrap()).into_iter().collect();
    assert_eq!(found, BTreeSet::from([1, 3]));
    let kinds = Bike::BY_KIND.scan().filter(attr("sk").gt("BIKE#00000000000000000001"));
    assert_eq!(kinds.count(&db).await.unwrap(), 2);
}

#[tokio::test]
async fn expressions_beyond_the_limits_are_refused_before_any_request() {
    let (_, db, requests) = garage().await;
    let either = |terms: u32| {
        (0..terms).map(|doors| Car::DOORS.eq(doors)).reduce(|all, one| all | one).unwrap()
    };

    let error = cars().filter(either(160)).all(&db).await.unwrap_err();
    assert!(
        matches!(&error, Error::InvalidRequest(_, InvalidRequest::Expression(ExpressionError::Operators(count))) if *count > 300),
        "{error}"
    );
    let many = Car::DOORS.is_in(0..900_u32);
    let error = Car::scan().filter(many).count(&db).await.unwrap_err();
    assert!(
        matches!(&error, Error::InvalidRequest(_, InvalidRequest::Expression(ExpressionError::Length(bytes))) if *bytes > 4096),
        "{error}"
    );
    requests.assert_none("an expression beyond the limits");

    assert_eq!(cars().filter(either(100)).all(&db).await.unwrap().len(), 20);
}

#[tokio::test]
async fn with_a_filter_a_limit_is_no_limit_of_the_request() {
    let (_, db, requests) = garage().await;
    let rare = || cars().filter(Car::DOORS.eq(4)).limit(2);

    let page = rare().page(&db).await.unwrap();
    assert_eq!(numbers(&page.items), [4, 9]);
    let sent = requests.take();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].get("Limit"), None);

    let rest = rare().cursor(page.cursor).page(&db).await.unwrap();
    assert_eq!(numbers(&rest.items), [14, 19], "it goes on after the last delivered item");

    requests.take();
    let page = rare().page_size(3).page(&db).await.unwrap();
    assert_eq!(numbers(&page.items), [4, 9]);
    assert!(requests.take().iter().all(|request| request["Limit"] == json!(3)));
    assert_eq!(numbers(&rare().limit(3).all(&db).await.unwrap()), [4, 9, 14]);
    assert_eq!(rare().first(&db).await.unwrap().unwrap().number, 4);
}

#[tokio::test]
async fn filtered_pages_lose_and_repeat_nothing() {
    let (_, db, _) = garage().await;

    for (limit, page_size) in [(1, 1), (1, 4), (2, 20), (3, 5), (7, 2), (20, 3)] {
        let mut found = Vec::new();
        let mut from: Option<Cursor> = None;
        loop {
            let query = cars().filter(Car::DOORS.ne(2)).limit(limit).page_size(page_size);
            let page = query.cursor(from).page(&db).await.unwrap();
            assert!(page.items.len() <= limit as usize);
            found.extend(numbers(&page.items));
            let Some(cursor) = page.cursor else { break };
            from = Some(cursor.to_string().parse().unwrap());
        }
        assert_eq!(found, expected(|car| car.doors != 2), "{limit} by {page_size}");
    }
}

#[tokio::test]
async fn a_cursor_belongs_to_its_filter() {
    let (_, db, requests) = garage().await;
    let cursor = |query: Query<Car, Primary, (u32,)>| {
        let db = db.clone();
        async move { query.limit(2).page(&db).await.unwrap().cursor.unwrap() }
    };
    let filtered = cursor(cars().filter(Car::DOORS.ge(1))).await;
    let unfiltered = cursor(cars()).await;
    requests.take();

    let refused = [
        ("none", cars(), &filtered),
        ("another value", cars().filter(Car::DOORS.ge(2)), &filtered),
        ("another operator", cars().filter(Car::DOORS.gt(1)), &filtered),
        ("another attribute", cars().filter(Car::BUILT.ge(1)), &filtered),
        ("one more", cars().filter(Car::DOORS.ge(1)).filter(Car::COLOR.exists()), &filtered),
        ("a filter", cars().filter(Car::DOORS.ge(1)), &unfiltered),
        ("never", cars().filter(Car::DOORS.is_in([0; 0])), &filtered),
    ];
    for (case, query, cursor) in refused {
        let result = query.cursor(cursor.clone()).page(&db).await;
        assert!(matches!(result, Err(Error::Cursor(_))), "{case}");
    }
    requests.assert_none("a cursor of another filter");

    let rest = cars().filter(Car::DOORS.ge(1)).cursor(filtered).all(&db).await.unwrap();
    assert_eq!(rest.len(), 14, "the same filter");
    let nothing = cars().filter(None::<Condition<Car>>).cursor(unfiltered);
    assert_eq!(nothing.all(&db).await.unwrap().len(), 18, "nothing was added");
}

#[tokio::test]
async fn a_registry_is_filtered_by_the_attributes_of_its_entities() {
    let (_, db, _) = garage().await;
    let hall = || Garage::query(Car::partition("a"));

    let four = hall().filter(Car::DOORS.eq(4)).all(&db).await.unwrap();
    assert_eq!(four.len(), 4, "bikes of four doors are no cars");
    assert!(four.iter().all(|found| matches!(found, Garage::Car(_))));
    let either = hall().filter(attr("doors").eq(4)).all(&db).await.unwrap();
    assert_eq!(either.len(), 8);
    assert_eq!(hall().filter(Bike::DOORS.eq(4)).count(&db).await.unwrap(), 4);
    assert_eq!(Garage::scan().filter(Bike::DOORS.eq(4)).all(&db).await.unwrap().len(), 4);
}

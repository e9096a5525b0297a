//! Limits of expressions: what is more than DynamoDB takes is an error before any request, and all that it takes is sent.

use std::collections::BTreeMap;

use dynamorph::prelude::*;
use dynamorph::{Condition, Error, ExpressionError, InvalidRequest, Untyped};
use dynamorph_testing::{Engine, Scripted};
use serde::{Deserialize, Serialize};

use super::support::{table, watched};

/// In a table of its own, where the mapper adds no filter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "limits")]
struct Counter {
    #[dynamo(partition_key)]
    id: String,
    #[dynamo(sort_key)]
    at: u32,
    count: u32,
}

fn counter(at: u32) -> Counter {
    Counter { id: "a".into(), at, count: at }
}

async fn counters(numbers: &[u32]) -> (Engine, Dynamo) {
    let (engine, db) = table::<Counter>().await;
    for at in numbers {
        counter(*at).create().send(&db).await.unwrap();
    }
    (engine, db)
}

fn expression<T: std::fmt::Debug>(result: Result<T, Error>) -> ExpressionError {
    match result {
        Err(Error::InvalidRequest(_, InvalidRequest::Expression(error))) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn more_than_a_hundred_values_are_several_lists() {
    let (engine, _) = counters(&[0, 1, 99, 100, 199, 200, 249, 250]).await;
    let (db, requests) = watched(&engine);
    for (values, found, lists) in [(1, 1, 1), (100, 3, 1), (101, 4, 2), (200, 5, 2), (250, 7, 3)] {
        let condition = Counter::COUNT.is_in(0..values);
        let filter = Counter::scan().filter(condition.clone());
        assert_eq!(filter.count(&db).await.unwrap(), found, "{values}");
        let sent = requests.take();
        let text = sent[0]["FilterExpression"].as_str().unwrap();
        assert_eq!(text.matches(" IN (").count(), lists, "{text}");
        assert_eq!(text.matches(" OR ").count(), lists - 1, "{text}");
        assert!(!text.starts_with('('), "{text}");

        let outside = Counter::scan().filter(!condition.clone()).count(&db).await.unwrap();
        assert_eq!(outside, 8 - found, "not {values}");
        let both = Counter::query("a").filter(condition.clone() & Counter::COUNT.gt(0));
        assert_eq!(both.count(&db).await.unwrap(), found - 1, "{values} and another");
        counter(0).save().condition(condition).send(&db).await.unwrap();
        requests.take();
    }
}

#[tokio::test]
async fn no_values_match_nothing_and_ask_nothing() {
    let (engine, db) = counters(&[1, 2]).await;
    let (watched, requests) = watched(&engine);
    let none = || Counter::COUNT.is_in(Vec::<u32>::new());

    assert!(Counter::query("a").filter(none()).all(&watched).await.unwrap().is_empty());
    assert!(
        Counter::scan()
            .filter(none() & Counter::COUNT.gt(0))
            .all(&watched)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(Counter::query("a").filter(none()).count(&watched).await.unwrap(), 0);
    assert!(Counter::query("a").filter(none()).first(&watched).await.unwrap().is_none());
    let page = Counter::query("a").filter(none()).limit(1).page(&watched).await.unwrap();
    assert!(page.items.is_empty() && page.cursor.is_none());
    let error = Counter::query("a").filter(none()).one(&watched).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    let nothing_between = Counter::query("a").filter(Counter::COUNT.between(2, 1));
    assert!(nothing_between.all(&watched).await.unwrap().is_empty());

    let never = [
        expression(counter(1).save().condition(none()).send(&watched).await),
        expression(counter(3).create().condition(none()).send(&watched).await),
        expression(
            counter(1).replace().condition(none() & Counter::COUNT.gt(0)).send(&watched).await,
        ),
        expression(Counter::delete(("a", 1)).condition(none()).send(&watched).await),
        expression(
            Counter::update(("a", 1)).set(Counter::COUNT, 5).condition(none()).send(&watched).await,
        ),
        expression(counter(1).upsert().condition(none()).send(&watched).await),
    ];
    assert!(never.iter().all(|error| *error == ExpressionError::NeverHolds), "{never:?}");
    requests.assert_none("what is false of every item");

    let all = Counter::query("a").filter(!none()).all(&watched).await.unwrap();
    assert_eq!(all, [counter(1), counter(2)]);
    assert!(requests.take()[0].get("FilterExpression").is_none());
    let some = Counter::query("a").filter(none() | Counter::COUNT.eq(2)).all(&db).await.unwrap();
    assert_eq!(some, [counter(2)]);
    counter(3).create().condition(!none()).send(&db).await.unwrap();
}

/// `terms` comparisons, which are `2 * terms - 1` operators.
fn any_of(terms: u32) -> Condition<Untyped> {
    let all = (0..terms).map(|at| attr("count").eq(at));
    all.reduce(|one, other| one | other).expect("there are terms")
}

#[tokio::test]
async fn three_hundred_operators_are_taken_and_no_more() {
    let (_, db) = counters(&[1, 149, 150]).await;
    // 150 comparisons, 149 times OR, and NOT.
    let most = !any_of(150);
    assert_eq!(Counter::scan().filter(most.clone()).count(&db).await.unwrap(), 1);
    let sizes = || (0..100).map(|size| attr("id").size().eq(size)).reduce(|one, other| one | other);
    assert_eq!(Counter::scan().filter(sizes().unwrap()).count(&db).await.unwrap(), 3);

    let sizes = sizes().unwrap() & attr("count").exists();
    let engine = Scripted::always("{}");
    let db = engine.dynamo();
    let raw = || {
        let text = vec!["c = :c"; 151].join(" OR ");
        Condition::raw(text).value("c", 1)
    };
    let more = [
        expression(Counter::scan().filter(any_of(151)).all(&db).await),
        expression(Counter::query("a").filter(any_of(151)).count(&db).await),
        expression(Counter::scan().filter(most & attr("count").exists()).page(&db).await),
        expression(Counter::scan().filter(raw()).first(&db).await),
        expression(Counter::scan().filter(sizes).first(&db).await),
        expression(counter(1).save().condition(any_of(151)).send(&db).await),
        expression(Counter::delete(("a", 1)).condition(any_of(200)).send(&db).await),
        expression(
            Counter::update(("a", 1)).set(Counter::COUNT, 1).condition(any_of(151)).send(&db).await,
        ),
    ];
    for (at, error) in more.iter().enumerate() {
        assert!(matches!(error, ExpressionError::Operators(301..)), "{at}: {error}");
    }
    assert!(engine.requests().is_empty());
}

/// A condition on `names` attributes whose text has this many bytes while all placeholders have one digit.
fn of_bytes(bytes: usize, names: usize) -> Condition<Untyped> {
    let text = |space: usize| {
        let first = format!("#a = {}:a", " ".repeat(space));
        let others = (1..names).map(|at| format!("#b{at} <> :a"));
        std::iter::once(first).chain(others).collect::<Vec<_>>().join(" AND ")
    };
    let rendered: usize = text(0).len() - (1..names).map(|at| at.to_string().len()).sum::<usize>();
    let raw = Condition::raw(text(bytes - rendered)).name("a", "count").value("a", 1);
    (1..names).fold(raw, |raw, at| raw.name(format!("b{at}"), format!("no{at}")))
}

#[tokio::test]
async fn four_kilobytes_are_taken_and_no_more() {
    let (_, db) = counters(&[1, 2]).await;
    assert_eq!(Counter::scan().filter(of_bytes(4096, 1)).count(&db).await.unwrap(), 1);
    assert_eq!(Counter::query("a").filter(of_bytes(4096, 9)).count(&db).await.unwrap(), 1);

    let engine = Scripted::always("{}");
    let db = engine.dynamo();
    let more = [
        (4097, expression(Counter::scan().filter(of_bytes(4097, 1)).all(&db).await)),
        (4097, expression(Counter::query("a").filter(of_bytes(4097, 1)).all(&db).await)),
        // Behind the key condition, the tenth name is `#10`.
        (4097, expression(Counter::query("a").filter(of_bytes(4096, 10)).all(&db).await)),
        (4097, expression(Counter::query("a").filter(of_bytes(4096, 10)).count(&db).await)),
    ];
    for (at, (bytes, error)) in more.into_iter().enumerate() {
        assert_eq!(error, ExpressionError::Length(bytes), "{at}");
    }
    let long = [
        expression(counter(1).save().condition(of_bytes(4097, 1)).send(&db).await),
        expression(counter(1).create().condition(of_bytes(4090, 1)).send(&db).await),
        expression(Counter::delete(("a", 1)).condition(of_bytes(5000, 1)).send(&db).await),
        expression(
            Counter::update(("a", 1))
                .set(Counter::COUNT, 1)
                .condition(of_bytes(4097, 1))
                .send(&db)
                .await,
        ),
        expression(Counter::scan().filter(Counter::COUNT.is_in(0..1000)).all(&db).await),
    ];
    for (at, error) in long.iter().enumerate() {
        assert!(matches!(error, ExpressionError::Length(4097..)), "{at}: {error}");
    }
    assert!(engine.requests().is_empty());
}

#[tokio::test]
async fn updates_have_the_same_limits() {
    let (_, db) = counters(&[1]).await;
    let update = || Counter::update(("a", 1));
    // `#0 = :0` and a comma, then longer ones: 280 of them are less than 4,096 bytes.
    let most = (0..280).fold(update(), |update, at| update.set(attr(&format!("x{at}")), at));
    most.send(&db).await.unwrap();
    let sums = (0..200).fold(update(), |update, at| update.increment(attr(&format!("x{at}")), 1));
    sums.returning_new().send(&db).await.unwrap();

    let engine = Scripted::always("{}");
    let db = engine.dynamo();
    let long = (0..500).fold(update(), |update, at| update.set(attr(&format!("x{at}")), at));
    assert!(matches!(expression(long.send(&db).await), ExpressionError::Length(4097..)));
    let sums = (0..301).fold(update(), |update, at| update.increment(attr(&format!("x{at}")), 1));
    assert_eq!(expression(sums.send(&db).await), ExpressionError::Operators(301));
    assert!(engine.requests().is_empty());
}

/// Names that one alias would confuse, and names that look like placeholders.
#[tokio::test]
async fn names_do_not_collide() {
    use dynamorph::Attr;
    let (_, db) = counters(&[1]).await;
    let names = [
        "a-b", "a_b", "ab", "a.b", "a b", "A_B", "#0", ":0", "#1", "é", "日本", "a[0]", "\"",
        "AND", "🦀",
    ];
    let numbered = || names.iter().copied().zip(10_u32..);
    let set = |update: dynamorph::Update<Counter>, (name, number): (&str, u32)| {
        update.set(Attr::named(name), number)
    };
    numbered().fold(Counter::update(("a", 1)), set).send(&db).await.unwrap();

    let each = numbered().map(|(name, number)| Attr::named(name).eq(number));
    let all = each.reduce(|one, other| one & other).unwrap();
    assert_eq!(Counter::scan().filter(all.clone()).count(&db).await.unwrap(), 1);
    counter(1).upsert().condition(all).send(&db).await.unwrap();
    for (name, number) in numbered() {
        let found = Counter::get(("a", 1)).select(Attr::named(name)).send(&db).await.unwrap();
        let expected = aws_sdk_dynamodb::types::AttributeValue::N(number.to_string());
        assert_eq!(found, Some(Some(expected)), "{name}");
    }
    let item = db.client().get_item().table_name(db.table_name::<Counter>());
    let item = item
        .key("id", super::support::s("a"))
        .key("at", super::support::n("1"))
        .send()
        .await
        .unwrap();
    let stored: BTreeMap<_, _> = item.item.unwrap().into_iter().collect();
    assert_eq!(stored.len(), names.len() + 3, "{:?}", stored.keys());
}

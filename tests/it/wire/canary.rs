//! No attribute value is in any message: a canary in every place that holds values, and every message searched for it.

use std::collections::BTreeMap;
use std::fmt::{self, Debug};

use dynamorph::prelude::*;
use dynamorph::{Attr, Cursor, Error, Optional, Result};
use dynamorph_testing::{Fault, Reply, Scripted};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use super::shop::ShopTable;
use crate::support::traces::Traces;

pub(super) const CANARY: &str = "CANARY7";

/// Its `Deserialize` quotes what it refuses, as serde's own does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Quoting(pub(super) String);

impl<'de> Deserialize<'de> for Quoting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == "fine" {
            Ok(Self(text))
        } else {
            Err(D::Error::custom(format!("`{text}` is not fine")))
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
pub(super) enum Choice {
    One(u8),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "SECRET", pk = "SECRET#{id}", sk = "{id}")]
#[dynamo(index(gsi1, query = "by_text", pk = "{text}", sk = "{id}"))]
pub(super) struct Secret {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) number: f64,
    pub(super) map: BTreeMap<String, f64>,
    pub(super) quoting: Option<Quoting>,
    pub(super) choice: Option<Choice>,
    pub(super) count: Option<u8>,
    pub(super) at: Option<chrono::DateTime<chrono::Utc>>,
    #[serde(flatten)]
    pub(super) rest: BTreeMap<String, String>,
}

dynamorph::register! {
    enum Shop in ShopTable { Secret }
}

impl fmt::Debug for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shop")
    }
}

pub(super) fn secret() -> Secret {
    let (id, text) = (CANARY.to_owned(), CANARY.to_owned());
    let (map, rest) = (
        BTreeMap::from([(CANARY.to_owned(), 1.0)]),
        BTreeMap::from([(format!("x{CANARY}"), CANARY.to_owned())]),
    );
    Secret { id, text, number: 1.0, map, quoting: None, choice: None, count: None, at: None, rest }
}

pub(super) fn stored(changes: Value) -> Value {
    let mut item = json!({
        "pk": { "S": format!("SECRET#{CANARY}") }, "sk": { "S": CANARY }, "gsi1pk": { "S": CANARY }, "gsi1sk": { "S": CANARY }, "type": { "S": "SECRET" },
        "id": { "S": CANARY }, "text": { "S": CANARY }, "number": { "N": "1" }, "map": { "M": {} }, "rest": { "S": CANARY },
    });
    let Value::Object(changes) = changes else { panic!("changes are an object") };
    item.as_object_mut().expect("an item is an object").extend(changes);
    item
}

#[track_caller]
pub(super) fn assert_silent(case: &str, shown: &str) {
    let bytes = format!("{:?}", CANARY.as_bytes());
    assert!(
        !shown.contains(CANARY) && !shown.contains(bytes.trim_matches(['[', ']'])),
        "{case} shows a value: {shown}"
    );
}

/// Searches everything that an error says, in every form, down to its last source.
#[track_caller]
pub(super) fn assert_error_silent(case: &str, error: &Error) {
    assert_silent(case, &format!("{error}"));
    assert_silent(case, &format!("{error:?}"));
    assert_silent(case, &format!("{error:#?}"));
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        assert_silent(case, &format!("{error} {error:?} {error:#?}"));
        source = error.source();
    }
}

/// Searches all that this crate traces, at every level, until it is dropped.
pub(super) struct Traced {
    traces: Traces,
    /// Whether anything was traced, as of what sends requests.
    expects_any: bool,
    _guard: tracing::subscriber::DefaultGuard,
}

pub(super) fn traced(expects_any: bool) -> Traced {
    let traces = Traces::default();
    Traced { _guard: traces.listen(), traces, expects_any }
}

impl Drop for Traced {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let own = self.traces.own();
            assert_eq!(!own.is_empty(), self.expects_any);
            assert_silent("a trace", &format!("{own:?}"));
        }
    }
}

#[track_caller]
pub(super) fn assert_failed<T>(case: &str, result: Result<T>) {
    match result {
        Ok(_) => panic!("{case} succeeded"),
        Err(error) => assert_error_silent(case, &error),
    }
}

#[tokio::test]
async fn errors_of_what_is_written_show_no_value() {
    let _traced = traced(false);
    let db = Scripted::always("{}").dynamo();
    let named = |name: &str| BTreeMap::from([(name.to_owned(), CANARY.to_owned())]);
    let cases = [
        ("a number", Secret { number: f64::NAN, ..secret() }),
        (
            "a map's value",
            Secret { map: BTreeMap::from([(CANARY.to_owned(), f64::NAN)]), ..secret() },
        ),
        ("a flattened key", Secret { rest: named("pk"), ..secret() }),
        ("a flattened field", Secret { rest: named("text"), ..secret() }),
        ("a delimiter in a key", Secret { id: format!("{CANARY}#"), ..secret() }),
        ("a control character in a key", Secret { id: format!("{CANARY}\n"), ..secret() }),
        ("a long key", Secret { id: CANARY.repeat(400), ..secret() }),
        ("a key of an index", Secret { text: format!("{CANARY}#"), ..secret() }),
    ];
    for (case, item) in cases {
        assert_failed(case, item.clone().save().send(&db).await);
        let put = item.create();
        assert_silent(case, &format!("{put:?} {:#?} {} {:?}", put, put.explain(), put.explain()));
    }
    let long = CANARY.repeat(400);
    assert_failed("a get", Secret::get(format!("{CANARY}#")).send(&db).await);
    assert_failed("a delete", Secret::delete(long.clone()).send(&db).await);
    assert_failed("a query", Secret::query(format!("{CANARY}\n")).all(&db).await);
    assert_failed("a bound", Secret::by_text("a").sort_gt(format!("{CANARY}#")).all(&db).await);
    assert_failed("a cursor", CANARY.parse::<Cursor>());
}

#[tokio::test]
async fn expressions_show_no_value_and_no_key_of_a_map() {
    let _traced = traced(true);
    let db = Scripted::always("{}").dynamo();
    let entry: fn() -> Attr<Secret, f64, Optional> = || Secret::MAP.key(CANARY);
    let update = || Secret::update(CANARY);
    let filtered = |filter| Secret::query(CANARY).filter(filter).all(&db);
    assert_failed("a filter", filtered(entry().gt(f64::NAN)).await);
    assert_failed("a range", filtered(entry().between(0.0, f64::NAN)).await);
    assert_failed("a list", filtered(entry().is_in([1.0, f64::NAN])).await);
    let condition = Secret::delete(CANARY).condition(entry().eq(f64::NAN));
    assert_failed("a condition", condition.send(&db).await);
    let updates = [
        ("a set", update().set(entry(), f64::NAN)),
        ("a sum", update().set(Secret::NUMBER, Secret::NUMBER + f64::NAN)),
        ("a first value", update().set_if_not_exists(entry(), f64::NAN)),
        ("an increment", update().increment(entry(), f64::NAN)),
        ("an addition", update().add(entry(), f64::NAN)),
        ("a given value", update().set(Secret::NUMBER, 1.0).given(entry(), f64::NAN)),
        ("two actions", update().set(entry(), 1.0).set(Secret::MAP, BTreeMap::new())),
        ("a key of an index", update().set(Secret::TEXT, format!("{CANARY}#"))),
    ];
    for (case, update) in updates {
        assert_silent(case, &format!("{update:?} {update:#?} {}", update.explain()));
        assert_failed(case, update.send(&db).await);
    }
    let put = secret().save().condition(Secret::TEXT.eq(CANARY) & entry().exists());
    let sent = update().set(Secret::TEXT, CANARY).set(entry(), 1.0).given(Secret::TEXT, CANARY);
    let shown = [
        format!("{put:?} {}", put.explain()),
        format!("{sent:?} {}", sent.explain()),
        format!("{:?}", Secret::TEXT.eq(CANARY) & entry().exists()),
        format!("{:?} {:?}", entry(), attr(&format!("map.{CANARY}")).size()),
    ];
    for shown in shown {
        assert_silent("a builder", &shown);
    }
    assert!(!format!("{:?}", Secret::NUMBER + 7_654_321.0).contains("7654321"));
    let body = json!({ "Item": stored(json!({ "map": { "M": { CANARY: { "S": CANARY } } } })) });
    let selected = Secret::get(CANARY).select(entry());
    assert_failed("a selection", selected.send(&Scripted::always(body.to_string()).dynamo()).await);
}

#[tokio::test]
async fn errors_of_what_is_read_show_no_value() {
    let _traced = traced(true);
    let cases = [
        ("a missing field", json!({ "number": { "S": CANARY } })),
        ("another type", json!({ "text": { "L": [{ "S": CANARY }] } })),
        ("a number", json!({ "number": { "N": CANARY } })),
        ("a quoting type", json!({ "quoting": { "S": CANARY } })),
        ("a variant", json!({ "choice": { "S": CANARY } })),
        ("a variant's name", json!({ "choice": { "M": { CANARY: { "S": CANARY } } } })),
        ("a variant's content", json!({ "choice": { "M": { "One": { "S": CANARY } } } })),
        ("an integer", json!({ "count": { "N": format!("1{CANARY}") } })),
        ("an instant", json!({ "at": { "S": CANARY } })),
        ("a map's value", json!({ "map": { "M": { CANARY: { "S": CANARY } } } })),
        ("a flattened value", json!({ CANARY: { "N": "7" } })),
        ("an unknown type", json!({ "text": { CANARY: CANARY } })),
        ("a plain value", json!({ "text": CANARY })),
        ("another entity", json!({ "type": { "S": CANARY } })),
        ("no entity", json!({ "type": { "N": "7" } })),
    ];
    for (case, changes) in cases {
        let item = stored(changes);
        for content_type in ["application/x-amz-json-1.0", "application/json"] {
            let body = json!({ "Item": item, "Items": [item], "Attributes": item, "Count": 1, "ScannedCount": 1 }).to_string();
            let engine = Scripted::always(Reply::ok(body).header("content-type", content_type));
            let db = engine.dynamo();
            assert_failed(case, Secret::get(CANARY).one(&db).await);
            assert_failed(case, Secret::delete(CANARY).returning_old().send(&db).await);
            match secret().save().returning_old().send(&db).await {
                // A put may replace another entity's expired item, which is then no old item of this one.
                Ok((_, old)) => assert!(old.is_none() && case.ends_with(" entity"), "{case}"),
                Err(error) => assert_error_silent(case, &error),
            }
            let partition = Shop::query(Secret::partition(CANARY)).all(&db).await;
            let query = Secret::query(CANARY).all(&db).await;
            // An item of another entity is not asked for, and passed over.
            for error in [partition.err(), query.err()].into_iter().flatten() {
                assert_error_silent(case, &error);
            }
        }
    }
    for body in [
        CANARY.to_owned(),
        format!("{{\"{CANARY}\":"),
        format!("{{\"Item\":\"{CANARY}\"}}"),
        format!("\"{CANARY}\u{0}\""),
    ] {
        assert_failed(
            "a body",
            Secret::get(CANARY).one(&Scripted::always(body.clone()).dynamo()).await,
        );
        let engine =
            Scripted::new(move |_| Reply::ok(body.clone()).header("content-type", "text/html"));
        assert_failed("a body of another type", Secret::get(CANARY).one(&engine.dynamo()).await);
    }
}

#[tokio::test(start_paused = true)]
async fn errors_of_the_service_show_no_value() {
    let _traced = traced(true);
    for (status, code) in [
        (400, "ValidationException"),
        (400, "ResourceNotFoundException"),
        (400, "AccessDeniedException"),
        (400, "ThrottlingException"),
        (400, "TransactionConflictException"),
        (500, "InternalServerError"),
    ] {
        let engine = Scripted::new(move |_| {
            Reply::error(status, code, &format!("the value {CANARY} is bad"))
        });
        let db = engine.dynamo();
        let error = Secret::get(CANARY).one(&db).await.unwrap_err();
        assert_error_silent(code, &error);
        assert!(
            error.service_message().is_some_and(|message| message.contains(CANARY)),
            "it is there for who asks"
        );
        assert_failed(code, secret().save().send(&db).await);
        assert_failed(code, Secret::query(CANARY).all(&db).await);
    }
    for changes in [json!({}), json!({ "type": { "S": CANARY } })] {
        let refused = json!({ "__type": "ConditionalCheckFailedException", "message": CANARY, "Item": stored(changes) }).to_string();
        let engine = Scripted::new(move |_| Reply::ok(refused.clone()).status(400));
        let db = engine.dynamo();
        assert_failed("a create", secret().create().send(&db).await);
        assert_failed("a replace", secret().replace().send(&db).await);
        assert_failed("a delete", Secret::delete(CANARY).send(&db).await);
    }
    let silent = Scripted::always(Fault::hang()).dynamo();
    assert_failed("a timeout", secret().save().send(&silent).await);
}

#[tokio::test]
async fn builders_cursors_and_explanations_show_no_value() {
    let _traced = traced(true);
    let page = json!({ "Items": [stored(json!({}))], "Count": 1, "ScannedCount": 1, "LastEvaluatedKey": { "pk": { "S": CANARY }, "sk": { "S": CANARY } } });
    let engine = Scripted::always(page.to_string());
    let page = Secret::query(CANARY).page(&engine.dynamo()).await.unwrap();
    let cursor = page.cursor.unwrap();
    assert_silent("a cursor", &format!("{cursor:?} {cursor:#?}"));
    assert_silent("a query with a cursor", &format!("{:?}", Secret::query(CANARY).cursor(cursor)));

    assert_silent("a get", &format!("{0:?} {0:#?}", Secret::get(CANARY)));
    assert_silent("a save", &format!("{0:?} {0:#?}", secret().save()));
    assert_silent("a create", &format!("{:?}", secret().create().returning_old()));
    assert_silent("a delete", &format!("{0:?} {0:#?}", Secret::delete(CANARY)));
    assert_silent(
        "a query",
        &format!("{0:?} {0:#?}", Secret::by_text(CANARY).sort_between(CANARY, CANARY)),
    );
    assert_silent("a registry's query", &format!("{:?}", Shop::query(Secret::partition(CANARY))));
    assert_silent("a partition", &format!("{:?}", Secret::partition(CANARY)));
    assert_silent(
        "a handle",
        &format!("{:?} {:?}", engine.dynamo(), Dynamo::builder(engine.client())),
    );

    let explanations = [
        Secret::get(CANARY).explain(),
        secret().save().explain(),
        Secret::delete(CANARY).explain(),
        Secret::by_text(CANARY).sort_begins_with(CANARY).explain(),
    ];
    for explain in explanations {
        assert_silent("an explanation", &format!("{explain} {explain:?}"));
        assert!(
            explain.clone().with_values().to_string().contains(CANARY),
            "it is there for who asks"
        );
        assert_silent("its debug form", &format!("{:?}", explain.with_values()));
    }
}

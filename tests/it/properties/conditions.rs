//! Random conditions: their text says the same tree, and the engine answers what the tree says.

use std::collections::{BTreeMap, BTreeSet};

use dynamorph::prelude::*;
use dynamorph::{Attr, AttributeType, Condition, Dynamic, Optional, Untyped};
use dynamorph_testing::{Embedded, Scripted};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::expression_text::{Request, Tree, parse};
use crate::support::run;

/// In a table of its own, where the mapper adds no filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "thicket")]
struct Bush {
    #[dynamo(partition_key)]
    id: u32,
}

/// Names that would be another thing in a text.
pub(super) const NAMES: [&str; 6] = ["a", "a.b", "AND", ":0", "#1", "x = 1"];

/// What an attribute holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Value {
    Number(i64),
    Text(String),
}

#[derive(Debug, Clone, PartialEq)]
enum Leaf {
    Compare(&'static str, usize, Value),
    Beside(&'static str, usize, usize),
    Size(&'static str, usize, usize),
    Between(usize, i64, i64),
    In(usize, Vec<i64>),
    Exists(usize),
    NotExists(usize),
    Type(usize, AttributeType),
    BeginsWith(usize, String),
    Contains(usize, String),
}

#[derive(Debug, Clone, PartialEq)]
enum Random {
    Leaf(Leaf),
    And(Box<Random>, Box<Random>),
    Or(Box<Random>, Box<Random>),
    Not(Box<Random>),
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![(-2..3_i64).prop_map(Value::Number), text().prop_map(Value::Text)]
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "a", "ab", "b) OR (a", "#0 = :0"]).prop_map(str::to_owned)
}

fn name() -> impl Strategy<Value = usize> {
    0..NAMES.len()
}

fn operator() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["=", "<>", "<", "<=", ">", ">="])
}

fn leaf() -> impl Strategy<Value = Leaf> {
    let type_ = prop::sample::select(vec![AttributeType::S, AttributeType::N, AttributeType::Ss]);
    prop_oneof![
        (operator(), name(), value())
            .prop_map(|(operator, name, value)| Leaf::Compare(operator, name, value)),
        // DynamoDB refuses to compare an attribute with itself.
        (operator(), name(), 1..NAMES.len()).prop_map(|(operator, name, by)| Leaf::Beside(
            operator,
            name,
            (name + by) % NAMES.len()
        )),
        (operator(), name(), 0..4_usize)
            .prop_map(|(operator, name, size)| Leaf::Size(operator, name, size)),
        (name(), -2..3_i64, -2..3_i64).prop_map(|(name, low, high)| Leaf::Between(name, low, high)),
        (name(), prop::collection::vec(-2..3_i64, 0..4))
            .prop_map(|(name, values)| Leaf::In(name, values)),
        name().prop_map(Leaf::Exists),
        name().prop_map(Leaf::NotExists),
        (name(), type_).prop_map(|(name, type_)| Leaf::Type(name, type_)),
        (name(), text()).prop_map(|(name, text)| Leaf::BeginsWith(name, text)),
        (name(), text()).prop_map(|(name, text)| Leaf::Contains(name, text)),
    ]
}

fn random() -> impl Strategy<Value = Random> {
    leaf().prop_map(Random::Leaf).prop_recursive(5, 24, 2, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            pair.clone().prop_map(|(a, b)| Random::And(Box::new(a), Box::new(b))),
            pair.prop_map(|(a, b)| Random::Or(Box::new(a), Box::new(b))),
            inner.prop_map(|a| Random::Not(Box::new(a))),
        ]
    })
}

fn attribute(name: usize) -> Attr<Untyped, Dynamic, Optional> {
    Attr::named(NAMES[name])
}

fn condition(random: &Random) -> Condition<Untyped> {
    match random {
        Random::And(a, b) => condition(a) & condition(b),
        Random::Or(a, b) => condition(a) | condition(b),
        Random::Not(a) => !condition(a),
        Random::Leaf(leaf) => match leaf.clone() {
            Leaf::Compare(operator, name, value) => compared(operator, &attribute(name), value),
            Leaf::Beside(operator, name, other) => {
                compared(operator, &attribute(name), attribute(other))
            }
            Leaf::Size(operator, name, size) => {
                let length = attribute(name).size();
                match operator {
                    "=" => length.eq(size),
                    "<>" => length.ne(size),
                    "<" => length.lt(size),
                    "<=" => length.le(size),
                    ">" => length.gt(size),
                    _ => length.ge(size),
                }
            }
            Leaf::Between(name, low, high) => attribute(name).between(low, high),
            Leaf::In(name, values) => attribute(name).is_in(values),
            Leaf::Exists(name) => attribute(name).exists(),
            Leaf::NotExists(name) => attribute(name).not_exists(),
            Leaf::Type(name, type_) => attribute(name).attribute_type(type_),
            Leaf::BeginsWith(name, text) => attribute(name).begins_with(text),
            Leaf::Contains(name, text) => attribute(name).contains(text),
        },
    }
}

fn compared<V: dynamorph::Operand<Untyped, Dynamic>>(
    operator: &str,
    attribute: &Attr<Untyped, Dynamic, Optional>,
    value: V,
) -> Condition<Untyped> {
    match operator {
        "=" => attribute.eq(value),
        "<>" => attribute.ne(value),
        "<" => attribute.lt(value),
        "<=" => attribute.le(value),
        ">" => attribute.gt(value),
        _ => attribute.ge(value),
    }
}

/// What the tree says, as a text of it would be read.
fn expected(random: &Random) -> Tree {
    match random {
        Random::And(a, b) => expected(a).and(expected(b)),
        Random::Or(a, b) => expected(a).or(expected(b)),
        Random::Not(a) => expected(a).not(),
        Random::Leaf(leaf) => {
            let number = |number: &i64| format!("N {number}");
            let name = |name: &usize| format!("`{}`", NAMES[*name]);
            Tree::Leaf(match leaf {
                Leaf::Compare(operator, at, Value::Number(value)) => {
                    format!("{} {operator} {}", name(at), number(value))
                }
                Leaf::Compare(operator, at, Value::Text(value)) => {
                    format!("{} {operator} S {value}", name(at))
                }
                Leaf::Beside(operator, at, other) => {
                    format!("{} {operator} {}", name(at), name(other))
                }
                Leaf::Size(operator, at, size) => format!("size({}) {operator} N {size}", name(at)),
                Leaf::Between(_, low, high) if low > high => return Tree::Constant(false),
                Leaf::Between(at, low, high) => {
                    format!("{} BETWEEN {} AND {}", name(at), number(low), number(high))
                }
                Leaf::In(_, values) if values.is_empty() => return Tree::Constant(false),
                Leaf::In(at, values) => format!(
                    "{} IN ({})",
                    name(at),
                    values.iter().map(number).collect::<Vec<_>>().join(", ")
                ),
                Leaf::Exists(at) => format!("attribute_exists({})", name(at)),
                Leaf::NotExists(at) => format!("attribute_not_exists({})", name(at)),
                Leaf::Type(at, type_) => {
                    format!("attribute_type({}, S {})", name(at), type_.as_str())
                }
                Leaf::BeginsWith(at, text) => format!("begins_with({}, S {text})", name(at)),
                Leaf::Contains(at, text) => format!("contains({}, S {text})", name(at)),
            })
        }
    }
}

type Bushes = BTreeMap<u32, BTreeMap<&'static str, Value>>;

/// Every attribute is a number, a text or absent, of which each pair occurs in some bush.
fn bushes() -> Bushes {
    let values = [
        None,
        Some(Value::Number(-1)),
        Some(Value::Number(1)),
        Some(Value::Text(String::new())),
        Some(Value::Text("ab".to_owned())),
    ];
    let mut random = 7_usize;
    let mut pick = || {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        values[(random >> 33) % values.len()].clone()
    };
    let mut bush = || NAMES.iter().filter_map(|name| pick().map(|value| (*name, value))).collect();
    (0..24).map(|id| (id, bush())).collect()
}

/// The service's rule: `None` where there is nothing to compare.
fn compares(operator: &str, left: Option<&Value>, right: Option<&Value>) -> bool {
    let order = match (left, right) {
        (Some(Value::Number(left)), Some(Value::Number(right))) => Some(left.cmp(right)),
        (Some(Value::Text(left)), Some(Value::Text(right))) => {
            Some(left.as_bytes().cmp(right.as_bytes()))
        }
        _ => None,
    };
    match operator {
        "=" => order.is_some_and(std::cmp::Ordering::is_eq),
        "<>" => !order.is_some_and(std::cmp::Ordering::is_eq),
        "<" => order.is_some_and(std::cmp::Ordering::is_lt),
        "<=" => order.is_some_and(std::cmp::Ordering::is_le),
        ">" => order.is_some_and(std::cmp::Ordering::is_gt),
        _ => order.is_some_and(std::cmp::Ordering::is_ge),
    }
}

fn holds(random: &Random, bush: &BTreeMap<&'static str, Value>) -> bool {
    let get = |name: &usize| bush.get(NAMES[*name]);
    let text = |name: &usize| match get(name) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    match random {
        Random::And(a, b) => holds(a, bush) && holds(b, bush),
        Random::Or(a, b) => holds(a, bush) || holds(b, bush),
        Random::Not(a) => !holds(a, bush),
        Random::Leaf(leaf) => match leaf {
            Leaf::Compare(operator, at, value) => compares(operator, get(at), Some(value)),
            Leaf::Beside(operator, at, other) => compares(operator, get(at), get(other)),
            Leaf::Size(operator, at, size) => {
                let length =
                    text(at).map(|text| Value::Number(i64::try_from(text.len()).expect("short")));
                let size = Value::Number(i64::try_from(*size).expect("short"));
                compares(operator, length.as_ref(), Some(&size))
            }
            Leaf::Between(at, low, high) => {
                matches!(get(at), Some(Value::Number(value)) if low <= value && value <= high)
            }
            Leaf::In(at, values) => {
                matches!(get(at), Some(Value::Number(value)) if values.contains(value))
            }
            Leaf::Exists(at) => get(at).is_some(),
            Leaf::NotExists(at) => get(at).is_none(),
            Leaf::Type(at, AttributeType::S) => matches!(get(at), Some(Value::Text(_))),
            Leaf::Type(at, AttributeType::N) => matches!(get(at), Some(Value::Number(_))),
            Leaf::Type(..) => false,
            Leaf::BeginsWith(at, prefix) => text(at).is_some_and(|text| text.starts_with(prefix)),
            Leaf::Contains(at, part) => text(at).is_some_and(|text| text.contains(part)),
        },
    }
}

/// The one request that a scan with this filter sends; none where nothing is to be asked.
fn sent(random: &Random) -> Option<Request> {
    let engine = Scripted::always(r#"{"Count":0,"ScannedCount":0,"Items":[]}"#);
    run(Bush::scan().filter(condition(random)).count(&engine.dynamo())).expect("it is sent");
    engine.requests().first().map(|sent| Request(sent.json()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_text_of_a_condition_is_its_tree(random in random()) {
        let request = sent(&random);
        match (expected(&random), &request) {
            (Tree::Constant(false), None) => {}
            (Tree::Constant(true), Some(request)) => prop_assert!(request.0.get("FilterExpression").is_none()),
            (tree, Some(request)) => {
                let text = request.0["FilterExpression"].as_str().expect("a filter");
                prop_assert_eq!(parse(request, text), Ok(tree), "{}", text);
                prop_assert_eq!(request.used(&[text]), request.defined(), "{}", text);
                prop_assert!(request.has_no_input(text), "{}", text);
            }
            (tree, None) => prop_assert!(false, "nothing is sent for {:?}", tree),
        }
        prop_assert_eq!(request, sent(&random), "the same tree has the same text");
    }
}

#[test]
fn the_engine_answers_what_a_condition_says() {
    let db = Embedded::memory().dynamo();
    let bushes = bushes();
    run(async {
        db.ensure_table::<Bush>().await.expect("the table is made");
        for (id, bush) in &bushes {
            let update = Bush::update(*id).upsert();
            let set = |update: dynamorph::Update<Bush>, (name, value): (&&str, &Value)| {
                update.set(Attr::named(name), value.clone())
            };
            bush.iter().fold(update, set).send(&db).await.expect("the item is stored");
        }
    });
    let config =
        ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(random in random())| {
        let found = run(Bush::scan().filter(condition(&random)).select(Bush::ID).all(&db));
        let found: BTreeSet<u32> = found.expect("the engine takes it").into_iter().collect();
        let expected: BTreeSet<u32> =
            bushes.iter().filter(|(_, bush)| holds(&random, bush)).map(|(id, _)| *id).collect();
        prop_assert_eq!(found, expected);
    });
}

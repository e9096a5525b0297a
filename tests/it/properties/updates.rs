//! Random updates: each clause stands once, and the engine leaves what the actions say.

use std::collections::BTreeMap;

use dynamorph::prelude::*;
use dynamorph::{Attr, Stored, Update};
use dynamorph_testing::{Embedded, Scripted};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::expression_text::Request;
use crate::support::attributes::{item_json, sorted};
use crate::support::run;

/// In a table of its own, where the mapper sets nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "heap")]
struct Heap {
    #[dynamo(partition_key)]
    id: String,
}

/// Names that would be another thing in a text.
const NAMES: [&str; 8] = ["a", "a.b", "SET", ":0", "#0", "x = 1, y", "REMOVE", "é"];

#[derive(Debug, Clone)]
enum Action {
    Set(i64),
    SetText(String),
    SetIfAbsent(i64),
    Increment(i64),
    Decrement(i64),
    Copy(usize),
    Remove,
    Add(i64),
    AddElements(Vec<String>),
    DeleteElements(Vec<String>),
    Nothing,
}

fn action() -> impl Strategy<Value = Action> {
    let elements = || prop::collection::vec("[a-d]", 1..4);
    prop_oneof![
        (-3..4_i64).prop_map(Action::Set),
        prop::sample::select(vec!["", "SET", ":0", "#0 = :1"])
            .prop_map(|text| Action::SetText(text.to_owned())),
        (-3..4_i64).prop_map(Action::SetIfAbsent),
        (-3..4_i64).prop_map(Action::Increment),
        (-3..4_i64).prop_map(Action::Decrement),
        (0..NAMES.len()).prop_map(Action::Copy),
        Just(Action::Remove),
        (-3..4_i64).prop_map(Action::Add),
        elements().prop_map(Action::AddElements),
        elements().prop_map(Action::DeleteElements),
        Just(Action::Nothing),
    ]
}

/// What an attribute holds at first: a number, a set, or nothing, so that each action is possible.
fn before(action: &Action, number: i64, is_there: bool) -> Option<Value> {
    match action {
        Action::AddElements(_) | Action::DeleteElements(_) => {
            is_there.then(|| json!({ "SS": ["a", "e"] }))
        }
        Action::Increment(_) | Action::Decrement(_) => Some(json!({ "N": number.to_string() })),
        _ => is_there.then(|| json!({ "N": number.to_string() })),
    }
}

fn number(value: Option<&Value>) -> i64 {
    value.and_then(|value| value["N"].as_str()).map_or(0, |text| text.parse().expect("a number"))
}

/// What an attribute holds afterwards. Others are read as they were before.
fn after(action: &Action, name: &str, before: &BTreeMap<&'static str, Value>) -> Option<Value> {
    let there = before.get(name);
    let is = |number: i64| Some(json!({ "N": number.to_string() }));
    let elements = || there.and_then(|set| set["SS"].as_array().cloned()).unwrap_or_default();
    let set =
        |elements: Vec<Value>| (!elements.is_empty()).then(|| sorted(json!({ "SS": elements })));
    match action {
        Action::Set(value) => is(*value),
        Action::SetText(text) => Some(json!({ "S": text })),
        Action::SetIfAbsent(value) => there.cloned().or_else(|| is(*value)),
        Action::Increment(by) | Action::Add(by) => is(number(there) + by),
        Action::Decrement(by) => is(number(there) - by),
        Action::Copy(from) => before.get(NAMES[*from]).cloned(),
        Action::Remove => None,
        Action::AddElements(new) => {
            let mut all = elements();
            for element in new {
                if !all.contains(&json!(element)) {
                    all.push(json!(element));
                }
            }
            set(all)
        }
        Action::DeleteElements(old) => set(elements()
            .into_iter()
            .filter(|element| !old.iter().any(|old| json!(old) == *element))
            .collect()),
        Action::Nothing => there.cloned(),
    }
}

fn act(update: Update<Heap>, name: &str, action: &Action) -> Update<Heap> {
    use aws_sdk_dynamodb::types::AttributeValue;
    let attribute = || Attr::named(name);
    match action.clone() {
        Action::Set(value) => update.set(attribute(), value),
        Action::SetText(text) => update.set(attribute(), text),
        Action::SetIfAbsent(value) => update.set_if_not_exists(attribute(), value),
        Action::Increment(by) => update.increment(attribute(), by),
        Action::Decrement(by) => update.decrement(attribute(), by),
        Action::Copy(from) => update.set(attribute(), Attr::named(NAMES[from])),
        Action::Remove => update.remove(attribute()),
        Action::Add(by) => update.add(attribute(), by),
        Action::AddElements(new) => {
            let attribute =
                Attr::<Heap, std::collections::BTreeSet<String>, dynamorph::Optional>::new(leaked(
                    name,
                ));
            update.add(attribute, new)
        }
        Action::DeleteElements(old) => {
            let attribute =
                Attr::<Heap, std::collections::BTreeSet<String>, dynamorph::Optional>::new(leaked(
                    name,
                ));
            update.delete(attribute, old)
        }
        Action::Nothing => update
            .set_some(attribute(), None::<Stored>)
            .add(attribute(), Stored(AttributeValue::N("0".to_owned()))),
    }
}

/// The name as constants have it.
fn leaked(name: &str) -> &'static str {
    NAMES.iter().find(|known| **known == name).expect("one of them")
}

#[derive(Debug, Clone)]
struct Random {
    actions: Vec<(usize, Action)>,
    before: BTreeMap<&'static str, Value>,
}

/// One action for each of some attributes, in any order, that DynamoDB takes of this item.
fn random() -> impl Strategy<Value = Random> {
    let each = prop::collection::vec((action(), -3..4_i64, any::<bool>()), NAMES.len());
    let order = Just((0..NAMES.len()).collect::<Vec<_>>()).prop_shuffle();
    (each, order, 1..=NAMES.len()).prop_map(|(each, order, count)| {
        let before: BTreeMap<&'static str, Value> = (NAMES.iter().zip(&each))
            .filter_map(|(name, (action, number, is_there))| {
                before(action, *number, *is_there).map(|value| (*name, value))
            })
            .collect();
        let actions = order.into_iter().take(count).map(|at| match &each[at].0 {
            // What is copied has to be there, and adding nothing makes a number.
            Action::Copy(from) if !before.contains_key(NAMES[*from]) => (at, Action::Remove),
            Action::Nothing if !before.contains_key(NAMES[at]) => (at, Action::Remove),
            action => (at, action.clone()),
        });
        Random { actions: actions.collect(), before: before.clone() }
    })
}

fn update(random: &Random) -> Update<Heap> {
    let all = random.actions.iter();
    all.fold(Heap::update("a"), |update, (at, action)| act(update, NAMES[*at], action))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_update_has_each_clause_once(random in random()) {
        let engine = Scripted::always("{}");
        run(update(&random).send(&engine.dynamo())).expect("it is sent");
        let request = Request(engine.requests()[0].json());
        let text = request.0["UpdateExpression"].as_str().expect("an update");
        let condition = request.0["ConditionExpression"].as_str().expect("the item is there");
        for clause in ["SET ", "REMOVE ", "ADD ", "DELETE "] {
            prop_assert!(text.matches(clause).count() <= 1, "{}", text);
        }
        prop_assert!(request.has_no_input(text), "{}", text);
        prop_assert_eq!(request.used(&[text, condition]), request.defined(), "{}", text);
        let names = request.0["ExpressionAttributeNames"].as_object().expect("names");
        for (at, _) in &random.actions {
            prop_assert!(names.values().any(|name| name == NAMES[*at]), "{}", text);
        }
    }

    #[test]
    fn the_engine_leaves_what_the_actions_say(random in random()) {
        let db = Embedded::memory().dynamo();
        let stored = run(async {
            db.ensure_table::<Heap>().await.expect("the table is made");
            Heap { id: "a".into() }.save().send(&db).await.expect("the item is stored");
            let put = random.before.iter().fold(Heap::update("a").upsert(), |update, (name, value)| {
                update.set(Attr::named(name), Stored(attribute_value(value)))
            });
            if !random.before.is_empty() {
                put.send(&db).await.expect("the item has attributes");
            }
            update(&random).send(&db).await.expect("the engine takes it");
            let get = db.client().get_item().table_name(db.table_name::<Heap>());
            let get = get.key("id", aws_sdk_dynamodb::types::AttributeValue::S("a".to_owned()));
            get.send().await.expect("a get").item.expect("an item")
        });
        let mut expected: BTreeMap<&str, Value> = random.before.clone();
        for (at, action) in &random.actions {
            match after(action, NAMES[*at], &random.before) {
                Some(value) => expected.insert(NAMES[*at], value),
                None => expected.remove(NAMES[*at]),
            };
        }
        expected.insert("id", json!({ "S": "a" }));
        prop_assert_eq!(item_json(&stored), json!(expected));
    }
}

fn attribute_value(value: &Value) -> aws_sdk_dynamodb::types::AttributeValue {
    use aws_sdk_dynamodb::types::AttributeValue;
    if let Some(number) = value["N"].as_str() {
        return AttributeValue::N(number.to_owned());
    }
    let set = value["SS"].as_array().expect("a set");
    AttributeValue::Ss(set.iter().map(|text| text.as_str().expect("text").to_owned()).collect())
}

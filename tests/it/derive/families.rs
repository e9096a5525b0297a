//! Values are in the families of what they are stored as.

use std::collections::{BTreeMap, BTreeSet};

use dynamorph::prelude::*;
use dynamorph::{
    Addable, Container, List, Map, Measured, Numeric, Prefixed, Scalar, Set, Shape, Shaped,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Cents(u64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Day(String);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Tags(BTreeSet<Day2>);

#[derive(Debug, Clone, PartialEq, PartialOrd, Ord, Eq, Serialize, Deserialize, DynamoValue)]
struct Day2(String);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Prices(Vec<Cents>);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Stock(BTreeMap<String, Tags>);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Twice(Cents);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
enum Status {
    Open,
    Paid,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
#[serde(from = "String", into = "String")]
#[dynamo(as = String)]
struct Mail(String);

impl From<String> for Mail {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Mail> for String {
    fn from(mail: Mail) -> Self {
        mail.0
    }
}

fn scalar<T: Scalar>() {}
fn number<T: Scalar + Numeric + Addable>() {}
fn text<T: Scalar + Prefixed + Measured + Container>() {}

#[test]
fn values_take_the_operations_of_what_they_store() {
    number::<Cents>();
    number::<Twice>();
    text::<Day>();
    text::<Mail>();
    scalar::<Status>();
    assert_eq!(Status::Open.clone(), Status::Open);
    assert_ne!(Status::Paid, Status::Open);
}

/// The types are checked by the compiler.
fn set<T: Set<Element = E> + Container<Element = E> + Addable + Measured, E>() {}
fn list<T: List<Element = E> + Container<Element = E> + Measured, E>() {}
fn map<T: Map<Value = V> + Measured, V>() {}

#[test]
fn collections_hold_what_the_inner_ones_hold() {
    set::<Tags, Day2>();
    list::<Prices, Cents>();
    map::<Stock, Tags>();
    // A codec is told apart by its shape.
    let shown = format!("{:?}", <Stock as Map>::value(&<Stock as Shaped>::SHAPE));
    assert!(shown.contains("StringSet"), "{shown}");
    let shown = format!("{:?}", <Tags as Set>::element(&Shape::Plain));
    assert!(shown.contains("Plain"), "{shown}");
}

//! Structs, tuples, newtypes and what contains itself.

use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;

use dynamorph::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::paths::matrix;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Address {
    street: String,
    zip: Option<u32>,
    geo: (f64, f64),
    codes: BTreeSet<u16>,
}

/// It derives nothing of ours, so all of it is what serde says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Foreign {
    tags: BTreeSet<String>,
    raw: Vec<u8>,
    none: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Unit;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Pair(BTreeSet<String>, Decimal);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Metres(i64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Wrapped(Metres);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
#[serde(transparent)]
struct Typed {
    text: String,
    #[serde(skip)]
    kind: PhantomData<u8>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Tree {
    tags: BTreeSet<String>,
    children: Vec<Tree>,
    left: Option<Box<Tree>>,
    named: BTreeMap<String, Tree>,
}

fn leaf(tag: Option<&str>) -> Tree {
    Tree {
        tags: tag.into_iter().map(str::to_owned).collect(),
        children: vec![],
        left: None,
        named: BTreeMap::new(),
    }
}

fn address() -> Address {
    Address { street: "Rue é".to_owned(), zip: None, geo: (1.5, -2.0), codes: BTreeSet::from([7]) }
}

matrix! {
    nested: Address = address() => { "v": { "M": { "street": { "S": "Rue é" }, "geo": { "L": [{ "N": "1.5" }, { "N": "-2" }] }, "codes": { "NS": ["7"] } } } };
    boxed: Box<Address> = Box::new(address()) => { "v": { "M": { "street": { "S": "Rue é" }, "geo": { "L": [{ "N": "1.5" }, { "N": "-2" }] }, "codes": { "NS": ["7"] } } } };
    foreign: Foreign = Foreign { tags: BTreeSet::from(["a".to_owned()]), raw: vec![1], none: None }
        => { "v": { "M": { "tags": { "L": [{ "S": "a" }] }, "raw": { "L": [{ "N": "1" }] } } } };
    unit_struct: Unit = Unit => { "v": { "NULL": true } };
    unit_structs: Vec<Unit> = vec![Unit] => { "v": { "L": [{ "NULL": true }] } };
    tuple_struct: Pair = Pair(BTreeSet::from(["a".to_owned()]), Decimal::new(15, 1)) => { "v": { "L": [{ "SS": ["a"] }, { "N": "1.5" }] } };
    newtype: Metres = Metres(-1) => { "v": { "N": "-1" } };
    newtype_of_newtype: Wrapped = Wrapped(Metres(i64::MAX)) => { "v": { "N": "9223372036854775807" } };
    newtypes: Vec<Wrapped> = vec![Wrapped(Metres(1))] => { "v": { "L": [{ "N": "1" }] } };
    transparent: Typed = Typed { text: "t".to_owned(), kind: PhantomData } => { "v": { "S": "t" } };
    tuple: (u8, String, bool) = (1, "a".to_owned(), true) => { "v": { "L": [{ "N": "1" }, { "S": "a" }, { "BOOL": true }] } };
    tuple_of_one: (u8,) = (1,) => { "v": { "L": [{ "N": "1" }] } };
    nested_tuples: ((u8, (u8, u8)), [(u8, u8); 1]) = ((1, (2, 3)), [(4, 5)])
        => { "v": { "L": [{ "L": [{ "N": "1" }, { "L": [{ "N": "2" }, { "N": "3" }] }] }, { "L": [{ "L": [{ "N": "4" }, { "N": "5" }] }] }] } };
    recursive: Tree = Tree { children: vec![leaf(Some("b"))], left: Some(Box::new(leaf(Some("c")))), named: BTreeMap::from([("d".to_owned(), leaf(None))]), ..leaf(Some("a")) }
        => { "v": { "M": {
            "tags": { "SS": ["a"] },
            "children": { "L": [{ "M": { "tags": { "SS": ["b"] }, "children": { "L": [] }, "named": { "M": {} } } }] },
            "left": { "M": { "tags": { "SS": ["c"] }, "children": { "L": [] }, "named": { "M": {} } } },
            "named": { "M": { "d": { "M": { "children": { "L": [] }, "named": { "M": {} } } } } },
        } } };
}

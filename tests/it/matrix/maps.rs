//! Maps, whose keys are text in DynamoDB, and lists.

use std::collections::{BTreeMap, HashMap, LinkedList, VecDeque};

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::paths::matrix;

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DynamoValue,
)]
enum Colour {
    #[serde(rename = "dark red")]
    Red,
    Blue,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, DynamoValue)]
struct Sku(u32);

fn map<K: Ord, V, const N: usize>(entries: [(K, V); N]) -> BTreeMap<K, V> {
    BTreeMap::from(entries)
}

matrix! {
    by_text: BTreeMap<String, u8> = map([("a".to_owned(), 1), ("b b".to_owned(), 2), ("é\"".to_owned(), 3)])
        => { "v": { "M": { "a": { "N": "1" }, "b b": { "N": "2" }, "é\"": { "N": "3" } } } };
    hashed: HashMap<String, bool> = HashMap::from([("a".to_owned(), true)]) => { "v": { "M": { "a": { "BOOL": true } } } };
    empty: BTreeMap<String, u8> = BTreeMap::new() => { "v": { "M": {} } };
    by_unsigned: BTreeMap<u64, u8> = map([(u64::MAX, 1), (0, 2)]) => { "v": { "M": { "18446744073709551615": { "N": "1" }, "0": { "N": "2" } } } };
    by_signed: HashMap<i8, u8> = HashMap::from([(-7, 1)]) => { "v": { "M": { "-7": { "N": "1" } } } };
    by_128_bits: BTreeMap<i128, u8> = map([(i128::MIN, 1)]) => { "v": { "M": { "-170141183460469231731687303715884105728": { "N": "1" } } } };
    by_boolean: BTreeMap<bool, u8> = map([(false, 0), (true, 1)]) => { "v": { "M": { "false": { "N": "0" }, "true": { "N": "1" } } } };
    by_character: BTreeMap<char, u8> = map([('é', 0)]) => { "v": { "M": { "é": { "N": "0" } } } };
    by_uuid: BTreeMap<Uuid, u8> = map([(Uuid::nil(), 0)]) => { "v": { "M": { "00000000-0000-0000-0000-000000000000": { "N": "0" } } } };
    by_unit_enum: HashMap<Colour, u8> = HashMap::from([(Colour::Red, 0), (Colour::Blue, 1)]) => { "v": { "M": { "dark red": { "N": "0" }, "Blue": { "N": "1" } } } };
    by_newtype: BTreeMap<Sku, u8> = map([(Sku(7), 0)]) => { "v": { "M": { "7": { "N": "0" } } } };
    by_date: BTreeMap<chrono::NaiveDate, u8> = map([(chrono::NaiveDate::MIN.max("2026-01-02".parse().expect("a date")), 0)]) => { "v": { "M": { "2026-01-02": { "N": "0" } } } };
    of_options: BTreeMap<String, Option<u8>> = map([("a".to_owned(), None), ("b".to_owned(), Some(1))]) => { "v": { "M": { "a": { "NULL": true }, "b": { "N": "1" } } } };
    of_maps: BTreeMap<u8, HashMap<i16, Colour>> = map([(1, HashMap::from([(-1, Colour::Blue)]))]) => { "v": { "M": { "1": { "M": { "-1": { "S": "Blue" } } } } } };
    optional: Option<HashMap<String, u8>> = Some(HashMap::new()) => { "v": { "M": {} } };

    list: Vec<String> = vec!["a".to_owned(), String::new()] => { "v": { "L": [{ "S": "a" }, { "S": "" }] } };
    empty_list: Vec<String> = Vec::new() => { "v": { "L": [] } };
    array: [i16; 2] = [-1, 1] => { "v": { "L": [{ "N": "-1" }, { "N": "1" }] } };
    deque: VecDeque<bool> = VecDeque::from([true]) => { "v": { "L": [{ "BOOL": true }] } };
    linked_list: LinkedList<u8> = LinkedList::from([1]) => { "v": { "L": [{ "N": "1" }] } };
    of_lists: Vec<Vec<i64>> = vec![vec![], vec![1, 2]] => { "v": { "L": [{ "L": [] }, { "L": [{ "N": "1" }, { "N": "2" }] }] } };
    list_of_options: Vec<Option<u8>> = vec![Some(1), None] => { "v": { "L": [{ "N": "1" }, { "NULL": true }] } };
}

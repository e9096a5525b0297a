//! Bytes, and what is only like bytes.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use dynamorph::prelude::*;

use super::paths::matrix;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Hash([u8; 4]);

/// A type that says nothing of itself stays what serde says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Foreign(Vec<u8>);

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Octet(u8);

matrix! {
    list: Vec<u8> = vec![0, 255, 16] => { "v": { "B": "AP8Q" } };
    empty: Vec<u8> = Vec::new() => { "v": { "B": "" } };
    array: [u8; 3] = [1, 2, 3] => { "v": { "B": "AQID" } };
    long: Vec<u8> = vec![7; 32] => { "v": { "B": "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=" } };
    boxed: Box<[u8]> = vec![1, 2].into() => { "v": { "B": "AQI=" } };
    deque: VecDeque<u8> = VecDeque::from([1, 2]) => { "v": { "B": "AQI=" } };
    optional: Option<Vec<u8>> = Some(vec![1]) => { "v": { "B": "AQ==" } };
    by_serde_bytes: ByteBuf = ByteBuf::from([7]) => { "v": { "B": "Bw==" } };
    #[serde(with = "serde_bytes")]
    with_serde_bytes: Vec<u8> = vec![7, 8] => { "v": { "B": "Bwg=" } };
    newtype: Hash = Hash([1, 2, 3, 4]) => { "v": { "B": "AQIDBA==" } };
    lists: Vec<Vec<u8>> = vec![vec![1], vec![], vec![2, 3]] => { "v": { "L": [{ "B": "AQ==" }, { "B": "" }, { "B": "AgM=" }] } };
    arrays: Vec<[u8; 2]> = vec![[1, 2]] => { "v": { "L": [{ "B": "AQI=" }] } };
    in_maps: BTreeMap<String, Vec<u8>> = BTreeMap::from([("a".to_owned(), vec![9])]) => { "v": { "M": { "a": { "B": "CQ==" } } } };
    in_tuples: (Vec<u8>, u8) = (vec![9], 9) => { "v": { "L": [{ "B": "CQ==" }, { "N": "9" }] } };
    other_integers_are_a_list: Vec<u16> = vec![1, 2] => { "v": { "L": [{ "N": "1" }, { "N": "2" }] } };
    foreign_types_are_a_list: Foreign = Foreign(vec![1, 2]) => { "v": { "L": [{ "N": "1" }, { "N": "2" }] } };
    newtypes_of_bytes_are_a_list: Vec<Octet> = vec![Octet(1)] => { "v": { "L": [{ "N": "1" }] } };
}

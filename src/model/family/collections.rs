//! Lists, sets and maps of the standard library.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Addable, Container, List, Map, Measured, Set};
use crate::codec::{Codec, Shape};

/// The codec of an element of a list or set.
fn element_of<T: Serialize + DeserializeOwned>(shape: &Shape) -> Codec<T> {
    Codec::new(*shape.peeled().element(0))
}

macro_rules! lists {
    ($([$($generics:tt)*] $list:ty;)*) => {$(
        impl<T, $($generics)*> Measured for $list {}
        impl<T: Serialize + DeserializeOwned, $($generics)*> Container for $list {
            type Element = T;
            fn element(shape: &Shape) -> Codec<T> {
                element_of(shape)
            }
        }
        impl<T: Serialize + DeserializeOwned, $($generics)*> List for $list {
            type Element = T;
            fn element(shape: &Shape) -> Codec<T> {
                element_of(shape)
            }
        }
    )*};
}
lists! {
    [] Vec<T>;
    [] VecDeque<T>;
    [const N: usize] [T; N];
}

macro_rules! sets {
    ($([$($generics:tt)*] $set:ty;)*) => {$(
        impl<T, $($generics)*> Measured for $set {}
        impl<T, $($generics)*> Addable for $set {}
        impl<T: Serialize + DeserializeOwned, $($generics)*> Container for $set {
            type Element = T;
            fn element(shape: &Shape) -> Codec<T> {
                element_of(shape)
            }
        }
        impl<T: Serialize + DeserializeOwned, $($generics)*> Set for $set {
            type Element = T;
            fn element(shape: &Shape) -> Codec<T> {
                element_of(shape)
            }
        }
    )*};
}
sets! {
    [] BTreeSet<T>;
    [S] HashSet<T, S>;
}

macro_rules! maps {
    ($([$($generics:tt)*] $map:ty;)*) => {$(
        impl<K, V, $($generics)*> Measured for $map {}
        impl<K, V: Serialize + DeserializeOwned, $($generics)*> Map for $map {
            type Value = V;
            fn value(shape: &Shape) -> Codec<V> {
                Codec::new(match shape.peeled() {
                    Shape::Map(_, value) => **value,
                    _ => Shape::Plain,
                })
            }
        }
    )*};
}
maps! {
    [] BTreeMap<K, V>;
    [S] HashMap<K, V, S>;
}

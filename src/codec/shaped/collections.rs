//! Lists, sets, maps and tuples of the standard library.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use crate::codec::probe::Shaped;
use crate::codec::shape::{MapKey, Shape};

/// A list of `list`'s element behind a set, where DynamoDB has no such set.
pub(crate) const fn set_of(set: Shape, list: Shape) -> Shape {
    match set {
        Shape::Plain => list,
        set => set,
    }
}

/// A set of lists: DynamoDB has one of bytes.
const fn set_of_lists(list: Shape) -> Shape {
    match list {
        Shape::Binary => Shape::BinarySet,
        _ => Shape::Plain,
    }
}

macro_rules! lists {
    ($([$($generics:tt)*] $list:ty;)*) => {$(
        impl<$($generics)*> Shaped for $list {
            const SHAPE: Shape = T::LIST;
            const SET: Shape = set_of_lists(T::LIST);
        }
    )*};
}
lists! {
    [T: Shaped] Vec<T>;
    [T: Shaped] VecDeque<T>;
    [T: Shaped] [T];
    [T: Shaped, const N: usize] [T; N];
}

impl<T: Shaped, S> Shaped for HashSet<T, S> {
    const SHAPE: Shape = set_of(T::SET, T::LIST);
}

impl<T: Shaped> Shaped for BTreeSet<T> {
    const SHAPE: Shape = set_of(T::SET, T::LIST);
}

impl<K: Shaped, V: Shaped, S> Shaped for HashMap<K, V, S> {
    const SHAPE: Shape = Shape::Map(K::KEY, &V::SHAPE);
}

impl<K: Shaped, V: Shaped> Shaped for BTreeMap<K, V> {
    const SHAPE: Shape = Shape::Map(K::KEY, &V::SHAPE);
}

impl Shaped for () {
    const SHAPE: Shape = Shape::Plain;
    const KEY: MapKey = MapKey::Text;
}

macro_rules! tuples {
    ($(($($part:ident)*))*) => {$(
        impl<$($part: Shaped),*> Shaped for ($($part,)*) {
            const SHAPE: Shape = Shape::Tuple(&[$($part::SHAPE),*]);
        }
    )*};
}
tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
}

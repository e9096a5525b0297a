//! Types of the standard library and of `serde_json` that users store, and shared pointers.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};
use std::num::{NonZeroU8, Wrapping};
use std::ops::Range;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use dynamorph::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::paths::matrix;

/// serde writes pointers that are shared only if told to, so these do it by hand.
macro_rules! shared {
    ($($name:ident($inner:ty) as $shape:ty;)*) => {$(
        #[derive(Debug, Clone, PartialEq, DynamoValue)]
        #[dynamo(as = $shape)]
        struct $name($inner);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Deserialize::deserialize(deserializer).map(Self)
            }
        }
    )*};
}
shared! {
    InArc(BTreeSet<String>) as Arc<BTreeSet<String>>;
    InRc(Vec<u8>) as Rc<[u8]>;
    SetOfShared(BTreeSet<u8>) as BTreeSet<Arc<u8>>;
}

matrix! {
    in_an_arc: InArc = InArc(BTreeSet::from(["a".to_owned()])) => { "v": { "SS": ["a"] } };
    in_an_rc: InRc = InRc(vec![1, 2]) => { "v": { "B": "AQI=" } };
    set_of_shared: SetOfShared = SetOfShared(BTreeSet::from([1])) => { "v": { "NS": ["1"] } };

    duration: Duration = Duration::new(5, 7) => { "v": { "M": { "secs": { "N": "5" }, "nanos": { "N": "7" } } } };
    ip_address: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST) => { "v": { "S": "127.0.0.1" } };
    path: PathBuf = PathBuf::from("a/b") => { "v": { "S": "a/b" } };
    range: Range<u8> = 1..3 => { "v": { "M": { "start": { "N": "1" }, "end": { "N": "3" } } } };
    non_zero: NonZeroU8 = NonZeroU8::MIN => { "v": { "N": "1" } };
    wrapping: Wrapping<i8> = Wrapping(-1) => { "v": { "N": "-1" } };
    result_ok: Result<u8, String> = Ok(1) => { "v": { "M": { "Ok": { "N": "1" } } } };
    result_err: Result<u8, String> = Err("a".to_owned()) => { "v": { "M": { "Err": { "S": "a" } } } };
    set_of_options: BTreeSet<Option<u8>> = BTreeSet::from([None, Some(1)]) => { "v": { "L": [{ "NULL": true }, { "N": "1" }] } };
    sets_in_an_array: [BTreeSet<u8>; 2] = [BTreeSet::from([1]), BTreeSet::new()] => { "v": { "L": [{ "NS": ["1"] }, { "L": [] }] } };
    options_of_sets: Vec<Option<BTreeSet<u8>>> = vec![None, Some(BTreeSet::from([1])), Some(BTreeSet::new())]
        => { "v": { "L": [{ "NULL": true }, { "NS": ["1"] }, { "L": [] }] } };
    decimals_of_options: BTreeMap<String, Option<rust_decimal::Decimal>> = BTreeMap::from([("a".to_owned(), None), ("b".to_owned(), Some(rust_decimal::Decimal::ONE))])
        => { "v": { "M": { "a": { "NULL": true }, "b": { "N": "1" } } } };

    json_object: Value = json!({ "text": "a", "integer": -7, "large": u64::MAX, "float": 0.1, "flag": true, "null": null, "list": [1, [], {}] }) => { "v": { "M": {
        "text": { "S": "a" }, "integer": { "N": "-7" }, "large": { "N": "18446744073709551615" }, "float": { "N": "0.1" }, "flag": { "BOOL": true },
        "null": { "NULL": true }, "list": { "L": [{ "N": "1" }, { "L": [] }, { "M": {} }] },
    } } };
    json_null: Value = Value::Null => { "v": { "NULL": true } };
    json_text: Value = json!("a") => { "v": { "S": "a" } };
    #[serde(flatten)]
    json_flattened: serde_json::Map<String, Value> = serde_json::Map::from_iter([("x".to_owned(), json!([null, 1.5]))]) => { "x": { "L": [{ "NULL": true }, { "N": "1.5" }] } };
}

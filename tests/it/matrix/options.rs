//! What is absent, and what is NULL.

use std::collections::BTreeMap;

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

use super::paths::matrix;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Inner {
    absent: Option<u8>,
    #[dynamo(null)]
    null: Option<u8>,
    #[expect(clippy::option_option, reason = "absent, NULL and a value are three things")]
    nullable: Option<Option<u8>>,
}

const EMPTY: Inner = Inner { absent: None, null: None, nullable: None };

matrix! {
    some: Option<String> = Some("a".to_owned()) => { "v": { "S": "a" } };
    none: Option<String> = None => {};
    some_of_unit_is_null: Option<Option<()>> = Some(None) => { "v": { "NULL": true } };
    #[dynamo(null)]
    null [otherwise]: Option<u8> = None => { "v": { "NULL": true } };
    #[dynamo(null)]
    null_some: Option<u8> = Some(1) => { "v": { "N": "1" } };
    nullable_absent: Option<Option<u8>> = None => {};
    nullable_null: Option<Option<u8>> = Some(None) => { "v": { "NULL": true } };
    nullable_some: Option<Option<u8>> = Some(Some(1)) => { "v": { "N": "1" } };
    nullable_list: Option<Option<Vec<u8>>> = Some(Some(vec![1])) => { "v": { "B": "AQ==" } };
    boxed: Option<Box<u8>> = Some(Box::new(1)) => { "v": { "N": "1" } };
    boxed_none: Box<Option<u8>> = Box::new(None) => {};
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped_if_none: Option<u8> = None => {};
    #[serde(default)]
    with_default: Option<u8> = None => {};
    in_tuples: (Option<u8>, Option<u8>) = (None, Some(1)) => { "v": { "L": [{ "NULL": true }, { "N": "1" }] } };
    in_maps: BTreeMap<String, Option<String>> = BTreeMap::from([("a".to_owned(), None)]) => { "v": { "M": { "a": { "NULL": true } } } };
    in_structs: Inner = EMPTY => { "v": { "M": { "null": { "NULL": true } } } };
    in_structs_null: Inner = Inner { nullable: Some(None), ..EMPTY } => { "v": { "M": { "null": { "NULL": true }, "nullable": { "NULL": true } } } };
    in_structs_in_lists: Vec<Inner> = vec![Inner { absent: Some(1), null: Some(2), nullable: Some(Some(3)) }]
        => { "v": { "L": [{ "M": { "absent": { "N": "1" }, "null": { "N": "2" }, "nullable": { "N": "3" } } }] } };
    of_structs: Option<Inner> = Some(EMPTY) => { "v": { "M": { "null": { "NULL": true } } } };
}

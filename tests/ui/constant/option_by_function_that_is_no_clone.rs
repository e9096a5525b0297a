use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "tab")]
struct Item {
    #[dynamo(partition_key)]
    id: u64,
    #[serde(with = "function", default)]
    secret: Option<Secret>,
}

struct Secret;

mod function {
    use super::*;

    pub fn serialize<S: serde::Serializer>(_: &Option<Secret>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_unit()
    }

    pub fn deserialize<'de, D: serde::Deserializer<'de>>(_: D) -> Result<Option<Secret>, D::Error> {
        Ok(None)
    }
}

fn main() {}

#![deny(warnings)]
//! The attributes of serde that the derives accept.
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
pub struct ShopTable;

#[derive(Serialize, Deserialize, DynamoModel)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[dynamo(table = ShopTable, entity = "STRICT", pk = "STRICT#{id}", sk = "STRICT")]
#[derive(Default)]
pub struct Strict {
    pub id: String,
    #[serde(rename(serialize = "mail", deserialize = "mail"), alias = "e-mail")]
    pub email: String,
    #[serde(default = "Strict::one", skip_serializing_if = "Strict::is_one")]
    pub count: u64,
    #[serde(with = "seconds")]
    pub at: std::time::Duration,
    #[serde(skip_serializing)]
    pub read_only: BTreeSet<String>,
    #[serde(skip_deserializing)]
    pub write_only: BTreeSet<String>,
    #[serde(skip)]
    pub cache: Option<std::time::Instant>,
    pub wide: u128,
}

impl Strict {
    fn one() -> u64 {
        1
    }

    fn is_one(count: &u64) -> bool {
        *count == 1
    }
}

mod seconds {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::time::Duration;

    pub fn serialize<S: Serializer>(at: &Duration, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u64(at.as_secs())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
        u64::deserialize(from).map(Duration::from_secs)
    }
}

#[derive(Serialize, Deserialize, DynamoModel)]
#[serde(tag = "kind")]
#[dynamo(table = ShopTable, entity = "OPEN", pk = "OPEN#{id}", sk = "OPEN")]
pub struct Open {
    pub id: String,
    #[serde(flatten)]
    pub place: Place,
    #[serde(flatten)]
    pub rest: BTreeMap<String, u64>,
}

#[derive(Serialize, Deserialize, DynamoMap)]
pub struct Place {
    pub city: String,
    pub pair: Pair,
}

#[derive(Serialize, Deserialize, DynamoMap)]
pub struct Pair(pub BTreeSet<String>, pub Option<Box<Place>>);

#[derive(Serialize, Deserialize, DynamoMap)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum External {
    Unit,
    Newtype(BTreeSet<String>),
    Tuple(u8, i128),
    #[serde(rename_all = "UPPERCASE", alias = "fields")]
    Fields {
        some_tags: BTreeSet<String>,
    },
    #[serde(with = "seconds")]
    With(std::time::Duration),
    #[serde(skip)]
    Skipped,
}

#[derive(Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
pub enum Internal {
    Unit,
    Newtype(Place),
    Fields {
        tags: BTreeSet<String>,
    },
    #[serde(other)]
    Other,
}

#[derive(Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind", content = "data")]
pub enum Adjacent {
    Newtype(u128),
    Tuple(u8, u8),
}

#[derive(Serialize, Deserialize, DynamoMap)]
#[serde(untagged)]
pub enum Untagged {
    Number(u64),
    Fields {
        #[serde(default)]
        tags: BTreeSet<String>,
    },
}

#[derive(Serialize, Deserialize, DynamoValue)]
pub struct Seconds(#[serde(with = "seconds")] pub std::time::Duration);

#[derive(Serialize, Deserialize, DynamoValue)]
#[serde(transparent)]
pub struct Named {
    pub text: String,
    #[serde(skip)]
    pub of: std::marker::PhantomData<u8>,
}

fn main() {
    let _ = Strict::get("1");
    let _ = Open::get("1");
}

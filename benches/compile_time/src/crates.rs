//! The text of the crates that are checked: the same structs, plain and as entities.
use std::fmt::Write;

/// How many structs each crate has.
pub(crate) const ENTITIES: usize = 100;

/// A crate of the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Crate {
    /// serde's derives.
    Plain,
    /// The same, and `DynamoModel`.
    Entities,
    /// The same, and one `register!` of all of them.
    Registered,
}

impl Crate {
    /// All of them, in the order they are checked in; the first is what the others are compared with.
    pub(crate) const ALL: [Self; 3] = [Self::Plain, Self::Entities, Self::Registered];

    /// The package's name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Entities => "entities",
            Self::Registered => "registered",
        }
    }

    /// Its `lib.rs`.
    pub(crate) fn source(self) -> String {
        let is_plain = self == Self::Plain;
        let mut source = head(is_plain);
        for number in 0..ENTITIES {
            source.push_str(&entity(number, is_plain));
        }
        if self == Self::Registered {
            source.push_str("dynamorph::register! {\n    #[derive(Debug, Clone)]\n");
            source.push_str("    pub enum Shop in ShopTable {");
            for number in 0..ENTITIES {
                let separator = if number == 0 { " " } else { ", " };
                let _ = write!(source, "{separator}Entity{number}");
            }
            source.push_str(" }\n}\n");
        }
        source
    }
}

/// The imports, the table, and the types that the fields share.
fn head(is_plain: bool) -> String {
    let derive = |name: &str| if is_plain { String::new() } else { format!(", {name}") };
    let (map, value) = (derive("DynamoMap"), derive("DynamoValue"));
    let table = if is_plain {
        ""
    } else {
        r#"
use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
#[table(index(name = "gsi2", partition_key = "gsi2pk", sort_key = "gsi2sk"))]
pub struct ShopTable;
"#
    };
    format!(
        r"use std::collections::BTreeSet;

use serde::{{Deserialize, Serialize}};
use uuid::Uuid;
{table}
#[derive(Debug, Clone, Serialize, Deserialize{map})]
pub struct Address {{
    pub street: String,
    pub city: String,
    pub zip: Option<String>,
}}

#[derive(Debug, Clone, Serialize, Deserialize{map})]
pub struct Line {{
    pub sku: String,
    pub quantity: u32,
}}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize{value})]
pub enum Status {{
    Open,
    Paid,
    Sent,
}}

"
    )
}

/// A struct of ten fields; as an entity it has two indexes, a generated id and a version.
fn entity(number: usize, is_plain: bool) -> String {
    let (derive, model, auto, version) = if is_plain {
        ("", String::new(), "", "")
    } else {
        let model = format!(
            r#"#[dynamo(table = ShopTable, entity = "ENTITY{number}", pk = "OWNER#{{owner}}", sk = "ENTITY{number}#{{id}}")]
#[dynamo(index(gsi1, query = "by_status", pk = "ENTITY{number}#{{status}}", sk = "{{id}}"))]
#[dynamo(index(gsi2, query = "by_id", pk = "ID#{{id}}", sk = "ENTITY{number}"))]
"#
        );
        (", DynamoModel", model, "    #[dynamo(auto)]\n", "    #[dynamo(version)]\n")
    };
    format!(
        r"#[derive(Debug, Clone, Serialize, Deserialize{derive})]
{model}pub struct Entity{number} {{
    pub owner: String,
{auto}    pub id: Uuid,
    pub status: Status,
    pub note: Option<String>,
    pub active: bool,
    pub tags: BTreeSet<String>,
    pub address: Address,
    pub lines: Vec<Line>,
    pub rating: f64,
{version}    pub version: u64,
}}

"
    )
}

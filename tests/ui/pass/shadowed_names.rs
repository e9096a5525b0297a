#![deny(missing_docs, warnings)]
//! The user's names hide those of the standard library.
use dynamorph::{DynamoMap, DynamoModel, DynamoPatch, DynamoValue, Table, register};
use serde::{Deserialize, Serialize};

/// Names that a derive might take for those of the standard library.
#[allow(non_upper_case_globals)]
pub mod hidden {
    /// Not `std::option::Option`.
    #[derive(Debug)]
    pub struct Option;
    /// Not `std::result::Result`.
    #[derive(Debug)]
    pub struct Result;
    /// Not `std::string::String`.
    #[derive(Debug)]
    pub struct String;
    /// Not `std::vec::Vec`.
    #[derive(Debug)]
    pub struct Vec;
    /// Neither these.
    #[derive(Debug)]
    pub struct Box;
    /// Not `core`.
    pub mod core {}
    /// Not `std`.
    pub mod std {}
    /// Not `dynamorph`.
    pub mod dynamorph {}
    /// Not the traits.
    pub trait Clone {}
    /// Not the traits.
    pub trait Default {}
    /// Not the traits.
    pub trait From {}
    /// Not the traits.
    pub trait Into {}
    /// Not the functions.
    #[allow(non_snake_case)]
    pub fn Some() {}
    /// Not the functions.
    #[allow(non_snake_case)]
    pub fn Ok() {}
    /// Not the functions.
    #[allow(non_snake_case)]
    pub fn Err() {}
    /// Not the constants.
    pub const None: u8 = 0;
}

mod model {
    #![allow(non_upper_case_globals, unused_imports)]
    use super::hidden::*;
    use super::*;

    /// The table.
    #[derive(Table)]
    #[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type", ttl = "until")]
    #[table(index(name = "gsi1", partition_key = "gsi1pk"))]
    pub struct ShopTable;

    /// A stored text.
    #[derive(Debug, Serialize, Deserialize, DynamoValue)]
    pub struct Text(pub ::std::string::String);

    impl ::core::clone::Clone for Text {
        fn clone(&self) -> Self {
            Self(self.0.clone())
        }
    }
    impl PartialEq for Text {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }

    /// On or off.
    #[derive(Debug, Serialize, Deserialize, DynamoValue)]
    pub enum State {
        /// On.
        On,
        /// Off.
        Off,
    }

    /// A place.
    #[derive(Debug, Serialize, Deserialize, DynamoMap)]
    pub struct Place {
        pub(super) texts: ::std::vec::Vec<Text>,
        #[serde(with = "words", default)]
        name: ::std::option::Option<Text>,
    }

    /// Functions of a field.
    mod words {
        use super::super::*;
        use super::Text;

        pub(crate) fn serialize<S: serde::Serializer>(
            text: &Option<Text>,
            to: S,
        ) -> Result<S::Ok, S::Error> {
            text.serialize(to)
        }

        pub(crate) fn deserialize<'de, D: serde::Deserializer<'de>>(
            from: D,
        ) -> Result<Option<Text>, D::Error> {
            Option::deserialize(from)
        }
    }

    /// An item.
    #[derive(Debug, Serialize, Deserialize, DynamoModel)]
    #[dynamo(table = ShopTable, entity = "ITEM", pk = "ITEM#{id}", sk = "ITEM")]
    #[dynamo(index(gsi1, query = "by_state", pk = "{state}"))]
    pub struct Item {
        #[dynamo(auto)]
        id: ::std::string::String,
        state: ::std::option::Option<Text>,
        is: State,
        place: Place,
        #[dynamo(version)]
        version: ::std::option::Option<u64>,
        #[dynamo(created_at)]
        made: i64,
        #[dynamo(updated_at)]
        changed: ::std::option::Option<i64>,
        #[dynamo(ttl)]
        until: u64,
        note: ::std::option::Option<::std::option::Option<Text>>,
    }

    /// What may change.
    #[derive(Debug, Deserialize, DynamoPatch)]
    #[dynamo(model = Item)]
    pub struct ItemPatch {
        state: ::std::option::Option<Text>,
        #[dynamo(nullable)]
        note: ::std::option::Option<::std::option::Option<Text>>,
    }

    register! {
        /// The items.
        #[derive(Debug)]
        pub enum Shop in ShopTable { Item, _ => keep }
    }
}

fn main() {
    let _ = model::Item::by_state(model::Text("on".to_owned()));
    let _ = model::ItemKey { id: "1".to_owned() };
    let _ = model::Item::PLACE.dot(model::Place::TEXTS);
}

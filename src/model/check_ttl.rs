//! What the derives assert at compile time about a TTL field.

use super::check::same;
use super::{DynamoModel, NaturalKey, Table};
use crate::value::KeyType;

/// Checks that the table declares the model's TTL attribute.
///
/// # Panics
///
/// At compile time, with the rule that is broken.
#[track_caller]
pub const fn check_ttl<M: DynamoModel>() {
    if let Some(attribute) = M::SCHEMA.ttl_attribute() {
        let is_declared = match <M::Table as Table>::SCHEMA.ttl_attribute() {
            Some(declared) => same(declared, attribute),
            None => false,
        };
        assert!(
            is_declared,
            "the table declares no `ttl` attribute of this name: add `ttl = \"..\"` to the table, one for all its entities"
        );
    }
}

/// Checks a TTL field that is itself the key attribute of an index.
///
/// # Panics
///
/// At compile time, with the rule that is broken.
#[track_caller]
pub const fn check_ttl_key<T: NaturalKey>() {
    assert!(
        matches!(T::TYPE, KeyType::N),
        "a date-time TTL is stored as a number and cannot be an index key itself: use an integer, or a template"
    );
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::{check_ttl, check_ttl_key};
    use crate::model::{DynamoModel, KeyPart, Schema, Table, TableKey, TableSchema};
    use crate::value::KeyType;

    const KEY: TableKey = TableKey::new("pk", KeyType::S);

    macro_rules! model {
        ($model:ident in $table:ident $schema:expr) => {
            struct $table;
            impl Table for $table {
                const SCHEMA: &'static TableSchema = &$schema;
            }
            #[derive(Serialize, Deserialize)]
            struct $model {
                id: String,
                expires_at: i64,
            }
            impl DynamoModel for $model {
                type Table = $table;
                type Partition = (String,);
                type Sort = ();
                type Key = (String,);
                const SCHEMA: &'static Schema =
                    &Schema::new("SESSION").partition("SESSION#{id}").ttl("expires_at");
                fn key(&self) -> Self::Key {
                    (self.id.clone(),)
                }
                fn key_part(&self, field: &str) -> Option<&dyn KeyPart> {
                    if field == "id" { Some(&self.id) } else { None }
                }
            }
        };
    }
    model!(Declared in DeclaredTable TableSchema::new("a", KEY).ttl("expires_at"));
    model!(Undeclared in UndeclaredTable TableSchema::new("b", KEY));
    model!(Other in OtherTable TableSchema::new("c", KEY).ttl("expires"));

    const _: () = check_ttl::<Declared>();
    const _: () = check_ttl_key::<u64>();

    #[test]
    #[should_panic(expected = "the table declares no `ttl` attribute of this name")]
    fn a_table_without_ttl_is_refused() {
        check_ttl::<Undeclared>();
    }

    #[test]
    #[should_panic(expected = "the table declares no `ttl` attribute of this name")]
    fn a_table_with_another_ttl_is_refused() {
        check_ttl::<Other>();
    }

    #[cfg(feature = "chrono")]
    #[test]
    #[should_panic(expected = "a date-time TTL is stored as a number")]
    fn a_date_time_is_no_index_key() {
        check_ttl_key::<chrono::DateTime<chrono::Utc>>();
    }
}

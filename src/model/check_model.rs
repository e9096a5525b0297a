//! What a model written by hand asserts at compile time.

use super::{DynamoModel, check_index, check_keys, check_ttl};

/// Checks a model that is written by hand against its table, as the derive does: keys, indexes and TTL.
///
/// # Panics
///
/// At compile time, with the rule that is broken.
///
/// # Examples
///
/// ```
/// # use dynamorph::{KeyPart, Schema};
/// # use dynamorph::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
/// # struct ShopTable;
/// # #[derive(Serialize, Deserialize)]
/// # struct Refund { order_id: u64 }
/// # impl DynamoModel for Refund {
/// #     type Table = ShopTable;
/// #     type Partition = (u64,);
/// #     type Sort = ();
/// #     type Key = (u64,);
/// #     const SCHEMA: &'static Schema = &Schema::new("REFUND").partition("ORDER#{order_id}").sort("REFUND");
/// #     fn key(&self) -> Self::Key { (self.order_id,) }
/// #     fn key_part(&self, field: &str) -> Option<&dyn KeyPart> {
/// #         if field == "order_id" { Some(&self.order_id) } else { None }
/// #     }
/// # }
/// const _: () = dynamorph::check_model::<Refund>();
/// ```
#[track_caller]
pub const fn check_model<M: DynamoModel>() {
    check_keys::<M>();
    check_ttl::<M>();
    let indexes = M::SCHEMA.index_list();
    let mut i = 0;
    while i < indexes.len() {
        check_index::<M::Table>(&indexes[i]);
        i += 1;
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::check_model;
    use crate::model::{
        DynamoModel, IndexSchema, KeyPart, Schema, Table, TableIndex, TableKey, TableSchema,
    };
    use crate::value::KeyType;

    struct Shop;
    impl Table for Shop {
        const SCHEMA: &'static TableSchema =
            &TableSchema::new("shop", TableKey::new("pk", KeyType::S))
                .sort_key(TableKey::new("sk", KeyType::S))
                .indexes(&[TableIndex::global("gsi1", TableKey::new("gsi1pk", KeyType::S))]);
    }

    macro_rules! model {
        ($model:ident: $schema:expr) => {
            #[derive(Serialize, Deserialize)]
            struct $model {
                id: String,
            }
            impl DynamoModel for $model {
                type Table = Shop;
                type Partition = (String,);
                type Sort = ();
                type Key = (String,);
                const SCHEMA: &'static Schema = &$schema;
                fn key(&self) -> Self::Key {
                    (self.id.clone(),)
                }
                fn key_part(&self, field: &str) -> Option<&dyn KeyPart> {
                    if field == "id" { Some(&self.id) } else { None }
                }
            }
        };
    }
    const GSI1: IndexSchema = IndexSchema::new("gsi1").partition("ID#{id}");
    model!(Right: Schema::new("A").partition("A#{id}").sort("A").indexes(&[GSI1]));
    model!(Unsorted: Schema::new("A").partition("A#{id}"));
    model!(Keyless: Schema::new("A").sort("A"));
    model!(Misplaced: Schema::new("A").partition("A#{id}").sort("A").indexes(&[GSI1, IndexSchema::new("gsi2").partition("{id}")]));
    model!(Expiring: Schema::new("A").partition("A#{id}").sort("A").ttl("ends"));

    const _: () = check_model::<Right>();

    #[test]
    #[should_panic(expected = "`sk = ..` is needed exactly when the table declares a sort key")]
    fn a_key_that_the_table_has_not_is_refused() {
        check_model::<Unsorted>();
    }

    #[test]
    #[should_panic(expected = "a model needs a partition key")]
    fn a_model_without_a_key_is_refused() {
        check_model::<Keyless>();
    }

    #[test]
    #[should_panic(expected = "the table declares no index of this name")]
    fn an_index_that_the_table_has_not_is_refused() {
        check_model::<Misplaced>();
    }

    #[test]
    #[should_panic(expected = "the table declares no `ttl` attribute of this name")]
    fn a_ttl_that_the_table_has_not_is_refused() {
        check_model::<Expiring>();
    }
}

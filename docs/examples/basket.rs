# use std::collections::{BTreeMap, BTreeSet};
# use dynamorph::prelude::*;
# use serde::{Deserialize, Serialize};
# #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
# #[dynamo(table = "baskets")]
# struct Basket {
#     #[dynamo(partition_key)]
#     customer: String,
#     lines: Vec<Line>,
#     tags: BTreeSet<String>,
#     labels: BTreeMap<String, String>,
#     points: u32,
#     note: Option<String>,
#     address: Option<Address>,
#     #[dynamo(version)]
#     version: u64,
# }
# #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoMap)]
# struct Line { sku: String, quantity: u32 }
# #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoMap)]
# struct Address { city: String, street: Option<String> }
# fn line(sku: &str, quantity: u32) -> Line { Line { sku: sku.into(), quantity } }
# async fn baskets() -> dynamorph::Result<dynamorph::Dynamo> {
#     let db = dynamorph_testing::Embedded::memory().dynamo();
#     db.ensure_table::<Basket>().await?;
#     let ann = Basket {
#         customer: "ann".into(),
#         lines: vec![line("tea", 2), line("salt", 1)],
#         tags: ["gift".to_owned(), "vip".to_owned()].into(),
#         labels: [("color".to_owned(), "red".to_owned())].into(),
#         points: 10,
#         ..Basket::default()
#     };
#     ann.create().send(&db).await?;
#     Ok(db)
# }

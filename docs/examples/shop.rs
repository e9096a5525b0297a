# use dynamorph::prelude::*;
# use serde::{Deserialize, Serialize};
# #[derive(Table)]
# #[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
# #[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
# struct ShopTable;
# #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
# #[dynamo(table = ShopTable, entity = "PRODUCT", pk = "CATALOG", sk = "PRODUCT#{sku}")]
# struct Product { sku: String, price: u32 }
# #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
# #[dynamo(table = ShopTable, entity = "ORDER", pk = "CUSTOMER#{customer}", sk = "ORDER#{day}#{number}")]
# #[dynamo(index(gsi1, query = "by_status", pk = "STATUS#{status}", sk = "{day}"))]
# struct Order { customer: String, day: String, number: u32, status: String, total: u32 }
# dynamorph::register! { #[derive(Debug)] enum Shop in ShopTable { Product, Order } }
# async fn shop() -> dynamorph::Result<dynamorph::Dynamo> {
#     let db = dynamorph_testing::Embedded::memory().dynamo();
#     db.ensure_table::<Shop>().await?;
#     for (sku, price) in [("coffee", 900), ("tea", 450)] {
#         Product { sku: sku.into(), price }.create().send(&db).await?;
#     }
#     for (number, day) in (1..).zip(["2026-11-03", "2026-11-20", "2026-12-01"]) {
#         let status = if number == 2 { "paid" } else { "open" };
#         Order { customer: "ann".into(), day: day.into(), number, status: status.into(), total: 100 * number }.create().send(&db).await?;
#     }
#     Ok(db)
# }

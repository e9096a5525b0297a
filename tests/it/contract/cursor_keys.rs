//! Cursors over keys of every type and of any text.

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

use super::models::{Product, Shop, product};
use super::pages::paged;
use super::support::table;

#[tokio::test]
async fn a_cursor_holds_keys_of_any_text() {
    let (_, db) = table::<Shop>().await;
    let skus = [" ", "\"quoted\"", "a b", "é", "名前", "😀", "\u{10fffe}"];
    for sku in skus {
        product(sku).create().send(&db).await.unwrap();
    }
    let pages = paged(&db, || Product::query(()).limit(1)).await;
    let found: Vec<_> =
        pages.into_iter().flat_map(|page| page.items).map(|product| product.sku).collect();
    assert_eq!(found, skus);

    let long = ["x".repeat(1015), "x".repeat(1016)];
    for sku in &long {
        product(sku).create().send(&db).await.unwrap();
    }
    let query = || Product::query(()).sort_begins_with("xx").limit(1);
    let page = query().page(&db).await.unwrap();
    assert_eq!(query().cursor(page.cursor).page(&db).await.unwrap().items[0].sku, long[1]);
}

/// Keys of every type, each unlike its text.
macro_rules! typed_cursors {
    ($($test:ident $model:ident $table:literal: $at:ty = $values:expr;)*) => {$(
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
        #[dynamo(table = $table)]
        struct $model {
            #[dynamo(partition_key)]
            group: String,
            #[dynamo(sort_key)]
            at: $at,
        }

        #[tokio::test]
        async fn $test() {
            let (_, db) = table::<$model>().await;
            let values: Vec<$at> = $values;
            for at in &values {
                $model { group: "g".into(), at: at.clone() }.create().send(&db).await.unwrap();
            }
            let pages = paged(&db, || $model::query("g").limit(1)).await;
            assert_eq!(pages.into_iter().flat_map(|page| page.items).map(|item| item.at).collect::<Vec<_>>(), values);
            let pages = paged(&db, || $model::query("g").limit(2).reverse()).await;
            assert!(pages.into_iter().flat_map(|page| page.items).map(|item| item.at).eq(values.into_iter().rev()));
        }
    )*};
}

typed_cursors! {
    a_cursor_holds_numbers_exactly Numbered "cursors-n": dynamorph::Number =
        ["-1E+100", "-0.00000000000000000001", "0", "1E-130", "12345678901234567890123456789012345678"].map(|text| text.parse().unwrap()).to_vec();
    a_cursor_holds_integers Counted "cursors-i": u64 = vec![0, 1, (1 << 53) + 1, u64::MAX];
    a_cursor_holds_bytes Binary "cursors-b": Vec<u8> = vec![vec![0], vec![0, 255], vec![127], vec![255, 255]];
    a_cursor_holds_any_text Texts "cursors-s": String = ["\0", "#", "a#b", "\u{10ffff}"].map(str::to_owned).to_vec();
}

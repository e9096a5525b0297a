//! Partitions of more than one response, items at the limit, writes at the same moment, and items that do not read.

use dynamorph::prelude::*;
use dynamorph::{EncodeErrorKind, Error, ServiceErrorKind};
use futures_util::future::join_all;
use serde::{Deserialize, Serialize};

use super::models::{Product, Shop, ShopTable, product};
use super::support::{attributes, get_raw, put_raw, s, table, watched};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "PHOTO", pk = "PHOTOS", sk = "PHOTO#{id}")]
struct Photo {
    id: u32,
    bytes: Vec<u8>,
}

fn photo(id: u32, size: usize) -> Photo {
    Photo { id, bytes: vec![u8::try_from(id).unwrap(); size] }
}

#[tokio::test]
async fn a_partition_of_more_than_a_megabyte_is_read_whole() {
    let (engine, db) = table::<Photo>().await;
    for id in 0..25 {
        photo(id, 100_000).create().send(&db).await.unwrap();
    }
    let (db, requests) = watched(&engine);

    let all = Photo::query(()).all(&db).await.unwrap();
    assert!(all.iter().map(|photo| photo.id).eq(0..25));
    assert!(all.iter().all(|found| *found == photo(found.id, 100_000)));
    assert!(requests.take().len() >= 3, "DynamoDB answers a megabyte at a time");
    assert_eq!(Photo::query(()).count(&db).await.unwrap(), 25);
    assert_eq!(Photo::query(()).limit(20).all(&db).await.unwrap().len(), 20);
    let page = Photo::query(()).page(&db).await.unwrap();
    assert!(page.items.len() < 25 && page.cursor.is_some());
    let pages = super::pages::paged(&db, || Photo::query(()).limit(15).reverse()).await;
    assert_eq!(pages.iter().map(|page| page.items.len()).collect::<Vec<_>>()[..2], [15, 10]);
}

#[tokio::test]
async fn an_item_of_more_than_400_kb_is_refused_and_comes_back() {
    let (_, db) = table::<Photo>().await;
    let largest = photo(1, 409_600 - 100);
    assert_eq!(largest.clone().create().send(&db).await.unwrap(), largest);
    assert_eq!(Photo::get(1).one(&db).await.unwrap(), largest);

    let error = photo(2, 409_600).create().send(&db).await.unwrap_err();

    let Error::Encode { source, .. } = &error else { panic!("{error}") };
    assert!(matches!(source.kind(), EncodeErrorKind::ItemSize { item: 409_601.., .. }), "{error}");
    assert!(!error.is_condition_failed() && !error.is_throttled() && !error.is_table_not_found());
    assert_eq!(error.into_input::<Photo>().unwrap(), photo(2, 409_600));
    assert_eq!(Photo::get(2).send(&db).await.unwrap(), None);
}

#[tokio::test]
async fn of_many_creates_one_wins() {
    let (_, db) = table::<Shop>().await;
    let creates = (0..20).map(|price| {
        let db = db.clone();
        async move { Product { price, ..product("tea") }.create().send(&db).await }
    });

    let (won, lost): (Vec<_>, Vec<_>) =
        join_all(creates).await.into_iter().partition(Result::is_ok);

    assert_eq!((won.len(), lost.len()), (1, 19));
    let there = Product::get("tea").consistent_read().one(&db).await.unwrap();
    for error in lost {
        let error = error.unwrap_err();
        assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
        assert_eq!(error.current::<Product>().unwrap().as_ref(), Some(&there));
    }
}

#[tokio::test]
async fn an_item_that_does_not_read_can_be_overwritten_and_deleted() {
    let (_, db) = table::<Shop>().await;
    let broken = || {
        attributes([
            ("pk", s("CATALOG")),
            ("sk", s("PRODUCT#tea")),
            ("type", s("PRODUCT")),
            ("sku", s("tea")),
            ("price", s("x")),
        ])
    };
    put_raw::<Shop>(&db, broken()).await;

    let error = product("tea").create().send(&db).await.unwrap_err();
    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
    assert!(matches!(error.current::<Product>(), Err(Error::Decode { .. })));
    let Error::ConditionFailed(rejection) = &error else { unreachable!("it was asserted") };
    assert_eq!(
        rejection.current_item().unwrap().attributes(),
        &broken(),
        "as it is stored it can be had"
    );
    assert!(matches!(Product::get("tea").send(&db).await, Err(Error::Decode { .. })));

    // The old item does not read, and the write was applied.
    let error = product("tea").save().returning_old().send(&db).await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error}");
    assert_eq!(Product::get("tea").one(&db).await.unwrap(), product("tea"));

    put_raw::<Shop>(&db, broken()).await;
    Product::delete("tea").send(&db).await.unwrap();
    let key = [("pk", s("CATALOG")), ("sk", s("PRODUCT#tea"))];
    assert_eq!(get_raw::<Shop, 2>(&db, key).await, None);
}

#[tokio::test]
async fn what_the_service_refuses_is_an_error_of_the_service() {
    let (engine, db) = table::<Shop>().await;
    let missing = dynamorph::Dynamo::builder(engine.client())
        .table_name::<Shop>(engine.table("nothing"))
        .build();

    let refused = Product::query(()).customize(|sdk| sdk.limit(0)).all(&db).await.unwrap_err();
    let Error::Service(failure) = &refused else { panic!("{refused}") };
    assert_eq!(failure.kind(), ServiceErrorKind::Validation);
    assert!(refused.service_message().is_some() && refused.request_id().is_some());

    for (case, error) in [
        ("get", Product::get("a").send(&missing).await.map(|_| ()).unwrap_err()),
        ("put", product("a").save().send(&missing).await.map(|_| ()).unwrap_err()),
        ("delete", Product::delete("a").send(&missing).await.unwrap_err()),
        ("query", Product::query(()).page(&missing).await.map(|_| ()).unwrap_err()),
    ] {
        assert!(error.is_table_not_found(), "{case}: {error}");
        assert!(!error.is_not_found(), "a missing table is not a missing item: {case}");
    }
}

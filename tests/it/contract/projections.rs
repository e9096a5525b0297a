//! Indexes that hold a part of the item.

use dynamorph::prelude::*;
use dynamorph::{Error, InvalidRequest};
use serde::{Deserialize, Serialize};

use super::support::{table, watched};

#[derive(Table)]
#[table(name = "library", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "keys-only", partition_key = "shelf", projection = "KEYS_ONLY"))]
#[table(index(name = "included", partition_key = "shelf", sort_key = "title", projection = include("type", "pages")))]
#[table(index(name = "untyped", partition_key = "shelf", sort_key = "sk", projection = include("pages")))]
#[table(index(name = "local-keys", sort_key = "title", projection = "KEYS_ONLY"))]
struct LibraryTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = LibraryTable, entity = "BOOK", pk = "AUTHOR#{author}", sk = "BOOK#{id}")]
#[dynamo(index("keys-only", query = "by_shelf", partition_key = shelf))]
#[dynamo(index(included, query = "by_shelf_and_title", partition_key = shelf, sort_key = title))]
#[dynamo(index(untyped, query = "by_shelf_and_key", partition_key = shelf, sort_key = table_sort_key))]
#[dynamo(index("local-keys", query = "by_title", sort_key = title))]
struct Book {
    author: String,
    id: u32,
    shelf: String,
    title: String,
    pages: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = LibraryTable, entity = "FILM", pk = "AUTHOR#{author}", sk = "FILM#{id}")]
#[dynamo(index("keys-only", query = "by_shelf", partition_key = shelf))]
#[dynamo(index(included, query = "by_shelf_and_title", partition_key = shelf, sort_key = title))]
#[dynamo(index("local-keys", query = "by_title", sort_key = title))]
struct Film {
    author: String,
    id: u32,
    shelf: String,
    title: String,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Library in LibraryTable { Book, Film }
}

/// Five books and twelve films on one shelf.
async fn library() -> (dynamorph_testing::Engine, dynamorph::Dynamo) {
    let (engine, db) = table::<Library>().await;
    for id in 0..5 {
        let title = format!("t{id}");
        Book { author: "ann".into(), id, shelf: "1".into(), title, pages: 100 }
            .create()
            .send(&db)
            .await
            .unwrap();
    }
    for id in 0..12 {
        Film { author: "ann".into(), id, shelf: "1".into(), title: format!("t{id:02}") }
            .create()
            .send(&db)
            .await
            .unwrap();
    }
    (engine, db)
}

#[tokio::test]
async fn items_of_a_partial_global_index_are_refused_before_any_request() {
    let engine = dynamorph_testing::Engine::from_env();
    let (db, requests) = watched(&engine);

    let refused = [
        ("all", Book::by_shelf("1").all(&db).await.map(|_| ()).unwrap_err(), "keys-only"),
        ("first", Book::by_shelf("1").first(&db).await.map(|_| ()).unwrap_err(), "keys-only"),
        ("one", Book::by_shelf("1").one(&db).await.map(|_| ()).unwrap_err(), "keys-only"),
        (
            "page",
            Book::by_shelf("1").limit(2).page(&db).await.map(|_| ()).unwrap_err(),
            "keys-only",
        ),
        (
            "stream",
            Book::by_shelf("1").stream(&db).next().await.unwrap().map(|_| ()).unwrap_err(),
            "keys-only",
        ),
        (
            "included",
            Book::by_shelf_and_title("1").all(&db).await.map(|_| ()).unwrap_err(),
            "included",
        ),
        ("untyped", Book::by_shelf_and_key("1").all(&db).await.map(|_| ()).unwrap_err(), "untyped"),
        (
            "registry",
            Library::query(Book::BY_SHELF.partition("1")).all(&db).await.map(|_| ()).unwrap_err(),
            "keys-only",
        ),
    ];
    for (case, error, index) in refused {
        assert!(
            matches!(&error, Error::InvalidRequest(_, InvalidRequest::PartialIndex(name)) if *name == index),
            "{case}: {error}"
        );
    }
    requests.assert_none("items of a partial index");
}

#[tokio::test]
async fn a_partial_global_index_is_counted() {
    let (_, db) = library().await;

    assert_eq!(Book::by_shelf("1").count(&db).await.unwrap(), 5, "told apart by their keys");
    assert_eq!(Film::by_shelf("1").count(&db).await.unwrap(), 12);
    assert_eq!(Book::by_shelf("1").page_size(3).count(&db).await.unwrap(), 5);
    assert_eq!(Film::by_shelf("1").limit(7).count(&db).await.unwrap(), 7);
    assert_eq!(Book::by_shelf("2").count(&db).await.unwrap(), 0);
    assert_eq!(
        Book::by_shelf_and_title("1").sort_gt("t1").count(&db).await.unwrap(),
        3,
        "the discriminator is included"
    );
    assert_eq!(Film::by_shelf_and_title("1").sort_begins_with("t0").count(&db).await.unwrap(), 10);
    assert_eq!(Book::by_shelf_and_key("1").count(&db).await.unwrap(), 5);
    assert_eq!(Book::by_shelf_and_key("1").sort_ge(2).count(&db).await.unwrap(), 3);
    assert_eq!(Library::query(Book::BY_SHELF.partition("1")).count(&db).await.unwrap(), 17);
}

#[tokio::test]
async fn a_partial_local_index_reads_whole_items_from_the_table() {
    let (_, db) = library().await;

    let books = Book::by_title("ann").all(&db).await.unwrap();
    assert_eq!(
        books.iter().map(|book| (book.id, book.pages)).collect::<Vec<_>>(),
        [0, 1, 2, 3, 4].map(|id| (id, 100))
    );
    assert_eq!(
        Book::by_title("ann").reverse().limit(2).all(&db).await.unwrap(),
        [books[4].clone(), books[3].clone()]
    );
    assert_eq!(Book::by_title("ann").sort_eq("t3").one(&db).await.unwrap(), books[3]);
    assert_eq!(Film::by_title("ann").sort_begins_with("t1").count(&db).await.unwrap(), 2);
    assert_eq!(Book::by_title("ann").count(&db).await.unwrap(), 5);
    let pages = super::pages::paged(&db, || Book::by_title("ann").limit(2)).await;
    assert_eq!(pages.into_iter().flat_map(|page| page.items).collect::<Vec<_>>(), books);
    assert_eq!(Library::query(Book::BY_TITLE.partition("ann")).all(&db).await.unwrap().len(), 17);
}

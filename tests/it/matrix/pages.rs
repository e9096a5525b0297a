//! Pages of one item each, with the cursor as text between them.

use std::fmt::Debug;

use dynamorph::{Cursor, Dynamo, FromItem, Query};

/// Reads two pages of a query that has these two items first.
pub(super) async fn one_by_one<E, I, S>(
    db: &Dynamo,
    query: impl Fn() -> Query<E, I, S>,
    items: [E; 2],
) where
    E: FromItem + PartialEq + Debug,
{
    let mut from: Option<Cursor> = None;
    for item in items {
        let page = query().limit(1).cursor(from).page(db).await.expect("the page is read");
        assert_eq!(page.items, [item]);
        let text = page.cursor.map(|cursor| cursor.to_string());
        from = text.map(|text| text.parse().expect("a cursor reads back"));
    }
}

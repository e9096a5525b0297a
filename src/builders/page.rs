//! Pages.

use super::Cursor;
use crate::client::Cost;

/// Items, and where to go on.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let page = Order::query("ann").filter(Order::STATUS.eq("open")).page(&db).await?;
/// assert_eq!((page.items.len(), page.scanned), (2, 3)); // three were read and billed, two match
/// assert!(page.cursor.is_none()); // the end
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items: in sort key order of a query, in no order of a scan.
    pub items: Vec<T>,
    /// Where the next page begins; `None` at the end. There may be no item after it.
    pub cursor: Option<Cursor>,
    /// How many items DynamoDB evaluated, which is what it bills.
    pub scanned: usize,
    /// How many items were passed over after reading: of no registered entity, or of another one.
    pub skipped: usize,
    /// What its requests cost. The capacity is in it where it was asked for, as a [metered](crate::Dynamo::metered) handle does.
    pub cost: Cost,
}

//! Conditions on the next sort key part.

use super::builder::Query;
use crate::expression::{SortConditions, SortPart};
use crate::model::{IntoPart, KeyPart, NextPart, Prefixed};

/// Conditions on the first sort key part that is still free.
///
/// They compare whole parts, by the part's type, and stay inside the entity's prefix: `sort_gt(day)` leaves out every item
/// of that day. One lower and one upper bound may be given; two of a kind are refused when the query runs.
impl<E, I, S, O> Query<E, I, S, O> {
    /// Items whose next sort key part is `value`.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// assert_eq!(Order::query("ann").sort_eq("2026-11-20").all(&db).await?.len(), 1);
    /// # Ok(()) }
    /// ```
    pub fn sort_eq<V: IntoPart<S::Part>>(mut self, value: V) -> Self
    where
        S: NextPart<Part: KeyPart>,
    {
        self.with_part(&value.into_part(), SortConditions::eq);
        self
    }

    /// Items whose next sort key part begins with `text`: of dates, instants, UUIDs (lower case) and strings.
    ///
    /// Empty text adds nothing. Text that holds the delimiter is refused when the query runs.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let november = Order::query("ann").sort_begins_with("2026-11").all(&db).await?;
    /// assert_eq!(november.len(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn sort_begins_with(mut self, text: impl AsRef<str>) -> Self
    where
        S: NextPart<Part: Prefixed>,
    {
        match self
            .read
            .source
            .plan
            .as_ref()
            .map(|plan| plan.next_sort().map(|next| next.prefix(text.as_ref())))
        {
            Ok(Ok(Ok(prefix))) => self.read.source.conditions.begins_with(prefix),
            Ok(Ok(Err(error))) => self.read.options.refuse(error),
            Ok(Err(error)) => self.read.options.refuse(error),
            // The plan's own error is told first.
            Err(_) => {}
        }
        self
    }

    /// Items whose next sort key part lies between both, inclusive.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let november = Order::query("ann").sort_between("2026-11-01", "2026-11-30").all(&db).await?;
    /// assert_eq!(november.len(), 2);
    /// # Ok(()) }
    /// ```
    pub fn sort_between<A: IntoPart<S::Part>, B: IntoPart<S::Part>>(self, low: A, high: B) -> Self
    where
        S: NextPart<Part: KeyPart>,
    {
        self.sort_ge(low).sort_le(high)
    }

    /// Items whose next sort key part is greater.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let later = Order::query("ann").sort_gt("2026-11-20").all(&db).await?;
    /// assert_eq!(later.len(), 1); // none of 20 November, whatever its number
    /// # Ok(()) }
    /// ```
    pub fn sort_gt<V: IntoPart<S::Part>>(mut self, low: V) -> Self
    where
        S: NextPart<Part: KeyPart>,
    {
        self.with_part(&low.into_part(), |conditions, part| conditions.low(part, false));
        self
    }

    /// Items whose next sort key part is greater or equal.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// assert_eq!(Order::query("ann").sort_ge("2026-11-20").all(&db).await?.len(), 2);
    /// # Ok(()) }
    /// ```
    pub fn sort_ge<V: IntoPart<S::Part>>(mut self, low: V) -> Self
    where
        S: NextPart<Part: KeyPart>,
    {
        self.with_part(&low.into_part(), |conditions, part| conditions.low(part, true));
        self
    }

    /// Items whose next sort key part is less.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// assert_eq!(Order::query("ann").sort_lt("2026-11-20").all(&db).await?.len(), 1);
    /// # Ok(()) }
    /// ```
    pub fn sort_lt<V: IntoPart<S::Part>>(mut self, high: V) -> Self
    where
        S: NextPart<Part: KeyPart>,
    {
        self.with_part(&high.into_part(), |conditions, part| conditions.high(part, false));
        self
    }

    /// Items whose next sort key part is less or equal.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let until = Order::query("ann").sort_le("2026-11-20").all(&db).await?;
    /// assert_eq!(until.len(), 2); // all of 20 November too
    /// # Ok(()) }
    /// ```
    pub fn sort_le<V: IntoPart<S::Part>>(mut self, high: V) -> Self
    where
        S: NextPart<Part: KeyPart>,
    {
        self.with_part(&high.into_part(), |conditions, part| conditions.high(part, true));
        self
    }

    fn with_part(&mut self, part: &dyn KeyPart, add: impl FnOnce(&mut SortConditions, SortPart)) {
        match self
            .read
            .source
            .plan
            .as_ref()
            .map(|plan| plan.next_sort().map(|next| next.part(part)))
        {
            Ok(Ok(Ok(part))) => add(&mut self.read.source.conditions, part),
            Ok(Ok(Err(error))) => self.read.options.refuse(error),
            Ok(Err(error)) => self.read.options.refuse(error),
            // The plan's own error is told first.
            Err(_) => {}
        }
    }
}

//! Item collections: everything under one partition key.

use std::fmt;
use std::marker::PhantomData;

use super::key;
use super::query::Plan;
use crate::error::KeyError;
use crate::model::{DynamoModel, Index, KeyLayout, KeyOf, Primary, Table, TableIndex};
use crate::operation::Key;

/// One item collection: everything under one partition key of the table `T` or of one of its indexes.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::Partition;
///
/// let ann: Partition<ShopTable> = Order::partition("ann");
/// assert_eq!(Shop::query(ann).count(&db).await?, 3);
/// assert_eq!(Shop::query(Order::BY_STATUS.partition("open")).count(&db).await?, 2);
/// # Ok(()) }
/// ```
pub struct Partition<T, I = Primary> {
    key: Result<Key, KeyError>,
    index: Option<&'static TableIndex>,
    marker: PhantomData<fn() -> (T, I)>,
}

impl<T: Table> Partition<T, Primary> {
    pub(super) fn of_table<M: DynamoModel<Table = T>, K: KeyOf<M, M::Partition>>(start: K) -> Self {
        Self::new(KeyLayout::primary(M::SCHEMA, T::SCHEMA), None, |keys| start.write(keys))
    }
}

impl<T: Table, I> Partition<T, I> {
    pub(super) fn of_index<M: DynamoModel<Table = T>, P, S, K: KeyOf<M, P>>(
        index: Index<M, I, P, S>,
        start: K,
    ) -> Self {
        let declared = T::SCHEMA.index(index.name());
        Self::new(KeyLayout::index(M::SCHEMA, T::SCHEMA, index.schema()), declared, |keys| {
            start.write(keys);
        })
    }

    fn new(
        mut layout: KeyLayout,
        index: Option<&'static TableIndex>,
        write: impl FnOnce(&mut crate::model::KeyWriter),
    ) -> Self {
        layout.sort.clear();
        let key = key::given(layout, write).and_then(|given| given.partition());
        Self { key, index, marker: PhantomData }
    }

    pub(super) fn into_plan(self) -> Result<Plan, KeyError> {
        self.key.map(|key| Plan::of_partition(T::SCHEMA, self.index, key))
    }
}

impl<T, I> Clone for Partition<T, I> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), index: self.index, marker: PhantomData }
    }
}

impl<T, I> fmt::Debug for Partition<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Partition").field("key", &self.key).finish_non_exhaustive()
    }
}

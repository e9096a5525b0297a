//! Keys as the values a caller has at hand.

use super::key_part::KeyPart;
use super::{DynamoModel, IntoPart, KeyWriter};

/// The parts of a partition key and of a sort key in one tuple.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{DynamoModel, PartsOf};
///
/// // The parts of the key of `Order`, which are those of its partition key and of its sort key.
/// let parts: PartsOf<Order> = ("ann".into(), "2026-11-03".into(), 1);
/// let partition: <Order as DynamoModel>::Partition = (parts.0,);
/// ```
pub trait Concat<S> {
    /// Both, partition key first.
    type Output;
}

/// All parts of the primary key of `M`, in template order.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::PartsOf;
///
/// let key: PartsOf<Order> = ("ann".into(), "2026-11-03".into(), 1);
/// let request = Order::get(key);
/// ```
pub type PartsOf<M> = <<M as DynamoModel>::Partition as Concat<<M as DynamoModel>::Sort>>::Output;

/// The values that make a whole key of `M`: a tuple, a single value, `M::Key`, or an item by reference.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let order = Order::get(("ann", "2026-11-03", 1)).one(&db).await?; // a tuple
/// let key = OrderKey { customer: "ann".into(), day: "2026-11-03".into(), number: 1 }; // names
/// assert_eq!(Order::get(key).one(&db).await?, order);
/// assert_eq!(Order::get(&order).one(&db).await?, order); // the item again
/// assert!(Product::get("tea").send(&db).await?.is_some()); // one part needs no tuple
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key of `{M}`",
    label = "the key of `{M}` is `{P}`",
    note = "give every part in template order (`{M}Key` names them), or an item by reference; a single part needs no tuple"
)]
pub trait KeyOf<M, P> {
    /// Hands over each part in template order.
    fn write(self, keys: &mut KeyWriter);

    /// The item, where this is one: its other fields, such as its version, are known too.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::{KeyOf, PartsOf};
    ///
    /// let tea = Product { sku: "tea".into(), price: 450 };
    /// assert_eq!(KeyOf::<Product, PartsOf<Product>>::item(&&tea).map(|tea| tea.price), Some(450));
    /// ```
    fn item(&self) -> Option<&M> {
        None
    }
}

/// Anything accepted where a key of `M` is asked for: the bound for code that is generic over models.
///
/// Queries take a [`QueryKey`], whose parameters are those of the model; writes take the item.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Dynamo, IntoKey, QueryKey, Result};
///
/// async fn load<M: DynamoModel>(db: &Dynamo, key: impl IntoKey<M>) -> Result<Option<M>> {
///     M::get(key).consistent_read().send(db).await
/// }
///
/// async fn last<M: DynamoModel, R>(
///     db: &Dynamo,
///     key: impl QueryKey<M, M::Partition, M::Sort, Rest = R>,
///     count: u32,
/// ) -> Result<Vec<M>> {
///     M::query(key).reverse().limit(count).all(db).await
/// }
///
/// async fn store<M: DynamoModel>(db: &Dynamo, item: M) -> Result<M> {
///     item.save().send(db).await
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = shop().await?;
/// let tea = load::<Product>(&db, "tea").await?.expect("tea is sold");
/// let tea = store(&db, Product { price: 500, ..tea }).await?;
/// let orders = last::<Order, _>(&db, "ann", 2).await?;
/// assert_eq!((tea.price, orders.len()), (500, 2));
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key of `{M}`",
    note = "give every part in template order (`{M}Key` names them), or an item by reference; a single part needs no tuple"
)]
pub trait IntoKey<M: DynamoModel>: KeyOf<M, PartsOf<M>> {}

impl<M: DynamoModel, K: KeyOf<M, PartsOf<M>>> IntoKey<M> for K {}

/// The partition key of a query, and any leading parts of its sort key.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// // `Order` has the partition key `CUSTOMER#{customer}` and the sort key `ORDER#{day}#{number}`.
/// assert_eq!(Order::query("ann").count(&db).await?, 3);
/// assert_eq!(Order::query(("ann", "2026-11-03")).sort_ge(1).count(&db).await?, 1);
/// assert_eq!(Order::query(("ann", "2026-11-03", 1)).count(&db).await?, 1);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not start a query of `{M}`",
    label = "expected the partition key `{P}`, then none, some or all parts of the sort key `{S}`",
    note = "parts are given in template order; a single part needs no tuple"
)]
pub trait QueryKey<M, P, S> {
    /// The sort key parts that are still free.
    type Rest;

    /// Hands over each part in template order.
    fn write(self, keys: &mut KeyWriter);
}

/// The first sort key part that is still free.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{NextPart, Primary, Query};
///
/// fn from<S>(query: Query<Order, Primary, S>, text: &str) -> Query<Order, Primary, S>
/// where
///     S: NextPart<Part = String>,
/// {
///     query.sort_ge(text)
/// }
/// let since = from(Order::query("ann"), "2026-11-10");
/// ```
#[diagnostic::on_unimplemented(
    message = "this query has no sort key part left to compare",
    label = "the index has no sort key, or the query already fixes all its parts"
)]
pub trait NextPart {
    /// Its type.
    type Part;
}

#[diagnostic::do_not_recommend]
impl<M, T: KeyPart> KeyOf<M, (T,)> for T {
    fn write(self, keys: &mut KeyWriter) {
        keys.part(&self);
    }
}
#[diagnostic::do_not_recommend]
impl<M, T: KeyPart + Clone> KeyOf<M, (T,)> for &T {
    fn write(self, keys: &mut KeyWriter) {
        keys.part(self);
    }
}
#[diagnostic::do_not_recommend]
impl<M> KeyOf<M, (String,)> for &str {
    fn write(self, keys: &mut KeyWriter) {
        keys.part(&self.to_owned());
    }
}
#[diagnostic::do_not_recommend]
impl<M> KeyOf<M, ()> for () {
    fn write(self, _: &mut KeyWriter) {}
}

macro_rules! whole_key {
    ($($P:ident $A:ident),+) => {
        #[diagnostic::do_not_recommend]
        impl<M, $($P: KeyPart, $A: IntoPart<$P>),+> KeyOf<M, ($($P,)+)> for ($($A,)+) {
            #[allow(non_snake_case, reason = "the type parameters name the parts")]
            fn write(self, keys: &mut KeyWriter) {
                let ($($A,)+) = self;
                $(keys.part(&$A.into_part());)+
            }
        }
        whole_key!(@next $($P),+);
    };
    (@next $First:ident $(, $P:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<$First $(, $P)*> NextPart for ($First, $($P,)*) {
            type Part = $First;
        }
    };
}
whole_key!(P0 A0);
whole_key!(P0 A0, P1 A1);
whole_key!(P0 A0, P1 A1, P2 A2);
whole_key!(P0 A0, P1 A1, P2 A2, P3 A3);
whole_key!(P0 A0, P1 A1, P2 A2, P3 A3, P4 A4);
whole_key!(P0 A0, P1 A1, P2 A2, P3 A3, P4 A4, P5 A5);
whole_key!(P0 A0, P1 A1, P2 A2, P3 A3, P4 A4, P5 A5, P6 A6);

/// A partition key in a tuple, with some leading sort key parts: `[partition] [given] [free]`.
macro_rules! query_key {
    ([$($P:ident $A:ident),*] [$($S:ident $B:ident),*] [$($R:ident),*]) => {
        #[diagnostic::do_not_recommend]
        impl<M, $($P: KeyPart, $A: IntoPart<$P>,)* $($S: KeyPart, $B: IntoPart<$S>,)* $($R),*>
            QueryKey<M, ($($P,)*), ($($S,)* $($R,)*)> for ($($A,)* $($B,)*)
        {
            type Rest = ($($R,)*);
            #[allow(non_snake_case, unused_variables, clippy::unused_unit, reason = "the type parameters name the parts, and there may be none")]
            fn write(self, keys: &mut KeyWriter) {
                let ($($A,)* $($B,)*) = self;
                $(keys.part(&$A.into_part());)*
                $(keys.part(&$B.into_part());)*
            }
        }
    };
}

/// Every sort key of up to four parts, after one partition key.
macro_rules! sort_keys {
    ($partition:tt $($S:ident)*) => {
        sort_keys!(@concat $partition [$($S),*]);
    };
    (@concat [$($P:ident $A:ident),*] [$($S:ident),*]) => {
        impl<$($P,)* $($S),*> Concat<($($S,)*)> for ($($P,)*) {
            type Output = ($($P,)* $($S,)*);
        }
    };
}
macro_rules! partition_key {
    ($partition:tt) => {
        query_key!($partition [] []);
        query_key!($partition [] [S0]);
        query_key!($partition [S0 B0] []);
        query_key!($partition [] [S0, S1]);
        query_key!($partition [S0 B0] [S1]);
        query_key!($partition [S0 B0, S1 B1] []);
        query_key!($partition [] [S0, S1, S2]);
        query_key!($partition [S0 B0] [S1, S2]);
        query_key!($partition [S0 B0, S1 B1] [S2]);
        query_key!($partition [S0 B0, S1 B1, S2 B2] []);
        query_key!($partition [] [S0, S1, S2, S3]);
        query_key!($partition [S0 B0] [S1, S2, S3]);
        query_key!($partition [S0 B0, S1 B1] [S2, S3]);
        query_key!($partition [S0 B0, S1 B1, S2 B2] [S3]);
        query_key!($partition [S0 B0, S1 B1, S2 B2, S3 B3] []);
        sort_keys!($partition);
        sort_keys!($partition S0);
        sort_keys!($partition S0 S1);
        sort_keys!($partition S0 S1 S2);
        sort_keys!($partition S0 S1 S2 S3);
    };
}
partition_key!([]);
partition_key!([P0 A0]);
partition_key!([P0 A0, P1 A1]);
partition_key!([P0 A0, P1 A1, P2 A2]);

/// One value without a tuple: the partition key, or, where that is constant, the first sort key part.
macro_rules! single_value {
    ($($R:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<M, T: KeyPart, $($R),*> QueryKey<M, (T,), ($($R,)*)> for T {
            type Rest = ($($R,)*);
            fn write(self, keys: &mut KeyWriter) {
                keys.part(&self);
            }
        }
        #[diagnostic::do_not_recommend]
        impl<M, T: KeyPart + Clone, $($R),*> QueryKey<M, (T,), ($($R,)*)> for &T {
            type Rest = ($($R,)*);
            fn write(self, keys: &mut KeyWriter) {
                keys.part(self);
            }
        }
        #[diagnostic::do_not_recommend]
        impl<M, $($R),*> QueryKey<M, (String,), ($($R,)*)> for &str {
            type Rest = ($($R,)*);
            fn write(self, keys: &mut KeyWriter) {
                keys.part(&self.to_owned());
            }
        }
    };
}
single_value!();
single_value!(S0);
single_value!(S0 S1);
single_value!(S0 S1 S2);
single_value!(S0 S1 S2 S3);

macro_rules! single_sort_value {
    ($($R:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<M, T: KeyPart, $($R),*> QueryKey<M, (), (T, $($R,)*)> for T {
            type Rest = ($($R,)*);
            fn write(self, keys: &mut KeyWriter) {
                keys.part(&self);
            }
        }
        #[diagnostic::do_not_recommend]
        impl<M, T: KeyPart + Clone, $($R),*> QueryKey<M, (), (T, $($R,)*)> for &T {
            type Rest = ($($R,)*);
            fn write(self, keys: &mut KeyWriter) {
                keys.part(self);
            }
        }
        #[diagnostic::do_not_recommend]
        impl<M, $($R),*> QueryKey<M, (), (String, $($R,)*)> for &str {
            type Rest = ($($R,)*);
            fn write(self, keys: &mut KeyWriter) {
                keys.part(&self.to_owned());
            }
        }
    };
}
single_sort_value!();
single_sort_value!(S1);
single_sort_value!(S1 S2);
single_sort_value!(S1 S2 S3);

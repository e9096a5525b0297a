//! What read transactions are made of.

use std::time::SystemTime;

use super::tuples::each_tuple;
use crate::builders::Get;
use crate::error::Result;
use crate::operation::GetItem;
use crate::value::RawItem;

/// A get that can be part of a [read transaction](crate::transact_get).
///
/// # Examples
///
/// ```
/// use dynamorph::{TransactGetOp, transact_get};
///
#[doc = include_str!("../../docs/examples/shop.rs")]
/// async fn both<A: TransactGetOp, B: TransactGetOp>(a: A, b: B, db: &dynamorph::Dynamo) -> dynamorph::Result<bool> {
///     let (a, b) = transact_get((a, b)).send(db).await?;
///     Ok(a.is_some() && b.is_some())
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// assert!(both(Product::get("tea"), Product::get("coffee"), &db).await?);
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a read transaction",
    label = "expected a get builder"
)]
pub trait TransactGetOp: Sized {
    /// The item, or what is selected of it.
    type Output;

    #[doc(hidden)]
    fn read_op(&self) -> Result<ReadOp>;

    #[doc(hidden)]
    fn output(&self, found: Option<RawItem>, now: SystemTime) -> Result<Option<Self::Output>>;
}

/// The request of a get.
#[derive(Debug)]
pub struct ReadOp(pub(super) GetItem);

impl<E, O: Send + 'static> TransactGetOp for Get<E, O> {
    type Output = O;

    fn read_op(&self) -> Result<ReadOp> {
        self.group_operation().map(ReadOp)
    }

    fn output(&self, found: Option<RawItem>, now: SystemTime) -> Result<Option<O>> {
        self.decode_found(found, now)
    }
}

/// What [`transact_get`](crate::transact_get) takes: a tuple of up to 12 gets, an array, or a `Vec`.
///
/// # Examples
///
/// ```
/// use dynamorph::{TransactGet, TransactGetOps, transact_get};
///
#[doc = include_str!("../../docs/examples/shop.rs")]
/// fn together<Ops: TransactGetOps>(gets: Ops) -> TransactGet<Ops> {
///     transact_get(gets)
/// }
/// let _ = together([Product::get("tea"), Product::get("salt")]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no read transaction",
    label = "expected a tuple, an array or a `Vec` of gets",
    note = "a tuple of one is written `(get,)`"
)]
pub trait TransactGetOps {
    /// An `Option` for each get, in the same shape.
    type Output;

    #[doc(hidden)]
    fn read_ops(&self) -> Vec<Result<ReadOp>>;

    /// There are as many items as gets.
    #[doc(hidden)]
    fn outputs(&self, found: Vec<Option<RawItem>>, now: SystemTime) -> Result<Self::Output>;
}

impl<Op: TransactGetOp> TransactGetOps for Vec<Op> {
    type Output = Vec<Option<Op::Output>>;

    fn read_ops(&self) -> Vec<Result<ReadOp>> {
        self.iter().map(Op::read_op).collect()
    }

    fn outputs(&self, found: Vec<Option<RawItem>>, now: SystemTime) -> Result<Self::Output> {
        self.iter().zip(found).map(|(op, found)| op.output(found, now)).collect()
    }
}

impl<Op: TransactGetOp, const N: usize> TransactGetOps for [Op; N] {
    type Output = [Option<Op::Output>; N];

    fn read_ops(&self) -> Vec<Result<ReadOp>> {
        self.iter().map(Op::read_op).collect()
    }

    fn outputs(&self, found: Vec<Option<RawItem>>, now: SystemTime) -> Result<Self::Output> {
        let mut outputs = [const { None }; N];
        for ((output, op), found) in outputs.iter_mut().zip(self).zip(found) {
            *output = op.output(found, now)?;
        }
        Ok(outputs)
    }
}

macro_rules! tuple {
    ($($op:ident)*) => {
        #[allow(non_snake_case, reason = "a variable for each type")]
        impl<$($op: TransactGetOp),*> TransactGetOps for ($($op,)*) {
            type Output = ($(Option<$op::Output>,)*);

            fn read_ops(&self) -> Vec<Result<ReadOp>> {
                let ($($op,)*) = self;
                vec![$($op.read_op()),*]
            }

            fn outputs(
                &self,
                found: Vec<Option<RawItem>>,
                now: SystemTime,
            ) -> Result<Self::Output> {
                let ($($op,)*) = self;
                let mut found = found.into_iter();
                Ok(($($op.output(found.next().flatten(), now)?,)*))
            }
        }
    };
}

each_tuple!(tuple);

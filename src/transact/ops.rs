//! What transactions are made of.

use super::WriteOp;
use super::tuples::each_tuple;
use crate::builders::{Check, Delete, Explain, GroupPut, Put, Update, Upsert, Verb};
use crate::model::DynamoModel;

/// A builder that can be part of a [transaction](crate::transact_write): a save, create, replace, upsert, update, delete or check.
///
/// Builders that answer an old or new item (`returning_old`, `returning_new`) cannot: a transaction answers none.
///
/// # Examples
///
/// ```
/// use dynamorph::{TransactOp, transact_write};
///
#[doc = include_str!("../../docs/examples/shop.rs")]
/// async fn alone<Op: TransactOp>(op: Op, db: &dynamorph::Dynamo) -> dynamorph::Result<Op::Output> {
///     let (output,) = transact_write((op,)).send(db).await?;
///     Ok(output)
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let salt = alone(Product { sku: "salt".into(), price: 90 }.create(), &db).await?;
/// assert_eq!(salt.price, 90);
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a write transaction",
    label = "expected a save, create, replace, upsert, update, delete or check builder",
    note = "a transaction answers no items: leave out `returning_old` and `returning_new`; gets go into `transact_get(..)`"
)]
pub trait TransactOp: Sized {
    /// What it answers: the item as it is stored of a save, create or replace, else `()`.
    type Output;

    #[doc(hidden)]
    fn explain(&self) -> Explain;

    #[doc(hidden)]
    fn into_op(self) -> WriteOp;

    #[doc(hidden)]
    fn output(op: WriteOp) -> Self::Output;
}

impl<M: DynamoModel, V: Verb> TransactOp for Put<M, V> {
    type Output = M;

    fn explain(&self) -> Explain {
        Put::explain(self)
    }

    fn into_op(self) -> WriteOp {
        WriteOp::new(self.into_group())
    }

    fn output(op: WriteOp) -> M {
        op.into_write::<GroupPut<M, V>>().into_item()
    }
}

macro_rules! silent_op {
    ($($op:ident),*) => {$(
        impl<M: DynamoModel> TransactOp for $op<M> {
            type Output = ();

            fn explain(&self) -> Explain {
                $op::explain(self)
            }

            fn into_op(self) -> WriteOp {
                WriteOp::new(self.into_group())
            }

            fn output(_: WriteOp) {}
        }
    )*};
}

silent_op!(Upsert, Update, Delete, Check);

impl TransactOp for WriteOp {
    type Output = ();

    fn explain(&self) -> Explain {
        self.0.explain()
    }

    fn into_op(self) -> WriteOp {
        self
    }

    fn output(_: WriteOp) {}
}

/// What [`transact_write`](crate::transact_write) takes: a tuple of up to 12 builders, an array, or a `Vec`.
///
/// # Examples
///
/// ```
/// use dynamorph::{TransactOps, TransactWrite, transact_write};
///
#[doc = include_str!("../../docs/examples/shop.rs")]
/// fn with_token<Ops: TransactOps>(ops: Ops) -> TransactWrite<Ops> {
///     transact_write(ops).token("order-4711")
/// }
/// let _ = with_token([Product::delete("tea"), Product::delete("salt")]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no write transaction",
    label = "expected a tuple, an array or a `Vec` of builders",
    note = "a tuple of one is written `(builder,)`"
)]
pub trait TransactOps {
    /// What each one answers, in the same shape.
    type Output;

    #[doc(hidden)]
    fn explain(&self) -> Vec<Explain>;

    #[doc(hidden)]
    fn into_ops(self) -> Vec<WriteOp>;

    #[doc(hidden)]
    fn outputs(ops: Vec<WriteOp>) -> Self::Output;
}

impl<Op: TransactOp> TransactOps for Vec<Op> {
    type Output = Vec<Op::Output>;

    fn explain(&self) -> Vec<Explain> {
        self.iter().map(Op::explain).collect()
    }

    fn into_ops(self) -> Vec<WriteOp> {
        self.into_iter().map(Op::into_op).collect()
    }

    fn outputs(ops: Vec<WriteOp>) -> Self::Output {
        ops.into_iter().map(Op::output).collect()
    }
}

impl<Op: TransactOp, const N: usize> TransactOps for [Op; N] {
    type Output = [Op::Output; N];

    fn explain(&self) -> Vec<Explain> {
        self.iter().map(Op::explain).collect()
    }

    fn into_ops(self) -> Vec<WriteOp> {
        self.into_iter().map(Op::into_op).collect()
    }

    fn outputs(ops: Vec<WriteOp>) -> Self::Output {
        let mut ops = ops.into_iter();
        std::array::from_fn(|_| Op::output(next(&mut ops)))
    }
}

fn next(ops: &mut impl Iterator<Item = WriteOp>) -> WriteOp {
    let op = ops.next();
    op.unwrap_or_else(|| unreachable!("a transaction gives back the operations it was given"))
}

macro_rules! tuple {
    ($($op:ident)*) => {
        #[allow(non_snake_case, reason = "a variable for each type")]
        impl<$($op: TransactOp),*> TransactOps for ($($op,)*) {
            type Output = ($($op::Output,)*);

            fn explain(&self) -> Vec<Explain> {
                let ($($op,)*) = self;
                vec![$($op.explain()),*]
            }

            fn into_ops(self) -> Vec<WriteOp> {
                let ($($op,)*) = self;
                vec![$($op.into_op()),*]
            }

            fn outputs(ops: Vec<WriteOp>) -> Self::Output {
                let mut ops = ops.into_iter();
                ($($op::output(next(&mut ops)),)*)
            }
        }
    };
}

each_tuple!(tuple);

//! Selections: the attributes that a read answers with.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::ItemReader;
use crate::error::{DecodeError, DecodeErrorKind, Segment};
use crate::model::{Attr, AttrRole, Dynamic, FromItem, Optional, Untyped};
use crate::value::{DocumentPath, PathError, PathStep};

/// Attributes to read: one of them, or a tuple of up to twelve.
///
/// What is always there ([`Required`](crate::Required), [`PrimaryKey`](crate::PrimaryKey)) answers a `T`, any other attribute
/// an `Option<T>`, and [`attr`](crate::attr) an `Option<AttributeValue>`.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let totals: Vec<u32> = Order::query("ann").select(Order::TOTAL).all(&db).await?;
/// let newest: Option<(String, u32)> = Order::query("ann").reverse().select((Order::DAY, Order::TOTAL)).first(&db).await?;
/// assert_eq!(totals, [100, 200, 300]);
/// assert_eq!(newest, Some(("2026-12-01".into(), 300)));
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not select attributes of `{M}`",
    label = "expected a tuple of `{M}`'s attributes, such as `(Order::ID, Order::TOTAL)`"
)]
pub trait Selection<M>: Send + Sync + 'static {
    /// What each item answers.
    type Output: Send + 'static;

    #[doc(hidden)]
    fn add_paths(&self, paths: &mut Vec<DocumentPath>) -> Result<(), PathError>;

    #[doc(hidden)]
    fn read(&self, item: &mut ItemReader<'_>) -> Result<Self::Output, DecodeError>;
}

#[diagnostic::do_not_recommend]
impl<M: FromItem, T: Send + 'static, R: AttrRole> Selection<M> for Attr<M, T, R> {
    type Output = R::Answer<T>;

    fn add_paths(&self, paths: &mut Vec<DocumentPath>) -> Result<(), PathError> {
        paths.push(self.path()?);
        Ok(())
    }

    fn read(&self, item: &mut ItemReader<'_>) -> Result<Self::Output, DecodeError> {
        let Ok(path) = self.path() else { unreachable!("`add_paths` refused it") };
        let found = item.at(path.steps(), self.codec())?;
        R::answer(found).ok_or_else(|| missing(&path))
    }
}

#[diagnostic::do_not_recommend]
impl<M: FromItem> Selection<M> for Attr<Untyped, Dynamic, Optional> {
    type Output = Option<AttributeValue>;

    fn add_paths(&self, paths: &mut Vec<DocumentPath>) -> Result<(), PathError> {
        paths.push(self.path()?);
        Ok(())
    }

    fn read(&self, item: &mut ItemReader<'_>) -> Result<Self::Output, DecodeError> {
        let Ok(path) = self.path() else { unreachable!("`add_paths` refused it") };
        item.value_at(path.steps())
    }
}

/// An attribute that every item has, and this one does not.
#[cold]
fn missing(path: &DocumentPath) -> DecodeError {
    let Some((PathStep::Name(std::borrow::Cow::Borrowed(name)), outer)) = path.steps().split_last()
    else {
        return DecodeError::malformed("a value that every item has is missing");
    };
    let error = DecodeError::new(DecodeErrorKind::MissingField { name });
    outer.iter().rev().fold(error, |error, step| {
        error.at(match step {
            PathStep::Name(name) => Segment::Name(name.clone()),
            PathStep::Index(index) => Segment::Index(*index),
        })
    })
}

macro_rules! selections {
    ($($part:ident $at:tt),+) => {
        #[diagnostic::do_not_recommend]
        impl<M, $($part: Selection<M>),+> Selection<M> for ($($part,)+) {
            type Output = ($($part::Output,)+);

            fn add_paths(&self, paths: &mut Vec<DocumentPath>) -> Result<(), PathError> {
                $(self.$at.add_paths(paths)?;)+
                Ok(())
            }

            fn read(&self, item: &mut ItemReader<'_>) -> Result<Self::Output, DecodeError> {
                Ok(($(self.$at.read(item)?,)+))
            }
        }
    };
}
selections!(A 0);
selections!(A 0, B 1);
selections!(A 0, B 1, C 2);
selections!(A 0, B 1, C 2, D 3);
selections!(A 0, B 1, C 2, D 3, E 4);
selections!(A 0, B 1, C 2, D 3, E 4, F 5);
selections!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
selections!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
selections!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
selections!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
selections!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
selections!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);

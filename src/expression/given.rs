//! What an update may be told of the item as it is stored.

use serde::Serialize;

use super::Stored;
use super::operand::{self, Operand};
use super::term::Term;
use crate::codec::Codec;
use crate::model::{Dynamic, Optional, Untyped};

/// What `.given` may say of an attribute of type `T`.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// // The key of the index by status needs the day, which a key alone would tell: here it does.
/// Order::update(("ann", "2026-11-03", 1)).set(Order::STATUS, "paid").send(&db).await?;
/// // What no key tells is given; it is also a condition.
/// let update = Order::update(("ann", "2026-11-20", 2)).given(Order::STATUS, "paid").set(Order::TOTAL, 250);
/// update.send(&db).await?;
/// assert_eq!(Order::by_status("paid").count(&db).await?, 2);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of an attribute of type `{T}`",
    label = "expected a value of type `{T}`",
    note = "an `Option` may be given of an optional attribute only: `None` says that it is absent"
)]
pub trait Given<T, R> {
    /// The stored value for an attribute of this codec. `see` is shown it, where there is one.
    #[doc(hidden)]
    fn given(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Term;
}

#[diagnostic::do_not_recommend]
impl<T, R> Given<T, R> for T {
    fn given(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Term {
        operand::value(codec, &self, see)
    }
}

#[diagnostic::do_not_recommend]
impl<T, R> Given<T, R> for &T {
    fn given(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Term {
        operand::value(codec, self, see)
    }
}

#[diagnostic::do_not_recommend]
impl<R> Given<String, R> for &str {
    fn given(self, codec: &Codec<String>, see: &mut dyn FnMut(&String)) -> Term {
        operand::value(codec, &self.to_owned(), see)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> Given<T, Optional> for Option<T> {
    fn given(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Term {
        self.map_or(Term::Absent, |value| operand::value(codec, &value, see))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> Given<T, Optional> for &Option<T> {
    fn given(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Term {
        self.as_ref().map_or(Term::Absent, |value| operand::value(codec, value, see))
    }
}

#[diagnostic::do_not_recommend]
impl<V: Serialize> Given<Dynamic, Optional> for V {
    fn given(self, codec: &Codec<Dynamic>, see: &mut dyn FnMut(&Dynamic)) -> Term {
        Operand::<Untyped, Dynamic>::term(self, codec, see)
    }
}

#[diagnostic::do_not_recommend]
impl Given<Dynamic, Optional> for Stored {
    fn given(self, codec: &Codec<Dynamic>, see: &mut dyn FnMut(&Dynamic)) -> Term {
        Operand::<Untyped, Dynamic>::term(self, codec, see)
    }
}

//! Pointers and options.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use crate::codec::probe::Shaped;
use crate::codec::shape::{MapKey, Shape};

macro_rules! pointers {
    ($($(#[$comment:meta])* [$($generics:tt)*] $pointer:ty;)*) => {$(
        $(#[$comment])*
        impl<$($generics)*> Shaped for $pointer {
            const SHAPE: Shape = T::SHAPE;
            const LIST: Shape = T::LIST;
            const SET: Shape = T::SET;
            const KEY: MapKey = T::KEY;
        }
    )*};
}
pointers! {
    ['a, T: Shaped + ?Sized] &'a T;
    [T: Shaped + ?Sized] Box<T>;
    [T: Shaped + ?Sized] Rc<T>;
    [T: Shaped + ?Sized] Arc<T>;
    ['a, T: Shaped + ToOwned + ?Sized] Cow<'a, T>;
}

impl<T: Shaped> Shaped for Option<T> {
    const SHAPE: Shape = Shape::Optional(&T::SHAPE);
}

//! Pointers and options hold what they point to.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::{Measured, Numeric, Scalar};

macro_rules! pointers {
    ($([$($generics:tt)*] $pointer:ty;)*) => {$(
        impl<$($generics)*: Scalar + ?Sized> Scalar for $pointer {}
        impl<$($generics)*: Numeric + ?Sized> Numeric for $pointer {}
        impl<$($generics)*: Measured + ?Sized> Measured for $pointer {}
    )*};
}
pointers! {
    [T] Box<T>;
    [T] Rc<T>;
    [T] Arc<T>;
}

impl<T: Scalar + ToOwned + ?Sized> Scalar for Cow<'_, T> {}
impl<T: Measured + ToOwned + ?Sized> Measured for Cow<'_, T> {}

/// `Option<Option<T>>` fields compare with an `Option<T>`: `None` is NULL.
impl<T: Scalar> Scalar for Option<T> {}

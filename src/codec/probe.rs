//! How the derives find the shape of a field's type.

use std::marker::PhantomData;

use super::shape::{MapKey, Shape};

/// A type that says how it is stored.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeSet;
///
/// use dynamorph::{Shape, Shaped};
///
/// assert!(matches!(<BTreeSet<String>>::SHAPE, Shape::StringSet(_)));
/// assert!(matches!(<Vec<u8>>::SHAPE, Shape::Binary));
/// ```
pub trait Shaped {
    /// The type by itself.
    const SHAPE: Shape;
    /// A list of the type: bytes for `u8`, else L.
    const LIST: Shape = Shape::List(&Self::SHAPE);
    /// A set of the type. `Plain` where DynamoDB has no such set; it is then stored as a list.
    const SET: Shape = Shape::Plain;
    /// The type as a map's key.
    const KEY: MapKey = MapKey::Text;
}

/// Finds the shape of any type: `Probe::<T>::SHAPE` is `T`'s own where `T: Shaped`, else [`Otherwise`]'s.
///
/// An inherent constant wins over a trait's, so the choice needs no specialisation. It works on concrete types only.
#[derive(Debug)]
pub struct Probe<T: ?Sized>(PhantomData<T>);

impl<T: Shaped + ?Sized> Probe<T> {
    /// The type's own shape.
    pub const SHAPE: Shape = T::SHAPE;
    /// The shape of a set of the type.
    pub const SET: Shape = T::SET;
    /// The type as a map's key.
    pub const KEY: MapKey = T::KEY;
}

/// What a type is that says nothing.
pub trait Otherwise {
    /// What serde says.
    const SHAPE: Shape = Shape::Plain;
    /// A list, as serde says.
    const SET: Shape = Shape::Plain;
    /// Text.
    const KEY: MapKey = MapKey::Text;
}

impl<T: ?Sized> Otherwise for Probe<T> {}

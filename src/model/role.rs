//! What may be done with an attribute, by its place in the model.

/// An attribute that every item of the model has. `select` answers a `T`; an update may set it, not remove it.
#[derive(Debug, Clone, Copy)]
pub struct Required;

/// An attribute that may be absent: an `Option`, a set, a field with a serde default, an element of a list or map. `select`
/// answers an `Option<T>`; an update may set it, also to a `None`, and remove it.
#[derive(Debug, Clone, Copy)]
pub struct Optional;

/// A required member of something that may be absent: `lines[0].sku`. `select` answers an `Option<T>`, since there may be no
/// such line; an update may set it where there is one, and not remove it: the line would not decode.
#[derive(Debug, Clone, Copy)]
pub struct Nested;

/// A part of the primary key. `select` answers a `T`; an update cannot change it, since DynamoDB cannot move an item.
#[derive(Debug, Clone, Copy)]
pub struct PrimaryKey;

/// An attribute that the mapper maintains: the version, the times of creation and change. `select` answers an `Option<T>`: items
/// from before the model had it lack it. An update cannot change it.
#[derive(Debug, Clone, Copy)]
pub struct Managed;

/// What a read of some attributes answers for one of them: [`Required`], [`Optional`], [`Nested`], [`PrimaryKey`] or
/// [`Managed`].
pub trait AttrRole: Send + Sync + 'static {
    /// A `T` that is always there is a `T`, any other an `Option<T>`.
    type Answer<T: Send + 'static>: Send + 'static;

    /// The answer for what was found; `None` where it has to be there and is not.
    #[doc(hidden)]
    fn answer<T: Send + 'static>(found: Option<T>) -> Option<Self::Answer<T>>;
}

macro_rules! always_there {
    ($($role:ty)*) => {$(
        impl AttrRole for $role {
            type Answer<T: Send + 'static> = T;
            fn answer<T: Send + 'static>(found: Option<T>) -> Option<T> {
                found
            }
        }
    )*};
}
always_there!(Required PrimaryKey);

macro_rules! maybe_absent {
    ($($role:ty)*) => {$(
        impl AttrRole for $role {
            type Answer<T: Send + 'static> = Option<T>;
            fn answer<T: Send + 'static>(found: Option<T>) -> Option<Option<T>> {
                Some(found)
            }
        }
    )*};
}
maybe_absent!(Optional Nested Managed);

/// What a member of an attribute is: a required member of what may be absent may be absent with it.
pub trait Through<R> {
    /// The member's role, seen from the item.
    type Role;
}

macro_rules! through {
    ($($outer:ty: $inner:ty => $role:ty;)*) => {$(
        impl Through<$inner> for $outer {
            type Role = $role;
        }
    )*};
}
through! {
    Required: Required => Required;
    Required: Optional => Optional;
    Required: Nested => Nested;
    Optional: Required => Nested;
    Optional: Optional => Optional;
    Optional: Nested => Nested;
    Nested: Required => Nested;
    Nested: Optional => Optional;
    Nested: Nested => Nested;
}

/// Attributes an update may set.
#[diagnostic::on_unimplemented(
    message = "an update cannot set a `{Self}` attribute",
    label = "this attribute is part of the primary key or maintained by the mapper",
    note = "`PrimaryKey`: DynamoDB cannot move an item, so delete it and create it under the new key; `Managed`: the mapper writes versions and timestamps itself"
)]
pub trait Settable {}
impl Settable for Required {}
impl Settable for Optional {}
impl Settable for Nested {}

/// Attributes an update may remove.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` attribute cannot be removed",
    label = "without this attribute the item would not decode",
    note = "make the field an `Option`, or give it `#[serde(default)]`"
)]
pub trait Removable {}
impl Removable for Optional {}

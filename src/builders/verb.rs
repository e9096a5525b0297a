//! The verbs of puts, and what writes answer.

use std::time::SystemTime;

use crate::client::WriteVerb;
use crate::expression::{Guards, Predicate};
use crate::model::{Stamp, StampError};
use crate::operation::Returns;

/// Puts, whether or not an item is there; not over another entity's item.
#[derive(Debug, Clone, Copy)]
pub struct Save;

/// Inserts: there must be no item.
#[derive(Debug, Clone, Copy)]
pub struct Create;

/// Replaces: there must be an item.
#[derive(Debug, Clone, Copy)]
pub struct Replace;

/// What a put may meet under its key: [`Save`], [`Create`] or [`Replace`].
pub trait Verb: sealed::Verb + 'static {}
impl Verb for Save {}
impl Verb for Create {}
impl Verb for Replace {}

/// A write answers nothing but what was written.
#[derive(Debug, Clone, Copy)]
pub struct Nothing;

/// A write also answers the item that was there before.
#[derive(Debug, Clone, Copy)]
pub struct OldItem;

/// An update answers the item as it is now.
#[derive(Debug, Clone, Copy)]
pub struct NewItem;

/// Whether a write asks for the item that was there before: [`Nothing`] or [`OldItem`].
pub trait ReturnsOld: sealed::ReturnsOld {}
impl ReturnsOld for Nothing {}
impl ReturnsOld for OldItem {}

/// What an update answers: [`Nothing`], [`NewItem`] or [`OldItem`].
pub trait Answer<M>: sealed::Answer {
    /// The answer.
    type Output: Send + 'static;

    /// The answer of the item in the response; `None` where there has to be one.
    #[doc(hidden)]
    fn output(found: Option<M>) -> Option<Self::Output>;
}
impl<M> Answer<M> for Nothing {
    type Output = ();

    fn output(_: Option<M>) -> Option<()> {
        Some(())
    }
}
impl<M: Send + 'static> Answer<M> for NewItem {
    type Output = M;

    fn output(found: Option<M>) -> Option<M> {
        found
    }
}
impl<M: Send + 'static> Answer<M> for OldItem {
    type Output = Option<M>;

    fn output(found: Option<M>) -> Option<Option<M>> {
        Some(found)
    }
}

mod sealed {
    use crate::operation::Returns;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Kind {
        Save,
        Create,
        Replace,
    }

    pub trait Verb {
        const KIND: Kind;
    }
    impl Verb for super::Save {
        const KIND: Kind = Kind::Save;
    }
    impl Verb for super::Create {
        const KIND: Kind = Kind::Create;
    }
    impl Verb for super::Replace {
        const KIND: Kind = Kind::Replace;
    }

    pub trait ReturnsOld {
        const RETURNS_OLD: bool;
    }
    impl ReturnsOld for super::Nothing {
        const RETURNS_OLD: bool = false;
    }
    impl ReturnsOld for super::OldItem {
        const RETURNS_OLD: bool = true;
    }

    pub trait Answer {
        const RETURNS: Returns;
    }
    impl Answer for super::Nothing {
        const RETURNS: Returns = Returns::Nothing;
    }
    impl Answer for super::NewItem {
        const RETURNS: Returns = Returns::New;
    }
    impl Answer for super::OldItem {
        const RETURNS: Returns = Returns::Old;
    }
}

pub(super) const fn returns<M, A: Answer<M>>() -> Returns {
    A::RETURNS
}

/// What a put may meet, of an item of this version.
pub(super) fn guard<V: Verb>(guards: &Guards, version: u64) -> Predicate {
    match V::KIND {
        sealed::Kind::Save => guards.save(version),
        sealed::Kind::Create => guards.is_free(),
        sealed::Kind::Replace => guards.replace(version),
    }
}

/// The verb as hooks see it.
pub(super) fn write_verb<V: Verb>() -> WriteVerb {
    match V::KIND {
        sealed::Kind::Save => WriteVerb::Save,
        sealed::Kind::Create => WriteVerb::Create,
        sealed::Kind::Replace => WriteVerb::Replace,
    }
}

/// The version that the item had to have, where the put checked one.
pub(super) fn checked_version<V: Verb>(guards: &Guards, version: u64) -> Option<u64> {
    let is_checked = guards.schema.version_attribute().is_some() && V::KIND != sealed::Kind::Create;
    is_checked.then_some(version)
}

/// The version and times of a put, of an item that had this version.
pub(super) fn stamp<V: Verb>(now: SystemTime, version: u64) -> Result<Stamp, StampError> {
    let is_create = V::KIND == sealed::Kind::Create;
    let next = if is_create { Some(1) } else { version.checked_add(1) };
    next.map(|next| Stamp::new(now, next, is_create)).ok_or(StampError::Version)
}

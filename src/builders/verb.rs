//! The verbs of puts, and what writes answer.

use crate::expression::{Predicate, is_absent, is_absent_or_entity, is_entity, is_present};
use crate::model::{Schema, TableSchema};

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

/// Whether a write asks for the item that was there before: [`Nothing`] or [`OldItem`].
pub trait ReturnsOld: sealed::ReturnsOld {}
impl ReturnsOld for Nothing {}
impl ReturnsOld for OldItem {}

mod sealed {
    #[derive(Debug, Clone, Copy)]
    pub enum Guard {
        NoOtherEntity,
        Absent,
        Present,
    }

    pub trait Verb {
        const GUARD: Guard;
    }
    impl Verb for super::Save {
        const GUARD: Guard = Guard::NoOtherEntity;
    }
    impl Verb for super::Create {
        const GUARD: Guard = Guard::Absent;
    }
    impl Verb for super::Replace {
        const GUARD: Guard = Guard::Present;
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
}

/// The condition of a put.
pub(super) fn condition<V: Verb>(
    schema: &'static Schema,
    table: &TableSchema,
) -> Option<Predicate> {
    match V::GUARD {
        sealed::Guard::NoOtherEntity => is_absent_or_entity(schema, table),
        sealed::Guard::Absent => Some(is_absent(table)),
        sealed::Guard::Present => Some(is_present(table).and(is_entity(schema, table))),
    }
}

//! What several groups of tests share.

pub(crate) mod attributes;
pub(crate) mod frames;
pub(crate) mod keys;
pub(crate) mod random;
mod run;
pub(crate) mod sources;
pub(crate) mod traces;

pub(crate) use run::run;

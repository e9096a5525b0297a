//! Expansions and messages.
mod constants;
mod expansions;
mod maintained;
mod patches;
mod support;

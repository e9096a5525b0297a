//! Faults between a client and its engine: what may fail, when, and what is then answered.

mod connector;
mod errors;
mod fault;
mod faulty;
mod kind;
mod operations;
mod random;
mod reply;
mod rule;
mod rules;
mod unprocessed;

pub use fault::Fault;
pub use faulty::Faulty;
pub use rule::On;

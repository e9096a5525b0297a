//! Transactions: all or nothing, of any entities.

mod failures;
mod kept;
mod models;
mod reads;
mod refused;
mod writes;

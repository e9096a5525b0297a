//! Table designs that others published, modelled and used from end to end.

mod commerce;
mod deals;
mod forum;
mod github;
mod scores;
mod sessions;

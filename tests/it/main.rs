//! The integration tests. The module `contract` runs on two engines, the others on the embedded one.

mod api;
mod contract;
mod derive;
mod docs;
mod golden;
mod layers;
mod local;
mod matrix;
mod package;
mod properties;
mod soak;
mod support;
mod ui;
mod wire;

#![allow(dead_code, unused_imports)]
#[path = "it/contract/dev.rs"]
mod contract;
#[path = "it/support/mod.rs"]
mod support;
#[path = "it/wire/dev.rs"]
mod wire;

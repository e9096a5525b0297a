//! Round trips: every shape a user would write, by every path.

mod accepted;
mod bytes;
mod enums;
mod flattened;
mod key_paths;
mod keys;
mod maps;
mod mixed;
mod options;
mod pages;
mod paths;
mod reading;
mod refused;
mod renamed;
mod scalars;
mod sets;
mod standard;
mod structs;
mod times;
mod unreadable;

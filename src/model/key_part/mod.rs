//! The types that keys are made of.

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod calendar;
#[cfg(feature = "chrono")]
mod chrono;
mod integers;
#[cfg(feature = "jiff")]
mod jiff;
mod natural;
mod part;
mod text;
#[cfg(feature = "time")]
mod time;

pub use part::{KeyPart, NaturalKey, Prefixed, TemplatePart, in_template};

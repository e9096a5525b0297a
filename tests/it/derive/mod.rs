//! What the derives emit of fields: constants, codecs, stamps.

mod constants;
mod families;
mod functions;
mod patches;
mod stamps;

//! What the derives emit of fields: constants, codecs, stamps.

mod by_hand;
mod constants;
mod families;
mod functions;
mod patches;
mod stamps;

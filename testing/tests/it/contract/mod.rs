//! What both engines do alike. Runs on the server at `DYNAMORPH_ENDPOINT` where that is set.

mod corrections;
mod errors;
mod items;
mod tables;

//! Tables from models: made where they are missing, compared where they are there, never deleted.

mod compare;
mod create;
mod ensure;

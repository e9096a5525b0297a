//! What programs that use this crate import: `use dynamorph::prelude::*;`.

pub use crate::batch::BatchOps as _;
pub use crate::builders::{EntityOps as _, ModelOps as _};
pub use crate::client::Dynamo;
pub use crate::derives::{DynamoMap, DynamoModel, DynamoPatch, DynamoValue, Table};
pub use crate::model::{DynamoModel, Table, attr};

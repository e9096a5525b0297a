//! The context of requests that several tables and entities may be part of.

use super::Dynamo;
use crate::error::Context;
use crate::operation::Target;

/// What stands for the entity where there are several.
const SEVERAL: &str = "several entities";

impl Dynamo {
    /// The tables by name, and the entity if it is the only one.
    pub(crate) fn group_context(
        &self,
        operation: &'static str,
        targets: impl Iterator<Item = Target>,
    ) -> Context {
        let (mut tables, mut entity) = (Vec::new(), None);
        for target in targets {
            let table = self.physical_name(target.table);
            if !tables.contains(&table) {
                tables.push(table);
            }
            let is_same = entity.is_none_or(|entity| entity == target.entity);
            entity = Some(if is_same { target.entity } else { SEVERAL });
        }
        Context::new(operation, tables.join(", "), entity.unwrap_or("nothing"))
    }
}

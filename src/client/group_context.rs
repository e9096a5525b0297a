//! The context of requests that several tables and entities may be part of.

use super::Dynamo;
use crate::error::Context;
use crate::operation::{Target, joint_entity};

impl Dynamo {
    /// The tables by name, and the entity if it is the only one.
    pub(crate) fn group_context(
        &self,
        operation: &'static str,
        targets: impl Iterator<Item = Target>,
    ) -> Context {
        let (mut tables, mut entity) = (Vec::new(), "");
        for target in targets {
            let table = self.physical_name(target.table);
            if !tables.contains(&table) {
                tables.push(table);
            }
            entity = joint_entity(entity, target.entity);
        }
        let entity = if entity.is_empty() { "nothing" } else { entity };
        Context::new(operation, tables.join(", "), entity)
    }
}

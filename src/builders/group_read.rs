//! One read of a group, without its types.

use std::any::Any;
use std::time::SystemTime;

use super::Get;
use super::read::{Output, projected};
use crate::codec::ItemReader;
use crate::error::Result;
use crate::model::Decoded;
use crate::operation::{GetItem, Target};
use crate::value::DocumentPath;

/// What a read of a group found: of the type that its builder answers.
pub(crate) type FoundItem = Box<dyn Any + Send>;

/// One read of a batch.
pub(crate) trait GroupGet: Any + Send + Sync {
    fn target(&self) -> Target;

    /// The request. A customized one is none of a group.
    fn operation(&self) -> Result<GetItem>;

    /// Refuses a read that cannot be sent.
    fn check(&self) -> Result<()>;

    /// What the item under its key is read as; none where it has expired.
    fn read(&self, now: SystemTime, item: &mut ItemReader<'_>) -> Result<Option<FoundItem>>;
}

impl<E: 'static, O: Send + 'static> GroupGet for Get<E, O> {
    fn target(&self) -> Target {
        Target { table: self.entities.table, entity: self.entities.name }
    }

    fn operation(&self) -> Result<GetItem> {
        let operation = self.group_operation()?;
        let projection = operation.projection.map(|mut paths| {
            // An answer in any order is told apart by the keys.
            let keys = operation.target.table.keys().map(|key| DocumentPath::new(key.name()));
            paths.extend(keys);
            projected(paths)
        });
        Ok(GetItem { projection, ..operation })
    }

    fn check(&self) -> Result<()> {
        GroupGet::operation(self).map(drop)
    }

    fn read(&self, now: SystemTime, item: &mut ItemReader<'_>) -> Result<Option<FoundItem>> {
        if let Some(keep) = self.keep(now)
            && !keep(item)?
        {
            return Ok(None);
        }
        let Output { decode, .. } = &self.output;
        Ok(match decode(item)? {
            Decoded::Item(found) => Some(Box::new(found)),
            Decoded::Skipped => None,
        })
    }
}

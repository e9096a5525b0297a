//! Gets as members of a batch or a transaction.

use std::any::Any;
use std::time::SystemTime;

use super::Get;
use super::read::projected;
use super::sinks::is_kept;
use crate::codec::ItemReader;
use crate::error::{Context, Error, InvalidRequest, Result};
use crate::model::Decoded;
use crate::operation::{GetItem, Target};
use crate::value::{DocumentPath, RawItem};

/// What a read of a group found: of the type that its builder answers.
pub(crate) type FoundItem = Box<dyn Any + Send>;

/// One read of a batch, without its types.
pub(crate) trait GroupGet: Any + Send + Sync {
    fn target(&self) -> Target;

    /// The request. A customized one is none of a group.
    fn operation(&self) -> Result<GetItem>;

    /// Refuses a read that cannot be sent.
    fn check(&self) -> Result<()>;

    /// What the item under its key is read as; none where it has expired.
    fn read(&self, now: SystemTime, item: &mut ItemReader<'_>) -> Result<Option<FoundItem>>;
}

impl<E, O: Send + 'static> Get<E, O> {
    /// The request as a part of another one, which has no SDK builder to customize.
    pub(crate) fn group_operation(&self) -> Result<GetItem> {
        if self.customize.is_some() {
            let context = Context::of_entity(self.entities.name);
            let error = InvalidRequest::CustomizedInGroup;
            return Err(Error::InvalidRequest(Box::new(context), error));
        }
        self.operation()
    }

    /// What the get answers where this is found.
    pub(crate) fn decode_found(
        &self,
        found: Option<RawItem>,
        now: SystemTime,
    ) -> Result<Option<O>> {
        let Some(found) = found else { return Ok(None) };
        let of_item = |source| Error::decode(self.entities.name, source);
        let mut item = ItemReader::from_raw(&found).map_err(of_item)?;
        self.read_found(&mut item, now)
    }

    fn read_found(&self, item: &mut ItemReader<'_>, now: SystemTime) -> Result<Option<O>> {
        if !is_kept(self.keep(now).as_ref(), item)? {
            return Ok(None);
        }
        (self.output.decode)(item).map(Decoded::into_item)
    }
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
        let found = self.read_found(item, now)?;
        Ok(found.map(|found| Box::new(found) as FoundItem))
    }
}

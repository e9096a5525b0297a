//! Gets as members of a batch or a transaction.

use std::time::SystemTime;

use super::Get;
use super::sinks::One;
use crate::client::ItemSink as _;
use crate::codec::ItemReader;
use crate::error::{Context, Error, InvalidRequest, Result};
use crate::operation::GetItem;
use crate::value::RawItem;

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
        let mut sink = One::of(self.output.clone(), self.keep(now));
        let of_item = |source| Error::decode(self.entities.name, source);
        let mut item = ItemReader::from_raw(&found).map_err(of_item)?;
        sink.item(&mut item)?;
        Ok(sink.into_item())
    }
}

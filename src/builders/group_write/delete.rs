//! Deletes in groups.

use std::any::Any;
use std::time::SystemTime;

use async_trait::async_trait;

use super::GroupWrite;
use crate::builders::Explain;
use crate::builders::delete::Delete;
use crate::builders::refusal::{Asked, refusal};
use crate::builders::told::Told;
use crate::builders::write;
use crate::client::{Dynamo, WriteVerb};
use crate::error::{Error, Rejection, Result};
use crate::model::DynamoModel;
use crate::operation::{Target, WriteItem};

/// A delete in a group.
pub(crate) struct GroupDelete<M> {
    delete: Delete<M>,
    told: Option<Told>,
}

impl<M: DynamoModel> Delete<M> {
    pub(crate) fn into_group(self) -> GroupDelete<M> {
        GroupDelete { delete: self, told: None }
    }
}

#[async_trait]
impl<M: DynamoModel> GroupWrite for GroupDelete<M> {
    fn target(&self) -> Target {
        Target::of::<M>()
    }

    fn item(&self) -> Option<&(dyn Any + Send + Sync)> {
        None
    }

    fn explain(&self) -> Explain {
        self.delete.explain()
    }

    fn has_condition(&self) -> bool {
        !self.delete.conditions.is_none()
    }

    async fn prepare(
        &mut self,
        db: &Dynamo,
        now: SystemTime,
        operation: &'static str,
    ) -> Result<()> {
        let mut told = Told::in_group::<M>(
            db,
            operation,
            WriteVerb::Delete,
            now,
            self.delete.customize.is_some(),
        )?;
        told.before(db, || self.delete.key(), None).await?;
        self.told = Some(told);
        Ok(())
    }

    fn operation(&self, now: SystemTime) -> Result<WriteItem> {
        self.delete.operation(&write::guards::<M>(now)).map(WriteItem::Delete)
    }

    fn refusal(&self, now: SystemTime, rejection: Box<Rejection>) -> Error {
        let (guards, version) = (write::guards::<M>(now), self.delete.version);
        refusal::<M>(rejection, &Asked { guards: &guards, version, is_upsert: false })
    }

    async fn written(&mut self, db: &Dynamo) {
        if let Some(told) = &self.told {
            told.after(db, None, Ok(())).await;
        }
    }

    async fn unwritten(&mut self, db: &Dynamo, error: &Error) {
        if let Some(told) = &self.told {
            told.after(db, None, Err(error)).await;
        }
    }

    fn restore(&mut self) {
        self.told = None;
    }
}

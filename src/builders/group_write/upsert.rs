//! Upserts of whole items in groups.

use std::any::Any;
use std::time::SystemTime;

use async_trait::async_trait;

use super::GroupWrite;
use crate::builders::Explain;
use crate::builders::Upsert;
use crate::builders::refusal::{Asked, refusal};
use crate::builders::told::{Added, Told};
use crate::builders::write;
use crate::client::{Dynamo, WriteVerb};
use crate::error::{Error, Rejection, Result};
use crate::model::{DynamoModel, Undo};
use crate::operation::{Returns, Target, WriteItem};

/// An upsert in a group. It answers nothing there: a transaction tells nothing of the items that it writes.
pub(crate) struct GroupUpsert<M> {
    upsert: Upsert<M>,
    prepared: Option<(Told, Added, Undo<M>)>,
}

impl<M: DynamoModel> Upsert<M> {
    pub(crate) fn into_group(self) -> GroupUpsert<M> {
        GroupUpsert { upsert: self, prepared: None }
    }
}

#[async_trait]
impl<M: DynamoModel> GroupWrite for GroupUpsert<M> {
    fn target(&self) -> Target {
        Target::of::<M>()
    }

    fn item(&self) -> Option<&(dyn Any + Send + Sync)> {
        Some(self.upsert.item())
    }

    fn explain(&self) -> Explain {
        self.upsert.explain()
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
            WriteVerb::Upsert,
            now,
            self.upsert.customize.is_some(),
        )?;
        let upsert = &mut self.upsert;
        let added = told.before_item(db, &mut upsert.item).await?;
        match upsert.stamp(now) {
            Ok(undo) => self.prepared = Some((told, added, undo)),
            Err(error) => {
                let error = error.in_context(&told.context(db));
                told.after(db, Some(&mut upsert.item), Err(&error)).await;
                return Err(error);
            }
        }
        Ok(())
    }

    fn operation(&self, now: SystemTime) -> Result<WriteItem> {
        let added = self.prepared.as_ref().map(|(_, added, _)| added.clone());
        let guards = write::guards::<M>(now);
        let mut operation = self.upsert.operation(&guards, now, added.unwrap_or_default())?;
        operation.returns = Returns::Nothing;
        Ok(WriteItem::Update(operation))
    }

    fn refusal(&self, now: SystemTime, rejection: Box<Rejection>) -> Error {
        let guards = write::guards::<M>(now);
        refusal::<M>(rejection, &Asked { guards: &guards, version: None, is_upsert: true })
    }

    async fn written(&mut self, db: &Dynamo) {
        if let Some((told, ..)) = &self.prepared {
            told.after(db, Some(&mut self.upsert.item), Ok(())).await;
        }
    }

    async fn unwritten(&mut self, db: &Dynamo, error: &Error) {
        if let Some((told, ..)) = &self.prepared {
            told.after(db, Some(&mut self.upsert.item), Err(error)).await;
        }
    }

    fn restore(&mut self) {
        if let Some((.., undo)) = self.prepared.take() {
            undo.undo(&mut self.upsert.item);
        }
    }
}

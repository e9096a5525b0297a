//! Updates in groups.

use std::any::Any;
use std::time::SystemTime;

use async_trait::async_trait;

use super::GroupWrite;
use crate::builders::Explain;
use crate::builders::Update;
use crate::builders::told::{Added, Told};
use crate::builders::write;
use crate::client::Dynamo;
use crate::error::{Error, Rejection, Result};
use crate::model::DynamoModel;
use crate::operation::{Returns, Target, WriteItem};

/// An update in a group.
pub(crate) struct GroupUpdate<M> {
    update: Update<M>,
    prepared: Option<(Told, Added)>,
}

impl<M: DynamoModel> Update<M> {
    pub(crate) fn into_group(self) -> GroupUpdate<M> {
        GroupUpdate { update: self, prepared: None }
    }
}

#[async_trait]
impl<M: DynamoModel> GroupWrite for GroupUpdate<M> {
    fn target(&self) -> Target {
        Target::of::<M>()
    }

    fn item(&self) -> Option<&(dyn Any + Send + Sync)> {
        None
    }

    fn explain(&self) -> Explain {
        self.update.explain()
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
            self.update.verb(),
            now,
            self.update.is_customized(),
        )?;
        let added = told.before(db, || self.update.plan().key(), None).await?;
        self.prepared = Some((told, added));
        Ok(())
    }

    fn operation(&self, now: SystemTime) -> Result<WriteItem> {
        let guards = write::guards::<M>(now);
        let plan = self.update.plan();
        let operation = match &self.prepared {
            Some((_, added)) if !added.is_empty() => {
                let mut plan = plan.clone();
                plan.store(added.clone());
                plan.operation(&guards, now, Returns::Nothing)
            }
            _ => plan.operation(&guards, now, Returns::Nothing),
        };
        operation.map(WriteItem::Update)
    }

    fn refusal(&self, now: SystemTime, rejection: Box<Rejection>) -> Error {
        self.update.refusal(now, rejection)
    }

    async fn written(&mut self, db: &Dynamo) {
        if let Some((told, _)) = &self.prepared {
            told.after(db, None, Ok(())).await;
        }
    }

    async fn unwritten(&mut self, db: &Dynamo, error: &Error) {
        if let Some((told, _)) = &self.prepared {
            told.after(db, None, Err(error)).await;
        }
    }

    fn restore(&mut self) {
        self.prepared = None;
    }
}

//! Puts in groups.

use std::any::Any;
use std::time::SystemTime;

use async_trait::async_trait;

use super::GroupWrite;
use crate::builders::Explain;
use crate::builders::put::Put;
use crate::builders::refusal::{Asked, refusal};
use crate::builders::told::{Added, Told};
use crate::builders::verb::{self, Verb};
use crate::builders::write;
use crate::client::Dynamo;
use crate::error::{Error, Rejection, Result};
use crate::model::{DynamoModel, Undo};
use crate::operation::{Target, WriteItem};

/// A put in a group.
pub(crate) struct GroupPut<M, V> {
    put: Put<M, V>,
    prepared: Option<Prepared<M>>,
}

struct Prepared<M> {
    told: Told,
    added: Added,
    undo: Undo<M>,
    /// The version that the item had.
    version: u64,
    /// The item as hooks have it stored.
    stored: Option<M>,
}

impl<M: DynamoModel, V: Verb> Put<M, V> {
    pub(crate) fn into_group(self) -> GroupPut<M, V> {
        GroupPut { put: self, prepared: None }
    }
}

impl<M: DynamoModel, V: Verb> GroupPut<M, V> {
    /// The item: as it was stored after a success, as it was given after a failure.
    pub(crate) fn into_item(self) -> M {
        let stored = self.prepared.and_then(|prepared| prepared.stored);
        stored.unwrap_or(self.put.item)
    }

    async fn stamp(&mut self, db: &Dynamo, now: SystemTime, mut told: Told) -> Result<()> {
        let added = told.before_item(db, &mut self.put.item).await?;
        let version = self.put.item.version();
        let undo = match self.put.stamp(now) {
            Ok(undo) => undo,
            Err(error) => {
                let error = error.in_context(&told.context(db));
                told.after(db, Some(&mut self.put.item), Err(&error)).await;
                return Err(error);
            }
        };
        self.prepared = Some(Prepared { told, added, undo, version, stored: None });
        Ok(())
    }
}

#[async_trait]
impl<M: DynamoModel, V: Verb> GroupWrite for GroupPut<M, V> {
    fn target(&self) -> Target {
        Target::of::<M>()
    }

    fn item(&self) -> Option<&(dyn Any + Send + Sync)> {
        Some(&self.put.item)
    }

    fn explain(&self) -> Explain {
        self.put.explain()
    }

    fn has_condition(&self) -> bool {
        !self.put.conditions.is_none()
    }

    async fn prepare(
        &mut self,
        db: &Dynamo,
        now: SystemTime,
        operation: &'static str,
    ) -> Result<()> {
        let told = Told::in_group::<M>(
            db,
            operation,
            verb::write_verb::<V>(),
            now,
            self.put.customize.is_some(),
        )?;
        // Where the future of an earlier attempt was dropped, its stamps are still there.
        if let Some(earlier) = self.prepared.take() {
            earlier.undo.undo(&mut self.put.item);
        }
        self.stamp(db, now, told).await?;
        // What hooks store is looked at now: it has to read, or the item would not be written.
        let stored = match &self.prepared {
            Some(prepared) if !prepared.added.is_empty() => {
                let (version, added) = (prepared.version, prepared.added.clone());
                let operation = self.put.operation(&write::guards::<M>(now), version);
                operation.and_then(|operation| Put::<M, V>::with(operation, added))
            }
            _ => return Ok(()),
        };
        match (stored, &mut self.prepared) {
            (Ok((_, stored)), Some(prepared)) => prepared.stored = stored,
            (Err(error), _) => {
                self.failed(db, &error).await;
                return Err(error);
            }
            (Ok(_), None) => {}
        }
        Ok(())
    }

    fn operation(&self, now: SystemTime) -> Result<WriteItem> {
        let guards = write::guards::<M>(now);
        let Some(prepared) = &self.prepared else {
            return self.put.operation(&guards, self.put.item.version()).map(WriteItem::Put);
        };
        let operation = self.put.operation(&guards, prepared.version)?;
        let (operation, _) = Put::<M, V>::with(operation, prepared.added.clone())?;
        Ok(WriteItem::Put(operation))
    }

    fn refusal(&self, now: SystemTime, rejection: Box<Rejection>) -> Error {
        let guards = write::guards::<M>(now);
        let version = self.prepared.as_ref().map_or(0, |prepared| prepared.version);
        let version = verb::checked_version::<V>(&guards, version);
        refusal::<M>(rejection, &Asked { guards: &guards, version, is_upsert: false })
    }

    async fn written(&mut self, db: &Dynamo) {
        if let Some(prepared) = &mut self.prepared {
            let item = prepared.stored.as_mut().unwrap_or(&mut self.put.item);
            prepared.told.after(db, Some(item), Ok(())).await;
        }
    }

    async fn unwritten(&mut self, db: &Dynamo, error: &Error) {
        if let Some(prepared) = &self.prepared {
            prepared.told.after(db, Some(&mut self.put.item), Err(error)).await;
        }
    }

    fn restore(&mut self) {
        if let Some(prepared) = self.prepared.take() {
            prepared.undo.undo(&mut self.put.item);
        }
    }
}

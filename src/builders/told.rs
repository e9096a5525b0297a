//! Hooks around one item that is written.

use std::any::Any;
use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::client::{Dynamo, ItemWrite, Passed, WriteVerb};
use crate::error::{Context, Error, InvalidRequest, Result};
use crate::model::{DynamoModel, Schema, Table, TableSchema, primary_key};
use crate::operation::Key;

/// Attributes that hooks store, in place of what the caller stores.
pub(super) type Added = Vec<(String, AttributeValue)>;

type Item<'a> = Option<&'a mut (dyn Any + Send + Sync)>;

/// The hooks of one write: what they are told of it, and how many let it pass.
#[derive(Debug)]
pub(super) struct Told {
    operation: &'static str,
    /// The physical name, known where there are hooks.
    table_name: String,
    verb: WriteVerb,
    schema: &'static Schema,
    table: &'static TableSchema,
    now: SystemTime,
    key: Key,
    passed: Passed,
}

impl Told {
    pub(super) fn new<M: DynamoModel>(
        operation: &'static str,
        verb: WriteVerb,
        now: SystemTime,
    ) -> Self {
        let (schema, table) = (M::SCHEMA, <M::Table as Table>::SCHEMA);
        let (table_name, key, passed) = (String::new(), Key::new(), Passed::default());
        Self { operation, table_name, verb, schema, table, now, key, passed }
    }

    /// The hooks of a write in a group, which has no SDK builder of its own to customize.
    pub(super) fn in_group<M: DynamoModel>(
        db: &Dynamo,
        operation: &'static str,
        verb: WriteVerb,
        now: SystemTime,
        is_customized: bool,
    ) -> Result<Self> {
        let told = Self::new::<M>(operation, verb, now);
        if is_customized {
            let context = Box::new(told.context(db));
            return Err(Error::InvalidRequest(context, InvalidRequest::CustomizedInGroup));
        }
        Ok(told)
    }

    /// The request, for messages.
    pub(super) fn context(&self, db: &Dynamo) -> Context {
        let table = db.physical_name(self.table).into_owned();
        Context::new(self.operation, table, self.schema.name())
    }

    /// Asks the hooks. Those that let the write pass are told when another refuses it. The key is made for them only.
    pub(super) async fn before(
        &mut self,
        db: &Dynamo,
        key: impl FnOnce() -> Result<Key>,
        item: Item<'_>,
    ) -> Result<Added> {
        if db.hooks().is_empty() {
            return Ok(Added::new());
        }
        let context = self.context(db);
        self.key = key().map_err(|error| error.in_context(&context))?;
        context.table().clone_into(&mut self.table_name);
        let mut write = self.write(db, item);
        match db.before_write(&mut write, &context).await {
            Ok(passed) => {
                let added = std::mem::take(&mut write.attributes);
                self.passed = passed;
                Ok(added)
            }
            Err((passed, refused)) => {
                db.after_write(passed, &write, Err(&refused)).await;
                Err(refused)
            }
        }
    }

    /// Asks the hooks about an item that is written whole.
    pub(super) async fn before_item<M: DynamoModel>(
        &mut self,
        db: &Dynamo,
        item: &mut M,
    ) -> Result<Added> {
        if db.hooks().is_empty() {
            return Ok(Added::new());
        }
        let key = primary_key(item);
        self.before(db, || key, Some(item)).await
    }

    /// Tells the hooks how it ended.
    pub(super) async fn after(&self, db: &Dynamo, item: Item<'_>, result: Result<(), &Error>) {
        if !db.hooks().is_empty() {
            db.after_write(self.passed, &self.write(db, item), result).await;
        }
    }

    fn write<'w>(&'w self, db: &'w Dynamo, item: Item<'w>) -> ItemWrite<'w> {
        ItemWrite {
            verb: self.verb,
            schema: self.schema,
            table: self.table,
            table_name: &self.table_name,
            request_id: db.request_id().unwrap_or_default(),
            now: self.now,
            key: &self.key,
            item,
            attributes: Added::new(),
        }
    }
}

//! Checks, which stand in transactions only.

use std::any::Any;
use std::time::SystemTime;

use async_trait::async_trait;

use super::GroupWrite;
use crate::builders::Explain;
use crate::builders::check::Check;
use crate::builders::refusal::{Asked, refusal};
use crate::builders::write;
use crate::client::Dynamo;
use crate::error::{Error, Rejection, Result};
use crate::model::DynamoModel;
use crate::operation::{Target, WriteItem};

impl<M: DynamoModel> Check<M> {
    pub(crate) fn into_group(self) -> Self {
        self
    }
}

#[async_trait]
impl<M: DynamoModel> GroupWrite for Check<M> {
    fn target(&self) -> Target {
        Target::of::<M>()
    }

    fn item(&self) -> Option<&(dyn Any + Send + Sync)> {
        None
    }

    fn explain(&self) -> Explain {
        Check::explain(self)
    }

    // A check writes nothing, so no hook is asked.
    async fn prepare(&mut self, _: &Dynamo, _: SystemTime, _: &'static str) -> Result<()> {
        Ok(())
    }

    fn operation(&self, now: SystemTime) -> Result<WriteItem> {
        Check::operation(self, &write::guards::<M>(now)).map(WriteItem::Check)
    }

    fn refusal(&self, now: SystemTime, rejection: Box<Rejection>) -> Error {
        let (guards, version) = (write::guards::<M>(now), self.version());
        refusal::<M>(rejection, &Asked { guards: &guards, version, is_upsert: false })
    }

    async fn written(&mut self, _: &Dynamo) {}

    async fn unwritten(&mut self, _: &Dynamo, _: &Error) {}

    fn restore(&mut self) {}
}

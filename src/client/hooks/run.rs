//! Runs the hooks of a handle.

use super::{Ended, ItemWrite, Operation, Refusal};
use crate::client::Dynamo;
use crate::error::{Context, Error};

/// How many hooks let something pass: those whose `after_..` runs.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Passed(usize);

impl Dynamo {
    pub(crate) async fn before_write(
        &self,
        write: &mut ItemWrite<'_>,
        context: &Context,
    ) -> std::result::Result<Passed, (Passed, Error)> {
        for (at, hooks) in self.hooks().iter().enumerate() {
            if let Err(refusal) = hooks.before_write(write).await {
                return Err((Passed(at), refused(context, refusal)));
            }
        }
        Ok(Passed(self.hooks().len()))
    }

    pub(crate) async fn after_write(
        &self,
        passed: Passed,
        write: &ItemWrite<'_>,
        result: std::result::Result<(), &Error>,
    ) {
        for hooks in self.hooks()[..passed.0].iter().rev() {
            hooks.after_write(write, result).await;
        }
    }

    pub(in crate::client) async fn before_operation(
        &self,
        operation: &Operation<'_>,
    ) -> std::result::Result<Passed, (Passed, Error)> {
        for (at, hooks) in self.hooks().iter().enumerate() {
            if let Err(refusal) = hooks.before_operation(operation).await {
                return Err((Passed(at), refused(operation.context, refusal)));
            }
        }
        Ok(Passed(self.hooks().len()))
    }

    pub(in crate::client) async fn after_operation(
        &self,
        passed: Passed,
        operation: &Operation<'_>,
        ended: &Ended<'_>,
    ) {
        for hooks in self.hooks()[..passed.0].iter().rev() {
            hooks.after_operation(operation, ended).await;
        }
    }
}

fn refused(context: &Context, source: Refusal) -> Error {
    Error::Refused { context: Box::new(context.clone()), source }
}

//! One write of a group, without its types.

use std::any::Any;
use std::time::SystemTime;

use async_trait::async_trait;

use crate::builders::Explain;
use crate::client::Dynamo;
use crate::error::{Error, Rejection, Result};
use crate::operation::{Target, WriteItem};

/// One write of a batch or a transaction.
///
/// It is prepared, compiled, and told how it ended. After a failure it is as it was before, and may be prepared again.
#[async_trait]
pub(crate) trait GroupWrite: Any + Send + Sync {
    fn target(&self) -> Target;

    /// The model of a put.
    fn item(&self) -> Option<&(dyn Any + Send + Sync)>;

    /// The request as the builder alone would send it.
    fn explain(&self) -> Explain;

    /// Whether something has to be checked, which a batch cannot do. Updates and checks always have that.
    fn has_condition(&self) -> bool {
        true
    }

    /// Asks the hooks and stamps the item. On an error nothing has changed, and the hooks know.
    async fn prepare(
        &mut self,
        db: &Dynamo,
        now: SystemTime,
        operation: &'static str,
    ) -> Result<()>;

    /// The request of the prepared write. It may be compiled more than once.
    fn operation(&self, now: SystemTime) -> Result<WriteItem>;

    /// Why the table's content refused the write.
    fn refusal(&self, now: SystemTime, rejection: Box<Rejection>) -> Error;

    /// It was written: tells the hooks.
    async fn written(&mut self, db: &Dynamo);

    /// It was not written, or nobody knows: tells the hooks.
    async fn unwritten(&mut self, db: &Dynamo, error: &Error);

    /// Takes the stamps back.
    fn restore(&mut self);

    /// It was not written, or nobody knows, and it is not sent again as it is.
    async fn failed(&mut self, db: &Dynamo, error: &Error) {
        self.unwritten(db, error).await;
        self.restore();
    }
}

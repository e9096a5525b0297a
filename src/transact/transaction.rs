//! A transaction on its way: prepared once, sent as often as it takes.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;
use uuid::Uuid;

use super::checked::{check_count, check_keys, excess};
use super::reasons::canceled;
use super::{FailedTransaction, WriteOp};
use crate::client::{Dynamo, Transacted};
use crate::error::{Context, Error, InvalidRequest, Result};
use crate::operation::{TransactWriteItems, WriteItem};

const OPERATION: &str = "TransactWriteItems";

/// DynamoDB knows a token for ten minutes; after that, the same request is a new transaction.
const TOKEN_AGE: Duration = Duration::from_mins(9);

/// The operations of one transaction, and the request that they make, once it was made.
pub(super) struct Transaction {
    pub(super) ops: Vec<WriteOp>,
    token: Option<String>,
    sent: Option<Sent>,
}

/// What is sent: the same every time, or its token would be refused.
struct Sent {
    operation: TransactWriteItems,
    /// The time that the items are stamped with.
    now: SystemTime,
    first: Instant,
}

impl Transaction {
    pub(super) fn new(ops: Vec<WriteOp>, token: Option<String>) -> Self {
        Self { ops, token, sent: None }
    }

    pub(super) fn token(&self) -> Option<&str> {
        let sent = self.sent.as_ref().map(|sent| sent.operation.token.as_str());
        sent.or(self.token.as_deref())
    }

    /// Writes all of it or nothing. An error owns the transaction.
    pub(super) async fn run(mut self, db: &Dynamo) -> Result<Vec<WriteOp>> {
        let db = db.for_call();
        match self.write(&db).await {
            Ok(()) => {
                for op in &mut self.ops {
                    op.0.written(&db).await;
                }
                Ok(self.ops)
            }
            Err(error) => Err(error.with_input(FailedTransaction::new(self))),
        }
    }

    async fn write(&mut self, db: &Dynamo) -> Result<()> {
        let sent = match self.sent.take() {
            Some(sent) if sent.first.elapsed() < TOKEN_AGE => sent,
            Some(sent) => {
                self.sent = Some(sent);
                return Err(self.refused(db, InvalidRequest::TokenTooOld));
            }
            None => self.prepare(db).await?,
        };
        let written = db.transact_write_items(&sent.operation).await;
        let error = match written {
            Ok(Transacted::Done(())) => return Ok(()),
            Ok(Transacted::Canceled(reasons)) => canceled(&self.ops, reasons, sent.now),
            Err(error) => error,
        };
        self.sent = Some(sent);
        for op in &mut self.ops {
            op.0.unwritten(db, &error).await;
        }
        Err(error)
    }

    /// Asks the hooks, stamps the items and makes the request. On an error, all is as it was.
    async fn prepare(&mut self, db: &Dynamo) -> Result<Sent> {
        let refused = |error| self.refused(db, error);
        check_count(self.ops.len(), "transact_write").map_err(refused)?;
        let token = self.token.clone().unwrap_or_else(|| Uuid::new_v4().to_string());
        if !(1..=36).contains(&token.chars().count()) {
            return Err(self.refused(db, InvalidRequest::Token(token.chars().count())));
        }
        let now = db.now();
        for at in 0..self.ops.len() {
            if let Err(error) = self.ops[at].0.prepare(db, now, OPERATION).await {
                return Err(self.unprepared(db, at, error).await);
            }
        }
        match self.compile(db, now, token) {
            Ok(operation) => Ok(Sent { operation, now, first: Instant::now() }),
            Err(error) => Err(self.unprepared(db, self.ops.len(), error).await),
        }
    }

    /// Takes back what the first operations were prepared with.
    async fn unprepared(&mut self, db: &Dynamo, count: usize, error: Error) -> Error {
        let error = error.in_context(&self.context(db));
        for op in &mut self.ops[..count] {
            op.0.failed(db, &error).await;
        }
        error
    }

    fn compile(&self, db: &Dynamo, now: SystemTime, token: String) -> Result<TransactWriteItems> {
        let items = self.ops.iter().map(|op| op.0.operation(now)).collect::<Result<Vec<_>>>()?;
        if let Some(bytes) = excess(&items)? {
            return Err(self.refused(db, InvalidRequest::TransactionSize(bytes)));
        }
        let keys = items.iter().map(WriteItem::key).collect::<Result<Vec<_>>>()?;
        let keys = items.iter().map(WriteItem::target).zip(keys);
        check_keys(db, keys).map_err(|error| self.refused(db, error))?;
        Ok(TransactWriteItems { items, token })
    }

    fn refused(&self, db: &Dynamo, error: InvalidRequest) -> Error {
        Error::InvalidRequest(Box::new(self.context(db)), error)
    }

    fn context(&self, db: &Dynamo) -> Context {
        db.group_context(OPERATION, self.ops.iter().map(|op| op.0.target()))
    }
}

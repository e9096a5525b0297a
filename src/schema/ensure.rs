//! `ensure_table`.

use std::time::Duration;

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::describe_table::DescribeTableError;
use aws_sdk_dynamodb::types::{
    IndexStatus, TableDescription, TableStatus, TimeToLiveSpecification, TimeToLiveStatus,
};
use tokio::time::{Instant, sleep};

use super::{compare, create};
use crate::client::{Dynamo, failure};
use crate::error::{Context, Error, Result, TableMismatch};
use crate::model::{FromItem, Table, TableSchema};

/// How long a table may take to become active.
const PATIENCE: Duration = Duration::from_mins(2);
const FIRST_WAIT: Duration = Duration::from_millis(20);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

impl Dynamo {
    /// Makes sure that the table of a model or registry is there and can be used: for tests, demos and first deployments.
    ///
    /// A missing table is created (billed by request), with its indexes and its TTL attribute, and waited for. A table that
    /// is there is compared with the declaration, and otherwise left as it is; nothing is ever changed or deleted.
    /// It takes the permissions `dynamodb:DescribeTable`, `dynamodb:CreateTable`, and with a TTL attribute
    /// `dynamodb:DescribeTimeToLive` and `dynamodb:UpdateTimeToLive`.
    ///
    /// # Errors
    ///
    /// [`Error::TableMismatch`] when the table is not as declared; [`Error::Timeout`] when it is not active after two minutes;
    /// and what the requests meet.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// db.ensure_table::<Shop>().await?;
    /// db.ensure_table::<Shop>().await?; // the second time it only looks
    /// # Ok(())
    /// # }
    /// ```
    pub async fn ensure_table<E: FromItem>(&self) -> Result<()> {
        let table = <E::Table as Table>::SCHEMA;
        let name = self.physical_name(table).into_owned();
        let ensure = Ensure { db: self, table, name, entity: E::NAME };
        let found = if let Some(found) = ensure.describe().await? {
            found
        } else {
            ensure.create().await?;
            ensure.until_there().await?
        };
        ensure.compare(&found)?;
        ensure.until_active(found).await?;
        match table.ttl_attribute() {
            Some(attribute) => ensure.expire_by(attribute).await,
            None => Ok(()),
        }
    }
}

struct Ensure<'a> {
    db: &'a Dynamo,
    table: &'static TableSchema,
    name: String,
    entity: &'static str,
}

impl Ensure<'_> {
    fn context(&self, operation: &'static str) -> Context {
        Context::new(operation, self.name.clone(), self.entity)
    }

    /// The table as it is; `None` when there is none.
    async fn describe(&self) -> Result<Option<TableDescription>> {
        match self.db.client().describe_table().table_name(&self.name).send().await {
            Ok(output) => Ok(output.table),
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(DescribeTableError::is_resource_not_found_exception) =>
            {
                Ok(None)
            }
            Err(error) => Err(failure(self.db, &self.context("DescribeTable"), &error).await),
        }
    }

    async fn create(&self) -> Result<()> {
        let context = self.context("CreateTable");
        let request = create::request(self.db.client(), &self.name, self.table);
        let request = request.map_err(|error| Error::Construction {
            context: Box::new(context.clone()),
            detail: error.to_string(),
        })?;
        match request.send().await {
            Ok(_) => Ok(()),
            // Somebody else was faster.
            Err(error) if error.code() == Some("ResourceInUseException") => Ok(()),
            Err(error) => Err(failure(self.db, &context, &error).await),
        }
    }

    async fn until_there(&self) -> Result<TableDescription> {
        let mut patience = Patience::new();
        loop {
            if let Some(found) = self.describe().await? {
                return Ok(found);
            }
            patience.wait(|| self.context("DescribeTable")).await?;
        }
    }

    async fn until_active(&self, mut found: TableDescription) -> Result<()> {
        let mut patience = Patience::new();
        while !is_active(&found) {
            patience.wait(|| self.context("DescribeTable")).await?;
            found = self.until_there().await?;
        }
        Ok(())
    }

    fn compare(&self, found: &TableDescription) -> Result<()> {
        self.mismatch(compare::differences(self.table, found))
    }

    fn mismatch(&self, differences: Vec<String>) -> Result<()> {
        if differences.is_empty() {
            return Ok(());
        }
        Err(Error::TableMismatch(Box::new(TableMismatch { table: self.name.clone(), differences })))
    }

    /// Enables TTL. The service refuses what is enabled already, so it is looked at first.
    async fn expire_by(&self, attribute: &'static str) -> Result<()> {
        let client = self.db.client();
        let output = client.describe_time_to_live().table_name(&self.name).send().await;
        let output = match output {
            Ok(output) => output,
            Err(error) => {
                return Err(failure(self.db, &self.context("DescribeTimeToLive"), &error).await);
            }
        };
        let found = output.time_to_live_description;
        let status = found.as_ref().and_then(|found| found.time_to_live_status());
        if matches!(status, Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)) {
            let other = found
                .as_ref()
                .and_then(|found| found.attribute_name())
                .filter(|name| *name != attribute);
            return self.mismatch(
                other
                    .map(|name| format!("items expire by attribute `{name}`"))
                    .into_iter()
                    .collect(),
            );
        }
        let context = self.context("UpdateTimeToLive");
        let specification =
            TimeToLiveSpecification::builder().enabled(true).attribute_name(attribute).build();
        let specification = specification.map_err(|error| Error::Construction {
            context: Box::new(context.clone()),
            detail: error.to_string(),
        })?;
        let update = client
            .update_time_to_live()
            .table_name(&self.name)
            .time_to_live_specification(specification);
        match update.send().await {
            Ok(_) => Ok(()),
            Err(error) => Err(failure(self.db, &context, &error).await),
        }
    }
}

fn is_active(table: &TableDescription) -> bool {
    // An index that is being filled can be queried only when it is active.
    let indexes = table.global_secondary_indexes().iter();
    matches!(table.table_status(), Some(TableStatus::Active | TableStatus::Updating))
        && indexes
            .map(|index| index.index_status())
            .all(|status| matches!(status, Some(IndexStatus::Active | IndexStatus::Updating)))
}

/// Waits a little longer each time, up to a limit.
struct Patience {
    until: Instant,
    next: Duration,
}

impl Patience {
    fn new() -> Self {
        Self { until: Instant::now() + PATIENCE, next: FIRST_WAIT }
    }

    async fn wait(&mut self, context: impl FnOnce() -> Context) -> Result<()> {
        if Instant::now() + self.next > self.until {
            return Err(Error::Timeout(Box::new(context())));
        }
        sleep(self.next).await;
        self.next = (self.next * 2).min(LONGEST_WAIT);
        Ok(())
    }
}

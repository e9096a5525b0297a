//! Deletes what is found, as it is found.

use super::builder::Options;
use super::deleted::Deleted;
use crate::batch::write::BatchWriter;
use crate::builders::{Cursor, Delete, KeyFeed, KeyOptions, KeyRead};
use crate::client::Dynamo;
use crate::error::{DeleteAllIncomplete, Error, Result, WriteCounts};
use crate::model::Unguarded;

pub(super) async fn run<M: Unguarded>(
    keys: KeyRead,
    options: Options,
    db: &Dynamo,
) -> Result<Deleted> {
    let db = db.for_call().metered();
    let Options { is_everything, width, progress } = options;
    let mut keys = keys.open(&db, KeyOptions { is_everything, progress: progress.as_ref() })?;
    let mut writer = BatchWriter::new(&db).concurrency(width).quiet();
    if let Some(progress) = &progress {
        writer = writer.progress(progress);
    }
    // Everything that was found before it is deleted.
    let mut safe = keys.cursor();
    match delete::<M>(&mut keys, &mut writer, &mut safe).await {
        Ok(()) => Ok(Deleted::new(writer.account().report().written(), db.cost())),
        Err(cause) => {
            let report = writer.account().report();
            let counts = WriteCounts {
                written: report.written(),
                not_written: report.not_written(),
                unknown: report.unknown(),
            };
            let incomplete = DeleteAllIncomplete::new(keys.context().clone(), counts, cause, safe);
            Err(Error::DeleteAllIncomplete(Box::new(incomplete)))
        }
    }
}

async fn delete<M: Unguarded>(
    keys: &mut KeyFeed,
    writer: &mut BatchWriter,
    safe: &mut Option<Cursor>,
) -> Result<()> {
    while let Some(key) = keys.next().await {
        writer.write(Delete::<M>::of_key(key?)).await?;
        if writer.kept() == 0 {
            *safe = keys.cursor();
        }
    }
    writer.flush().await
}

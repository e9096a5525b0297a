//! A catalog is imported, read and cleared: how far it has come, what is left when it stops, and where it goes on.
//!
//! ```sh
//! cargo run --example bulk_import
//! ```

use std::pin::pin;
use std::time::Duration;

use dynamorph::prelude::*;
use dynamorph::{BatchOp, Error, Progress, ScanPosition, batch_write};
use dynamorph_testing::{Embedded, Fault, Faulty};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "catalog")]
struct Article {
    #[dynamo(partition_key)]
    supplier: String,
    #[dynamo(sort_key)]
    sku: String,
    price: u32,
    is_sold: bool,
}

/// How many articles each supplier has.
const EACH: u32 = 200;
const SUPPLIERS: [&str; 5] = ["acme", "birch", "cedar", "dune", "elm"];

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    run(&Embedded::memory().faulty()).await
}

/// What a file of the suppliers would have.
fn articles() -> impl Iterator<Item = Article> {
    SUPPLIERS.into_iter().flat_map(|supplier| {
        (0..EACH).map(move |number| Article {
            supplier: supplier.into(),
            sku: format!("{supplier}-{number:04}"),
            price: 100 + number,
            is_sold: number % 10 != 0,
        })
    })
}

/// Does the work, and says how far it has come while it runs.
async fn shown<T>(progress: &Progress, work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        match tokio::time::timeout(Duration::from_millis(50), &mut work).await {
            Ok(done) => {
                println!("  {progress}");
                return done;
            }
            Err(_) => println!("  {progress} ..."),
        }
    }
}

/// Writes what can be written, and answers what is left.
async fn import(ops: Vec<BatchOp>, db: &Dynamo) -> dynamorph::Result<Vec<BatchOp>> {
    let progress = Progress::default();
    let batch = batch_write(ops).progress(&progress).send(db);
    match shown(&progress, batch).await {
        Ok(written) => {
            println!("  {} written: {}", written.written(), written.cost());
            Ok(Vec::new())
        }
        Err(Error::BatchIncomplete(rest)) => {
            println!("  {rest}");
            Ok(rest.into_ops())
        }
        Err(other) => Err(other),
    }
}

/// Reads prices, a few at a time as a worker with little time would, and answers where the next one goes on.
async fn some_prices(
    from: Option<ScanPosition>,
    most: u32,
    db: &Dynamo,
) -> dynamorph::Result<(Vec<u32>, Option<ScanPosition>)> {
    let progress = Progress::default();
    let scan = Article::scan().select(Article::PRICE).page_size(50);
    let mut prices = scan.parallel(4).limit(most).progress(&progress).resume(from).stream(db);
    let mut read = Vec::new();
    while let Some(price) = prices.next().await {
        read.push(price?);
    }
    println!("  {progress}");
    Ok((read, prices.position()))
}

/// The faults are those of a table that is too small for the import, and of a permission that is missing for a while.
pub(crate) async fn run(faulty: &Faulty) -> Result<(), Box<dyn std::error::Error>> {
    let db = &faulty.dynamo();
    db.ensure_table::<Article>().await?;

    println!("import:");
    faulty.on("BatchWriteItem").times(3).fail(Fault::some_unprocessed());
    faulty.on("BatchWriteItem").nth(20).fail(Fault::error(400, "AccessDeniedException", ""));
    let mut left: Vec<BatchOp> = articles().map(|article| article.save().into()).collect();
    let mut runs = 0;
    while !left.is_empty() {
        left = import(left, db).await?;
        runs += 1;
    }
    assert_eq!(runs, 2);

    println!("read it in parts:");
    let (mut prices, mut position) = (Vec::new(), None::<ScanPosition>);
    while !position.as_ref().is_some_and(ScanPosition::is_done) {
        let (some, reached) = some_prices(position, 400, db).await?;
        prices.extend(some);
        // As a queue or a row of a table would keep it until the next worker comes.
        let saved = reached.map(|position| position.to_string());
        position = saved.map(|text| text.parse()).transpose()?;
    }
    assert_eq!(prices.len(), SUPPLIERS.len() * EACH as usize);

    println!("delete what is not sold:");
    let progress = Progress::default();
    let unsold = Article::scan().filter(Article::IS_SOLD.eq(false)).delete_all();
    let deleted = shown(&progress, unsold.progress(&progress).send(db)).await?;
    println!("  {} deleted: {}", deleted.deleted(), deleted.cost());
    assert_eq!(deleted.deleted(), SUPPLIERS.len() * EACH as usize / 10);

    println!("delete the rest:");
    let refused = Article::scan().delete_all().send(db).await;
    println!("  {}", refused.expect_err("everything has to be asked for"));
    let deleted = Article::scan().delete_all().everything().send(db).await?;
    assert_eq!(deleted.deleted(), SUPPLIERS.len() * EACH as usize * 9 / 10);
    Ok(())
}

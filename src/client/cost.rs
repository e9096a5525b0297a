//! What calls cost.

use std::collections::BTreeMap;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use aws_sdk_dynamodb::types::{Capacity, ConsumedCapacity};

/// What calls cost: requests, items and consumed capacity.
///
/// A [metered](crate::Dynamo::metered) handle adds up the cost of everything that is sent through it, and a
/// [`Page`](crate::Page) says its own. DynamoDB says the capacity only when it is asked to, which costs nothing: a metered
/// handle asks, and so do hooks and spans; else the units are 0. They are
/// [read and write capacity units](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html):
/// a read of 4 KB that is eventually consistent takes a half, a write of 1 KB takes one.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let db = db.metered();
/// Order::query("ann").page_size(2).all(&db).await?;
/// let cost = db.cost();
/// assert_eq!((cost.requests(), cost.scanned(), cost.returned()), (2, 3, 3));
/// assert!(cost.read_units() > 0.0 && cost.write_units() == 0.0);
/// assert_eq!((cost.retries(), cost.throttles()), (0, 0));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cost {
    requests: u64,
    retries: u64,
    throttles: u64,
    scanned: u64,
    returned: u64,
    consumed: BTreeMap<(String, Option<String>), Units>,
}

/// Capacity units, of reads and of writes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Units {
    read: f64,
    write: f64,
}

/// The capacity that one table or index was charged. Made by [`Cost::consumed`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let db = db.metered();
/// Order::by_status("open").all(&db).await?;
/// for consumed in db.cost().consumed() {
///     println!("{} {:?}: {} read units", consumed.table, consumed.index, consumed.read_units);
///     assert_eq!(consumed.write_units, 0.0);
/// }
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Consumed<'a> {
    /// The physical name of the table.
    pub table: &'a str,
    /// The index; `None` is the table itself.
    pub index: Option<&'a str>,
    /// Read capacity units.
    pub read_units: f64,
    /// Write capacity units.
    pub write_units: f64,
}

/// Whether units are of a read or of a write: DynamoDB does not say it of single operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    Read,
    Write,
}

impl Cost {
    /// How many calls were sent. An attempt that the SDK repeats is one of [`retries`](Cost::retries).
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.requests
    }

    /// How many attempts the SDK made beyond the first ones.
    #[must_use]
    pub fn retries(&self) -> u64 {
        self.retries
    }

    /// How many attempts DynamoDB refused for lack of capacity.
    ///
    /// Items that a batch leaves unprocessed are none: they are sent again as part of another request.
    #[must_use]
    pub fn throttles(&self) -> u64 {
        self.throttles
    }

    /// How many items DynamoDB evaluated for reads, which is what it bills.
    #[must_use]
    pub fn scanned(&self) -> u64 {
        self.scanned
    }

    /// How many items its answers to reads had, after the filter; a count has those that it counted.
    #[must_use]
    pub fn returned(&self) -> u64 {
        self.returned
    }

    /// Read capacity units, of all tables and indexes.
    #[must_use]
    pub fn read_units(&self) -> f64 {
        // The sum of nothing would be -0.
        self.consumed.values().fold(0.0, |sum, units| sum + units.read)
    }

    /// Write capacity units, of all tables and indexes.
    #[must_use]
    pub fn write_units(&self) -> f64 {
        self.consumed.values().fold(0.0, |sum, units| sum + units.write)
    }

    /// The capacity of each table and index, in the order of their names.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let db = db.metered();
    /// Order::by_status("open").all(&db).await?;
    /// let cost = db.cost();
    /// let read = cost.consumed().filter(|consumed| consumed.read_units > 0.0);
    /// assert_eq!(read.map(|consumed| consumed.index).collect::<Vec<_>>(), [Some("gsi1")]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn consumed(&self) -> impl Iterator<Item = Consumed<'_>> {
        self.consumed.iter().map(|((table, index), units)| Consumed {
            table,
            index: index.as_deref(),
            read_units: units.read,
            write_units: units.write,
        })
    }

    /// One call, of this many attempts; none was made where a hook or the SDK refused it.
    pub(crate) fn of_call(attempts: u32, throttles: u32) -> Self {
        Self {
            requests: u64::from(attempts.min(1)),
            retries: u64::from(attempts.saturating_sub(1)),
            throttles: u64::from(throttles),
            ..Self::default()
        }
    }

    pub(crate) fn count(&mut self, scanned: usize, returned: usize) {
        self.scanned += scanned as u64;
        self.returned += returned as u64;
    }

    /// Adds what the service says that a call consumed.
    pub(crate) fn consume(&mut self, effect: Effect, table: &str, consumed: &ConsumedCapacity) {
        let mut add = |index: Option<&str>, units: f64| {
            let place = self.consumed.entry((table.to_owned(), index.map(str::to_owned)));
            let there = place.or_default();
            match effect {
                Effect::Read => there.read += units,
                Effect::Write => there.write += units,
            }
        };
        let indexes = [&consumed.local_secondary_indexes, &consumed.global_secondary_indexes];
        let indexes = indexes.into_iter().flatten().flatten();
        let mut of_indexes = 0.0;
        for (index, capacity) in indexes {
            let units = units(capacity);
            of_indexes += units;
            add(Some(index), units);
        }
        // Asked for the total only, the service does not say what the table's share is.
        let of_table = match &consumed.table {
            Some(table) => units(table),
            None => consumed.capacity_units.map_or(0.0, |total| (total - of_indexes).max(0.0)),
        };
        add(None, of_table);
    }
}

fn units(capacity: &Capacity) -> f64 {
    capacity.capacity_units.unwrap_or(0.0)
}

impl AddAssign<&Cost> for Cost {
    fn add_assign(&mut self, other: &Self) {
        self.requests += other.requests;
        self.retries += other.retries;
        self.throttles += other.throttles;
        self.scanned += other.scanned;
        self.returned += other.returned;
        for (place, units) in &other.consumed {
            let there = match self.consumed.get_mut(place) {
                Some(there) => there,
                None => self.consumed.entry(place.clone()).or_default(),
            };
            there.read += units.read;
            there.write += units.write;
        }
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += &other;
        self
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} requests, {} retries, {} throttled, {} items scanned, {} returned, {} read units, {} write units",
            self.requests,
            self.retries,
            self.throttles,
            self.scanned,
            self.returned,
            self.read_units(),
            self.write_units()
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use aws_sdk_dynamodb::types::{Capacity, ConsumedCapacity};

    use super::{Cost, Effect};

    fn capacity(units: f64) -> Capacity {
        Capacity::builder().capacity_units(units).build()
    }

    #[test]
    fn costs_add_up_by_table_and_index() {
        let consumed = ConsumedCapacity::builder()
            .capacity_units(4.0)
            .table(capacity(1.0))
            .set_global_secondary_indexes(Some(HashMap::from([("gsi1".to_owned(), capacity(2.0))])))
            .set_local_secondary_indexes(Some(HashMap::from([("lsi1".to_owned(), capacity(1.0))])))
            .build();
        let mut write = Cost::of_call(3, 2);
        write.consume(Effect::Write, "shop", &consumed);
        let mut read = Cost::of_call(1, 0);
        read.count(5, 2);
        // Only the total is known.
        read.consume(
            Effect::Read,
            "shop",
            &ConsumedCapacity::builder().capacity_units(0.5).build(),
        );
        let cost: Cost = [write, read].into_iter().sum();
        assert_eq!(
            (cost.requests(), cost.retries(), cost.throttles(), cost.scanned(), cost.returned()),
            (2, 2, 2, 5, 2)
        );
        assert_eq!((cost.read_units(), cost.write_units()), (0.5, 4.0));
        let shares = cost.consumed().map(|share| {
            assert_eq!(share.table, "shop");
            (share.index, share.read_units, share.write_units)
        });
        let expected = [(None, 0.5, 1.0), (Some("gsi1"), 0.0, 2.0), (Some("lsi1"), 0.0, 1.0)];
        assert_eq!(shares.collect::<Vec<_>>(), expected);
    }
}

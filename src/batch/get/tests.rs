//! How reads are put into requests.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::SystemTime;

use proptest::prelude::*;

use super::chunk::Waiting;
use super::fill::Fill;
use crate::builders::{FoundItem, GroupGet};
use crate::client::Dynamo;
use crate::codec::ItemReader;
use crate::error::Result;
use crate::model::{TableKey, TableSchema};
use crate::operation::{GetItem, Target};
use crate::value::limits::BATCH_GET_KEYS;
use crate::value::{DocumentPath, KeyType, KeyValue};

static TABLES: [TableSchema; 2] = [
    TableSchema::new("a", TableKey::new("id", KeyType::S)),
    TableSchema::new("b", TableKey::new("id", KeyType::S)),
];

/// A read of no type.
#[derive(Debug, Clone)]
struct Read {
    table: usize,
    key: u16,
    is_consistent: bool,
    is_selection: bool,
}

impl GroupGet for Read {
    fn target(&self) -> Target {
        Target { table: &TABLES[self.table], entity: "E" }
    }

    fn operation(&self) -> Result<GetItem> {
        Ok(GetItem {
            target: self.target(),
            key: vec![("id", KeyValue::S(self.key.to_string()))],
            is_consistent: self.is_consistent,
            projection: self.is_selection.then(|| vec![DocumentPath::new("id")]),
        })
    }

    fn check(&self) -> Result<()> {
        Ok(())
    }

    fn read(&self, _: SystemTime, _: &mut ItemReader<'_>) -> Result<Option<FoundItem>> {
        Ok(None)
    }
}

fn read() -> impl Strategy<Value = Read> {
    (0..2_usize, 0..300_u16, any::<bool>(), any::<bool>()).prop_map(
        |(table, key, is_consistent, is_selection)| Read {
            table,
            key,
            is_consistent,
            is_selection,
        },
    )
}

fn db() -> Dynamo {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(aws_sdk_dynamodb::config::BehaviorVersion::latest())
        .build();
    Dynamo::from_config(config)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn requests_are_a_partition_of_the_input(reads in prop::collection::vec(read(), 0..600)) {
        let (db, mut fill, mut requests) = (db(), Fill::default(), Vec::new());
        for (place, read) in reads.iter().enumerate() {
            let waiting = Waiting { place, get: Arc::new(read.clone()) };
            fill.add(&db, waiting, false, 4).expect("it can be read");
            requests.extend(std::iter::from_fn(|| fill.full()));
        }
        requests.extend(std::iter::from_fn(|| fill.rest()));
        let mut places: Vec<usize> = Vec::new();
        for request in &requests {
            prop_assert!(request.len() <= BATCH_GET_KEYS && request.len() > 0);
            let of_request: Vec<usize> = request.places().collect();
            // Each key once, and one setting a table.
            let mut keys = BTreeSet::new();
            let mut settings = BTreeSet::new();
            for place in &of_request {
                let Read { table, key, is_consistent, is_selection } = &reads[*place];
                keys.insert((table, key));
                settings.insert((table, is_consistent, is_selection));
            }
            prop_assert_eq!(keys.len(), request.len());
            let tables: BTreeSet<_> = settings.iter().map(|(table, ..)| table).collect();
            prop_assert_eq!(tables.len(), settings.len());
            places.extend(of_request);
        }
        places.sort_unstable();
        prop_assert_eq!(places, (0..reads.len()).collect::<Vec<_>>());
    }
}

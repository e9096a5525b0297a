//! [`BatchWriteItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html).

use super::{Key, KeyIndex, WriteItem, joint_entity};
use crate::codec::write_key;
use crate::value::limits::{BATCH_WRITE_BYTES, BATCH_WRITE_ITEMS};

/// Room for the members of the request beside its items.
const RESERVED_BYTES: usize = 1024;

/// Puts and deletes up to 25 items, each on its own and none twice.
#[derive(Debug)]
pub(crate) struct BatchWriteItem {
    pub(crate) entity: &'static str,
    tables: Vec<TableWrites>,
    index: KeyIndex,
    items: usize,
    /// The length of its JSON.
    bytes: usize,
}

/// The writes of one table.
#[derive(Debug)]
struct TableWrites {
    /// The physical name.
    table: String,
    /// The elements of a JSON array.
    requests: Vec<u8>,
}

impl BatchWriteItem {
    /// A request without items, about this entity.
    pub(crate) fn new() -> Self {
        let (tables, index) = (Vec::new(), KeyIndex::default());
        Self { entity: "", tables, index, items: 0, bytes: RESERVED_BYTES }
    }

    /// Adds a write if there is room for it.
    pub(crate) fn add(&mut self, table: &str, write: &WriteItem, key: &Key) -> bool {
        if self.is_full() {
            return false;
        }
        let mut request = Vec::new();
        match write {
            WriteItem::Put(put) => {
                request.reserve_exact(put.item.len() + 32);
                request.extend_from_slice(b"{\"PutRequest\":{\"Item\":");
                request.extend_from_slice(&put.item);
            }
            WriteItem::Delete(_) => {
                request.extend_from_slice(b"{\"DeleteRequest\":{\"Key\":");
                write_key(key, &mut request);
            }
            WriteItem::Update(_) | WriteItem::Check(_) => {
                unreachable!("a batch is made of puts and deletes")
            }
        }
        request.extend_from_slice(b"}}");
        let known = self.tables.iter().position(|writes| writes.table == table);
        // A table's name may need escapes; its array and comma are short.
        let bytes = request.len() + 1 + known.map_or(6 * table.len() + 8, |_| 0);
        if self.bytes + bytes > BATCH_WRITE_BYTES {
            return false;
        }
        self.index.insert(table, key, self.items);
        self.items += 1;
        self.bytes += bytes;
        self.entity = joint_entity(self.entity, write.target().entity);
        match known {
            Some(known) => {
                let requests = &mut self.tables[known].requests;
                requests.push(b',');
                requests.append(&mut request);
            }
            None => self.tables.push(TableWrites { table: table.to_owned(), requests: request }),
        }
        true
    }

    pub(crate) fn is_full(&self) -> bool {
        self.items >= BATCH_WRITE_ITEMS
    }

    pub(crate) fn tables(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().map(|writes| writes.table.as_str())
    }

    /// Where each key stands.
    pub(crate) fn index(&self) -> &KeyIndex {
        &self.index
    }

    /// The member `RequestItems` of the request.
    pub(crate) fn json(&self) -> Vec<u8> {
        let mut json = Vec::with_capacity(self.bytes);
        json.push(b'{');
        for writes in &self.tables {
            if json.len() > 1 {
                json.push(b',');
            }
            crate::codec::write_name(&writes.table, &mut json);
            json.push(b'[');
            json.extend_from_slice(&writes.requests);
            json.push(b']');
        }
        json.push(b'}');
        json
    }
}

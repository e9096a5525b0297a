//! Where in a request the key of an item stands.

use std::collections::HashMap;

use super::Key;
use crate::value::KeyValue;

/// The keys of a batch by table: the service answers in any order, and says which of them it left undone.
#[derive(Debug, Default)]
pub(crate) struct KeyIndex {
    tables: HashMap<String, TableIndex>,
}

#[derive(Debug)]
struct TableIndex {
    partition: &'static str,
    sort: Option<&'static str>,
    positions: HashMap<(KeyValue, Option<KeyValue>), usize>,
}

impl KeyIndex {
    /// Notes where a key stands; answers the position of the same key, which stays.
    pub(crate) fn insert(&mut self, table: &str, key: &Key, position: usize) -> Option<usize> {
        let mut parts = key.iter();
        let (partition, value) = parts.next()?;
        let sort = parts.next();
        let index = match self.tables.get_mut(table) {
            Some(index) => index,
            None => self.tables.entry(table.to_owned()).or_insert_with(|| TableIndex {
                partition,
                sort: sort.map(|(name, _)| *name),
                positions: HashMap::new(),
            }),
        };
        let key = (value.clone(), sort.map(|(_, value)| value.clone()));
        let mut there = None;
        index.positions.entry(key).and_modify(|known| there = Some(*known)).or_insert(position);
        there
    }

    /// Where the key of an item stands; none where it is not among these. `value` reads an attribute of the item.
    pub(crate) fn find<E>(
        &self,
        table: &str,
        value: &mut dyn FnMut(&'static str) -> Result<Option<KeyValue>, E>,
    ) -> Result<Option<usize>, E> {
        let Some(index) = self.tables.get(table) else { return Ok(None) };
        let Some(partition) = value(index.partition)? else { return Ok(None) };
        let sort = match index.sort {
            Some(name) => match value(name)? {
                Some(sort) => Some(sort),
                None => return Ok(None),
            },
            None => None,
        };
        Ok(index.positions.get(&(partition, sort)).copied())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::KeyIndex;
    use crate::value::KeyValue;

    fn s(text: &str) -> KeyValue {
        KeyValue::S(text.to_owned())
    }

    #[test]
    fn keys_are_found_by_their_table_and_both_parts() {
        let mut index = KeyIndex::default();
        let two = |pk: &str, sk: &str| vec![("pk", s(pk)), ("sk", s(sk))];
        assert_eq!(index.insert("a", &two("1", "x"), 0), None);
        assert_eq!(index.insert("a", &two("1", "y"), 1), None);
        assert_eq!(index.insert("b", &vec![("id", KeyValue::B(vec![0, 255]))], 2), None);
        assert_eq!(index.insert("a", &two("1", "x"), 3), Some(0));
        let find = |table: &str, parts: &[(&str, KeyValue)]| {
            index.find::<Infallible>(table, &mut |name| {
                Ok(parts.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()))
            })
        };
        let cases = [
            ("the first stays", "a", vec![("sk", s("x")), ("pk", s("1"))], Some(0)),
            ("another sort key", "a", vec![("pk", s("1")), ("sk", s("y"))], Some(1)),
            ("an unknown one", "a", vec![("pk", s("1")), ("sk", s("z"))], None),
            ("a part is missing", "a", vec![("pk", s("1"))], None),
            ("bytes", "b", vec![("id", KeyValue::B(vec![0, 255]))], Some(2)),
            ("another table", "c", vec![("id", s("1"))], None),
        ];
        for (case, table, parts, expected) in cases {
            assert_eq!(find(table, &parts), Ok(expected), "{case}");
        }
    }
}

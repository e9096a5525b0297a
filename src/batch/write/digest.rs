//! Keys that are compared.

use sha2::{Digest, Sha256};

use crate::codec::write_key;
use crate::operation::Key;

/// Stands for the key of an item: equal for equal keys of one table. A batch of a hundred thousand writes keeps one for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct KeyDigest([u8; 16]);

impl KeyDigest {
    pub(super) fn of(table: &str, key: &Key) -> Self {
        let mut bytes = Vec::with_capacity(256);
        write_key(key, &mut bytes);
        let digest = Sha256::new().chain_update(table).chain_update([0]).chain_update(&bytes);
        let digest: [u8; 32] = digest.finalize().into();
        let mut half = [0; 16];
        half.copy_from_slice(&digest[..16]);
        Self(half)
    }
}

#[cfg(test)]
mod tests {
    use super::KeyDigest;
    use crate::value::KeyValue;

    #[test]
    fn keys_differ_by_table_part_and_type() {
        let s = |text: &str| KeyValue::S(text.to_owned());
        let keys = [
            ("a", vec![("pk", s("1")), ("sk", s("2"))]),
            ("b", vec![("pk", s("1")), ("sk", s("2"))]),
            ("a", vec![("pk", s("12")), ("sk", s(""))]),
            ("a", vec![("pk", s("1"))]),
            ("a", vec![("pk", KeyValue::N("1".parse().expect("a number")))]),
            ("a", vec![("pk", KeyValue::B(b"1".to_vec()))]),
        ];
        let digests: Vec<_> = keys.iter().map(|(table, key)| KeyDigest::of(table, key)).collect();
        for (at, digest) in digests.iter().enumerate() {
            assert_eq!(digests.iter().position(|other| other == digest), Some(at));
            assert_eq!(*digest, KeyDigest::of(keys[at].0, &keys[at].1));
        }
    }
}

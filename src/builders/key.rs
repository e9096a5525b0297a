//! The keys of builders.

use crate::error::KeyError;
use crate::model::{
    DynamoModel, GivenKey, KeyLayout, KeyOf, KeyWriter, Known, KnownParts, PartsOf, Table,
};
use crate::operation::Key;

/// The primary key of a model from what the caller gave.
pub(super) fn primary<M: DynamoModel, K: KeyOf<M, PartsOf<M>>>(key: K) -> Result<Key, KeyError> {
    let layout = KeyLayout::primary(M::SCHEMA, <M::Table as Table>::SCHEMA);
    given(layout, |keys| key.write(keys))?.complete()
}

/// The primary key, and its parts among those that are known.
pub(super) fn known(
    layout: KeyLayout,
    known: &mut KnownParts,
    write: impl FnOnce(&mut KeyWriter),
) -> Result<Key, KeyError> {
    let mut keys = KeyWriter::remembering(layout);
    write(&mut keys);
    for (field, forms) in keys.remembered() {
        known.insert(field, Known::There(forms));
    }
    keys.finish()?.complete()
}

/// The parts that a key hands over.
pub(super) fn given(
    layout: KeyLayout,
    write: impl FnOnce(&mut KeyWriter),
) -> Result<GivenKey, KeyError> {
    let mut keys = KeyWriter::new(layout);
    write(&mut keys);
    keys.finish()
}

//! The names of a model's fields, as the compiler looks for one among them.

use super::check::same;
use super::{KeySource, TableKey};

/// The names of fields, and the bit of each name's slot.
#[derive(Clone, Copy)]
pub(super) struct Names {
    pub(super) names: &'static [&'static str],
    pub(super) slots: u128,
}

impl Names {
    /// The place of a key's name, where the key has a template.
    #[expect(
        clippy::ref_option,
        reason = "`as_ref` is a call, which the compiler interprets for each model"
    )]
    pub(super) const fn position_as(
        self,
        key: &Option<TableKey>,
        source: &Option<KeySource>,
    ) -> usize {
        match (key, source) {
            (Some(key), Some(KeySource::Template(_))) => self.position(key.name),
            _ => self.names.len(),
        }
    }

    /// The place of a name, or the number of names.
    pub(super) const fn position(self, name: &str) -> usize {
        let end = self.names.len();
        if (self.slots >> slot(name.as_bytes())) & 1 == 0 {
            return end;
        }
        let mut i = 0;
        while i < end && !same(self.names[i], name) {
            i += 1;
        }
        i
    }
}

/// A number that tells most names apart. The derives count it the same way, which a test on each side holds.
pub(super) const fn slot(name: &[u8]) -> usize {
    match name {
        [first, .., last] => (*first as usize * 7 + *last as usize * 3 + name.len()) % 128,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::slot;

    #[test]
    fn a_slot_is_what_the_derive_counts() {
        // The macros' test has the same.
        for (name, expected) in
            [("", 0), ("a", 0), ("pk", 83), ("gsi1sk", 24), ("expires_at", 41), ("größe", 7)]
        {
            assert_eq!(slot(name.as_bytes()), expected, "{name}");
        }
    }
}

//! What a caller binds cursors to.

use std::fmt;

/// The contexts of a caller, such as a tenant and a user, in the order in which they were given.
#[derive(Clone, Default)]
pub(in crate::builders) struct Contexts(Vec<Vec<u8>>);

impl Contexts {
    pub(in crate::builders) fn add(&mut self, context: &[u8]) {
        self.0.push(context.to_vec());
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.0.iter().map(Vec::as_slice)
    }
}

impl fmt::Debug for Contexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contexts(<{}>)", self.0.len())
    }
}

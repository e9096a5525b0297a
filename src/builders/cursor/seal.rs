//! Seals cursors, and opens those that this handle sealed for this very query.

use sha2::{Digest, Sha256};

use super::fingerprint::Fingerprint;
use super::form::{CHECKSUM_BYTES, Form, Signed};
use super::scan_form::{ScanForm, SegmentForm};
use super::{Cursor, ScanPosition, Stand};
use crate::client::{Dynamo, millis};
use crate::error::{CursorError, Error, Result};
use crate::operation::Key;
use crate::value::KeyValue;

impl Fingerprint {
    /// The cursor at a position.
    pub(in crate::builders) fn cursor(&self, db: &Dynamo, position: &Key) -> Cursor {
        // What the query fixes is not written: it cannot be another.
        let free = position.iter().filter(|(name, _)| self.fixed(name).is_none());
        let values = free.map(|(_, value)| value);
        Cursor { bytes: self.sealed(db, |signed| Form::body(signed, values)) }
    }

    /// A body with its seal behind it.
    fn sealed(&self, db: &Dynamo, body: impl FnOnce(Option<Signed<'_>>) -> Vec<u8>) -> Vec<u8> {
        let mut bytes;
        let seal = match db.cursor_keys() {
            None => {
                bytes = body(None);
                self.checksum(&bytes)
            }
            Some(keys) => {
                bytes = body(Some(Signed { key_id: keys.id(), made: millis(db.now()) }));
                keys.sign([&self.hash, &bytes])
            }
        };
        bytes.extend_from_slice(&seal);
        bytes
    }

    /// Where the segments of a parallel scan stand.
    pub(in crate::builders) fn scan_position<'s>(
        &self,
        db: &Dynamo,
        stands: impl ExactSizeIterator<Item = &'s Stand>,
    ) -> ScanPosition {
        ScanPosition { bytes: self.sealed(db, |signed| ScanForm::body(signed, stands)) }
    }

    /// The same of a position of this very scan.
    ///
    /// # Errors
    ///
    /// As [`position`](Self::position).
    pub(in crate::builders) fn stands(
        &self,
        db: &Dynamo,
        position: &ScanPosition,
    ) -> Result<Vec<Stand>> {
        self.open_scan(db, position).map_err(refused)
    }

    fn open_scan(&self, db: &Dynamo, position: &ScanPosition) -> Result<Vec<Stand>, &'static str> {
        let form = ScanForm::read(&position.bytes).ok_or("it has another form")?;
        self.check(db, form.signed, form.body, form.seal)?;
        let stands = form.segments.into_iter().map(|segment| match segment {
            SegmentForm::Beginning => Some(Stand::Beginning),
            SegmentForm::End => Some(Stand::End),
            SegmentForm::After(values) => self.located(values).map(Stand::After),
        });
        stands.collect::<Option<_>>().ok_or("it is no position of this scan")
    }

    /// The position of a cursor of this very query.
    ///
    /// # Errors
    ///
    /// One for every reason. The log has which it was, at the level DEBUG.
    pub(in crate::builders) fn position(&self, db: &Dynamo, cursor: &Cursor) -> Result<Key> {
        self.open(db, cursor).map_err(refused)
    }

    fn open(&self, db: &Dynamo, cursor: &Cursor) -> Result<Key, &'static str> {
        let form = Form::read(&cursor.bytes).ok_or("it has another form")?;
        self.check(db, form.signed, form.body, form.seal)?;
        self.located(form.values).ok_or("it is no position of this query")
    }

    /// Whether this handle sealed the body, for this very query.
    fn check(
        &self,
        db: &Dynamo,
        signed: Option<Signed<'_>>,
        body: &[u8],
        seal: &[u8],
    ) -> Result<(), &'static str> {
        match (signed, db.cursor_keys()) {
            (None, None) => {
                if self.checksum(body) != seal {
                    return Err("the checksum is another query's");
                }
            }
            (Some(signed), Some(keys)) => {
                // What it says is looked at when it is known who says it.
                if !keys.has_signed(signed.key_id, [&self.hash, body], seal) {
                    return Err("the signature is another query's or key's");
                }
                if !keys.is_current(signed.made, db.now()) {
                    return Err("it is too old, or of the future");
                }
            }
            (None, Some(_)) => return Err("it is not signed"),
            (Some(_), None) => return Err("it is signed, and there are no keys"),
        }
        Ok(())
    }

    /// The position with the values that the query does not fix.
    fn located(&self, values: Vec<KeyValue>) -> Option<Key> {
        let mut values = values.into_iter();
        let mut position = Key::with_capacity(self.position.len());
        for &(name, key_type) in &self.position {
            let value = match self.fixed(name) {
                Some(fixed) => fixed.clone(),
                None => values.next()?,
            };
            if value.key_type() != key_type || !self.is_in_range(name, &value) {
                return None;
            }
            position.push((name, value));
        }
        values.next().is_none().then_some(position)
    }

    fn checksum(&self, body: &[u8]) -> Vec<u8> {
        let sum = Sha256::new().chain_update(&self.hash).chain_update(body).finalize();
        sum.iter().copied().take(CHECKSUM_BYTES).collect()
    }
}

/// One error for every reason; the log has which it was.
fn refused(reason: &'static str) -> Error {
    tracing::debug!(reason, "a cursor was refused");
    CursorError::Invalid.into()
}

//! What cursors are bound to.

use aws_sdk_dynamodb::types::AttributeValue;
use sha2::{Digest, Sha256};

use super::Contexts;
use super::form::written;
use crate::builders::read::{Place, Request};
use crate::expression::{KeyCondition, Placeholders, Predicate, Range};
use crate::value::{KeyType, KeyValue, type_name};

/// What the hash begins with, so that it is nothing else's.
const LABEL: &[u8] = b"dynamorph cursor 2";

/// What a cursor is bound to, and how its position is written.
pub(in crate::builders) struct Fingerprint {
    /// SHA-256, so that it always has one length.
    pub(super) hash: Vec<u8>,
    /// The key condition of a query.
    key: Option<KeyCondition>,
    /// The attributes of a position, with their types.
    pub(super) position: Vec<(&'static str, KeyType)>,
}

impl Fingerprint {
    /// Of the table, index, key condition, direction or segment, the caller's contexts and the caller's filter.
    pub(in crate::builders) fn new(
        table: &str,
        place: &Place,
        request: &Request,
        contexts: &Contexts,
        filter: &Predicate,
    ) -> Self {
        let mut text = Text::default();
        text.add(LABEL);
        text.add(table.as_bytes());
        text.add(place.index.map_or("", |index| index.name()).as_bytes());
        match request {
            Request::Query(query, _) => {
                text.add(b"query");
                text.add(&[u8::from(query.is_reverse)]);
                text.add_count(query.key.equal.len());
                for (name, value) in &query.key.equal {
                    text.add(name.as_bytes());
                    text.add(&written(value));
                }
                let range = query.key.range.as_ref();
                text.add(range.map_or("", |(name, _)| name).as_bytes());
                text.add(&range.map_or_else(Vec::new, |(_, range)| range_bytes(range)));
            }
            Request::Scan(scan, _) => {
                text.add(b"scan");
                // A scan that is not cut has no segments at all.
                let (at, of) = scan.segment.map_or((0, 0), |segment| (segment.at, segment.of));
                text.add(&at.to_be_bytes());
                text.add(&of.to_be_bytes());
            }
        }
        text.add_count(contexts.iter().len());
        for context in contexts.iter() {
            text.add(context);
        }
        text.add_filter(filter);
        let position =
            place.position().into_iter().map(|key| (key.name(), key.key_type())).collect();
        Self { hash: text.0.finalize().to_vec(), key: request.key().cloned(), position }
    }

    /// The value that the query fixes for an attribute of its positions.
    pub(super) fn fixed(&self, name: &str) -> Option<&KeyValue> {
        self.key.as_ref()?.fixed(name)
    }

    /// Whether a value of this attribute is one that the query reads.
    pub(super) fn is_in_range(&self, name: &str, value: &KeyValue) -> bool {
        let range = self.key.as_ref().and_then(|key| key.range.as_ref());
        range.is_none_or(|(ranged, range)| *ranged != name || range.contains(value))
    }
}

/// Texts one after the other, each with its length, so that no two lists of them are one.
#[derive(Default)]
struct Text(Sha256);

impl Text {
    fn add(&mut self, text: &[u8]) {
        self.add_count(text.len());
        self.0.update(text);
    }

    fn add_count(&mut self, count: usize) {
        self.0.update((count as u64).to_be_bytes());
    }

    fn add_filter(&mut self, filter: &Predicate) {
        match filter {
            Predicate::Constant(true) => return,
            Predicate::Constant(false) => return self.add(b"false"),
            _ => {}
        }
        let mut placeholders = Placeholders::default();
        self.add(filter.render(&mut placeholders).as_bytes());
        for (_, name) in placeholders.names() {
            self.add(name.text.as_bytes());
        }
        for (_, value) in placeholders.values() {
            self.add_value(value);
        }
    }

    /// The same bytes for the same value: maps and sets have no order.
    fn add_value(&mut self, value: &AttributeValue) {
        self.add(type_name(value).as_bytes());
        match value {
            AttributeValue::S(text) | AttributeValue::N(text) => self.add(text.as_bytes()),
            AttributeValue::B(bytes) => self.add(bytes.as_ref()),
            AttributeValue::Bool(value) => self.add(&[u8::from(*value)]),
            AttributeValue::Ss(texts) | AttributeValue::Ns(texts) => {
                self.add_sorted(texts.iter().map(String::as_bytes).collect());
            }
            AttributeValue::Bs(blobs) => {
                self.add_sorted(blobs.iter().map(AsRef::as_ref).collect());
            }
            AttributeValue::L(list) => {
                self.add_count(list.len());
                for element in list {
                    self.add_value(element);
                }
            }
            AttributeValue::M(map) => {
                let mut members: Vec<_> = map.iter().collect();
                members.sort_unstable_by_key(|(name, _)| *name);
                self.add_count(members.len());
                for (name, member) in members {
                    self.add(name.as_bytes());
                    self.add_value(member);
                }
            }
            _ => {}
        }
    }

    fn add_sorted(&mut self, mut elements: Vec<&[u8]>) {
        elements.sort_unstable();
        self.add_count(elements.len());
        for element in elements {
            self.add(element);
        }
    }
}

fn range_bytes(range: &Range<KeyValue>) -> Vec<u8> {
    let one = |tag: u8, value: &KeyValue| [&[tag][..], &written(value)].concat();
    match range {
        Range::Any => vec![0],
        Range::Empty => vec![1],
        Range::Eq(value) => one(2, value),
        Range::BeginsWith(value) => one(3, value),
        Range::Between(low, high) => [one(4, low), written(high)].concat(),
        Range::Gt(value) => one(5, value),
        Range::Ge(value) => one(6, value),
        Range::Lt(value) => one(7, value),
        Range::Le(value) => one(8, value),
    }
}

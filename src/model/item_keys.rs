//! The keys of an item: made of its fields.

use std::cell::Cell;
use std::ops::Range;

use super::key_source::{KeyAttribute, Maker, index_key, primary_key};
use super::key_text::write_part;
use super::key_writer::{check_length, checked};
use super::{KeyPart, Schema, TableSchema};
use crate::codec::ItemWriter;
use crate::error::{KeyError, KeyErrorKind};
use crate::value::KeyValue;
use crate::value::limits::{PARTITION_KEY_BYTES, SORT_KEY_BYTES};

thread_local! {
    /// Where the text of keys is put together. It is kept for the next item.
    static TEXT: Cell<String> = const { Cell::new(String::new()) };
}

/// Key attributes with their values.
pub(crate) type KeyValues = Vec<(&'static str, KeyValue)>;

/// Writes the discriminator and the templated keys. It is the same code for every model.
pub(super) fn write_owned<'i>(
    writer: &mut ItemWriter<'_>,
    schema: &'static Schema,
    table: &'static TableSchema,
    part: &dyn Fn(&str) -> Option<&'i dyn KeyPart>,
) -> Result<(), KeyError> {
    if let Some(discriminator) = table.discriminator_attribute() {
        writer.text(discriminator, schema.name());
    }
    let indexes = schema.index_list();
    let mut keys = Keys::new(part);
    keys.write(writer, primary_key(schema, table), true)?;
    for index in indexes {
        keys.write(writer, index_key(schema, table, index), false)?;
    }
    Ok(())
}

/// The key attributes of an item: those of the table, and those of the indexes that it lies in. Each once: one may serve
/// several indexes.
pub(super) fn key_values<'i>(
    schema: &'static Schema,
    table: &'static TableSchema,
    part: &dyn Fn(&str) -> Option<&'i dyn KeyPart>,
) -> Result<KeyValues, KeyError> {
    let mut all = primary_values(schema, table, part)?;
    let mut keys = Keys::new(part);
    for index in schema.index_list() {
        for (name, value) in keys.values(index_key(schema, table, index), false)? {
            if !all.iter().any(|(known, _)| *known == name) {
                all.push((name, value));
            }
        }
    }
    Ok(all)
}

/// The key attributes of the table, partition key first.
pub(super) fn primary_values<'i>(
    schema: &'static Schema,
    table: &'static TableSchema,
    part: &dyn Fn(&str) -> Option<&'i dyn KeyPart>,
) -> Result<KeyValues, KeyError> {
    Keys::new(part).values(primary_key(schema, table), true)
}

/// Makes the keys of one item, one after the other.
struct Keys<'k, 'i> {
    part: &'k dyn Fn(&str) -> Option<&'i dyn KeyPart>,
    /// The text of the key being made.
    text: String,
    /// The templated attributes so far: one may serve several indexes.
    written: Names,
}

/// A few names; the first eight need no allocation.
#[derive(Default)]
struct Names {
    first: [&'static str; 8],
    len: usize,
    more: Vec<&'static str>,
}

impl Names {
    /// Adds a name and says whether it is new.
    fn add(&mut self, name: &'static str) -> bool {
        if self.first[..self.len].contains(&name) || self.more.contains(&name) {
            return false;
        }
        match self.first.get_mut(self.len) {
            Some(free) => {
                *free = name;
                self.len += 1;
            }
            None => self.more.push(name),
        }
        true
    }
}

impl<'k, 'i> Keys<'k, 'i> {
    fn new(part: &'k dyn Fn(&str) -> Option<&'i dyn KeyPart>) -> Self {
        let text = TEXT.try_with(Cell::take).unwrap_or_default();
        Self { part, text, written: Names::default() }
    }

    /// The attributes of one key; none for an index that lacks a part.
    fn values(
        &mut self,
        key: [Option<KeyAttribute>; 2],
        is_primary: bool,
    ) -> Result<KeyValues, KeyError> {
        let mut values = KeyValues::with_capacity(2);
        let mut is_complete = true;
        for (attribute, limit) in key.iter().zip([PARTITION_KEY_BYTES, SORT_KEY_BYTES]) {
            let Some(attribute) = attribute else { continue };
            self.text.clear();
            if self.make(attribute, limit)? {
                values.push((attribute.name, self.value(attribute)?));
            } else if is_primary {
                return Err(KeyError::new(KeyErrorKind::Missing).of_attribute(attribute.name));
            } else {
                is_complete = false;
            }
        }
        Ok(if is_complete { values } else { KeyValues::new() })
    }

    /// The value of an attribute that was made.
    fn value(&self, attribute: &KeyAttribute) -> Result<KeyValue, KeyError> {
        match attribute.maker {
            Maker::Constant(name) => Ok(KeyValue::S(name.to_owned())),
            Maker::Template(_) => Ok(KeyValue::S(self.text.clone())),
            Maker::Field(field) => match (self.part)(field) {
                Some(part) => part.value(),
                None => Err(KeyError::new(KeyErrorKind::Missing).of_attribute(attribute.name)),
            },
        }
    }

    /// Writes the templated attributes of one key; none for an index that lacks a part, which is then sparse.
    fn write(
        &mut self,
        writer: &mut ItemWriter<'_>,
        key: [Option<KeyAttribute>; 2],
        is_primary: bool,
    ) -> Result<(), KeyError> {
        self.text.clear();
        let mut made: [Option<(&'static str, Range<usize>)>; 2] = [None, None];
        let mut is_complete = true;
        let limits = [PARTITION_KEY_BYTES, SORT_KEY_BYTES];
        for ((attribute, limit), made) in key.iter().zip(limits).zip(&mut made) {
            let Some(attribute) = attribute else { continue };
            let start = self.text.len();
            if self.make(attribute, limit)? {
                // A field is written by serde, and the discriminator before all keys.
                let is_templated = matches!(attribute.maker, Maker::Template(_));
                *made = is_templated.then_some((attribute.name, start..self.text.len()));
            } else if is_primary {
                return Err(KeyError::new(KeyErrorKind::Missing).of_attribute(attribute.name));
            } else {
                // Go on: a part that another attribute of this index refuses is still an error.
                is_complete = false;
            }
        }
        for (name, range) in made.into_iter().flatten().filter(|_| is_complete) {
            if self.written.add(name) {
                writer.text(name, &self.text[range]);
            }
        }
        Ok(())
    }

    /// Appends the text of a templated attribute and checks one of another kind. False where a part is absent.
    fn make(&mut self, attribute: &KeyAttribute, limit: usize) -> Result<bool, KeyError> {
        let named = |error: KeyError, field| error.of_field(field).of_attribute(attribute.name);
        match attribute.maker {
            Maker::Constant(name) => check_length(name.len(), attribute.name, limit)?,
            Maker::Field(field) => {
                let Some(part) = (self.part)(field) else { return Ok(false) };
                let value = part.value().map_err(|error| named(error, field))?;
                checked(value, attribute.name, limit)?;
            }
            Maker::Template(template) => {
                let start = self.text.len();
                for step in template.steps() {
                    self.text.push_str(step.literal);
                    let Some(part) = (self.part)(step.field) else { return Ok(false) };
                    write_part(part, &step.format, &mut self.text)
                        .map_err(|error| named(error, step.field))?;
                }
                self.text.push_str(template.tail());
                check_length(self.text.len() - start, attribute.name, limit)?;
            }
        }
        Ok(true)
    }
}

impl Drop for Keys<'_, '_> {
    fn drop(&mut self) {
        let text = std::mem::take(&mut self.text);
        // A thread that ends has no place for it any more.
        let _ = TEXT.try_with(|kept| kept.set(text));
    }
}

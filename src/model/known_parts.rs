//! The parts of keys that are known of an item whose keys are to be made again.

use super::KeyPart;
use super::key_source::{KeyAttribute, Maker};
use super::key_text::write_part;
use super::key_writer::checked;
use crate::error::{KeyError, KeyErrorKind};
use crate::model::Format;
use crate::value::KeyValue;

/// A part in both forms that a key may need.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PartForms {
    /// In a template.
    text: Result<String, KeyError>,
    /// As a whole attribute.
    pub(crate) value: Result<KeyValue, KeyError>,
}

impl PartForms {
    pub(crate) fn of(part: &dyn KeyPart) -> Self {
        let mut text = String::new();
        let written = write_part(part, &Format::SORTABLE, &mut text);
        Self { text: written.map(|()| text), value: part.value() }
    }
}

/// What is known of a field that keys name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Known {
    There(PartForms),
    /// The item does not have it.
    Absent,
}

/// Known parts by field.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownParts {
    parts: Vec<(&'static str, Known)>,
}

/// A key attribute, from what is known.
pub(crate) enum Remade {
    Value(KeyValue),
    /// A part is absent, so the item is not in the index.
    Absent,
    /// Fields that are not known.
    Unknown(Vec<&'static str>),
}

impl KnownParts {
    /// Says what a field is. What was known before is forgotten.
    pub(crate) fn insert(&mut self, field: &'static str, known: Known) {
        match self.parts.iter_mut().find(|(name, _)| *name == field) {
            Some((_, there)) => *there = known,
            None => self.parts.push((field, known)),
        }
    }

    /// These parts, and those of others where these say nothing.
    pub(crate) fn over(&self, others: &Self) -> Self {
        let mut all = others.clone();
        for (field, known) in &self.parts {
            all.insert(field, known.clone());
        }
        all
    }

    pub(crate) fn is_absent(&self, field: &str) -> bool {
        self.get(field) == Some(&Known::Absent)
    }

    pub(crate) fn get(&self, field: &str) -> Option<&Known> {
        self.parts.iter().find(|(name, _)| *name == field).map(|(_, known)| known)
    }

    /// The value of a key attribute.
    pub(crate) fn remake(
        &self,
        attribute: &KeyAttribute,
        limit: usize,
    ) -> Result<Remade, KeyError> {
        let unknown: Vec<&'static str> =
            attribute.fields().filter(|field| self.get(field).is_none()).collect();
        if attribute.fields().any(|field| self.is_absent(field)) {
            return Ok(Remade::Absent);
        }
        if !unknown.is_empty() {
            return Ok(Remade::Unknown(unknown));
        }
        let forms = |field: &'static str| match self.get(field) {
            Some(Known::There(forms)) => Ok(forms),
            Some(Known::Absent) | None => Err(KeyError::new(KeyErrorKind::Missing)),
        };
        let named = |error: KeyError, field| error.of_field(field).of_attribute(attribute.name);
        let value = match attribute.maker {
            Maker::Constant(name) => KeyValue::S(name.to_owned()),
            Maker::Field(field) => {
                forms(field)?.value.clone().map_err(|error| named(error, field))?
            }
            Maker::Template(template) => {
                let mut text = String::with_capacity(template.text().len() + 40 * template.len());
                for step in template.steps() {
                    text.push_str(step.literal);
                    let part = forms(step.field)?.text.as_ref();
                    text.push_str(part.map_err(|error| named(error.clone(), step.field))?);
                }
                text.push_str(template.tail());
                KeyValue::S(text)
            }
        };
        checked(value, attribute.name, limit).map(Remade::Value)
    }
}

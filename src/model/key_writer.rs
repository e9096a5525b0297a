//! Collects the parts of a key and renders its attributes.

use super::key_source::{KeyAttribute, KeyLayout, Maker};
use super::key_text::write_part;
use super::{Format, KeyPart, PartForms};
use crate::error::{KeyError, KeyErrorKind};
use crate::value::KeyValue;
use crate::value::limits::{PARTITION_KEY_BYTES, SORT_KEY_BYTES};

/// Takes the parts of a key in template order. Keys write themselves into it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{KeyOf, KeyWriter, PartsOf};
///
/// /// A key as a user writes it.
/// struct Sku(&'static str);
///
/// impl KeyOf<Product, PartsOf<Product>> for Sku {
///     fn write(self, keys: &mut KeyWriter) {
///         keys.part(&self.0.to_lowercase()); // the parts in the order of the templates
///     }
/// }
/// assert!(Product::get(Sku("TEA")).explain() == Product::get("tea").explain());
/// ```
#[derive(Debug)]
pub struct KeyWriter {
    layout: KeyLayout,
    /// The distinct fields of the key in order of appearance.
    fields: Vec<&'static str>,
    parts: Vec<GivenPart>,
    /// The parts in every form, where other keys are to be made of them.
    forms: Option<Vec<(&'static str, PartForms)>>,
    error: Option<KeyError>,
}

#[derive(Debug, Default)]
struct GivenPart {
    /// The text, where a template has this part.
    text: Option<String>,
    /// The value, where the part is a whole key attribute.
    value: Option<KeyValue>,
}

impl KeyWriter {
    pub(crate) fn new(layout: KeyLayout) -> Self {
        let mut fields = Vec::new();
        for field in layout.attributes().flat_map(KeyAttribute::fields) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        Self { layout, fields, parts: Vec::new(), forms: None, error: None }
    }

    /// A writer that also keeps the parts for other keys.
    pub(crate) fn remembering(layout: KeyLayout) -> Self {
        Self { forms: Some(Vec::new()), ..Self::new(layout) }
    }

    /// The parts for other keys.
    pub(crate) fn remembered(&mut self) -> Vec<(&'static str, PartForms)> {
        self.forms.take().unwrap_or_default()
    }

    /// Takes the next part. The first error is kept and returned by the builder's terminal.
    pub fn part(&mut self, part: &dyn KeyPart) {
        let Some(&field) = self.fields.get(self.parts.len()) else {
            unreachable!("the key traits take as many parts as the key has");
        };
        if let Some(forms) = &mut self.forms {
            forms.push((field, PartForms::of(part)));
        }
        match self.given_part(field, part) {
            Ok(given) => self.parts.push(given),
            Err(error) => {
                self.parts.push(GivenPart::default());
                self.error.get_or_insert(error.of_field(field));
            }
        }
    }

    fn given_part(&self, field: &'static str, part: &dyn KeyPart) -> Result<GivenPart, KeyError> {
        let mut given = GivenPart::default();
        for attribute in self.layout.attributes() {
            match attribute.maker {
                Maker::Template(template) => {
                    if let (None, Some(step)) =
                        (&given.text, template.steps().find(|step| step.field == field))
                    {
                        let mut text = String::new();
                        let written = write_part(part, &step.format, &mut text);
                        written.map_err(|error| error.of_attribute(attribute.name))?;
                        given.text = Some(text);
                    }
                }
                Maker::Field(name) if name == field && given.value.is_none() => {
                    let value = part.value();
                    given.value = Some(value.map_err(|error| error.of_attribute(attribute.name))?);
                }
                Maker::Field(_) | Maker::Constant(_) => {}
            }
        }
        Ok(given)
    }

    /// Ends the key: what was given, or the first error.
    pub(crate) fn finish(self) -> Result<GivenKey, KeyError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(GivenKey { layout: self.layout, fields: self.fields, parts: self.parts }),
        }
    }
}

/// The key parts a caller gave, leading ones at least.
#[derive(Debug)]
pub(crate) struct GivenKey {
    layout: KeyLayout,
    fields: Vec<&'static str>,
    parts: Vec<GivenPart>,
}

/// A key attribute, as far as its parts are given.
#[derive(Debug)]
pub(crate) enum Rendered {
    Complete(KeyValue),
    /// Text up to the first part that is not given.
    Open(OpenText),
    /// A field of its own that is not given.
    OpenField(&'static str),
}

/// A key text with a part left to choose.
#[derive(Debug, Clone)]
pub(crate) struct OpenText {
    /// The text before the part.
    pub(crate) prefix: String,
    /// The part's field, for messages.
    pub(crate) field: &'static str,
    /// The known text after the part, up to the next unknown one.
    pub(crate) after: String,
    /// Whether the text ends there.
    pub(crate) is_last: bool,
    /// How the part is written.
    pub(crate) format: Format,
}

impl GivenKey {
    pub(crate) fn layout(&self) -> &KeyLayout {
        &self.layout
    }

    /// Whether no part is given: the partition is always the same one.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    fn given(&self, field: &str) -> Option<&GivenPart> {
        let at = self.fields.iter().position(|name| *name == field)?;
        self.parts.get(at)
    }

    pub(crate) fn render(&self, attribute: &KeyAttribute) -> Rendered {
        match attribute.maker {
            Maker::Constant(name) => Rendered::Complete(KeyValue::S(name.to_owned())),
            Maker::Field(field) => match self.given(field).and_then(|part| part.value.clone()) {
                Some(value) => Rendered::Complete(value),
                None => Rendered::OpenField(field),
            },
            Maker::Template(template) => {
                let mut text = String::with_capacity(template.text().len() + 40 * template.len());
                let mut open: Option<OpenText> = None;
                for step in template.steps() {
                    text.push_str(step.literal);
                    match (self.given(step.field).and_then(|part| part.text.as_deref()), &mut open)
                    {
                        (Some(part), _) => text.push_str(part),
                        (None, Some(open)) => {
                            open.after = text;
                            return Rendered::Open(open.clone());
                        }
                        (None, slot) => {
                            let prefix = std::mem::take(&mut text);
                            let (field, format) = (step.field, step.format);
                            *slot = Some(OpenText {
                                prefix,
                                field,
                                after: String::new(),
                                is_last: false,
                                format,
                            });
                        }
                    }
                }
                text.push_str(template.tail());
                match open {
                    Some(open) => Rendered::Open(OpenText { after: text, is_last: true, ..open }),
                    None => Rendered::Complete(KeyValue::S(text)),
                }
            }
        }
    }

    /// The values of all key attributes.
    pub(crate) fn complete(&self) -> Result<Vec<(&'static str, KeyValue)>, KeyError> {
        let limits = self.layout.partition.iter().map(|_| PARTITION_KEY_BYTES);
        let limits = limits.chain(self.layout.sort.iter().map(|_| SORT_KEY_BYTES));
        self.layout
            .attributes()
            .zip(limits)
            .map(|(attribute, limit)| self.complete_one(attribute, limit))
            .collect()
    }

    /// The values of the partition key attributes.
    pub(crate) fn partition(&self) -> Result<Vec<(&'static str, KeyValue)>, KeyError> {
        self.layout
            .partition
            .iter()
            .map(|attribute| self.complete_one(attribute, PARTITION_KEY_BYTES))
            .collect()
    }

    fn complete_one(
        &self,
        attribute: &KeyAttribute,
        limit: usize,
    ) -> Result<(&'static str, KeyValue), KeyError> {
        match self.render(attribute) {
            Rendered::Complete(value) => {
                Ok((attribute.name, checked(value, attribute.name, limit)?))
            }
            Rendered::Open(OpenText { field, .. }) | Rendered::OpenField(field) => {
                Err(KeyError::new(KeyErrorKind::Missing)
                    .of_field(field)
                    .of_attribute(attribute.name))
            }
        }
    }
}

/// A key value that DynamoDB takes: not empty, not too long.
pub(crate) fn checked(
    value: KeyValue,
    attribute: &'static str,
    limit: usize,
) -> Result<KeyValue, KeyError> {
    match &value {
        KeyValue::S(text) => check_length(text.len(), attribute, limit)?,
        KeyValue::B(bytes) => check_length(bytes.len(), attribute, limit)?,
        KeyValue::N(_) => {}
    }
    Ok(value)
}

pub(super) fn check_length(
    bytes: usize,
    attribute: &'static str,
    limit: usize,
) -> Result<(), KeyError> {
    let kind = match bytes {
        0 => KeyErrorKind::Empty,
        bytes if bytes > limit => KeyErrorKind::TooLong { bytes, limit },
        _ => return Ok(()),
    };
    Err(KeyError::new(kind).of_attribute(attribute))
}

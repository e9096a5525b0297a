//! Placeholders: names are always aliased and values never become text.

use crate::value::KeyValue;

/// Numbers names and values in order of appearance; a name that appears again keeps its placeholder.
#[derive(Debug, Default)]
pub(crate) struct Placeholders {
    names: Vec<String>,
    values: Vec<KeyValue>,
}

impl Placeholders {
    pub(crate) fn name(&mut self, attribute: &str) -> String {
        let at = self.names.iter().position(|name| name == attribute).unwrap_or_else(|| {
            self.names.push(attribute.to_owned());
            self.names.len() - 1
        });
        format!("#{at}")
    }

    pub(crate) fn value(&mut self, value: &KeyValue) -> String {
        self.values.push(value.clone());
        format!(":{}", self.values.len() - 1)
    }

    /// The names behind the placeholders, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = (String, &str)> {
        self.names.iter().enumerate().map(|(at, name)| (format!("#{at}"), name.as_str()))
    }

    /// The values behind the placeholders, in order.
    pub(crate) fn values(&self) -> impl Iterator<Item = (String, &KeyValue)> {
        self.values.iter().enumerate().map(|(at, value)| (format!(":{at}"), value))
    }
}

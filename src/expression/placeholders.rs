//! Placeholders: names are always aliased and values never become text.

use std::fmt::Write as _;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::value::{DocumentPath, PathStep};

/// Numbers names and values in order of appearance; one that appears again keeps its placeholder.
#[derive(Debug, Default)]
pub(crate) struct Placeholders {
    names: Vec<Name>,
    values: Vec<AttributeValue>,
}

/// A name behind a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: String,
    /// A key of a map: data, which is not shown.
    pub(crate) is_data: bool,
}

impl Placeholders {
    pub(crate) fn name(&mut self, attribute: &str) -> String {
        self.step(attribute, false)
    }

    pub(crate) fn value(&mut self, value: &AttributeValue) -> String {
        let at = self.values.iter().position(|there| there == value).unwrap_or_else(|| {
            self.values.push(value.clone());
            self.values.len() - 1
        });
        format!(":{at}")
    }

    /// A document path: `#0[1].#2`.
    pub(crate) fn path(&mut self, path: &DocumentPath) -> String {
        let mut text = String::new();
        for (at, step) in path.steps().iter().enumerate() {
            match step {
                PathStep::Name(name) => {
                    if at > 0 {
                        text.push('.');
                    }
                    text.push_str(&self.step(name, step.is_data(at)));
                }
                PathStep::Index(index) => {
                    let _ = write!(text, "[{index}]");
                }
            }
        }
        text
    }

    fn step(&mut self, name: &str, is_data: bool) -> String {
        let known = self.names.iter().position(|there| there.text == name);
        let at = known.unwrap_or_else(|| {
            self.names.push(Name { text: name.to_owned(), is_data });
            self.names.len() - 1
        });
        self.names[at].is_data &= is_data;
        format!("#{at}")
    }

    /// The names behind the placeholders, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = (String, &Name)> {
        self.names.iter().enumerate().map(|(at, name)| (format!("#{at}"), name))
    }

    /// The values behind the placeholders, in order.
    pub(crate) fn values(&self) -> impl Iterator<Item = (String, &AttributeValue)> {
        self.values.iter().enumerate().map(|(at, value)| (format!(":{at}"), value))
    }
}

//! Requests rendered without sending them.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use super::explain_value::{Redacted, Whole};
use super::lint::Lint;
use super::read::Request;
use crate::error::Error;
use crate::expression::{KeyCondition, Placeholders, Predicate};
use crate::operation::{
    ConditionCheck, DeleteItem, GetItem, PutItem, Returns, Scan, Select, UpdateItem,
};
use crate::value::{ItemSize, KeyValue};

/// A request rendered without sending it: `Display` shows its members by DynamoDB's names, values redacted.
///
/// The same builder renders the same text. The table name is the declared one: prefix and overrides are a handle's.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// let explain = Order::query("ann").sort_begins_with("2026-11").explain();
/// assert_eq!(
///     explain.with_values().to_string(),
///     "Query of `ORDER`\n\
///      TableName: shop\n\
///      KeyConditionExpression: #0 = :0 AND begins_with(#1, :1)\n\
///      FilterExpression: #2 IN (:2)\n\
///      #0: pk\n\
///      #1: sk\n\
///      #2: type\n\
///      :0: S \"CUSTOMER#ann\"\n\
///      :1: S \"ORDER#2026-11\"\n\
///      :2: S \"ORDER\"\n"
/// );
/// ```
#[derive(Clone, PartialEq)]
pub struct Explain {
    title: String,
    lines: Vec<(String, Text)>,
    lints: Vec<Lint>,
    shows_values: bool,
}

#[derive(Clone, PartialEq)]
enum Text {
    Plain(String),
    /// A name that is data: a map's key.
    Name(String),
    Value(AttributeValue),
    /// An item in DynamoDB JSON.
    Item(String),
}

impl Explain {
    /// Shows attribute values too.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// let request = Product::get("tea").explain();
    /// assert!(!request.to_string().contains("tea"));
    /// assert!(request.with_values().to_string().contains("tea"));
    /// ```
    #[must_use]
    pub fn with_values(mut self) -> Self {
        self.shows_values = true;
        self
    }

    /// What is worth knowing before the request is sent. `Display` has it as well.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::Lint;
    ///
    /// let scan = Order::scan().filter(Order::STATUS.eq("open"));
    /// assert_eq!(scan.explain().lints(), [Lint::ReadsWholeTable]);
    /// assert!(Order::by_status("open").explain().lints().is_empty());
    /// ```
    #[must_use]
    pub fn lints(&self) -> &[Lint] {
        &self.lints
    }

    fn new(operation: &str, entity: &str, table: &str) -> Self {
        let mut explain = Self {
            title: format!("{operation} of `{entity}`"),
            lines: Vec::new(),
            lints: Vec::new(),
            shows_values: false,
        };
        explain.plain("TableName", table);
        explain
    }

    pub(super) fn error(operation: &str, error: &Error) -> Self {
        let mut text = error.to_string();
        let mut source = std::error::Error::source(error);
        while let Some(error) = source {
            text.push_str(": ");
            text.push_str(&error.to_string());
            source = error.source();
        }
        Self {
            title: format!("{operation} that is not sent"),
            lines: vec![("Error".to_owned(), Text::Plain(text))],
            lints: Vec::new(),
            shows_values: false,
        }
    }

    pub(super) fn get_item(operation: &GetItem) -> Self {
        let mut explain =
            Self::new("GetItem", operation.target.entity, operation.target.table.name());
        explain.key("Key", &operation.key);
        let (projection, placeholders) = operation.render();
        explain.text("ProjectionExpression", projection);
        explain.flag("ConsistentRead", operation.is_consistent);
        explain.placeholders(&placeholders);
        explain
    }

    pub(super) fn put_item(operation: &PutItem, size: Option<ItemSize>) -> Self {
        let mut explain =
            Self::new("PutItem", operation.target.entity, operation.target.table.name());
        let item = String::from_utf8_lossy(&operation.item).into_owned();
        explain.lines.push(("Item".to_owned(), Text::Item(item)));
        let size = size.map(|size| format!("{size}, write units: {}", size.write_units()));
        explain.text("Item size", size);
        explain.condition(operation.condition.as_ref(), operation.returns_old);
        explain
    }

    pub(super) fn delete_item(operation: &DeleteItem) -> Self {
        let mut explain =
            Self::new("DeleteItem", operation.target.entity, operation.target.table.name());
        explain.key("Key", &operation.key);
        explain.condition(operation.condition.as_ref(), operation.returns_old);
        explain
    }

    pub(super) fn condition_check(operation: &ConditionCheck) -> Self {
        let mut explain =
            Self::new("ConditionCheck", operation.target.entity, operation.target.table.name());
        explain.key("Key", &operation.key);
        explain.condition(Some(&operation.condition), false);
        explain
    }

    pub(super) fn update_item(operation: &UpdateItem) -> Self {
        let mut explain =
            Self::new("UpdateItem", operation.target.entity, operation.target.table.name());
        explain.key("Key", &operation.key);
        let mut placeholders = Placeholders::default();
        explain.plain("UpdateExpression", operation.changes.render(&mut placeholders));
        if let Some(condition) = &operation.condition {
            explain.plain("ConditionExpression", condition.render(&mut placeholders));
        }
        match operation.returns {
            Returns::Nothing => {}
            Returns::Old => explain.plain("ReturnValues", "ALL_OLD"),
            Returns::New => explain.plain("ReturnValues", "ALL_NEW"),
        }
        explain.placeholders(&placeholders);
        explain
    }

    pub(super) fn read(request: &Request) -> Self {
        let (operation, text) = match request {
            Request::Query(query, _) => ("Query", query.render()),
            Request::Scan(scan, _) => ("Scan", scan.render()),
        };
        let read = request.read();
        let mut explain = Self::new(operation, read.target.entity, read.target.table.name());
        if let Some(index) = read.index {
            explain.plain("IndexName", index);
        }
        if request.key().is_some_and(KeyCondition::is_empty) {
            explain.plain("Nothing is sent", "no key lies between these bounds");
        } else if request.is_empty() {
            explain.plain("Nothing is sent", "the filter is false of every item");
        }
        explain.text("KeyConditionExpression", text.key);
        explain.text("FilterExpression", text.filter);
        explain.text("ProjectionExpression", text.projection);
        match &read.select {
            Select::Held | Select::Attributes(_) => {}
            Select::Whole => explain.plain("Select", "ALL_ATTRIBUTES"),
            Select::Count => explain.plain("Select", "COUNT"),
        }
        match request {
            Request::Query(query, _) if query.is_reverse => {
                explain.plain("ScanIndexForward", "false");
            }
            Request::Scan(Scan { segment: Some(segment), .. }, _) => {
                explain.plain("Segment", segment.at.to_string());
                explain.plain("TotalSegments", segment.of.to_string());
            }
            Request::Query(..) | Request::Scan(..) => {}
        }
        explain.flag("ConsistentRead", read.is_consistent);
        explain.text("Limit", read.limit.map(|limit| limit.to_string()));
        explain.placeholders(&text.placeholders);
        match (request, read.index) {
            (Request::Scan(..), _) if request.is_empty() => {}
            (Request::Scan(..), None) => explain.lints.push(Lint::ReadsWholeTable),
            (Request::Scan(..), Some(_)) => explain.lints.push(Lint::ReadsWholeIndex),
            (Request::Query(..), _) => {}
        }
        explain
    }

    pub(super) fn lint(mut self, lint: Lint) -> Self {
        self.lints.push(lint);
        self
    }

    fn plain(&mut self, label: &str, text: impl Into<String>) {
        self.lines.push((label.to_owned(), Text::Plain(text.into())));
    }

    fn text(&mut self, label: &str, text: Option<String>) {
        if let Some(text) = text {
            self.plain(label, text);
        }
    }

    fn flag(&mut self, label: &str, is_set: bool) {
        if is_set {
            self.plain(label, "true");
        }
    }

    fn key(&mut self, label: &str, key: &[(&'static str, KeyValue)]) {
        for (name, value) in key {
            self.lines.push((format!("{label} {name}"), Text::Value(value.into())));
        }
    }

    fn condition(&mut self, condition: Option<&Predicate>, returns_old: bool) {
        let mut placeholders = Placeholders::default();
        if let Some(condition) = condition {
            self.plain("ConditionExpression", condition.render(&mut placeholders));
        }
        if returns_old {
            self.plain("ReturnValues", "ALL_OLD");
        }
        self.placeholders(&placeholders);
    }

    fn placeholders(&mut self, placeholders: &Placeholders) {
        self.lines.extend(placeholders.names().map(|(placeholder, name)| {
            let text = name.text.clone();
            (placeholder, if name.is_data { Text::Name(text) } else { Text::Plain(text) })
        }));
        self.lines.extend(
            placeholders
                .values()
                .map(|(placeholder, value)| (placeholder, Text::Value(value.clone()))),
        );
    }
}

impl fmt::Display for Explain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        for (label, text) in &self.lines {
            match (text, self.shows_values) {
                (Text::Plain(text), _) | (Text::Name(text), true) => {
                    writeln!(f, "{label}: {text}")?;
                }
                (Text::Name(_), false) => writeln!(f, "{label}: *")?,
                (Text::Value(value), true) => writeln!(f, "{label}: {}", Whole(value))?,
                (Text::Value(value), false) => writeln!(f, "{label}: {}", Redacted(value))?,
                (Text::Item(item), true) => writeln!(f, "{label}: {item}")?,
                (Text::Item(item), false) => writeln!(f, "{label}: {} bytes of JSON", item.len())?,
            }
        }
        for lint in &self.lints {
            writeln!(f, "Lint: {lint}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Explain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As `Display` without values, whatever was asked for.
        let redacted = Self { shows_values: false, ..self.clone() };
        f.write_str(redacted.to_string().trim_end())
    }
}

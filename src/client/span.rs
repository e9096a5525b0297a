//! The span of a call, with the names of OpenTelemetry's
//! [conventions for DynamoDB](https://opentelemetry.io/docs/specs/semconv/database/dynamodb).

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use aws_sdk_dynamodb::types::{Capacity, ConsumedCapacity};
use tracing::Span;
use tracing::field::Empty;

use crate::error::Context;

/// A span for one call: what it is about, and room for how it ends. Never a key or value.
pub(super) fn span(context: &Context, request_id: Option<&str>) -> Span {
    let span = tracing::info_span!(
        target: "dynamorph",
        "dynamodb",
        "otel.name" = Empty,
        "otel.kind" = "client",
        "otel.status_code" = Empty,
        "db.system.name" = "aws.dynamodb",
        "db.operation.name" = context.operation(),
        "db.collection.name" = context.table(),
        "error.type" = Empty,
        "aws.request_id" = Empty,
        "aws.dynamodb.index_name" = context.index_name(),
        "aws.dynamodb.consumed_capacity" = Empty,
        "aws.dynamodb.count" = Empty,
        "aws.dynamodb.scanned_count" = Empty,
        "dynamorph.entity" = context.entity(),
        "dynamorph.request_id" = request_id,
        "dynamorph.attempts" = Empty,
    );
    if !span.is_disabled() {
        span.record("otel.name", format!("{} {}", context.operation(), context.table()));
    }
    span
}

/// The consumed capacity as the conventions write it: a list of what the service says, as JSON.
pub(super) fn capacity_json<'a>(
    tables: impl Iterator<Item = (&'a str, &'a ConsumedCapacity)>,
) -> String {
    let tables: Vec<String> = tables.map(|(table, consumed)| of_table(table, consumed)).collect();
    format!("[{}]", tables.join(","))
}

fn of_table(table: &str, consumed: &ConsumedCapacity) -> String {
    let mut members = vec![format!("\"TableName\":\"{table}\"")];
    members.extend(consumed.capacity_units.map(|units| format!("\"CapacityUnits\":{units}")));
    members.extend(consumed.table.as_ref().map(|table| format!("\"Table\":{}", units(table))));
    let indexes = [
        ("LocalSecondaryIndexes", &consumed.local_secondary_indexes),
        ("GlobalSecondaryIndexes", &consumed.global_secondary_indexes),
    ];
    for (member, indexes) in indexes {
        members
            .extend(indexes.as_ref().map(|indexes| format!("\"{member}\":{}", by_name(indexes))));
    }
    format!("{{{}}}", members.join(","))
}

fn by_name(indexes: &HashMap<String, Capacity>) -> String {
    let mut text = String::from("{");
    for (name, capacity) in indexes.iter().collect::<BTreeMap<_, _>>() {
        let comma = if text.len() == 1 { "" } else { "," };
        // Writing to a string does not fail, and names of indexes need no escapes.
        let _ = write!(text, "{comma}\"{name}\":{}", units(capacity));
    }
    text.push('}');
    text
}

fn units(capacity: &Capacity) -> String {
    format!("{{\"CapacityUnits\":{}}}", capacity.capacity_units.unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use aws_sdk_dynamodb::types::{Capacity, ConsumedCapacity};

    #[test]
    fn consumed_capacity_is_written_as_the_service_says_it() {
        let of = |units| Capacity::builder().capacity_units(units).build();
        let indexes = HashMap::from([("b".to_owned(), of(2.0)), ("a".to_owned(), of(0.5))]);
        let consumed = ConsumedCapacity::builder()
            .capacity_units(3.5)
            .table(of(1.0))
            .set_global_secondary_indexes(Some(indexes))
            .build();
        assert_eq!(
            super::capacity_json([("shop", &consumed)].into_iter()),
            r#"[{"TableName":"shop","CapacityUnits":3.5,"Table":{"CapacityUnits":1},"GlobalSecondaryIndexes":{"a":{"CapacityUnits":0.5},"b":{"CapacityUnits":2}}}]"#
        );
    }
}

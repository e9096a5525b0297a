//! What a subscriber sees: the spans and events of a test, with all their fields.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

/// A span or an event.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    pub(crate) target: String,
    pub(crate) name: String,
    pub(crate) level: tracing::Level,
    pub(crate) fields: BTreeMap<String, String>,
    id: Option<u64>,
}

/// Everything that was traced, at every level.
#[derive(Debug, Clone, Default)]
pub(crate) struct Traces(Arc<Mutex<Vec<Trace>>>);

impl Traces {
    /// Traces what this thread does until the guard is dropped.
    pub(crate) fn listen(&self) -> tracing::subscriber::DefaultGuard {
        let layer = Listen(self.clone());
        tracing::subscriber::set_default(tracing_subscriber::registry().with(layer))
    }

    /// What this crate traced.
    pub(crate) fn own(&self) -> Vec<Trace> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().filter(|trace| trace.target.starts_with("dynamorph")).cloned().collect()
    }

    fn push(&self, metadata: &Metadata<'_>, fields: BTreeMap<String, String>, id: Option<u64>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Trace {
            target: metadata.target().to_owned(),
            name: metadata.name().to_owned(),
            level: *metadata.level(),
            fields,
            id,
        });
    }
}

struct Listen(Traces);

#[derive(Default)]
struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Listen {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        self.0.push(attributes.metadata(), fields.0, Some(id.into_u64()));
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        let mut all = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Ids are used again, so the latest span of this one is meant.
        if let Some(span) = all.iter_mut().rev().find(|trace| trace.id == Some(id.into_u64())) {
            span.fields.append(&mut fields.0);
        }
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.0.push(event.metadata(), fields.0, None);
    }
}

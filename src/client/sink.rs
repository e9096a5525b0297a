//! Where the items of an answer go while its body is read.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::body::Take;
use crate::codec::{ItemReader, count_hint, take_items, take_tables};
use crate::error::{Context, DecodeError, Error, Result};
use crate::value::RawItem;

/// Takes the items of an answer one by one, where they stand in its body.
pub(crate) trait ItemSink: Any + Send {
    /// A new answer begins, of about this many items. An earlier one was cut short, and the SDK asked again.
    fn begin(&mut self, count: usize);

    /// The next item.
    fn item(&mut self, item: &mut ItemReader<'_>) -> Result<()>;

    /// The next item of an answer that has items of several tables; with the table's name as the answer has it.
    fn item_of(&mut self, table: &str, item: &mut ItemReader<'_>) -> Result<()> {
        let _ = table;
        self.item(item)
    }
}

/// A sink of any kind. What sends a request is the same code for all of them, so that it is compiled once and not for
/// every entity.
pub(super) type AnySink = Box<dyn ItemSink>;

/// The sink that was handed over as one of any kind.
pub(super) fn of_kind<S: ItemSink>(sink: AnySink) -> S {
    let sink: Box<dyn Any> = sink;
    match sink.downcast() {
        Ok(sink) => *sink,
        Err(_) => unreachable!("an operation gives back the sink that it was given"),
    }
}

/// A sink shared with the parser of one answer.
pub(super) struct Tapped {
    state: Arc<Mutex<State>>,
}

struct State {
    /// Taken out when the operation ends.
    sink: Option<AnySink>,
    /// How many items a body had. None until one was read: a mock that answers without one never gets here.
    outcome: Option<std::result::Result<usize, Failure>>,
}

impl Tapped {
    pub(super) fn new(sink: AnySink) -> Self {
        Self { state: Arc::new(Mutex::new(State { sink: Some(sink), outcome: None })) }
    }

    /// What is called with the body: its member `member` goes to the sink.
    pub(super) fn take(&self, member: &'static str) -> Take {
        self.tap(move |body, sink| take(body, member, sink))
    }

    /// The same of a member that holds items of several tables.
    pub(super) fn take_by_table(&self, member: &'static str) -> Take {
        self.tap(move |body, sink| take_by_table(body, member, sink))
    }

    fn tap(
        &self,
        take: impl Fn(&[u8], &mut dyn ItemSink) -> Taken + Send + Sync + 'static,
    ) -> Take {
        let state = Arc::clone(&self.state);
        Box::new(move |body| {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            let State { sink: Some(sink), outcome } = &mut *state else {
                return Some(Bytes::from_static(b"{}"));
            };
            sink.begin(count_hint(body));
            let (rest, result) = match take(body, sink.as_mut()) {
                Ok((rest, items)) => ((rest.len() < body.len()).then(|| rest.into()), Ok(items)),
                // The failure is ours to tell, and asking again would not change the bytes.
                Err(failure) => (Some(Bytes::from_static(b"{}")), Err(failure)),
            };
            *outcome = Some(result);
            rest
        })
    }

    /// The sink with its items, and how many there were. Where no body was read, the items that the SDK parsed go into it now.
    pub(super) fn finish(
        self,
        parsed: impl IntoIterator<Item = RawItem>,
        context: &Context,
    ) -> Result<(AnySink, usize)> {
        self.finish_by_table([(None, parsed)], context)
    }

    /// The same of items of several tables.
    pub(super) fn finish_by_table<I: IntoIterator<Item = RawItem>>(
        self,
        parsed: impl IntoIterator<Item = (Option<String>, I)>,
        context: &Context,
    ) -> Result<(AnySink, usize)> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (sink, outcome) = (state.sink.take(), state.outcome.take());
        drop(state);
        let Some(mut sink) = sink else { unreachable!("an operation ends once") };
        if let Some(outcome) = outcome {
            let items = outcome.map_err(|failed| failure(failed, context))?;
            return Ok((sink, items));
        }
        sink.begin(0);
        let mut items = 0;
        for (table, parsed) in parsed {
            for item in parsed {
                items += 1;
                let mut reader = ItemReader::from_raw(&item)
                    .map_err(|source| Error::decode(context.entity(), source))?;
                sink.item_of(table.as_deref().unwrap_or_default(), &mut reader)
                    .map_err(|error| error.in_context(context))?;
            }
        }
        Ok((sink, items))
    }
}

/// Why a body gave no items.
enum Failure {
    /// What holds the items of several tables does not read.
    Unreadable,
    Body(DecodeError),
    Item(Error),
}

impl From<DecodeError> for Failure {
    fn from(error: DecodeError) -> Self {
        Self::Body(error)
    }
}

/// What is left of a body, and how many items it had.
type Taken = std::result::Result<(Vec<u8>, usize), Failure>;

fn take(body: &[u8], member: &'static str, sink: &mut dyn ItemSink) -> Taken {
    let mut items = 0;
    let rest = take_items(body, member, &mut |item| {
        items += 1;
        sink.item(item).map_err(Failure::Item)
    })?;
    Ok((rest, items))
}

fn take_by_table(body: &[u8], member: &'static str, sink: &mut dyn ItemSink) -> Taken {
    let mut items = 0;
    let rest = take_tables(body, member, &mut |table, item| {
        items += 1;
        sink.item_of(table, item).map_err(Failure::Item)
    });
    match rest {
        Ok(rest) => Ok((rest, items)),
        Err(Failure::Body(_)) => Err(Failure::Unreadable),
        Err(other) => Err(other),
    }
}

fn failure(failure: Failure, context: &Context) -> Error {
    let malformed =
        |detail| Error::MalformedResponse { context: Box::new(context.clone()), detail };
    match failure {
        Failure::Item(error) => error.in_context(context),
        Failure::Body(source) => Error::Decode { context: Box::new(context.clone()), source },
        Failure::Unreadable => malformed("the body is not DynamoDB's JSON"),
    }
}

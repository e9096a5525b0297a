//! Batches of which a part is done.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::kind::Left;
use super::random::{draw, happens, place};
use crate::record::Request;
use crate::scripted::Reply;

/// A batch in two.
pub(super) struct Split {
    /// The request with what the engine is to do; none where it is to do nothing.
    pub(super) done: Option<Bytes>,
    /// What comes back, by table: the member of the answer.
    left: Map<String, Value>,
    is_read: bool,
}

/// Divides a batch. A body that is none of the service's stays as it is: the engine says what is wrong with it.
pub(super) fn split(request: &Request, left: Left) -> Split {
    let is_read = request.operation() == "BatchGetItem";
    let mut body = request.value();
    let mut back = Map::new();
    let total = count(&body, is_read);
    let mut at = 0;
    if let Some(tables) = body.get_mut("RequestItems").and_then(Value::as_object_mut) {
        // The SDK writes the tables in any order.
        let mut names: Vec<String> = tables.keys().cloned().collect();
        names.sort_unstable();
        for table in names {
            let Some(entry) = tables.get_mut(&table) else { continue };
            let Some(list) = list_of(entry, is_read) else { continue };
            let (mut kept, mut rest) = (Vec::new(), Vec::new());
            for one in std::mem::take(list) {
                let is_left = left.holds(request, at, total);
                if is_left { &mut rest } else { &mut kept }.push(one);
                at += 1;
            }
            *list = kept;
            if !rest.is_empty() {
                // Of keys: with the projection and the consistency that they were asked for with.
                let mut returned = entry.clone();
                if let Some(list) = list_of(&mut returned, is_read) {
                    *list = rest;
                }
                back.insert(table, returned);
            }
        }
        // The service takes no table without a request.
        tables.retain(|_, entry| list_of(entry, is_read).is_none_or(|list| !list.is_empty()));
    }
    let is_all_left = total > 0 && count(&body, is_read) == 0;
    Split { done: (!is_all_left).then(|| body.to_string().into()), left: back, is_read }
}

impl Left {
    fn holds(self, request: &Request, at: usize, total: usize) -> bool {
        let drawn = |at| draw(request.number() as u64, at);
        match self {
            Self::Last(count) => at + count >= total,
            // One of them always is, or it would be no fault.
            Self::Some => happens(drawn(at), 0.5) || at == place(drawn(total), total),
        }
    }
}

impl Split {
    /// The answer where the engine was not asked.
    pub(super) fn reply(self) -> Reply {
        let nothing = if self.is_read { json!({ "Responses": {} }) } else { json!({}) };
        Reply::ok(self.told(nothing))
    }

    /// The engine's answer, with what is left.
    pub(super) fn told(self, mut answer: Value) -> Value {
        let member = if self.is_read { "UnprocessedKeys" } else { "UnprocessedItems" };
        answer[member] = Value::Object(self.left);
        answer
    }
}

/// The requests of a table in a batch write, its keys in a batch get.
fn list_of(entry: &mut Value, is_read: bool) -> Option<&mut Vec<Value>> {
    let list = if is_read { entry.get_mut("Keys")? } else { entry };
    list.as_array_mut()
}

fn count(body: &Value, is_read: bool) -> usize {
    let length = |entry: &Value| {
        let list = if is_read { &entry["Keys"] } else { entry };
        list.as_array().map_or(0, Vec::len)
    };
    body["RequestItems"].as_object().map_or(0, |tables| tables.values().map(length).sum())
}

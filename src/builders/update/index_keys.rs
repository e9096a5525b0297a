//! Index keys stay right: what an update of a field does to the keys that are made of it.

use super::plan::Plan;
use crate::error::{ExpressionError, KeyError};
use crate::expression::{Action, Function, Operator, Predicate, SetTo, Term};
use crate::model::{KeyAttribute, KeyLayout, KnownParts, Maker, Remade, Schema, TableSchema};
use crate::value::limits::{PARTITION_KEY_BYTES, SORT_KEY_BYTES};
use crate::value::{DocumentPath, RawItem};

/// The keys of one index.
struct IndexKeys {
    name: &'static str,
    /// The attributes that the mapper writes, each with the most bytes it takes.
    made: Vec<(KeyAttribute, usize)>,
    /// The fields that are key attributes themselves and may be absent: without them the item is not in the index.
    sparse: Vec<&'static str>,
}

impl IndexKeys {
    fn all(schema: &'static Schema, table: &'static TableSchema) -> impl Iterator<Item = Self> {
        schema.index_list().iter().map(move |index| {
            let KeyLayout { partition, sort } = KeyLayout::index(schema, table, index);
            let partition = partition.into_iter().map(|key| (key, PARTITION_KEY_BYTES));
            let keys = partition.chain(sort.into_iter().map(|key| (key, SORT_KEY_BYTES)));
            let (mut made, mut sparse) = (Vec::new(), Vec::new());
            for (key, limit) in keys {
                match key.maker {
                    // A key of the table never changes.
                    _ if table.keys().any(|own| own.name() == key.name) => {}
                    Maker::Template(_) => made.push((key, limit)),
                    Maker::Field(field) if !schema.is_required(key.name) => sparse.push(field),
                    Maker::Field(_) | Maker::Constant(_) => {}
                }
            }
            Self { name: index.name(), made, sparse }
        })
    }

    fn fields(&self) -> impl Iterator<Item = &'static str> {
        let made = self.made.iter().flat_map(|(key, _)| key.fields());
        made.chain(self.sparse.iter().copied())
    }

    fn depends_on(&self, field: &str) -> bool {
        !self.made.is_empty() && self.fields().any(|name| name == field)
    }
}

/// Whether the model is in an index whose keys the mapper writes.
pub(super) fn are_made_of_fields(schema: &'static Schema, table: &'static TableSchema) -> bool {
    IndexKeys::all(schema, table).any(|index| !index.made.is_empty())
}

/// An index with keys that the mapper writes and that depend on this field.
pub(super) fn index_of(
    schema: &'static Schema,
    table: &'static TableSchema,
    field: &str,
) -> Option<&'static str> {
    IndexKeys::all(schema, table).find(|index| index.depends_on(field)).map(|index| index.name)
}

/// Every field that an index names.
pub(super) fn fields(
    schema: &'static Schema,
    table: &'static TableSchema,
) -> impl Iterator<Item = &'static str> {
    IndexKeys::all(schema, table).flat_map(|index| index.fields().collect::<Vec<_>>())
}

/// What becomes of the keys of indexes.
pub(super) struct Outcome {
    pub(super) actions: Vec<(&'static str, Action)>,
    /// What has to be stored for the keys to be right.
    pub(super) condition: Predicate,
}

/// Why the keys cannot be made.
pub(super) enum Fault {
    Expression(ExpressionError),
    Key(KeyError),
}

/// Makes the keys of the indexes that an update changes, and for an upsert every key that can be made.
pub(super) fn remake(plan: &Plan) -> Result<Outcome, Fault> {
    let (schema, table) = (plan.schema, plan.table);
    let known = plan.changed.over(&plan.known);
    let mut outcome = Outcome { actions: Vec::new(), condition: Predicate::Constant(true) };
    let mut checked = Vec::new();
    for index in IndexKeys::all(schema, table) {
        let is_changed = index.fields().any(|field| plan.changed.get(field).is_some());
        if !is_changed && !plan.is_upsert {
            continue;
        }
        let Some(values) = values(schema, &index, &known, is_changed)? else { continue };
        for ((key, _), value) in index.made.iter().zip(values) {
            put(&mut outcome.actions, key.name, value);
        }
        if let Some(item) = plan.item.as_ref().filter(|_| is_changed) {
            for field in index.fields() {
                if !checked.contains(&field) && !is_primary(schema, table, field) {
                    let stored = was_stored(schema, item, field);
                    outcome.condition = outcome.condition.and(stored);
                    checked.push(field);
                }
            }
        }
    }
    Ok(outcome)
}

/// What is done to each key that the mapper writes; nothing where an upsert does not know enough of an index that it does
/// not change.
fn values(
    schema: &'static Schema,
    index: &IndexKeys,
    known: &KnownParts,
    is_changed: bool,
) -> Result<Option<Vec<Action>>, Fault> {
    let (mut actions, mut unknown) = (Vec::new(), Vec::new());
    let mut is_absent = index.sparse.iter().any(|field| known.is_absent(field));
    for (key, limit) in &index.made {
        match known.remake(key, *limit).map_err(Fault::Key)? {
            Remade::Value(value) => {
                actions.push(Action::Set(SetTo::Term(Term::Value(value.into()))));
            }
            Remade::Absent => is_absent = true,
            Remade::Unknown(fields) => unknown.extend(fields),
        }
    }
    if is_absent {
        return Ok(is_changed.then(|| vec![Action::Remove; index.made.len()]));
    }
    if unknown.is_empty() {
        return Ok(Some(actions));
    }
    if !is_changed {
        return Ok(None);
    }
    let mut parts: Vec<String> = Vec::new();
    for field in unknown {
        let attribute = schema.part_attribute(field).unwrap_or(field).to_owned();
        if !parts.contains(&attribute) {
            parts.push(attribute);
        }
    }
    Err(Fault::Expression(ExpressionError::MissingParts { index: index.name, parts }))
}

/// One attribute may serve several indexes: it stays where one of them needs it.
fn put(actions: &mut Vec<(&'static str, Action)>, attribute: &'static str, action: Action) {
    match actions.iter_mut().find(|(name, _)| *name == attribute) {
        Some((_, known)) if *known == Action::Remove => *known = action,
        Some(_) => {}
        None => actions.push((attribute, action)),
    }
}

fn is_primary(schema: &'static Schema, table: &'static TableSchema, field: &str) -> bool {
    KeyLayout::primary(schema, table).attributes().any(|key| key.fields().any(|name| name == field))
}

/// A field is stored as it is in this item.
fn was_stored(schema: &'static Schema, item: &RawItem, field: &'static str) -> Predicate {
    let attribute = schema.part_attribute(field).unwrap_or(field);
    let path = DocumentPath::new(attribute);
    match item.get(attribute) {
        Some(value) => {
            Predicate::Compare(Operator::Eq, Term::Path(path), Term::Value(value.clone()))
        }
        None => Predicate::Test(Function::NotExists, path, None),
    }
}

/// An attribute holds this value.
pub(super) fn is_stored(path: DocumentPath, value: Term) -> Predicate {
    match value {
        Term::Absent => Predicate::Test(Function::NotExists, path, None),
        value => Predicate::Compare(Operator::Eq, Term::Path(path), value),
    }
}

//! Index keys stay right: what an update of a field does to the keys that are made of it.

use super::fault::Fault;
use super::plan::Plan;
use crate::error::{ExpressionError, KeyError};
use crate::expression::{Action, Function, Operator, Predicate, SetTo, Term};
use crate::model::{
    KeyAttribute, KeyLayout, Known, KnownParts, Maker, PartForms, Remade, Schema, TableSchema,
};
use crate::value::limits::{PARTITION_KEY_BYTES, SORT_KEY_BYTES};
use crate::value::{DocumentPath, RawItem};

/// The keys of one index.
#[derive(Debug, Clone)]
pub(super) struct IndexKeys {
    name: &'static str,
    /// The attributes that the mapper writes, each with the most bytes it takes.
    made: Vec<(KeyAttribute, usize)>,
    /// The fields that are key attributes themselves.
    natural: Vec<(KeyAttribute, usize)>,
    /// Those of them that may be absent: without them the item is not in the index.
    sparse: Vec<&'static str>,
}

impl IndexKeys {
    /// The keys of every index of a model.
    pub(super) fn all(schema: &'static Schema, table: &'static TableSchema) -> Vec<Self> {
        let keys = schema.index_list().iter().map(move |index| {
            let KeyLayout { partition, sort } = KeyLayout::index(schema, table, index);
            let partition = partition.into_iter().map(|key| (key, PARTITION_KEY_BYTES));
            let keys = partition.chain(sort.into_iter().map(|key| (key, SORT_KEY_BYTES)));
            let (mut made, mut natural, mut sparse) = (Vec::new(), Vec::new(), Vec::new());
            for (key, limit) in keys {
                match key.maker {
                    // A key of the table never changes.
                    _ if table.is_key(key.name) => {}
                    Maker::Template(_) => made.push((key, limit)),
                    Maker::Field(field) => {
                        natural.push((key, limit));
                        sparse.extend(Some(field).filter(|_| !schema.is_required(key.name)));
                    }
                    Maker::Constant(_) => {}
                }
            }
            Self { name: index.name(), made, natural, sparse }
        });
        keys.collect()
    }

    /// The fields on which it depends what the mapper writes.
    fn fields(&self) -> impl Iterator<Item = &'static str> {
        let made = self.made.iter().flat_map(|(key, _)| key.fields());
        made.chain(self.sparse.iter().copied())
    }

    fn writes(&self, attribute: &str) -> bool {
        self.made.iter().any(|(key, _)| key.name == attribute)
    }

    fn is_changed(&self, plan: &Plan) -> bool {
        self.fields().any(|field| plan.changed.get(field).is_some())
    }
}

/// Whether the model is in an index whose keys the mapper writes.
pub(super) fn are_made_of_fields(indexes: &[IndexKeys]) -> bool {
    indexes.iter().any(|index| !index.made.is_empty())
}

/// An index with keys that the mapper writes and that depend on the value of this field; or, unless the field stays
/// present or absent as it is, on its presence.
pub(super) fn index_of(
    indexes: &[IndexKeys],
    field: &str,
    keeps_presence: bool,
) -> Option<&'static str> {
    let index = indexes.iter().filter(|index| !index.made.is_empty()).find(|index| {
        let mut values = index.made.iter().flat_map(|(key, _)| key.fields());
        let is_value = values.any(|name| name == field);
        is_value || (!keeps_presence && index.sparse.contains(&field))
    });
    index.map(|index| index.name)
}

/// Every field on which keys of indexes depend.
pub(super) fn fields(indexes: &[IndexKeys]) -> impl Iterator<Item = &'static str> {
    indexes.iter().flat_map(IndexKeys::fields)
}

/// Whether an attribute that is an index key itself takes the value.
pub(super) fn check_natural(
    indexes: &[IndexKeys],
    attribute: &str,
    value: &PartForms,
) -> Result<(), KeyError> {
    let keys = indexes.iter().flat_map(|index| &index.natural);
    for (key, limit) in keys.filter(|(key, _)| key.name == attribute) {
        let mut parts = KnownParts::default();
        for field in key.fields() {
            parts.insert(field, Known::There(value.clone()));
        }
        parts.remake(key, *limit)?;
    }
    Ok(())
}

/// What becomes of the keys of indexes.
pub(super) struct Outcome {
    pub(super) actions: Vec<(&'static str, Action)>,
    /// What has to be stored for the keys to be right.
    pub(super) condition: Predicate,
}

/// Makes the keys of the indexes that an update changes, and for an upsert every key that can be made.
pub(super) fn remake(plan: &Plan) -> Result<Outcome, Fault> {
    let known = plan.changed.over(&plan.stored_parts());
    let mut actions = Vec::new();
    let mut relied_on: Vec<&'static str> = Vec::new();
    let indexes = &plan.indexes;
    for index in indexes.iter().filter(|index| !index.made.is_empty()) {
        let is_changed = index.is_changed(plan);
        if !is_changed && !plan.is_upsert {
            continue;
        }
        let Some(values) = values(plan.schema, index, &known, is_changed)? else { continue };
        for ((key, _), value) in index.made.iter().zip(values) {
            put(&mut actions, key.name, value);
        }
        relied_on.extend(index.fields().filter(|_| is_changed));
    }
    // An attribute that another index needs, which this update does not change, stays.
    let unchanged = || indexes.iter().filter(|index| !index.is_changed(plan));
    let mut kept = Vec::new();
    for (attribute, _) in actions.iter().filter(|(_, action)| *action == Action::Remove) {
        for index in unchanged().filter(|index| index.writes(attribute)) {
            relied_on.extend(index.fields());
            if is_complete(plan.schema, index, &known)? {
                kept.push(*attribute);
            }
        }
    }
    actions.retain(|(attribute, action)| *action != Action::Remove || !kept.contains(attribute));
    Ok(Outcome { actions, condition: as_it_was(plan, &relied_on)? })
}

/// The parts are stored as they are in the item that was given as the key, where nothing else says that it is still that.
fn as_it_was(plan: &Plan, fields: &[&'static str]) -> Result<Predicate, Fault> {
    let mut condition = Predicate::Constant(true);
    let Some(item) = plan.checked_item().filter(|_| !fields.is_empty()) else {
        return Ok(condition);
    };
    let item = item.as_ref().map_err(Clone::clone)?;
    for (at, field) in fields.iter().enumerate() {
        if !fields[..at].contains(field) && !is_primary(plan.schema, plan.table, field) {
            condition = condition.and(was_stored(plan.schema, item, field));
        }
    }
    Ok(condition)
}

/// Whether an item is in an index that an update does not change.
fn is_complete(
    schema: &'static Schema,
    index: &IndexKeys,
    known: &KnownParts,
) -> Result<bool, Fault> {
    let attribute = |field: &'static str| schema.part_attribute(field).unwrap_or(field);
    let mut unknown = Vec::new();
    for field in index.fields() {
        match known.get(field) {
            Some(Known::Absent) => return Ok(false),
            Some(Known::There(_)) => {}
            None if schema.is_required(attribute(field)) => {}
            None => unknown.push(field),
        }
    }
    if unknown.is_empty() { Ok(true) } else { Err(missing(schema, index, unknown)) }
}

fn missing(schema: &'static Schema, index: &IndexKeys, unknown: Vec<&'static str>) -> Fault {
    let mut parts: Vec<String> = Vec::new();
    for field in unknown {
        let attribute = schema.part_attribute(field).unwrap_or(field).to_owned();
        if !parts.contains(&attribute) {
            parts.push(attribute);
        }
    }
    Fault::Expression(ExpressionError::MissingParts { index: index.name, parts })
}

/// What is done to each key that the mapper writes; nothing where an upsert does not know enough of an index that it does
/// not change.
fn values(
    schema: &'static Schema,
    index: &IndexKeys,
    known: &KnownParts,
    is_changed: bool,
) -> Result<Option<Vec<Action>>, Fault> {
    let mut actions = Vec::new();
    let mut is_absent = index.sparse.iter().any(|field| known.is_absent(field));
    let sparse = index.sparse.iter().copied();
    let mut unknown: Vec<&'static str> =
        sparse.filter(|field| known.get(field).is_none()).collect();
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
    if is_changed { Err(missing(schema, index, unknown)) } else { Ok(None) }
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

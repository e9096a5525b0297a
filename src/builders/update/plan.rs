//! What an update is to do, and the request that it makes.

use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;

use super::fault::Fault;
use super::index_keys::{self, IndexKeys};
use crate::builders::key;
use crate::builders::told::Added;
use crate::builders::write::Conditions;
use crate::codec::Shape;
use crate::error::{Context, Error, ExpressionError, InvalidRequest, KeyError, Result};
use crate::expression::{Action, Changes, Guards, Placeholders, Predicate, SetTo, Term};
use crate::model::{
    DynamoModel, KeyLayout, KeyOf, Known, KnownParts, PartForms, PartsOf, Schema, Table,
    TableSchema, raw_item,
};
use crate::operation::{Key, Returns, Target, UpdateItem};
use crate::value::{DocumentPath, RawItem};

/// An update under construction, whatever its model.
#[derive(Debug, Clone)]
pub(in crate::builders) struct Plan {
    pub(super) schema: &'static Schema,
    pub(super) table: &'static TableSchema,
    pub(super) indexes: Vec<IndexKeys>,
    key: Result<Key, KeyError>,
    /// The version of the item that was given as the key, where the model has versions.
    pub(super) version: Option<u64>,
    /// Whether the next version fits the field, where the version is known.
    grows: bool,
    /// The parts of keys that are known of the item as it is stored: by its key, and as the caller gave them.
    pub(super) known: KnownParts,
    /// The parts that the item had which was given as the key. Nothing says that an upsert meets that item.
    of_item: KnownParts,
    /// The item that was given as the key, where its parts have to be checked: it has no version.
    item: Option<Result<RawItem, Fault>>,
    changes: Changes,
    /// The new values of fields that keys name.
    pub(super) changed: KnownParts,
    given: Vec<(DocumentPath, Term)>,
    pub(super) conditions: Conditions,
    pub(super) is_upsert: bool,
    error: Option<Fault>,
}

impl Plan {
    pub(super) fn new<M: DynamoModel, K: KeyOf<M, PartsOf<M>>>(key: K) -> Self {
        let (schema, table) = (M::SCHEMA, <M::Table as Table>::SCHEMA);
        let (mut known, mut of_item) = (KnownParts::default(), KnownParts::default());
        let (mut version, mut stored) = (None, None);
        let mut grows = true;
        let layout = KeyLayout::primary(schema, table);
        let indexes = IndexKeys::all(schema, table);
        if let Some(item) = key.item() {
            version = schema.version_attribute().map(|_| item.version());
            let next = item.version().checked_add(1);
            grows = version.is_none() || next.is_some_and(M::takes_version);
            for field in index_keys::fields(&indexes) {
                let part = item.key_part(field);
                let part = part.map_or(Known::Absent, |part| Known::There(PartForms::of(part)));
                of_item.insert(field, part);
            }
            if version.is_none() && index_keys::are_made_of_fields(&indexes) {
                stored = Some(raw_item(item).map_err(Fault::of_item));
            }
        }
        let key = key::known(layout, &mut known, |keys| key.write(keys));
        Self {
            schema,
            table,
            indexes,
            key,
            version,
            grows,
            known,
            of_item,
            item: stored,
            changes: Changes::default(),
            changed: KnownParts::default(),
            given: Vec::new(),
            conditions: Conditions::NONE,
            is_upsert: false,
            error: None,
        }
    }

    /// Keeps the first thing that was wrong; the terminal says it.
    pub(super) fn refuse(&mut self, error: impl Into<Fault>) {
        self.error.get_or_insert(error.into());
    }

    /// The parts of keys that are known before the update.
    pub(super) fn stored_parts(&self) -> KnownParts {
        if self.is_upsert { self.known.clone() } else { self.known.over(&self.of_item) }
    }

    /// The item whose parts have to be as they are in it.
    pub(super) fn checked_item(&self) -> Option<&Result<RawItem, Fault>> {
        self.item.as_ref().filter(|_| !self.is_upsert)
    }

    pub(in crate::builders) fn key(&self) -> Result<Key> {
        self.key.clone().map_err(|source| Error::key(self.schema.name(), source))
    }

    /// Stores what hooks store, in place of what the caller does to those attributes.
    pub(in crate::builders) fn store(&mut self, added: Added) {
        for (attribute, value) in added {
            self.changes.replace(attribute, value);
        }
    }

    /// Adds an action. `part` is the new value where the attribute is a part of a key and the value is known.
    pub(super) fn act(&mut self, path: DocumentPath, action: Action, part: Option<PartForms>) {
        let attribute = path.first_name().to_owned();
        if self.is_owned(&attribute) {
            return self.refuse(ExpressionError::OwnedAttribute { attribute });
        }
        if let Action::Set(SetTo::Term(Term::Invalid(error))) = &action {
            return self.refuse((**error).clone());
        }
        if let (Action::Set(SetTo::Term(_)), Some(part)) = (&action, &part)
            && let Err(error) = index_keys::check_natural(&self.indexes, &attribute, part)
        {
            return self.refuse(error);
        }
        if let Some(field) = self.field_of(&attribute) {
            let known = match (&action, part) {
                (Action::Remove, _) if path.steps().len() == 1 => Some(Known::Absent),
                (_, Some(part)) => Some(Known::There(part)),
                _ => None,
            };
            let keeps_presence = is_counted(&path, &action);
            match (known, index_keys::index_of(&self.indexes, field, keeps_presence)) {
                (Some(known), _) => self.changed.insert(field, known),
                // A field that is a key attribute itself may be computed with.
                (None, None) => {}
                (None, Some(index)) => {
                    return self.refuse(ExpressionError::UnknownPart { attribute, index });
                }
            }
        }
        self.changes.push(path, action);
    }

    /// States what is stored.
    pub(super) fn state(&mut self, path: DocumentPath, value: Term, part: Option<PartForms>) {
        let is_field = path.steps().len() == 1;
        if let Some(field) = self.field_of(path.first_name()).filter(|_| is_field) {
            match (part, &value) {
                (Some(part), _) => self.known.insert(field, Known::There(part)),
                (None, Term::Absent) => self.known.insert(field, Known::Absent),
                (None, _) => {}
            }
        }
        self.given.push((path, value));
    }

    /// The field that is stored as this attribute, where an index names it.
    fn field_of(&self, attribute: &str) -> Option<&'static str> {
        let mut fields = index_keys::fields(&self.indexes);
        fields.find(|field| self.schema.part_attribute(field) == Some(attribute))
    }

    /// Whether the mapper alone writes the attribute.
    fn is_owned(&self, attribute: &str) -> bool {
        let times = [self.schema.created_attribute(), self.schema.updated_attribute()];
        let is_primary = self.table.is_key(attribute)
            || KeyLayout::primary(self.schema, self.table).attributes().any(|key| {
                key.fields().any(|field| self.schema.part_attribute(field) == Some(attribute))
            });
        is_primary
            || (self.table.owns(attribute) && !self.schema.has_natural_key(attribute))
            || self.schema.version_attribute() == Some(attribute)
            || times.into_iter().flatten().any(|(name, _)| name == attribute)
    }

    /// The request, sent at a time.
    pub(in crate::builders) fn operation(
        &self,
        guards: &Guards,
        now: SystemTime,
        returns: Returns,
    ) -> Result<UpdateItem> {
        let refused = |error| self.refused(error);
        let key = self.key()?;
        if let Some(fault) = &self.error {
            return Err(self.failed(fault.clone()));
        }
        if !self.grows && !self.is_upsert {
            return Err(self.refused(InvalidRequest::Version));
        }
        if self.changes.is_empty() && !self.is_upsert {
            return Err(refused(ExpressionError::NoActions));
        }
        let mut changes = self.changes.clone();
        let parts = index_keys::remake(self).map_err(|fault| self.failed(fault))?;
        for (attribute, action) in parts.actions {
            changes.push(DocumentPath::new(attribute), action);
        }
        self.stamp(&mut changes, now)?;
        if self.is_upsert {
            self.complete(&mut changes)?;
        }
        let mut placeholders = Placeholders::default();
        changes.check(&mut placeholders).map_err(refused)?;
        let guard = if self.is_upsert {
            guards.upsert()
        } else {
            let version = self
                .version
                .map_or(Predicate::Constant(true), |version| guards.has_version(version));
            guards.is_alive().and(version).and(parts.condition)
        };
        let given = self
            .given
            .iter()
            .map(|(path, value)| index_keys::is_stored(path.clone(), value.clone()));
        let given = given.fold(Predicate::Constant(true), Predicate::and);
        let condition = self.conditions.after(given).under(guard, &mut placeholders);
        Ok(UpdateItem {
            target: Target { table: self.table, entity: self.schema.name() },
            key,
            changes,
            condition: condition.map_err(refused)?,
            returns,
        })
    }

    fn refused(&self, error: impl Into<InvalidRequest>) -> Error {
        let context = Context::of_entity(self.schema.name());
        Error::InvalidRequest(Box::new(context), error.into())
    }

    fn failed(&self, fault: Fault) -> Error {
        match fault {
            Fault::Expression(error) => self.refused(error),
            Fault::Key(source) => Error::key(self.schema.name(), source),
            Fault::Encode(source) => Error::encode(self.schema.name(), source),
        }
    }

    /// The version and times.
    fn stamp(&self, changes: &mut Changes, now: SystemTime) -> Result<()> {
        if let Some(version) = self.schema.version_attribute() {
            let number = |number: &str| AttributeValue::N(number.to_owned());
            let counted = SetTo::Counted { start: number("0"), by: number("1") };
            changes.push(DocumentPath::new(version), Action::Set(counted));
        }
        let encoded = |value: Result<_, _>| {
            value.map(Term::Value).map_err(|source| Error::encode(self.schema.name(), source))
        };
        if let Some((created, value)) = self.schema.created_attribute() {
            let value = encoded(value(now))?;
            changes.push(DocumentPath::new(created), Action::Set(SetTo::IfNotExists(value)));
        }
        if let Some((updated, value)) = self.schema.updated_attribute() {
            let value = encoded(value(now))?;
            changes.push(DocumentPath::new(updated), Action::Set(SetTo::Term(value)));
        }
        Ok(())
    }

    /// What a new item needs: the discriminator, the fields of its key, and every attribute that it has to have.
    fn complete(&self, changes: &mut Changes) -> Result<()> {
        let mut set = |attribute: &'static str, value: AttributeValue| {
            let action = Action::Set(SetTo::Term(Term::Value(value)));
            changes.push(DocumentPath::new(attribute), action);
        };
        if let Some(discriminator) = self.table.discriminator_attribute() {
            set(discriminator, AttributeValue::S(self.schema.name().to_owned()));
        }
        let mut written = Vec::new();
        for key in KeyLayout::primary(self.schema, self.table).attributes() {
            for field in key.fields() {
                let attribute = self.schema.part_attribute(field);
                if let (Some(attribute), Some(Known::There(forms))) =
                    (attribute, self.known.get(field))
                    && !written.contains(&attribute)
                    && !self.table.is_key(attribute)
                {
                    let value = forms.value.clone();
                    set(
                        attribute,
                        value.map_err(|source| Error::key(self.schema.name(), source))?.into(),
                    );
                    written.push(attribute);
                }
            }
        }
        let Shape::Fields(fields) = self.schema.codec_shape() else {
            return Ok(());
        };
        for field in fields().iter().filter(|field| field.is_required()) {
            let is_key = self.table.is_key(field.name());
            let is_made = changes.iter().any(|(path, action)| {
                path.steps().len() == 1
                    && path.first_name() == field.name()
                    && !matches!(action, Action::Remove | Action::Delete(_))
            });
            if !is_key && !is_made {
                let attribute = field.name().to_owned();
                return Err(self.refused(ExpressionError::MissingAttribute { attribute }));
            }
        }
        Ok(())
    }
}

/// Whether the action only adds to or subtracts from what is there.
fn is_counted(path: &DocumentPath, action: &Action) -> bool {
    matches!(
        action,
        Action::Set(SetTo::Plus(Term::Path(known), _) | SetTo::Minus(Term::Path(known), _)) if known == path
    )
}

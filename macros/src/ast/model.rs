//! A model: a struct, its table, its keys and its indexes.
use super::{AttrRole, Field, Implied, fields};
use crate::attr::{
    FieldOptions, IndexName, IndexOptions, KeyOption, ModelOptions, SerdeContainer, TableOption,
    Template,
};
use crate::errors::Errors;
use proc_macro2::Span;
use quote::format_ident;
use syn::ext::IdentExt;
use syn::{DeriveInput, Ident, LitStr, Visibility};

/// A struct that derives `DynamoModel`.
pub(crate) struct Model {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) key_ident: Ident,
    pub(crate) table: Option<TableOption>,
    pub(crate) entity: Option<LitStr>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) fields: Vec<Field>,
    pub(crate) partition: Option<Key>,
    pub(crate) sort: Option<Key>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) serde: SerdeContainer,
}

/// A secondary index, as the model fills it.
pub(crate) struct Index {
    pub(crate) name: IndexName,
    pub(crate) query: Option<Ident>,
    /// Absent in a local index.
    pub(crate) partition: Option<Key>,
    pub(crate) sort: Option<Key>,
}

/// A key attribute of the model.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) span: Span,
    pub(crate) kind: KeyKind,
}

/// What fills a key attribute.
#[derive(Clone)]
pub(crate) enum KeyKind {
    Template(Template),
    /// A field of this name, which may be missing.
    Field(Ident),
    /// Another attribute of the table.
    Role(Role),
    /// A mistake that is reported already.
    Broken,
}

/// An attribute of the table that an index may use as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    PartitionKey,
    SortKey,
    Discriminator,
}

impl Role {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "table_partition_key" => Some(Self::PartitionKey),
            "table_sort_key" => Some(Self::SortKey),
            "discriminator" => Some(Self::Discriminator),
            _ => None,
        }
    }
}

impl Model {
    /// Reads a struct with named fields.
    pub(crate) fn new(input: &DeriveInput, named: &syn::Fields, errors: &mut Errors) -> Self {
        let serde = SerdeContainer::new(&input.attrs, errors);
        let options = ModelOptions::new(&input.attrs, errors);
        let implied = Implied { case: serde.rename_all, default: serde.default };
        let fields = fields(named, implied, FieldOptions::of_model, errors);
        let name = input.ident.unraw();
        let mut model = Self {
            ident: input.ident.clone(),
            vis: input.vis.clone(),
            key_ident: options
                .key
                .unwrap_or_else(|| format_ident!("{name}Key", span = input.ident.span())),
            table: options.table,
            entity: options.entity,
            aliases: options.aliases,
            fields,
            partition: None,
            sort: None,
            indexes: Vec::new(),
            serde,
        };
        model.partition =
            model.primary(options.partition, "partition", |field| field.partition_key, errors);
        model.sort = model.primary(options.sort, "sort", |field| field.sort_key, errors);
        model.indexes = options.indexes.into_iter().map(|index| model.index(index)).collect();
        model
    }

    /// The key said on the struct or marked on a field; two of them are a mistake.
    fn primary(
        &self,
        said: Option<KeyOption>,
        which: &str,
        mark: impl Fn(&FieldOptions) -> Option<Span>,
        errors: &mut Errors,
    ) -> Option<Key> {
        let mut key = said.map(|said| Key::new(said, None));
        for field in &self.fields {
            let Some(span) = mark(&field.options) else { continue };
            if key.is_some() {
                errors.at(
                    span,
                    format!("a second {which} key: a table has one; to compose it of several fields use a template"),
                );
            } else {
                key = Some(Key { span, kind: KeyKind::Field(field.ident().clone()) });
            }
        }
        key
    }

    fn index(&self, options: IndexOptions) -> Index {
        let IndexOptions { name, query, partition, sort } = options;
        let [partition, sort] =
            [partition, sort].map(|key| key.map(|key| Key::new(key, Some(self))));
        Index { name, query, partition, sort }
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name() == name)
    }

    /// Whether the model has a table of its own, named by a text.
    pub(crate) fn is_stand_alone(&self) -> bool {
        matches!(self.table, Some(TableOption::Name(_)))
    }

    /// The parts of the partition key.
    pub(crate) fn partition_parts(&self) -> Vec<&Field> {
        self.parts(self.partition.as_ref(), &[])
    }

    /// The parts of the sort key that the partition key does not have.
    pub(crate) fn sort_parts(&self) -> Vec<&Field> {
        self.parts(self.sort.as_ref(), &self.partition_parts())
    }

    /// The partition key's parts of an index, and the parts of its sort key that are not among them.
    pub(crate) fn index_parts<'a>(&'a self, index: &'a Index) -> [Vec<&'a Field>; 2] {
        let partition = match &index.partition {
            Some(key) => self.parts(Some(key), &[]),
            None => self.partition_parts(),
        };
        let sort = self.parts(index.sort.as_ref(), &partition);
        [partition, sort]
    }

    /// The distinct fields of a key, in order, without those `given` before.
    fn parts<'a>(&'a self, key: Option<&'a Key>, given: &[&Field]) -> Vec<&'a Field> {
        let mut parts: Vec<&Field> = Vec::new();
        for field in key.into_iter().flat_map(|key| self.key_fields(key)) {
            let seen = given.iter().chain(&parts).any(|seen| std::ptr::eq(*seen, field));
            if !seen {
                parts.push(field);
            }
        }
        parts
    }

    /// The fields of a key, as often as it names them; unknown ones are left out.
    fn key_fields<'a>(&'a self, key: &'a Key) -> Vec<&'a Field> {
        match &key.kind {
            KeyKind::Template(template) => {
                template.parts().filter_map(|(name, _)| self.field(name)).collect()
            }
            KeyKind::Field(name) => self.field(&name.unraw().to_string()).into_iter().collect(),
            // The primary keys have no role, so this goes one step deep.
            KeyKind::Role(Role::PartitionKey) => self.role_fields(self.partition.as_ref()),
            KeyKind::Role(Role::SortKey) => self.role_fields(self.sort.as_ref()),
            KeyKind::Role(Role::Discriminator) | KeyKind::Broken => Vec::new(),
        }
    }

    fn role_fields<'a>(&'a self, key: Option<&'a Key>) -> Vec<&'a Field> {
        key.map_or_else(Vec::new, |key| self.key_fields(key))
    }

    /// Every field that a key or an index names, once, in the order of the struct.
    pub(crate) fn key_part_fields(&self) -> Vec<&Field> {
        let named: Vec<&Field> = self.keys().flat_map(|key| self.key_fields(key)).collect();
        self.fields
            .iter()
            .filter(|field| named.iter().any(|part| std::ptr::eq(*part, *field)))
            .collect()
    }

    /// Whether the table's own key names the field.
    pub(crate) fn is_primary(&self, field: &Field) -> bool {
        let parts = [self.partition_parts(), self.sort_parts()];
        parts.iter().flatten().any(|part| std::ptr::eq(*part, field))
    }

    /// Whether the key of the table or of an index names the field.
    pub(crate) fn is_key_part(&self, field: &Field) -> bool {
        self.key_part_fields().iter().any(|part| std::ptr::eq(*part, field))
    }

    /// Whether the field is itself a key attribute, of the table or of an index.
    pub(crate) fn is_natural_key(&self, field: &Field) -> bool {
        let name = field.name();
        self.keys().any(|key| matches!(&key.kind, KeyKind::Field(key) if key.unraw() == name))
    }

    /// What the field's constant may do.
    pub(crate) fn role(&self, field: &Field) -> AttrRole {
        if self.is_primary(field) {
            AttrRole::PrimaryKey
        } else if field.options.is_managed() {
            AttrRole::Managed
        } else if field.may_be_absent() {
            AttrRole::Optional
        } else {
            AttrRole::Required
        }
    }

    /// The field that is marked so: the first, since a second is a mistake.
    pub(crate) fn marked(&self, mark: impl Fn(&FieldOptions) -> Option<Span>) -> Option<&Field> {
        self.fields.iter().find(|field| mark(&field.options).is_some())
    }

    /// The templates of all keys.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Template> {
        self.keys().filter_map(|key| match &key.kind {
            KeyKind::Template(template) => Some(template),
            KeyKind::Field(_) | KeyKind::Role(_) | KeyKind::Broken => None,
        })
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        let indexes = self.indexes.iter().flat_map(|index| [&index.partition, &index.sort]);
        [&self.partition, &self.sort].into_iter().chain(indexes).flatten()
    }
}

impl Key {
    /// In an index of `model`, a name that is no field may be a key of the table.
    fn new(option: KeyOption, model: Option<&Model>) -> Self {
        let span = option.span();
        let kind = match option {
            KeyOption::Template(Some(template), _) => KeyKind::Template(template),
            KeyOption::Field(Some(name), _) => {
                let text = name.unraw().to_string();
                let role = model
                    .filter(|model| model.field(&text).is_none())
                    .and_then(|_| Role::from_name(&text));
                role.map_or(KeyKind::Field(name), KeyKind::Role)
            }
            KeyOption::Template(None, _) | KeyOption::Field(None, _) => KeyKind::Broken,
        };
        Self { span, kind }
    }
}

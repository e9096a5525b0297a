//! Which member of a map has which shape, and which members have been seen.

use super::field::{Field, Tagging, Variants};
use super::flat::Flat;
use super::shape::{MapKey, Shape};

/// What happens to a `None` and to an empty set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// A struct member or attribute: absent.
    Member,
    /// An element or a map's value: NULL, and an empty list.
    Value,
}

/// A member that was asked for by name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) shape: &'static Shape,
    /// The name, where it is declared.
    pub(crate) declared: Option<&'static str>,
    /// What a declared name follows. An undeclared one follows what it is a member of.
    pub(crate) rule: Rule,
    pub(crate) buffered: bool,
    pub(crate) repeated: bool,
}

impl Place {
    fn undeclared(shape: &'static Shape, buffered: bool) -> Self {
        Self { shape, declared: None, rule: Rule::Value, buffered, repeated: false }
    }
}

/// What is known of a name on reading.
pub(crate) enum Lookup {
    /// A declared field, and its place among them.
    Field(&'static Field, usize),
    Unknown,
    /// Ask [`Members::find`].
    Other,
}

/// The members of one map while it is written or read.
#[derive(Debug)]
pub(crate) struct Members {
    table: Table,
    /// serde keeps the members aside before it makes the type of them, so they lose what only a typed call says.
    buffered: bool,
}

#[derive(Debug)]
enum Table {
    Plain,
    Values(MapKey, &'static Shape),
    Fields(Fields),
    Flat(Box<Flat>),
    /// An internally tagged enum whose tag has not come yet.
    Internal(&'static str, &'static Variants),
    Adjacent(Adjacent),
}

#[derive(Debug)]
struct Adjacent {
    tag: &'static str,
    content: &'static str,
    variants: &'static Variants,
    /// The content's, when the tag has come.
    shape: Option<&'static Shape>,
}

#[derive(Debug)]
struct Fields {
    all: &'static [Field],
    /// Where the next name probably is: names mostly come in one order.
    next: usize,
    seen: Seen,
    missing: usize,
}

/// A set of small integers; the first 64 need no allocation.
#[derive(Debug, Default)]
struct Seen {
    first: u64,
    more: Vec<u64>,
}

impl Seen {
    /// Adds a number and says whether it was there.
    #[inline]
    fn add(&mut self, at: usize) -> bool {
        let bit = 1_u64 << (at % 64);
        let word = if at < 64 { &mut self.first } else { self.further(at / 64 - 1) };
        let there = *word & bit != 0;
        *word |= bit;
        there
    }

    #[cold]
    fn further(&mut self, word: usize) -> &mut u64 {
        if self.more.len() <= word {
            self.more.resize(word + 1, 0);
        }
        &mut self.more[word]
    }

    #[inline]
    fn has(&self, at: usize) -> bool {
        let (word, bit) = (at / 64, 1_u64 << (at % 64));
        let word =
            if word == 0 { self.first } else { self.more.get(word - 1).copied().unwrap_or(0) };
        word & bit != 0
    }
}

impl Members {
    pub(crate) fn plain(buffered: bool) -> Self {
        Self { table: Table::Plain, buffered }
    }

    /// For reading a struct of which serde has said the names: a shape that says no more than they do is left out.
    #[inline]
    pub(crate) fn of_struct(shape: &Shape, buffered: bool) -> Self {
        match shape {
            Shape::Plain => Self::plain(buffered),
            Shape::Fields(fields) if fields().iter().all(Field::is_plain) => Self::plain(buffered),
            _ => Self::of(shape, buffered),
        }
    }

    pub(crate) fn of(shape: &Shape, buffered: bool) -> Self {
        match shape.peeled() {
            Shape::Map(key, value) => Self { table: Table::Values(*key, value), buffered },
            Shape::Fields(fields) => {
                let fields = fields();
                let table = if fields.iter().any(|field| field.flatten) {
                    Table::Flat(Box::new(Flat::of_fields(fields)))
                } else {
                    Table::Fields(Fields {
                        all: fields,
                        next: 0,
                        seen: Seen::default(),
                        missing: 0,
                    })
                };
                Self { table, buffered }
            }
            Shape::Variants(variants) => {
                let table = match variants.tagging {
                    Tagging::Internal(tag) => Table::Internal(tag, variants),
                    Tagging::Adjacent(tag, content) => {
                        Table::Adjacent(Adjacent { tag, content, variants, shape: None })
                    }
                    Tagging::External | Tagging::Untagged => {
                        Table::Flat(Box::new(Flat::of_variants(variants)))
                    }
                };
                // DynamoDB returns members in any order, so an adjacent content can come before its tag.
                Self { table, buffered: buffered || variants.tagging != Tagging::External }
            }
            _ => Self::plain(buffered),
        }
    }

    /// Whether a name can be written twice, because several types write into one map.
    pub(crate) fn is_flat(&self) -> bool {
        matches!(self.table, Table::Flat(_))
    }

    /// How the keys of undeclared members read where serde buffers them.
    pub(crate) fn key(&self) -> MapKey {
        match &self.table {
            Table::Values(key, _) => *key,
            Table::Flat(flat) => flat.values.map_or(MapKey::Text, |(key, _)| key),
            _ => MapKey::Text,
        }
    }

    /// The field of a name, on reading. It is noted as seen.
    // It answers one pointer: copying a `Place` just written from part to whole costs more than finding it.
    #[inline]
    pub(crate) fn field(&mut self, name: &str) -> Lookup {
        match &mut self.table {
            Table::Plain => Lookup::Unknown,
            Table::Fields(fields) => {
                if let Some(field) = fields.all.get(fields.next)
                    && field.name == name
                {
                    fields.seen.add(fields.next);
                    fields.next += 1;
                    return Lookup::Field(field, fields.next - 1);
                }
                match fields.find(name, true) {
                    Some((field, _)) => Lookup::Field(field, fields.next - 1),
                    None => Lookup::Unknown,
                }
            }
            _ => Lookup::Other,
        }
    }

    /// The field at a place, which is noted as seen.
    #[inline]
    pub(crate) fn field_at(&mut self, at: usize) -> Option<&'static Field> {
        let Table::Fields(fields) = &mut self.table else { return None };
        fields.seen.add(at);
        fields.next = at + 1;
        fields.all.get(at)
    }

    /// What tells these members from others: a name that means a field or nothing means the same wherever this is the same.
    pub(crate) fn identity(&self) -> Option<usize> {
        match &self.table {
            Table::Plain => Some(0),
            Table::Fields(fields) => Some(fields.all.as_ptr().addr()),
            _ => None,
        }
    }

    /// The field of a struct member on writing, if it is the one that probably comes next. It is noted as seen.
    #[inline]
    pub(crate) fn next_field(&mut self, name: &'static str) -> Option<&'static Field> {
        let Table::Fields(fields) = &mut self.table else { return None };
        let at = fields.next;
        let field = fields.all.get(at)?;
        // Mostly the two names are one constant.
        if (!std::ptr::eq(field.name, name) && field.name != name) || fields.seen.add(at) {
            return None;
        }
        fields.next = at + 1;
        Some(field)
    }

    /// Whether nothing is known of any member.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.table, Table::Plain)
    }

    #[inline]
    pub(crate) fn is_buffered(&self) -> bool {
        self.buffered
    }

    /// Finds a name and notes that it was seen. Aliases count on reading only.
    pub(crate) fn find(&mut self, name: &str, reading: bool) -> Place {
        match &mut self.table {
            Table::Fields(fields) => match fields.find(name, reading) {
                Some((field, repeated)) => Place {
                    shape: &field.shape,
                    declared: Some(field.name),
                    rule: Rule::Member,
                    buffered: self.buffered,
                    repeated,
                },
                None => Place::undeclared(&Shape::Plain, self.buffered),
            },
            Table::Plain | Table::Internal(..) => Place::undeclared(&Shape::Plain, self.buffered),
            Table::Values(_, shape) => Place::undeclared(shape, self.buffered),
            Table::Adjacent(adjacent) => {
                let is_content = name == adjacent.content;
                let shape = adjacent.shape.filter(|_| is_content).unwrap_or(&Shape::Plain);
                let declared = if is_content { Some(adjacent.content) } else { None };
                Place { declared, ..Place::undeclared(shape, self.buffered) }
            }
            Table::Flat(flat) => match flat.find(name, reading) {
                Some(place) => Place { buffered: place.buffered || self.buffered, ..place },
                None => {
                    Place::undeclared(flat.values.map_or(&Shape::Plain, |(_, shape)| shape), true)
                }
            },
        }
    }

    /// Whether a tag is still to come that says which members there are.
    pub(crate) fn awaits_tag(&self) -> bool {
        match &self.table {
            Table::Internal(..) => true,
            Table::Adjacent(adjacent) => adjacent.shape.is_none(),
            Table::Flat(flat) => !flat.tags.is_empty(),
            _ => false,
        }
    }

    pub(crate) fn awaits(&self, name: &str) -> bool {
        match &self.table {
            Table::Internal(tag, _) => *tag == name,
            Table::Adjacent(adjacent) => adjacent.shape.is_none() && adjacent.tag == name,
            Table::Flat(flat) => flat.tags.iter().any(|(tag, ..)| *tag == name),
            _ => false,
        }
    }

    /// Takes the value of a tag: from here on the variant's members are known.
    pub(crate) fn choose(&mut self, tag: &str, variant: &str) {
        match &mut self.table {
            Table::Internal(_, variants) => *self = Self::of(variants.content(variant), true),
            Table::Adjacent(adjacent) => adjacent.shape = Some(adjacent.variants.content(variant)),
            Table::Flat(flat) => flat.choose(tag, variant),
            _ => {}
        }
    }

    /// The next declared set or version that has not been seen: it reads as empty, or as 0.
    pub(crate) fn next_missing(&mut self) -> Option<&'static str> {
        match &mut self.table {
            Table::Fields(fields) => fields.next_missing(self.buffered),
            Table::Flat(flat) => flat.next_missing(self.buffered),
            _ => None,
        }
    }
}

impl Fields {
    /// The field of a name, and whether it was seen before.
    fn find(&mut self, name: &str, reading: bool) -> Option<(&'static Field, bool)> {
        let fields = self.all;
        let (before, after) = fields.split_at(self.next.min(fields.len()));
        let found = after.iter().position(|field| field.name == name).map(|at| at + before.len());
        let found = found.or_else(|| before.iter().position(|field| field.name == name));
        let aliased = || fields.iter().position(|field| reading && field.is_named(name));
        let at = found.or_else(aliased)?;
        self.next = at + 1;
        Some((&fields[at], self.seen.add(at)))
    }

    fn next_missing(&mut self, buffered: bool) -> Option<&'static str> {
        while let Some(field) = self.all.get(self.missing) {
            self.missing += 1;
            if !self.seen.has(self.missing - 1) && field.is_injected(buffered) {
                return Some(field.name);
            }
        }
        None
    }
}

/// Whether an absent member is reported to serde as an empty set. An `Option` of a set is reported too, since it must
/// read `None` over any `serde(default)`; but not where serde buffers, since there it would become an empty sequence.
pub(super) fn is_injected(shape: &Shape, buffered: bool) -> bool {
    shape.is_set() || (!buffered && shape.is_optional() && shape.peeled().is_set())
}

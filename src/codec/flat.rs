//! The members of a map into which several types write: flattened fields, and untagged enums.

use super::field::{Field, Tagging, Variants};
use super::members::{Place, Rule, is_injected};
use super::shape::{MapKey, Shape};

/// A recursive type may flatten itself. Its names repeat, so nothing is lost below this.
const FLATTEN_LEVELS: usize = 16;

/// The names of a struct and of all that is flattened into it.
#[derive(Debug, Default)]
pub(super) struct Flat {
    entries: Vec<Entry>,
    groups: Vec<Group>,
    /// What undeclared names hold, where a map is flattened.
    pub(super) values: Option<(MapKey, &'static Shape)>,
    /// Tags of flattened enums that have not come yet: the tag, the enum, its group, the place of its content.
    pub(super) tags: Vec<(&'static str, &'static Variants, usize, Option<usize>)>,
    missing: usize,
}

#[derive(Debug)]
struct Entry {
    name: &'static str,
    aliases: &'static [&'static str],
    shape: &'static Shape,
    rule: Rule,
    group: usize,
    seen: bool,
    injected: bool,
    version: bool,
}

/// The struct itself is the first group, each flattened field another.
#[derive(Debug)]
struct Group {
    optional: bool,
    seen: bool,
}

impl Flat {
    pub(super) fn of_fields(fields: &'static [Field]) -> Self {
        let mut flat =
            Self { groups: vec![Group { optional: false, seen: true }], ..Self::default() };
        flat.add_fields(fields, 0, 0);
        flat
    }

    pub(super) fn of_variants(variants: &'static Variants) -> Self {
        let mut flat =
            Self { groups: vec![Group { optional: false, seen: true }], ..Self::default() };
        flat.add_variants(variants, 0);
        flat
    }

    fn add_fields(&mut self, fields: &'static [Field], group: usize, level: usize) {
        for field in fields {
            if field.flatten {
                self.add_flattened(&field.shape, self.groups[group].optional, level + 1);
            } else {
                self.entries.push(Entry {
                    name: field.name,
                    aliases: field.aliases,
                    shape: &field.shape,
                    rule: Rule::Member,
                    group,
                    seen: false,
                    injected: !field.write_only,
                    version: field.reads_zero(false),
                });
            }
        }
    }

    fn add_flattened(&mut self, shape: &'static Shape, optional: bool, level: usize) {
        if level > FLATTEN_LEVELS {
            return;
        }
        let group = self.groups.len();
        self.groups.push(Group { optional: optional || shape.is_optional(), seen: false });
        match shape.peeled() {
            Shape::Fields(fields) => self.add_fields(fields(), group, level),
            Shape::Map(key, value) => self.values = Some((*key, value)),
            Shape::Variants(variants) => self.add_variants(variants, group),
            _ => {}
        }
    }

    fn add_variants(&mut self, variants: &'static Variants, group: usize) {
        match variants.tagging {
            Tagging::Internal(tag) => {
                self.add_entry(tag, &Shape::Plain, Rule::Member, group);
                self.tags.push((tag, variants, group, None));
            }
            Tagging::Adjacent(tag, content) => {
                self.add_entry(tag, &Shape::Plain, Rule::Member, group);
                let place = self.entries.len();
                self.add_entry(content, &Shape::Plain, Rule::Value, group);
                self.tags.push((tag, variants, group, Some(place)));
            }
            Tagging::External => {
                for variant in (variants.variants)() {
                    self.add_entry(variant.name, &variant.content, Rule::Value, group);
                    if let Some(entry) = self.entries.last_mut() {
                        entry.aliases = variant.aliases;
                    }
                }
            }
            // Which variant it is cannot be known, so a name counts only where it means the same in all of them.
            Tagging::Untagged => {
                let start = self.entries.len();
                for variant in (variants.variants)() {
                    let Shape::Fields(fields) = variant.content.peeled() else { continue };
                    for field in fields().iter().filter(|field| !field.flatten) {
                        match self.entries[start..]
                            .iter_mut()
                            .find(|entry| entry.name == field.name)
                        {
                            Some(entry) if entry.shape.is_same(&field.shape) => {}
                            Some(entry) => entry.shape = &Shape::Plain,
                            None => self.add_entry(field.name, &field.shape, Rule::Member, group),
                        }
                    }
                }
            }
        }
    }

    fn add_entry(&mut self, name: &'static str, shape: &'static Shape, rule: Rule, group: usize) {
        self.entries.push(Entry {
            name,
            aliases: &[],
            shape,
            rule,
            group,
            seen: false,
            injected: false,
            version: false,
        });
    }

    pub(super) fn find(&mut self, name: &str, reading: bool) -> Option<Place> {
        let named =
            |entry: &&mut Entry| entry.name == name || (reading && entry.aliases.contains(&name));
        let entry = self.entries.iter_mut().find(named)?;
        self.groups[entry.group].seen = true;
        let repeated = std::mem::replace(&mut entry.seen, true);
        let (shape, declared, rule, buffered) =
            (entry.shape, Some(entry.name), entry.rule, entry.group > 0);
        Some(Place { shape, declared, rule, buffered, repeated })
    }

    pub(super) fn choose(&mut self, tag: &str, variant: &str) {
        let Some(at) = self.tags.iter().position(|(name, ..)| *name == tag) else { return };
        let (_, variants, group, place) = self.tags.swap_remove(at);
        let content = variants.content(variant);
        self.groups[group].seen = true;
        match (place, content.peeled()) {
            (Some(place), _) => self.entries[place].shape = content,
            (None, Shape::Fields(fields)) => self.add_fields(fields(), group, 1),
            (None, Shape::Map(key, value)) => self.values = Some((*key, value)),
            (None, Shape::Variants(variants)) => self.add_variants(variants, group),
            (None, _) => {}
        }
    }

    pub(super) fn next_missing(&mut self, buffered: bool) -> Option<&'static str> {
        while let Some(entry) = self.entries.get(self.missing) {
            self.missing += 1;
            let group = &self.groups[entry.group];
            // An absent `Option` of a flattened struct stays absent.
            let there = !group.optional || group.seen;
            let buffered = buffered || entry.group > 0;
            // Types that are never there together may share a name.
            let seen = || self.entries.iter().any(|other| other.seen && other.name == entry.name);
            let reads = is_injected(entry.shape, buffered) || (entry.version && !buffered);
            if entry.injected && there && reads && !seen() {
                return Some(entry.name);
            }
        }
        None
    }
}

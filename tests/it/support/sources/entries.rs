//! The public items of a crate, as lines of a list.

use std::collections::BTreeMap;

use syn::{Attribute, ImplItem, Item, ItemImpl, TraitItem, Type, Visibility};

use super::docs::{Example, documentation, examples, is_hidden};
use super::signature::{bounds, facts, fields, function, headline, member};
use super::text::one_line;
use super::tree::{ModulePath, Sources, Target, name_of};

/// One line of the public API.
pub(crate) struct Entry {
    /// The name as a user finds it in the documentation: `Query::limit`.
    pub(crate) name: String,
    /// The signature.
    pub(crate) line: String,
    pub(crate) kind: Kind,
    pub(crate) examples: Vec<Example>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A type, trait, function, constant, macro, or a member of one.
    Item,
    /// Variants and fields, what a trait requires, implementations, other names of an item.
    Detail,
}

/// What a crate makes public, by the name of the item that it belongs to.
pub(crate) fn public_entries(sources: &Sources) -> BTreeMap<String, Vec<Entry>> {
    let mut walk = Walk { sources, homes: Vec::new(), found: BTreeMap::new() };
    walk.module(&[], "");
    walk.implementations();
    walk.found
}

struct Walk<'a> {
    sources: &'a Sources,
    /// Where public items are defined, and the names under which users find them.
    homes: Vec<(Target, String)>,
    found: BTreeMap<String, Vec<Entry>>,
}

impl Walk<'_> {
    fn module(&mut self, path: &[String], prefix: &str) {
        let module = self.sources.module(path);
        for line in module.uses.iter().filter(|line| line.is_public && !is_hidden(&line.attrs)) {
            let target = self.sources.resolve(path, &line.path);
            let outside = Target::Outside(path.to_vec(), line.name.clone());
            self.target(&target.unwrap_or(outside), &format!("{prefix}{}", line.name));
        }
        for item in &module.items {
            if let Item::Mod(child) = item
                && matches!(child.vis, Visibility::Public(_))
                && !is_hidden(&child.attrs)
            {
                let name = child.ident.to_string();
                let path: ModulePath = path.iter().chain([&name]).cloned().collect();
                self.add(
                    &format!("{prefix}{name}"),
                    Kind::Detail,
                    format!("mod {name}"),
                    &[],
                    &path,
                );
                self.module(&path, &format!("{prefix}{name}::"));
            } else if is_public(item)
                && let Some(name) = name_of(item)
            {
                self.target(&Target::Item(path.to_vec(), name.clone()), &format!("{prefix}{name}"));
            }
        }
    }

    fn target(&mut self, target: &Target, name: &str) {
        if let Some((_, first)) = self.homes.iter().find(|(home, _)| home == target) {
            let line = format!("use {first} as {name}");
            self.add(name, Kind::Detail, line, &[], &[]);
            return;
        }
        self.homes.push((target.clone(), name.to_owned()));
        match target {
            Target::Module(path) => {
                self.add(name, Kind::Detail, format!("mod {name}"), &[], path);
                self.module(path, &format!("{name}::"));
            }
            Target::Outside(path, own) => {
                let uses = &self.sources.module(path).uses;
                let line = uses.iter().find(|line| line.name == *own).expect("the line resolved");
                let from = line.path.join("::");
                let attrs = line.attrs.clone();
                self.add(name, Kind::Item, format!("use {from}"), &attrs, path);
            }
            Target::Item(path, own) => {
                let items = &self.sources.module(path).items;
                for item in items.iter().filter(|item| name_of(item).as_ref() == Some(own)) {
                    self.item(item, name, path);
                }
            }
        }
    }

    fn item(&mut self, item: &Item, name: &str, path: &[String]) {
        let attrs = match item {
            Item::Const(item) => &item.attrs,
            Item::Enum(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Struct(item) => &item.attrs,
            Item::Trait(item) => &item.attrs,
            Item::Type(item) => &item.attrs,
            _ => return,
        };
        if is_hidden(attrs) {
            return;
        }
        self.add(name, Kind::Item, headline(item), attrs, path);
        match item {
            Item::Struct(item) => {
                for field in fields(&item.fields, false) {
                    self.add_to(name, "", Kind::Detail, format!("field {field}"), &[], path);
                }
            }
            Item::Enum(item) => {
                for variant in &item.variants {
                    let fields = fields(&variant.fields, true).join(", ");
                    let line = format!("variant {}{}", variant.ident, in_braces(&fields));
                    self.add_to(name, "", Kind::Detail, line, &[], path);
                }
            }
            Item::Trait(item) => {
                for found in &item.items {
                    let Some((own, attrs, line)) = member(found) else { continue };
                    // The trait's example implements or uses what it requires.
                    let is_given = matches!(found, TraitItem::Fn(item) if item.default.is_some());
                    let kind = if is_given { Kind::Item } else { Kind::Detail };
                    if !is_hidden(attrs) {
                        self.add_to(name, &own, kind, line, attrs, path);
                    }
                }
            }
            _ => {}
        }
    }

    fn implementations(&mut self) {
        for (path, module) in self.sources.modules() {
            for item in &module.items {
                if let Item::Impl(item) = item
                    && !is_hidden(&item.attrs)
                {
                    self.implementation(item, path);
                }
            }
        }
        for entries in self.found.values_mut() {
            entries.sort_by_cached_key(|entry| (entry.name.clone(), entry.line.clone()));
        }
    }

    fn implementation(&mut self, item: &ItemImpl, path: &[String]) {
        let own = self.public_name(&item.self_ty, path);
        let generics = one_line(&item.generics);
        let of = one_line(&item.self_ty);
        let bounds = bounds(&item.generics);
        if let Some((_, of_trait, _)) = &item.trait_ {
            let segments: Vec<String> =
                of_trait.segments.iter().map(|segment| segment.ident.to_string()).collect();
            let target = self.sources.resolve(path, &segments);
            let is_ours = matches!(target, Some(Target::Item(..)));
            let public = target.and_then(|target| self.name_of_target(&target));
            let Some(owner) = own.or_else(|| public.clone()) else { return };
            if is_ours && public.is_none() {
                return;
            }
            let line = format!(
                "impl{generics} {} for {of}{bounds}{}",
                one_line(of_trait),
                facts(&item.attrs)
            );
            self.add_to(&owner, "", Kind::Detail, line, &[], path);
            return;
        }
        let Some(owner) = own else { return };
        for member in &item.items {
            let (vis, attrs, own, line) = match member {
                ImplItem::Fn(item) => {
                    (&item.vis, &item.attrs, &item.sig.ident, function(&item.sig))
                }
                ImplItem::Const(item) => {
                    let line = format!("const {}: {}", item.ident, one_line(&item.ty));
                    (&item.vis, &item.attrs, &item.ident, line)
                }
                _ => continue,
            };
            if !matches!(vis, Visibility::Public(_)) || is_hidden(attrs) {
                continue;
            }
            let line = format!("impl{generics} {of}{bounds} :: {line}{}", facts(attrs));
            self.add_to(&owner, &own.to_string(), Kind::Item, line, attrs, path);
        }
    }

    /// The name under which users find the type; none where they do not.
    fn public_name(&self, of: &Type, path: &[String]) -> Option<String> {
        let Type::Path(of) = of else { return None };
        let segments: Vec<String> =
            of.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.name_of_target(&self.sources.resolve(path, &segments)?)
    }

    fn name_of_target(&self, target: &Target) -> Option<String> {
        self.homes.iter().find(|(home, _)| home == target).map(|(_, name)| name.clone())
    }

    fn add(&mut self, name: &str, kind: Kind, line: String, attrs: &[Attribute], path: &[String]) {
        self.add_to(name, "", kind, line, attrs, path);
    }

    fn add_to(
        &mut self,
        owner: &str,
        member: &str,
        kind: Kind,
        line: String,
        attrs: &[Attribute],
        path: &[String],
    ) {
        let name = if member.is_empty() { owner.to_owned() } else { format!("{owner}::{member}") };
        let file = &self.sources.module(path).file;
        let examples = examples(&documentation(attrs, file));
        self.found.entry(owner.to_owned()).or_default().push(Entry { name, line, kind, examples });
    }
}

fn in_braces(fields: &str) -> String {
    if fields.is_empty() { String::new() } else { format!(" {{ {fields} }}") }
}

fn is_public(item: &Item) -> bool {
    let vis = match item {
        Item::Const(item) => &item.vis,
        Item::Enum(item) => &item.vis,
        Item::Fn(item) => &item.vis,
        Item::Static(item) => &item.vis,
        Item::Struct(item) => &item.vis,
        Item::Trait(item) => &item.vis,
        Item::Type(item) => &item.vis,
        _ => return false,
    };
    matches!(vis, Visibility::Public(_))
}

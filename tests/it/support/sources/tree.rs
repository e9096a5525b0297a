//! The modules of a crate and where a name leads.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Item, UseTree, Visibility};

/// A crate, read from its `lib.rs`. Modules of tests are left out.
pub(crate) struct Sources {
    modules: BTreeMap<ModulePath, Module>,
}

/// The names that lead to a module from the crate's root, which is empty.
pub(crate) type ModulePath = Vec<String>;

pub(crate) struct Module {
    pub(crate) file: PathBuf,
    pub(crate) items: Vec<Item>,
    pub(crate) uses: Vec<Use>,
}

/// One name of a `use` line.
pub(crate) struct Use {
    pub(crate) name: String,
    pub(crate) path: Vec<String>,
    pub(crate) is_public: bool,
    pub(crate) attrs: Vec<Attribute>,
}

/// Where a name leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    Item(ModulePath, String),
    Module(ModulePath),
    /// Something of another crate, by the `use` line of a module.
    Outside(ModulePath, String),
}

const GLOB: &str = "*";

impl Sources {
    pub(crate) fn read(lib: &Path) -> Self {
        let mut sources = Self { modules: BTreeMap::new() };
        let folder = lib.parent().expect("a file has a folder");
        let text = fs::read_to_string(lib).expect("the file reads");
        sources.add(
            Vec::new(),
            lib,
            folder,
            syn::parse_file(&text).expect("the file is Rust").items,
        );
        sources
    }

    pub(crate) fn module(&self, path: &[String]) -> &Module {
        self.modules.get(path).unwrap_or_else(|| panic!("no module `{}`", path.join("::")))
    }

    pub(crate) fn modules(&self) -> impl Iterator<Item = (&ModulePath, &Module)> {
        self.modules.iter()
    }

    /// What `path` means inside of `module`; none where it is a name of another crate that no `use` line brings in.
    pub(crate) fn resolve(&self, module: &[String], path: &[String]) -> Option<Target> {
        self.resolve_within(module, path, 16)
    }

    fn resolve_within(&self, module: &[String], path: &[String], depth: u8) -> Option<Target> {
        let depth = depth.checked_sub(1)?;
        let Some((first, rest)) = path.split_first() else {
            return Some(Target::Module(module.to_vec()));
        };
        match first.as_str() {
            "crate" => return self.resolve_within(&[], rest, depth),
            "self" => return self.resolve_within(module, rest, depth),
            "super" => {
                return self.resolve_within(&module[..module.len().checked_sub(1)?], rest, depth);
            }
            _ => {}
        }
        let here = self.modules.get(module)?;
        let is_here = |item: &Item| name_of(item).is_some_and(|name| name == *first);
        if rest.is_empty() && here.items.iter().any(is_here) {
            return Some(Target::Item(module.to_vec(), first.clone()));
        }
        // `use attr::attr` is no item of the module `attr`'s parent by another name: follow it before the module itself.
        let mut named = here.uses.iter().filter(|line| line.name == *first);
        if let Some(line) = named.find(|line| rest.is_empty() || line.path.first() != Some(first)) {
            let whole: Vec<String> = line.path.iter().chain(rest).cloned().collect();
            return match self.resolve_within(module, &whole, depth) {
                None if rest.is_empty() => Some(Target::Outside(module.to_vec(), first.clone())),
                found => found,
            };
        }
        let child: ModulePath = module.iter().chain([first]).cloned().collect();
        if self.modules.contains_key(&child) {
            return self.resolve_within(&child, rest, depth);
        }
        here.uses.iter().filter(|line| line.name == GLOB).find_map(|line| {
            let whole: Vec<String> = line.path.iter().chain(path).cloned().collect();
            self.resolve_within(module, &whole, depth)
        })
    }

    fn add(&mut self, path: ModulePath, file: &Path, folder: &Path, items: Vec<Item>) {
        let mut uses = Vec::new();
        for item in &items {
            match item {
                Item::Use(line) => {
                    let is_public = matches!(line.vis, Visibility::Public(_));
                    collect(&line.tree, &mut Vec::new(), &mut |path, name| {
                        let attrs = line.attrs.clone();
                        uses.push(Use { name, path, is_public, attrs });
                    });
                }
                Item::Mod(module) if !is_for_tests(&module.attrs) => {
                    self.add_module(&path, file, folder, module);
                }
                _ => {}
            }
        }
        self.modules.insert(path, Module { file: file.to_owned(), items, uses });
    }

    fn add_module(&mut self, parent: &[String], file: &Path, folder: &Path, module: &syn::ItemMod) {
        let name = module.ident.to_string();
        let path: ModulePath = parent.iter().chain([&name]).cloned().collect();
        let inner = folder.join(&name);
        if let Some((_, items)) = &module.content {
            self.add(path, file, &inner, items.clone());
            return;
        }
        let named = attribute_text(&module.attrs, "path").map(|name| folder.join(name));
        let candidates =
            [named.unwrap_or_else(|| folder.join(format!("{name}.rs"))), inner.join("mod.rs")];
        let found = candidates.iter().find(|file| file.exists());
        let found = found.unwrap_or_else(|| panic!("no file for the module `{}`", path.join("::")));
        let text = fs::read_to_string(found).expect("the file reads");
        let items = syn::parse_file(&text).expect("the file is Rust").items;
        self.add(path, found, &inner, items);
    }
}

fn collect(tree: &UseTree, path: &mut Vec<String>, found: &mut impl FnMut(Vec<String>, String)) {
    match tree {
        UseTree::Path(next) => {
            path.push(next.ident.to_string());
            collect(&next.tree, path, found);
            path.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| collect(tree, path, found)),
        UseTree::Glob(_) => found(path.clone(), GLOB.to_owned()),
        UseTree::Name(last) if last.ident == "self" => {
            found(path.clone(), path.last().cloned().unwrap_or_default());
        }
        UseTree::Name(last) => {
            let name = last.ident.to_string();
            found(path.iter().chain([&name]).cloned().collect(), name);
        }
        UseTree::Rename(last) => {
            let whole = path.iter().cloned().chain([last.ident.to_string()]).collect();
            found(whole, last.rename.to_string());
        }
    }
}

/// The name of an item that has one of its own.
pub(crate) fn name_of(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        _ => return None,
    };
    Some(ident.to_string())
}

/// The text of `#[name = "text"]`.
fn attribute_text(attrs: &[Attribute], name: &str) -> Option<String> {
    attrs.iter().filter(|attr| attr.path().is_ident(name)).find_map(|attr| match &attr.meta {
        syn::Meta::NameValue(syn::MetaNameValue {
            value: syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }),
            ..
        }) => Some(text.value()),
        _ => None,
    })
}

fn is_for_tests(attrs: &[Attribute]) -> bool {
    attrs.iter().filter(|attr| attr.path().is_ident("cfg")).any(|attr| {
        attr.parse_args::<syn::Path>()
            .is_ok_and(|path| path.is_ident("test") || path.is_ident("doctest"))
    })
}

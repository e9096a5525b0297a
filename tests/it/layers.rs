//! The layers of `src/`, and the size of its files.

use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::Visit;

/// The folders of `src/` in order. Each imports from those before it.
const LAYERS: [&str; 11] = [
    "value",
    "error",
    "codec",
    "model",
    "expression",
    "operation",
    "client",
    "builders",
    "transact",
    "batch",
    "schema",
];

const MOST_LINES: usize = 400;

#[test]
fn folders_import_only_from_their_left() {
    let root = root().join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in rust_files(&root) {
        let Some(own) = layer_of(file.strip_prefix(&root).expect("a file below `src`")) else {
            continue;
        };
        for imported in imports(&file) {
            seen += 1;
            match LAYERS.iter().position(|layer| *layer == imported) {
                Some(layer) if layer <= own => {}
                Some(_) => wrong.push(format!("{} imports from `{imported}`", file.display())),
                // A path such as `crate::Dynamo` goes through the root, which would hide the layer.
                None => wrong.push(format!(
                    "{} imports `crate::{imported}`: name its folder",
                    file.display()
                )),
            }
        }
    }
    assert!(seen > 100, "only {seen} imports were found: is this test looking in the right place?");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_src_is_a_layer() {
    let folders = fs::read_dir(root().join("src"))
        .expect("`src` is there")
        .map(|entry| entry.expect("an entry").path());
    let mut folders: Vec<String> =
        folders.filter(|path| path.is_dir()).map(|path| name(&path)).collect();
    let mut layers = LAYERS.map(str::to_owned).to_vec();
    folders.sort();
    layers.sort();
    assert_eq!(folders, layers);
}

#[test]
fn files_are_short() {
    let long: Vec<String> = ["src", "macros/src", "testing/src"]
        .iter()
        .flat_map(|folder| rust_files(&root().join(folder)))
        .filter_map(|file| {
            let lines = read(&file).lines().count();
            (lines > MOST_LINES).then(|| format!("{} has {lines} lines", file.display()))
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn mod_files_hold_no_logic() {
    let mut wrong = Vec::new();
    for folder in ["src", "macros/src", "testing/src"] {
        for file in
            rust_files(&root().join(folder)).into_iter().filter(|file| name(file) == "mod.rs")
        {
            let parsed = syn::parse_file(&read(&file)).expect("the file is Rust");
            let has_function = parsed
                .items
                .iter()
                .any(|item| matches!(item, syn::Item::Fn(_) | syn::Item::Impl(_)));
            if has_function {
                wrong.push(file.display().to_string());
            }
        }
    }
    assert!(wrong.is_empty(), "functions in an index:\n{}", wrong.join("\n"));
}

/// The first segments of the `crate::..` paths of a file: its `use` lines and others, not those of macros and tests.
fn imports(file: &Path) -> Vec<String> {
    let parsed = syn::parse_file(&read(file)).expect("the file is Rust");
    let mut imports = Imports::default();
    imports.visit_file(&parsed);
    imports.found
}

#[derive(Default)]
struct Imports {
    found: Vec<String>,
}

impl<'ast> Visit<'ast> for Imports {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if let syn::UseTree::Path(path) = &item.tree
            && path.ident == "crate"
        {
            match &*path.tree {
                syn::UseTree::Path(next) => self.found.push(next.ident.to_string()),
                syn::UseTree::Group(group) => {
                    self.found.extend(group.items.iter().map(first_segment));
                }
                other => self.found.push(first_segment(other)),
            }
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut segments = path.segments.iter().map(|segment| segment.ident.to_string());
        if segments.next().as_deref() == Some("crate") {
            self.found.extend(segments.next());
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        // Tokens of a macro are no syntax tree: look for `crate::name` as text.
        let text = found.tokens.to_string();
        for rest in text.split("crate :: ").skip(1) {
            let name: String =
                rest.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect();
            if !name.is_empty() {
                self.found.push(name);
            }
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident != "tests" {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

fn first_segment(tree: &syn::UseTree) -> String {
    match tree {
        syn::UseTree::Path(path) => path.ident.to_string(),
        syn::UseTree::Name(name) => name.ident.to_string(),
        syn::UseTree::Rename(rename) => rename.ident.to_string(),
        syn::UseTree::Glob(_) | syn::UseTree::Group(_) => "*".to_owned(),
    }
}

/// The position of a file's folder in the layers; none for files of `src/` itself.
fn layer_of(file: &Path) -> Option<usize> {
    let folder = file.components().next()?.as_os_str().to_str()?;
    LAYERS.iter().position(|layer| *layer == folder)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

fn name(path: &Path) -> String {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("the file reads")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

//! Documentation of items, and the code in it.

use std::fs;
use std::path::Path;

use syn::{Attribute, Expr, Lit, Meta};

/// The documentation that attributes hold, files that it includes with it.
pub(crate) fn documentation(attrs: &[Attribute], file: &Path) -> String {
    let mut text = String::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("doc")) {
        let Meta::NameValue(pair) = &attr.meta else { continue };
        match &pair.value {
            Expr::Lit(literal) => {
                if let Lit::Str(line) = &literal.lit {
                    text.push_str(&line.value());
                }
            }
            Expr::Macro(included) => {
                let name: syn::LitStr =
                    included.mac.parse_body().expect("`include_str!` of a file");
                let folder = file.parent().expect("a file has a folder");
                let found = folder.join(name.value());
                text.push_str(&fs::read_to_string(&found).unwrap_or_else(|error| {
                    panic!("{}, which {} includes: {error}", found.display(), file.display())
                }));
            }
            _ => {}
        }
        text.push('\n');
    }
    text
}

/// A block of code.
pub(crate) struct Example {
    /// The words after its opening fence.
    pub(crate) words: String,
    pub(crate) code: String,
}

impl Example {
    /// Is it compiled and run? `compile_fail` is: what it shows is the refusal.
    pub(crate) fn runs(&self) -> bool {
        self.is_only(&["", "rust", "should_panic", "compile_fail"])
    }

    /// Is it compiled, and not run?
    pub(crate) fn compiles(&self) -> bool {
        self.is_only(&["", "rust", "no_run"])
    }

    fn is_only(&self, words: &[&str]) -> bool {
        self.words.split(',').all(|word| words.contains(&word.trim()))
    }
}

pub(crate) fn examples(documentation: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut is_inside = false;
    for line in documentation.lines() {
        if let Some(words) = line.trim_start().strip_prefix("```") {
            is_inside = !is_inside;
            if is_inside {
                found.push(Example { words: words.trim().to_owned(), code: String::new() });
            }
        } else if is_inside && let Some(example) = found.last_mut() {
            example.code.push_str(line);
            example.code.push('\n');
        }
    }
    assert!(!is_inside, "a block of code is not closed:\n{documentation}");
    found
}

pub(crate) fn is_hidden(attrs: &[Attribute]) -> bool {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc"))
        .any(|attr| attr.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("hidden")))
}

//! What is public: the list in `docs/public-api.txt`, and an example of every item.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::sources::{Kind, Sources, public_entries};

const LIST: &str = "docs/public-api.txt";
const ACCEPT: &str = "UPDATE_PUBLIC_API";
const CRATES: [(&str, &str); 2] =
    [("dynamorph", "src/lib.rs"), ("dynamorph_testing", "testing/src/lib.rs")];

const HEAD: &str = "\
# What the crates make public, read from their sources by `tests/it/api.rs`. Implementations that a macro of the crate
# writes for many types are not in it, nor is what is hidden from the documentation.
# To accept a change: UPDATE_PUBLIC_API=1 cargo test --test it api::
";

#[test]
fn the_public_api_is_the_one_that_is_listed() {
    let mut found = HEAD.to_owned();
    for (name, lib) in CRATES {
        for (item, entries) in public_entries(&Sources::read(&root().join(lib))) {
            let _ = writeln!(found, "\n## {name}::{item}");
            for line in entries.iter().map(|entry| &entry.line).collect::<BTreeSet<_>>() {
                let _ = writeln!(found, "{line}");
            }
        }
    }
    let file = root().join(LIST);
    if std::env::var_os(ACCEPT).is_some() {
        fs::write(&file, &found).expect("the list is written");
    }
    let listed = fs::read_to_string(&file).unwrap_or_default();
    let changes = changes(&listed, &found);
    assert!(
        changes.is_empty(),
        "the public API is not what `{LIST}` says:\n{}\nIf that is meant, accept it with \
         `{ACCEPT}=1 cargo test --test it api::` and name it in `CHANGELOG.md`.",
        changes.join("\n")
    );
    assert!(found.lines().count() > 500, "the walk found {} lines", found.lines().count());
}

/// The lines of one text that are not in the other, each with the item that it belongs to.
fn changes(listed: &str, found: &str) -> Vec<String> {
    let (listed, found) = (lines(listed), lines(found));
    let gone = listed.difference(&found).map(|(item, line)| format!("- {item}: {line}"));
    let new = found.difference(&listed).map(|(item, line)| format!("+ {item}: {line}"));
    gone.chain(new).collect()
}

fn lines(text: &str) -> BTreeSet<(&str, &str)> {
    let mut item = "";
    let mut lines = BTreeSet::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("## ") {
            Some(name) => item = name,
            None => {
                lines.insert((item, line));
            }
        }
    }
    lines
}

#[test]
fn changes_of_the_list_name_the_item() {
    let listed = "## a::One\nfn one()\nfn two()\n\n## a::Two\nfn one()\n";
    let found = "## a::One\nfn one()\n\n## a::Two\nfn one()\nfn three()\n";
    assert_eq!(changes(listed, found), ["- a::One: fn two()", "+ a::Two: fn three()"]);
    assert!(changes(listed, listed).is_empty());
}

/// Types whose own example calls each of their methods: constants that the derives write, and small values that one short
/// example shows better than ten.
const SHOWN_BY_THEIR_TYPE: &[&str] = &[
    "AttributePath",
    "AttributeType",
    "BatchAccount",
    "BatchGetIncomplete",
    "BatchIncomplete",
    "BatchOp",
    "BatchReport",
    "BatchWriter",
    "BatchWritten",
    "CancellationCode",
    "Context",
    "Cost",
    "CursorKeys",
    "DecodeError",
    "DeleteAllIncomplete",
    "Deleted",
    "DynamoBuilder",
    "EncodeError",
    "Ended",
    "EntityName",
    "Error",
    "FailedTransaction",
    "Fault",
    "Faulty",
    "Field",
    "Hooks",
    "IndexSchema",
    "ItemReader",
    "ItemSize",
    "ItemWrite",
    "KeyError",
    "KeyText",
    "KeyType",
    "KeyValue",
    "KeyWriter",
    "Number",
    "On",
    "Operation",
    "Progress",
    "RawItem",
    "Registry",
    "RegistryBuilder",
    "Rejection",
    "Reply",
    "Request",
    "Requests",
    "ScanPosition",
    "Schema",
    "Scripted",
    "SegmentProgress",
    "ServiceFailure",
    "Size",
    "Stamp",
    "TableIndex",
    "TableKey",
    "TableMismatch",
    "TableSchema",
    "Template",
    "Timeouts",
    "Undo",
    "Variant",
    "Variants",
];

/// What needs a real account to run: its example is compiled.
const NEEDS_AN_ACCOUNT: &[&str] = &["Dynamo::from_env"];

/// Public items without an example, and why.
const WITHOUT_EXAMPLE: &[(&str, &str)] = &[];

#[test]
fn every_public_item_has_an_example_that_runs() {
    let mut missing = Vec::new();
    let mut needless: BTreeSet<&str> = WITHOUT_EXAMPLE
        .iter()
        .map(|(name, _)| *name)
        .chain(SHOWN_BY_THEIR_TYPE.iter().copied())
        .collect();
    for (krate, lib) in CRATES {
        let all = public_entries(&Sources::read(&root().join(lib)));
        for (owner, entries) in &all {
            let shown = SHOWN_BY_THEIR_TYPE.iter().find(|shown| *shown == owner);
            let code: String = entries
                .iter()
                .filter(|entry| entry.name == *owner)
                .flat_map(|entry| entry.examples.iter().filter(|example| example.runs()))
                .map(|example| example.code.as_str())
                .collect();
            for entry in entries.iter().filter(|entry| entry.kind == Kind::Item) {
                // Methods of one name, such as the `send` of each answer, are one to a reader.
                let namesakes = entries.iter().filter(|other| other.name == entry.name);
                let has_own = namesakes.flat_map(|other| &other.examples).any(|example| {
                    example.runs()
                        || NEEDS_AN_ACCOUNT.contains(&entry.name.as_str()) && example.compiles()
                });
                let excepted = WITHOUT_EXAMPLE.iter().find(|(excepted, _)| *excepted == entry.name);
                if has_own {
                    continue;
                }
                if let Some((excepted, _)) = excepted {
                    needless.remove(excepted);
                } else if let Some(shown) = shown
                    && calls(&code, &entry.name)
                {
                    needless.remove(shown);
                } else {
                    missing.push(format!("{krate}::{}", entry.name));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{} items have no example:\n{}", missing.len(), missing.join("\n"));
    assert!(needless.is_empty(), "these are no exceptions any more: {needless:?}");
}

/// Does the code call the method of this name, or implement it?
fn calls(code: &str, name: &str) -> bool {
    let method = name.rsplit("::").next().unwrap_or(name);
    let is_in = |before: &str, after: &str| code.contains(&format!("{before}{method}{after}"));
    is_in("fn ", "(")
        || is_in(".", "(")
        || is_in("::", "(")
        || is_in(".", "::<")
        || is_in("::", "::<")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

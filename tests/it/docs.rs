//! What the documents claim about tests and examples.

use std::fs;
use std::path::PathBuf;

fn read(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The texts between backticks that name a test: `tests/folder/file.rs::name`, or a file alone.
fn named_tests(text: &str) -> Vec<(&str, Option<&str>)> {
    let code = text.split('`').skip(1).step_by(2);
    code.filter(|code| code.starts_with("tests/") || code.starts_with("src/"))
        .filter_map(|code| match code.split_once("::") {
            Some((file, name)) => Some((file, Some(name))),
            None => code.strip_suffix(".rs").map(|_| (code, None)),
        })
        .collect()
}

#[test]
fn every_test_that_a_document_names_is_there() {
    let mut missing = Vec::new();
    for document in ["docs/design.md", "docs/carried-over.md"] {
        let text = read(document);
        let named = named_tests(&text);
        assert!(named.len() > 30, "{document} names {} tests", named.len());
        for (file, name) in named {
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file);
            let is_there = fs::read_to_string(&path).is_ok_and(|code| {
                // A macro that makes tests is told their names: `conditions!(name: ..)`.
                name.is_none_or(|name| {
                    code.contains(&format!("fn {name}(")) || code.contains(&format!("!({name}: "))
                })
            });
            if !is_there {
                missing.push(format!("{document}: {file}::{}", name.unwrap_or_default()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The files, folders and examples that are named by their whole path.
#[test]
fn every_file_that_a_document_names_is_there() {
    let mut missing = Vec::new();
    for document in ["README.md", "ARCHITECTURE.md", "docs/design.md"] {
        for code in read(document).split('`').skip(1).step_by(2) {
            let is_path = ["src/", "examples/", "docs/", "testing/", "macros/"]
                .iter()
                .any(|folder| code.starts_with(folder) && !code.contains("::"));
            if is_path && !PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(code).exists() {
                missing.push(format!("{document}: {code}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Links to headings of the guide, from the README, the front page and the guide itself. rustdoc checks pages only.
#[test]
fn links_into_the_guide_lead_to_headings() {
    let pages = guide_pages();
    let mut wrong = Vec::new();
    let mut seen = 0;
    let documents = ["README.md", "docs/front-page.md", "docs/guide/README.md"].map(str::to_owned);
    let own = pages.iter().map(|page| format!("docs/guide/{page}.md"));
    for document in documents.into_iter().chain(own) {
        for link in read(&document).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let known =
                ["docs/guide/", "crate::guide::"].iter().find_map(|start| link.strip_prefix(start));
            let Some(known) =
                known.or_else(|| (document == "docs/guide/README.md").then_some(link))
            else {
                continue;
            };
            if known.starts_with("http") {
                continue;
            }
            seen += 1;
            let (page, heading) = known.split_once('#').unwrap_or((known, ""));
            let page = page.trim_end_matches(".md").replace('_', "-");
            if !pages.contains(&page) {
                wrong.push(format!("{document}: {link}"));
            } else if !heading.is_empty() && !headings(&page).contains(&heading.to_owned()) {
                wrong.push(format!("{document}: {link} has no such heading"));
            }
        }
    }
    assert!(seen > 30, "{seen} links were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// No Rust of the guide is left out of the tests, and what is only compiled needs an account.
#[test]
fn the_code_of_the_guide_runs() {
    let pages = guide_pages().into_iter().map(|page| format!("docs/guide/{page}.md"));
    for document in pages.chain(["docs/front-page.md".to_owned()]) {
        let text = read(&document);
        let opening = text.lines().filter_map(|line| line.strip_prefix("```")).step_by(2);
        for words in opening {
            let runs = ["rust", "rust,compile_fail", "toml", "python"].contains(&words);
            let is_connecting = document.ends_with("start.md") && words == "rust,no_run";
            assert!(runs || is_connecting, "{document} has a block of `{words}`");
        }
    }
}

/// The pages of the guide, which `src/guide.rs` and the guide's README list.
fn guide_pages() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/guide");
    let files = fs::read_dir(folder)
        .expect("the guide is there")
        .map(|entry| entry.expect("an entry").path());
    let names = files.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let names = names.filter_map(|path| path.file_stem()?.to_str().map(str::to_owned));
    let pages: Vec<String> = names.filter(|name| name != "README").collect();
    let (module, index) = (read("src/guide.rs"), read("docs/guide/README.md"));
    for page in &pages {
        assert!(
            module.contains(&format!("../docs/guide/{page}.md")),
            "`src/guide.rs` includes {page}"
        );
        assert!(index.contains(&format!("({page}.md)")), "the guide's README lists {page}");
    }
    pages
}

/// The headings of a page as the fragments of links.
fn headings(page: &str) -> Vec<String> {
    let text = read(&format!("docs/guide/{page}.md"));
    let mut is_code = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        } else if !is_code && line.starts_with('#') {
            let name = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
            found
                .push(name.chars().filter(|char| char.is_alphanumeric() || *char == '-').collect());
        }
    }
    found
}

/// Every row that has to be carried over has a line, and every line names a test or who owes it.
#[test]
fn every_row_is_carried_over_or_owed() {
    let text = read("docs/carried-over.md");
    let rows = (1..=16).map(|row| format!("A{row}")).chain((1..=33).map(|row| format!("D{row}")));
    let missing: Vec<String> =
        rows.filter(|row| !text.contains(&format!("\n| {row} | "))).collect();
    assert!(missing.is_empty(), "{missing:?}");

    let later =
        text.lines().find(|line| line.starts_with("Later work")).expect("the themes are listed");
    let themes: Vec<&str> = later.split("**").skip(1).step_by(2).collect();
    for line in text.lines().filter(|line| line.starts_with("| ") && line.split('|').count() == 5) {
        let held = line.split('|').nth(3).unwrap_or_default().trim();
        let is_head = held.starts_with("Held by");
        let is_known = held.contains("`tests/")
            || held.contains("`src/")
            || themes.iter().any(|theme| held.contains(theme));
        assert!(
            is_head || is_known || held.starts_with("not offered") || held.starts_with("as D"),
            "{line}"
        );
    }
}

#[test]
fn every_rule_of_the_stored_form_is_pinned_or_waits() {
    let design = read("docs/design.md");
    let rows: Vec<&str> = design
        .lines()
        .filter(|line| line.starts_with("| S") && line.split('|').count() == 5)
        .collect();
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        assert_eq!(cells[1], format!("S{}", at + 1), "the rules are numbered in order: {row}");
        assert!(cells[3].starts_with("`tests/") || cells[3].starts_with("waits for: "), "{row}");
    }
    assert!(rows.len() > 40, "{} rules were found", rows.len());
}

/// The README's program is made of lines of the quickstart, which runs as a test.
#[test]
fn the_readme_shows_the_quickstart() {
    let (readme, quickstart) = (read("README.md"), read("examples/quickstart.rs"));
    let program = readme
        .split("```rust\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("the README has a program");
    let known: Vec<&str> = quickstart.lines().map(without_comment).collect();
    // What a program of its own needs beside: its imports, a handle, a first link, and assertions instead of output.
    let own = [
        "use dynamorph::{Cursor, Page};",
        "let db = ",
        "let link: ",
        "assert",
        "enum Shop in ShopTable",
    ];
    let other: Vec<&str> = program
        .lines()
        .map(without_comment)
        .filter(|line| {
            !line.is_empty()
                && !known.contains(line)
                && !own.iter().any(|own| line.starts_with(own))
        })
        .collect();
    assert!(other.is_empty(), "not in the quickstart: {other:#?}");
}

fn without_comment(line: &str) -> &str {
    line.split(" // ").next().unwrap_or(line).trim()
}

/// The script for `LocalStack` makes the table that the quickstart declares.
#[test]
fn the_localstack_script_makes_the_quickstarts_table() {
    let script = read("localstack/init/ready.d/shop.sh");
    let quickstart = read("examples/quickstart.rs");
    for declared in [
        r#"name = "shop", partition_key = "pk", sort_key = "sk""#,
        r#"index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk")"#,
    ] {
        assert!(quickstart.contains(declared), "the quickstart declares {declared}");
    }
    for made in [
        "--table-name shop",
        "AttributeName=pk,KeyType=HASH AttributeName=sk,KeyType=RANGE",
        "{AttributeName=gsi1pk,KeyType=HASH},{AttributeName=gsi1sk,KeyType=RANGE}",
    ] {
        assert!(script.contains(made), "the script makes {made}");
    }
}

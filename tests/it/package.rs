//! What is published: the files of each package, the oldest Rust, and the features that are checked one by one.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Each package, its folder, and what may be in it: folders and files.
const PACKAGES: [(&str, &str, &[&str]); 3] = [
    (
        "dynamorph",
        "",
        &[
            "src/",
            "docs/examples/",
            "docs/guide/",
            "docs/front-page.md",
            "examples/",
            "CHANGELOG.md",
        ],
    ),
    ("dynamorph-macros", "macros", &["src/"]),
    ("dynamorph-testing", "testing", &["src/"]),
];

/// What every package has, and what cargo puts in.
const IN_ALL: [&str; 4] = ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];
const OF_CARGO: [&str; 3] = [".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml.orig"];

#[test]
fn packages_hold_what_they_need_and_nothing_else() {
    let mut wrong = Vec::new();
    for (package, folder, expected) in PACKAGES {
        let listed = files_of(package);
        for file in IN_ALL.iter().filter(|file| !listed.iter().any(|listed| listed == *file)) {
            wrong.push(format!("{package} has no {file}"));
        }
        for file in &listed {
            let is_known = IN_ALL.contains(&file.as_str())
                || OF_CARGO.contains(&file.as_str())
                || expected.iter().any(|expected| file.starts_with(expected));
            if !is_known {
                wrong.push(format!("{package} holds {file}"));
            }
        }
        for missing in included_files(folder, &listed) {
            wrong.push(format!("{package} includes {missing}, which is not in it"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files that `cargo package` would publish.
fn files_of(package: &str) -> Vec<String> {
    let list = cargo(&["package", "--list", "--allow-dirty", "--package", package]);
    let files: Vec<String> = list.lines().map(|line| line.replace('\\', "/")).collect();
    assert!(files.iter().filter(|file| file.starts_with("src/")).count() > 5, "{package}: {list}");
    files
}

/// The files that sources include as text and that are not listed.
fn included_files(folder: &str, listed: &[String]) -> Vec<String> {
    let root = root().join(folder);
    let mut missing = Vec::new();
    let is_source = |file: &&String| {
        file.starts_with("src/") && Path::new(file).extension().is_some_and(|name| name == "rs")
    };
    for file in listed.iter().filter(is_source) {
        let text = std::fs::read_to_string(root.join(file)).expect("a listed file reads");
        for included in
            text.split("include_str!(\"").skip(1).filter_map(|rest| rest.split('"').next())
        {
            let path = normal(&Path::new(file).with_file_name(included));
            if !listed.contains(&path) {
                missing.push(path);
            }
        }
    }
    missing
}

/// `src/model/../../docs/a.rs` as `docs/a.rs`.
fn normal(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in path.components() {
        match part.as_os_str().to_str().unwrap_or_default() {
            ".." => drop(parts.pop()),
            part => parts.push(part.to_owned()),
        }
    }
    parts.join("/")
}

/// An older Rust cannot build the SDK, and a newer one would shut users out for nothing.
#[test]
fn the_oldest_rust_is_that_of_the_sdk() {
    let host = host();
    let metadata =
        cargo(&["metadata", "--format-version", "1", "--locked", "--filter-platform", &host]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("cargo lists packages");
    let needs = |is_one: fn(&str) -> bool| {
        let found = packages.iter().filter(|package| package["name"].as_str().is_some_and(is_one));
        found.filter_map(|package| version(package["rust_version"].as_str()?)).max()
    };
    let ours = needs(|name| name == "dynamorph").expect("`rust-version` is set");
    assert_eq!(needs(|name| name.starts_with("aws-")), Some(ours), "the floor of the SDK");
    for name in ["dynamorph-macros", "dynamorph-testing"] {
        let package = packages.iter().find(|package| package["name"] == name).expect("it is ours");
        assert_eq!(package["rust_version"].as_str().and_then(version), Some(ours), "{name}");
    }
    let everything = needs(|_| true);
    assert_eq!(everything, Some(ours), "a dependency needs a newer Rust than we say");
    let [major, minor, patch] = ours;
    let workflow = read(".github/workflows/ci.yml");
    assert!(
        workflow.contains(&format!("toolchain: \"{major}.{minor}.{patch}\"")),
        "the workflow tests it"
    );
}

/// `1.94.1` as numbers.
fn version(text: &str) -> Option<[u32; 3]> {
    let mut parts = text.split('.').map(str::parse);
    let mut next = || parts.next().unwrap_or(Ok(0)).ok();
    Some([next()?, next()?, next()?])
}

fn host() -> String {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let told = Command::new(rustc).arg("-vV").output().expect("rustc says what it is");
    let told = String::from_utf8(told.stdout).expect("rustc writes text");
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc says its host").to_owned()
}

/// `.ci/run` checks each feature without the others.
#[test]
fn every_feature_is_checked_by_itself() {
    let manifest = read("Cargo.toml");
    let features = manifest.split("[features]\n").nth(1).and_then(|rest| rest.split("\n[").next());
    let features: Vec<&str> = features
        .expect("there are features")
        .lines()
        .filter_map(|line| line.split_once(" = ").map(|(name, _)| name.trim()))
        .filter(|name| !name.starts_with('#') && *name != "default")
        .collect();
    assert!(features.len() > 7, "{features:?}");
    let script = read(".ci/run");
    let list = script.lines().find_map(|line| line.strip_prefix("features=(")?.strip_suffix(')'));
    let mut checked: Vec<&str> = list.expect("the script lists features").split(' ').collect();
    let mut declared = features;
    checked.sort_unstable();
    declared.sort_unstable();
    assert_eq!(checked, declared, "`features` of `.ci/run` and `[features]` of `Cargo.toml`");
}

/// What cargo writes. It goes without the registry where it can: what is built is there.
fn cargo(arguments: &[&str]) -> String {
    let run = |offline: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).args(offline).current_dir(root()).output().expect("cargo runs")
    };
    let offline = run(&["--offline"]);
    let output = if offline.status.success() { offline } else { run(&[]) };
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {}: {errors}", arguments.join(" "));
    String::from_utf8(output.stdout).expect("cargo writes text")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

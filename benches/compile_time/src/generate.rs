//! Writes the workspace of the crates that are checked.
use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::crates::Crate;

/// Writes the workspace below the target directory and answers its root.
pub(crate) fn workspace() -> Result<PathBuf> {
    let dynamorph = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let dynamorph_path = dynamorph.display();
    let root = target()?.join("compile_time");
    let members = Crate::ALL.map(|found| format!("{:?}", found.name())).join(", ");
    let manifest = format!(
        r#"[workspace]
members = [{members}]
resolver = "3"

[workspace.dependencies]
dynamorph = {{ path = '{dynamorph_path}' }}
serde = {{ version = "1", features = ["derive"] }}
uuid = {{ version = "1", features = ["serde"] }}
"#
    );
    fs::create_dir_all(&root)?;
    fs::write(root.join("Cargo.toml"), manifest)?;
    // The versions that the library is tested with.
    fs::copy(dynamorph.join("Cargo.lock"), root.join("Cargo.lock"))?;
    for found in Crate::ALL {
        let package = root.join(found.name());
        fs::create_dir_all(package.join("src"))?;
        // The plain crate depends on dynamorph too: both load the same crates.
        let manifest = format!(
            r#"[package]
name = "{}"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
dynamorph.workspace = true
serde.workspace = true
uuid.workspace = true
"#,
            found.name()
        );
        fs::write(package.join("Cargo.toml"), manifest)?;
        fs::write(source(&root, found), found.source())?;
    }
    Ok(root)
}

/// The `lib.rs` of a crate.
pub(crate) fn source(root: &Path, found: Crate) -> PathBuf {
    root.join(found.name()).join("src/lib.rs")
}

/// The target directory, in which this program stands as `<profile>/dynamorph-compile-time`.
fn target() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.parent().and_then(Path::parent);
    Ok(target.ok_or("the program stands in a target directory")?.to_owned())
}

//! How much longer `cargo check` takes with 100 derived entities than with 100 serde structs. `README.md` beside this
//! crate says how it is measured.
//!
//! `cargo run -p dynamorph-compile-time -- 9` measures nine rounds.

mod crates;
mod generate;
mod measure;
mod rustc;

use std::error::Error;
use std::process::ExitCode;

/// What a run answers.
type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// The rounds where none are asked for.
const ROUNDS: usize = 7;

fn main() -> Result<ExitCode> {
    if let Some(report) = rustc::report() {
        return rustc::run_and_report(&report);
    }
    let rounds = std::env::args().nth(1).map_or(Ok(ROUNDS), |rounds| rounds.parse())?;
    let workspace = generate::workspace()?;
    measure::measure(&workspace, rounds)?;
    Ok(ExitCode::SUCCESS)
}

//! Checks the crates in turn and compares them.
use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::crates::{Crate, ENTITIES};
use crate::generate::source;
use crate::rustc::{self, Times};

/// Checks each crate once a round, and prints medians and how they compare.
pub(crate) fn measure(workspace: &Path, rounds: usize) -> Result<()> {
    eprintln!("checking the dependencies once");
    for found in Crate::ALL {
        check(workspace, found)?;
    }
    let mut times = Crate::ALL.map(|_| Vec::new());
    for round in 1..=rounds {
        for (found, times) in Crate::ALL.into_iter().zip(&mut times) {
            let taken = check(workspace, found)?;
            eprintln!(
                "round {round}: {:10} {:.2} s CPU, {:.2} s",
                found.name(),
                taken.cpu,
                taken.wall
            );
            times.push(taken);
        }
    }
    println!("`cargo check` of {ENTITIES} structs, medians of {rounds} rounds:");
    let plain = Medians::new(&times[0]);
    for (found, times) in Crate::ALL.into_iter().zip(&times) {
        let medians = Medians::new(times);
        println!(
            "{:10} {:.2} s CPU ({:.2} times), {:.2} s ({:.2} times)",
            found.name(),
            medians.0.cpu,
            medians.0.cpu / plain.0.cpu,
            medians.0.wall,
            medians.0.wall / plain.0.wall,
        );
    }
    Ok(())
}

/// Checks one crate, whose dependencies stand, and answers what rustc took.
fn check(workspace: &Path, found: Crate) -> Result<Times> {
    // rustc runs again only where the source is newer than what it made.
    std::fs::write(source(workspace, found), found.source())?;
    let report = workspace.join("report");
    // What an earlier run reported is not taken for this one's.
    std::fs::write(&report, "")?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    rustc::wrap(&mut cargo, report.as_os_str())?;
    cargo
        .args(["check", "--quiet", "--package", found.name()])
        .current_dir(workspace)
        // Else what a changed crate shares with its last version would not be checked.
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", workspace.join("target"));
    let status = cargo.status()?;
    if !status.success() {
        return Err(format!("the crate `{}` does not compile", found.name()).into());
    }
    rustc::read(report.as_os_str())
}

/// The median of each time by itself.
struct Medians(Times);

impl Medians {
    fn new(times: &[Times]) -> Self {
        let median = |of: fn(&Times) -> f64| {
            let mut sorted: Vec<f64> = times.iter().map(of).collect();
            sorted.sort_by(f64::total_cmp);
            sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
        };
        Self(Times { cpu: median(|times| times.cpu), wall: median(|times| times.wall) })
    }
}

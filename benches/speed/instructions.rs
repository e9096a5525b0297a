//! Instructions, counted by callgrind: the same to one percent on any machine of one kind, however busy it is.

use std::process::Command;

use crate::cases::Case;
use crate::time::Cost;

/// The calls that are counted, after a first one that fills caches which last.
const CALLS: u64 = 1;

pub(crate) fn count(cases: &[Case]) -> Vec<Cost> {
    let counts: Vec<f64> = cases
        .iter()
        .map(|case| {
            let counted = run(case, 1 + CALLS) - run(case, 1);
            counted as f64 / CALLS as f64 / f64::from(case.items)
        })
        .collect();
    counts.iter().map(|count| Cost { per_item: *count, ratio: count / counts[0] }).collect()
}

/// The instructions of so many calls in a process of its own.
fn run(case: &Case, times: u64) -> u64 {
    let program = std::env::current_exe().expect("the path of this program");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg("--toggle-collect=*Case::run*")
        .arg(program)
        .args([case.group, case.name, "--times", &times.to_string()])
        .output()
        .expect("valgrind is installed");
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    let collected = report.lines().find_map(|line| line.split("Collected :").nth(1));
    collected.and_then(|count| count.trim().parse().ok()).unwrap_or_else(|| panic!("{report}"))
}

//! How long the mapping takes, as ratios of one run.
//!
//! `cargo bench --bench speed` prints a table. Options: a word chooses the groups and ways that contain it, `--instructions` counts
//! with callgrind instead of measuring time, `--times N` runs what was chosen N times and nothing else, for a profiler.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "times and counts are small numbers"
)]

#[path = "../cases/mod.rs"]
mod cases;
mod instructions;
mod options;
mod table;
mod time;

use options::{Mode, Options};

fn main() {
    let options = Options::from_args();
    let groups = [
        cases::decode as fn() -> Vec<cases::Case>,
        cases::encode,
        || cases::query(1_000),
        || cases::query(10),
        cases::get,
        cases::put,
        cases::runtimes,
    ];
    for group in groups {
        let mut cases = group();
        cases.retain(|case| options.chooses(case));
        match options.mode {
            Mode::Repeat(times) => cases.iter_mut().for_each(|case| {
                (0..times).for_each(|_| case.run());
            }),
            Mode::Instructions => {
                table::print("instructions", &cases, &instructions::count(&cases));
            }
            Mode::Time => {
                let times = time::measure(&mut cases);
                table::print("ns of CPU", &cases, &times);
            }
        }
    }
}

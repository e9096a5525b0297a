//! Stands between cargo and rustc, to take the time of rustc alone.
use std::ffi::{OsStr, OsString};
use std::fs;
use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::Result;

/// Names the file that the times go to; where it is set, this program was called by cargo.
const REPORT: &str = "DYNAMORPH_COMPILE_TIME_REPORT";

/// What one run of rustc took, in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    /// User and system time of rustc and its threads.
    pub(crate) cpu: f64,
    /// From start to end.
    pub(crate) wall: f64,
}

/// Where to report to, as the program that stands in for rustc.
pub(crate) fn report() -> Option<OsString> {
    std::env::var_os(REPORT)
}

/// Lets cargo call this program for the crates of the workspace, and report to a file.
pub(crate) fn wrap(cargo: &mut Command, report: &OsStr) -> Result<()> {
    cargo.env("RUSTC_WORKSPACE_WRAPPER", std::env::current_exe()?).env(REPORT, report);
    Ok(())
}

/// Runs the rustc that the arguments name, and reports its times.
pub(crate) fn run_and_report(report: &OsStr) -> Result<ExitCode> {
    let mut args = std::env::args_os().skip(1);
    let rustc = args.next().ok_or("cargo names rustc first")?;
    let start = Instant::now();
    let status = Command::new(rustc).args(args).status()?;
    let wall = start.elapsed().as_secs_f64();
    fs::write(report, format!("{} {wall}", cpu_of_children()?))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the last run reported.
pub(crate) fn read(report: &OsStr) -> Result<Times> {
    let text = fs::read_to_string(report)?;
    let (cpu, wall) = text.split_once(' ').ok_or("two numbers")?;
    Ok(Times { cpu: cpu.parse()?, wall: wall.parse()? })
}

/// The time that the finished children of this process ran, in seconds: `cutime` and `cstime` of proc(5), which Linux
/// counts in hundredths.
fn cpu_of_children() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The second field is the program's name in parentheses.
    let (_, fields) = stat.rsplit_once(')').ok_or("a name in parentheses")?;
    let ticks = fields.split_whitespace().skip(13).take(2).map(str::parse::<u32>);
    let ticks: u32 = ticks.sum::<std::result::Result<u32, _>>()?;
    Ok(f64::from(ticks) / 100.0)
}

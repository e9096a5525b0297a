//! CPU time, by samples of all ways in turn.
//!
//! On a shared machine the clock of the CPU and its caches change from second to second. Samples of all ways are therefore taken in
//! turn, and the ratio is made within each turn: what slows one way down slows its neighbours too. The median of the ratios is told.

use crate::cases::Case;

const TURNS: usize = 41;
/// Long enough that the clock costs nothing, short enough that a turn meets one state of the machine.
const SAMPLE_NANOS: f64 = 15e6;

/// What one item costs in one way.
pub(crate) struct Cost {
    pub(crate) per_item: f64,
    /// How many times what the first way costs.
    pub(crate) ratio: f64,
}

/// The CPU time of this process, on all threads, in nanoseconds.
#[cfg(unix)]
fn cpu_nanos() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}

/// Time by the clock on the wall, where there is no other.
#[cfg(not(unix))]
fn cpu_nanos() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_nanos() as f64
}

fn sample(case: &mut Case, calls: u32) -> f64 {
    let start = cpu_nanos();
    for _ in 0..calls {
        case.run();
    }
    (cpu_nanos() - start) / f64::from(calls) / f64::from(case.items)
}

pub(crate) fn measure(cases: &mut [Case]) -> Vec<Cost> {
    // The first samples warm caches and say how many calls fill one.
    let calls: Vec<u32> = cases
        .iter_mut()
        .map(|case| {
            sample(case, 1);
            let nanos = sample(case, 3) * f64::from(case.items);
            (SAMPLE_NANOS / nanos).ceil().max(1.0) as u32
        })
        .collect();
    let turns: Vec<Vec<f64>> = (0..TURNS)
        .map(|_| cases.iter_mut().zip(&calls).map(|(case, calls)| sample(case, *calls)).collect())
        .collect();
    (0..cases.len())
        .map(|at| Cost {
            per_item: median(turns.iter().map(|turn| turn[at])),
            ratio: median(turns.iter().map(|turn| turn[at] / turn[0])),
        })
        .collect()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

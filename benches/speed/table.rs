//! The table that is printed.

use crate::cases::Case;
use crate::time::Cost;

pub(crate) fn print(unit: &str, cases: &[Case], costs: &[Cost]) {
    let Some(first) = cases.first() else { return };
    println!("\n{:<28}{:>18}{:>16}", first.group, format!("{unit}/item"), "to the first");
    for (case, cost) in cases.iter().zip(costs) {
        println!("  {:<26}{:>18.0}{:>16.2}", case.name, cost.per_item, cost.ratio);
    }
}

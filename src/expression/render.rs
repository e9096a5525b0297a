//! The text of predicates. DynamoDB refuses redundant parentheses, so they stand only where the tree needs them.

use super::Placeholders;
use super::predicate::Predicate;
use super::term::Term;

/// How tightly a predicate holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Or,
    And,
    Not,
    Single,
}

pub(super) fn predicate(predicate: &Predicate, placeholders: &mut Placeholders) -> String {
    let list = |terms: &[Term], placeholders: &mut Placeholders| {
        let terms: Vec<String> = terms.iter().map(|term| term.render(placeholders)).collect();
        terms.join(", ")
    };
    match predicate {
        // Constants are folded and errors found before anything is rendered to be sent.
        Predicate::Constant(_) | Predicate::Invalid(_) => String::new(),
        Predicate::Compare(operator, left, right) => {
            let left = left.render(placeholders);
            format!("{left} {} {}", operator.text(), right.render(placeholders))
        }
        Predicate::Between(term, low, high) => {
            let (term, low) = (term.render(placeholders), low.render(placeholders));
            format!("{term} BETWEEN {low} AND {}", high.render(placeholders))
        }
        Predicate::In(term, values) => {
            let term = term.render(placeholders);
            format!("{term} IN ({})", list(values, placeholders))
        }
        Predicate::Test(function, path, argument) => {
            let path = placeholders.path(path);
            match argument {
                Some(argument) => {
                    format!("{}({path}, {})", function.text(), argument.render(placeholders))
                }
                None => format!("{}({path})", function.text()),
            }
        }
        Predicate::And(terms) => joined(terms, " AND ", Binding::And, placeholders),
        Predicate::Or(terms) => joined(terms, " OR ", Binding::Or, placeholders),
        Predicate::Not(inner) => format!("NOT {}", operand(inner, Binding::Not, placeholders)),
        Predicate::Raw(raw) => raw.render(placeholders),
    }
}

fn joined(
    terms: &[Predicate],
    operator: &str,
    binding: Binding,
    placeholders: &mut Placeholders,
) -> String {
    let terms: Vec<String> =
        terms.iter().map(|term| operand(term, binding, placeholders)).collect();
    terms.join(operator)
}

fn operand(inner: &Predicate, outer: Binding, placeholders: &mut Placeholders) -> String {
    let binding = match inner {
        // What raw text holds is the caller's.
        Predicate::Or(_) | Predicate::Raw(_) => Binding::Or,
        Predicate::And(_) => Binding::And,
        Predicate::Not(_) => Binding::Not,
        _ => Binding::Single,
    };
    let text = predicate(inner, placeholders);
    let is_open = binding < outer || matches!(inner, Predicate::Raw(_));
    if is_open { format!("({text})") } else { text }
}

//! The actions of an update, merged by clause.

use aws_sdk_dynamodb::types::AttributeValue;

use super::term::Term;
use super::{Placeholders, check_length};
use crate::error::ExpressionError;
use crate::value::limits::EXPRESSION_OPERATORS;
use crate::value::{DocumentPath, PathStep};

/// What an update does to one attribute.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Action {
    Set(SetTo),
    Remove,
    /// A number, or elements of a set.
    Add(AttributeValue),
    /// Elements of a set.
    Delete(AttributeValue),
}

/// The right side of a SET.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SetTo {
    Term(Term),
    Plus(Term, Term),
    Minus(Term, Term),
    /// The value, where the attribute is absent; else it stays.
    IfNotExists(Term),
    /// One more than the attribute, or than a start where it is absent.
    Counted {
        start: AttributeValue,
        by: AttributeValue,
    },
    /// The list, or an empty one where it is absent, and more elements. DynamoDB takes no `list_append` inside another, so an
    /// update extends a list at one end only.
    Appended(Vec<AttributeValue>),
    /// The same at the other end.
    Prepended(Vec<AttributeValue>),
}

/// The actions of one update, in the order they were given.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Changes {
    actions: Vec<(DocumentPath, Action)>,
}

impl Changes {
    /// Adds an action, or merges it with one of its kind on the same list or set.
    pub(crate) fn push(&mut self, path: DocumentPath, action: Action) {
        let there = self.actions.iter_mut().find(|(known, _)| *known == path);
        match there.map(|(_, known)| known) {
            Some(known) => {
                if let Some(action) = merge(known, action) {
                    self.actions.push((path, action));
                }
            }
            None => self.actions.push((path, action)),
        }
    }

    /// Sets a whole attribute, in place of all that is done to it.
    pub(crate) fn replace(&mut self, attribute: String, value: AttributeValue) {
        self.actions.retain(|(path, _)| path.first_name() != attribute);
        let mut path = DocumentPath::root();
        path.push_name(attribute);
        self.actions.push((path, Action::Set(SetTo::Term(Term::Value(value)))));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.actions.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &(DocumentPath, Action)> {
        self.actions.iter()
    }

    /// Whether applying them twice leaves what applying them once does.
    ///
    /// The mapper's own version step counts as such: it may skip a number.
    pub(crate) fn is_idempotent(&self) -> bool {
        let is_changed =
            |read: &DocumentPath| self.actions.iter().any(|(path, _)| path.overlaps(read));
        let ends_at_element =
            |path: &DocumentPath| matches!(path.steps().last(), Some(PathStep::Index(_)));
        self.actions.iter().all(|(path, action)| match action {
            Action::Set(SetTo::Term(Term::Path(read))) => {
                !ends_at_element(path) && !is_changed(read)
            }
            // A list may grow by an element set past its end, and shrinks by one that is removed.
            Action::Remove | Action::Set(SetTo::Term(_) | SetTo::IfNotExists(_)) => {
                !ends_at_element(path)
            }
            Action::Set(SetTo::Counted { .. }) | Action::Delete(_) => true,
            Action::Set(
                SetTo::Plus(..) | SetTo::Minus(..) | SetTo::Appended(_) | SetTo::Prepended(_),
            ) => false,
            Action::Add(value) => !matches!(value, AttributeValue::N(_)),
        })
    }

    /// Whether DynamoDB takes the actions together.
    pub(crate) fn check(&self, placeholders: &mut Placeholders) -> Result<(), ExpressionError> {
        if self.actions.is_empty() {
            return Err(ExpressionError::NoActions);
        }
        if let Some(error) = self.actions.iter().find_map(|(_, action)| action.fault()) {
            return Err(error);
        }
        for (at, (first, _)) in self.actions.iter().enumerate() {
            if let Some((second, _)) =
                self.actions[at + 1..].iter().find(|(second, _)| first.overlaps(second))
            {
                return Err(ExpressionError::OverlappingPaths {
                    first: first.to_string(),
                    second: second.to_string(),
                });
            }
        }
        let operators: usize = self.actions.iter().map(|(_, action)| action.operators()).sum();
        if operators > EXPRESSION_OPERATORS {
            return Err(ExpressionError::Operators(operators));
        }
        check_length(&self.render(placeholders))
    }

    /// The update expression: each clause once.
    pub(crate) fn render(&self, placeholders: &mut Placeholders) -> String {
        let mut clauses = [
            ("SET", Vec::new()),
            ("REMOVE", Vec::new()),
            ("ADD", Vec::new()),
            ("DELETE", Vec::new()),
        ];
        let [(_, set), (_, remove), (_, add), (_, delete)] = &mut clauses;
        // Clause by clause, so that placeholders are numbered as they are read.
        for (path, action) in &self.actions {
            if let Action::Set(to) = action {
                let path = placeholders.path(path);
                set.push(format!("{path} = {}", to.render(&path, placeholders)));
            }
        }
        for (path, action) in &self.actions {
            if *action == Action::Remove {
                remove.push(placeholders.path(path));
            }
        }
        for (path, action) in &self.actions {
            if let Action::Add(value) = action {
                let path = placeholders.path(path);
                add.push(format!("{path} {}", placeholders.value(value)));
            }
        }
        for (path, action) in &self.actions {
            if let Action::Delete(value) = action {
                let path = placeholders.path(path);
                delete.push(format!("{path} {}", placeholders.value(value)));
            }
        }
        let clauses = clauses.iter().filter(|(_, actions)| !actions.is_empty());
        let clauses: Vec<String> =
            clauses.map(|(word, actions)| format!("{word} {}", actions.join(", "))).collect();
        clauses.join(" ")
    }
}

/// Merges an action into another on the same path; answers it back where they do not merge.
fn merge(known: &mut Action, new: Action) -> Option<Action> {
    match (known, new) {
        (Action::Set(SetTo::Appended(known)), Action::Set(SetTo::Appended(new))) => {
            known.extend(new);
            None
        }
        (Action::Set(SetTo::Prepended(known)), Action::Set(SetTo::Prepended(new))) => {
            // Each prepend goes before what an earlier one put there.
            known.splice(0..0, new);
            None
        }
        (Action::Add(known), Action::Add(new)) => join_sets(known, new).map(Action::Add),
        (Action::Delete(known), Action::Delete(new)) => join_sets(known, new).map(Action::Delete),
        (_, new) => Some(new),
    }
}

fn join_sets(known: &mut AttributeValue, new: AttributeValue) -> Option<AttributeValue> {
    match (known, new) {
        (AttributeValue::Ss(known), AttributeValue::Ss(new))
        | (AttributeValue::Ns(known), AttributeValue::Ns(new)) => {
            extend_distinct(known, new);
            None
        }
        (AttributeValue::Bs(known), AttributeValue::Bs(new)) => {
            extend_distinct(known, new);
            None
        }
        (_, new) => Some(new),
    }
}

fn extend_distinct<T: PartialEq>(known: &mut Vec<T>, new: Vec<T>) {
    for element in new {
        if !known.contains(&element) {
            known.push(element);
        }
    }
}

impl Action {
    fn fault(&self) -> Option<ExpressionError> {
        match self {
            Self::Set(SetTo::Term(term) | SetTo::IfNotExists(term)) => term.fault(),
            Self::Set(SetTo::Plus(left, right) | SetTo::Minus(left, right)) => {
                left.fault().or_else(|| right.fault())
            }
            Self::Set(SetTo::Counted { .. } | SetTo::Appended(_) | SetTo::Prepended(_))
            | Self::Remove
            | Self::Add(_)
            | Self::Delete(_) => None,
        }
    }

    fn operators(&self) -> usize {
        match self {
            Self::Set(SetTo::Term(_)) | Self::Remove | Self::Add(_) | Self::Delete(_) => 0,
            Self::Set(SetTo::Plus(..) | SetTo::Minus(..) | SetTo::IfNotExists(_)) => 1,
            Self::Set(SetTo::Counted { .. } | SetTo::Appended(_) | SetTo::Prepended(_)) => 2,
        }
    }
}

impl SetTo {
    fn render(&self, path: &str, placeholders: &mut Placeholders) -> String {
        match self {
            Self::Term(term) => term.render(placeholders),
            Self::Plus(left, right) => {
                let left = left.render(placeholders);
                format!("{left} + {}", right.render(placeholders))
            }
            Self::Minus(left, right) => {
                let left = left.render(placeholders);
                format!("{left} - {}", right.render(placeholders))
            }
            Self::IfNotExists(term) => {
                format!("if_not_exists({path}, {})", term.render(placeholders))
            }
            Self::Counted { start, by } => {
                let start = placeholders.value(start);
                format!("if_not_exists({path}, {start}) + {}", placeholders.value(by))
            }
            Self::Appended(elements) => {
                let empty = placeholders.value(&AttributeValue::L(Vec::new()));
                let elements = placeholders.value(&AttributeValue::L(elements.clone()));
                format!("list_append(if_not_exists({path}, {empty}), {elements})")
            }
            Self::Prepended(elements) => {
                let elements = placeholders.value(&AttributeValue::L(elements.clone()));
                let empty = placeholders.value(&AttributeValue::L(Vec::new()));
                format!("list_append({elements}, if_not_exists({path}, {empty}))")
            }
        }
    }
}

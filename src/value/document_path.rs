//! The place of a value in an item: an attribute, and steps into its maps and lists.

use std::borrow::Cow;
use std::fmt;

/// One step of a [`DocumentPath`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PathStep {
    /// An attribute, or a member of a map. An owned name may be data, such as a map's key.
    Name(Cow<'static, str>),
    /// An element of a list.
    Index(usize),
}

/// Where a value stands: `lines[0].sku`.
///
/// `Display` is for messages: a map's key is data, so it shows as `*`. `text` has every name.
#[derive(Clone)]
pub struct DocumentPath {
    steps: Steps,
}

/// A constant of a model has one step or none, and allocates nothing.
#[derive(Debug, Clone)]
enum Steps {
    One([PathStep; 1]),
    Any(Vec<PathStep>),
}

/// Why a text is no document path. It says the place only: the text may hold data.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Error, ExpressionError, InvalidRequest, PathError};
///
/// let refused = Order::query("ann").filter(attr("lines[").exists()).count(&db).await;
/// assert!(matches!(
///     refused,
///     Err(Error::InvalidRequest(_, InvalidRequest::Expression(ExpressionError::Path(PathError::Bracket { at: 6 }))))
/// ));
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// No name where one is expected: at the start, or behind a dot.
    #[error("a name is missing at character {at} of the path: write it as `lines[0].sku`")]
    Name {
        /// The character, the first being 1.
        at: usize,
    },
    /// A bracket without its other half.
    #[error(
        "the bracket at character {at} of the path has no other half: write it as `lines[0].sku`"
    )]
    Bracket {
        /// The character, the first being 1.
        at: usize,
    },
    /// Something other than a number in brackets.
    #[error(
        "the brackets at character {at} of the path hold no number: write it as `lines[0].sku`"
    )]
    Index {
        /// The character, the first being 1.
        at: usize,
    },
    /// A name right behind brackets.
    #[error("a dot is missing at character {at} of the path: write it as `lines[0].sku`")]
    Dot {
        /// The character, the first being 1.
        at: usize,
    },
}

impl PathError {
    /// A path without a name.
    pub(crate) const EMPTY: Self = Self::Name { at: 1 };
}

impl DocumentPath {
    /// The path of an attribute.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { steps: Steps::One([PathStep::Name(Cow::Borrowed(name))]) }
    }

    /// The path of the item itself: where the members of a flattened field are.
    pub(crate) const fn root() -> Self {
        Self { steps: Steps::Any(Vec::new()) }
    }

    /// Reads `a.b[0][1].c`, where dots and brackets are never part of a name.
    pub(crate) fn parse(text: &str) -> Result<Self, PathError> {
        let place = |rest: &str| text[..text.len() - rest.len()].chars().count() + 1;
        let (mut steps, mut rest) = (Vec::new(), text);
        loop {
            let (name, after) = rest.split_at(rest.find(['.', '[', ']']).unwrap_or(rest.len()));
            if name.is_empty() {
                return Err(PathError::Name { at: place(rest) });
            }
            steps.push(PathStep::Name(Cow::Owned(name.to_owned())));
            rest = after;
            while let Some(inside) = rest.strip_prefix('[') {
                let (digits, after) =
                    inside.split_once(']').ok_or_else(|| PathError::Bracket { at: place(rest) })?;
                let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
                let index = digits.parse().ok().filter(|_| is_number);
                steps.push(PathStep::Index(
                    index.ok_or_else(|| PathError::Index { at: place(rest) })?,
                ));
                rest = after;
            }
            match rest.strip_prefix('.') {
                Some(after) => rest = after,
                None if rest.is_empty() => return Ok(Self { steps: Steps::Any(steps) }),
                None if rest.starts_with(']') => {
                    return Err(PathError::Bracket { at: place(rest) });
                }
                None => return Err(PathError::Dot { at: place(rest) }),
            }
        }
    }

    /// Goes to a member of a map.
    pub(crate) fn push_name(&mut self, name: String) {
        self.push(PathStep::Name(Cow::Owned(name)));
    }

    /// Goes to an element of a list.
    pub(crate) fn push_index(&mut self, index: usize) {
        self.push(PathStep::Index(index));
    }

    /// Goes where a path leads from here.
    pub(crate) fn append(&mut self, path: Self) {
        match path.steps {
            Steps::One([step]) => self.push(step),
            Steps::Any(steps) => steps.into_iter().for_each(|step| self.push(step)),
        }
    }

    fn push(&mut self, step: PathStep) {
        match &mut self.steps {
            Steps::Any(steps) => steps.push(step),
            Steps::One([first]) => self.steps = Steps::Any(vec![first.clone(), step]),
        }
    }

    /// Whether it is the path of the item itself.
    pub(crate) fn is_root(&self) -> bool {
        self.steps().is_empty()
    }

    /// Whether DynamoDB refuses to change both in one update: one is the other or leads into it, or they take one value for a
    /// map and for a list.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let differ = self.steps().iter().zip(other.steps()).find(|(step, other)| step != other);
        differ.is_none_or(|(step, other)| {
            matches!(step, PathStep::Name(_)) != matches!(other, PathStep::Name(_))
        })
    }

    /// The path up to the first element of a list.
    pub(crate) fn before_index(&self) -> Self {
        let names = self.steps().iter().take_while(|step| matches!(step, PathStep::Name(_)));
        Self { steps: Steps::Any(names.cloned().collect()) }
    }

    /// The whole path, with every name.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for (at, step) in self.steps().iter().enumerate() {
            match step {
                PathStep::Name(name) if at == 0 => text.push_str(name),
                PathStep::Name(name) => text.extend([".", name]),
                PathStep::Index(index) => text.extend(["[", &index.to_string(), "]"]),
            }
        }
        text
    }

    /// The steps, the attribute first.
    pub(crate) fn steps(&self) -> &[PathStep] {
        match &self.steps {
            Steps::One(step) => step,
            Steps::Any(steps) => steps,
        }
    }

    /// The attribute; empty for the path of the item itself.
    pub(crate) fn first_name(&self) -> &str {
        match self.steps().first() {
            Some(PathStep::Name(name)) => name,
            _ => "",
        }
    }
}

impl PartialEq for DocumentPath {
    fn eq(&self, other: &Self) -> bool {
        self.steps() == other.steps()
    }
}

impl Eq for DocumentPath {}

impl fmt::Display for DocumentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps().iter().enumerate() {
            match step {
                PathStep::Name(_) if step.is_data(at) => f.write_str(".*")?,
                PathStep::Name(name) => write!(f, "{}{name}", if at == 0 { "" } else { "." })?,
                PathStep::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// As `Display`: keys of maps are data.
impl fmt::Debug for DocumentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{self}`")
    }
}

impl PathStep {
    /// Whether this step, the `at`-th of a path, shows data: a name inside an attribute that is not the model's own.
    pub(crate) fn is_data(&self, at: usize) -> bool {
        at > 0 && matches!(self, Self::Name(Cow::Owned(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::{DocumentPath, PathError};

    #[test]
    fn a_path_is_read_and_shown() {
        for text in ["a", "a.b[0][1].c", "größe.ß[12]", "a b.c-d", "a[18446744073709551615]"] {
            let path = DocumentPath::parse(text).expect(text);
            assert_eq!(path.text(), text);
        }
        assert_eq!(DocumentPath::parse("a[007]").expect("a number").to_string(), "a[7]");
    }

    #[test]
    fn what_is_no_path_is_refused_by_its_place() {
        let cases = [
            ("", PathError::Name { at: 1 }),
            (".a", PathError::Name { at: 1 }),
            ("[0]", PathError::Name { at: 1 }),
            ("]", PathError::Name { at: 1 }),
            ("a.", PathError::Name { at: 3 }),
            ("ä..b", PathError::Name { at: 3 }),
            ("ä[0", PathError::Bracket { at: 2 }),
            ("a]", PathError::Bracket { at: 2 }),
            ("a[0]]", PathError::Bracket { at: 5 }),
            ("a[]", PathError::Index { at: 2 }),
            ("a[b]", PathError::Index { at: 2 }),
            ("a[+1]", PathError::Index { at: 2 }),
            ("a[1].b[99999999999999999999]", PathError::Index { at: 7 }),
            ("a[0]b", PathError::Dot { at: 5 }),
        ];
        for (text, expected) in cases {
            assert_eq!(DocumentPath::parse(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn a_constant_grows_when_it_is_used() {
        const LINES: DocumentPath = DocumentPath::new("lines");
        let mut path = LINES;
        path.push_index(0);
        path.append(DocumentPath::new("sku"));
        path.push_name("a.b".to_owned());
        assert_eq!((path.to_string().as_str(), path.first_name()), ("lines[0].sku.*", "lines"));
        assert_eq!(
            (DocumentPath::root().first_name(), DocumentPath::root().steps().len()),
            ("", 0)
        );
        assert_eq!(LINES, DocumentPath::parse("lines").expect("a path"));
    }
}

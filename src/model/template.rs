//! Key templates: literals with `{field}` parts between them, parsed at compile time.

use std::fmt;

use super::Format;

/// The most parts that one template takes.
pub(crate) const MAX_PARTS: usize = 7;

/// What separates parts. A part that holds it is refused.
pub(crate) const DELIMITER: char = '#';

/// A key template such as `ORDER#{placed_on}#{id}`.
///
/// It is parsed by a `const fn`, so rendering a key parses nothing.
///
/// # Examples
///
/// ```
/// use dynamorph::Template;
///
/// const SORT: Template = Template::new("ORDER#{day}#{number}");
/// assert_eq!(SORT.text(), "ORDER#{day}#{number}");
/// let parts = SORT.split("ORDER#2026-11-21#7", |_| None);
/// assert_eq!(parts, Some(vec![("day", "2026-11-21"), ("number", "7")]));
/// ```
#[derive(Clone, Copy)]
pub struct Template {
    text: &'static str,
    steps: [Step; MAX_PARTS],
    parts: usize,
    tail: &'static str,
}

/// One part and the literal before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) literal: &'static str,
    pub(crate) field: &'static str,
    pub(crate) format: Format,
}

impl Step {
    const EMPTY: Self = Self { literal: "", field: "", format: Format::SORTABLE };
}

impl Template {
    /// Parses a template.
    ///
    /// # Panics
    ///
    /// At compile time, where it stands in a `const`: when a brace is not closed or stands alone, a part has no name, or
    /// there are more than seven parts.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let mut steps = [Step::EMPTY; MAX_PARTS];
        let (mut parts, mut literal_start, mut i) = (0, 0, 0);
        while i < bytes.len() {
            assert!(bytes[i] != b'}', "a closing brace without an opening one in a key template");
            if bytes[i] == b'{' {
                let mut close = i + 1;
                while close < bytes.len() && bytes[close] != b'}' {
                    assert!(
                        bytes[close] != b'{',
                        "an opening brace inside a part of a key template"
                    );
                    close += 1;
                }
                assert!(
                    close < bytes.len(),
                    "an opening brace without a closing one in a key template"
                );
                assert!(close > i + 1, "a part without a name in a key template");
                assert!(parts < MAX_PARTS, "a key template takes at most seven parts");
                steps[parts] = Step {
                    literal: slice(text, literal_start, i),
                    field: slice(text, i + 1, close),
                    format: Format::SORTABLE,
                };
                parts += 1;
                literal_start = close + 1;
                i = close;
            }
            i += 1;
        }
        Self { text, steps, parts, tail: slice(text, literal_start, bytes.len()) }
    }

    /// The template as it was written.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }

    pub(crate) const fn len(&self) -> usize {
        self.parts
    }

    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps[..self.parts]
    }

    /// The literal after the last part.
    pub(crate) const fn tail(&self) -> &'static str {
        self.tail
    }

    /// The literal after part `i`.
    pub(crate) fn literal_after(&self, i: usize) -> &'static str {
        self.steps().get(i + 1).map_or(self.tail, |next| next.literal)
    }

    /// Splits stored key text into the texts of its parts, or `None` when it is not of this template.
    ///
    /// `width` says how many characters a part of fixed width has; it is asked where no delimiter ends the part.
    pub fn split<'t>(
        &self,
        text: &'t str,
        width: impl Fn(&str) -> Option<usize>,
    ) -> Option<Vec<(&'static str, &'t str)>> {
        let mut rest =
            text.strip_prefix(self.steps().first().map_or(self.tail, |first| first.literal))?;
        let mut parts = Vec::with_capacity(self.parts);
        for (i, step) in self.steps().iter().enumerate() {
            let after = self.literal_after(i);
            let is_last = i + 1 == self.parts;
            let end = match (width(step.field), is_last) {
                (Some(width), _) => rest.char_indices().nth(width).map_or(rest.len(), |(at, _)| at),
                (None, true) => rest.len().checked_sub(after.len())?,
                (None, false) if after.is_empty() => rest.chars().next()?.len_utf8(),
                (None, false) => rest.find(after)?,
            };
            let part = rest.get(..end)?;
            if part.is_empty() || part.contains(DELIMITER) {
                return None;
            }
            parts.push((step.field, part));
            rest = rest[end..].strip_prefix(after)?;
        }
        rest.is_empty().then_some(parts)
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Template({:?})", self.text)
    }
}

const fn slice(text: &'static str, from: usize, to: usize) -> &'static str {
    text.split_at(to).0.split_at(from).1
}

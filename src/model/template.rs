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
    braces: [Braces; MAX_PARTS],
    parts: usize,
}

/// Where in the text a part stands. Not the texts themselves: slicing is slow while a crate is checked.
#[derive(Clone, Copy)]
struct Braces {
    open: usize,
    close: usize,
}

/// One part and the literal before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) literal: &'static str,
    pub(crate) field: &'static str,
    pub(crate) format: Format,
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
        // The compiler interprets this for every template of a crate, and calls are what costs it most.
        let bytes = text.as_bytes();
        let end = bytes.len();
        let mut braces = [Braces { open: 0, close: 0 }; MAX_PARTS];
        let (mut parts, mut i) = (0, 0);
        while i < end {
            assert!(bytes[i] != b'}', "a closing brace without an opening one in a key template");
            if bytes[i] == b'{' {
                let open = i;
                i += 1;
                while i < end && bytes[i] != b'}' {
                    assert!(bytes[i] != b'{', "an opening brace inside a part of a key template");
                    i += 1;
                }
                assert!(i < end, "an opening brace without a closing one in a key template");
                assert!(i > open + 1, "a part without a name in a key template");
                assert!(parts < MAX_PARTS, "a key template takes at most seven parts");
                braces[parts] = Braces { open, close: i };
                parts += 1;
            }
            i += 1;
        }
        Self { text, braces, parts }
    }

    /// A template that a derive has parsed. `marks` has a byte for each brace of a part, from the lowest byte on: where it
    /// stands in the text. So the compiler reads no text for a derived model.
    #[expect(clippy::cast_possible_truncation, reason = "a byte is taken")]
    pub(super) const fn marked(text: &'static str, mut marks: u128) -> Self {
        let mut braces = [Braces { open: 0, close: 0 }; MAX_PARTS];
        let mut parts = 0;
        while marks != 0 {
            let (open, close) = (marks as u8 as usize, (marks >> 8) as u8 as usize);
            braces[parts] = Braces { open, close };
            parts += 1;
            marks >>= 16;
        }
        Self { text, braces, parts }
    }

    /// The template as it was written.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }

    pub(crate) const fn len(&self) -> usize {
        self.parts
    }

    /// The parts, each with the literal before it.
    pub(crate) fn steps(&self) -> impl ExactSizeIterator<Item = Step> {
        let mut literal_start = 0;
        self.braces[..self.parts].iter().map(move |braces| {
            let literal = &self.text[literal_start..braces.open];
            let field = &self.text[braces.open + 1..braces.close];
            literal_start = braces.close + 1;
            Step { literal, field, format: Format::SORTABLE }
        })
    }

    /// The literal after the last part.
    pub(crate) fn tail(&self) -> &'static str {
        self.literal(self.parts)
    }

    /// The literal after part `i`.
    pub(crate) fn literal_after(&self, i: usize) -> &'static str {
        self.literal(i + 1)
    }

    /// The literal before part `i`, or after all parts.
    fn literal(&self, i: usize) -> &'static str {
        let from = i.checked_sub(1).map_or(0, |before| self.braces[before].close + 1);
        let parts = &self.braces[..self.parts];
        &self.text[from..parts.get(i).map_or(self.text.len(), |braces| braces.open)]
    }

    /// Splits stored key text into the texts of its parts, or `None` when it is not of this template.
    ///
    /// `width` says how many characters a part of fixed width has; it is asked where no delimiter ends the part.
    pub fn split<'t>(
        &self,
        text: &'t str,
        width: impl Fn(&str) -> Option<usize>,
    ) -> Option<Vec<(&'static str, &'t str)>> {
        let mut rest = text.strip_prefix(self.literal(0))?;
        let mut parts = Vec::with_capacity(self.parts);
        for (i, step) in self.steps().enumerate() {
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

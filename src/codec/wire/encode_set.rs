//! The elements of a set, which must differ.

use std::borrow::Cow;
use std::ops::Range;

use super::scan::find_special;
use super::tag::Tag;
use super::writer::Writer;
use crate::codec::members::Rule;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::value::Digits;

pub(super) struct SetElements {
    tag: Tag,
    start: usize,
    /// Where the last element stands in the text.
    last: Range<usize>,
    /// Whether each element is greater than the one before, as those of a `BTreeSet` of text are.
    ascending: bool,
    /// Whether two texts can be one number, as they can unless both are plain integers.
    has_twins: bool,
}

impl SetElements {
    pub(super) fn open(writer: &mut Writer, tag: Tag) -> Result<Self, EncodeError> {
        writer.check_depth()?;
        let start = writer.out.len();
        writer.open(tag);
        Ok(Self { tag, start, last: 0..0, ascending: true, has_twins: false })
    }

    /// The type of the elements.
    pub(super) fn element(&self) -> Tag {
        self.tag.element().unwrap_or_else(|| unreachable!("only sets are opened"))
    }

    /// Notes the element that starts here and is the last of the text.
    pub(super) fn add(&mut self, writer: &Writer, start: usize) {
        let (last, element) = (&writer.out[self.last.clone()], &writer.out[start..]);
        // Before the first stands the empty text.
        self.ascending &= last < element;
        self.has_twins |= self.tag == Tag::Ns && !is_integer(element);
        self.last = start..writer.out.len();
    }

    /// Closes the set. DynamoDB has no empty one: it is absent as a member and an empty list as an element.
    pub(super) fn close(self, writer: &mut Writer, rule: Rule) -> Result<(), EncodeError> {
        if self.last.is_empty() {
            writer.out.truncate(self.start);
            if rule == Rule::Member {
                return Ok(());
            }
            writer.open(Tag::L);
        } else {
            self.check_duplicates(writer)?;
        }
        writer.out.extend_from_slice(b"]}");
        Ok(())
    }

    fn check_duplicates(&self, writer: &Writer) -> Result<(), EncodeError> {
        let elements = || Elements { text: &writer.out[self.start..], at: OPENING };
        let unique = if self.has_twins {
            are_unique(elements().map(canonical).collect())
        } else {
            self.ascending || are_unique(elements().collect())
        };
        if unique { Ok(()) } else { Err(EncodeError::new(EncodeErrorKind::DuplicateElement)) }
    }
}

/// How long the opening of a set is: `{"SS":[`.
const OPENING: usize = 7;

/// The elements in the text of a set, each with its quotes.
struct Elements<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Iterator for Elements<'t> {
    type Item = &'t [u8];

    fn next(&mut self) -> Option<&'t [u8]> {
        let start = self.at;
        let mut end = find_special(self.text, start + 1);
        while self.text.get(end)? == &b'\\' {
            end = find_special(self.text, end + 2);
        }
        // A comma follows, or nothing.
        self.at = end + 2;
        self.text.get(start..=end)
    }
}

fn are_unique<T: Ord>(mut elements: Vec<T>) -> bool {
    elements.sort_unstable();
    elements.windows(2).all(|pair| pair[0] != pair[1])
}

/// Digits with quotes around them, and no zero before them: `"-12"`.
fn is_integer(quoted: &[u8]) -> bool {
    let digits = quoted.get(1..quoted.len() - 1).unwrap_or_default();
    let digits = digits.strip_prefix(b"-").unwrap_or(digits);
    digits.iter().all(u8::is_ascii_digit) && !(digits.starts_with(b"0") && digits.len() > 1)
}

fn canonical(quoted: &[u8]) -> Cow<'_, str> {
    let text = quoted
        .get(1..quoted.len() - 1)
        .and_then(|text| std::str::from_utf8(text).ok())
        .unwrap_or_default();
    Digits::parse(text).map_or(Cow::Borrowed(text), |digits| Cow::Owned(digits.to_canonical()))
}

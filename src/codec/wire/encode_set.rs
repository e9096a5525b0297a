//! The elements of a set, which must differ.

use std::borrow::Cow;
use std::ops::Range;

use super::encoder::Wrote;
use super::tag::Tag;
use super::writer::Writer;
use crate::codec::members::Rule;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::value::Digits;

pub(super) struct SetElements {
    tag: Tag,
    start: usize,
    /// Where each element stands in the text.
    elements: Vec<Range<usize>>,
    /// Whether each element is greater than the one before, as those of a `BTreeSet` of text are.
    ascending: bool,
}

impl SetElements {
    pub(super) fn open(writer: &mut Writer, tag: Tag) -> Result<Self, EncodeError> {
        writer.check_depth()?;
        let start = writer.out.len();
        writer.open(tag);
        Ok(Self { tag, start, elements: Vec::new(), ascending: true })
    }

    /// The type of the elements.
    pub(super) fn element(&self) -> Tag {
        self.tag.element().unwrap_or_else(|| unreachable!("only sets are opened"))
    }

    /// Notes the element that starts here and is the last of the text.
    pub(super) fn add(&mut self, writer: &Writer, start: usize) {
        let element = start..writer.out.len();
        if let Some(last) = self.elements.last() {
            self.ascending &= writer.out[last.clone()] < writer.out[element.clone()];
        }
        self.elements.push(element);
    }

    /// Closes the set. DynamoDB has no empty one: it is absent as a member and an empty list as an element.
    pub(super) fn close(self, writer: &mut Writer, rule: Rule) -> Result<Wrote, EncodeError> {
        if self.elements.is_empty() {
            if rule == Rule::Member {
                return Ok(Wrote::Absent);
            }
            writer.out.truncate(self.start);
            writer.open(Tag::L);
        } else {
            self.check_duplicates(writer)?;
        }
        writer.out.extend_from_slice(b"]}");
        Ok(Wrote::Value)
    }

    fn check_duplicates(&self, writer: &Writer) -> Result<(), EncodeError> {
        let text = |element: &Range<usize>| &writer.out[element.clone()];
        // Two texts can be one number, unless both are plain integers.
        let has_twins =
            self.tag == Tag::Ns && !self.elements.iter().all(|element| is_integer(text(element)));
        let unique = if has_twins {
            let mut numbers: Vec<_> =
                self.elements.iter().map(|element| canonical(text(element))).collect();
            numbers.sort_unstable();
            numbers.windows(2).all(|pair| pair[0] != pair[1])
        } else if self.ascending {
            true
        } else {
            let mut texts: Vec<_> = self.elements.iter().map(text).collect();
            texts.sort_unstable();
            texts.windows(2).all(|pair| pair[0] != pair[1])
        };
        if unique { Ok(()) } else { Err(EncodeError::new(EncodeErrorKind::DuplicateElement)) }
    }
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

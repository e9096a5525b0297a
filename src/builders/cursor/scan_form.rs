//! The bytes of a parallel scan's position.
//!
//! `docs/design.md` has the layout, byte by byte.

use super::Stand;
use super::form::{MOST_VALUES, Sealed, Signed, header, read_value, written};
use crate::value::KeyValue;
use crate::value::limits::SCAN_SEGMENTS;

/// The form of the text: no cursor has it.
const VERSION: u8 = 0x81;
const BEGINNING: u8 = 0;
const END: u8 = 1;
const AFTER: u8 = 2;

/// The parts of a position that has the form of one.
#[derive(Debug)]
pub(super) struct ScanForm<'a> {
    pub(super) signed: Option<Signed<'a>>,
    /// One for each segment, by number.
    pub(super) segments: Vec<SegmentForm>,
    /// Everything before the seal.
    pub(super) body: &'a [u8],
    /// The signature or the checksum.
    pub(super) seal: &'a [u8],
}

/// Where a segment stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SegmentForm {
    Beginning,
    End,
    /// Behind these key values.
    After(Vec<KeyValue>),
}

impl<'a> ScanForm<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let Sealed { signed, mut text, body, seal } = Sealed::read(VERSION, bytes)?;
        let mut segments = Vec::new();
        while let Some((tag, rest)) = text.split_first() {
            if *tag == AFTER {
                let (count, mut rest) = rest.split_first()?;
                let count = usize::from(*count);
                let mut values = Vec::with_capacity(count.min(MOST_VALUES));
                for _ in 0..count {
                    let (value, after) = read_value(rest)?;
                    values.push(value);
                    rest = after;
                }
                (1..=MOST_VALUES).contains(&count).then_some(())?;
                segments.push(SegmentForm::After(values));
                text = rest;
            } else {
                let (count, rest) = rest.split_first_chunk()?;
                let segment = match *tag {
                    BEGINNING => SegmentForm::Beginning,
                    END => SegmentForm::End,
                    _ => return None,
                };
                let (count, most) = (u32::from_be_bytes(*count), SCAN_SEGMENTS as usize);
                let count = usize::try_from(count).ok()?;
                // A text of a few bytes may speak of many segments, but never of too many.
                (count > 0 && count <= most - segments.len()).then_some(())?;
                segments.resize(segments.len() + count, segment);
                text = rest;
            }
            (segments.len() <= SCAN_SEGMENTS as usize).then_some(())?;
        }
        (!segments.is_empty()).then_some(Self { signed, segments, body, seal })
    }

    /// The body of a position, to be sealed.
    pub(super) fn body<'s>(
        signed: Option<Signed<'_>>,
        stands: impl Iterator<Item = &'s Stand>,
    ) -> Vec<u8> {
        let mut body = header(VERSION, signed);
        let mut stands = stands.peekable();
        while let Some(stand) = stands.next() {
            let tag = match stand {
                Stand::After(position) => {
                    body.extend([AFTER, u8::try_from(position.len()).unwrap_or(u8::MAX)]);
                    for (_, value) in position {
                        body.extend_from_slice(&written(value));
                    }
                    continue;
                }
                Stand::Beginning => BEGINNING,
                Stand::End => END,
            };
            let mut count = 1_u32;
            while stands.next_if(|next| *next == stand).is_some() {
                count += 1;
            }
            body.push(tag);
            body.extend(count.to_be_bytes());
        }
        body
    }
}

//! The order in which members come.
//!
//! DynamoDB answers the attributes of all items of a page in one order. The next name is therefore mostly the one that came next in the
//! item before, and one comparison finds its end and its field.

/// Members beyond these are looked up each time, so that data cannot make the search long.
const MOST_MEMBERS: usize = 128;
/// Types beyond these have no order.
const MOST_KINDS: usize = 64;

/// What the items of one text share while they are read.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Where strings lose their escapes: only the first item allocates.
    pub(super) scratch: String,
    /// The orders so far; none where the text holds one item.
    orders: Option<Vec<Order>>,
}

/// The members of one type as they came.
#[derive(Debug)]
struct Order {
    kind: Kind,
    members: Vec<Member>,
}

/// What names are looked up in. Addresses of constants: equal ones mean equal answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kind {
    known: usize,
    fields: usize,
    /// The entity, for the item itself: it says what is hidden. No two have their shape at one address, since it is a part of their
    /// schema: the linker makes one of two schemas only if they say the same.
    entity: usize,
}

/// A name, and what it was found to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    /// Where the name stands in the text, with its quotes and its colon.
    start: usize,
    len: usize,
    /// Its first bytes, or all of them and zeros: most names are compared as two numbers, which costs no call.
    first: u64,
    /// Which bytes of the first word are the name's.
    mask: u64,
    last: u64,
    pub(super) found: Found,
}

/// The bytes in one word.
const WORD: usize = 8;

impl Member {
    /// The name from `start` to `end`; none for one at the very end of the text, which has no value.
    pub(super) fn new(text: &str, start: usize, end: usize, found: Found) -> Option<Self> {
        let (name, len) = (text.as_bytes().get(start..)?, end - start);
        let mask = if len < WORD { (1 << (8 * len)) - 1 } else { u64::MAX };
        let first = u64::from_le_bytes(*name.first_chunk()?) & mask;
        let last = name.get(..len)?.last_chunk().map_or(0, |last| u64::from_le_bytes(*last));
        Some(Self { start, len, first, mask, last, found })
    }

    /// Where the name ends, if it stands here.
    #[inline]
    pub(super) fn end_at(&self, text: &str, at: usize) -> Option<usize> {
        let (bytes, end) = (text.as_bytes(), at + self.len);
        let first = bytes.get(at..)?.first_chunk::<WORD>()?;
        if u64::from_le_bytes(*first) & self.mask != self.first {
            return None;
        }
        if self.len > WORD {
            let last = bytes.get(end - WORD..)?.first_chunk::<WORD>()?;
            if u64::from_le_bytes(*last) != self.last {
                return None;
            }
        }
        let is_long = self.len > 2 * WORD;
        let is_same = || bytes.get(at..end) == bytes.get(self.start..self.start + self.len);
        (!is_long || is_same()).then_some(end)
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Found {
    /// A declared field, by its place.
    Field(usize),
    /// Nothing is known of it.
    Unknown,
    /// The schema's.
    Hidden,
}

/// A place in an order: what probably comes next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expected {
    order: usize,
    member: usize,
}

impl Shared {
    /// For a text of many items.
    pub(crate) fn of_many() -> Self {
        Self { orders: Some(Vec::new()), ..Self::default() }
    }

    /// The start of the order of a type; none where none is kept.
    pub(super) fn start(
        &mut self,
        known: &'static [&'static str],
        fields: usize,
        entity: usize,
    ) -> Option<Expected> {
        let orders = self.orders.as_mut()?;
        let kind = Kind { known: known.as_ptr().addr(), fields, entity };
        let order = match orders.iter().position(|order| order.kind == kind) {
            Some(order) => order,
            None if orders.len() < MOST_KINDS => {
                orders.push(Order { kind, members: Vec::with_capacity(known.len() + 8) });
                orders.len() - 1
            }
            None => return None,
        };
        Some(Expected { order, member: 0 })
    }

    /// What came at this place the last time.
    #[inline]
    pub(super) fn member(&self, expected: Expected) -> Option<Member> {
        self.orders.as_ref()?.get(expected.order)?.members.get(expected.member).copied()
    }

    /// Notes a name that was not expected, and goes on behind it.
    pub(super) fn learn(&mut self, expected: &mut Expected, text: &str, met: Member) {
        let order = self.orders.as_mut().and_then(|orders| orders.get_mut(expected.order));
        let Some(Order { members, .. }) = order else { return };
        // One that is missing in this item leaves the others in their order.
        if let Some(at) = members.iter().position(|member| member.end_at(text, met.start).is_some())
        {
            members[at] = met;
            expected.member = at + 1;
        } else if members.len() < MOST_MEMBERS {
            let at = expected.member.min(members.len());
            members.insert(at, met);
            expected.member = at + 1;
        }
    }
}

impl Expected {
    /// What comes after it.
    pub(super) fn next(self) -> Self {
        Self { member: self.member + 1, ..self }
    }
}

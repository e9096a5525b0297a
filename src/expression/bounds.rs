//! The bounds of sort key text: they stay inside the entity's prefix and are over parts, not over characters.

use crate::value::KeyValue;
use crate::value::limits::SORT_KEY_BYTES;

/// A text with a part left to choose: what stands before the part and after it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'t> {
    pub(crate) prefix: &'t str,
    pub(crate) after: &'t str,
    /// Whether nothing follows the literal after the part.
    pub(crate) is_last: bool,
}

/// One end of a range: its part, and whether the part itself is in the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End<T> {
    pub(crate) value: T,
    pub(crate) is_inclusive: bool,
}

/// What the sort key has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Range<T> {
    Any,
    /// Nothing fits, so nothing is asked.
    Empty,
    Eq(T),
    BeginsWith(T),
    Between(T, T),
    Gt(T),
    Ge(T),
    Lt(T),
    Le(T),
}

impl<T> Range<T> {
    pub(crate) fn map<U>(self, change: impl Fn(T) -> U) -> Range<U> {
        match self {
            Self::Any => Range::Any,
            Self::Empty => Range::Empty,
            Self::Eq(value) => Range::Eq(change(value)),
            Self::BeginsWith(value) => Range::BeginsWith(change(value)),
            Self::Between(low, high) => Range::Between(change(low), change(high)),
            Self::Gt(value) => Range::Gt(change(value)),
            Self::Ge(value) => Range::Ge(change(value)),
            Self::Lt(value) => Range::Lt(change(value)),
            Self::Le(value) => Range::Le(change(value)),
        }
    }
}

impl Range<KeyValue> {
    /// Whether a key lies in the range, by DynamoDB's order.
    pub(crate) fn contains(&self, key: &KeyValue) -> bool {
        match self {
            Self::Any => true,
            Self::Empty => false,
            Self::Eq(value) => key == value,
            Self::BeginsWith(prefix) => key.starts_with(prefix),
            Self::Between(low, high) => low <= key && key <= high,
            Self::Gt(value) => key > value,
            Self::Ge(value) => key >= value,
            Self::Lt(value) => key < value,
            Self::Le(value) => key <= value,
        }
    }
}

impl Around<'_> {
    /// The text with the part in its place.
    pub(crate) fn key(&self, part: &str) -> String {
        [self.prefix, part, self.after].concat()
    }

    /// The part is this one.
    pub(crate) fn eq(&self, part: &str) -> Range<String> {
        let key = self.key(part);
        if self.is_last { Range::Eq(key) } else { Range::BeginsWith(key) }
    }

    /// The text of the part begins so; any part at all for `""`.
    pub(crate) fn begins_with(&self, start: &str) -> Range<String> {
        let start = [self.prefix, start].concat();
        // DynamoDB refuses an empty operand.
        if start.is_empty() { Range::Any } else { Range::BeginsWith(start) }
    }

    /// The part lies between two ends, of which at least one is given.
    pub(crate) fn range(&self, low: Option<End<&str>>, high: Option<End<&str>>) -> Range<String> {
        if self.prefix.is_empty() {
            match (low, high) {
                (Some(low), None) => return self.open_low(low),
                (None, Some(high)) => return self.open_high(high),
                _ => {}
            }
        }
        let low = low.map_or_else(|| Some(self.prefix.to_owned()), |end| self.low(end));
        let high = high.map_or_else(|| successor(self.prefix), |end| self.high(end));
        match (low, high) {
            (None, _) => Range::Empty,
            (Some(low), None) => Range::Ge(low),
            (Some(low), Some(high)) if low > high => Range::Empty,
            (Some(low), Some(high)) => Range::Between(low, high),
        }
    }

    /// The least text of the range; none when there is no greater text.
    fn low(&self, end: End<&str>) -> Option<String> {
        let key = self.key(end.value);
        match (end.is_inclusive, self.is_last) {
            (true, _) => Some(key),
            (false, true) => just_after(key),
            (false, false) => successor(&key),
        }
    }

    /// The greatest text of the range; none when there is no bound.
    fn high(&self, end: End<&str>) -> Option<String> {
        let key = self.key(end.value);
        match (end.is_inclusive, self.is_last) {
            (true, true) => Some(key),
            (true, false) => successor(&key),
            (false, _) => Some(predecessor(&key)),
        }
    }

    fn open_low(&self, end: End<&str>) -> Range<String> {
        let key = self.key(end.value);
        match (end.is_inclusive, self.is_last) {
            (true, _) => Range::Ge(key),
            (false, true) => Range::Gt(key),
            (false, false) => successor(&key).map_or(Range::Empty, Range::Ge),
        }
    }

    fn open_high(&self, end: End<&str>) -> Range<String> {
        let key = self.key(end.value);
        match (end.is_inclusive, self.is_last) {
            (false, _) => Range::Lt(key),
            (true, true) => Range::Le(key),
            (true, false) => successor(&key).map_or(Range::Any, Range::Lt),
        }
    }
}

/// The least text that is greater than every text with this prefix, of those that fit a sort key.
pub(crate) fn successor(text: &str) -> Option<String> {
    let mut chars = text.chars();
    let last = chars.next_back()?;
    let head = chars.as_str();
    match next_char(last) {
        Some(next) if head.len() + next.len_utf8() <= SORT_KEY_BYTES => {
            Some(format!("{head}{next}"))
        }
        // With a longer last character the key would not fit, so no key lies between.
        _ => successor(head),
    }
}

/// The least text that is greater than this one.
fn just_after(text: String) -> Option<String> {
    if text.len() < SORT_KEY_BYTES { Some(text + "\0") } else { successor(&text) }
}

/// A text that is less than this one and greater than every key below it: parts hold no U+10FFFF.
fn predecessor(text: &str) -> String {
    let mut chars = text.chars();
    let Some(last) = chars.next_back() else {
        return String::new();
    };
    let head = chars.as_str();
    let Some(previous) = previous_char(last) else {
        return head.to_owned();
    };
    let mut bound = format!("{head}{previous}");
    bound.extend(greatest_char(&bound));
    bound
}

/// From a least text to below another, of keys that may hold any character: parts of templates hold no U+10FFFF, these may.
pub(crate) fn whole_texts_below(low: End<&str>, high: &str) -> Range<String> {
    let mut greatest = predecessor(high);
    // `predecessor` takes the last character away or puts another in its place; after that one comes the greatest that fits.
    if !high.starts_with(greatest.as_str()) {
        while let Some(char) = greatest_char(&greatest) {
            greatest.push(char);
        }
    }
    match (Around { prefix: "", after: "", is_last: true }).low(low) {
        Some(low) if low <= greatest => Range::Between(low, greatest),
        _ => Range::Empty,
    }
}

/// The greatest character for which a sort key that begins so has room.
fn greatest_char(text: &str) -> Option<char> {
    let room = SORT_KEY_BYTES.saturating_sub(text.len());
    ['\u{10ffff}', '\u{ffff}', '\u{7ff}', '\u{7f}'].into_iter().find(|char| char.len_utf8() <= room)
}

fn next_char(char: char) -> Option<char> {
    match char {
        '\u{d7ff}' => Some('\u{e000}'),
        char::MAX => None,
        other => char::from_u32(u32::from(other) + 1),
    }
}

fn previous_char(char: char) -> Option<char> {
    match char {
        '\u{e000}' => Some('\u{d7ff}'),
        '\0' => None,
        other => char::from_u32(u32::from(other) - 1),
    }
}

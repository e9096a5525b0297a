//! The items of a response, taken out of its body.

use std::mem;

use super::item_reader::ItemReader;
use super::wire::{Reader, Shared};
use crate::error::DecodeError;

/// Takes a member out of a response body: `Items`, a list, or `Item` or `Attributes`, one map. Calls `each` for every
/// item and answers the body without the member, which is small enough for the SDK to parse.
///
/// The body is read once: `each` decodes from where it stands, and what it leaves is skipped.
///
/// # Errors
///
/// What `each` answers, and a [`DecodeError`] for a body that is not JSON.
pub fn take_items<E: From<DecodeError>>(
    body: &[u8],
    member: &str,
    each: &mut dyn FnMut(&mut ItemReader<'_>) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    take_member(body, member, &mut |reader, text| match reader.peek() {
        Some(b'{') => take_item(reader, text, &mut Shared::default(), each),
        Some(b'[') => take_list(reader, text, each),
        // `null` is as good as absent.
        _ => reader.skip().map_err(E::from),
    })
}

/// Takes a member that holds lists of items by table, as the `Responses` of `BatchGetItem` do: calls `each` with the table's
/// name as the answer has it, and the item.
///
/// # Errors
///
/// As [`take_items`].
pub(crate) fn take_tables<E: From<DecodeError>>(
    body: &[u8],
    member: &str,
    each: &mut dyn FnMut(&str, &mut ItemReader<'_>) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    take_member(body, member, &mut |reader, text| {
        if reader.peek() != Some(b'{') {
            return reader.skip().map_err(E::from);
        }
        reader.eat(b'{')?;
        let mut first = true;
        while reader.more(first, b'}')? {
            first = false;
            let table = reader.name()?.as_str().to_owned();
            if reader.peek() == Some(b'[') {
                take_list(reader, text, &mut |item| each(&table, item))?;
            } else {
                reader.skip()?;
            }
        }
        Ok(())
    })
}

/// A JSON object without one of its members.
pub(crate) fn without_member(body: &[u8], member: &str) -> Result<Vec<u8>, DecodeError> {
    take_member(body, member, &mut |reader, _| reader.skip())
}

/// Reads one member, which stands once, with `take`; answers the body without it.
fn take_member<E: From<DecodeError>>(
    body: &[u8],
    member: &str,
    take: &mut dyn for<'de> FnMut(&mut Reader<'de>, &'de str) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let text = std::str::from_utf8(body).map_err(|_| DecodeError::malformed("it is not UTF-8"))?;
    let mut reader = Reader::new(text, 0);
    let mut rest = vec![b'{'];
    reader.eat(b'{')?;
    let (mut first, mut taken) = (true, false);
    while reader.more(first, b'}')? {
        first = false;
        reader.peek();
        let start = reader.at();
        let is_member = reader.name()?.as_str() == member;
        if !is_member {
            reader.skip()?;
            if rest.len() > 1 {
                rest.push(b',');
            }
            rest.extend_from_slice(&body[start..reader.at()]);
            continue;
        }
        if mem::replace(&mut taken, true) {
            return Err(DecodeError::malformed("a member stands twice in the response").into());
        }
        take(&mut reader, text)?;
    }
    reader.end()?;
    rest.push(b'}');
    Ok(rest)
}

fn take_list<'de, E: From<DecodeError>>(
    reader: &mut Reader<'de>,
    text: &'de str,
    each: &mut dyn FnMut(&mut ItemReader<'_>) -> Result<(), E>,
) -> Result<(), E> {
    reader.eat(b'[')?;
    let (mut first, mut shared) = (true, Shared::of_many());
    while reader.more(first, b']')? {
        first = false;
        reader.peek();
        take_item(reader, text, &mut shared, each)?;
    }
    Ok(())
}

fn take_item<'de, E: From<DecodeError>>(
    reader: &mut Reader<'de>,
    text: &'de str,
    shared: &mut Shared,
    each: &mut dyn FnMut(&mut ItemReader<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut item = ItemReader::inside(text, reader.at(), mem::take(shared));
    each(&mut item)?;
    let end;
    (end, *shared) = item.into_end();
    match end {
        Some(end) => reader.jump(end),
        None => reader.skip()?,
    }
    Ok(())
}

/// How many items a body says it has, if it says so before them: a size to reserve, never more.
#[must_use]
pub fn count_hint(body: &[u8]) -> usize {
    let digits = body.strip_prefix(b"{\"Count\":").unwrap_or_default();
    let digits = digits.iter().take(5).take_while(|byte| byte.is_ascii_digit());
    let count = digits.fold(0, |count, digit| count * 10 + usize::from(digit - b'0'));
    // The shortest item has nine bytes, so a body of this length has no more of them.
    count.min(body.len() / 9)
}

//! The members of a map or item.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, MapAccess, Visitor};

use super::absent::AbsentSet;
use super::key::Key;
use super::reader::{Reader, Text};
use super::tag::Tag;
use super::value::Value;
use crate::codec::members::{Members, Place};
use crate::codec::shape::MapKey;
use crate::error::{DecodeError, Segment};

/// Says which attributes the schema writes itself.
pub(crate) type Owned<'o> = &'o dyn Fn(&str) -> bool;

pub(super) struct MapReader<'r, 'de, 'o> {
    reader: &'r mut Reader<'de>,
    members: Members,
    /// The names that serde asked for. Empty where it takes any.
    known: &'static [&'static str],
    /// Set at the item itself: attributes that the type does not see unless it has a field of that name.
    owned: Option<Owned<'o>>,
    first: bool,
    ended: bool,
    state: State<'de>,
}

/// How many tags of one map are looked for.
const NESTED_TAGS: usize = 8;

/// Whose value is read next.
enum State<'de> {
    Absent(&'static str),
    Present(Place, Option<&'de str>),
}

impl<'r, 'de, 'o> MapReader<'r, 'de, 'o> {
    /// Reads a map from its brace to its brace.
    #[inline]
    pub(super) fn read<V: Visitor<'de>>(
        reader: &'r mut Reader<'de>,
        members: Members,
        known: &'static [&'static str],
        owned: Option<Owned<'o>>,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        // The item is no level of its own: the values of its attributes are level 1.
        if owned.is_some() {
            reader.eat(b'{')?;
        } else {
            reader.enter(b'{')?;
        }
        let state = State::Absent("");
        let mut map = Self { reader, members, known, owned, first: true, ended: false, state };
        if map.members.awaits_tag() {
            map.find_tags()?;
        }
        let value = visitor.visit_map(&mut map)?;
        map.finish()?;
        Ok(value)
    }

    /// A visitor may stop early.
    fn finish(&mut self) -> Result<(), DecodeError> {
        while !self.ended {
            if self.reader.more(self.first, b'}')? {
                self.first = false;
                self.reader.name()?;
                self.reader.skip()?;
            } else {
                self.ended = true;
            }
        }
        if self.owned.is_none() {
            self.reader.leave();
        }
        Ok(())
    }

    /// Looks ahead for the tags that say which members there are. They can come last.
    #[cold]
    fn find_tags(&mut self) -> Result<(), DecodeError> {
        let start = self.reader.at;
        // The content of an internally tagged variant can be tagged itself. Types end somewhere, data may not.
        for _ in 0..NESTED_TAGS {
            let found = self.find_tag();
            self.reader.at = start;
            if !found? {
                break;
            }
        }
        Ok(())
    }

    fn find_tag(&mut self) -> Result<bool, DecodeError> {
        let mut first = true;
        while self.members.awaits_tag() && self.reader.more(first, b'}')? {
            first = false;
            let tag = self.reader.name()?;
            if !self.members.awaits(tag.as_str()) {
                self.reader.skip()?;
                continue;
            }
            let tag = tag.as_str().to_owned();
            if self.reader.open()? != Tag::S {
                return Ok(false);
            }
            self.members.choose(&tag, self.reader.string()?.as_str());
            return Ok(true);
        }
        Ok(false)
    }

    /// The step to a value that failed. A name that is not declared is data.
    #[cold]
    fn step(&self) -> Segment {
        let name = match self.state {
            State::Absent(name) => Some(name),
            State::Present(place, name) => place.declared.or_else(|| {
                let name = name?;
                self.known.iter().copied().find(|known| *known == name)
            }),
        };
        name.map_or(Segment::Key, |name| Segment::Name(Cow::Borrowed(name)))
    }
}

impl<'de> MapAccess<'de> for MapReader<'_, 'de, '_> {
    type Error = DecodeError;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, DecodeError> {
        loop {
            if self.ended || !self.reader.more(self.first, b'}')? {
                self.ended = true;
                // A field that serde does not read, such as a skipped one, is not among the names it asked for.
                let known = self.known;
                let is_read = |name: &&str| known.is_empty() || known.contains(name);
                return match std::iter::from_fn(|| self.members.next_missing_set())
                    .find(|(name, _)| is_read(name))
                {
                    Some((name, _)) => {
                        self.state = State::Absent(name);
                        Key::seed(name, seed).map(Some)
                    }
                    None => Ok(None),
                };
            }
            self.first = false;
            let text = self.reader.name()?;
            let place = self.members.find(text.as_str(), true);
            if let (None, Some(owned)) = (place.declared, self.owned)
                && !self.known.contains(&text.as_str())
                && owned(text.as_str())
            {
                self.reader.skip()?;
                continue;
            }
            let name = if let Text::Borrowed(name) = text { Some(name) } else { None };
            self.state = State::Present(place, name);
            let kind = if place.declared.is_none() { self.members.key() } else { MapKey::Text };
            return seed.deserialize(Key { text, kind }).map(Some);
        }
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, DecodeError> {
        let value = match self.state {
            State::Absent(_) => seed.deserialize(AbsentSet),
            State::Present(place, _) => {
                self.reader.check_depth()?;
                seed.deserialize(Value::new(self.reader, place.shape, place.buffered))
            }
        };
        value.map_err(|error| error.at(self.step()))
    }
}

//! The members of a map or item.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, MapAccess, Visitor};

use super::absent::Absent;
use super::key::Key;
use super::order::{Expected, Found, Member};
use super::reader::Reader;
use super::string::Text;
use super::tag::Tag;
use super::value::Value;
use crate::codec::field::Field;
use crate::codec::members::{Lookup, Members, Place};
use crate::codec::shape::{MapKey, Shape};
use crate::error::{DecodeError, Segment};

/// Says which attributes the schema writes itself.
pub(crate) type Owned<'o> = &'o dyn Fn(&str) -> bool;

pub(super) struct MapReader<'r, 'de> {
    reader: &'r mut Reader<'de>,
    members: Members,
    /// The names that serde asked for. Empty where it takes any.
    known: &'static [&'static str],
    /// Set at the item itself: attributes that the type does not see unless it has a field of that name.
    owned: Option<&'r Owned<'r>>,
    first: bool,
    ended: bool,
    /// What probably comes next, in a page.
    expected: Option<Expected>,
    state: State<'de>,
}

/// How many tags of one map are looked for.
const NESTED_TAGS: usize = 8;

/// Whose value is read next.
enum State<'de> {
    Absent(&'static str),
    /// A declared field, which is all that there is to know.
    Field(&'static Field),
    /// A name of which nothing is known; `None` if it has escapes.
    Unknown(Option<&'de str>),
    Present(Place, Option<&'de str>),
}

impl<'r, 'de> MapReader<'r, 'de> {
    /// Reads a map from its brace to its brace.
    #[inline]
    pub(super) fn read<V: Visitor<'de>>(
        reader: &'r mut Reader<'de>,
        members: Members,
        known: &'static [&'static str],
        owned: Option<&'r Owned<'r>>,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        // The item is no level of its own: the values of its attributes are level 1.
        if owned.is_some() {
            reader.eat(b'{')?;
        } else {
            reader.enter(b'{')?;
        }
        let state = State::Absent("");
        // Of a map inside an item nothing is hidden, whosever it is.
        let entity = if owned.is_some() { reader.entity } else { Some(0) };
        let identity = members.identity().filter(|_| !known.is_empty()).zip(entity);
        let expected =
            identity.and_then(|(fields, entity)| reader.shared.start(known, fields, entity));
        let mut map =
            Self { reader, members, known, owned, first: true, ended: false, expected, state };
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

    fn known_name(&self, name: Option<&str>) -> Option<&'static str> {
        self.known.iter().copied().find(|known| Some(*known) == name)
    }

    /// The step to a value that failed. A name that is not declared is data.
    #[cold]
    fn step(&self) -> Segment {
        let name = match self.state {
            State::Absent(name) => Some(name),
            State::Field(field) => Some(field.name),
            State::Unknown(name) => self.known_name(name),
            State::Present(place, name) => place.declared.or_else(|| self.known_name(name)),
        };
        name.map_or(Segment::Key, |name| Segment::Name(Cow::Borrowed(name)))
    }
}

/// What comes next in a map.
enum Next<'de> {
    Name(&'de str, MapKey),
    /// A name with escapes, which the reader holds.
    Unescaped(MapKey),
    End,
}

// Reading a name is the same for every type: only what serde makes of it is generic.
impl<'de> MapReader<'_, 'de> {
    /// The next name, if it is the one that is expected. Else nothing is read, but for hidden attributes.
    fn expected(&mut self) -> Result<Option<&'de str>, DecodeError> {
        while let Some(expected) = self.expected
            && let Some(member) = self.reader.shared.member(expected)
        {
            let (text, mut at) = (self.reader.text, self.reader.at);
            if !self.first {
                if text.as_bytes().get(at) != Some(&b',') {
                    break;
                }
                at += 1;
            }
            // The name is what stands between the quotes; a colon follows.
            let Some(end) = member.end_at(text, at) else { break };
            let Some(name) = text.get(at + 1..end - 2) else { break };
            self.reader.at = end;
            self.first = false;
            self.expected = Some(expected.next());
            self.state = match member.found {
                Found::Hidden => {
                    self.hide(Some(name))?;
                    continue;
                }
                Found::Unknown => State::Unknown(Some(name)),
                Found::Field(at) => match self.members.field_at(at) {
                    Some(field) => State::Field(field),
                    None => State::Unknown(Some(name)),
                },
            };
            return Ok(Some(name));
        }
        Ok(None)
    }

    #[cold]
    fn learn(&mut self, met: Option<Member>) {
        if let (Some(expected), Some(met)) = (&mut self.expected, met) {
            self.reader.shared.learn(expected, self.reader.text, met);
        }
    }

    fn advance(&mut self) -> Result<Next<'de>, DecodeError> {
        loop {
            if self.ended || !self.reader.more(self.first, b'}')? {
                (self.ended, self.expected) = (true, None);
                return Ok(self.next_missing());
            }
            self.first = false;
            let start = self.reader.at;
            let short = self.reader.short_name();
            let end = self.reader.at;
            let name = match short {
                Some(name) => Some(name),
                None => match self.reader.name()? {
                    Text::Borrowed(name) => Some(name),
                    Text::Unescaped(_) => None,
                },
            };
            let page = self.reader.text;
            let met = |found| short.and_then(|_| Member::new(page, start, end, found));
            let text = name.unwrap_or(self.reader.unescaped());
            let mut kind = MapKey::Text;
            self.state = match self.members.field(text) {
                Lookup::Field(field, at) => {
                    self.learn(met(Found::Field(at)));
                    State::Field(field)
                }
                Lookup::Unknown => {
                    let is_hidden = self.is_hidden(text);
                    self.learn(met(if is_hidden { Found::Hidden } else { Found::Unknown }));
                    if is_hidden {
                        self.hide(name)?;
                        continue;
                    }
                    State::Unknown(name)
                }
                Lookup::Other => {
                    let place = self.members.find(text, true);
                    if place.declared.is_none() {
                        if self.is_hidden(text) {
                            self.hide(name)?;
                            continue;
                        }
                        kind = self.members.key();
                    }
                    State::Present(place, name)
                }
            };
            return Ok(match name {
                Some(name) => Next::Name(name, kind),
                None => Next::Unescaped(kind),
            });
        }
    }

    /// Whether the schema owns an attribute that no field is declared for.
    #[inline]
    fn is_hidden(&self, name: &str) -> bool {
        self.owned.is_some_and(|owned| owned(name) && !self.known.contains(&name))
    }

    /// Passes over an attribute of the schema's, and notes where the one of interest stands.
    fn hide(&mut self, name: Option<&str>) -> Result<(), DecodeError> {
        if name.is_some() && name == self.reader.noted && self.reader.noted_at.is_none() {
            self.reader.noted_at = Some(self.reader.at);
        }
        self.reader.skip()
    }

    /// A declared set or version that the map does not have. A field that serde does not read, such as a skipped one, is not among
    /// the names that it asked for.
    fn next_missing(&mut self) -> Next<'de> {
        while let Some(name) = self.members.next_missing() {
            if self.known.is_empty() || self.known.contains(&name) {
                self.state = State::Absent(name);
                return Next::Name(name, MapKey::Text);
            }
        }
        Next::End
    }
}

impl<'de> MapAccess<'de> for MapReader<'_, 'de> {
    type Error = DecodeError;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, DecodeError> {
        if self.expected.is_some()
            && let Some(name) = self.expected()?
        {
            let text = Text::Borrowed(name);
            return seed.deserialize(Key { text, kind: MapKey::Text }).map(Some);
        }
        let key = match self.advance()? {
            Next::Name(name, kind) => Key { text: Text::Borrowed(name), kind },
            Next::Unescaped(kind) => Key { text: Text::Unescaped(self.reader.unescaped()), kind },
            Next::End => return Ok(None),
        };
        seed.deserialize(key).map(Some)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, DecodeError> {
        let (shape, buffered) = match &self.state {
            State::Field(field) => (&field.shape, self.members.is_buffered()),
            State::Unknown(_) => (&Shape::Plain, self.members.is_buffered()),
            State::Present(place, _) => (place.shape, place.buffered),
            State::Absent(_) => {
                return seed.deserialize(Absent).map_err(|error| error.at(self.step()));
            }
        };
        self.reader.check_depth()?;
        let value = seed.deserialize(Value::new(self.reader, shape, buffered));
        value.map_err(|error| error.at(self.step()))
    }
}

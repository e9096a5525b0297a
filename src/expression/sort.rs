//! Conditions on the next sort key part, and the range they make.

use super::bounds::{Around, End, Range, whole_texts_below};
use crate::error::{InvalidRequest, KeyError, KeyErrorKind};
use crate::model::{Format, KeyPart, OpenText, check_prefix, write_part};
use crate::value::limits::SORT_KEY_BYTES;
use crate::value::{KeyValue, Number};

/// The sort key attribute that conditions compare.
#[derive(Debug, Clone)]
pub(crate) enum NextSort {
    /// A template with a free part.
    Part(OpenText),
    /// A field of its own.
    Field(&'static str),
    /// The whole text of the attribute, for queries of several entities.
    Text,
}

/// A part as the sort key holds it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SortPart {
    value: KeyValue,
    is_integer: bool,
}

/// What the caller asked of the next sort key part.
#[derive(Debug, Clone, Default)]
pub(crate) struct SortConditions {
    equal: Option<SortPart>,
    prefix: Option<String>,
    low: Option<End<SortPart>>,
    high: Option<End<SortPart>>,
    is_contradiction: bool,
}

impl NextSort {
    /// A part in the form that this sort key compares.
    pub(crate) fn part(&self, part: &dyn KeyPart) -> Result<SortPart, KeyError> {
        let value = match self {
            Self::Part(open) => {
                let mut text = String::new();
                write_part(part, &open.format, &mut text)
                    .map_err(|error| error.of_field(open.field))?;
                KeyValue::S(text)
            }
            Self::Field(field) => part.value().map_err(|error| error.of_field(field))?,
            Self::Text => {
                let mut text = String::new();
                // The whole key holds delimiters: it is compared as it is.
                part.write(&Format::SORTABLE, &mut crate::model::KeyText::new(&mut text))?;
                KeyValue::S(text)
            }
        };
        if value.is_empty() {
            return Err(self.named(KeyError::new(KeyErrorKind::Empty)));
        }
        Ok(SortPart { value, is_integer: part.is_integer() })
    }

    /// The start of the next part's text.
    pub(crate) fn prefix(&self, text: &str) -> Result<String, KeyError> {
        if let Self::Part(_) = self {
            check_prefix(text).map_err(|error| self.named(error))?;
        }
        Ok(text.to_owned())
    }

    fn named(&self, error: KeyError) -> KeyError {
        match self {
            Self::Part(OpenText { field, .. }) | Self::Field(field) => error.of_field(field),
            Self::Text => error,
        }
    }

    /// The range of sort keys that the conditions leave.
    pub(crate) fn range(
        &self,
        conditions: &SortConditions,
        is_binary: bool,
    ) -> Result<Range<KeyValue>, SortError> {
        if conditions.is_contradiction {
            return Err(SortError::Request(InvalidRequest::SortConditions));
        }
        let range = match self {
            Self::Part(open) => text_range(
                &Around { prefix: &open.prefix, after: &open.after, is_last: open.is_last },
                conditions,
            ),
            Self::Field(_) | Self::Text => match conditions.kind() {
                Some(KeyValue::N(_) | KeyValue::B(_)) => {
                    return native_range(conditions).map_err(SortError::Request);
                }
                Some(KeyValue::S(_)) => whole_text_range(conditions),
                None => match &conditions.prefix {
                    Some(prefix) if is_binary && !prefix.is_empty() => {
                        return Ok(Range::BeginsWith(KeyValue::B(prefix.clone().into_bytes())));
                    }
                    _ => whole_text_range(conditions),
                },
            },
        };
        check_length(&range).map_err(|error| SortError::Key(self.named(error)))?;
        Ok(range)
    }
}

/// Why sort conditions make no range.
#[derive(Debug)]
pub(crate) enum SortError {
    Request(InvalidRequest),
    Key(KeyError),
}

impl SortConditions {
    pub(crate) fn eq(&mut self, part: SortPart) {
        self.is_contradiction |= self.is_set();
        self.equal = Some(part);
    }

    pub(crate) fn begins_with(&mut self, prefix: String) {
        // Empty text adds nothing.
        if !prefix.is_empty() {
            self.is_contradiction |= self.is_set();
            self.prefix = Some(prefix);
        }
    }

    pub(crate) fn low(&mut self, value: SortPart, is_inclusive: bool) {
        self.is_contradiction |=
            self.low.is_some() || self.equal.is_some() || self.prefix.is_some();
        self.low = Some(End { value, is_inclusive });
    }

    pub(crate) fn high(&mut self, value: SortPart, is_inclusive: bool) {
        self.is_contradiction |=
            self.high.is_some() || self.equal.is_some() || self.prefix.is_some();
        self.high = Some(End { value, is_inclusive });
    }

    pub(crate) fn is_set(&self) -> bool {
        self.equal.is_some() || self.prefix.is_some() || self.low.is_some() || self.high.is_some()
    }

    /// A value of the type that is compared.
    fn kind(&self) -> Option<&KeyValue> {
        let ends = self.low.iter().chain(&self.high).map(|end| &end.value);
        self.equal.iter().chain(ends).map(|part| &part.value).next()
    }
}

fn text_of(part: &SortPart) -> &str {
    match &part.value {
        KeyValue::S(text) => text,
        KeyValue::N(_) | KeyValue::B(_) => unreachable!("text ranges are made of text parts"),
    }
}

fn text_end(end: &End<SortPart>) -> End<&str> {
    End { value: text_of(&end.value), is_inclusive: end.is_inclusive }
}

/// The whole attribute is compared, and may hold any character.
fn whole_text_range(conditions: &SortConditions) -> Range<KeyValue> {
    match (&conditions.low, &conditions.high) {
        (Some(low), Some(high)) if !high.is_inclusive => {
            whole_texts_below(text_end(low), text_of(&high.value)).map(KeyValue::S)
        }
        _ => text_range(&Around { prefix: "", after: "", is_last: true }, conditions),
    }
}

fn text_range(around: &Around<'_>, conditions: &SortConditions) -> Range<KeyValue> {
    let (low, high) =
        (conditions.low.as_ref().map(text_end), conditions.high.as_ref().map(text_end));
    let range = match (&conditions.equal, &conditions.prefix) {
        (Some(part), _) => around.eq(text_of(part)),
        (None, Some(prefix)) => around.begins_with(prefix),
        (None, None) if low.is_none() && high.is_none() => around.begins_with(""),
        (None, None) => around.range(low, high),
    };
    range.map(KeyValue::S)
}

/// Numbers and bytes compare by DynamoDB's own operators.
fn native_range(conditions: &SortConditions) -> Result<Range<KeyValue>, InvalidRequest> {
    if let Some(part) = &conditions.equal {
        return Ok(Range::Eq(part.value.clone()));
    }
    Ok(match (&conditions.low, &conditions.high) {
        (Some(low), Some(high)) => {
            let (low, high) = (inclusive(low, 1)?, inclusive(high, -1)?);
            if low > high { Range::Empty } else { Range::Between(low, high) }
        }
        (Some(End { value, is_inclusive: true }), None) => Range::Ge(value.value.clone()),
        (Some(End { value, is_inclusive: false }), None) => Range::Gt(value.value.clone()),
        (None, Some(End { value, is_inclusive: true })) => Range::Le(value.value.clone()),
        (None, Some(End { value, is_inclusive: false })) => Range::Lt(value.value.clone()),
        (None, None) => Range::Any,
    })
}

/// The end as BETWEEN takes it: an exclusive one moves by one, which works on integers only.
fn inclusive(end: &End<SortPart>, step: i128) -> Result<KeyValue, InvalidRequest> {
    match (&end.value.value, end.is_inclusive) {
        (value, true) => Ok(value.clone()),
        (KeyValue::N(number), false) if end.value.is_integer => number
            .to_i128()
            .and_then(|number| number.checked_add(step))
            .and_then(|number| Number::try_from(number).ok())
            .map(KeyValue::N)
            .ok_or(InvalidRequest::ExclusiveBound),
        _ => Err(InvalidRequest::ExclusiveBound),
    }
}

fn check_length(range: &Range<KeyValue>) -> Result<(), KeyError> {
    let longest = match range {
        Range::Any | Range::Empty => return Ok(()),
        Range::Eq(value)
        | Range::BeginsWith(value)
        | Range::Gt(value)
        | Range::Ge(value)
        | Range::Lt(value)
        | Range::Le(value) => value.byte_len(),
        Range::Between(low, high) => low.byte_len().max(high.byte_len()),
    };
    if longest > SORT_KEY_BYTES {
        return Err(KeyError::new(KeyErrorKind::TooLong { bytes: longest, limit: SORT_KEY_BYTES }));
    }
    Ok(())
}

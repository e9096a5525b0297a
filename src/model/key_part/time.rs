//! `time` dates and instants as key parts.

use time::{Date, Month, OffsetDateTime, UtcDateTime, UtcOffset};

use super::calendar::{DATE_WIDTH, INSTANT_WIDTH, calendar_part, date_text, instant_text};
use crate::error::KeyError;

calendar_part!(Date, DATE_WIDTH, date, parse_date);
calendar_part!(UtcDateTime, INSTANT_WIDTH, utc, parse_utc);
calendar_part!(OffsetDateTime, INSTANT_WIDTH, offset, parse_offset);

fn date(date: Date) -> Result<String, KeyError> {
    date_text(date.year(), date.month().into(), date.day())
}

fn utc(instant: UtcDateTime) -> Result<String, KeyError> {
    let date = date(instant.date())?;
    Ok(instant_text(
        &date,
        instant.hour(),
        instant.minute(),
        instant.second(),
        instant.nanosecond(),
    ))
}

/// The instant in UTC: the offset is not kept.
fn offset(instant: OffsetDateTime) -> Result<String, KeyError> {
    utc(instant.to_utc())
}

/// Reads digits at a place of the fixed form.
fn digits<T: std::str::FromStr>(text: &str, from: usize, to: usize) -> Option<T> {
    text.get(from..to)
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?
        .parse()
        .ok()
}

fn parse_date(text: &str) -> Option<Date> {
    let month = Month::try_from(digits::<u8>(text, 5, 7)?).ok()?;
    Date::from_calendar_date(digits(text, 0, 4)?, month, digits(text, 8, 10)?).ok()
}

fn parse_utc(text: &str) -> Option<UtcDateTime> {
    let time = time::Time::from_hms_nano(
        digits(text, 11, 13)?,
        digits(text, 14, 16)?,
        digits(text, 17, 19)?,
        digits(text, 20, 29)?,
    );
    Some(UtcDateTime::new(parse_date(text)?, time.ok()?))
}

fn parse_offset(text: &str) -> Option<OffsetDateTime> {
    Some(parse_utc(text)?.to_offset(UtcOffset::UTC))
}

//! `chrono` dates and instants as key parts.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use super::calendar::{DATE_WIDTH, INSTANT_WIDTH, calendar_part, date_text, instant_text};
use crate::error::{KeyError, KeyErrorKind};

calendar_part!(NaiveDate, DATE_WIDTH, date, parse_date);
calendar_part!(DateTime<Utc>, INSTANT_WIDTH, instant, parse_instant);

#[allow(
    clippy::cast_possible_truncation,
    reason = "months, days, hours, minutes and seconds fit 8 bits"
)]
fn date(date: NaiveDate) -> Result<String, KeyError> {
    date_text(date.year(), date.month() as u8, date.day() as u8)
}

fn parse_date(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "months, days, hours, minutes and seconds fit 8 bits"
)]
fn instant(instant: DateTime<Utc>) -> Result<String, KeyError> {
    let nanosecond = instant.nanosecond();
    // chrono counts a leap second as nanoseconds past the second before it.
    if nanosecond > 999_999_999 {
        return Err(KeyError::new(KeyErrorKind::LeapSecond));
    }
    let date = date(instant.date_naive())?;
    Ok(instant_text(
        &date,
        instant.hour() as u8,
        instant.minute() as u8,
        instant.second() as u8,
        nanosecond,
    ))
}

fn parse_instant(text: &str) -> Option<DateTime<Utc>> {
    text.parse().ok()
}

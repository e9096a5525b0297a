//! `jiff` dates and instants as key parts.

use jiff::Timestamp;
use jiff::civil::Date;

use super::calendar::{DATE_WIDTH, INSTANT_WIDTH, calendar_part, date_text};
use crate::error::{KeyError, KeyErrorKind};

calendar_part!(Date, DATE_WIDTH, date, parse);
calendar_part!(Timestamp, INSTANT_WIDTH, instant, parse);

#[allow(clippy::cast_sign_loss, reason = "months and days are positive")]
fn date(date: Date) -> Result<String, KeyError> {
    date_text(date.year().into(), date.month() as u8, date.day() as u8)
}

fn instant(instant: Timestamp) -> Result<String, KeyError> {
    let text = format!("{instant:.9}");
    if text.starts_with('-') { Err(KeyError::new(KeyErrorKind::Year)) } else { Ok(text) }
}

fn parse<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

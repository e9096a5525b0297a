//! Instants and dates: their stored text, and what the crates that have such types say to serde.

use super::calendar::Day;

/// Why there is no stored form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MomentError {
    /// No instant or date.
    Text,
    /// A year outside of 0000 to 9999, or a leap second.
    Range,
}

/// A point in time, UTC, to the nanosecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Instant {
    day: Day,
    hour: u8,
    minute: u8,
    second: u8,
    nanosecond: u32,
}

/// Reads a text from the left.
struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    fn take(&mut self, byte: u8) -> bool {
        match self.0 {
            [first, rest @ ..] if *first == byte => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), MomentError> {
        if self.take(byte) { Ok(()) } else { Err(MomentError::Text) }
    }

    /// A number of so many digits, and how many it has.
    fn number(&mut self, least: usize, most: usize) -> Result<(i64, usize), MomentError> {
        let len = self.0.iter().take_while(|byte| byte.is_ascii_digit()).take(most).count();
        if len < least {
            return Err(MomentError::Text);
        }
        let (digits, rest) = self.0.split_at(len);
        self.0 = rest;
        Ok((digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')), len))
    }

    /// `2026-11-21`, and years beyond four digits, which are then out of range.
    fn day(&mut self) -> Result<Day, MomentError> {
        let negative = match self.0.first() {
            Some(b'-') => self.take(b'-'),
            Some(b'+') => !self.take(b'+'),
            _ => false,
        };
        let (year, _) = self.number(4, 9)?;
        self.expect(b'-')?;
        let (month, _) = self.number(2, 2)?;
        self.expect(b'-')?;
        let (day, _) = self.number(2, 2)?;
        Day::new(if negative { -year } else { year }, month, day)
    }

    fn end(&self) -> Result<(), MomentError> {
        if self.0.is_empty() { Ok(()) } else { Err(MomentError::Text) }
    }
}

impl Instant {
    /// Bytes of the stored text.
    pub(crate) const LEN: usize = 30;

    /// Reads RFC 3339 with up to nine digits after the second and any offset, and the text of `time`, which has a space
    /// for the `T`, hours of one digit, seconds in the offset, or no offset at all for UTC.
    pub(crate) fn parse(text: &str) -> Result<Self, MomentError> {
        let mut scan = Scan(text.as_bytes());
        let day = scan.day()?;
        if !(scan.take(b'T') || scan.take(b't')) {
            scan.expect(b' ')?;
        }
        let (hour, _) = scan.number(1, 2)?;
        scan.expect(b':')?;
        let (minute, _) = scan.number(2, 2)?;
        scan.expect(b':')?;
        let (second, _) = scan.number(2, 2)?;
        let nanosecond = if scan.take(b'.') {
            let (fraction, len) = scan.number(1, 9)?;
            fraction * 10_i64.pow(u32::try_from(9 - len).unwrap_or(0))
        } else {
            0
        };
        let spaced = scan.take(b' ');
        let offset = if scan.take(b'Z') || scan.take(b'z') || (!spaced && scan.0.is_empty()) {
            0
        } else {
            let sign = if scan.take(b'-') { -1 } else { scan.expect(b'+').map(|()| 1)? };
            let (hours, _) = scan.number(2, 2)?;
            scan.expect(b':')?;
            let (minutes, _) = scan.number(2, 2)?;
            let seconds = if scan.take(b':') { scan.number(2, 2)?.0 } else { 0 };
            sign * offset(hours, minutes, seconds)?
        };
        scan.end()?;
        Self::new(day, [hour, minute, second, nanosecond], offset)
    }

    /// The tuple that `time` serializes: year, day of the year, hour, minute, second, nanosecond, and the offset's
    /// hours, minutes and seconds, which all have its sign.
    pub(crate) fn from_parts(parts: &[i64]) -> Result<Self, MomentError> {
        let (&[year, ordinal, hour, minute, second, nanosecond], ahead) =
            parts.split_first_chunk().ok_or(MomentError::Text)?;
        let offset = match *ahead {
            [] => 0,
            [hours, minutes, seconds] => {
                let sign = if hours < 0 || minutes < 0 || seconds < 0 { -1 } else { 1 };
                sign * offset(hours.abs(), minutes.abs(), seconds.abs())?
            }
            _ => return Err(MomentError::Text),
        };
        Self::new(Day::of_ordinal(year, ordinal)?, [hour, minute, second, nanosecond], offset)
    }

    fn new(
        day: Day,
        [hour, minute, second, nanosecond]: [i64; 4],
        offset: i64,
    ) -> Result<Self, MomentError> {
        if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..=60).contains(&second) {
            return Err(MomentError::Text);
        }
        // A leap second has no place among the seconds of a day. Dropping it would change the value silently.
        if second == 60 {
            return Err(MomentError::Range);
        }
        let nanosecond =
            u32::try_from(nanosecond).ok().filter(|nanosecond| *nanosecond < 1_000_000_000);
        let nanosecond = nanosecond.ok_or(MomentError::Text)?;
        let seconds = hour * 3600 + minute * 60 + second - offset;
        let days = seconds.div_euclid(86_400);
        let day = if days == 0 { day } else { day.shifted(days)? };
        let seconds = seconds.rem_euclid(86_400);
        let part = |value: i64| u8::try_from(value).map_err(|_| MomentError::Text);
        let (hour, minute, second) =
            (part(seconds / 3600)?, part(seconds / 60 % 60)?, part(seconds % 60)?);
        Ok(Self { day, hour, minute, second, nanosecond })
    }

    /// The instant a number of seconds after the Unix epoch, or before.
    pub(crate) fn of_seconds(seconds: i64) -> Result<Self, MomentError> {
        let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let time = [second / 3600, second / 60 % 60, second % 60, 0];
        Self::new(Day::of_epoch(day)?, time, 0)
    }

    /// Seconds since the Unix epoch. What is below the second is left out, which is towards the past at any time.
    pub(crate) fn seconds(&self) -> i64 {
        let (hour, minute) = (i64::from(self.hour), i64::from(self.minute));
        self.day.since_epoch() * 86_400 + hour * 3600 + minute * 60 + i64::from(self.second)
    }

    /// `2026-11-21T03:51:59.000000000Z`.
    pub(crate) fn text(&self) -> [u8; Self::LEN] {
        let mut text = *b"0000-00-00T00:00:00.000000000Z";
        text[..10].copy_from_slice(&date_text(self.day));
        put(&mut text[11..13], self.hour.into());
        put(&mut text[14..16], self.minute.into());
        put(&mut text[17..19], self.second.into());
        put(&mut text[20..29], self.nanosecond);
        text
    }

    /// The tuple that `time` deserializes.
    pub(crate) fn parts(&self) -> [i32; 9] {
        let nanosecond = i32::try_from(self.nanosecond).unwrap_or(0);
        let [year, ordinal] = date_parts(self.day);
        [
            year,
            ordinal,
            self.hour.into(),
            self.minute.into(),
            self.second.into(),
            nanosecond,
            0,
            0,
            0,
        ]
    }
}

fn offset(hours: i64, minutes: i64, seconds: i64) -> Result<i64, MomentError> {
    let valid =
        (0..26).contains(&hours) && (0..60).contains(&minutes) && (0..60).contains(&seconds);
    if valid { Ok(hours * 3600 + minutes * 60 + seconds) } else { Err(MomentError::Text) }
}

/// Right-aligned digits over zeros.
fn put(text: &mut [u8], mut value: u32) {
    for digit in text.iter_mut().rev() {
        *digit = b'0' + u8::try_from(value % 10).unwrap_or(0);
        value /= 10;
    }
}

/// Reads `YYYY-MM-DD`.
pub(crate) fn parse_date(text: &str) -> Result<Day, MomentError> {
    let mut scan = Scan(text.as_bytes());
    let day = scan.day()?;
    scan.end()?;
    Ok(day)
}

/// `2026-11-21`.
pub(crate) fn date_text(day: Day) -> [u8; 10] {
    let mut text = *b"0000-00-00";
    put(&mut text[..4], day.year.into());
    put(&mut text[5..7], day.month.into());
    put(&mut text[8..], day.day.into());
    text
}

/// The tuple of `time::Date`: year and day of the year.
pub(crate) fn date_parts(day: Day) -> [i32; 2] {
    [day.year.into(), day.ordinal().into()]
}

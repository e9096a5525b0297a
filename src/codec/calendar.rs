//! Days of the proleptic Gregorian calendar.

use super::instant::MomentError;

/// A day, years 0000 to 9999: what has a stored form that sorts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "a day of a month is its day")]
pub(crate) struct Day {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

const DAYS_BEFORE: [u16; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// Days from 0000-01-01 to the start of a year.
fn days_before_year(year: u16) -> i32 {
    let past = i32::from(year) - 1;
    if year == 0 { 0 } else { 366 + past * 365 + past / 4 - past / 100 + past / 400 }
}

/// Days in the year before the start of a month, January being 1.
fn days_before_month(year: u16, month: u8) -> u16 {
    let leap_day = u16::from(month > 2 && is_leap(year));
    DAYS_BEFORE.get(usize::from(month.wrapping_sub(1))).map_or(0, |days| days + leap_day)
}

impl Day {
    /// 1970-01-01.
    const EPOCH: Self = Self { year: 1970, month: 1, day: 1 };

    /// The day a number of days after 1970-01-01, or before.
    pub(crate) fn of_epoch(days: i64) -> Result<Self, MomentError> {
        Self::EPOCH.shifted(days)
    }

    /// Days from 1970-01-01, negative before it.
    pub(crate) fn since_epoch(self) -> i64 {
        i64::from(self.number() - Self::EPOCH.number())
    }

    /// Days from 0000-01-01.
    fn number(self) -> i32 {
        days_before_year(self.year) + i32::from(self.ordinal()) - 1
    }

    pub(crate) fn new(year: i64, month: i64, day: i64) -> Result<Self, MomentError> {
        let year = year_in_range(year)?;
        let (Ok(month @ 1..=12), Ok(day)) = (u8::try_from(month), u8::try_from(day)) else {
            return Err(MomentError::Text);
        };
        let days = if month == 12 {
            31
        } else {
            days_before_month(year, month + 1) - days_before_month(year, month)
        };
        if day == 0 || u16::from(day) > days {
            Err(MomentError::Text)
        } else {
            Ok(Self { year, month, day })
        }
    }

    /// The n-th day of a year, the first being 1.
    pub(crate) fn of_ordinal(year: i64, ordinal: i64) -> Result<Self, MomentError> {
        let year = year_in_range(year)?;
        let ordinal = u16::try_from(ordinal).map_err(|_| MomentError::Text)?;
        if ordinal == 0 || ordinal > 365 + u16::from(is_leap(year)) {
            return Err(MomentError::Text);
        }
        let month =
            (1..=12_u8).rev().find(|month| days_before_month(year, *month) < ordinal).unwrap_or(1);
        let day = u8::try_from(ordinal - days_before_month(year, month))
            .map_err(|_| MomentError::Text)?;
        Ok(Self { year, month, day })
    }

    pub(crate) fn ordinal(self) -> u16 {
        days_before_month(self.year, self.month) + u16::from(self.day)
    }

    /// The day after or before.
    pub(crate) fn shifted(self, days: i64) -> Result<Self, MomentError> {
        let number = i64::from(self.number()) + days;
        let number =
            i32::try_from(number).ok().filter(|number| *number >= 0).ok_or(MomentError::Range)?;
        // Close from below: no year is longer than 366 days.
        let mut year = u16::try_from(number / 366).map_err(|_| MomentError::Range)?;
        while days_before_year(year + 1) <= number {
            year += 1;
        }
        Self::of_ordinal(year.into(), i64::from(number - days_before_year(year)) + 1)
    }
}

fn year_in_range(year: i64) -> Result<u16, MomentError> {
    u16::try_from(year).ok().filter(|year| *year <= 9999).ok_or(MomentError::Range)
}

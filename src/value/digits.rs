//! The digits of a decimal number, apart from how it is written.

use std::cmp::Ordering;
use std::fmt::Write as _;

use super::limits::{NUMBER_DIGITS, NUMBER_MAX_EXPONENT, NUMBER_MIN_EXPONENT};
use super::number::NumberError;

/// A number as `0.<digits> * 10^point`, without leading or trailing zeros; zero has no digits.
///
/// Two texts are the same number exactly when their `Digits` are equal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digits {
    negative: bool,
    len: u8,
    point: i16,
    places: [u8; NUMBER_DIGITS],
}

impl Digits {
    const ZERO: Self = Self { negative: false, len: 0, point: 0, places: [0; NUMBER_DIGITS] };

    /// Parses what DynamoDB takes for a number: sign, digits, point, exponent; nothing around them.
    pub(crate) fn parse(text: &str) -> Result<Self, NumberError> {
        let mut parsed = Self::ZERO;
        let bytes = text.as_bytes();
        let mut at = 0;
        if let Some(sign @ (b'-' | b'+')) = bytes.first() {
            parsed.negative = *sign == b'-';
            at = 1;
        }
        // Zeros are held back until a later digit shows that they are significant.
        let (mut zeros, mut point, mut seen_point, mut any) = (0_i64, 0_i64, false, false);
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'0'..=b'9' => {
                    any = true;
                    point += i64::from(!seen_point && (parsed.len > 0 || byte != b'0'));
                    match (byte, parsed.len) {
                        (b'0', 0) => point -= i64::from(seen_point),
                        (b'0', _) => zeros += 1,
                        _ => parsed.push(&mut zeros, byte)?,
                    }
                }
                b'.' if !seen_point => seen_point = true,
                b'e' | b'E' if any => {
                    point = point.saturating_add(exponent(&bytes[at + 1..])?);
                    break;
                }
                _ => return Err(NumberError::Invalid),
            }
            at += 1;
        }
        if !any {
            return Err(NumberError::Invalid);
        }
        if parsed.len == 0 {
            return Ok(Self::ZERO);
        }
        let scientific = point - 1;
        if scientific < i64::from(NUMBER_MIN_EXPONENT)
            || scientific > i64::from(NUMBER_MAX_EXPONENT)
        {
            return Err(NumberError::Range);
        }
        parsed.point = i16::try_from(point).map_err(|_| NumberError::Range)?;
        Ok(parsed)
    }

    fn push(&mut self, zeros: &mut i64, byte: u8) -> Result<(), NumberError> {
        let zero_count = usize::try_from(*zeros).map_err(|_| NumberError::Digits)?;
        let end = usize::from(self.len) + zero_count;
        let slot = self.places.get_mut(end).ok_or(NumberError::Digits)?;
        // The skipped places are zero already.
        *slot = byte - b'0';
        self.len = u8::try_from(end + 1).map_err(|_| NumberError::Digits)?;
        *zeros = 0;
        Ok(())
    }

    fn digits(&self) -> &[u8] {
        &self.places[..usize::from(self.len)]
    }

    /// How many digits stand before and after the point, zeros at either end left out.
    pub(crate) fn split(&self) -> (usize, usize) {
        let len = usize::from(self.len);
        let whole = usize::try_from(self.point).unwrap_or(0).min(len);
        (whole, len - whole)
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.negative
    }

    /// The number as an integer without its sign, if it is one and fits.
    pub(crate) fn to_magnitude(self) -> Option<u128> {
        let len = i16::from(self.len);
        if len > 0 && self.point < len {
            return None;
        }
        let significant = self.mantissa()?;
        let zeros = u32::try_from(self.point - len).ok()?;
        if significant == 0 {
            Some(0)
        } else {
            significant.checked_mul(10_u128.checked_pow(zeros)?)
        }
    }

    pub(crate) fn to_u128(self) -> Option<u128> {
        self.to_magnitude().filter(|magnitude| !self.negative || *magnitude == 0)
    }

    pub(crate) fn to_i128(self) -> Option<i128> {
        let magnitude = self.to_magnitude()?;
        if self.negative {
            0_i128.checked_sub_unsigned(magnitude)
        } else {
            i128::try_from(magnitude).ok()
        }
    }

    /// The greatest integer that is not above the number, if it fits.
    pub(crate) fn floor(self) -> Option<i128> {
        let (whole, fraction) = self.split();
        if fraction == 0 {
            return self.to_i128();
        }
        let whole =
            self.digits()[..whole].iter().fold(0, |sum, digit| sum * 10 + i128::from(*digit));
        Some(if self.negative { -whole - 1 } else { whole })
    }

    /// The digits as one integer. 38 digits always fit.
    fn mantissa(&self) -> Option<u128> {
        self.digits()
            .iter()
            .try_fold(0_u128, |sum, digit| sum.checked_mul(10)?.checked_add(u128::from(*digit)))
    }

    /// Whether a mantissa of 96 bits and a scale of at most 28, which is what `rust_decimal` has, holds the number.
    pub(crate) fn fits_decimal(&self) -> bool {
        const LIMIT: u128 = 1 << 96;
        let scale = i16::from(self.len) - self.point;
        match scale {
            ..=0 => self.to_magnitude().is_some_and(|magnitude| magnitude < LIMIT),
            1..=28 => self.mantissa().is_some_and(|mantissa| mantissa < LIMIT),
            _ => false,
        }
    }

    /// Plain notation, however long.
    pub(crate) fn to_plain(self) -> String {
        let (digits, len) = (self.digits(), i16::from(self.len));
        let mut text = String::with_capacity(44);
        if self.negative {
            text.push('-');
        }
        if self.point <= 0 {
            text.push('0');
            if len > 0 {
                text.push('.');
            }
            text.extend((self.point..0).map(|_| '0'));
        }
        for (place, digit) in (0_i16..).zip(digits) {
            if place == self.point && place > 0 {
                text.push('.');
            }
            text.push(char::from(b'0' + digit));
        }
        text.extend((len..self.point).map(|_| '0'));
        text
    }

    /// The one text of a number: plain where that is short, else `d.dddE+n`.
    pub(crate) fn to_canonical(self) -> String {
        // 20 zeros after the point is where plain text stops being readable; DynamoDB takes both.
        if (-20..=38).contains(&self.point) {
            return self.to_plain();
        }
        let mut text = String::with_capacity(48);
        if self.negative {
            text.push('-');
        }
        for (place, digit) in self.digits().iter().enumerate() {
            if place == 1 {
                text.push('.');
            }
            text.push(char::from(b'0' + digit));
        }
        write!(text, "E{:+}", self.point - 1).expect("writing to a string does not fail");
        text
    }
}

impl Ord for Digits {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign =
            |number: &Self| if number.len == 0 { 0 } else { 1 - 2 * i8::from(number.negative) };
        let magnitude =
            || self.point.cmp(&other.point).then_with(|| self.digits().cmp(other.digits()));
        match (sign(self), sign(other)) {
            (1, 1) => magnitude(),
            (-1, -1) => magnitude().reverse(),
            (mine, theirs) => mine.cmp(&theirs),
        }
    }
}

impl PartialOrd for Digits {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The digits after an `E`. A value no number can have stands for any that is longer.
fn exponent(bytes: &[u8]) -> Result<i64, NumberError> {
    let (negative, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits.strip_prefix(b"+").unwrap_or(digits)),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(NumberError::Invalid);
    }
    let value =
        digits.iter().fold(0_i64, |sum, digit| (sum * 10 + i64::from(digit - b'0')).min(1 << 40));
    Ok(if negative { -value } else { value })
}

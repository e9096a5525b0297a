//! The end of a JSON string.

/// How many bytes are looked at together: a vector register.
const LANES: usize = 16;

/// A one in each byte of a word.
const ONES: u64 = u64::MAX / 255;

// Numbers and no `||`: LLVM makes vector instructions only of a loop without branches.
#[expect(clippy::inline_always, reason = "it is one comparison")]
#[inline(always)]
fn special(byte: u8) -> u8 {
    u8::from(byte == b'"') | u8::from(byte == b'\\') | u8::from(byte < 0x20)
}

/// Whether a quote, backslash or control character is among the bytes.
#[expect(clippy::inline_always, reason = "a call would cost more than the four instructions it is")]
#[inline(always)]
fn has_special(chunk: &[u8; LANES]) -> bool {
    let mut found = 0;
    for byte in chunk {
        found |= special(*byte);
    }
    found != 0
}

/// The high bit of the first byte that is special. Bits above it mean nothing, since the subtractions borrow.
#[inline]
fn special_bits(word: u64) -> u64 {
    let quotes = (word ^ (ONES * 0x22)).wrapping_sub(ONES);
    let backslashes = (word ^ (ONES * 0x5C)).wrapping_sub(ONES);
    let controls = word.wrapping_sub(ONES * 0x20);
    (quotes | backslashes | controls) & !word & (ONES << 7)
}

/// Where the first quote, backslash or control character is, from `at` on; the end if there is none.
#[inline]
pub(super) fn find_special(bytes: &[u8], at: usize) -> usize {
    // Most names and many values end within eight bytes, which costs no call.
    match bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        Some(chunk) => match special_bits(u64::from_le_bytes(*chunk)) {
            0 => find_far(bytes, at + 8),
            bits => at + bits.trailing_zeros() as usize / 8,
        },
        None => find_far(bytes, at),
    }
}

fn find_far(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<LANES>) {
        if has_special(chunk) {
            break;
        }
        at += LANES;
    }
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let bits = special_bits(u64::from_le_bytes(*chunk));
        if bits != 0 {
            return at + bits.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while let Some(byte) = bytes.get(at) {
        if special(*byte) != 0 {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// Whether the bytes have no quote, backslash or control character. The last bytes are looked at twice rather than one by one.
#[expect(clippy::inline_always, reason = "a call would cost as much as it does for most texts")]
#[inline(always)]
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    if let Some(last) = bytes.last_chunk::<LANES>() {
        for chunk in bytes.as_chunks::<LANES>().0 {
            if has_special(chunk) {
                return false;
            }
        }
        return !has_special(last);
    }
    let word = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            return special_bits(u64::from_le_bytes(*first))
                | special_bits(u64::from_le_bytes(*last))
                == 0;
        }
        _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
            }
            _ => return bytes.iter().all(|byte| special(*byte) == 0),
        },
    };
    special_bits(word) == 0
}

#[cfg(test)]
mod tests {
    use super::{find_special, is_plain, special};

    #[test]
    fn a_special_byte_is_seen_at_every_place() {
        for len in 0..70 {
            assert!(is_plain(&vec![0x7f_u8; len]), "{len}");
            for at in 0..len {
                for byte in [b'"', b'\\', 0, 0x1f] {
                    let mut text = vec![b'~'; len];
                    text[at] = byte;
                    assert!(!is_plain(&text), "{byte} {len} {at}");
                }
            }
        }
    }

    #[test]
    fn the_first_special_byte_is_found_at_every_place() {
        for special in [b'"', b'\\', 0, 0x1f] {
            for len in 0..70 {
                for at in 0..len {
                    let mut text = vec![0x7f_u8; len];
                    text[at] = special;
                    text[len - 1] = b'"';
                    assert_eq!(find_special(&text, 0), at, "{special} {len} {at}");
                }
            }
        }
        for byte in 0..=u8::MAX {
            let text = [b' ', b'!', byte, b'#', b'[', 0x80, 0xff, 0xa2, 0xdc];
            assert_eq!(find_special(&text, 0), if special(byte) != 0 { 2 } else { 9 }, "{byte}");
        }
    }
}

//! The end of a JSON string.

/// How many bytes are looked at together: a vector register.
const LANES: usize = 16;

const fn is_special(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte < 0x20
}

/// Where the first quote, backslash or control character is, from `at` on; the end if there is none.
// LLVM turns the loop over an array into vector instructions, which a loop over a slice does not become.
#[inline]
pub(super) fn find_special(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<LANES>) {
        let mut hits = [0_u8; LANES];
        for (hit, byte) in hits.iter_mut().zip(chunk) {
            *hit = u8::from(is_special(*byte));
        }
        let hits = u128::from_le_bytes(hits);
        if hits != 0 {
            return at + hits.trailing_zeros() as usize / 8;
        }
        at += LANES;
    }
    while let Some(byte) = bytes.get(at) {
        if is_special(*byte) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

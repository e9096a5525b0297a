//! Numbers that a seed and a count decide, so that a test fails the same way each time.

/// A number for the `count`th draw of a seed: Steele, Lea and Flood's `SplitMix64`.
pub(crate) fn draw(seed: u64, count: usize) -> u64 {
    let count = (count as u64).wrapping_add(1);
    let mut bits = seed.wrapping_add(count.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// Whether something of this rate happens at this draw. A rate of 0 never does, one of 1 always.
pub(crate) fn happens(drawn: u64, rate: f64) -> bool {
    // 32 bits are an exact `f64`.
    let part = u32::try_from(drawn >> 32).unwrap_or(u32::MAX);
    f64::from(part) < rate * 4_294_967_296.0
}

/// One of `length` places, by other bits than [`happens`] looks at.
pub(crate) fn place(drawn: u64, length: usize) -> usize {
    usize::try_from(drawn & 0xffff_ffff).unwrap_or_default() % length.max(1)
}

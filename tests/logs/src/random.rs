//! Numbers that look like chance and are the same for the same seed (splitmix64).

#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

/// One number out of another.
pub(crate) const fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(mixed(seed ^ 0x5851_f42d_4c95_7f2d))
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// Below `end`, which is not 0.
    pub(crate) const fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// So many times in a thousand.
    pub(crate) const fn chance(&mut self, per_thousand: u64) -> bool {
        self.below(1_000) < per_thousand
    }

    pub(crate) const fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len() as u64) as usize]
    }

    /// A rank below `end` by Zipf's law: the first is met most often, the last hardly ever.
    pub(crate) fn rank(&mut self, end: u32) -> u32 {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let rank = (unit * f64::from(end + 1).ln()).exp() - 1.0;
        (rank as u32).min(end.saturating_sub(1))
    }
}

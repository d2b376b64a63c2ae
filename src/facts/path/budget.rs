//! How much may a search cost, and which of its limits ended it?
//!
//! Counted in what takes time: issuers looked at, paths judged, signatures by the keys that they are under. How
//! many names are compared is counted in `name_constraints`.

/// Certificates on one path.
pub(super) const MAX_DEPTH: usize = 16;
/// What the signature checks of one search may cost: as much as 300 on P-256, or 75 on P-384. A signature under a
/// large RSA key takes as long as hundreds of others.
pub(super) const MAX_COST: usize = 1_200;
/// And what all searches may, for each certificate beside that: more than its own signature costs on any curve.
pub(super) const COST_OF_EACH: usize = 24;
/// Certificates looked at as possible issuers in one search.
pub(super) const MAX_STEPS: usize = 4_000;
/// Paths that are kept. Once there are so many and one of them holds, the search is over; while none holds it
/// goes on, and better ones take the place of worse.
pub(super) const MAX_PATHS: usize = 32;
/// Paths that are judged in one search.
pub(super) const MAX_JUDGED: usize = 1_000;
/// And in all searches, for each certificate beside that; each search judges one at least.
pub(super) const JUDGED_OF_EACH: usize = 20;

/// The budget that ended a search; the number is the budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    Depth(usize),
    Signatures(usize),
    Steps(usize),
    Paths(usize),
    /// So many ways were judged, and none of them held.
    Judged(usize),
}

/// What a signature costs under a key, told by the key's size: a P-256 signature 4, which takes about a
/// millisecond in a browser. An exponent that is not the usual one may be long.
pub(super) fn cost(key: &[u8]) -> usize {
    match key.len() {
        0..80 => 1,
        80..100 => 4,
        100..170 => 16,
        size => {
            let usual = key.ends_with(&[2, 3, 1, 0, 1]);
            (size / 128).pow(2) * if usual { 1 } else { 4 }
        }
    }
}

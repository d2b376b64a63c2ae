//! What is a search for paths told, and what does it bring back?
//!
//! Which rules count is `rules`; the search itself is `search`.

use super::budget::Stopped;
use super::{CertificationPath, PathFault};
use crate::facts::CertificateId;

/// Which certificates a search goes through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Those that came with the chain; `None` = all of the input.
    pub sent: Option<Vec<CertificateId>>,
    /// Every other one as well, and only the paths that use one of those are kept: none of them holds for a
    /// client that has to be sent what it lacks.
    pub beyond: bool,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathSearch {
    pub end_entity: CertificateId,
    /// The best one first: valid, then anchored, then with the fewest faults.
    pub paths: Vec<CertificationPath>,
    /// Ways that were judged; of more than are kept the worst are not among `paths`.
    pub judged: usize,
    /// Why those failed that are not among `paths`: the first fault of each, and how many have it.
    pub dropped: Vec<(PathFault, usize)>,
    /// Set where a budget ended the search: there may be more paths.
    pub stopped: Option<Stopped>,
}

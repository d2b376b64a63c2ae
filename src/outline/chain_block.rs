//! What is told of a chain: as it was presented, the way that is drawn whole, and the others by their reasons.

use std::rc::Rc;

use super::{Mark, Place};
use crate::report::ChainLevel;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainBlock {
    pub title: String,
    /// What the certificate is called that it speaks for.
    pub end_entity: String,
    pub level: ChainLevel,
    pub sentence: String,
    /// What was presented, in order.
    pub presented: Vec<PresentedRow>,
    /// False where a certificate stands at another place than the path needs.
    pub in_order: bool,
    /// The way that is drawn whole: the one that holds, else the one that would with what was not sent, else
    /// the best. `None` where the end entity is only named.
    pub path: Option<PathBlock>,
    /// "Other ways: 31 of 339", or empty.
    pub others_title: String,
    /// The others, by the reason why they fail.
    pub others: Vec<WayGroup>,
    /// PEM to copy; empty where there is none.
    pub bundle: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentedRow {
    pub name: String,
    pub role: String,
    pub place: Option<Place>,
    /// SHA-256 of the certificate, where its bytes are there.
    pub sha256: Option<String>,
    /// Its place among the presented certificates that belong to the path, counted from 0; `None` where
    /// it belongs to none.
    pub belongs: Option<usize>,
    /// "belongs at position 2", or empty where it stands right.
    pub remark: String,
}

/// Ways that fail alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayGroup {
    pub reason: String,
    pub ways: Vec<Rc<PathBlock>>,
    /// How many more there are that are not listed.
    pub left_out: usize,
}

impl WayGroup {
    /// "'X' has expired. (3 ways, 40 more are not listed)".
    pub fn title(&self) -> String {
        let listed = self.ways.len();
        let ways = |count: usize| {
            if count == 1 { "1 way".to_owned() } else { format!("{count} ways") }
        };
        match (listed, self.left_out) {
            (0, more) => format!("{} ({}, not listed)", self.reason, ways(more)),
            (_, 0) => format!("{} ({})", self.reason, ways(listed)),
            (_, more) => format!("{} ({}, {more} more not listed)", self.reason, ways(listed)),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathBlock {
    pub title: String,
    pub valid: bool,
    pub steps: Vec<Step>,
    /// The issuer with which it would go on, where that is neither there nor an anchor; empty otherwise.
    pub missing: String,
    /// In one line: "a > b > c, no trust anchor".
    pub trail: String,
}

/// An element of a path and how it is joined with the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub name: String,
    pub sha256: String,
    /// "trust anchor in Mozilla's list", or empty.
    pub anchor: String,
    /// "CA, valid for another 12 days", or empty where the certificate is not in the input.
    pub summary: String,
    pub faults: Vec<String>,
    /// It did not come with the chain.
    pub not_sent: bool,
    pub link: Option<LinkMarks>,
}

impl Step {
    /// True where its certificate is among those of the input.
    pub const fn is_in_input(&self) -> bool {
        !self.summary.is_empty()
    }
}

/// The three marks of a link, each as a word and whether it speaks for the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkMarks {
    pub name: Mark,
    pub key_identifier: Mark,
    pub signature: Mark,
}

impl LinkMarks {
    /// Whether the link holds: its signature verifies and no mark speaks against it. `None` where the
    /// signature could not be checked.
    pub fn holds(&self) -> Option<bool> {
        let marks = [self.name.good, self.key_identifier.good, self.signature.good];
        if marks.contains(&Some(false)) {
            return Some(false);
        }
        self.signature.good
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(goods: [Option<bool>; 3]) -> LinkMarks {
        let [name, key_identifier, signature] =
            goods.map(|good| Mark { text: String::new(), good });
        LinkMarks { name, key_identifier, signature }
    }

    #[test]
    fn a_link_holds_by_its_signature_alone_and_falls_by_any_mark() {
        assert_eq!(marks([Some(true), None, Some(true)]).holds(), Some(true));
        assert_eq!(marks([Some(true), Some(true), None]).holds(), None);
        assert_eq!(marks([Some(true), Some(false), Some(true)]).holds(), Some(false));
    }
}

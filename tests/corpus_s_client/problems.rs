//! When does a transcript show a problem of its server?
//!
//! The corpus knows what is wrong by construction, whatever the client says. A problem has ways in which
//! a text can show it, the plainest first, each with the rules of which one must be among the findings.
//! Where no way applies the text does not show the problem, and nothing is asked. The problems stand in
//! `table`.

mod table;

use crate::seen::Seen;

pub(crate) use table::PROBLEMS;

/// One way to see a problem.
pub(crate) struct Sight {
    pub(crate) shown: fn(&Seen) -> bool,
    /// One of them must be found.
    pub(crate) rules: &'static [&'static str],
}

pub(crate) struct Problem {
    pub(crate) id: &'static str,
    pub(crate) sights: &'static [Sight],
    /// Why nothing, or not all, is asked.
    pub(crate) not_scored: &'static str,
}

impl Problem {
    /// The plainest way in which a text shows it; `None` where it does not.
    pub(crate) fn sight(&self, seen: &Seen) -> Option<&Sight> {
        self.sights.iter().find(|sight| (sight.shown)(seen))
    }
}

const fn problem(id: &'static str, sights: &'static [Sight]) -> Problem {
    Problem { id, sights, not_scored: "" }
}

const fn limited(id: &'static str, sights: &'static [Sight], not_scored: &'static str) -> Problem {
    Problem { id, sights, not_scored }
}

const fn sight(shown: fn(&Seen) -> bool, rules: &'static [&'static str]) -> Sight {
    Sight { shown, rules }
}

pub(crate) fn by_id(id: &str) -> &'static Problem {
    PROBLEMS
        .iter()
        .find(|problem| problem.id == id)
        .unwrap_or_else(|| panic!("the corpus has a problem that is not in the table: {id}"))
}

//! What do the counted sessions answer, all of them or those that a filter leaves?
//!
//! Each answer is a pure function of the counts. Times are those of the log; nothing is called good or
//! bad here.

pub mod census;
pub mod certificates;
pub mod failure;
pub mod few;
pub mod forecast;
pub mod partner;
pub mod shared;
pub mod standing;

use super::profile::{Kind, Profile};
use super::scope::Scope;
use super::tally::{LogFacts, Tally};
use super::texts::Text;
use crate::input::smtp_log::Direction;
use standing::Standings;

/// Which sessions are asked about; what is `None` does not matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub direction: Option<Direction>,
    pub folder: Option<Text>,
    pub connector: Option<Text>,
    pub scope: Option<Scope>,
    pub kind: Option<Kind>,
}

/// The facts with what only all of them together tell.
#[derive(Clone, Debug)]
pub struct Counted<'a> {
    pub facts: &'a LogFacts,
    pub standings: Standings,
}

impl<'a> Counted<'a> {
    pub fn new(facts: &'a LogFacts) -> Self {
        Self { facts, standings: Standings::of(facts) }
    }

    pub fn text(&self, text: Text) -> &'a str {
        self.facts.texts.text(text)
    }

    /// Where a profile's sessions came from, with what is known of the address.
    pub fn scope(&self, profile: &Profile) -> Scope {
        self.standings.scope(profile)
    }

    pub fn sessions(&self, filter: Filter) -> impl Iterator<Item = (&'a Profile, &'a Tally)> {
        self.facts.profiles.iter().filter(move |(profile, _)| {
            filter.direction.is_none_or(|direction| direction == profile.direction)
                && filter.folder.is_none_or(|folder| folder == profile.folder)
                && filter.connector.is_none_or(|connector| connector == profile.connector)
                && filter.kind.is_none_or(|kind| kind == profile.outcome.kind())
                && filter.scope.is_none_or(|scope| scope == self.scope(profile))
        })
    }

    /// Those that face the Internet, in one direction.
    pub fn facing(&self, direction: Direction) -> impl Iterator<Item = (&'a Profile, &'a Tally)> {
        let scope = Some(Scope::Internet);
        self.sessions(Filter { direction: Some(direction), scope, ..Filter::default() })
    }
}

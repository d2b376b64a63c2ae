//! Facts of logs that lie on another machine: their folders and files under another name.
//!
//! Servers keep their logs at one path. Were facts of two of them added up as they are, sessions of one
//! would go on in the other.

use super::profile::Profile;
use super::retry::Retries;
use super::session::{Mark, Place};
use super::tally::{Hour, LogFacts, SessionKey, Tally, Use};
use super::texts::{Text, Texts};

/// The same facts, with every folder and file named below `name`.
pub(super) fn below(facts: LogFacts, name: &str) -> LogFacts {
    let old = facts.texts.clone();
    let mut texts = facts.texts;
    let mut moved =
        Below { name, old: &old, known: vec![None; old.all().len()], texts: &mut texts };
    let mut below = LogFacts {
        texts: Texts::default(),
        profiles: facts
            .profiles
            .into_iter()
            .map(|(profile, tally)| {
                let folder = moved.text(profile.folder);
                let example = moved.place(tally.example);
                (Profile { folder, ..profile }, Tally { example, ..tally })
            })
            .collect(),
        hours: facts
            .hours
            .into_iter()
            .map(|(hour, count)| (Hour { folder: moved.text(hour.folder), ..hour }, count))
            .collect(),
        certificates: facts
            .certificates
            .into_iter()
            .map(|(key, shown)| (key, Use { example: moved.place(shown.example), ..shown }))
            .collect(),
        retries: facts
            .retries
            .into_iter()
            .map(|((folder, remote), retries)| {
                let mut places = |places: Vec<(i64, Place)>| {
                    places.into_iter().map(|(time, at)| (time, moved.place(at))).collect()
                };
                let retries =
                    Retries { failed: places(retries.failed), clear: places(retries.clear) };
                ((moved.text(folder), remote), retries)
            })
            .collect(),
        own_addresses: facts.own_addresses,
        coverage: facts
            .coverage
            .into_iter()
            .map(|((folder, direction), coverage)| ((moved.text(folder), direction), coverage))
            .collect(),
        lines: facts.lines,
        examples: facts.examples.into_iter().map(|at| moved.place(at)).collect(),
        parts: facts
            .parts
            .into_iter()
            .map(|(key, mut part)| {
                let key = SessionKey { folder: moved.text(key.folder), ..key };
                (part.first, part.last) = (moved.mark(part.first), moved.mark(part.last));
                (key, part)
            })
            .collect(),
    };
    below.texts = texts;
    below
}

struct Below<'a> {
    name: &'a str,
    old: &'a Texts,
    /// What was moved already.
    known: Vec<Option<Text>>,
    texts: &'a mut Texts,
}

impl Below<'_> {
    fn text(&mut self, text: Text) -> Text {
        if let Some(Some(known)) = self.known.get(text.index()) {
            return *known;
        }
        let moved = match self.old.text(text) {
            "" => self.texts.intern(self.name),
            path => self.texts.intern(&format!("{}/{path}", self.name)),
        };
        if let Some(known) = self.known.get_mut(text.index()) {
            *known = Some(moved);
        }
        moved
    }

    fn place(&mut self, place: Place) -> Place {
        Place { file: self.text(place.file), ..place }
    }

    fn mark(&mut self, mark: Mark) -> Mark {
        Mark { place: self.place(mark.place), ..mark }
    }
}

//! Facts of logs that lie on another machine: their folders and files under another name.
//!
//! Servers keep their logs at one path. Were facts of two of them added up as they are, sessions of one
//! would go on in the other.

use super::profile::Profile;
use super::retry::Retries;
use super::session::{Mark, Place};
use super::tally::{Hour, LogFacts, SessionKey, Tally, Use};
use super::texts::{Text, Texts};

impl LogFacts {
    /// The same facts, with every folder and file named below `name`.
    pub fn below(self, name: &str) -> Self {
        let old = self.texts.clone();
        let mut texts = self.texts;
        let mut moved =
            Below { name, old: &old, known: vec![None; old.all().len()], texts: &mut texts };
        let mut facts = Self {
            texts: Texts::default(),
            profiles: self
                .profiles
                .into_iter()
                .map(|(profile, tally)| {
                    let folder = moved.text(profile.folder);
                    let example = moved.place(tally.example);
                    (Profile { folder, ..profile }, Tally { example, ..tally })
                })
                .collect(),
            hours: self
                .hours
                .into_iter()
                .map(|(hour, count)| (Hour { folder: moved.text(hour.folder), ..hour }, count))
                .collect(),
            certificates: self
                .certificates
                .into_iter()
                .map(|(key, shown)| (key, Use { example: moved.place(shown.example), ..shown }))
                .collect(),
            retries: self
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
            own_addresses: self.own_addresses,
            coverage: self
                .coverage
                .into_iter()
                .map(|((folder, direction), coverage)| ((moved.text(folder), direction), coverage))
                .collect(),
            lines: self.lines,
            examples: self.examples.into_iter().map(|at| moved.place(at)).collect(),
            parts: self
                .parts
                .into_iter()
                .map(|(key, mut part)| {
                    let key = SessionKey { folder: moved.text(key.folder), ..key };
                    (part.first, part.last) = (moved.mark(part.first), moved.mark(part.last));
                    (key, part)
                })
                .collect(),
        };
        facts.texts = texts;
        facts
    }
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

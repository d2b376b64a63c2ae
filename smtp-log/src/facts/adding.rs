//! How do the facts of several readings become the facts of all?
//!
//! In any order the same. Each reading numbers its texts itself, so that everything is renumbered on its
//! way; sessions whose rows lie in several readings are kept as parts until `settle`.

use super::certificate::LoggedCertificate;
use super::event::Whose;
use super::profile::Profile;
use super::quick::QuickMap;
use super::retry::Retries;
use super::session::{Place, Session};
use super::tally::{Coverage, Hour, LogFacts, MAX_EXAMPLES, SessionKey, Tally, Use};
use super::texts::{Renumber, Text, Texts};
use crate::order::Sort;
use crate::rows::Direction;

/// One entry of one of the tables.
enum Entry {
    Profile(Profile, Tally),
    Hour(Hour, u64),
    Certificate((Whose, LoggedCertificate), Use),
    Retries((Text, Text), Retries),
    OwnAddress(Text),
    Coverage((Text, Direction), Coverage),
    Example(Place),
}

impl LogFacts {
    /// The facts of both readings.
    pub fn and(self, other: Self) -> Self {
        // The larger one stays where it is.
        let (mut all, more) =
            if self.profiles.len() < other.profiles.len() { (other, self) } else { (self, other) };
        let numbers: Vec<Text> =
            more.texts.all().iter().map(|text| all.texts.intern(text)).collect();
        let to: &mut Renumber<'_> = &mut |text| number(&numbers, text);
        all.take_in(&more, to);
        for (key, part) in more.parts {
            let key = SessionKey { folder: to(key.folder), ..key };
            all.parts.push((key, part.renumbered(to)));
        }
        all
    }

    /// Puts the parts of sessions together and counts them: nothing more will be read. Equal readings
    /// have equal facts, whoever read which part: texts that nobody uses are gone, the others are
    /// numbered by the alphabet.
    pub fn settle(&self) -> Self {
        self.settle_telling(&mut |_, _, _| {})
    }

    /// `settle`, which tells `each` of the sessions that it puts together.
    pub fn settle_telling(&self, each: &mut dyn FnMut(SessionKey, &Session, &Texts)) -> Self {
        let put_together = self.put_together(each);
        let used = [self.used(), put_together.used()];
        let (texts, [ours, theirs]) =
            Texts::sorted([(&self.texts, &used[0]), (&put_together.texts, &used[1])]);
        let mut all = Self { texts, ..Self::default() };
        all.profiles.reserve(self.profiles.len());
        all.take_in(self, &mut |text| number(&ours, text));
        all.take_in(&put_together, &mut |text| number(&theirs, text));
        all
    }

    /// The sessions that lie in parts, counted, with texts of their own.
    fn put_together(&self, each: &mut dyn FnMut(SessionKey, &Session, &Texts)) -> Self {
        let mut counted = Self::default();
        let mut sessions: QuickMap<SessionKey, Vec<Session>> = QuickMap::default();
        for (key, part) in &self.parts {
            let to: &mut Renumber<'_> = &mut |text| counted.texts.intern(self.texts.text(text));
            let key = SessionKey { folder: to(key.folder), ..*key };
            sessions.entry(key).or_default().push(part.renumbered(to));
        }
        for (key, mut parts) in sessions {
            // Numbers may repeat in an edited file: then the place decides.
            parts.order_by(|one, other| {
                let order = (one.first.time, one.first.sequence);
                order
                    .cmp(&(other.first.time, other.first.sequence))
                    .then_with(|| one.first.place.compare(other.first.place, &counted.texts))
            });
            let mut parts = parts.into_iter();
            let Some(mut current) = parts.next() else { continue };
            for part in parts {
                if current.is_left_by(part.first.sequence, part.opened) {
                    each(key, &current, &counted.texts);
                    counted.count(&current, key);
                    current = part;
                } else {
                    current = current.then(part);
                }
            }
            each(key, &current, &counted.texts);
            counted.count(&current, key);
        }
        counted
    }

    /// Which of the texts stand in an entry.
    fn used(&self) -> Vec<bool> {
        let mut used = vec![false; self.texts.all().len()];
        let mark: &mut Renumber<'_> = &mut |text| {
            if let Some(used) = used.get_mut(text.index()) {
                *used = true;
            }
            text
        };
        self.each_entry(mark, &mut |_| {});
        used
    }

    /// Everything but the parts.
    fn take_in(&mut self, more: &Self, to: &mut Renumber<'_>) {
        more.each_entry(to, &mut |entry| match entry {
            Entry::Profile(profile, tally) => self.tally(profile, tally),
            Entry::Hour(hour, count) => *self.hours.entry(hour).or_default() += count,
            Entry::Certificate(key, shown) => self.shown(key, shown),
            Entry::Retries(key, retries) => self.retried(key, retries),
            Entry::OwnAddress(address) => {
                self.own_addresses.insert(address, ());
            }
            Entry::Coverage((folder, direction), coverage) => {
                self.cover(folder, direction, coverage);
            }
            Entry::Example(place) => self.examples.push(place),
        });
        self.lines = self.lines.and(more.lines);
        self.examples.order_by(|one, other| one.compare(*other, &self.texts));
        self.examples.truncate(MAX_EXAMPLES);
    }

    /// Hands over every entry of every table, its texts as another table numbers them.
    fn each_entry(&self, to: &mut Renumber<'_>, tell: &mut dyn FnMut(Entry)) {
        let place = |place: Place, to: &mut Renumber<'_>| Place { file: to(place.file), ..place };
        let places = |places: &[(i64, Place)], to: &mut Renumber<'_>| {
            places.iter().map(|(time, at)| (*time, place(*at, to))).collect()
        };
        for (profile, tally) in &self.profiles {
            let example = place(tally.example, to);
            tell(Entry::Profile(profile.renumbered(to), Tally { example, ..*tally }));
        }
        for (hour, count) in &self.hours {
            let hour = Hour {
                folder: to(hour.folder),
                connector: to(hour.connector),
                kind: hour.kind.renumbered(to),
                ..*hour
            };
            tell(Entry::Hour(hour, *count));
        }
        for ((whose, certificate), shown) in &self.certificates {
            let example = place(shown.example, to);
            let key = (*whose, certificate.renumbered(to));
            tell(Entry::Certificate(key, Use { example, ..*shown }));
        }
        for ((folder, remote), retries) in &self.retries {
            let failed = places(&retries.failed, to);
            let clear = places(&retries.clear, to);
            tell(Entry::Retries((to(*folder), to(*remote)), Retries { failed, clear }));
        }
        for address in self.own_addresses.keys() {
            tell(Entry::OwnAddress(to(*address)));
        }
        for ((folder, direction), coverage) in &self.coverage {
            tell(Entry::Coverage((to(*folder), *direction), *coverage));
        }
        for example in &self.examples {
            tell(Entry::Example(place(*example, to)));
        }
    }
}

fn number(numbers: &[Text], text: Text) -> Text {
    numbers.get(text.index()).copied().unwrap_or(Text::ANOTHER)
}

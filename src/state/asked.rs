//! What stands in the fields of the question, as typed?
//!
//! The clock is the page's: a field for the time that is left empty stands for the moment of reading.

use std::rc::Rc;

use crate::question::{OwnRoots, Policy, Purpose, Question};
use crate::timestamp::Timestamp;

/// The fields of the question bar, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Names, separated by blanks or commas.
    pub hosts: String,
    /// RFC 3339; empty = now.
    pub at: String,
    /// Own roots, PEM.
    pub roots: String,
    /// Own roots as files, in any form that a certificate has.
    pub root_files: Rc<[OwnRoots]>,
    /// Certificates at hand that are not trusted by themselves, PEM.
    pub at_hand: String,
    /// Likewise as files.
    pub at_hand_files: Rc<[OwnRoots]>,
    pub mozilla: bool,
    pub purpose: Purpose,
    /// `None` = by the input.
    pub policy: Option<Policy>,
    /// `None` = recognise it.
    pub format: Option<String>,
}

/// What certificates beside the input are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    Roots,
    AtHand,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            hosts: String::new(),
            at: String::new(),
            roots: String::new(),
            root_files: Rc::from([]),
            at_hand: String::new(),
            at_hand_files: Rc::from([]),
            mozilla: true,
            purpose: Purpose::Server,
            policy: None,
            format: None,
        }
    }
}

impl Asked {
    /// The question as it stands, or what is wrong with it. `now` is the page's clock.
    pub fn question(&self, now: Timestamp) -> Result<Question, String> {
        let typed = self.at.trim();
        let at = if typed.is_empty() {
            now
        } else {
            Timestamp::parse(typed).ok_or_else(|| {
                format!("'{typed}' is no time. Write it as 2026-11-21T10:00:00Z, or leave it empty for now.")
            })?
        };
        Ok(Question {
            reference_identifiers: hosts(&self.hosts),
            at,
            mozilla_roots: self.mozilla,
            own_roots: together(&self.root_files, &self.roots, "your own roots"),
            at_hand: together(&self.at_hand_files, &self.at_hand, "certificates at hand"),
            purpose: self.purpose,
            policy: self.policy,
            format: self.format.clone(),
        })
    }

    /// The files of a kind.
    pub const fn files(&mut self, beside: Beside) -> &mut Rc<[OwnRoots]> {
        match beside {
            Beside::Roots => &mut self.root_files,
            Beside::AtHand => &mut self.at_hand_files,
        }
    }

    /// Adds a name to those that are there.
    pub fn add_host(&mut self, name: &str) {
        let typed = self.hosts.trim_end().trim_end_matches([',', ';']).to_owned();
        self.hosts =
            if typed.trim().is_empty() { name.to_owned() } else { format!("{typed}, {name}") };
    }

    /// How many of the fields that are folded away differ from their default.
    pub fn folded_changes(&self) -> usize {
        let default = Self::default();
        [
            !self.roots.trim().is_empty() || !self.root_files.is_empty(),
            !self.at_hand.trim().is_empty() || !self.at_hand_files.is_empty(),
            self.mozilla != default.mozilla,
            self.purpose != default.purpose,
            self.format != default.format,
        ]
        .into_iter()
        .filter(|changed| *changed)
        .count()
    }
}

/// Files, and what stands in a box.
fn together(files: &[OwnRoots], text: &str, name: &str) -> Vec<OwnRoots> {
    let mut all = files.to_vec();
    if !text.trim().is_empty() {
        all.push(OwnRoots { name: name.into(), bytes: text.as_bytes().to_vec() });
    }
    all
}

/// Which report is wanted. Every change of the input or the question wants a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Counts up.
    pub number: u64,
    pub haste: Haste,
}

/// How soon a report is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Haste {
    /// At once: a paste, a file, a choice.
    #[default]
    Now,
    /// When the typing pauses.
    AfterTyping,
    /// When it pauses longer: half a time is no time, and nobody wants to be told so at every key.
    AfterPause,
}

/// The names in a field, separated by blanks, commas or semicolons.
pub fn hosts(typed: &str) -> Vec<String> {
    typed
        .split([' ', ',', ';', '\t', '\n'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split() {
        assert_eq!(
            hosts(" a.example, b.example;c.example\n"),
            ["a.example", "b.example", "c.example"]
        );
    }

    #[test]
    fn roots_come_from_files_and_from_the_box() {
        let file = OwnRoots { name: "root.cer".into(), bytes: vec![0x30] };
        let asked = Asked {
            roots: "-----BEGIN".into(),
            root_files: Rc::from([file.clone()]),
            ..Asked::default()
        };
        let question = asked.question(Timestamp::from_unix_seconds(0)).expect("a question");
        assert_eq!(question.own_roots.len(), 2);
        assert_eq!(question.own_roots.first(), Some(&file));
    }

    #[test]
    fn folded_fields_are_counted() {
        let asked =
            Asked { hosts: "a".into(), mozilla: false, roots: "-".into(), ..Asked::default() };
        assert_eq!((Asked::default().folded_changes(), asked.folded_changes()), (0, 2));
    }
}

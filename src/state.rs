//! What does the page know, and how does it change?
//!
//! A pure reducer: events in, the next state out. It touches no browser, so native tests cover it. The
//! texts in the boxes are kept here: a fault never loses them.

use std::rc::Rc;

use crate::outline::{Outline, outline};
use crate::question::{OwnRoots, Policy, Purpose, Question};
use crate::report::Report;
use crate::timestamp::Timestamp;

/// The state of the page.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct State {
    pub paste: String,
    /// Names of the files that were chosen or dropped; the page holds the files themselves.
    pub files: Vec<String>,
    pub asked: Asked,
    /// The number of the newest job that was sent; answers to older ones are dropped.
    pub job: u64,
    pub phase: Phase,
    pub shown: Option<Rc<Shown>>,
    /// What our own machinery did wrong; the input is kept.
    pub fault: Option<String>,
    /// What was done for the user that he did not ask for, as masking a secret.
    pub notice: Option<String>,
}

/// A report with its outline, made once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub report: Report,
    pub outline: Outline,
}

/// The fields of the question bar, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Names, separated by blanks or commas.
    pub hosts: String,
    /// RFC 3339; empty = now.
    pub at: String,
    /// Own roots, PEM.
    pub roots: String,
    pub mozilla: bool,
    pub purpose: Purpose,
    /// `None` = by the input.
    pub policy: Option<Policy>,
    /// `None` = recognise it.
    pub format: Option<String>,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            hosts: String::new(),
            at: String::new(),
            roots: String::new(),
            mozilla: true,
            purpose: Purpose::Server,
            policy: None,
            format: None,
        }
    }
}

/// `body[data-phase]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Phase {
    #[default]
    Empty,
    Working,
    Report,
    Failed,
}

impl Phase {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Working => "working",
            Self::Report => "report",
            Self::Failed => "failed",
        }
    }
}

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Pasted(String),
    FilesChosen(Vec<String>),
    FileRemoved(usize),
    Asked(Asked),
    Cleared,
    /// A job was sent; its number.
    Sent(u64),
    /// The worker's answer to job `job`.
    Answered { job: u64, report: Box<Report>, masked: Option<String>, unreadable: Vec<String> },
    /// The worker died or hung; why, in words.
    Faulted(String),
    FaultDismissed,
}

impl State {
    pub fn has_input(&self) -> bool {
        !self.paste.trim().is_empty() || !self.files.is_empty()
    }

    /// The question as it stands, or what is wrong with it. `now` is the page's clock.
    pub fn question(&self, now: Timestamp) -> Result<Question, String> {
        let typed = self.asked.at.trim();
        let at = if typed.is_empty() {
            now
        } else {
            Timestamp::parse(typed).ok_or_else(|| {
                format!("'{typed}' is no time. Write it as 2026-11-21T10:00:00Z, or leave it empty for now.")
            })?
        };
        let own_roots = if self.asked.roots.trim().is_empty() {
            Vec::new()
        } else {
            vec![OwnRoots { name: "your own roots".into(), bytes: self.asked.roots.clone().into_bytes() }]
        };
        Ok(Question {
            reference_identifiers: hosts(&self.asked.hosts),
            at,
            mozilla_roots: self.asked.mozilla,
            own_roots,
            purpose: self.asked.purpose,
            policy: self.asked.policy,
            format: self.asked.format.clone(),
        })
    }

    /// The state after an event.
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Pasted(text) => {
                next.paste = text;
                next.notice = None;
                next.settle();
            }
            Event::FilesChosen(names) => {
                next.files.extend(names);
                next.settle();
            }
            Event::FileRemoved(index) => {
                if index < next.files.len() {
                    next.files.remove(index);
                }
                next.settle();
            }
            Event::Asked(asked) => next.asked = asked,
            Event::Cleared => {
                next = Self { asked: next.asked, job: next.job, ..Self::default() };
            }
            Event::Sent(job) => {
                next.job = job;
                next.phase = Phase::Working;
            }
            Event::Answered { job, .. } if job != self.job => {}
            Event::Answered { report, masked, unreadable, .. } => {
                if let Some(masked) = masked.filter(|masked| *masked != next.paste) {
                    next.paste = masked;
                    next.notice = Some("A secret in the text was masked.".into());
                }
                let outline = outline(&report);
                next.shown = Some(Rc::new(Shown { report: *report, outline }));
                next.phase = Phase::Report;
                next.fault = (!unreadable.is_empty()).then(|| {
                    format!("Could not be read: {}. The rest was.", unreadable.join("; "))
                });
            }
            Event::Faulted(why) => {
                next.fault = Some(why);
                next.phase = Phase::Failed;
            }
            Event::FaultDismissed => next.fault = None,
        }
        next
    }

    /// Without input there is nothing to show, and an answer under way is no longer wanted.
    fn settle(&mut self) {
        if self.has_input() {
            return;
        }
        self.phase = Phase::Empty;
        self.shown = None;
        self.fault = None;
        self.notice = None;
        self.job += 1;
    }
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

    fn now() -> Timestamp {
        Timestamp::from_unix_seconds(1_795_255_200)
    }

    fn answer(job: u64, masked: Option<&str>) -> Event {
        let report = crate::analyse(Vec::new(), &Question::at(now())).report;
        Event::Answered { job, report: Box::new(report), masked: masked.map(Into::into), unreadable: Vec::new() }
    }

    #[test]
    fn a_fault_keeps_the_input() {
        let state = State::default().after(Event::Pasted("text".into())).after(Event::Sent(1));
        let state = state.after(Event::Faulted("the reader stopped".into()));
        assert_eq!((state.phase, state.paste.as_str()), (Phase::Failed, "text"));
        let state = state.after(Event::Sent(2)).after(answer(2, None));
        assert_eq!((state.phase, state.fault), (Phase::Report, None));
    }

    #[test]
    fn an_answer_to_an_older_job_is_dropped() {
        let state = State::default().after(Event::Pasted("a".into())).after(Event::Sent(2));
        let state = state.after(answer(1, None));
        assert_eq!((state.phase, state.shown.is_none()), (Phase::Working, true));
    }

    #[test]
    fn a_masked_secret_replaces_the_text_and_is_told() {
        let state = State::default().after(Event::Pasted("secret".into())).after(Event::Sent(1));
        let state = state.after(answer(1, Some("[masked]")));
        assert_eq!(state.paste, "[masked]");
        assert!(state.notice.is_some());
    }

    #[test]
    fn what_is_no_time_is_an_error_and_never_now() {
        let mut state = State::default();
        assert_eq!(state.question(now()).map(|question| question.at), Ok(now()));
        state.asked.at = "yesterday".into();
        assert!(state.question(now()).is_err());
    }

    #[test]
    fn emptying_the_box_empties_the_page() {
        let state = State::default().after(Event::Pasted("a".into())).after(Event::Sent(1)).after(answer(1, None));
        let state = state.after(Event::Pasted("  ".into()));
        assert_eq!((state.phase, state.shown.is_none()), (Phase::Empty, true));
        assert_eq!(state.after(answer(1, None)).phase, Phase::Empty);
    }

    #[test]
    fn names_are_split() {
        assert_eq!(hosts(" a.example, b.example;c.example\n"), ["a.example", "b.example", "c.example"]);
    }
}

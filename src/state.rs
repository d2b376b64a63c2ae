//! What does the page know, and how does it change?
//!
//! A pure reducer: events in, the next state out. It touches no browser, so native tests cover it. The
//! texts in the boxes are kept here: a fault never loses them.

mod asked;
pub mod box_lines;
pub mod choices;
pub mod clock;
mod event;
mod offers;
mod progress;
mod shown;
pub mod table_rows;

use std::rc::Rc;

use crate::question::Question;
use crate::report::{LogPlace, Report, SessionReport};
use crate::timestamp::Timestamp;

pub use asked::{Asked, Beside, Haste, Wanted, hosts};
pub use event::Event;
pub use offers::Offer;
pub use progress::Progress;
pub use shown::Shown;

/// The state of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The text of the box.
    pub paste: Rc<str>,
    /// Counts the times that the page itself wrote into the box; the box is redrawn only then.
    pub written: u64,
    /// Names of the files that were chosen or dropped; the page holds the files themselves.
    pub files: Rc<[String]>,
    pub asked: Asked,
    pub wanted: Wanted,
    /// The job whose answer is awaited.
    pub job: Option<u64>,
    /// What was wanted when that job was sent.
    sent: u64,
    pub phase: Phase,
    pub shown: Option<Rc<Shown>>,
    /// Why the question cannot be asked; stands beside the field for the time.
    pub no_question: Option<String>,
    /// What our own machinery did wrong; the input is kept.
    pub fault: Option<String>,
    /// What was done for the user that he did not ask for, as masking a secret.
    pub notice: Option<String>,
    pub progress: Option<Progress>,
    /// The one session that is looked at.
    pub session: Option<Rc<Looked>>,
    /// Counts the times that the reading was to be stopped.
    pub stops: u32,
    /// Whether single keys are shortcuts (WCAG 2.2, 2.1.4).
    pub single_keys: bool,
    /// Whether what leaves the page has pseudonyms.
    pub redacted: bool,
}

impl State {
    /// Milliseconds to wait for another keystroke before the worker is asked.
    pub fn patience(&self) -> u32 {
        match self.wanted.haste {
            Haste::Now => 0,
            Haste::AfterTyping if self.paste.len() < LARGE_TEXT => 150,
            Haste::AfterTyping => 1_000,
            Haste::AfterPause => 700,
        }
    }
}

/// A session of a log, and what is told of it once its rows have been read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    pub place: LogPlace,
    pub told: Option<SessionReport>,
}

/// Bytes from which on a keystroke is followed by a longer wait.
const LARGE_TEXT: usize = 1 << 20;

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

impl Default for State {
    fn default() -> Self {
        Self {
            paste: Rc::from(""),
            written: 0,
            files: Rc::from([]),
            asked: Asked::default(),
            wanted: Wanted::default(),
            job: None,
            sent: 0,
            phase: Phase::Empty,
            shown: None,
            no_question: None,
            fault: None,
            notice: None,
            progress: None,
            session: None,
            stops: 0,
            single_keys: true,
            redacted: false,
        }
    }
}

impl State {
    pub fn has_input(&self) -> bool {
        !self.paste.trim().is_empty() || !self.files.is_empty()
    }

    /// The question as it stands, or what is wrong with it. `now` is the page's clock.
    pub fn question(&self, now: Timestamp) -> Result<Question, String> {
        self.asked.question(now)
    }

    /// The phase and the verdict in a sentence, for those who listen.
    pub fn status(&self) -> String {
        match self.phase {
            Phase::Empty => String::new(),
            Phase::Working => match self.progress {
                Some(progress) => format!("Reading: {} %.", progress.percent()),
                None => "Reading.".into(),
            },
            Phase::Report => self.shown.as_ref().map_or_else(String::new, |shown| {
                let verdict = &shown.outline.verdict;
                format!("The report is ready. {}: {}", verdict.label, verdict.sentence)
            }),
            Phase::Failed => "There is no report.".into(),
        }
    }

    /// The state after an event.
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Typed(text) => next.replace_text(text, Haste::AfterTyping),
            Event::Pasted(text) => next.replace_text(text, Haste::Now),
            Event::Added(text) => {
                let gap =
                    if self.paste.is_empty() || self.paste.ends_with('\n') { "" } else { "\n" };
                next.replace_text(format!("{}{gap}{text}", self.paste), Haste::Now);
                next.written += 1;
            }
            Event::PasteRemoved => {
                next.replace_text(String::new(), Haste::Now);
                next.written += 1;
            }
            Event::SampleChosen { paste, asked } => {
                next.asked = *asked;
                next.files = Rc::from([]);
                next.replace_text(paste.to_owned(), Haste::Now);
                next.written += 1;
            }
            Event::FilesChosen(names) => {
                next.files = self.files.iter().cloned().chain(names).collect();
                next.want(Haste::Now);
            }
            Event::FileRemoved(index) => {
                let others = self.files.iter().enumerate().filter(|(other, _)| *other != index);
                next.files = others.map(|(_, name)| name.clone()).collect();
                next.want(Haste::Now);
            }
            Event::Asked { asked, haste } => {
                next.asked = *asked;
                next.want(haste);
            }
            Event::BesideRead(beside, read) => {
                let files = next.asked.files(beside);
                *files = files.iter().cloned().chain([read]).collect();
                next.want(Haste::Now);
            }
            Event::BesideUnreadable(what) => {
                next.fault = Some(format!("The certificates could not be read: {what}."));
            }
            Event::BesideRemoved(beside, index) => {
                let files = next.asked.files(beside);
                let others = files.iter().enumerate().filter(|(other, _)| *other != index);
                *files = others.map(|(_, file)| file.clone()).collect();
                next.want(Haste::Now);
            }
            Event::Cleared => {
                next = Self {
                    written: self.written + 1,
                    stops: self.stops,
                    wanted: self.wanted,
                    single_keys: self.single_keys,
                    redacted: self.redacted,
                    ..Self::default()
                };
                next.want(Haste::Now);
            }
            Event::RunAsked => next.want(Haste::Now),
            Event::NotAsked(why) => {
                // No report is better than one about another moment than the one that stands there.
                next.no_question = Some(why);
                next.shown = None;
                next.job = None;
                if next.has_input() {
                    next.phase = Phase::Failed;
                }
            }
            Event::Sent(job) => {
                next.job = Some(job);
                next.sent = next.wanted.number;
                next.no_question = None;
                next.progress = None;
                next.phase = Phase::Working;
            }
            Event::Progress { job, done, total, now } if self.job == Some(job) => {
                let since = self.progress.map_or(now, |progress| progress.since);
                next.progress = Some(Progress { since, now, done, total });
            }
            Event::StopAsked => next.stops += 1,
            Event::Answered { job, report, masked, unreadable } if self.job == Some(job) => {
                next.answer(*report, masked, &unreadable);
            }
            Event::Faulted { job, why } if self.job == Some(job) => {
                next.job = None;
                next.progress = None;
                next.shown = None;
                next.fault = Some(why);
                next.phase = Phase::Failed;
            }
            // Of an older job, which nobody waits for.
            Event::Progress { .. } | Event::Answered { .. } | Event::Faulted { .. } => {}
            Event::SessionAsked(place) => {
                next.session = Some(Rc::new(Looked { place, told: None }));
            }
            Event::SessionTold { file, offset, report } => {
                let asked = self.session.as_ref().map(|looked| &looked.place);
                let asked = asked.filter(|place| place.file == file && place.offset == offset);
                if let Some(place) = asked.cloned() {
                    next.session = Some(Rc::new(Looked { place, told: Some(*report) }));
                }
            }
            Event::FaultDismissed => next.fault = None,
            Event::LeftOut(files) => {
                next.notice = Some(format!("Left out: {}", files.join(" ")));
            }
            Event::NoticeDismissed => next.notice = None,
            Event::SingleKeys(on) => next.single_keys = on,
            Event::Redacted(on) => next.redacted = on,
        }
        next
    }

    fn replace_text(&mut self, text: String, haste: Haste) {
        self.paste = Rc::from(text);
        self.notice = None;
        self.want(haste);
    }

    /// A new report is due; without input there is nothing to show, and no answer is awaited.
    fn want(&mut self, haste: Haste) {
        self.wanted = Wanted { number: self.wanted.number + 1, haste };
        if self.has_input() {
            self.phase = Phase::Working;
            return;
        }
        self.phase = Phase::Empty;
        self.job = None;
        self.shown = None;
        self.fault = None;
        self.notice = None;
        self.progress = None;
    }

    fn answer(&mut self, report: Report, masked: Option<String>, unreadable: &[String]) {
        self.job = None;
        self.progress = None;
        self.fault = (!unreadable.is_empty())
            .then(|| format!("Could not be read: {}. The rest was.", unreadable.join("; ")));
        self.shown = Some(Rc::new(Shown::new(report)));
        if self.sent != self.wanted.number {
            // The text went on changing: its next report is on the way, and what was typed stays.
            return;
        }
        self.phase = Phase::Report;
        if let Some(masked) = masked.filter(|masked| **masked != *self.paste) {
            self.paste = Rc::from(masked);
            self.written += 1;
            self.notice = Some(
                "A secret in the text was masked before anything else was done; the box shows where it \
                 stood. Treat it as exposed wherever the text has been: mail, chat, ticket."
                    .into(),
            );
        }
    }
}

#[cfg(test)]
mod tests;

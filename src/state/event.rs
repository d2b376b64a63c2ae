//! What can happen to the page?
//!
//! What follows from it stands in `State::after`.

use super::Asked;
use super::asked::{Beside, Haste};
use crate::question::OwnRoots;
use crate::report::{LogPlace, Report, SessionReport};

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The box has this text now, key by key.
    Typed(String),
    /// The box has this text now, at one stroke.
    Pasted(String),
    /// Text came from outside of the box and goes to its end.
    Added(String),
    /// A sample: a text and the question that goes with it.
    SampleChosen {
        paste: &'static str,
        asked: Box<Asked>,
    },
    /// The box is emptied, the files stay.
    PasteRemoved,
    FilesChosen(Vec<String>),
    FileRemoved(usize),
    /// A field of the question has changed.
    Asked {
        asked: Box<Asked>,
        haste: Haste,
    },
    /// A file with certificates beside the input was read.
    BesideRead(Beside, OwnRoots),
    /// Such a file could not be read; its name and the browser's word for why.
    BesideUnreadable(String),
    BesideRemoved(Beside, usize),
    Cleared,
    /// The same again, now.
    RunAsked,
    /// The question cannot be asked; why.
    NotAsked(String),
    /// A job was sent; its number.
    Sent(u64),
    Progress {
        job: u64,
        done: u64,
        total: u64,
        /// Milliseconds of a clock.
        now: i64,
    },
    /// Enough was read: the report shall be about that.
    StopAsked,
    /// The worker's answer to job `job`.
    Answered {
        job: u64,
        report: Box<Report>,
        masked: Option<String>,
        unreadable: Vec<String>,
    },
    /// The worker died or hung over a job; why, in words.
    Faulted {
        job: u64,
        why: String,
    },
    /// The rows of the session that begins there are to be shown.
    SessionAsked(LogPlace),
    /// The rows of the session at an offset of a file.
    SessionTold {
        file: String,
        offset: u64,
        report: Box<SessionReport>,
    },
    FaultDismissed,
    /// Files that could not be opened, a sentence each.
    LeftOut(Vec<String>),
    NoticeDismissed,
    SingleKeys(bool),
    Redacted(bool),
}

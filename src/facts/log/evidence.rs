//! Logs that were read elsewhere, on their way into the facts.
//!
//! Whoever has the bytes (the command's threads, the page's workers) feeds them to `LogReader` and hands
//! over what came out, with a line on each file. Nothing is read here.

use super::tally::LogFacts;
use crate::facts::Facts;

/// What logs have said, and which files they were.
#[derive(Clone, Debug, Default)]
pub struct ReadLogs {
    pub facts: LogFacts,
    pub files: Vec<ReadFile>,
}

/// One file that was read as a log, or as the summary of logs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadFile {
    pub name: String,
    /// As it lies there, packed or not.
    pub bytes: u64,
    /// Of how many logs it is the summary; `None` for a log.
    pub summary_of: Option<u64>,
    /// It was not read to its end: somebody stopped the reading, or it vanished.
    pub is_partial: bool,
    /// What was odd about it, one sentence each.
    pub notes: Vec<String>,
}

impl ReadLogs {
    pub fn and(mut self, other: Self) -> Self {
        self.facts = self.facts.and(other.facts);
        self.files.extend(other.files);
        self
    }
}

/// Puts them beside what the other sources said. Sessions whose parts lie in several of them become one.
pub fn beside(facts: &mut Facts, read: &ReadLogs) {
    facts.logs = match facts.logs.take() {
        None if read.files.is_empty() => None,
        None => Some(read.facts.settle()),
        Some(pasted) => Some(read.facts.clone().and(pasted).settle()),
    };
    facts.log_files.clone_from(&read.files);
}

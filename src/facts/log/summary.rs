//! Can the facts of logs be written down, read elsewhere and added up?
//!
//! A server's logs are summarised where they stand and merged in one report. The file is a line of text
//! that says what it is, a length, a checksum, and the facts, packed. It holds names, addresses and
//! counts, but no line of the logs. Another version's file is refused with words, never half read.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::elsewhere::below;
use super::evidence::{ReadFile, ReadLogs};
use super::tally::LogFacts;
use crate::input::packed;

/// How every such file begins; the version and a line end follow.
const MAGIC: &[u8] = b"handglass log summary ";
const VERSION: u32 = 2;
/// Length and SHA-256 of what follows.
const FRAME: usize = 8 + 32;
/// Bytes of the facts, unpacked.
const MAX_FACTS: usize = 1 << 30;
/// No count of a real log comes near it, and sums of many stay far from the end of 64 bits.
const MAX_COUNT: u64 = 1 << 48;
/// Milliseconds of a time that is believed: to the year 9999.
const MAX_TIME: i64 = 253_402_300_800_000;

#[derive(Serialize, Deserialize)]
struct Content {
    /// The version of the program that wrote it.
    program: String,
    /// Names and sizes of the logs.
    files: Vec<(String, u64)>,
    facts: LogFacts,
}

/// Why a summary was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    OtherVersion(String),
    Cut,
    Damaged,
}

impl Refusal {
    /// The note on the file.
    pub fn text(&self) -> String {
        match self {
            Self::OtherVersion(version) => format!(
                "This summary has version {version}; this Handglass reads version {VERSION}. Write it again with the same Handglass, from the logs."
            ),
            Self::Cut => "This summary was cut: its end is missing. Copy it again, in binary mode.".into(),
            Self::Damaged => "This summary is damaged: its checksum is another one, or what stands in it is no summary. Copy it again, in binary mode, or write it again from the logs.".into(),
        }
    }
}

/// True where a file says of itself that it is a summary.
pub fn is_summary(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// The file's bytes. Sessions that are not settled stay so, and find their other parts where it is read.
pub fn write(logs: &ReadLogs) -> Vec<u8> {
    let files = logs.files.iter();
    let content = Content {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        files: files.map(|file| (file.name.clone(), file.bytes)).collect(),
        facts: logs.facts.clone(),
    };
    // Plain data always has bytes.
    let facts = packed::deflated(&postcard::to_allocvec(&content).unwrap_or_default());
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(format!("{VERSION}\n").as_bytes());
    bytes.extend_from_slice(&(facts.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&Sha256::digest(&facts));
    bytes.extend_from_slice(&facts);
    bytes
}

/// A summary that `name` holds. Its folders and files are named below `name`: two servers whose logs lie
/// at one path stay two. What cannot be read is a file with its note.
pub fn read(name: &str, bytes: &[u8]) -> ReadLogs {
    let (facts, note, logs) = match content(bytes) {
        Ok(content) => {
            let size: u64 = content
                .files
                .iter()
                .map(|(_, size)| size)
                .fold(0, |sum, size| sum.saturating_add(*size));
            let note = format!(
                "The summary of {} log files of {size} bytes, written by Handglass {}. Their lines are not in it: places name files that lie where it was written.",
                content.files.len(),
                content.program
            );
            (below(content.facts, name), note, Some(content.files.len() as u64))
        }
        Err(refusal) => (LogFacts::default(), refusal.text(), None),
    };
    let file = ReadFile {
        name: name.to_owned(),
        bytes: bytes.len() as u64,
        summary_of: Some(logs.unwrap_or_default()),
        is_partial: logs.is_none(),
        notes: vec![note],
    };
    ReadLogs { facts, files: vec![file] }
}

fn content(bytes: &[u8]) -> Result<Content, Refusal> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(Refusal::Damaged)?;
    // A version is a few digits: a long first line is damage.
    let end = rest.iter().take(12).position(|byte| *byte == b'\n').ok_or(Refusal::Cut)?;
    let (version, rest) = (String::from_utf8_lossy(&rest[..end]), &rest[end + 1..]);
    if version.trim() != VERSION.to_string() {
        return Err(Refusal::OtherVersion(version.trim().to_owned()));
    }
    let (frame, facts) = rest.split_at_checked(FRAME).ok_or(Refusal::Cut)?;
    let (length, sum) = frame.split_at(8);
    let announced = length.iter().rev().fold(0, |value, byte| (value << 8) | u64::from(*byte));
    if (facts.len() as u64) < announced {
        return Err(Refusal::Cut);
    }
    if facts.len() as u64 != announced || Sha256::digest(facts).as_slice() != sum {
        return Err(Refusal::Damaged);
    }
    let facts = packed::inflated(facts, MAX_FACTS).ok_or(Refusal::Damaged)?;
    let content: Content = postcard::from_bytes(&facts).map_err(|_| Refusal::Damaged)?;
    if is_sane(&content.facts) { Ok(content) } else { Err(Refusal::Damaged) }
}

/// A checksum proves a copy, not an author: numbers that would overflow a sum are refused.
fn is_sane(facts: &LogFacts) -> bool {
    let count = |count: u64| count < MAX_COUNT;
    let time = |time: i64| (0..MAX_TIME).contains(&time);
    let lines = facts.lines;
    [lines.understood, lines.not_needed, lines.not_understood].into_iter().all(count)
        && facts.profiles.values().all(|tally| {
            count(tally.sessions)
                && tally.fragments <= tally.sessions
                && time(tally.first)
                && time(tally.last)
        })
        && facts.hours.iter().all(|(hour, sessions)| {
            count(*sessions) && (0..MAX_TIME / 3_600_000).contains(&hour.hour)
        })
        && facts.certificates.iter().all(|((_, certificate), shown)| {
            let end = |moment: Option<i64>| {
                moment.is_none_or(|moment| (-MAX_TIME..MAX_TIME).contains(&moment))
            };
            count(shown.sessions)
                && shown.expired <= shown.sessions
                && time(shown.first)
                && time(shown.last)
                && end(certificate.not_before)
                && end(certificate.not_after)
        })
        && facts
            .coverage
            .values()
            .all(|coverage| count(coverage.rows) && time(coverage.first) && time(coverage.last))
        && facts.retries.values().all(|retries| {
            retries.failed.iter().chain(&retries.clear).all(|(moment, _)| time(*moment))
        })
        && facts.parts.iter().all(|(_, part)| time(part.first.time) && time(part.last.time))
}

#[cfg(test)]
mod tests;

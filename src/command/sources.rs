//! What the command was pointed at: logs as facts, everything else as bytes.
//!
//! Logs are known by their beginning and read by all cores (`logs`); other files are held whole, up to a
//! cap. What is left out is named.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use super::logs::{self, Place, Work};
use super::walk::{Found, Walk};
use crate::Evidence;
use crate::facts::log::evidence::ReadLogs;
use crate::facts::log::reader::Each;
use crate::facts::log::session::Session;
use crate::facts::log::summary;
use crate::facts::log::tally::SessionKey;
use crate::facts::log::texts::Texts;
use crate::input::packed::{Packing, Unpacking, is_utf16};
use crate::input::smtp_log::{self, looks_like, other_log};
use crate::input::{MAX_SOURCE_BYTES, Source};

/// Bytes of a summary that are read.
const MAX_SUMMARY: u64 = 2 << 30;
/// Bytes of files found in folders that are neither logs nor summaries.
const MAX_OTHER_BYTES: u64 = 512 << 20;
/// Names that a sentence lists.
const MAX_NAMES: usize = 10;

/// What could be read, and one sentence for each that could not.
#[derive(Default)]
pub(super) struct Sources {
    pub(super) sources: Vec<Source>,
    /// Protocol logs, without what summaries say.
    pub(super) logs: ReadLogs,
    pub(super) summaries: ReadLogs,
    pub(super) failures: Vec<String>,
    /// What was left out on purpose, one sentence each.
    pub(super) left_out: Vec<String>,
    other_logs: Vec<String>,
    too_much: Vec<String>,
    other_bytes: u64,
}

/// `each` is told of the sessions that end where they were read.
pub(super) fn read(paths: &[PathBuf], each: Option<&Each>) -> Sources {
    let mut sources = Sources::default();
    let mut walk = Walk::default();
    if paths.is_empty() {
        sources.standard_input();
    }
    for path in paths {
        if path.as_os_str() == "-" {
            sources.standard_input();
        } else {
            walk.named(path);
        }
    }
    let mut work = Vec::new();
    for found in &walk.files {
        match sources.file(found, &mut work) {
            Ok(()) => {}
            Err(error) => sources.failures.push(format!("{}: {error}", found.path.display())),
        }
    }
    sources.failures.append(&mut walk.failures);
    let done = logs::read(work, each);
    sources.logs = done.logs;
    sources.sources.extend(done.others);
    sources.failures.extend(done.failures);
    sources.left_out(&walk.hidden);
    sources
}

impl Sources {
    pub(super) fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.logs.files.is_empty() && self.summaries.files.is_empty()
    }

    /// For a summary: what was read here and what other summaries say.
    pub(super) fn all_logs(&self) -> ReadLogs {
        self.logs.clone().and(self.summaries.clone())
    }

    /// Tells `each` of the sessions whose parts lie in several files.
    pub(super) fn settle(&mut self, mut each: impl FnMut(SessionKey, &Session, &Texts)) {
        self.logs.facts = self.logs.facts.settle_telling(&mut each);
    }

    /// For the library; the logs may have been taken out before.
    pub(super) fn evidence(self) -> Evidence {
        Evidence { sources: self.sources, logs: Rc::new(self.logs.and(self.summaries)) }
    }

    fn standard_input(&mut self) {
        match read_limited(io::stdin(), MAX_SOURCE_BYTES as u64) {
            Ok(bytes) => self.sources.push(Source { name: "stdin".into(), bytes }),
            Err(error) => self.failures.push(format!("stdin: {error}")),
        }
    }

    fn file(&mut self, found: &Found, work: &mut Vec<Work>) -> io::Result<()> {
        let mut file = File::open(&found.path)?;
        let place = Place {
            name: found.path.display().to_string(),
            path: Arc::from(found.path.as_path()),
            // What is written from now on is read the next time.
            size: file.metadata()?.len(),
        };
        let head = read_limited(&mut file, smtp_log::HEAD as u64)?;
        match Packing::of(&head) {
            Packing::Gzip => work.push(Work::Gzip(place)),
            Packing::Zip => match logs::entries(&place) {
                Ok((entries, left_out)) => {
                    work.extend(entries);
                    self.left_out.extend(left_out);
                }
                Err(reason) => self.failures.push(format!("{}: {reason}", place.name)),
            },
            Packing::Plain | Packing::Deflate if summary::is_summary(&head) => {
                let rest = read_limited(file, MAX_SUMMARY)?;
                let read = summary::read(&place.name, &[head, rest].concat());
                self.summaries = std::mem::take(&mut self.summaries).and(read);
            }
            Packing::Plain | Packing::Deflate => {
                let utf16 = is_utf16(&head);
                let text = if utf16 { text(&head) } else { head };
                if looks_like(&text) {
                    work.extend(if utf16 {
                        vec![Work::Utf16(place)]
                    } else {
                        logs::ranges(place, &text)
                    });
                } else if let Some(kind) = other_log(&text).filter(|_| !found.named) {
                    self.other_logs.push(format!("{} ({kind})", place.name));
                } else if !found.named && self.other_bytes + place.size > MAX_OTHER_BYTES {
                    self.too_much.push(place.name);
                } else {
                    self.other_bytes += place.size;
                    let bytes = logs::whole(&place)?;
                    self.sources.push(Source { name: place.name, bytes });
                }
            }
        }
        Ok(())
    }

    fn left_out(&mut self, hidden: &[String]) {
        let told = [
            ("Hidden files, not read", hidden),
            ("Other logs of Exchange's, not read", &self.other_logs),
            ("No logs, and too large together; give them by name", &self.too_much),
        ];
        for (what, names) in told {
            if names.is_empty() {
                continue;
            }
            let mut sentence =
                format!("{what}: {}", names[..names.len().min(MAX_NAMES)].join(", "));
            if names.len() > MAX_NAMES {
                sentence.push_str(&format!(" and {} more", names.len() - MAX_NAMES));
            }
            sentence.push('.');
            self.left_out.push(sentence);
        }
    }
}

/// The text of a file's beginning.
fn text(head: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    let mut tell = |more: &[u8]| text.extend_from_slice(more);
    let mut unpacking = Unpacking::new(Packing::Plain);
    unpacking.feed(head, &mut tell);
    unpacking.finish(&mut tell);
    text
}

/// One byte more than is looked at, so that the library can say that there was more.
pub(super) fn read_limited(from: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

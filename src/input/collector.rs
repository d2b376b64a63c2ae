//! Is this what the PowerShell block printed, and did all of it come back?
//!
//! The output is framed (docs/collector.md): begin, parts with the number of their entries, end. A frame
//! that does not add up is said to be incomplete, in words; what stands in it is read all the same, into the
//! same statements as any transcript. The listings of Exchange's cmdlets are kept and not read here.

mod assemble;
mod states;
mod words;

use super::run::{self, Reader};
use super::transcript::Program;
use super::{Artefact, Confidence, Format, Text};
use crate::problem::{Parsed, Problem, ProblemKind};

pub static FORMAT: Format = Format {
    id: "collector",
    title: "output of the Handglass collector",
    sample: b"[Handglass collector 1: begin]\n[section: run, entries: 2]\ntarget: mail.example:25\nmode: smtp\n",
    recognise,
    read,
};

pub(super) static READER: Reader =
    Reader { program: Program::Collector, recognise, begins: words::begins, runs: assemble::runs };

/// By words without blanks, because a copy changes those; a piece without begin and end has its parts' lines.
fn recognise(text: &Text) -> Confidence {
    let has = |word: &[u8]| memchr::memmem::find(&text.bytes, word).is_some();
    let part = || has(b"[section:") && has(b"entries:") && has(b"sum:");
    let found = !text.binary && (has(b"[Handglass") || part());
    if found { Confidence::Certain } else { Confidence::No }
}

fn read(text: &Text) -> Parsed<Vec<Artefact>> {
    let mut parsed = run::read(text, Program::Collector);
    if let Some(at) = memchr::memmem::find(&text.bytes, b"asked: Get-") {
        let what = "The connectors and certificates that Exchange listed are in it; this version does not \
                    read them.";
        let span = text.span(at..at);
        parsed.problems.push(Problem { span, kind: ProblemKind::ReadInPart { what } });
    }
    parsed
}

#[cfg(test)]
mod tests;

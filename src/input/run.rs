//! One run of a program, put together line by line, and how it becomes artefacts.
//!
//! The readers of s_client, curl and gnutls-cli fill a run with statements; what they have in common
//! stands here. A paste may hold runs of all three. No line is understood here.

use std::ops::Range;

use super::lines::{Line, lines};
use super::transcript::{Program, Said, Statement, Transcript};
use super::{
    Artefact, ArtefactKind, Confidence, NamedCertificate, Text, collector, command_line, curl,
    gnutls, pem, phrase, s_client,
};
use crate::order::Sort;
use crate::problem::{Parsed, Problem, ProblemKind};
use crate::timestamp::Timestamp;

/// Terminals and mail programs do not wrap lines shorter than this.
pub(super) const SHORTEST_WRAP: usize = 55;
/// Wrapped lines that are joined into one.
pub(super) const MAX_JOINED: usize = 12;
/// Statements of one run that are kept; a run of more is no run.
const MAX_STATEMENTS: usize = 100_000;
/// Lines that are not understood and named one by one.
const MAX_UNREAD: usize = 20;

/// A run, with ranges of bytes in place of spans.
#[derive(Default)]
pub(super) struct Run {
    pub(super) range: Range<usize>,
    pub(super) statements: Vec<(Said, Range<usize>)>,
    /// Which builds of the program print such lines, in words.
    pub(super) builds: Option<&'static str>,
    pub(super) chain: Vec<ChainLine>,
    /// Lines that are not understood.
    pub(super) unread: Vec<Range<usize>>,
}

/// One certificate of the chain block, from its position to the next one or to the end of the block.
#[derive(Default)]
pub(super) struct ChainLine {
    pub(super) position: usize,
    pub(super) subject: String,
    /// Empty until its line is read; a chain line without it is not handed on.
    pub(super) issuer: Option<String>,
    pub(super) key: Option<String>,
    pub(super) signature: Option<String>,
    pub(super) validity: Option<(Timestamp, Timestamp)>,
    pub(super) range: Range<usize>,
}

impl Run {
    pub(super) fn begin(range: &Range<usize>) -> Self {
        Self { range: range.clone(), ..Self::default() }
    }

    pub(super) fn say(&mut self, said: Said, range: Range<usize>) {
        if !matches!(said, Said::Known) && self.statements.len() < MAX_STATEMENTS {
            self.statements.push((said, range));
        }
    }

    /// Begins a chain line; it is open until the next one begins or the block ends.
    pub(super) fn begin_chain_line(&mut self, position: usize, subject: &str, start: usize) {
        self.end_chain_at(start);
        let subject = subject.trim().to_owned();
        let range = start..usize::MAX;
        self.chain.push(ChainLine { position, subject, range, ..ChainLine::default() });
    }

    pub(super) fn open_chain_line(&mut self) -> Option<&mut ChainLine> {
        self.chain.last_mut().filter(|line| line.range.end == usize::MAX)
    }

    pub(super) fn end_chain_at(&mut self, end: usize) {
        if let Some(line) = self.open_chain_line() {
            line.range.end = end;
        }
    }

    /// Nothing more is added. A chain block that the text's end leaves open lasts until there.
    pub(super) fn finish(mut self) -> Self {
        if self.open_chain_line().is_some_and(|line| line.issuer.is_none()) {
            self.chain.pop();
            if let Some(before) = self.chain.last_mut() {
                before.range.end = self.range.end;
            }
        }
        self.end_chain_at(self.range.end);
        self.chain.retain(|line| line.issuer.is_some());
        self
    }
}

/// How the output of one program is read.
pub(super) struct Reader {
    pub(super) program: Program,
    pub(super) recognise: fn(&Text) -> Confidence,
    /// Whether a known line begins at the start of a string.
    pub(super) begins: fn(&str) -> bool,
    pub(super) runs: fn(&[Line]) -> Vec<Run>,
}

/// The plainer marks first: what one has read is not read again.
static READERS: &[&Reader] =
    &[&collector::READER, &curl::READER, &gnutls::READER, &s_client::READER];

/// What stands in a text: its PEM blocks, its runs and what their chain lines name. The program that was
/// chosen is read in any case, the others where they are recognised.
pub(super) fn read(text: &Text, chosen: Program) -> Parsed<Vec<Artefact>> {
    let mut runs: Vec<(Program, Run)> = Vec::new();
    for reader in READERS {
        if reader.program != chosen && (reader.recognise)(text) == Confidence::No {
            continue;
        }
        let mut lines = lines(&text.bytes, reader.begins);
        let read = |line: &Line| runs.iter().any(|(_, run)| run.range.contains(&line.range.start));
        lines.retain(|line| !read(line));
        runs.extend((reader.runs)(&lines).into_iter().map(|run| (reader.program, run)));
    }
    runs.order_by_key(|(_, run)| run.range.start);
    artefacts(text, runs)
}

/// Whether a line begins the output of another program than the one that is read.
pub(super) fn is_of_another(text: &str, own: &str) -> bool {
    text.starts_with("CONNECTED(0")
        || ["openssl", "curl", "gnutls-cli"]
            .iter()
            .any(|program| *program != own && command_line::behind(text, program).is_some())
}

fn artefacts(text: &Text, runs: Vec<(Program, Run)>) -> Parsed<Vec<Artefact>> {
    let mut parsed = pem::read(text);
    let mut messages = open_to_messages(text, &runs, &parsed.value);
    let mut unread = Vec::new();
    for (program, run) in runs {
        for line in run.chain {
            let named = NamedCertificate {
                position: line.position,
                subject: line.subject,
                issuer: line.issuer.unwrap_or_default(),
                key: line.key,
                signature: line.signature,
                validity: line.validity,
            };
            let span = text.span(line.range);
            parsed.value.push(Artefact { span, kind: ArtefactKind::NamedCertificate(named) });
        }
        let statements = run.statements.into_iter();
        let transcript = Transcript {
            program,
            builds: run.builds,
            statements: statements
                .map(|(said, range)| Statement { span: text.span(range), said })
                .collect(),
        };
        let span = text.span(run.range);
        parsed.value.push(Artefact { span, kind: ArtefactKind::Transcript(transcript) });
        unread.extend(run.unread);
    }
    messages.order_by_key(|range| range.start);
    let before = parsed.value.len();
    phrase::add(text, &messages, &mut parsed);
    let read: Vec<Range<usize>> = parsed
        .value
        .get(before..)
        .unwrap_or_default()
        .iter()
        .map(|artefact| artefact.span.range_in(&text.bytes))
        .collect();
    unread.retain(|line| !read.iter().any(|one| one.start < line.end && line.start < one.end));
    // Of two that begin at one place the outer comes first.
    parsed.value.order_by_key(|artefact| (artefact.span.start, u64::MAX - artefact.span.end));
    let count = unread.len();
    for range in unread.iter().take(MAX_UNREAD) {
        let line = text.as_str().get(range.clone()).unwrap_or_default().trim().to_owned();
        let span = text.span(range.clone());
        parsed.problems.push(Problem { span, kind: ProblemKind::LineNotUnderstood { line } });
    }
    if let Some(range) = unread.get(MAX_UNREAD) {
        let kind = ProblemKind::LinesNotUnderstood { more: count - MAX_UNREAD };
        parsed.problems.push(Problem { span: text.span(range.clone()), kind });
    }
    parsed
}

/// Where other people's error messages may stand: outside of the runs and of PEM blocks, on lines inside a
/// run that its program did not print, and in what the server said there in plain words.
fn open_to_messages(
    text: &Text,
    runs: &[(Program, Run)],
    artefacts: &[Artefact],
) -> Vec<Range<usize>> {
    let blocks = artefacts.iter().map(|artefact| artefact.span.range_in(&text.bytes));
    let taken = runs.iter().map(|(_, run)| run.range.clone()).chain(blocks).collect();
    let mut open = phrase::between(text.bytes.len(), taken);
    for (_, run) in runs {
        let said = run.statements.iter().filter(|(said, _)| matches!(said, Said::ServerLine(_)));
        let mut own: Vec<Range<usize>> =
            run.unread.iter().cloned().chain(said.map(|(_, range)| range.clone())).collect();
        own.order_by_key(|range| range.start);
        for range in own {
            // A message that was wrapped goes on in the next line.
            let gap = open.last().and_then(|last| text.bytes.get(last.end..range.start));
            match (gap.is_some_and(|gap| gap.trim_ascii().is_empty()), open.last_mut()) {
                (true, Some(last)) => last.end = last.end.max(range.end),
                _ => open.push(range),
            }
        }
    }
    open
}

/// A prompt that waits for the next command.
pub(super) fn is_prompt(text: &str) -> bool {
    text.len() < 80 && text.ends_with(['>', '$', '#', '%']) && !text.contains(": ")
}

//! Which blocks between BEGIN and END stand in this text?
//!
//! PEM (RFC 7468) anywhere in a text, also after mail programs, web pages and terminals had their way
//! with it. Certificates are handed on as bytes, other kinds are named. Each block is read for itself:
//! a bad one costs a note, never its neighbours. Private blocks were masked before (`secret`), and
//! certificates are not understood here (`facts`).

pub mod body;
pub mod glyph;
pub mod label;
pub mod marker;
mod tlsa;

use std::ops::Range;

use self::body::{Body, State};
use self::glyph::Coding;
use self::label::Promise;
use self::marker::{Marker, Side};
use super::{
    Artefact, ArtefactKind, Confidence, Format, MAX_BLOCKS, Text, base64_text, der, phrase,
};
use crate::problem::{Parsed, Problem, ProblemKind};

pub static FORMAT: Format = Format {
    id: "pem",
    title: "PEM blocks",
    sample: b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    recognise,
    read: |text| phrase::beside(text, read(text)),
};

/// The longest text before BEGIN on its line that is taken for the margin of every line.
const MAX_MARGIN: usize = 120;

fn recognise(text: &Text) -> Confidence {
    if text.binary {
        return Confidence::No;
    }
    match marker::next(&text.bytes, 0) {
        Some(marker) if marker.side == Side::Begin => Confidence::Certain,
        Some(_) => Confidence::Maybe,
        None if !tlsa::find(&text.bytes).is_empty() => Confidence::Maybe,
        None => Confidence::No,
    }
}

/// All blocks of the text, in order.
pub fn read(text: &Text) -> Parsed<Vec<Artefact>> {
    let mut reader = Reader { text, artefacts: Vec::new(), problems: Vec::new() };
    reader.blocks();
    for range in tlsa::find(&text.bytes) {
        reader.name("a TLSA record (DANE)", range);
    }
    Parsed { value: reader.artefacts, problems: reader.problems }
}

struct Reader<'a> {
    text: &'a Text,
    artefacts: Vec<Artefact>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn blocks(&mut self) {
        let bytes = &self.text.bytes;
        let mut read = 0;
        let mut at = 0;
        let mut following = marker::next(bytes, at);
        while let Some(found) = following {
            if read.max(self.artefacts.len()) >= MAX_BLOCKS {
                self.problem(found.start..bytes.len(), ProblemKind::TooManyBlocks { read });
                return;
            }
            read += 1;
            following = marker::next(bytes, found.end);
            if found.side == Side::End {
                self.beheaded(&found, at);
                at = found.end;
                continue;
            }
            at = found.end;
            match following.take() {
                Some(end) if end.side == Side::End => {
                    self.block(&found, Some(&end), end.start);
                    at = end.end;
                    following = marker::next(bytes, at);
                }
                next => {
                    let until = next.as_ref().map_or(bytes.len(), |next| next.start);
                    self.block(&found, None, until);
                    following = next;
                }
            }
        }
    }

    /// One block from its BEGIN to its END, or to where the next block begins.
    fn block(&mut self, begin: &Marker, end: Option<&Marker>, until: usize) {
        let promise = label::promise(&begin.label);
        if let Promise::Secret(_) = promise {
            return;
        }
        let range = begin.end..until;
        let whole_span = begin.start..end.map_or(until, |end| end.end);
        if let Promise::Named(what) = promise {
            return self.name(what, whole_span);
        }
        let body = body::read(&self.text.bytes, range.clone(), self.margin(begin), end.is_some());
        let span = begin.start..end.map_or(body.end, |end| end.end);
        let label = begin.label.clone();
        if end.is_none() && promise == Promise::Unknown && !matches!(body.state, State::Whole(_)) {
            // A heading in dashes that only looks like a block.
            return;
        }
        if let Some(end) = end.filter(|end| end.label != begin.label) {
            let kind =
                ProblemKind::PemLabelsDiffer { begin: label.clone(), end: end.label.clone() };
            self.problem(span.clone(), kind);
        }
        if range.len() > body::MAX_TEXT && !matches!(body.state, State::Whole(_)) {
            let kind = ProblemKind::TooLarge { read: body::MAX_TEXT as u64 };
            self.problem(span.clone(), kind);
        }
        match body.state {
            State::Whole(size) => self.value(begin, end, &body, size, span),
            State::Short { .. } if end.is_none() => {
                self.problem(span, ProblemKind::PemCut { label });
            }
            State::Short { announced } => {
                let present = body.bytes.len();
                self.problem(span, ProblemKind::PemShort { label, announced, present });
            }
            State::Removed if end.is_none() => self.problem(span, ProblemKind::PemCut { label }),
            State::Removed => self.problem(span, ProblemKind::PemRemoved { label }),
            State::NotDer if promise == Promise::Unknown => {
                self.problem(span, ProblemKind::PemUnknownLabel { label });
            }
            State::NotDer => self.problem(span, ProblemKind::PemNotBase64 { label }),
        }
    }

    fn value(
        &mut self,
        begin: &Marker,
        end: Option<&Marker>,
        body: &Body,
        size: usize,
        span: Range<usize>,
    ) {
        let label = &begin.label;
        let promise = label::promise(label);
        let closed = end.is_some();
        let dashes = end.is_some_and(|end| end.coding == Coding::Typographic)
            || begin.coding == Coding::Typographic;
        let how = match body.undone {
            _ if !closed => Some("its END line is missing, but its value is all there"),
            Some(how) => Some(how),
            None if dashes => Some("hyphens in BEGIN or END had become other dashes"),
            None => None,
        };
        if let Some(how) = how {
            self.repaired(label, how, &span);
        }
        let trailing = body.bytes.len().saturating_sub(size);
        if promise == Promise::TrustedCertificate && trailing > 0 {
            let what = "The trust settings that OpenSSL keeps behind a TRUSTED CERTIFICATE were \
                        not looked at.";
            self.problem(span.clone(), ProblemKind::ReadInPart { what });
        } else if trailing > 0 && closed {
            self.problem(span.clone(), ProblemKind::TrailingBytes { count: trailing });
        }
        let value = body.bytes.get(..size).unwrap_or_default();
        let said_certificate =
            matches!(promise, Promise::Certificate | Promise::TrustedCertificate);
        let opened = der::open(value, said_certificate);
        if let Some(what) = opened.named.filter(|_| said_certificate) {
            let kind = ProblemKind::PemHoldsOther { label: label.clone(), what };
            self.problem(span.clone(), kind);
        }
        if opened.certificates.is_empty() && opened.named.is_none() {
            let kind = ProblemKind::PemUnknownLabel { label: label.clone() };
            self.problem(span.clone(), kind);
        }
        opened.hand_on(self.text, &mut self.artefacts, &mut self.problems, |_| span.clone());
    }

    /// An END whose BEGIN is not there: the value before it may be whole all the same.
    fn beheaded(&mut self, end: &Marker, from: usize) {
        let certificate = matches!(
            label::promise(&end.label),
            Promise::Certificate | Promise::TrustedCertificate
        );
        if !certificate {
            return;
        }
        let from = from.max(end.start.saturating_sub(body::MAX_TEXT / 16));
        let values = base64_text::values(&self.text.bytes, from..end.start, MAX_BLOCKS);
        let Some(value) =
            values.into_iter().last().filter(|value| value.range.end + 200 > end.start)
        else {
            let label = end.label.clone();
            return self.problem(end.start..end.end, ProblemKind::PemNoBegin { label });
        };
        let span = value.range.start..end.end;
        self.repaired(&end.label, "its BEGIN line is missing, but its value is all there", &span);
        let opened = der::open(&value.der, false);
        opened.hand_on(self.text, &mut self.artefacts, &mut self.problems, |_| span.clone());
    }

    /// What stands before BEGIN on its line.
    fn margin(&self, begin: &Marker) -> Range<usize> {
        let from = begin.start.saturating_sub(MAX_MARGIN);
        let before = self.text.bytes.get(from..begin.start).unwrap_or_default();
        match before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')) {
            Some(line_end) => from + line_end + 1..begin.start,
            None if from == 0 => 0..begin.start,
            None => begin.start..begin.start,
        }
    }

    /// A repair is told once a source: a quoted mail has the same marks in front of every block.
    fn repaired(&mut self, label: &str, how: &'static str, span: &Range<usize>) {
        let told = |problem: &Problem| matches!(problem.kind, ProblemKind::PemRepaired { how: told, .. } if told == how);
        if !self.problems.iter().any(told) {
            let label = label.to_owned();
            self.problem(span.clone(), ProblemKind::PemRepaired { label, how });
        }
    }

    fn name(&mut self, what: &'static str, range: Range<usize>) {
        let span = self.text.span(range);
        self.artefacts.push(Artefact { span, kind: ArtefactKind::Other { what } });
        self.problems.push(Problem { span, kind: ProblemKind::NamedOnly { what } });
    }

    fn problem(&mut self, range: Range<usize>, kind: ProblemKind) {
        self.problems.push(Problem { span: self.text.span(range), kind });
    }
}

#[cfg(test)]
mod tests;

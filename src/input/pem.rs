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
use super::{Artefact, ArtefactKind, Confidence, Format, MAX_BLOCKS, Text, base64_text, der};
use crate::problem::{Parsed, Problem, ProblemKind};

pub static FORMAT: Format = Format {
    id: "pem",
    title: "PEM blocks",
    sample: b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    recognise,
    read,
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
    let mut reader = Reader {
        text,
        artefacts: Vec::new(),
        problems: Vec::new(),
    };
    reader.blocks();
    for range in tlsa::find(&text.bytes) {
        reader.name("a TLSA record (DANE)", range);
    }
    Parsed {
        value: reader.artefacts,
        problems: reader.problems,
    }
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
                self.problem(
                    found.start..bytes.len(),
                    ProblemKind::TooManyBlocks { read },
                );
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
        let body = body::read(
            &self.text.bytes,
            range.clone(),
            self.margin(begin),
            end.is_some(),
        );
        let span = begin.start..end.map_or(body.end, |end| end.end);
        let label = begin.label.clone();
        if end.is_none() && promise == Promise::Unknown && !matches!(body.state, State::Whole(_)) {
            // A heading in dashes that only looks like a block.
            return;
        }
        if let Some(end) = end.filter(|end| end.label != begin.label) {
            let kind = ProblemKind::PemLabelsDiffer {
                begin: label.clone(),
                end: end.label.clone(),
            };
            self.problem(span.clone(), kind);
        }
        if range.len() > body::MAX_TEXT && !matches!(body.state, State::Whole(_)) {
            let (size, read) = (range.len() as u64, body::MAX_TEXT as u64);
            self.problem(span.clone(), ProblemKind::TooLarge { size, read });
        }
        match body.state {
            State::Whole(size) => self.value(begin, end, &body, size, span),
            State::Short { .. } if end.is_none() => {
                self.problem(span, ProblemKind::PemCut { label });
            }
            State::Short { announced } => {
                let present = body.bytes.len();
                self.problem(
                    span,
                    ProblemKind::PemShort {
                        label,
                        announced,
                        present,
                    },
                );
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
            let kind = ProblemKind::PemHoldsOther {
                label: label.clone(),
                what,
            };
            self.problem(span.clone(), kind);
        }
        if opened.certificates.is_empty() && opened.named.is_none() {
            let kind = ProblemKind::PemUnknownLabel {
                label: label.clone(),
            };
            self.problem(span.clone(), kind);
        }
        opened.hand_on(self.text, &mut self.artefacts, &mut self.problems, |_| {
            span.clone()
        });
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
        let Some(value) = values
            .into_iter()
            .last()
            .filter(|value| value.range.end + 200 > end.start)
        else {
            let label = end.label.clone();
            return self.problem(end.start..end.end, ProblemKind::PemNoBegin { label });
        };
        let span = value.range.start..end.end;
        self.repaired(
            &end.label,
            "its BEGIN line is missing, but its value is all there",
            &span,
        );
        let opened = der::open(&value.der, false);
        opened.hand_on(self.text, &mut self.artefacts, &mut self.problems, |_| {
            span.clone()
        });
    }

    /// What stands before BEGIN on its line.
    fn margin(&self, begin: &Marker) -> Range<usize> {
        let from = begin.start.saturating_sub(MAX_MARGIN);
        let before = self.text.bytes.get(from..begin.start).unwrap_or_default();
        match before
            .iter()
            .rposition(|byte| matches!(byte, b'\n' | b'\r'))
        {
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
        self.artefacts.push(Artefact {
            span,
            kind: ArtefactKind::Other { what },
        });
        self.problems.push(Problem {
            span,
            kind: ProblemKind::NamedOnly { what },
        });
    }

    fn problem(&mut self, range: Range<usize>, kind: ProblemKind) {
        self.problems.push(Problem {
            span: self.text.span(range),
            kind,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::SourceId;

    const LEAF: &str = include_str!("../../tests/fixtures/leaf.pem");
    const ISSUER: &str = include_str!("../../tests/fixtures/issuer.pem");

    fn parsed(text: &str) -> Parsed<Vec<Artefact>> {
        read(&Text {
            source: SourceId(0),
            bytes: text.as_bytes().to_vec(),
            binary: false,
        })
    }

    fn certificates(parsed: &Parsed<Vec<Artefact>>) -> Vec<Vec<u8>> {
        let der = |artefact: &Artefact| match &artefact.kind {
            ArtefactKind::Certificate { der } => Some(der.clone()),
            _ => None,
        };
        parsed.value.iter().filter_map(der).collect()
    }

    /// Two certificates, their decoration, and what is told about it.
    #[track_caller]
    fn check(decorate: impl Fn(&str) -> String, told: &[&'static str]) {
        let plain = format!("{LEAF}{ISSUER}");
        let clean = certificates(&parsed(&plain));
        assert_eq!(clean.len(), 2);
        let text = decorate(&plain);
        let found = parsed(&text);
        assert_eq!(certificates(&found), clean, "{text}");
        let how = |problem: &Problem| match &problem.kind {
            ProblemKind::PemRepaired { how, .. } => *how,
            _ => "something else",
        };
        assert_eq!(
            found.problems.iter().map(how).collect::<Vec<_>>(),
            told,
            "{text}"
        );
    }

    #[test]
    fn decorations() {
        let marks = "the marks in front of its lines were taken off";
        let html = "HTML tags and entities were undone";
        let escaped = "escaped line ends were undone";
        let dashes = "hyphens in BEGIN or END had become other dashes";
        let unseen = "invisible characters were taken out";
        let joined = "its lines had been joined into one";
        let quoted = "quoted-printable encoding was undone";
        check(|pem| pem.to_owned(), &[]);
        check(|pem| pem.replace('\n', "\r\n"), &[]);
        check(|pem| pem.replace('\n', "\r"), &[]);
        check(|pem| pem.replace('\n', "  \n\n"), &[]);
        check(|pem| format!("    {}", pem.replace('\n', "\n    ")), &[]);
        check(|pem| format!("\t{}", pem.replace('\n', "\n\t")), &[]);
        check(
            |pem| format!("\u{a0}{}", pem.replace('\n', "\n\u{a0}")),
            &[],
        );
        check(|pem| format!("> {}", pem.replace('\n', "\n> ")), &[marks]);
        check(
            |pem| format!(">> > {}", pem.replace('\n', "\n>> > ")),
            &[marks],
        );
        check(|pem| format!("| {}", pem.replace('\n', "\n| ")), &[marks]);
        check(|pem| format!("+{}", pem.replace('\n', "\n+")), &[marks]);
        check(
            |pem| format!("17: {}", pem.replace('\n', "\n17: ")),
            &[marks],
        );
        check(
            |pem| {
                format!(
                    "2026-11-20T13:02:00Z h a[1]: {}",
                    pem.replace('\n', "\n2026-11-20T13:02:01Z h a[1]: ")
                )
            },
            &[marks],
        );
        check(|pem| pem.replace('\n', " "), &[joined]);
        check(|pem| pem.replace('\n', ""), &[joined]);
        check(
            |pem| format!("{{\"pem\": \"{}\"}}", pem.replace('\n', "\\n")),
            &[escaped],
        );
        check(|pem| pem.replace('\n', "\\\\n"), &[escaped]);
        check(
            |pem| pem.replace('/', "\\/").replace('\n', "\\r\\n"),
            &[escaped],
        );
        check(|pem| pem.replace('\n', "<br>"), &[html]);
        check(
            |pem| {
                pem.replace('+', "&#43;")
                    .replace('=', "&equals;")
                    .replace('\n', "&nbsp;<br />\n")
            },
            &[html],
        );
        check(
            |pem| {
                pem.replace('-', "&#45;")
                    .replace(' ', "&nbsp;")
                    .replace('\n', "</p>\n<p>")
            },
            &[html],
        );
        check(
            |pem| {
                pem.replace('=', "=3D")
                    .replace("CERTIFICATE--", "CERTIFICATE=2D-")
            },
            &[quoted],
        );
        check(|pem| pem.replace("-----", "\u{2014}\u{2013}"), &[dashes]);
        check(|pem| pem.replace("-----", "\u{2013}\u{2013}"), &[dashes]);
        check(|pem| pem.replace('-', "\u{2011}"), &[dashes]);
        check(|pem| pem.replace("-----", "--"), &[]);
        check(|pem| pem.replace('\n', "\u{200b}\n"), &[unseen]);
        check(
            |pem| pem.replace("BEGIN CERTIFICATE", "Begin certificate"),
            &[],
        );
        check(
            |pem| {
                pem.replace('+', "%2B")
                    .replace('=', "%3D")
                    .replace('\n', "%0A")
            },
            &["percent encoding was undone"],
        );
        check(
            |pem| {
                format!(
                    "Bag Attributes\n    friendlyName: x\nsubject=/CN=a\n{}",
                    pem.replace("-----END", "\n-----END")
                )
            },
            &[],
        );
        check(
            |pem| pem.replace("E-----\n", "E-----\nProc-Type: x\nA: b\n\n"),
            &[],
        );
    }

    #[test]
    fn soft_breaks_of_quoted_printable_inside_one_long_line() {
        check(
            |pem| {
                let joined = pem.replace("=\n", "=3D\n").replace('\n', "");
                let bytes: Vec<char> = joined.chars().collect();
                bytes
                    .chunks(75)
                    .map(|line| line.iter().collect::<String>() + "=\n")
                    .collect()
            },
            &["quoted-printable encoding was undone"],
        );
    }

    #[track_caller]
    fn check_problem(text: &str, count: usize, kinds: &[ProblemKind]) {
        let found = parsed(text);
        assert_eq!(certificates(&found).len(), count, "{text}");
        assert_eq!(
            found
                .problems
                .into_iter()
                .map(|p| p.kind)
                .collect::<Vec<_>>(),
            kinds,
            "{text}"
        );
    }

    #[test]
    fn damage_costs_one_block_alone() {
        let label = || "CERTIFICATE".to_owned();
        let cut = LEAF.get(..700).unwrap_or_default();
        check_problem(
            &format!("{cut}\n{ISSUER}"),
            1,
            &[ProblemKind::PemCut { label: label() }],
        );
        check_problem(
            &format!("{ISSUER}{cut}"),
            1,
            &[ProblemKind::PemCut { label: label() }],
        );
        let lost: String = LEAF
            .lines()
            .enumerate()
            .filter(|(n, _)| *n != 5)
            .map(|(_, l)| format!("{l}\n"))
            .collect();
        let short = ProblemKind::PemShort {
            label: label(),
            announced: 1218,
            present: 1170,
        };
        check_problem(&format!("{lost}{ISSUER}"), 1, &[short]);
        let removed = "-----BEGIN CERTIFICATE-----\n[SNIP server certificate here SNIP]\n-----END CERTIFICATE-----\n";
        check_problem(
            &format!("{removed}{ISSUER}"),
            1,
            &[ProblemKind::PemRemoved { label: label() }],
        );
        let no_end = LEAF.replace("-----END CERTIFICATE-----", " 1 s:CN=x");
        let how = "its END line is missing, but its value is all there";
        check_problem(
            &format!("{no_end}{ISSUER}"),
            2,
            &[ProblemKind::PemRepaired {
                label: label(),
                how,
            }],
        );
        let no_begin = LEAF.replace("-----BEGIN CERTIFICATE-----", "");
        let how = "its BEGIN line is missing, but its value is all there";
        check_problem(
            &format!("{no_begin}{ISSUER}"),
            2,
            &[ProblemKind::PemRepaired {
                label: label(),
                how,
            }],
        );
        let beheaded = LEAF.get(300..).unwrap_or_default();
        check_problem(
            &format!("{beheaded}{ISSUER}"),
            1,
            &[ProblemKind::PemNoBegin { label: label() }],
        );
        let differ = LEAF.replace("END CERTIFICATE", "END X509 CRL");
        let kind = ProblemKind::PemLabelsDiffer {
            begin: label(),
            end: "X509 CRL".into(),
        };
        check_problem(&format!("{differ}{ISSUER}"), 2, &[kind]);
        let not = format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            "QUJD".repeat(30)
        );
        check_problem(
            &format!("{not}{ISSUER}"),
            1,
            &[ProblemKind::PemNotBase64 { label: label() }],
        );
    }

    #[test]
    fn other_labels_and_other_contents() {
        let crl = data_encoding::BASE64.encode(include_bytes!("../../tests/fixtures/list.crl"));
        let what = "a certificate revocation list (CRL)";
        let named = ProblemKind::NamedOnly { what };
        let block = |label: &str, data: &str| {
            format!("-----BEGIN {label}-----\n{data}\n-----END {label}-----\n")
        };
        let joined = ProblemKind::PemRepaired {
            label: "X509 CRL".into(),
            how: "its lines had been joined into one",
        };
        check_problem(&block("X509 CRL", &crl), 0, &[joined, named.clone()]);
        let lines: String = crl
            .as_bytes()
            .chunks(64)
            .map(|l| format!("{}\n", String::from_utf8_lossy(l)))
            .collect();
        let other = ProblemKind::PemHoldsOther {
            label: "CERTIFICATE".into(),
            what,
        };
        check_problem(&block("CERTIFICATE", &lines), 0, &[other, named]);
        let p7b = data_encoding::BASE64
            .encode(include_bytes!("../../tests/fixtures/chain-indefinite.p7b"));
        let lines: String = p7b
            .as_bytes()
            .chunks(64)
            .map(|l| format!("{}\n", String::from_utf8_lossy(l)))
            .collect();
        check_problem(&block("PKCS7", &lines), 2, &[]);
        let unknown = ProblemKind::PemUnknownLabel {
            label: "SOMETHING".into(),
        };
        check_problem(
            &block("SOMETHING", "QUJD".repeat(30).as_str()),
            0,
            &[unknown],
        );
        let record = "_25._tcp.mail.example. IN TLSA 3 1 1 0d6fce3b83d26d17a9cb1c3d9e1bdd2d6ff4a1a4a6ef0ea7\n";
        check_problem(
            record,
            0,
            &[ProblemKind::NamedOnly {
                what: "a TLSA record (DANE)",
            }],
        );
    }

    #[test]
    fn trusted_certificates_keep_their_settings_to_themselves() {
        let mut der = certificates(&parsed(LEAF)).concat();
        der.extend([0x30, 0x03, 0x0c, 0x01, 0x41]);
        let lines: String = data_encoding::BASE64
            .encode(&der)
            .as_bytes()
            .chunks(64)
            .map(|line| format!("{}\n", String::from_utf8_lossy(line)))
            .collect();
        let found = parsed(&format!(
            "-----BEGIN TRUSTED CERTIFICATE-----\n{lines}-----END TRUSTED CERTIFICATE-----\n"
        ));
        assert_eq!(certificates(&found), certificates(&parsed(LEAF)));
        assert!(matches!(
            found.problems.as_slice(),
            [Problem {
                kind: ProblemKind::ReadInPart { .. },
                ..
            }]
        ));
    }

    #[test]
    fn too_many_blocks_are_told() {
        let found = parsed(&LEAF.repeat(MAX_BLOCKS + 3));
        assert_eq!(certificates(&found).len(), MAX_BLOCKS);
        let told = found
            .problems
            .iter()
            .any(|p| p.kind == ProblemKind::TooManyBlocks { read: MAX_BLOCKS });
        assert!(told);
    }
}

//! What is in this binary file, and what do the bytes of a decoded block hold?
//!
//! DER values one after the other: certificates, PKCS#7 with certificates inside, and the kinds that are
//! named only. BER lengths are put right and reported. Keys were dropped before (`secret`); certificates
//! are not understood here (`facts`).

pub mod holds;
pub mod tlv;

use std::ops::Range;

use self::holds::Holds;
use super::{Artefact, ArtefactKind, Confidence, Format, MAX_BLOCKS, Text, pkcs7, unjudged};
use crate::problem::{Parsed, Problem, ProblemKind};

pub static FORMAT: Format = Format {
    id: "der",
    title: "a binary certificate (DER)",
    sample: &[0x30, 0x82, 0x00, 0x82, 0x30, 0x81, 0x7f, 0xa0, 0x03, 0x02, 0x01, 0x02],
    recognise,
    read,
};

fn recognise(text: &Text) -> Confidence {
    let begins = text.binary && text.bytes.first() == Some(&0x30);
    let plausible = begins && tlv::read(&text.bytes).is_ok_and(|value| !value.content.is_empty());
    if plausible {
        return Confidence::Certain;
    }
    // A file that was cut still says what it was to be.
    let cut = begins && tlv::announced(&text.bytes).is_some_and(|size| size > text.bytes.len());
    if cut { Confidence::Maybe } else { Confidence::No }
}

fn read(text: &Text) -> Parsed<Vec<Artefact>> {
    let mut artefacts = Vec::new();
    let mut problems = Vec::new();
    let mut at = 0;
    let mut read = 0;
    while let Some(rest) = text.bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let all = at..text.bytes.len();
        let value = match tlv::read(rest) {
            Ok(value) if value.tag == 0x30 && !value.content.is_empty() => value,
            Err(tlv::Refusal::Short { announced }) if rest.first() == Some(&0x30) => {
                let kind = ProblemKind::DerCut { announced, present: rest.len() };
                problems.push(Problem { span: text.span(all), kind });
                break;
            }
            Ok(_) | Err(_) => {
                let kind = ProblemKind::TrailingBytes { count: rest.len() };
                problems.push(Problem { span: text.span(all), kind });
                break;
            }
        };
        if read.max(artefacts.len()) >= MAX_BLOCKS {
            let kind = ProblemKind::TooManyBlocks { read };
            problems.push(Problem { span: text.span(all), kind });
            break;
        }
        read += 1;
        let opened = open(value.whole, false);
        if opened.certificates.is_empty() && opened.named.is_none() {
            let span = text.span(at..at + value.whole.len());
            let what = "a DER value of a kind that Handglass does not know";
            problems.push(Problem { span, kind: ProblemKind::NamedOnly { what } });
        }
        opened.hand_on(text, &mut artefacts, &mut problems, |inside| {
            at + inside.start..at + inside.end
        });
        at += value.whole.len();
    }
    Parsed { value: artefacts, problems }
}

/// What one DER value holds.
pub struct Opened {
    /// Each certificate's bytes, and where in the value they stand.
    pub certificates: Vec<(Range<usize>, Vec<u8>)>,
    /// What it is, with its article, where it is named only.
    pub named: Option<&'static str>,
    odd: Vec<ProblemKind>,
    size: usize,
}

/// Looks into one value, which is all of `der`. `said_certificate`: its label says that it is one, so
/// that it is handed on as one even where it does not look like one, and the parser says why not.
pub fn open(der: &[u8], said_certificate: bool) -> Opened {
    let survey = tlv::survey(der);
    let mut opened =
        Opened { certificates: Vec::new(), named: None, odd: Vec::new(), size: der.len() };
    if survey.too_deep {
        opened.odd.push(ProblemKind::NestedTooDeep { levels: tlv::MAX_DEPTH });
    }
    let holds = holds::holds(der);
    match holds {
        // CMS may be BER by its own rules (RFC 5652 section 1); only what is inside must be DER.
        Holds::SignedData => opened.signed_data(der),
        Holds::Certificate => opened.certificate(0..der.len(), der),
        Holds::Unknown if said_certificate => opened.certificate(0..der.len(), der),
        other => {
            opened.named = other.named();
            if survey.ber {
                opened.odd.push(ProblemKind::BerLength);
            }
        }
    }
    opened
}

impl Opened {
    fn signed_data(&mut self, der: &[u8]) {
        let message = pkcs7::read(der);
        let count = message.certificates.len();
        for range in message.certificates.into_iter().take(MAX_BLOCKS) {
            let bytes = der.get(range.clone()).unwrap_or_default();
            self.certificate(range, bytes);
        }
        if count > MAX_BLOCKS {
            self.odd.push(ProblemKind::TooManyBlocks { read: MAX_BLOCKS });
        }
        if message.revocation_lists > 0 {
            self.named = Some(unjudged::REVOCATION_LIST_INSIDE);
        } else if count == 0 {
            self.named = Some("a PKCS#7 message without certificates");
        }
    }

    fn certificate(&mut self, range: Range<usize>, bytes: &[u8]) {
        if !tlv::survey(bytes).ber {
            self.certificates.push((range, bytes.to_vec()));
            return;
        }
        self.odd.push(ProblemKind::BerLength);
        let der = tlv::with_der_lengths(bytes).unwrap_or_else(|| bytes.to_vec());
        self.certificates.push((range, der));
    }

    /// Adds what was found to the lists of a reader. `place` turns a range in the value into one in the
    /// text.
    pub fn hand_on(
        self,
        text: &Text,
        artefacts: &mut Vec<Artefact>,
        problems: &mut Vec<Problem>,
        place: impl Fn(Range<usize>) -> Range<usize>,
    ) {
        let all = text.span(place(0..self.size));
        for (range, der) in self.certificates {
            let span = text.span(place(range));
            artefacts.push(Artefact { span, kind: ArtefactKind::Certificate { der } });
        }
        if let Some(what) = self.named {
            artefacts.push(Artefact { span: all, kind: ArtefactKind::Other { what } });
            problems.push(Problem { span: all, kind: ProblemKind::NamedOnly { what } });
        }
        problems.extend(self.odd.into_iter().map(|kind| Problem { span: all, kind }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::SourceId;

    const P7B: &[u8] = include_bytes!("../../tests/fixtures/chain.p7b");

    fn binary(bytes: &[u8]) -> Text {
        Text { source: SourceId(0), bytes: bytes.to_vec(), binary: true }
    }

    fn certificate() -> Vec<u8> {
        let range = pkcs7::read(P7B).certificates.first().cloned().unwrap_or_default();
        P7B.get(range).unwrap_or_default().to_vec()
    }

    fn kinds(parsed: &Parsed<Vec<Artefact>>) -> (usize, Vec<&ProblemKind>) {
        let certificate =
            |artefact: &&Artefact| matches!(artefact.kind, ArtefactKind::Certificate { .. });
        let count = parsed.value.iter().filter(certificate).count();
        (count, parsed.problems.iter().map(|problem| &problem.kind).collect())
    }

    #[test]
    fn certificates_one_after_the_other() {
        let text = binary(&[certificate(), certificate()].concat());
        assert_eq!(recognise(&text), Confidence::Certain);
        let parsed = read(&text);
        assert_eq!(kinds(&parsed), (2, vec![]));
        for artefact in &parsed.value {
            let ArtefactKind::Certificate { der } = &artefact.kind else {
                continue;
            };
            assert_eq!(text.bytes.get(artefact.span.range_in(&text.bytes)), Some(der.as_slice()));
        }
    }

    #[test]
    fn trailing_cut_and_other() {
        let mut long = certificate();
        long.extend([0, 0, 0]);
        assert_eq!(
            kinds(&read(&binary(&long))),
            (1, vec![&ProblemKind::TrailingBytes { count: 3 }])
        );
        let whole = certificate();
        let cut = whole.get(..whole.len() - 1).unwrap_or_default();
        let (count, problems) =
            (0, ProblemKind::DerCut { announced: whole.len(), present: cut.len() });
        assert_eq!(kinds(&read(&binary(cut))), (count, vec![&problems]));
        assert_eq!(recognise(&binary(cut)), Confidence::Maybe);
        assert_eq!(kinds(&read(&binary(P7B))).0, 2);
        for (bytes, what) in [
            (
                include_bytes!("../../tests/fixtures/list.crl").as_slice(),
                "a certificate revocation list (CRL)",
            ),
            (include_bytes!("../../tests/fixtures/ocsp.der").as_slice(), "an OCSP response"),
        ] {
            assert_eq!(kinds(&read(&binary(bytes))), (0, vec![&ProblemKind::NamedOnly { what }]));
        }
    }

    #[test]
    fn ber_lengths_are_put_right_and_told() {
        let der = certificate();
        // 30 82 hh ll -> 30 83 00 hh ll
        let ber = [&[0x30, 0x83, 0x00], der.get(2..).unwrap_or_default()].concat();
        let parsed = read(&binary(&ber));
        assert_eq!(kinds(&parsed), (1, vec![&ProblemKind::BerLength]));
        let kind = parsed.value.first().map(|artefact| artefact.kind.clone());
        assert_eq!(kind, Some(ArtefactKind::Certificate { der }));
    }

    #[test]
    fn deep_nesting_is_told() {
        let mut value = vec![0x05, 0x00];
        for _ in 0..80 {
            let length = u8::try_from(value.len()).unwrap_or(0);
            let header = if length < 0x80 { vec![0x30, length] } else { vec![0x30, 0x81, length] };
            value = [header, value].concat();
        }
        let told = read(&binary(&value)).problems;
        assert!(
            told.iter().any(|problem| problem.kind == ProblemKind::NestedTooDeep { levels: 64 })
        );
    }
}

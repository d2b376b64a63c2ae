//! Is this what `openssl s_client` printed, and which certificates does it name and show?
//!
//! The chain block's ` N s:` and `   i:` lines with their places, and every PEM block. What the
//! transcript says on protocol, cipher and verification is not read here yet, and a note says so.

mod chain;
mod starttls;

use super::{Artefact, ArtefactKind, Confidence, Format, Text, pem, unjudged};
use crate::problem::{Parsed, Problem, ProblemKind};

pub static FORMAT: Format = Format {
    id: "s_client",
    title: "openssl s_client output",
    sample:
        b"CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = a.example\n   i:CN = CA\n---\n",
    recognise,
    read,
};

/// Words that stand in s_client output, and how sure they make us. An error queue line may come from any
/// program that uses OpenSSL.
static ANCHORS: &[(&[u8], Confidence)] = &[
    (b"CONNECTED(", Confidence::Certain),
    (b"CONNECTION ESTABLISHED", Confidence::Certain),
    (b"SSL handshake has read", Confidence::Certain),
    (b"SSL-Session:", Confidence::Certain),
    (b"Verify return code:", Confidence::Certain),
    (b"verify return:", Confidence::Certain),
    (b"verify error:num=", Confidence::Certain),
    (b"connect:errno=", Confidence::Certain),
    (b"usage: s_client", Confidence::Certain),
    (b"s_client: ", Confidence::Certain),
    (b":SSL routines:", Confidence::Maybe),
    (b":BIO routines:", Confidence::Maybe),
];

fn recognise(text: &Text) -> Confidence {
    if text.binary {
        return Confidence::No;
    }
    let bytes = &text.bytes;
    let mut best = Confidence::No;
    let mut chain = false;
    for (at, byte) in bytes.iter().enumerate() {
        if !matches!(byte, b'C' | b'S' | b'V' | b'N' | b'v' | b'c' | b'u' | b's' | b':') {
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        if is_cipher_line(rest) {
            return Confidence::Certain;
        }
        let anchor = ANCHORS.iter().find(|(anchor, _)| rest.starts_with(anchor));
        best = anchor.map_or(best, |(_, confidence)| best.max(*confidence));
        if best == Confidence::Certain {
            return best;
        }
        chain |= rest.starts_with(b"Certificate chain");
    }
    if chain::lines(bytes).is_empty() {
        return best;
    }
    if chain { Confidence::Certain } else { Confidence::Maybe }
}

/// `New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384`
fn is_cipher_line(rest: &[u8]) -> bool {
    let line = rest.get(..rest.len().min(40)).unwrap_or_default();
    line.starts_with(b"New, ") && line.windows(11).any(|part| part == b", Cipher is")
}

fn read(text: &Text) -> Parsed<Vec<Artefact>> {
    let mut parsed = pem::read(text);
    for line in chain::lines(&text.bytes) {
        let chain::ChainLine { position, subject, issuer, range } = line;
        let span = text.span(range);
        let kind = ArtefactKind::NamedCertificate { position, subject, issuer };
        parsed.value.push(Artefact { span, kind });
    }
    let handshake = ArtefactKind::Other { what: unjudged::HANDSHAKE };
    parsed.value.push(Artefact { span: text.span(0..0), kind: handshake });
    if let Some(range) = starttls::smtp(&text.bytes) {
        let kind = ArtefactKind::SmtpStartTls;
        parsed.value.push(Artefact { span: text.span(range), kind });
    }
    // Of two that begin at one place the outer comes first.
    parsed.value.sort_by_key(|artefact| (artefact.span.start, u64::MAX - artefact.span.end));
    let what = "This is openssl s_client output. This version reads its certificates and chain lines; \
                protocol, cipher and verify lines are not judged yet.";
    let span = text.span(0..text.bytes.len());
    parsed.problems.push(Problem { span, kind: ProblemKind::ReadInPart { what } });
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::SourceId;

    const LEAF: &str = include_str!("../../tests/fixtures/leaf.pem");
    const ISSUER: &str = include_str!("../../tests/fixtures/issuer.pem");

    fn text(text: &str) -> Text {
        Text { source: SourceId(0), bytes: text.as_bytes().to_vec(), binary: false }
    }

    #[test]
    fn anchors() {
        for certain in [
            "CONNECTED(00000003)\n",
            "x\nSSL handshake has read 0 bytes and written 7 bytes\n",
            "    Verify return code: 21 (unable to verify the first certificate)\n",
            "New, (NONE), Cipher is (NONE)\n",
            "depth=0 CN = a\nverify error:num=20:unable to get local issuer certificate\n",
            "Certificate chain\n 0 s:CN = a\n   i:CN = b\n",
        ] {
            assert_eq!(recognise(&text(certain)), Confidence::Certain, "{certain}");
        }
        assert_eq!(recognise(&text(" 0 s:CN = a\n   i:CN = b\n")), Confidence::Maybe);
        assert_eq!(
            recognise(&text("Certificate chain of custody. New, and shiny.")),
            Confidence::No
        );
        assert_eq!(recognise(&text(LEAF)), Confidence::No);
    }

    #[test]
    fn each_block_stands_in_the_span_of_its_line() {
        let shown = format!(
            "CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = a.example\n   i:CN = CA\n{LEAF} \
             1 s:CN = CA\n   i:CN = Root\n{ISSUER}---\nServer certificate\n"
        );
        let parsed = read(&text(&shown));
        let spans = |named: bool| -> Vec<(u64, u64)> {
            parsed
                .value
                .iter()
                .filter(|a| !matches!(a.kind, ArtefactKind::Other { .. }))
                .filter(|a| named == matches!(a.kind, ArtefactKind::NamedCertificate { .. }))
                .map(|artefact| (artefact.span.start, artefact.span.end))
                .collect()
        };
        let (lines, blocks) = (spans(true), spans(false));
        assert_eq!((lines.len(), blocks.len()), (2, 2));
        for (line, block) in lines.iter().zip(&blocks) {
            assert!(line.0 < block.0 && block.1 <= line.1);
        }
        let order: Vec<u64> = parsed.value.iter().map(|artefact| artefact.span.start).collect();
        assert!(order.is_sorted());
    }
}

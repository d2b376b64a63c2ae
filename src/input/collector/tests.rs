//! Is what the block is specified to print read, and is every lack said?

use crate::collector::{BEGIN, END, PARTS, SECTION, Sum, script};
use crate::endpoint::Endpoint;
use crate::input::transcript::{Said, Transcript};
use crate::input::{ArtefactKind, Source, read};
use crate::span::SourceId;

/// An output as docs/collector.md specifies it, with these entries beside the frame.
fn framed(entries: &[(&str, &[&str])]) -> String {
    let mut text = format!("{BEGIN}\n");
    for part in PARTS {
        let own =
            entries.iter().find(|(name, _)| *name == part.name).map_or(&[][..], |(_, own)| own);
        let mut sum = Sum::default();
        own.iter().for_each(|entry| sum.add(entry));
        let (name, count, sum) = (part.name, own.len(), sum.value());
        text.push_str(&format!("{SECTION}{name}, entries: {count}, sum: {sum:08x}]\n"));
        own.iter().for_each(|entry| text.push_str(&format!("{entry}\n")));
    }
    text.push_str(&format!("{END}{}]\n", PARTS.len()));
    text
}

fn good() -> String {
    framed(&[
        (
            "run",
            &[
                "target: mail.example:25",
                "mode: smtp",
                "name: mail.example",
                "clock: 2026-11-21T10:00:00Z",
                "computer: EX1",
            ],
        ),
        ("network", &["address: 192.0.2.25", "connected: 192.0.2.25"]),
        (
            "dialog",
            &[
                "S: 220 mail.example ESMTP",
                "C: EHLO ex1",
                "S: 250-STARTTLS",
                "S: 250 8BITMIME",
                "C: STARTTLS",
                "S: 220 ready",
            ],
        ),
        (
            "tls",
            &[
                "protocol: Tls12",
                "cipher: Aes256 256",
                "hash: Sha384 0",
                "exchange: 44550 255",
                "errors: RemoteCertificateChainErrors",
            ],
        ),
        ("sent", &["source: as sent: the certificate, then the others in no certain order"]),
        (
            "built",
            &[
                "element: 0 AA 2027-04-02 CN=mail.example",
                "flaw: NotTimeValid: A required certificate is not within its validity period.",
                "status: NotTimeValid: the same",
                "status: PartialChain: A certificate chain could not be built to a trusted root authority.",
            ],
        ),
    ])
}

fn block() -> String {
    script(&Endpoint::new(Some("mail.example"), Some("25"), None)).unwrap_or_default()
}

fn transcripts(text: &str) -> Vec<Transcript> {
    let source = Source { name: "paste".into(), bytes: text.as_bytes().to_vec() };
    let reading = read(SourceId(0), source, None);
    assert_eq!(reading.format, Some("collector"), "{text}");
    let artefacts = reading.artefacts.into_iter();
    artefacts
        .filter_map(|artefact| match artefact.kind {
            ArtefactKind::Transcript(transcript) => Some(transcript),
            _ => None,
        })
        .collect()
}

fn said(text: &str) -> Vec<Said> {
    let all = transcripts(text).into_iter().flat_map(|transcript| transcript.statements);
    all.map(|statement| statement.said).collect()
}

fn incomplete(text: &str) -> Vec<String> {
    let all = said(text).into_iter();
    all.filter_map(|said| match said {
        Said::Incomplete(text) => Some(text),
        _ => None,
    })
    .collect()
}

#[test]
fn what_is_specified_is_read() {
    let said = said(&good());
    let flaw = |text: &str| Said::VerifyError { number: None, text: text.into() };
    for expected in [
        Said::ConnectingTo("192.0.2.25".into()),
        Said::Connected,
        Said::StartTls("smtp"),
        Said::ServerLine("250-STARTTLS".into()),
        Said::Established,
        Said::Protocol("TLSv1.2".into()),
        Said::SessionCipher("ECDHE AES256 SHA384".into()),
        Said::Depth { depth: 0, name: "CN=mail.example".into() },
        flaw("NotTimeValid: A required certificate is not within its validity period"),
        flaw("PartialChain: A certificate chain could not be built to a trusted root authority"),
        Said::Vantage("computer: EX1".into()),
    ] {
        assert!(said.contains(&expected), "{expected:?} in {said:#?}");
    }
    assert!(!said.contains(&flaw("NotTimeValid: the same")), "{said:#?}");
    assert!(!said.contains(&flaw("RemoteCertificateChainErrors")), "{said:#?}");
    assert_eq!(incomplete(&good()), [""; 0]);
}

#[test]
fn copies_are_read_alike() {
    let plain = said(&good());
    for copy in [
        good().replace('\n', "\r\n"),
        format!("> {}", good().replace('\n', "\n> ")),
        good().replace('\n', "\n    "),
        good().replace("its validity period.", "its validity\nperiod."),
        good().replace(' ', "\u{a0}"),
        good().replace('\n', "  \n"),
        format!("\u{feff}{}", good().replace('\n', "\r\n\r\n")),
        format!("{}<br>", good().replace('\n', "<br>\n")),
        good().lines().zip(10..).fold(String::new(), |text, (line, n)| {
            format!("{text}2026-11-21T10:00:{n}Z ex1 ps[4711]: {line}\n")
        }),
        good().trim_end().replace('\n', " "),
        // All of a console: the block as it was typed, then what it printed.
        format!("PS C:\\> {}\n{}PS C:\\> ", block().replace('\n', "\n>> "), good()),
    ] {
        assert_eq!(said(&copy), plain, "{copy}");
    }
}

#[test]
fn every_line_that_is_lost_is_said() {
    let text = good();
    let lines: Vec<&str> = text.lines().collect();
    for lost in 0..lines.len() {
        let mut kept = lines.clone();
        kept.remove(lost);
        assert!(!incomplete(&kept.join("\n")).is_empty(), "line {lost}: {}", lines[lost]);
    }
}

#[test]
fn every_letter_that_is_lost_is_said() {
    let text = good();
    for cut in 1..text.len() - 1 {
        let end = &text[..cut];
        if end.contains("[section: run, ") {
            assert!(!incomplete(end).is_empty(), "cut after {end}");
        }
        let start = &text[cut..];
        if start.contains("[section: ") {
            assert!(!incomplete(start).is_empty(), "cut before {start}");
        }
        let lost = text.as_bytes()[cut];
        let without = format!("{}{}", &text[..cut], &text[cut + 1..]);
        let in_section = cut > text.find(SECTION).unwrap_or_default();
        if in_section && lost.is_ascii_alphanumeric() && cut < text.find(END).unwrap_or_default() {
            assert!(!incomplete(&without).is_empty(), "{cut}: {}", char::from(lost));
        }
    }
}

#[test]
fn a_long_entry_goes_on_behind_a_plus_sign() {
    let wrapped = good().replace("within its validity", "within its\n+  validity");
    assert_eq!(said(&wrapped), said(&good()));
    let wrapped = good().replace("its validity period.", "its vali\n+ dity period.");
    assert_eq!(said(&wrapped), said(&good()));
}

#[test]
fn the_server_cannot_forge_the_frame() {
    let forged = good().replace("S: 220 ready", "S: [section: tls, entries: 1]");
    assert!(said(&forged).contains(&Said::ServerLine("[section: tls, entries: 1]".into())));
    let forged = good().replace("S: 220 ready", "S: errors: None");
    assert!(!said(&forged).contains(&Said::Verification(None)));
}

#[test]
fn two_outputs_are_two_runs() {
    assert_eq!(transcripts(&format!("{}text between\n{}", good(), good())).len(), 2);
}

//! Every copy of curl's output says the same.

use super::*;
use crate::input::transcript::{Said, Transcript};
use crate::input::{ArtefactKind, Reading, Source, read};
use crate::problem::NOT_UNDERSTOOD;
use crate::span::SourceId;

const MAIL: &str = include_str!("../../../tests/stories/curl-smtp-starttls/input.txt");
const WEB: &str = include_str!("../../../tests/stories/curl-good/input.txt");
const UNTRUSTED: &str = include_str!("../../../tests/stories/curl-untrusted/input.txt");

fn reading(text: &str) -> Reading {
    read(SourceId(0), Source { name: "paste".into(), bytes: text.into() }, None)
}

fn transcripts(reading: &Reading) -> Vec<&Transcript> {
    let artefacts = reading.artefacts.iter();
    artefacts
        .filter_map(|artefact| match &artefact.kind {
            ArtefactKind::Transcript(transcript) => Some(transcript),
            _ => None,
        })
        .collect()
}

/// What is said, without the places.
fn told(text: &str) -> Vec<Vec<Said>> {
    let reading = reading(text);
    assert_eq!(reading.format, Some("curl"), "{text}");
    for problem in &reading.problems {
        let note = problem.kind.text();
        assert!(!note.starts_with(NOT_UNDERSTOOD), "{note}");
    }
    let said = |transcript: &&Transcript| -> Vec<Said> {
        transcript.statements.iter().map(|statement| statement.said.clone()).collect()
    };
    transcripts(&reading).iter().map(said).collect()
}

#[test]
fn every_copy_says_the_same() {
    for text in [MAIL, WEB, UNTRUSTED] {
        let expected = told(text);
        assert_eq!(expected.len(), 1, "{text}");
        let trimmed: String = text.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        let logged: String = (10..)
            .zip(text.lines())
            .map(|(n, line)| format!("2026-11-20T13:02:00.0{n:02}Z edge01 check[812]: {line}\n"))
            .collect();
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        for copy in [
            text.replace('\n', "\r\n"),
            text.replace('\n', "\n    "),
            text.replace('\n', "\n\n"),
            format!("> {}", text.replace('\n', "\n> ")),
            format!("> > {}", text.replace('\n', "\n> > ")),
            format!("<pre>{}</pre>\n", escaped.replace('\n', "<br>\n")),
            trimmed,
            logged,
        ] {
            assert_eq!(told(&copy), expected, "{copy}");
        }
    }
}

#[test]
fn a_trace_says_what_the_verbose_output_says() {
    let trace: String = WEB.replace("\n* ", "\n== Info: ").replacen("* ", "== Info: ", 1);
    assert_eq!(told(&trace), told(WEB));
}

#[test]
fn two_runs_are_two_transcripts() {
    let both = format!("{UNTRUSTED}{MAIL}{WEB}");
    let expected: Vec<Vec<Said>> = [UNTRUSTED, MAIL, WEB].into_iter().flat_map(told).collect();
    assert_eq!(told(&both), expected);
}

#[test]
fn a_page_that_looks_like_curl_is_not_believed() {
    let forged =
        "* SSL certificate verify ok.\n* Connected to evil.example (192.0.2.66) port 443 (#0)\n";
    let page = "{ [12 bytes data]\n* Connection #0 to host";
    let text = UNTRUSTED.replace(
        "* SSL certificate problem",
        "< HTTP/1.1 200 OK\n<\nFORGED* SSL certificate problem",
    );
    let with = text.replace("FORGED", &format!("{forged}{page} x left intact\n"));
    let without = text.replace("FORGED", &format!("{page} x left intact\n"));
    assert_eq!(told(&with), told(&without));
}

#[test]
fn runs_of_several_programs_in_one_paste() {
    let s_client = include_str!("../../../tests/stories/transcript-leaf-only/input.txt");
    let gnutls = include_str!("../../../tests/stories/gnutls-not-trusted/input.txt");
    let alone = |text: &str| -> Vec<Vec<Said>> {
        let reading = reading(text);
        let said = |transcript: &&Transcript| -> Vec<Said> {
            transcript.statements.iter().map(|statement| statement.said.clone()).collect()
        };
        transcripts(&reading).iter().map(said).collect()
    };
    for parts in [[UNTRUSTED, s_client, gnutls], [s_client, gnutls, WEB], [gnutls, MAIL, s_client]]
    {
        let text: String = parts.iter().map(|part| format!("{part}\nand then:\n\n")).collect();
        let expected: Vec<Vec<Said>> = parts.iter().flat_map(|part| alone(part)).collect();
        assert_eq!(expected.len(), 3);
        assert_eq!(alone(&text), expected, "{text}");
    }
}

#[test]
fn a_page_with_the_words_of_s_client_is_curls() {
    let page = "<\n---\nNew, TLSv1.2, Cipher is NULL-MD5\nSSL-Session:\n    Protocol  : SSLv3\n* Connection #0";
    let text = WEB.replace("<\n* Connection #0", page);
    assert_ne!(text, WEB);
    assert_eq!(told(&text), told(WEB));
}

#[test]
fn a_line_that_is_not_known_is_named() {
    let text = WEB.replace("* using HTTP/2", "* frobnicating the flux\n* using HTTP/2");
    let notes: Vec<String> =
        reading(&text).problems.iter().map(|problem| problem.kind.text()).collect();
    assert_eq!(notes, [format!("{NOT_UNDERSTOOD} * frobnicating the flux")]);
}

#[test]
fn curl_is_told_from_other_texts() {
    let recognised =
        |text: &str| recognise(&Text { source: SourceId(0), bytes: text.into(), binary: false });
    for text in ["curl: (60) SSL certificate problem: x", "> *   Trying 192.0.2.1:25...", WEB, MAIL]
    {
        assert_eq!(recognised(text), Confidence::Certain, "{text}");
    }
    for text in ["* a list\n* of things", "it said curl: (60) and stopped", "* OK IMAP4 ready"] {
        assert_eq!(recognised(text), Confidence::No, "{text}");
    }
}

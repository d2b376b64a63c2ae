//! Do the parts of a session say what the whole says, wherever it was cut?

use super::*;
use crate::facts::event::meaning;
use crate::rows::{Columns, Direction, Line, read};

/// A receive session of every kind of row, in the layout of a row for each part.
const ROWS: &[(&str, &str, &str)] = &[
    ("+", "", ""),
    (">", "220 ex1.example.com Microsoft ESMTP", ""),
    ("<", "EHLO mx.partner.example", ""),
    (">", "250-ex1.example.com Hello", ""),
    (">", "250-STARTTLS", ""),
    (">", "250 CHUNKING", ""),
    ("<", "STARTTLS", ""),
    (">", "220 2.0.0 SMTP server ready", ""),
    ("*", "", "Sending certificate"),
    ("*", "CN=ex1.example.com", "Certificate subject"),
    ("*", "CN=Example CA", "Certificate issuer name"),
    ("*", "0A", "Certificate serial number"),
    ("*", "0123456789ABCDEF0123456789ABCDEF01234567", "Certificate thumbprint"),
    ("*", "ex1.example.com", "Certificate alternate names"),
    ("*", "", "Remote certificate"),
    ("*", "CN=mx.partner.example", "Certificate subject"),
    (
        "*",
        "",
        "\"TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded using bulk encryption algorithm CALG_AES_256 with strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange algorithm CALG_ECDHE with strength 384 bits\"",
    ),
    ("<", "EHLO mx.partner.example", ""),
    ("*", "", "TlsDomainCapabilities='None'; Status='NoRemoteCertificate'"),
    ("<", "MAIL FROM:<a@Partner.example>", ""),
    ("<", "RCPT TO:<b@example.com>", ""),
    (">", "250 2.1.0 Sender OK", ""),
    ("<", "BDAT 10 LAST", ""),
    (">", "250 2.1.5 Recipient OK", ""),
    (">", "250 2.6.0 <id> Queued mail for delivery", ""),
    ("<", "QUIT", ""),
    ("-", "", "Remote"),
];

fn lines() -> Vec<String> {
    (0..)
        .zip(ROWS)
        .map(|(sequence, (event, data, context))| {
            format!(
                "2023-01-11T15:59:{:02}.000Z,EX1\\Default,08D760DF231F00BC,{sequence},10.0.0.1:25,198.51.100.7:4711,{event},{data},{context}",
                sequence % 60
            )
        })
        .collect()
}

fn folded(lines: &[String], from: usize, wording: &mut Wording) -> Option<Session> {
    let mut session: Option<Session> = None;
    for (offset, line) in (from as u64..).zip(lines) {
        let Line::Row(row) = read(line.as_bytes(), Columns::default()) else { panic!("{line}") };
        let place = Place { file: Text::EMPTY, offset };
        let meaning = meaning(&row, Direction::Receive);
        session
            .get_or_insert_with(|| Session::begun(&row, place, wording))
            .fold(&row, place, &meaning, wording);
    }
    session
}

#[test]
fn a_session_is_told_by_its_rows() {
    let mut wording = Wording::default();
    let session = folded(&lines(), 0, &mut wording).expect("a session");
    let text = |text: Text| wording.texts.text(text);
    assert!(session.is_whole() && session.starttls_offered && session.starttls_asked);
    assert_eq!(text(session.ehlo), "mx.partner.example");
    let (ours, theirs) = (session.ours.expect("ours"), session.theirs.expect("theirs"));
    assert_eq!((text(ours.subject), text(ours.serial)), ("CN=ex1.example.com", "0A"));
    assert_eq!(text(theirs.subject), "CN=mx.partner.example");
    assert_eq!(session.sender_domain.map(text), Some("partner.example"));
    assert_eq!((text(session.local), text(session.remote)), ("10.0.0.1", "198.51.100.7"));
    assert!(session.delivered && session.refusal.is_empty());
    assert_eq!(text(session.ending), "Remote");
    assert_eq!(session.negotiated.map(|told| told.key_exchange.bits), Some(384));
}

#[test]
fn parts_say_the_same_as_the_whole() {
    let lines = lines();
    let mut wording = Wording::default();
    let whole = folded(&lines, 0, &mut wording);
    for first in 0..=lines.len() {
        for second in first..=lines.len() {
            let parts = [
                folded(&lines[..first], 0, &mut wording),
                folded(&lines[first..second], first, &mut wording),
                folded(&lines[second..], second, &mut wording),
            ];
            let [a, b, c] = parts;
            let join = |earlier: Option<Session>, later: Option<Session>| match (earlier, later) {
                (Some(earlier), Some(later)) => Some(earlier.then(later)),
                (earlier, later) => earlier.or(later),
            };
            let left = join(join(a, b), c);
            assert_eq!(left, whole, "cut before rows {first} and {second}");
            assert_eq!(join(a, join(b, c)), whole, "the other way, {first} and {second}");
        }
    }
}

#[test]
fn a_message_that_is_refused_is_not_delivered() {
    let mut rows = lines();
    let refused = rows[24].replace("250 2.6.0 <id> Queued mail for delivery", "550 5.7.1 Refused");
    rows[24] = refused;
    let mut wording = Wording::default();
    let session = folded(&rows, 0, &mut wording).expect("a session");
    assert!(!session.delivered);
    assert_eq!(wording.texts.text(session.refusal), "550 5.7.1");
}

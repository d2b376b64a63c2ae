//! Is every session counted once, whoever read which part of the log?

use super::*;
use crate::facts::negotiation::Version;
use crate::facts::profile::{Kind, Outcome, Profile};

const HEADER: &str = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: SMTP Receive Protocol Log\r\n#Date: 2026-11-20T00:00:00.000Z\r\n#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n";

const SUCCESS: &str = "\"TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded using bulk encryption algorithm CALG_AES_256 with strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange algorithm CALG_ECDHE with strength 384 bits\"";

/// Rows of a session: event, data, context.
type Script = &'static [(&'static str, &'static str, &'static str)];

const ENCRYPTED: Script = &[
    ("+", "", ""),
    ("<", "EHLO mx.partner.example", ""),
    (">", "250  ex1.example.com Hello SIZE STARTTLS CHUNKING", ""),
    ("<", "STARTTLS", ""),
    (">", "220 2.0.0 SMTP server ready", ""),
    (
        "*",
        " CN=EX1 CN=EX1 12DE 0123456789ABCDEF0123456789ABCDEF01234567 2020-01-17T15:15:33.000Z 2027-01-17T15:15:33.000Z EX1",
        "Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names",
    ),
    ("*", "", SUCCESS),
    ("<", "MAIL FROM:<a@partner.example>", ""),
    ("<", "BDAT 10 LAST", ""),
    (">", "250 2.6.0 Queued mail for delivery", ""),
    ("-", "", "Remote"),
];

const IN_CLEAR: Script = &[
    ("+", "", ""),
    ("<", "EHLO printer", ""),
    ("<", "MAIL FROM:<p@x.example>", ""),
    ("-", "", "Remote"),
];

const FAILED: Script = &[
    ("+", "", ""),
    ("<", "STARTTLS", ""),
    ("*", "", "TLS negotiation failed with error SocketError"),
    ("-", "", "Local"),
];

const UNFINISHED: Script = &[("+", "", ""), ("<", "STARTTLS", ""), ("-", "", "Remote")];

/// Rows of all sessions, one of each in turn.
fn interleaved(sessions: &[(u64, &str, Script)]) -> Vec<String> {
    let longest = sessions.iter().map(|(_, _, script)| script.len()).max().unwrap_or_default();
    let mut rows = Vec::new();
    for sequence in 0..longest {
        for (id, remote, script) in sessions {
            if let Some((event, data, context)) = script.get(sequence) {
                let second = rows.len() % 60;
                rows.push(format!(
                    "2026-11-20T00:{:02}:{second:02}.000Z,EX1\\Default Frontend EX1,{id:016X},{sequence},10.0.0.1:25,{remote},{event},{data},{context}\r\n",
                    rows.len() / 60
                ));
            }
        }
    }
    rows
}

fn day() -> Vec<String> {
    interleaved(&[
        (1, "198.51.100.7:4711", ENCRYPTED),
        (2, "198.51.100.7:4712", ENCRYPTED),
        (3, "[2001:db8::7]:1000", IN_CLEAR),
        (4, "203.0.113.9:2000", FAILED),
        (5, "203.0.113.9:2001", UNFINISHED),
    ])
}

fn file(name: &str) -> LogFile {
    LogFile::at(name)
}

fn read(text: &str) -> LogFacts {
    let mut reader = LogReader::new(&file("RECV2026112000-1.LOG"));
    reader.feed(text.as_bytes());
    reader.finish()
}

fn count(facts: &LogFacts, kind: &Kind) -> u64 {
    let of_kind = facts.hours.iter().filter(|(hour, _)| hour.kind == *kind);
    of_kind.map(|(_, count)| count).sum()
}

#[test]
fn sessions_are_counted_once_by_what_became_of_them() {
    let facts = read(&format!("{HEADER}{}", day().concat())).settle();
    assert_eq!(facts.sessions(), 5);
    assert_eq!(count(&facts, &Kind::Version(Version::Tls12)), 2);
    for kind in [Kind::Failed, Kind::Unfinished, Kind::Clear] {
        assert_eq!(count(&facts, &kind), 1, "{kind:?}");
    }
    assert_eq!(facts.profiles.len(), 4, "two went alike");
    let own: Vec<&str> = facts.own_addresses.keys().map(|own| facts.texts.text(*own)).collect();
    assert_eq!(own, ["10.0.0.1"]);
    let (_, shown) = facts.certificates.iter().next().expect("our certificate");
    assert_eq!(shown.sessions, 2);
    let rows = day().len() as u64;
    assert_eq!(facts.lines.all(), rows + 5, "every line is accounted for");
    assert_eq!(facts.lines.not_understood, 0);
}

#[test]
fn any_ranges_read_by_anybody_say_the_same() {
    let rows = day();
    let whole = read(&format!("{HEADER}{}", rows.concat())).settle();
    let part = |rows: &[String], offset: usize| {
        let head = Head { direction: Some(Direction::Receive), ..Head::default() };
        let mut reader = LogReader::at(&file("RECV2026112000-1.LOG"), offset as u64, head);
        reader.feed(rows.concat().as_bytes());
        reader.finish()
    };
    for first in 0..=rows.len() {
        for second in first..=rows.len() {
            let size = |rows: &[String]| rows.concat().len() + HEADER.len();
            let a = read(&format!("{HEADER}{}", rows[..first].concat()));
            let b = part(&rows[first..second], size(&rows[..first]));
            let c = part(&rows[second..], size(&rows[..second]));
            let forwards = a.clone().and(b.clone()).and(c.clone()).settle();
            assert_eq!(forwards, whole, "cut before rows {first} and {second}");
            assert_eq!(c.and(a.and(b)).settle(), whole, "in another order");
        }
    }
}

#[test]
fn pieces_of_any_size_say_the_same() {
    let text = format!("{HEADER}{}", day().concat());
    let whole = read(&text).settle();
    for size in [1, 7, 64, 1_000] {
        let mut reader = LogReader::new(&file("RECV2026112000-1.LOG"));
        for piece in text.as_bytes().chunks(size) {
            reader.feed(piece);
        }
        assert_eq!(reader.finish().settle(), whole, "pieces of {size}");
    }
}

#[test]
fn every_cut_gives_facts_and_unsays_nothing() {
    let text = format!("{HEADER}{}", day().concat());
    let mut before = 0;
    for end in 0..=text.len() {
        let facts = read(&text[..end]).settle();
        let told = count(&facts, &Kind::Version(Version::Tls12)) + count(&facts, &Kind::Failed);
        assert!(told >= before, "cut at {end}");
        before = told;
    }
}

#[test]
fn what_lacks_an_end_is_a_fragment() {
    let rows = day();
    let facts = read(&format!("{HEADER}{}", rows[..12].concat())).settle();
    let fragments: u64 = facts.profiles.values().map(|tally| tally.fragments).sum();
    assert!(fragments > 0);
    let clear = |profile: &Profile| matches!(profile.outcome, Outcome::Clear { .. });
    assert!(
        !facts.profiles.keys().any(clear),
        "nothing that may still ask for TLS is called clear"
    );
}

#[test]
fn an_id_that_begins_anew_is_another_session() {
    let again = format!("{HEADER}{}{}", day().concat(), day().concat());
    assert_eq!(read(&again).settle().sessions(), 10);
    let cut = day();
    let unended = format!("{HEADER}{}{}", cut[..cut.len() - 1].concat(), day().concat());
    assert_eq!(read(&unended).settle().sessions(), 10);
}

#[test]
fn without_a_header_the_rows_tell_the_direction() {
    let mut reader = LogReader::new(&file("pasted.txt"));
    reader.feed(day().concat().as_bytes());
    assert_eq!(count(&reader.finish().settle(), &Kind::Version(Version::Tls12)), 2);
}

#[test]
fn a_line_within_which_the_reading_was_stopped_is_not_counted() {
    let text = format!("{HEADER}{}", day().concat());
    for cut in HEADER.len()..text.len() {
        let mut reader = LogReader::new(&file("RECV2026112000-1.LOG"));
        reader.feed(&text.as_bytes()[..cut]);
        reader.let_go();
        let lines = reader.finish().lines;
        assert_eq!(lines.not_understood, 0, "cut at {cut}");
        assert_eq!(lines.all(), text[..cut].matches('\n').count() as u64);
    }
}

//! What must be reported of one transcript, field by field, by its record in the index?
//!
//! `in_text` says what the client's text shows and is what counts. Where it says that nothing is shown,
//! a value is right as well if the server's side (`truth`) has the same value and the value stands in the
//! text, letter for letter: the index looked for a master key, and LibreSSL prints an empty one in TLS
//! 1.3. So is a value that the record of the undamaged capture has, if it stands in the damaged text.
//! These are counted apart. Every other value where the index has none is an invented one.

use handglass::report::{HandshakeReport, Report};
use serde_json::Value;

use crate::capture::Capture;
use crate::seen::{certificates_held, chain_lines};

/// The columns of the table; problems are counted by `problems`.
pub(crate) const FIELDS: &[&str] = &[
    "transcripts",
    "completion",
    "protocol",
    "cipher suite",
    "verify code",
    "verify text",
    "certificates",
    "problems",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// As the text shows it, or rightly nothing.
    Right,
    /// `in_text` has nothing; the server's side and the text agree.
    Agreed,
    /// The text shows it, and it was not reported or reported otherwise.
    Wrong,
    /// The text does not show it.
    Invented,
}

/// One field of one transcript.
pub(crate) struct Scored {
    pub(crate) field: &'static str,
    pub(crate) mark: Mark,
    /// There is something to be found.
    pub(crate) shown: bool,
    pub(crate) expected: String,
    pub(crate) found: String,
}

/// Every field of every transcript of a capture.
pub(crate) fn score(capture: &Capture, report: &Report) -> Vec<Scored> {
    let text = capture.text();
    let mut scored = vec![transcripts(capture, report, &text)];
    let handshakes = &report.handshakes;
    let shown = |in_text, truth| Shown {
        in_text,
        truth,
        undamaged: capture.origins.first().map_or(&Value::Null, |origin| &origin.record["in_text"]),
        text: &text,
        derived: capture.transform().is_some(),
        refused_later: capture.file == REFUSED_LATER,
    };
    let in_text = &capture.record["in_text"];
    if capture.two_outputs() {
        // The record's truth is of the first, its in_text of the second.
        let first = capture.origins.first().expect("two outputs have two origins");
        shown(&first.record["in_text"], capture.truth()).score(handshakes.first(), &mut scored);
        let second = &capture.record["second"]["truth"];
        shown(in_text, second).score(handshakes.get(1), &mut scored);
    } else {
        shown(in_text, capture.truth()).score(handshakes.last(), &mut scored);
    }
    scored.push(certificates(capture, report, &text));
    scored
}

/// A run of the program is one transcript, whatever was printed twice in it.
fn transcripts(capture: &Capture, report: &Report, text: &str) -> Scored {
    let expected = if capture.two_outputs() { 2 } else { usize::from(!text.trim().is_empty()) };
    let found = report.handshakes.len();
    let mark = if expected == found { Mark::Right } else { Mark::Wrong };
    Scored {
        field: "transcripts",
        mark,
        shown: expected > 0,
        expected: expected.to_string(),
        found: found.to_string(),
    }
}

/// What the index says of one transcript.
struct Shown<'a> {
    in_text: &'a Value,
    truth: &'a Value,
    /// What stood in the text before it was damaged, where it was.
    undamaged: &'a Value,
    text: &'a str,
    derived: bool,
    refused_later: bool,
}

/// LibreSSL once more, and here the server's side cannot help: it refused the client's missing
/// certificate after the client had finished and printed the session. The records of the other versions'
/// captures of this case say `handshake_shown`.
pub(crate) const REFUSED_LATER: &str =
    "libressl-4.3.2/scen-clientcert_required-starttls-showcerts.txt";

impl Shown<'_> {
    fn score(&self, found: Option<&HandshakeReport>, scored: &mut Vec<Scored>) {
        scored.push(self.completion(found.is_some_and(|found| found.handshake_completed)));
        let protocol = found.and_then(|found| found.protocol.as_deref());
        scored.push(self.value("protocol", "protocol", protocol, protocol_word));
        let suite = found.and_then(|found| found.cipher_suite.as_deref());
        scored.push(self.value("cipher suite", "cipher", suite, str::to_owned));
        let code = found.and_then(|found| found.verify_code).map(|code| code.to_string());
        let expected = self.truth["verify_code"].as_u64().map(|code| code.to_string());
        scored.push(self.verification("verify code", expected, code));
        let words = found.and_then(|found| found.verify_text.clone());
        let expected = self.truth["verify_text"].as_str().map(str::to_owned);
        scored.push(self.verification("verify text", expected, words));
    }

    fn completion(&self, found: bool) -> Scored {
        let shown = self.in_text["handshake_shown"] == true;
        let suite = self.truth["cipher"].as_str();
        let agreed = self.truth["handshake_completed"] == true
            && suite.is_some_and(|suite| self.text.contains(suite));
        let mark = match (shown, found) {
            (true, true) | (false, false) => Mark::Right,
            (true, false) => Mark::Wrong,
            (false, true) if agreed || self.refused_later => Mark::Agreed,
            (false, true) => Mark::Invented,
        };
        let (expected, found) = (shown.to_string(), found.to_string());
        Scored { field: "completion", mark, shown, expected, found }
    }

    fn value(
        &self,
        field: &'static str,
        key: &str,
        found: Option<&str>,
        word: fn(&str) -> String,
    ) -> Scored {
        let expected = self.in_text[key].as_str();
        let agrees = |side: &Value, found: &str| {
            let printed = side[key].as_str();
            printed.is_some_and(|printed| word(printed) == found && self.text.contains(printed))
        };
        let printed_there = |found: &str| self.text.contains(&found.replace("TLS ", "TLSv"));
        let mark = match (expected, found) {
            (None, None) => Mark::Right,
            (Some(expected), Some(found)) if word(expected) == found => Mark::Right,
            (Some(_), _) => Mark::Wrong,
            (None, Some(found)) if agrees(self.truth, found) => Mark::Agreed,
            (None, Some(found)) if agrees(self.undamaged, found) => Mark::Agreed,
            (None, Some(found)) if self.refused_later && printed_there(found) => Mark::Agreed,
            (None, Some(_)) => Mark::Invented,
        };
        let shown = expected.is_some();
        Scored { field, mark, shown, expected: say(expected.map(word)), found: say(found) }
    }

    /// The code and its words are the client's own account. They must be there where the text prints
    /// them; in a cut text they may be known from the line of the error, if that is left.
    fn verification(
        &self,
        field: &'static str,
        expected: Option<String>,
        found: Option<String>,
    ) -> Scored {
        let printed = match &self.truth["verify_code_in_text"] {
            Value::Bool(printed) => *printed,
            _ if self.derived => self.text.contains("Verify return code"),
            _ => expected.is_some(),
        };
        let words = self.truth["verify_text"].as_str().unwrap_or_default();
        let left = self.text.contains(words) || self.text.contains("Verification: OK");
        let mark = match &found {
            _ if printed && found == expected => Mark::Right,
            _ if printed => Mark::Wrong,
            None => Mark::Right,
            Some(_) if found == expected && left => Mark::Right,
            Some(_) => Mark::Invented,
        };
        let shown = printed && expected.is_some();
        let expected = if printed { say(expected) } else { "nothing printed".into() };
        Scored { field, mark, shown, expected, found: say(found) }
    }
}

/// `TLSv1.2` of the index is `TLS 1.2` of the report.
fn protocol_word(printed: &str) -> String {
    match printed {
        "SSLv2" => "SSL 2.0".into(),
        "SSLv3" => "SSL 3.0".into(),
        "TLSv1" => "TLS 1.0".into(),
        other => other.replace("TLSv", "TLS "),
    }
}

fn say(value: Option<impl Into<String>>) -> String {
    value.map_or_else(|| "nothing".into(), Into::into)
}

/// Every certificate at its place: those with bytes by their sum, those that are only named as a gap.
fn certificates(capture: &Capture, report: &Report, text: &str) -> Scored {
    let held = certificates_held(&capture.record);
    let presented: Vec<&Option<String>> =
        report.handshakes.iter().flat_map(|handshake| &handshake.presented).collect();
    let found: Vec<String> = presented.iter().filter_map(|one| (*one).clone()).collect();
    // -prexit prints the certificate again, -trace as well.
    let printed_again = capture.truth()["certs_shown"].is_array();
    let wanted = if printed_again { first_of_each(&held) } else { held };
    let all = capture.truth()["certs_shown"] == "all_sent_in_order" && !wanted.is_empty();
    let cut = capture.truth()["certs_recoverable"] == "leaf_only";
    let lines = chain_lines(text);
    let as_many = capture.transform().is_some() || lines == 0 || lines == presented.len();
    let whole = !all || cut || capture.two_outputs() || presented.len() == found.len();
    let right = found == wanted && whole && as_many;
    let held = found.iter().all(|sum| wanted.contains(sum));
    let mark = match (right, held) {
        (true, _) => Mark::Right,
        (false, true) => Mark::Wrong,
        (false, false) => Mark::Invented,
    };
    let short = |sums: &[String]| {
        sums.iter().map(|sum| sum.get(..6).unwrap_or(sum)).collect::<Vec<_>>().join(" ")
    };
    Scored {
        field: "certificates",
        mark,
        shown: !wanted.is_empty(),
        expected: format!("{} in {lines} lines", short(&wanted)),
        found: format!("{} in {} places", short(&found), presented.len()),
    }
}

fn first_of_each(sums: &[String]) -> Vec<String> {
    let mut each: Vec<String> = Vec::new();
    for sum in sums {
        if !each.contains(sum) {
            each.push(sum.clone());
        }
    }
    each
}

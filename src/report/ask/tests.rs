//! Are the commands those of the case, and can a paste get a word of its own into them?

use proptest::prelude::*;

use super::*;
use crate::input::Source;
use crate::question::Question;
use crate::report::{Report, redact};
use crate::timestamp::Timestamp;

fn report(text: &str) -> Report {
    let question = Question::at(Timestamp::from_unix_seconds(1_795_255_200));
    let source = Source { name: "paste".into(), bytes: text.as_bytes().to_vec() };
    crate::analyse(vec![source], &question).report
}

fn commands(report: &Report) -> Vec<&str> {
    let all = report.ask_next.iter().flat_map(|ask| &ask.commands);
    all.map(|command| command.command.as_str()).collect()
}

const TYPED: &str = "openssl s_client -connect";

#[test]
fn ids_are_unique_and_every_template_is_filled() {
    let nobody = Endpoint::default();
    for (at, row) in ASKS.iter().enumerate() {
        assert!(ASKS.iter().skip(at + 1).all(|other| other.id != row.id), "{}", row.id);
        for one in made(row, &nobody, None).commands {
            for word in
                ["{connect}", "{verify}", "{address}", "{host}", "{port}", "{scheme}", "{root}"]
            {
                assert!(!one.command.contains(word), "{}: {}", row.id, one.command);
            }
        }
        assert!(!row.why.contains('!') && row.why.ends_with('.'), "{}", row.id);
    }
}

#[test]
fn the_case_stands_in_the_command() {
    let report = report(
        "$ openssl s_client -connect mx.partner.example:587 -starttls smtp\nCONNECTED(00000003)\n",
    );
    assert!(commands(&report).contains(
        &"openssl s_client -connect mx.partner.example:587 -starttls smtp -servername mx.partner.example \
          -verify_hostname mx.partner.example -showcerts </dev/null"
    ));
    assert!(report.ask_next.len() <= MAX_ASKS);
}

#[test]
fn a_redacted_report_has_placeholders_and_no_pseudonyms() {
    let report = report(
        "$ openssl s_client -connect mx.partner.example:587 -starttls smtp\nCONNECTED(00000003)\n",
    );
    let redacted = redact(&report);
    assert_eq!(report.ask_next.len(), redacted.ask_next.len());
    assert!(commands(&redacted).iter().any(|command| command.contains("HOST:PORT")));
    for command in commands(&redacted) {
        assert!(!command.contains("example"), "{command}");
    }
}

/// How often each letter that a shell gives a meaning stands in a text.
fn marks(text: &str) -> Vec<usize> {
    ";&|`$<>\"'(){}\\\n\r#!*?~%^".chars().map(|mark| text.matches(mark).count()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_letter_of_a_paste_reaches_a_shell(
        host in "[a-z;&|`$<>\"'(){}\\\\#!*?~%^.-]{1,24}",
        name in "[a-z;&|`$<>\"'(){}\\\\#!*?~%^.-]{1,24}",
        port in "[0-9;&|`$<>]{1,5}",
    ) {
        let plain = report(&format!("$ {TYPED} HOST.example:999999 -starttls smtp\nCONNECTED(00000003)\n"));
        let evil = report(&format!(
            "$ {TYPED} {host}:{port} -starttls smtp -servername {name}\nCONNECTED(00000003)\n\
             depth=0 CN = {name}\nverify error:num=20:unable to get local issuer certificate\n"
        ));
        for ask in &evil.ask_next {
            let Some(same) = plain.ask_next.iter().find(|plain| plain.id == ask.id) else { continue };
            for (one, other) in ask.commands.iter().zip(&same.commands) {
                prop_assert_eq!(marks(&one.command), marks(&other.command), "{}", one.command);
            }
        }
    }
}

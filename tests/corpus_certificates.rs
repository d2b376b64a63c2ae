//! Are certificates read as the people who made the corpus say that they are?
//!
//! `../shared/corpus/s_client/pki/info.json` has fingerprints, names, dates and serial numbers by another
//! implementation. Where the corpus is absent the test says so and proves nothing.

use std::fs;
use std::path::Path;

use handglass::input::Source;
use handglass::question::Question;
use handglass::timestamp::Timestamp;
use serde_json::Value;

#[test]
fn certificates_are_read_as_the_corpus_says() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/s_client/pki");
    let Ok(text) = fs::read_to_string(home.join("info.json")) else {
        println!("skipped: the corpus is not beside the project, so nothing was compared");
        return;
    };
    let info: Value = serde_json::from_str(&text).expect("info.json");
    let mut compared = 0;
    for (name, truth) in info.as_object().expect("an object") {
        let Ok(bytes) = fs::read(home.join(format!("{name}.pem"))) else { continue };
        let question = Question::at(Timestamp::from_unix_seconds(1_795_255_200));
        let source = Source { name: name.clone(), bytes };
        let report = handglass::analyse(vec![source], &question).report;
        let read = report.certificates.first().unwrap_or_else(|| panic!("{name} was not read"));
        let said = |key: &str| truth[key].as_str().unwrap_or_default().to_owned();
        assert_eq!(read.sha256, said("sha256"), "{name}");
        assert_eq!(
            read.serial.trim_start_matches('0'),
            said("serial").trim_start_matches('0'),
            "{name}"
        );
        let time =
            |key: &str| Timestamp::parse(&said(key)).unwrap_or_else(|| panic!("{name}: {key}"));
        assert_eq!(read.not_before, time("not_before"), "{name}");
        assert_eq!(read.not_after, time("not_after"), "{name}");
        assert_eq!(
            comparable(&read.subject),
            comparable(&said("subject_rfc2253")),
            "{name}: subject"
        );
        assert_eq!(comparable(&read.issuer), comparable(&said("issuer_rfc2253")), "{name}: issuer");
        let sans = truth["sans"].as_array().expect("sans");
        let dns = sans.iter().filter_map(|san| san.as_str()?.strip_prefix("DNS:"));
        assert!(
            dns.eq(read.dns_names.iter().map(String::as_str)),
            "{name}: {sans:?} {:?}",
            read.dns_names
        );
        compared += 1;
    }
    println!("{compared} certificates compared");
    assert!(compared >= 60, "only {compared} certificates were compared");
}

/// The corpus' writer spells one type in lower case.
fn comparable(name: &str) -> String {
    name.replace(",street=", ",STREET=")
}

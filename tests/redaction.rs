//! Does a redacted report still give anything away?
//!
//! Every rendering of every story's redacted report is searched again for what its certificates say.

#[expect(dead_code, reason = "a test of the stories uses every field")]
#[path = "stories/story.rs"]
mod story;

use std::collections::BTreeSet;

use handglass::analyse;
use handglass::checks::CHECKS;
use handglass::facts::Facts;
use handglass::facts::handshake::Handshake;
use handglass::facts::printed_name::attributes;
use handglass::input::Source;
use handglass::outline::outline;
use handglass::render::{csv::csv, html::html, json::json, markdown::markdown, text::text};
use handglass::report::{self, Report, redact};

/// What leads back to the sender: names, organisations, fingerprints, serial numbers, file names.
fn originals(report: &Report) -> Vec<String> {
    let mut originals: Vec<String> = report.question.hosts.clone();
    for certificate in &report.certificates {
        originals.extend(certificate.dns_names.iter().cloned());
        originals.extend(certificate.ip_addresses.iter().cloned());
        originals.extend([
            certificate.sha256.clone(),
            certificate.sha1.clone(),
            certificate.serial.clone(),
        ]);
        for part in certificate.subject.split(',').chain(certificate.issuer.split(',')) {
            if let Some(("CN" | "O" | "OU", value)) = part.split_once('=') {
                originals.push(value.into());
            }
        }
    }
    originals.retain(|original| original.len() > 3 && !original.contains('\\'));
    originals
}

/// What a transcript gives away, whether or not a certificate's bytes say it too.
fn originals_of_transcripts(facts: &Facts) -> Vec<String> {
    let mut originals = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for handshake in &facts.handshakes {
        originals.extend(hosts(handshake));
        let printed = [&handshake.peer_subject, &handshake.peer_issuer];
        names.extend(printed.into_iter().flatten().map(|name| name.value.as_str()));
        names.extend(handshake.path.iter().map(|line| line.value.name.as_str()));
        let request = handshake.client_certificate.iter();
        names.extend(request.flat_map(|request| &request.authorities).map(String::as_str));
    }
    let chains = facts.chains.iter().flat_map(|chain| &chain.certificates);
    for named in chains.filter_map(|presented| presented.named.as_ref()) {
        names.extend([named.subject.as_str(), named.issuer.as_str()]);
    }
    for (kind, value) in names.into_iter().flat_map(attributes) {
        if matches!(kind, "CN" | "O" | "OU") {
            originals.push(value.into());
        }
    }
    for phrase in facts.phrases.iter().map(|stated| &stated.phrase) {
        originals.extend(
            [&phrase.host, &phrase.remote, &phrase.thumbprint].into_iter().flatten().cloned(),
        );
        for name in [&phrase.expected, &phrase.presented].into_iter().flatten() {
            let parts = attributes(name).filter(|(kind, _)| matches!(*kind, "CN" | "O"));
            originals.extend(parts.map(|(_, value)| value.to_owned()));
        }
        originals.extend(phrase.expected.iter().filter(|name| !name.contains('=')).cloned());
        originals.extend(phrase.connector.clone());
    }
    originals.retain(|original| original.len() > 3);
    originals
}

/// Hosts of the command line, the address, and who spoke in the session.
fn hosts(handshake: &Handshake) -> Vec<String> {
    let mut hosts = Vec::new();
    if let Some(command) = &handshake.command {
        let command = &command.value;
        hosts.extend(command.host.iter().chain(&command.server_name).cloned());
        hosts.extend(command.checked_names.iter().cloned());
    }
    let told = [&handshake.address, &handshake.verified_name];
    hosts.extend(told.into_iter().flatten().map(|stated| stated.value.clone()));
    for line in handshake.dialog.iter().map(|line| &line.value.text) {
        hosts.extend(
            line.split_whitespace()
                .filter(|word| word.contains('.') && word.contains(char::is_alphabetic))
                .map(str::to_owned),
        );
        let greeted = line.to_ascii_lowercase().starts_with("ehlo ");
        hosts.extend(line.get(5..).filter(|_| greeted).map(str::to_owned));
    }
    hosts
}

#[test]
fn nothing_of_the_original_is_left() {
    let mut looked_for = 0;
    for story in story::stories() {
        let (report, of_transcripts) =
            handglass::judge(story.sources, &story.question, |case, readings, problems| {
                let report = report::compose(case, readings, problems);
                (report, originals_of_transcripts(case.facts))
            });
        let redacted = redact(&report);
        let drawn = outline(&redacted);
        let renderings =
            [json(&redacted), text(&drawn), markdown(&drawn), html(&drawn), csv(&redacted)];
        for original in originals(&report).into_iter().chain(of_transcripts) {
            looked_for += 1;
            for rendering in &renderings {
                assert!(
                    !rendering.contains(&original),
                    "{}: {original} is left in\n{rendering}",
                    story.name
                );
            }
        }
    }
    assert!(looked_for > 300, "only {looked_for} originals were looked for");
}

#[test]
fn the_verdict_and_the_findings_stay() {
    for story in story::stories() {
        let report = analyse(story.sources, &story.question).report;
        let redacted = redact(&report);
        assert_eq!(report.verdict.level, redacted.verdict.level, "{}", story.name);
        let told = |report: &Report| -> Vec<String> {
            report.findings.iter().map(|finding| finding.id.clone()).collect()
        };
        assert_eq!(told(&report), told(&redacted), "{}", story.name);
        // A remedy is run: it has the case's server or a placeholder, and never a pseudonym.
        for finding in &redacted.findings {
            let rule = CHECKS.iter().map(|check| check.rule).find(|rule| rule.id == finding.id);
            assert_eq!(rule.map(|rule| rule.remedy), Some(finding.remedy.as_str()));
        }
    }
}

#[test]
fn a_redacted_report_of_logs_names_nobody() {
    let mut looked_at = 0;
    for story in story::stories() {
        let is_log = |source: &Source| source.name.ends_with(".log");
        if !story.sources.iter().any(is_log) {
            continue;
        }
        let mut originals = BTreeSet::new();
        for source in story.sources.iter().filter(|source| is_log(source)) {
            let text = String::from_utf8_lossy(&source.bytes);
            for row in text.lines().filter(|row| !row.starts_with('#')) {
                let remote = row.split(',').nth(5).and_then(|remote| remote.rsplit_once(':'));
                originals
                    .extend(remote.map(|(address, _)| address.trim_matches(['[', ']']).to_owned()));
                let words = row.split([' ', ',', ';', '=', '<', '>', '@', '"']);
                let names = words
                    .filter(|word| word.ends_with(".example") || word.ends_with("contoso.com"));
                originals.extend(names.map(str::to_owned));
            }
        }
        let report = analyse(story.sources, &story.question).report;
        let told = text(&outline(&redact(&report)));
        for original in originals.iter().filter(|original| original.len() > 5) {
            assert!(!told.contains(original.as_str()), "{}: {original}\n{told}", story.name);
        }
        looked_at += 1;
    }
    assert!(looked_at > 5, "the stories of logs are gone");
}

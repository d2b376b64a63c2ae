//! Does a redacted report still give anything away?
//!
//! Every rendering of every story's redacted report is searched again for what its certificates say.

#[expect(dead_code, reason = "a test of the stories uses every field")]
#[path = "stories/story.rs"]
mod story;

use handglass::outline::outline;
use handglass::render::{csv::csv, html::html, json::json, markdown::markdown, text::text};
use handglass::report::{Report, redact};

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

#[test]
fn nothing_of_the_original_is_left() {
    let mut looked_for = 0;
    for story in story::stories() {
        let report = handglass::analyse(story.sources, &story.question).report;
        let redacted = redact(&report);
        let drawn = outline(&redacted);
        let renderings =
            [json(&redacted), text(&drawn), markdown(&drawn), html(&drawn), csv(&redacted)];
        for original in originals(&report) {
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
        let report = handglass::analyse(story.sources, &story.question).report;
        let redacted = redact(&report);
        assert_eq!(report.verdict.level, redacted.verdict.level, "{}", story.name);
        let told = |report: &Report| -> Vec<(String, String)> {
            report
                .findings
                .iter()
                .map(|finding| (finding.id.clone(), finding.remedy.clone()))
                .collect()
        };
        assert_eq!(told(&report), told(&redacted), "{}", story.name);
    }
}

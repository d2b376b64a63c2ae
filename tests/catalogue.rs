//! Is every rule what a rule must be: unique, worded, proven by a story each way, and documented?
//!
//! `HANDGLASS_BLESS=1 cargo test --test catalogue` rewrites docs/findings.md.

#[expect(dead_code, reason = "a test of the stories uses every field")]
#[path = "stories/story.rs"]
mod story;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use handglass::checks::{CHECKS, Outcome};
use handglass::input::{Confidence, FORMATS, Source};
use handglass::span::SourceId;

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn ids_are_unique_and_named_like_their_files() {
    let ids: BTreeSet<&str> = CHECKS.iter().map(|check| check.rule.id).collect();
    assert_eq!(ids.len(), CHECKS.len(), "two rules share an id");
    let mut files = BTreeSet::new();
    for subject in fs::read_dir(home().join("src/checks")).expect("src/checks") {
        let subject = subject.expect("an entry of src/checks").path();
        if !subject.is_dir() {
            continue;
        }
        for file in fs::read_dir(subject).expect("a subject's folder") {
            let file: PathBuf = file.expect("a rule's file").path();
            let stem = file.file_stem().expect("a name").to_string_lossy().replace('_', "-");
            files.insert(stem);
        }
    }
    let files: BTreeSet<&str> = files.iter().map(String::as_str).collect();
    assert_eq!(ids, files, "ids and the files under src/checks/ must be the same set");
}

#[test]
fn every_rule_says_what_why_and_what_to_do() {
    for check in CHECKS {
        let rule = check.rule;
        for (part, text) in
            [("title", rule.title), ("explanation", rule.explanation), ("remedy", rule.remedy)]
        {
            assert!(text.len() > 15, "{}: no {part}", rule.id);
            assert!(!text.contains('!'), "{}: {part} shouts", rule.id);
        }
        assert!(!rule.title.ends_with('.'), "{}: a title is no sentence", rule.id);
        assert!(!rule.citations.is_empty(), "{}: no citation", rule.id);
    }
}

#[test]
fn every_rule_has_a_story_that_violates_it_and_one_where_it_holds() {
    let mut violated: BTreeMap<&str, String> = BTreeMap::new();
    let mut holds: BTreeMap<&str, String> = BTreeMap::new();
    for story in story::stories() {
        handglass::judge(story.sources, &story.question, |case, _, _| {
            for check in CHECKS {
                match (check.run)(case) {
                    Outcome::Violated(evidence, _) => {
                        assert!(
                            !evidence.is_empty(),
                            "{}: violated without evidence",
                            check.rule.id
                        );
                        violated.entry(check.rule.id).or_insert(story.name.clone());
                    }
                    Outcome::Holds => {
                        holds.entry(check.rule.id).or_insert(story.name.clone());
                    }
                    Outcome::NotApplicable | Outcome::Undetermined(_) => {}
                }
            }
        });
    }
    for check in CHECKS {
        assert!(violated.contains_key(check.rule.id), "{}: no story violates it", check.rule.id);
        assert!(holds.contains_key(check.rule.id), "{}: it holds in no story", check.rule.id);
    }
}

#[test]
fn every_format_recognises_its_sample() {
    for format in FORMATS {
        assert!(!format.sample.is_empty(), "{}: no sample", format.id);
        let source = Source { name: "sample".into(), bytes: format.sample.to_vec() };
        let reading = handglass::input::read(SourceId(0), source, None);
        assert_eq!(reading.format, Some(format.id), "the sample of {}", format.id);
        assert!((format.recognise)(&reading.text) > Confidence::No);
    }
}

#[test]
fn the_catalogue_of_findings_is_written_down() {
    let mut text = String::from(
        "# Findings\n\nEvery rule of Handglass, written by `tests/catalogue.rs` from the rules themselves.\n\
         *Error*: clients that follow the cited text refuse. *Warning*: some refuse, or will on a known date. *Notice*: worth knowing.\n\
         The policy (who checks what) may lower a severity; the report says so.\n",
    );
    for check in CHECKS {
        let rule = check.rule;
        let citations: Vec<String> = rule.citations.iter().map(ToString::to_string).collect();
        text.push_str(&format!(
            "\n## {}\n\n`{}`, {}\n\n{}\n\n**What to do.** {}\n\n**Source.** {}\n",
            rule.title,
            rule.id,
            rule.severity.word(),
            rule.explanation,
            rule.remedy.replace('<', "\\<"),
            citations.join("; "),
        ));
    }
    let path = home().join("docs/findings.md");
    if std::env::var_os("HANDGLASS_BLESS").is_some() {
        fs::write(&path, &text).expect("to write docs/findings.md");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/findings.md is out of date: HANDGLASS_BLESS=1 rewrites it");
}

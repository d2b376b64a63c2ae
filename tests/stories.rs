//! Does every story still give its golden report?
//!
//! `HANDGLASS_BLESS=1 cargo test --test stories` rewrites the reports; the review is the diff.

#[path = "stories/story.rs"]
mod story;

use std::fs;

use handglass::outline::outline;
use handglass::render::{json::json, text::text};
use handglass::report::Report;

#[test]
fn every_story_gives_its_report() {
    let bless = std::env::var_os("HANDGLASS_BLESS").is_some();
    let mut differing = Vec::new();
    for story in story::stories() {
        let report = handglass::analyse(story.sources, &story.question).report;
        let told = text(&outline(&report));
        let golden = story.folder.join("report.txt");
        if bless {
            fs::write(&golden, &told).expect("to write a golden report");
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if told != expected {
            let line =
                told.lines().zip(expected.lines()).position(|(told, expected)| told != expected);
            let line = line.unwrap_or_else(|| told.lines().count().min(expected.lines().count()));
            differing.push(format!(
                "{}: line {}\n  golden: {}\n  told:   {}",
                story.name,
                line + 1,
                expected.lines().nth(line).unwrap_or("(end)"),
                told.lines().nth(line).unwrap_or("(end)"),
            ));
        }
    }
    assert!(differing.is_empty(), "{}\n\nHANDGLASS_BLESS=1 rewrites them.", differing.join("\n"));
}

#[test]
fn a_report_survives_json_and_is_told_the_same_twice() {
    for story in story::stories() {
        let first = handglass::analyse(story.sources.clone(), &story.question).report;
        let second = handglass::analyse(story.sources, &story.question).report;
        assert_eq!(first, second, "{}", story.name);
        let read: Report =
            serde_json::from_str(&json(&first)).expect("a report reads its own JSON");
        assert_eq!(first, read, "{}", story.name);
    }
}

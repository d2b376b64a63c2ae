//! The page is used by keys alone, and an input can be taken out again.

use std::time::Duration;

use handglass_browser::handglass_page::HandglassPage;

use crate::page_from_disk;

/// An error and two notices, so that something is folded.
const FAULTS: &str = include_str!("../../../stories/neglected-appliance/input.txt");

#[test]
fn keys_lead_from_finding_to_finding() {
    let Some(page) = page_from_disk() else { return };
    page.paste(FAULTS).expect("a paste");
    page.wait_for_phase("report").expect("a report");
    run(&page, "document.activeElement.blur()");
    let all = run(&page, "return [...document.querySelectorAll('.finding')].map(e => e.id).join()");
    let all: Vec<&str> = all.split(',').collect();
    assert!(all.len() > 2, "{all:?}");
    for expected in &all {
        page.press_character('n').expect("a key");
        assert_eq!(focused(&page), *expected);
        let open =
            "return !document.activeElement.querySelector('details:not([open]) > .finding-head')";
        assert_eq!(run(&page, open), "true", "{expected} is open");
    }
    page.press_character('p').expect("a key");
    assert_eq!(Some(&focused(&page).as_str()), all.iter().rev().nth(1));

    page.press_character('?').expect("a key");
    assert_eq!(run(&page, "return document.querySelector('#keys').open"), "true");
    run(&page, "document.querySelector('#keys form button').click()");
    assert_eq!(run(&page, "return document.querySelector('#keys').open"), "false");
    page.press_character('?').expect("a key");
    page.press_key("Escape", 27).expect("a key");
    assert_eq!(run(&page, "return document.querySelector('#keys').open"), "false");
    page.press_character('/').expect("a key");
    assert_eq!(focused(&page), "paste");
    page.press_character('n').expect("a key");
    assert!(page.box_text().expect("the box").contains('n'), "in a field a key is a letter");
}

#[test]
fn what_was_pasted_can_be_taken_out_again() {
    let Some(page) = page_from_disk() else { return };
    page.paste(FAULTS).expect("a paste");
    page.wait_for_phase("report").expect("a report");
    let limit = Duration::from_secs(5);
    let script = "const remove = document.querySelector('.inputs button'); remove?.click(); return Boolean(remove)";
    page.browser.wait_for("the input", script, limit).expect("a click");
    page.wait_for_phase("empty").expect("a page that waits again");
    assert_eq!(page.box_text().expect("the box"), "");
}

fn focused(page: &HandglassPage) -> String {
    run(page, "return document.activeElement.id")
}

/// What a script gives, as text.
fn run(page: &HandglassPage, script: &str) -> String {
    let value = page.browser.run(script, &[]).expect("a script that runs");
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

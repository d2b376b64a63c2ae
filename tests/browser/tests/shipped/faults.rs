//! A defect in the reader ends the worker alone: the page says so, keeps the input, and goes on.

use std::time::{Duration, Instant};

use handglass_browser::handglass_page::{HandglassPage, TEN_CERTIFICATES};

use crate::page_from_disk;

#[test]
fn a_panic_ends_the_worker_alone() {
    let Some(page) = page_from_disk() else { return };
    let fault = break_worker(&page, "handglass self-test: panic");
    assert!(fault.contains("src/worker/self_test.rs"), "the place of the panic is told: {fault}");
    assert!(!fault.contains("asked for"), "the panic's text is not: {fault}");
    the_next_paste_works(&page);
}

#[test]
fn a_stack_overflow_ends_the_worker_alone() {
    let Some(page) = page_from_disk() else { return };
    let fault = break_worker(&page, "handglass self-test: stack overflow");
    assert!(fault.contains("Error: "), "the engine's word for the trap is told: {fault}");
    the_next_paste_works(&page);
}

#[test]
fn a_hang_ends_the_worker_alone() {
    let Some(page) = page_from_disk() else { return };
    let started = Instant::now();
    break_worker(&page, "handglass self-test: hang");
    let waited = started.elapsed();
    assert!(waited >= Duration::from_secs(9), "a slow worker is given its time: {waited:?}");
    assert!(waited < Duration::from_secs(20), "the wait has an end: {waited:?}");
    the_next_paste_works(&page);
}

#[test]
fn a_newer_paste_does_not_wait_for_a_hang() {
    let Some(page) = page_from_disk() else { return };
    page.paste("handglass self-test: hang").expect("a paste");
    page.wait_for_phase("working").expect("a busy page");
    let started = Instant::now();
    the_next_paste_works(&page);
    assert!(started.elapsed() < Duration::from_secs(8));
}

/// Pastes a sentence that breaks the worker, and gives what the page says about it.
fn break_worker(page: &HandglassPage, sentence: &str) -> String {
    page.paste(sentence).expect("a paste");
    page.wait_for_phase("failed").expect("a page that says so");
    let fault = page.wait_for_text("#fault").expect("the fault's banner");
    assert_eq!(page.box_text().as_deref(), Ok(sentence), "the input is kept");
    let own = page.browser.run("return document.querySelector('#boot-fault').hidden", &[]);
    assert_eq!(own, Ok(true.into()), "the page itself is well");
    fault
}

fn the_next_paste_works(page: &HandglassPage) {
    page.paste(TEN_CERTIFICATES).expect("a paste");
    page.wait_for_phase("report").expect("a report from the next worker");
    let gone = "return document.querySelector('#fault') === null || \
        document.querySelector('#fault').textContent.trim() === ''";
    page.browser.wait_for("no banner", gone, Duration::from_secs(5)).expect("the banner is gone");
}

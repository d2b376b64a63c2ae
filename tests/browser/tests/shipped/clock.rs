//! The slider over the dates that matter, by keys alone; and every sample makes a report.

use std::time::Duration;

use handglass_browser::handglass_page::HandglassPage;

use crate::{complaints, page_from_disk};

const LIMIT: Duration = Duration::from_secs(5);

#[test]
fn the_clock_moves_by_keys_and_the_chain_is_judged_again() {
    let Some(page) = page_from_disk() else { return };
    // A chain in order, at a moment of its own.
    run(&page, "document.querySelector('.sample').click()");
    verdict(&page, "ok");
    let ends = "[...document.querySelectorAll('.clock-dates button')]
        .find((date) => date.textContent.includes(' ends'))";
    run(&page, &format!("{ends}.click()"));
    wait(&page, "document.querySelector('#clock').ariaValueText.includes(' ends')");
    let last = run(&page, "return document.querySelector('#at').value");
    assert!(last.ends_with('Z'), "the field says the moment: {last}");
    verdict(&page, "warning");

    run(&page, "document.querySelector('#clock').focus()");
    page.press_key("ArrowRight", 39).expect("a key");
    verdict(&page, "error");
    assert_ne!(run(&page, "return document.querySelector('#at').value"), last);
    page.press_key("ArrowLeft", 37).expect("a key");
    verdict(&page, "warning");
    assert_eq!(run(&page, "return document.querySelector('#at').value"), last);
    page.press_key("Home", 36).expect("a key");
    verdict(&page, "error");
    wait(&page, "document.querySelector('#chains').textContent.includes('It holds from ')");
    run(&page, "document.querySelector('#clock-now').click()");
    wait(&page, "document.querySelector('#at').value === ''");
    wait(&page, "document.querySelector('#clock').ariaValueText.endsWith(', now')");
    assert_eq!(complaints(&page), Vec::<String>::new());
}

#[test]
fn every_sample_makes_a_report() {
    let Some(page) = page_from_disk() else { return };
    let samples = run(&page, "return document.querySelectorAll('.sample').length");
    assert_eq!(samples, "6");
    for sample in 0..6 {
        run(&page, &format!("document.querySelectorAll('.sample')[{sample}].click()"));
        page.wait_for_phase("report").expect("a report");
        let says = run(&page, "return document.querySelector('[data-verdict]').textContent");
        assert!(says.len() > 80, "sample {sample}: {says}");
        run(&page, "document.querySelector('.pane-title button').click()");
        page.wait_for_phase("empty").expect("a page that waits again");
    }
    assert_eq!(complaints(&page), Vec::<String>::new());
}

fn verdict(page: &HandglassPage, level: &str) {
    let script = format!(
        "document.body.dataset.phase === 'report'
            && document.querySelector('[data-verdict]').dataset.verdict === '{level}'"
    );
    wait(page, &script);
}

fn wait(page: &HandglassPage, condition: &str) {
    let script = format!("return {condition}");
    page.browser.wait_for(condition, &script, LIMIT).expect(condition);
}

/// What a script gives, as text.
fn run(page: &HandglassPage, script: &str) -> String {
    let value = page.browser.run(script, &[]).expect("a script that runs");
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

//! A hundred certificates in one paste: every chain is a line that unfolds, and the page is never held up.

use std::time::Duration;

use handglass_chains::{many, to_pem};
use serde_json::json;

use crate::{complaints, page_from_disk};

/// Milliseconds that one piece of the page's own work may take; a quiet machine needs a fifth. Tests run beside
/// each other.
const TOO_LONG: u64 = 500;

#[test]
fn a_hundred_certificates_are_a_hundred_lines() {
    let Some(page) = page_from_disk() else { return };
    let watch = "globalThis.longest = 0;
        new PerformanceObserver(list => list.getEntries().forEach(one => {
            globalThis.longest = Math.max(globalThis.longest, one.duration);
        })).observe({ type: 'longtask' });";
    page.browser.run(watch, &[]).expect("an observer");
    page.paste(&to_pem(&many::leaves(100))).expect("a paste");
    page.wait_for_phase("report").expect("a report");
    page.wait_until_shown("host1.hundred.example").expect("the first name");
    let count = |selector: &str| {
        let script = format!("return document.querySelectorAll({}).length", json!(selector));
        page.browser.run(&script, &[]).expect("a count").as_u64().unwrap_or_default()
    };
    assert_eq!(count("details.chain"), 20, "the first twenty are lines");
    assert_eq!(count(".chain .node"), 0, "and none of them is drawn before it is opened");
    let open = "document.querySelector('#chains .show-all').click();
        document.querySelector('details.chain').open = true";
    page.browser.run(open, &[]).expect("a click");
    let drawn = "return document.querySelectorAll('details.chain').length === 100
        && document.querySelectorAll('.chain .node').length > 0";
    page.browser.wait_for("all lines", drawn, Duration::from_secs(5)).expect("all lines");
    let longest = page.browser.run("return Math.round(globalThis.longest)", &[]).expect("a time");
    assert!(longest.as_u64().unwrap_or_default() < TOO_LONG, "held up for {longest} ms");
    assert_eq!(complaints(&page), Vec::<String>::new());
}

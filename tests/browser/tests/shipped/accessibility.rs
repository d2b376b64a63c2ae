//! Can everyone use the page? What axe-core can tell by machine, in both colour schemes.
//!
//! A machine finds about half of what there is to find; the rest is for people.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use handglass_browser::handglass_page::{HandglassPage, TEN_CERTIFICATES, TRANSCRIPT};
use handglass_browser::screenshots::set_colour_scheme;
use serde_json::Value;

use crate::page_from_disk;

#[test]
fn axe_finds_nothing_in_light_and_dark() {
    let Some(axe) = axe() else { return };
    let Some(page) = page_from_disk() else { return };
    // Behind the script, the page has `axe`.
    page.browser.run(&axe, &[]).expect("axe-core starts");
    check(&page, "empty");
    page.paste(TEN_CERTIFICATES).expect("a paste");
    page.wait_for_phase("report").expect("a report");
    check(&page, "report");
    page.paste(TRANSCRIPT).expect("a transcript");
    page.wait_for_text("#handshakes").expect("its handshake");
    check(&page, "report of a transcript");
}

fn check(page: &HandglassPage, what: &str) {
    for scheme in ["light", "dark"] {
        set_colour_scheme(page, scheme).expect("a colour scheme");
        let violations = page
            .browser
            .run_async(
                "const done = arguments[arguments.length - 1];
                 axe.run(document).then(
                     (result) => done(result.violations.map((violation) =>
                         violation.id + ': ' + violation.nodes.map((node) => node.html).join(' | '))),
                     (error) => done([String(error)]));",
                &[],
            )
            .expect("axe-core answers");
        assert_eq!(violations, Value::Array(Vec::new()), "the page: {what}, {scheme}");
    }
}

/// The checker's script; without it the test is skipped, in words.
fn axe() -> Option<String> {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../.tools/npm/node_modules/axe-core/axe.min.js");
    let path = std::env::var_os("HANDGLASS_AXE").map_or(installed, PathBuf::from);
    let script = fs::read_to_string(path).ok();
    if script.is_none() {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: axe-core is not installed (`cargo xtask setup`, with npm)"
        );
    }
    script
}

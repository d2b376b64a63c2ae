//! How long does the worker read a chain, and what does the page say of it? Chains as servers send them, and
//! chains that are made to be slow.

use std::path::Path;
use std::thread;
use std::time::Duration;

use handglass_chains::{Chain, pathological, sound, to_pem};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::handglass_page::{HandglassPage, file_url};
use crate::installed::Installed;
use crate::measure::{SET_AND_ASK, WATCH_WORKER, median};

/// How often each is asked; the median is told.
const ROUNDS: usize = 3;
const PATIENCE: Duration = Duration::from_secs(30);
/// The moment for which the chains are made.
const AT: &str = "2026-11-21T10:00:00Z";

/// Fills a field as a person does who pastes into it.
const FILL: &str = "
    const field = document.querySelector(arguments[0]);
    field.value = arguments[1];
    field.dispatchEvent(new Event('input', { bubbles: true }));";

/// Longer than the page waits for more typing.
const TYPED: Duration = Duration::from_millis(800);

/// One chain: milliseconds from the question to the worker until its answer is there, the verdict's level,
/// and the findings' ids.
pub struct Answered {
    pub what: String,
    pub worker: Vec<f64>,
    pub level: String,
    pub findings: Vec<String>,
}

/// Chains of the kinds that servers send.
///
/// # Errors
/// What the browser or the page did not do.
pub fn everyday(installed: &Installed, page: &Path) -> Result<Vec<Answered>, String> {
    run(installed, page, &sound::all())
}

/// Chains that are made to be slow.
///
/// # Errors
/// What the browser or the page did not do.
pub fn slow(installed: &Installed, page: &Path) -> Result<Vec<Answered>, String> {
    run(installed, page, &pathological::all())
}

/// All of them, on a page of their own.
fn run(installed: &Installed, page: &Path, all: &[Chain]) -> Result<Vec<Answered>, String> {
    let url = file_url(page);
    let page = HandglassPage::open(installed, &url)?;
    page.browser
        .devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH_WORKER }))?;
    page.browser.open(&url)?;
    page.wait_for_phase("empty")?;
    // They are all for one host.
    let Some(first) = all.first() else { return Ok(Vec::new()) };
    let mut anchors: Vec<&Vec<u8>> = all.iter().flat_map(|chain| &chain.anchors).collect();
    anchors.sort();
    anchors.dedup();
    let roots = to_pem(anchors);
    for (field, text) in [("#at", AT), ("#hosts", &first.host), ("#roots", &roots)] {
        page.browser.run(FILL, &[json!(field), json!(text)])?;
        thread::sleep(TYPED);
    }
    all.iter().map(|chain| one(&page, chain)).collect()
}

fn one(page: &HandglassPage, chain: &Chain) -> Result<Answered, String> {
    let text = to_pem(std::iter::once(&chain.end_entity).chain(&chain.others));
    let mut worker = Vec::new();
    let (mut level, mut findings) = (String::new(), Vec::new());
    for _ in 0..ROUNDS {
        page.browser.run(SET_AND_ASK, &[json!(text)])?;
        let script = "return globalThis.answeredAt && globalThis.answeredAt - globalThis.askedAt";
        worker.push(number(&page.browser, &chain.what, script)?);
        page.wait_for_phase("report")?;
        let script = "return document.querySelector('[data-verdict]')?.dataset.verdict";
        let shown = page.browser.wait_for("a verdict", script, PATIENCE)?;
        level = shown.as_str().unwrap_or_default().to_owned();
        let script = "return [...document.querySelectorAll('[id^=finding-]:not([id$=-title])')].map((it) => it.id)";
        let ids = page.browser.run(script, &[])?;
        let ids = ids.as_array().into_iter().flatten().filter_map(Value::as_str);
        findings = ids.map(|id| id.trim_start_matches("finding-").to_owned()).collect();
        page.clear()?;
        page.wait_for_phase("empty")?;
    }
    Ok(Answered { what: chain.what.clone(), worker, level, findings })
}

fn number(browser: &Browser, what: &str, script: &str) -> Result<f64, String> {
    let value = browser.wait_for(what, script, PATIENCE)?;
    value.as_f64().ok_or_else(|| format!("{what}: {value} is no number"))
}

impl std::fmt::Display for Answered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { what, worker, level, .. } = self;
        let worst = worker.iter().copied().fold(0.0, f64::max);
        write!(f, "{what:<66} median {:>5.0} ms, worst {worst:>5.0} ms: {level}", median(worker))
    }
}

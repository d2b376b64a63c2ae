//! How long does a person wait? From opening the file to a page that takes input, and from a paste to the
//! report on the screen.
//!
//! The page measures itself with its own clock, so that the driver's way there and back does not count.

use std::path::Path;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::handglass_page::{HandglassPage, TEN_CERTIFICATES, TRANSCRIPT, file_url};
use crate::installed::Installed;

/// How often each figure is taken; the median is told.
const ROUNDS: usize = 20;

/// What a person takes at least between opening the page and pasting.
const BREATH: Duration = Duration::from_millis(500);

/// Runs in the page before any of its scripts: notes when the page becomes ready, in milliseconds since
/// the navigation began.
const WATCH_READY: &str = "
    new MutationObserver(() => {
        if (document.body && document.body.dataset.phase === 'empty' && !('readyAt' in globalThis)) {
            globalThis.readyAt = performance.now();
        }
    }).observe(document, { subtree: true, childList: true, attributes: true });";

/// Notes the moment of the next paste, and of the first frame after the report stands in the document.
const WATCH_PASTE: &str = "
    globalThis.figures = null;
    let pastedAt = null;
    let reportAt = null;
    addEventListener('paste', () => { pastedAt = performance.now(); }, { capture: true, once: true });
    const watch = new MutationObserver(() => {
        if (pastedAt === null || document.body.dataset.phase !== 'report') return;
        if (!document.querySelector('[data-verdict]')) return;
        watch.disconnect();
        reportAt = performance.now();
        requestAnimationFrame(() => setTimeout(() => {
            globalThis.figures = [reportAt - pastedAt, performance.now() - pastedAt];
        }));
    });
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });";

/// Runs in the page before any of its scripts: notes when the worker was last asked and when it last
/// answered.
pub(crate) const WATCH_WORKER: &str = "
    globalThis.Worker = class extends Worker {
        constructor(...all) {
            super(...all);
            this.addEventListener('message', () => { globalThis.answeredAt = performance.now(); });
        }
        postMessage(...all) {
            globalThis.askedAt = performance.now();
            return super.postMessage(...all);
        }
    };";

/// Puts a text into the box as a script may, and asks for the report when the browser has laid it out: the
/// browser's own work on the box must not hold up the worker's answer.
pub(crate) const SET_AND_ASK: &str = "
    const box = document.querySelector('#paste');
    globalThis.askedAt = globalThis.answeredAt = null;
    box.value = arguments[0];
    box.getBoundingClientRect();
    requestAnimationFrame(() => setTimeout(() => {
        box.dispatchEvent(new Event('input', { bubbles: true }));
    }, 200));";

/// Rounds of what takes long to paste.
const FEW_ROUNDS: usize = 7;

/// Bytes of the long transcripts.
const LONG: usize = 1_000_000;

/// One run whose handshake messages are dumped (`-msg`), and many runs one behind the other: what a
/// transcript of a megabyte can be.
fn long_transcripts() -> [(&'static str, String); 2] {
    let dump = "<<< TLS 1.3, Handshake [length 0961], Certificate\n    0b 00 09 5d 00 00 09 59 00 04 c2 30 82 04 be 30\n"
        .to_owned()
        + &"    82 03 a6 a0 03 02 01 02 02 14 34 c4 b4 d7 02 a0\n".repeat(60);
    let (head, tail) = TRANSCRIPT.split_once('\n').unwrap_or((TRANSCRIPT, ""));
    let dumps = dump.repeat(LONG.saturating_sub(TRANSCRIPT.len()) / dump.len());
    [
        ("one run with its messages dumped", format!("{head}\n{dumps}{tail}")),
        ("many runs", TRANSCRIPT.repeat(LONG / TRANSCRIPT.len())),
    ]
}

/// How long a transcript of a megabyte takes.
pub struct LongTranscript {
    what: &'static str,
    /// From the question to the worker until its answer is there.
    worker: Vec<f64>,
    /// From the paste until the report is painted.
    painted: Vec<f64>,
}

/// The figures, in milliseconds.
pub struct Figures {
    /// From opening the file to a page that takes input.
    pub ready: Vec<f64>,
    /// From the first paste after opening, of ten certificates, to the first frame that shows the report.
    pub first: Vec<f64>,
    /// From a later paste of the same to the report in the document.
    pub report: Vec<f64>,
    /// The same, to the first frame that shows it.
    pub painted: Vec<f64>,
    pub long: Vec<LongTranscript>,
}

/// Opens the page from disk again and again, and pastes ten certificates again and again.
pub fn run(installed: &Installed, page: &Path) -> Result<Figures, String> {
    let url = file_url(page);
    let (mut ready, mut first) = (Vec::new(), Vec::new());
    let (mut report, mut painted) = (Vec::new(), Vec::new());

    let page = HandglassPage::open(installed, &url)?;
    for source in [WATCH_READY, WATCH_WORKER] {
        page.browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }))?;
    }
    for _ in 0..ROUNDS {
        page.browser.open("about:blank")?;
        page.browser.open(&url)?;
        ready.push(number(&page.browser, "a page that is ready", "return globalThis.readyAt")?);
        thread::sleep(BREATH);
        first.push(paste(&page, TEN_CERTIFICATES)?.1);
    }
    for _ in 0..ROUNDS {
        page.clear()?;
        page.wait_for_phase("empty")?;
        let (stands, shown) = paste(&page, TEN_CERTIFICATES)?;
        report.push(stands);
        painted.push(shown);
    }
    let mut long = Vec::new();
    for (what, text) in long_transcripts() {
        long.push(long_transcript(&page, what, &text)?);
    }
    Ok(Figures { ready, first, report, painted, long })
}

fn long_transcript(
    page: &HandglassPage,
    what: &'static str,
    text: &str,
) -> Result<LongTranscript, String> {
    let (mut worker, mut painted) = (Vec::new(), Vec::new());
    for _ in 0..FEW_ROUNDS {
        page.clear()?;
        page.wait_for_phase("empty")?;
        painted.push(paste(page, text)?.1);
        page.clear()?;
        page.wait_for_phase("empty")?;
        page.browser.run(SET_AND_ASK, &[json!(text)])?;
        let script = "return globalThis.answeredAt && globalThis.answeredAt - globalThis.askedAt";
        worker.push(number(&page.browser, "the worker's time", script)?);
    }
    Ok(LongTranscript { what, worker, painted })
}

/// Milliseconds from a paste until the report stands in the document, and until it is painted.
fn paste(page: &HandglassPage, text: &str) -> Result<(f64, f64), String> {
    page.copy(text)?;
    page.browser.run(WATCH_PASTE, &[])?;
    page.press_paste()?;
    let painted = number(&page.browser, "figures", "return figures && figures[1]")?;
    let report = number(&page.browser, "figures", "return figures && figures[0]")?;
    Ok((report, painted))
}

fn number(browser: &Browser, what: &str, script: &str) -> Result<f64, String> {
    let value: Value = browser.wait_for(what, script, Duration::from_secs(30))?;
    value.as_f64().ok_or_else(|| format!("{what}: {value} is no number"))
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut line = |what: &str, values: &[f64]| {
            let (median, worst) = (median(values), values.iter().copied().fold(0.0, f64::max));
            let rounds = values.len();
            writeln!(
                f,
                "{what:<66} median {median:>5.0} ms, worst {worst:>5.0} ms, {rounds} rounds"
            )
        };
        line("opened from disk, until it takes input", &self.ready)?;
        line("first paste of ten certificates, until it is painted", &self.first)?;
        line("a later paste, until the report stands in the document", &self.report)?;
        line("a later paste, until it is painted", &self.painted)?;
        for LongTranscript { what, worker, painted } in &self.long {
            line(&format!("1 MB of transcript, {what}: in the worker"), worker)?;
            line(&format!("1 MB of transcript, {what}: until it is painted"), painted)?;
        }
        Ok(())
    }
}

/// The middle one of some figures; 0 for none.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

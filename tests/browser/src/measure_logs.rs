//! How fast does the page read logs, against the reading of the same files alone, and against two readers of
//! CSV that count the values of one column?
//!
//! All in one Chromium, one after the other, with the page's own way from the chosen files to the report. The
//! others get the largest of the files and do far less with it. What is counted is not compared here.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::browser::Browser;
use crate::handglass_page::{HandglassPage, file_url};
use crate::http_server::{HttpServer, Site};
use crate::installed::Installed;
use crate::measure::median;

const ROUNDS: usize = 3;

const PATIENCE: Duration = Duration::from_secs(600);

/// Notes when files were chosen, when the report stands, and every task that held the page up (Long Tasks
/// API: 50 ms and more).
const WATCH: &str = "
    globalThis.longest = 0;
    new PerformanceObserver(list => {
        for (const task of list.getEntries()) longest = Math.max(longest, task.duration);
    }).observe({ type: 'longtask' });
    document.querySelector('#files').addEventListener('input', event => {
        globalThis.files = [...event.target.files];
        globalThis.bytes = files.reduce((sum, file) => sum + file.size, 0);
        globalThis.chosenAt = performance.now();
        globalThis.reportAt = null;
    }, { capture: true });
    new MutationObserver(() => {
        if (document.body.dataset.phase === 'report') globalThis.reportAt ??= performance.now();
    }).observe(document.body, { attributes: true });";

/// Reads the files with nothing done to them, in both ways that a page has, and gives the rates in bytes a
/// millisecond.
const READ: &str = "
    globalThis.told = null;
    (async () => {
        const step = 4 << 20;
        const rates = [];
        let begun = performance.now();
        for (const file of files) {
            for (let at = 0; at < file.size; at += step) await file.slice(at, at + step).arrayBuffer();
        }
        rates.push(bytes / (performance.now() - begun));
        begun = performance.now();
        for (const file of files) {
            const reader = file.stream().getReader();
            while (!(await reader.read()).done);
        }
        rates.push(bytes / (performance.now() - begun));
        globalThis.told = rates;
    })();";

/// Counts the rows of a file by their event, the seventh column: PapaParse in pieces, the way it is fastest, and
/// DuckDB-WASM from the file's handle.
const COUNT: &str = "
    globalThis.told = null;
    (async () => {
        const [file] = document.querySelector('#files').files;
        const counts = new Map();
        let begun = performance.now();
        await new Promise((complete, error) => Papa.parse(file, {
            comments: '#', skipEmptyLines: true, complete, error,
            chunk: ({ data }) => {
                for (const row of data) counts.set(row[6], (counts.get(row[6]) ?? 0) + 1);
            },
        }));
        const papaparse = file.size / (performance.now() - begun);
        const papaparseRows = [...counts.values()].reduce((sum, count) => sum + count, 0);

        const worker = new Worker('/duckdb-browser-eh.worker.js');
        const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
        await db.instantiate(location.origin + '/duckdb-eh.wasm');
        const connection = await db.connect();
        begun = performance.now();
        await db.registerFileHandle('log.csv', file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
        const table = await connection.query(`SELECT column6 AS event, count(*) AS rows FROM read_csv('log.csv',
            header = false, all_varchar = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"',
            comment = '#', null_padding = true, ignore_errors = true,
            columns = {${[0, 1, 2, 3, 4, 5, 6, 7, 8].map(at => `'column${at}': 'VARCHAR'`).join()}})
            GROUP BY 1`);
        const duckdbRate = file.size / (performance.now() - begun);
        const duckdbRows = table.toArray().reduce((sum, row) => sum + Number(row.rows), 0);
        globalThis.told = [papaparse, duckdbRate, papaparseRows, duckdbRows];
    })().catch(error => { globalThis.told = String(error); });";

/// The page of the other two. DuckDB-WASM asks for Apache Arrow by name, as Node has it.
const COMPARE_PAGE: &str = "<!doctype html><meta charset=utf-8><title>bench</title><input id=files type=file>
<script src=/papaparse.js></script><script src=/arrow.js></script>
<script>globalThis.module = { exports: {} }; globalThis.exports = module.exports; globalThis.require = () => Arrow;</script>
<script src=/duckdb.js></script><script>globalThis.duckdb = module.exports;</script>";

/// Two readers of CSV that are compared with; where they are.
pub struct Others {
    pub papaparse: PathBuf,
    /// The file of DuckDB-WASM that a page loads, in its folder `dist`.
    pub duckdb: PathBuf,
}

/// Rates in bytes a millisecond; megabytes a second are a thousandth of that.
#[derive(Default)]
pub struct Rates {
    bytes: f64,
    slices: Vec<f64>,
    stream: Vec<f64>,
    page: Vec<f64>,
    papaparse: Vec<f64>,
    duckdb: Vec<f64>,
    /// Milliseconds for which one task held the page.
    longest: f64,
}

/// Has the page read the logs, and the others the first of them, the largest.
///
/// # Errors
/// What did not happen.
pub fn run(
    installed: &Installed,
    page: &Path,
    logs: &[PathBuf],
    others: Option<&Others>,
) -> Result<Rates, String> {
    let mut rates = Rates::default();
    let url = file_url(page);
    let page = HandglassPage::open(installed, &url)?;
    let paths: Vec<_> = logs.iter().map(|path| path.to_string_lossy()).collect();
    for _ in 0..ROUNDS {
        page.browser.open("about:blank")?;
        page.browser.open(&url)?;
        page.wait_for_phase("empty")?;
        page.browser.run(WATCH, &[])?;
        page.browser.type_into("#files", &paths.join("\n"))?;
        let taken = "return globalThis.reportAt && reportAt - chosenAt";
        let taken = number(&page.browser.wait_for("a report", taken, PATIENCE)?);
        rates.bytes = number(&page.browser.run("return bytes", &[])?);
        rates.page.push(rates.bytes / taken);
        rates.longest = rates.longest.max(number(&page.browser.run("return longest", &[])?));
        let read = told(&page.browser, READ, &[])?;
        rates.slices.push(number(&read[0]));
        rates.stream.push(number(&read[1]));
    }
    if let Some(others) = others {
        let largest = paths.first().ok_or("no log to read")?;
        compare(&page.browser, others, largest, &mut rates)?;
    }
    Ok(rates)
}

fn compare(
    browser: &Browser,
    others: &Others,
    largest: &str,
    rates: &mut Rates,
) -> Result<(), String> {
    let dist = others.duckdb.parent().ok_or("DuckDB-WASM has no folder")?;
    let arrow = dist.join("../../../apache-arrow/Arrow.es2015.min.js");
    let parts = [
        ("/papaparse.js", others.papaparse.clone()),
        ("/arrow.js", arrow),
        ("/duckdb.js", others.duckdb.clone()),
        ("/duckdb-browser-eh.worker.js", dist.join("duckdb-browser-eh.worker.js")),
        ("/duckdb-eh.wasm", dist.join("duckdb-eh.wasm")),
    ];
    let mut site = Site::new();
    site.insert("/".to_owned(), COMPARE_PAGE.as_bytes().to_vec());
    for (path, file) in parts {
        let body = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        site.insert(path.to_owned(), body);
    }
    let server = HttpServer::start(site, 0).map_err(|error| error.to_string())?;
    for _ in 0..ROUNDS {
        browser.open(&server.url("/"))?;
        browser.type_into("#files", largest)?;
        let counted = told(browser, COUNT, &[])?;
        if counted[2] != counted[3] {
            println!("  the others count differently: {counted}");
        }
        rates.papaparse.push(number(&counted[0]));
        rates.duckdb.push(number(&counted[1]));
    }
    Ok(())
}

/// What a script leaves in `told`.
fn told(browser: &Browser, script: &str, arguments: &[Value]) -> Result<Value, String> {
    browser.run(script, arguments)?;
    let told = browser.wait_for("a figure", "return globalThis.told", PATIENCE)?;
    if told.is_array() { Ok(told) } else { Err(told.to_string()) }
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_default()
}

impl Rates {
    /// The better of the two ways to read alone.
    fn reading(&self) -> f64 {
        median(&self.slices).max(median(&self.stream))
    }
}

impl fmt::Display for Rates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page = median(&self.page);
        writeln!(f, "{:.0} MB of logs, medians of {ROUNDS} rounds", self.bytes / 1e6)?;
        let mut line = |what: &str, rate: f64, bar: &str| {
            let ratio = if rate > 0.0 { page / rate } else { 0.0 };
            writeln!(
                f,
                "{what:<58} {:>6.0} MB/s, the page is {ratio:.2} times as fast{bar}",
                rate / 1e3
            )
        };
        line("the page, from the chosen files to the report", page, "")?;
        line("reading alone, in slices", median(&self.slices), "")?;
        line("reading alone, as a stream", median(&self.stream), "")?;
        line("reading alone, the better of both", self.reading(), " (wanted: 0.8)")?;
        if !self.duckdb.is_empty() {
            line("DuckDB-WASM, one grouped count", median(&self.duckdb), " (wanted: 4)")?;
            line("PapaParse, one grouped count", median(&self.papaparse), " (wanted: 6)")?;
        }
        writeln!(
            f,
            "the longest task that held the page up: {:.0} ms (wanted: under 100)",
            self.longest
        )
    }
}

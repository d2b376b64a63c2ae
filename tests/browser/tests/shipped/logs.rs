//! Protocol logs on the page: counted as the command counts them, stopped half-way, one session's rows read
//! again, redacted when they are saved.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use handglass_browser::handglass_page::HandglassPage;
use handglass_logs::{Plan, Truth, generate};
use serde_json::{Value, json};

use crate::{complaints, page_from_disk};

/// More than the worker keeps as text: its rows have to be read again from the files.
const LARGE: u64 = 24 << 20;

/// A folder of logs, gone with the test.
struct Logs {
    folder: PathBuf,
    truth: Truth,
}

impl Logs {
    fn written(name: &str, bytes: u64) -> Self {
        let folder = std::env::temp_dir().join(format!("handglass-{name}-{}", std::process::id()));
        let plan = Plan { seed: 7, bytes, files: 6, partners: 300 };
        let truth = generate(&plan, &mut |path, bytes| {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&folder))?;
            fs::OpenOptions::new().create(true).append(true).open(&path)?.write_all(bytes)
        });
        Self { folder, truth: truth.expect("logs") }
    }

    fn choose(&self, page: &HandglassPage) {
        let folder = self.folder.to_string_lossy();
        page.browser.type_into("#folder", &folder).expect("a chosen folder");
    }
}

impl Drop for Logs {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What is saved from now on is kept for the test in `globalThis.saved`.
const KEEP_WHAT_IS_SAVED: &str = "
    const make = URL.createObjectURL;
    URL.createObjectURL = blob => { globalThis.saved = blob.text(); return make.call(URL, blob); };";

fn saved(page: &HandglassPage) -> String {
    let script = "saved.then(arguments[arguments.length - 1])";
    let text = page.browser.run_async(script, &[]).expect("what was saved");
    text.as_str().unwrap_or_default().to_owned()
}

fn click(page: &HandglassPage, selector: &str) {
    let script = format!("document.querySelector({}).click()", json!(selector));
    page.browser.run(&script, &[]).expect(selector);
}

fn text(page: &HandglassPage, selector: &str) -> String {
    page.wait_for_text(selector).expect(selector)
}

#[test]
fn large_logs_are_counted_exactly_and_lead_back_to_their_rows() {
    let Some(page) = page_from_disk() else { return };
    let logs = Logs::written("large", LARGE);
    logs.choose(&page);
    page.wait_for_phase("report").expect("a report");

    // The same numbers as the truth, by the JSON that the page saves.
    page.browser.run(KEEP_WHAT_IS_SAVED, &[]).expect("a watch");
    click(&page, "[data-export=json]");
    let report: Value = serde_json::from_str(&saved(&page)).expect("the report");
    let told = &report["logs"];
    assert_eq!(told["sessions"], json!(logs.truth.all.sessions));
    assert_eq!(told["sessions_by_version"], json!(logs.truth.all.by_version));
    assert_eq!(told["lines_not_understood"], json!(logs.truth.not_understood));

    // Two clicks to the rows: the button in the table of versions, which is open.
    click(&page, ".log-table[open] tbody th button.place");
    let rows = text(&page, "#session .excerpt-lines");
    assert!(rows.contains(",+,"), "the first row is a connection: {rows}");
    assert!(text(&page, "#session .session-stages").contains("EHLO"));
    let script = "return new Set([...document.querySelectorAll('#session code')]
        .map(row => row.textContent.split(',')[2])).size";
    assert_eq!(page.browser.run(script, &[]).expect("ids"), json!(1), "rows of one session");
    click(&page, "#session form button");

    // A kind of session holds the other tables to it.
    click(&page, ".log-table[open] tbody th button.quiet");
    assert!(text(&page, ".held").contains("show the rows"));
    click(&page, ".held button");

    // What is saved of a table names nobody when that is wished.
    click(&page, "#redact");
    let open = "[...document.querySelectorAll('.log-table')]
        .find(table => table.querySelector('h3').textContent === 'Partners')";
    page.browser
        .run(&format!("({open}).querySelector('.table-tools button').click()"), &[])
        .expect("saved");
    let csv = saved(&page);
    assert!(csv.starts_with("Partner,"), "{csv}");
    assert!(!csv.contains("partner0"), "a partner's name is still there");
    assert_eq!(complaints(&page), Vec::<String>::new());
}

#[test]
fn a_reading_that_is_stopped_tells_of_what_was_read() {
    let Some(page) = page_from_disk() else { return };
    let logs = Logs::written("stopped", 96 << 20);
    // The button is there for a moment only.
    page.browser
        .run(
            "new MutationObserver(() => document.querySelector('#stop')?.click())
                .observe(document.body, { subtree: true, childList: true });",
            &[],
        )
        .expect("a watch");
    logs.choose(&page);
    page.wait_for_phase("report").expect("a report");
    page.wait_until_shown("stopped").expect("that it is about a part");
    page.browser.run(KEEP_WHAT_IS_SAVED, &[]).expect("a watch");
    click(&page, "[data-export=json]");
    let report: Value = serde_json::from_str(&saved(&page)).expect("the report");
    let sessions = report["logs"]["sessions"].as_u64().unwrap_or_default();
    assert!(sessions < logs.truth.all.sessions, "{sessions}");
    // A line that was cut by the stop is not one that nobody understands: the generator's own are named.
    let not_understood = report["logs"]["lines_not_understood"].as_u64().unwrap_or_default();
    assert!(not_understood <= logs.truth.not_understood, "{not_understood}");
}

#[test]
fn a_dropped_folder_is_walked_through_and_a_file_that_is_no_log_stands_beside() {
    let Some(page) = page_from_disk() else { return };
    let logs = Logs::written("dropped", 1 << 20);
    fs::write(logs.folder.join("readme.txt"), "no log").expect("a text");
    drop_files(&page, &logs.folder);
    page.wait_for_phase("report").expect("a report");
    page.wait_until_shown("readme.txt").expect("the text is named");
    let told = text(&page, "#logs p");
    assert!(told.contains(&format!("{} sessions", logs.truth.all.sessions)), "{told}");
}

#[test]
fn an_archive_is_as_good_as_its_folder_and_leads_back_to_its_rows() {
    let Some(page) = page_from_disk() else { return };
    let logs = Logs::written("archive", 3 << 20);
    fs::write(logs.folder.join("readme.txt"), "no log").expect("a text");
    let archive = std::env::temp_dir().join(format!("handglass-{}.ZIP", std::process::id()));
    fs::write(&archive, zip(&logs.folder)).expect("an archive");
    page.browser.type_into("#files", &archive.to_string_lossy()).expect("a chosen archive");
    page.wait_for_phase("report").expect("a report");
    page.wait_until_shown("readme.txt").expect("the text is named");
    let told = text(&page, "#logs p");
    assert!(told.contains(&format!("{} sessions", logs.truth.all.sessions)), "{told}");
    click(&page, ".log-table[open] tbody th button.place");
    assert!(text(&page, "#session .excerpt-lines").contains(",+,"));
    let _ = fs::remove_file(archive);
}

#[test]
fn an_archive_that_cannot_be_opened_is_said_to_be_left_out() {
    let Some(page) = page_from_disk() else { return };
    let archive = std::env::temp_dir().join(format!("handglass-cut-{}.zip", std::process::id()));
    fs::write(&archive, b"PK\x03\x04 and no directory").expect("a file");
    page.browser.type_into("#files", &archive.to_string_lossy()).expect("a chosen archive");
    page.wait_until_shown("no directory at its end").expect("why it was left out");
    let _ = fs::remove_file(archive);
}

/// A zip archive of all files below a folder, deflated (APPNOTE, sections 4.3.7 to 4.3.16).
fn zip(folder: &Path) -> Vec<u8> {
    let (mut all, mut directory, mut count) = (Vec::new(), Vec::new(), 0_u16);
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("below it").to_string_lossy().into_owned();
            let bytes = fs::read(&path).expect("a file");
            let mut encoder =
                flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(&bytes).expect("memory");
            let packed = encoder.finish().expect("memory");
            let mut crc = flate2::Crc::new();
            crc.update(&bytes);
            // From the version to the length of the extra field, as both headers have it.
            let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
            let offset = u32::try_from(all.len()).expect("a small archive");
            let sizes = [packed.len(), bytes.len()].map(|size| u32::try_from(size).expect("small"));
            for number in [crc.sum(), sizes[0], sizes[1], u32::try_from(name.len()).expect("short")]
            {
                common.extend(number.to_le_bytes());
            }
            all.extend([b"PK\x03\x04", &common[..], name.as_bytes(), &packed].concat());
            directory.extend(
                [b"PK\x01\x02\x14\0", &common[..], &[0; 10], &offset.to_le_bytes()].concat(),
            );
            directory.extend(name.as_bytes());
            count += 1;
        }
    }
    let [size, offset] = [directory.len(), all.len()].map(|at| u32::try_from(at).expect("small"));
    all.extend(directory);
    all.extend(b"PK\x05\x06\0\0\0\0");
    all.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    all.extend([size.to_le_bytes(), offset.to_le_bytes()].concat());
    all.extend([0, 0]);
    all
}

fn drop_files(page: &HandglassPage, path: &Path) {
    // The second one is over the sign that the first has put up.
    for kind in ["dragEnter", "dragOver", "dragOver", "drop"] {
        let data =
            json!({ "items": [], "files": [path.to_string_lossy()], "dragOperationsMask": 1 });
        let event = json!({ "type": kind, "x": 100, "y": 100, "data": data });
        page.browser.devtools("Input.dispatchDragEvent", event).expect(kind);
        std::thread::sleep(Duration::from_millis(50));
    }
}

//! Files are read by the worker, and a large one full of noise is a note, not an end.

use std::fs;
use std::path::Path;
use std::time::Duration;

use handglass_browser::handglass_page::TEN_CERTIFICATES;

use crate::{complaints, page_from_disk};

/// Megabytes of noise.
const NOISE_BYTES: usize = 50_000_000;

#[test]
fn fifty_megabytes_of_noise_end_in_a_note() {
    let Some(page) = page_from_disk() else { return };
    let name = format!("noise-{}.bin", std::process::id());
    let path = std::env::temp_dir().join(&name);
    fs::write(&path, noise(NOISE_BYTES)).expect("a file of noise");
    page.browser.type_into("#files", &path.to_string_lossy()).expect("a chosen file");
    let reported = page.wait_for_phase("report");
    let _ = fs::remove_file(&path);
    reported.expect("a report");
    page.wait_until_shown(&name).expect("a note that names the file");
    assert_eq!(complaints(&page), Vec::<String>::new());
}

#[test]
fn a_file_that_vanished_is_named_and_hides_nothing() {
    let Some(page) = page_from_disk() else { return };
    page.paste(TEN_CERTIFICATES).expect("a paste");
    page.wait_for_phase("report").expect("a report");
    let name = format!("vanishing-{}.pem", std::process::id());
    let path = std::env::temp_dir().join(&name);
    fs::write(&path, TEN_CERTIFICATES).expect("a file");
    page.browser.type_into("#files", &path.to_string_lossy()).expect("a chosen file");
    page.wait_until_shown(&name).expect("the file is named");
    fs::remove_file(&path).expect("the file goes away");
    // Another question makes the page read everything again.
    page.browser.type_into("#hosts", "mail.example.test").expect("a name");
    page.wait_until_shown("NotFoundError").expect("the reason why it was not read");
    page.wait_for_phase("report").expect("the report on the rest");
    page.wait_until_shown("Handglass Test CA 5").expect("the pasted chain");
}

#[test]
fn a_root_from_a_file_and_a_name_make_a_good_chain_green() {
    let Some(page) = page_from_disk() else { return };
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let chain = fs::read_to_string(tests.join("stories/good-chain/input.pem")).expect("a chain");
    let level = |wanted: &str| {
        let script = format!(
            "return document.body.dataset.phase === 'report'
                && document.querySelector('[data-verdict]').dataset.verdict === '{wanted}'"
        );
        page.browser.wait_for(wanted, &script, Duration::from_secs(5)).expect(wanted)
    };
    page.browser.type_into("#at", "2026-11-21T10:00:00Z").expect("a time");
    page.paste(&chain).expect("a paste");
    level("error");
    page.browser
        .run("document.querySelector('.more-fields').open = true", &[])
        .expect("the folded fields");
    let root = fs::canonicalize(tests.join("fixtures/root.pem")).expect("the root");
    page.browser.type_into("#roots-files", &root.to_string_lossy()).expect("a chosen root");
    level("undetermined");
    page.browser.type_into("#hosts", "mail.nordwind.example").expect("a name");
    level("ok");
    assert_eq!(complaints(&page), Vec::<String>::new());
}

#[test]
fn a_pkcs7_file_is_opened() {
    let Some(page) = page_from_disk() else { return };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/chain.p7b");
    let file = fs::canonicalize(file).expect("the file");
    page.browser.type_into("#files", &file.to_string_lossy()).expect("a chosen file");
    page.wait_for_phase("report").expect("a report");
    page.wait_until_shown("Farm Test Issuing CA 1").expect("the second certificate");
}

/// Bytes without a pattern, the same in every run (xorshift64, Marsaglia 2003).
fn noise(size: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut bytes = Vec::with_capacity(size + 8);
    while bytes.len() < size {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_le_bytes());
    }
    bytes.truncate(size);
    bytes
}

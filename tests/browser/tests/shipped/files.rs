//! Files are read by the worker, and a large one full of noise is a note, not an end.

use std::fs;

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
    let shown = page.wait_for_text("body").expect("the page's text");
    assert!(shown.contains(&name), "the file is named");
    assert_eq!(complaints(&page), Vec::<String>::new());
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

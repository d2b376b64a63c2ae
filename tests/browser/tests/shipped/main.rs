//! The page that ships, in a real Chromium.
//!
//! Few tests, each about something that only a browser can show: that the one file opens anywhere, asks
//! nobody for anything, survives its own defects, and can be used by everyone. What a report says is
//! proved by native tests.

mod accessibility;
mod clock;
mod faults;
mod files;
mod hundred;
mod keys;
mod logs;
mod opening;
mod reading;
mod silence;
mod slow_chains;

use std::io::Write as _;

use handglass_browser::handglass_page::{HandglassPage, file_url, shipped};
use handglass_browser::installed::{Installed, find};

/// The browser to test with. Where there is none, a run on a person's computer skips the test and says
/// so; a run in CI fails.
fn browser() -> Option<Installed> {
    match find() {
        Ok(installed) => Some(installed),
        Err(missing) if std::env::var("CI").is_ok_and(|value| value == "true") => {
            panic!("{missing}")
        }
        Err(missing) => {
            // Written past the capture of test output, which would hide it.
            let _ = writeln!(std::io::stderr(), "skipped: {missing}");
            None
        }
    }
}

/// The page, opened from disk.
fn page_from_disk() -> Option<HandglassPage> {
    let installed = browser()?;
    Some(
        HandglassPage::open(&installed, &file_url(&shipped().expect("a built page")))
            .expect("an open page"),
    )
}

/// What the console holds that a person would call an error.
fn complaints(page: &HandglassPage) -> Vec<String> {
    let lines = page.browser.console().expect("the console");
    lines
        .into_iter()
        .filter(|line| line.starts_with("SEVERE") || line.contains("Security Policy"))
        .collect()
}

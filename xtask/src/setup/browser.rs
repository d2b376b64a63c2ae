//! A Chromium and its driver for the tests: found, or on Debian installed.

use std::fs;
use std::process::{Command, Stdio};

use handglass_browser::installed::{Installed, find};

use crate::Outcome;
use crate::project::{finish, output_of};

/// The browser, after it was installed where that is possible.
///
/// # Errors
/// A sentence with the command that would install it.
pub(crate) fn ready() -> Outcome<Installed> {
    let missing = match find() {
        Ok(installed) => return Ok(installed),
        Err(missing) => missing,
    };
    if !is_debian() {
        return Err(format!(
            "{missing} The tests need both a Chromium (or Chrome) and its chromedriver."
        ));
    }
    let advice = "apt-get install chromium chromium-driver";
    if output_of(Command::new("id").arg("-u")).is_none_or(|user| user.trim() != "0") {
        return Err(format!("{missing} As root: {advice}"));
    }
    println!("  installing Chromium and chromedriver with apt-get");
    let packages = ["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"];
    for arguments in [&["update"][..], &packages[..]] {
        finish(
            Command::new("apt-get")
                .args(arguments)
                .env("DEBIAN_FRONTEND", "noninteractive")
                .stdin(Stdio::null())
                .stdout(Stdio::null()),
        )?;
    }
    find()
}

/// Debian itself: what descends from it ships browsers in other ways.
fn is_debian() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line.trim() == "ID=debian")
}

//! Runs terser, which takes half off the scripts of the page.
//!
//! They stand in the file as they are, unlike the wasm, so that each byte of them counts.

use std::io::Write as _;
use std::process::Stdio;

use crate::Outcome;
use crate::project::Project;
use crate::setup::node_packages::{TERSER, find};

/// A script made short; as it is where terser was not found.
///
/// # Errors
/// terser's words on a script that it cannot read.
pub(crate) fn shorten(project: &Project, script: &str) -> Outcome<String> {
    let Some(program) = find(project, &TERSER) else { return Ok(script.to_owned()) };
    let mut command = project.command("node", &[]);
    command.arg(program).args(["--compress", "passes=2", "--mangle"]);
    let failed = |error: std::io::Error| format!("terser: {error}");
    let mut running =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(failed)?;
    // It reads to the end before it writes.
    if let Some(mut input) = running.stdin.take() {
        input.write_all(script.as_bytes()).map_err(failed)?;
    }
    let output = running.wait_with_output().map_err(failed)?;
    if !output.status.success() {
        return Err("terser could not read a script; its words stand above.".to_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| format!("terser: {error}"))
}

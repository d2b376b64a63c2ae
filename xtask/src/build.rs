//! Builds the page that ships: one file, and within its budget.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::Outcome;
use crate::pack::BLESS;
use crate::project::{Project, finish};
use crate::setup;
use crate::steps::Steps;
use crate::wasm_opt;

/// The most that the file may weigh, in bytes.
const BUDGET_BYTES: u64 = 700_000;

/// Installs what is needed and builds.
pub(crate) fn run(project: &Project, bless: bool) -> Outcome<()> {
    let mut steps = Steps::of(2);
    steps.next("tools that build the page", || setup::for_building(project))?;
    steps.next("the page", || page(project, bless))?;
    steps.finish(&format!("The page is {}.", project.page().display()));
    Ok(())
}

/// Builds `dist/index.html` and weighs it. The tools must be in place.
pub(crate) fn page(project: &Project, bless: bool) -> Outcome<()> {
    // Afterwards nothing has a reason to use the network, and Trunk is told so.
    project.run("cargo", &["fetch", "--quiet"])?;
    let mut trunk =
        project.command("trunk", &["build", "--release", "--skip-version-check", "--offline"]);
    if env::var_os("NO_COLOR").is_some() {
        // Trunk 0.21 reads this variable as its own switch and takes true and false only.
        trunk.env("NO_COLOR", "true");
    }
    // Trunk adds its own call stack to a failed hook, which buries the hook's sentence.
    trunk.env("RUST_BACKTRACE", "0");
    if let Some(folder) = cargo_home() {
        // Added to the flags of .cargo/config.toml: the page does not tell whose disk it was built on.
        trunk.env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            format!("--remap-path-prefix={}=/cargo", folder.display()),
        );
    }
    if bless {
        trunk.env(BLESS, "1");
    }
    finish(&mut trunk)?;
    weigh(project)
}

/// Where cargo keeps the sources of dependencies, whose paths stand in panic messages.
fn cargo_home() -> Option<PathBuf> {
    let named = env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// # Errors
/// The file is over its budget, or not the only one.
fn weigh(project: &Project) -> Outcome<()> {
    let page = project.page();
    let size = fs::metadata(&page).map_err(|error| format!("{}: {error}", page.display()))?.len();
    let neighbours =
        page.parent().and_then(|folder| fs::read_dir(folder).ok()).map_or(0, Iterator::count);
    if neighbours != 1 {
        return Err(format!("dist/ holds {neighbours} files; the page is one file."));
    }
    println!("dist/index.html: {size} bytes of {BUDGET_BYTES}");
    if size > BUDGET_BYTES && wasm_opt::is_there(project) {
        return Err(format!("The page weighs {size} bytes; its budget is {BUDGET_BYTES}."));
    }
    Ok(())
}

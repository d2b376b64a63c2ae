//! Everything that must hold before a change goes in, the quick checks first.

use crate::Outcome;
use crate::build;
use crate::project::{Project, finish};
use crate::setup::{self, node_packages};
use crate::steps::Steps;

/// Runs all checks; the first one that fails ends the run.
pub(crate) fn run(project: &Project) -> Outcome<()> {
    let mut steps = Steps::of(8);
    steps.next("tools that build the page", || setup::for_building(project))?;
    let installed = steps.next("a browser for the tests", || match setup::browser_ready() {
        Ok(installed) => Ok(Some(installed)),
        Err(missing) if is_ci() => Err(missing),
        Err(missing) => {
            println!("{missing}\nThe browser tests will be skipped.");
            Ok(None)
        }
    })?;
    steps.next("formatting", || project.run("cargo", &["fmt", "--all", "--check"]))?;
    steps.next("lints, for this computer", || {
        project.run(
            "cargo",
            &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"],
        )
    })?;
    steps.next("lints, for the browser", || {
        let what = ["--package", "handglass", "--lib", "--bin", "page"];
        let target = ["--target", "wasm32-unknown-unknown"];
        let deny = ["--", "-D", "warnings"];
        project.run("cargo", &[&["clippy", "--quiet"][..], &what, &target, &deny].concat())
    })?;
    steps.next("native tests", || {
        project.run("cargo", &["test", "--workspace", "--exclude", "handglass-browser"])?;
        project.run("cargo", &["test", "--package", "handglass-browser", "--lib"])
    })?;
    steps.next("the page and its size", || build::page(project, false))?;
    steps.next("the page in a browser", || {
        let arguments =
            ["test", "--package", "handglass-browser", "--test", "*", "--", "--test-threads=2"];
        let mut command = project.command("cargo", &arguments);
        command.env("HANDGLASS_PAGE", project.page());
        if let Some(installed) = &installed {
            command
                .env("HANDGLASS_CHROMIUM", &installed.chromium)
                .env("HANDGLASS_CHROMEDRIVER", &installed.chromedriver);
        }
        if let Some(axe) = node_packages::find(project, &node_packages::AXE) {
            command.env("HANDGLASS_AXE", axe);
        }
        finish(&mut command)
    })?;
    steps.finish("Everything holds.");
    Ok(())
}

/// Where a machine runs the tests, a missing browser is an error.
fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}

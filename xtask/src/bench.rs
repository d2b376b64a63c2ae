//! The figures: native benches, and what a person waits for in a browser.

use handglass_browser::measure;

use crate::Outcome;
use crate::build;
use crate::project::Project;
use crate::setup;
use crate::steps::Steps;

/// Builds the page and measures.
pub(crate) fn run(project: &Project) -> Outcome<()> {
    let mut steps = Steps::of(5);
    steps.next("tools that build the page", || setup::for_building(project))?;
    let installed = steps.next("a browser", setup::browser_ready)?;
    steps.next("the page", || build::page(project, false))?;
    let figures =
        steps.next("the page in a browser", || measure::run(&installed, &project.page()))?;
    println!("\n{figures}");
    steps.next("native benches", || {
        project.run("cargo", &["bench", "--package", "handglass", "--bench", "*"])
    })?;
    steps.finish("Measured.");
    Ok(())
}

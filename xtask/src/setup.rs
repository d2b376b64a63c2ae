//! Installs what the project needs, pinned, into `.tools/`; what is there already is left alone.
//!
//! Looking costs no network and less than a second. What cannot be installed from here is a sentence
//! with the command that would do it.

mod browser;
mod cargo_tool;
pub(crate) mod node_packages;
mod rust_parts;

use crate::Outcome;
use crate::project::Project;
use crate::steps::Steps;

pub(crate) use browser::ready as browser_ready;

/// Everything, for people who prepare a machine.
pub(crate) fn run(project: &Project) -> Outcome<()> {
    let mut steps = Steps::of(2);
    steps.next("tools that build the page", || for_building(project))?;
    steps.next("a browser for the tests", || browser::ready().map(drop))?;
    steps.finish("Everything is in place.");
    Ok(())
}

/// What turns the sources into the page.
pub(crate) fn for_building(project: &Project) -> Outcome<()> {
    rust_parts::install(project)?;
    for tool in cargo_tool::tools(project)? {
        tool.install(project)?;
    }
    node_packages::install(project)
}

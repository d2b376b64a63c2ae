//! Pictures of the page for people: light and dark, on a phone, a laptop and a wide screen.

use handglass_browser::screenshots;

use crate::Outcome;
use crate::build;
use crate::project::Project;
use crate::setup;
use crate::steps::Steps;

/// Builds the page and takes its pictures.
pub(crate) fn run(project: &Project) -> Outcome<()> {
    let folder = project.target().join("screenshots");
    let mut steps = Steps::of(4);
    steps.next("tools that build the page", || setup::for_building(project))?;
    let installed = steps.next("a browser", setup::browser_ready)?;
    steps.next("the page", || build::page(project, false))?;
    steps.next("pictures", || screenshots::take(&installed, &project.page(), &folder))?;
    steps.finish(&format!("The pictures are in {}.", folder.display()));
    Ok(())
}

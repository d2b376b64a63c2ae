//! The figures: native benches, and what a person waits for in a browser.

use std::fs;
use std::path::{Path, PathBuf};

use handglass_browser::measure;
use handglass_browser::measure_chains;
use handglass_browser::measure_logs::{self, Others};
use handglass_logs::Plan;

use crate::Outcome;
use crate::build;
use crate::logs;
use crate::project::Project;
use crate::setup;
use crate::setup::node_packages::{DUCKDB, PAPAPARSE, find, install_of_the_bench};
use crate::steps::Steps;

/// Builds the page and measures.
pub(crate) fn run(project: &Project) -> Outcome<()> {
    let mut steps = Steps::of(7);
    steps.next("tools that build the page", || setup::for_building(project))?;
    let installed = steps.next("a browser", setup::browser_ready)?;
    steps.next("the page", || build::page(project, false))?;
    let figures =
        steps.next("the page in a browser", || measure::run(&installed, &project.page()))?;
    println!("\n{figures}");
    let page = project.page();
    let chains = [
        steps.next("everyday chains", || measure_chains::everyday(&installed, &page))?,
        steps
            .next("chains that are made to be slow", || measure_chains::slow(&installed, &page))?,
    ];
    chains.iter().flatten().for_each(|chain| println!("{chain}"));
    steps.next("native benches", || {
        project.run("cargo", &["bench", "--package", "handglass", "--bench", "*"])
    })?;
    steps.finish("Measured.");
    Ok(())
}

/// Logs of a size on the page that was built last, against reading alone and against two readers of CSV.
pub(crate) fn of_logs(project: &Project, size: &str) -> Outcome<()> {
    let plan = Plan { bytes: logs::bytes(size)?, files: 8, partners: 2_000, ..Plan::default() };
    let mut steps = Steps::of(3);
    let installed = steps.next("a browser", setup::browser_ready)?;
    steps.next("readers to compare with", || install_of_the_bench(project))?;
    let folder = project.target().join("bench-logs");
    let figures = steps.next("logs on the page", || {
        logs::written(&plan, &folder, false)?;
        let mut files = Vec::new();
        collect(&folder, &mut files);
        files.sort_by_key(|(bytes, _)| std::cmp::Reverse(*bytes));
        let files: Vec<PathBuf> = files.into_iter().map(|(_, path)| path).collect();
        let others = find(project, &PAPAPARSE).zip(find(project, &DUCKDB));
        let others = others.map(|(papaparse, duckdb)| Others { papaparse, duckdb });
        measure_logs::run(&installed, &project.page(), &files, others.as_ref())
    });
    // They are large.
    let _ = fs::remove_dir_all(&folder);
    println!("\n{}", figures?);
    steps.finish("Measured.");
    Ok(())
}

/// The logs below a folder, with their sizes.
fn collect(folder: &Path, files: &mut Vec<(u64, PathBuf)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("log")) {
            files.push((entry.metadata().map_or(0, |data| data.len()), path));
        }
    }
}

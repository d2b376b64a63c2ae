//! What exists as Node packages: wasm-opt, terser and axe-core, and two readers of CSV that the bench holds
//! the page against.
//!
//! All are optional: without Node the page is larger, its accessibility is not looked at by a machine, the
//! bench compares with nobody, and a sentence says so.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::Outcome;
use crate::project::{Project, output_of};

/// A package, in the one version that is used.
pub(crate) struct NodePackage {
    pub(crate) name: &'static str,
    version: &'static str,
    /// The file in it that is used.
    file: &'static str,
    /// Of `.tools/`, where it is installed with others of its kind.
    folder: &'static str,
}

/// The optimiser for wasm, as a Node script.
pub(crate) const BINARYEN: NodePackage =
    NodePackage { name: "binaryen", version: "132.0.0", file: "bin/wasm-opt", folder: "npm" };

/// The program that makes scripts short.
pub(crate) const TERSER: NodePackage =
    NodePackage { name: "terser", version: "5.51.2", file: "bin/terser", folder: "npm" };

/// The accessibility checker that tests inject into the page.
pub(crate) const AXE: NodePackage =
    NodePackage { name: "axe-core", version: "4.14.1", file: "axe.min.js", folder: "npm" };

const ALL: [&NodePackage; 3] = [&BINARYEN, &TERSER, &AXE];

pub(crate) const PAPAPARSE: NodePackage =
    NodePackage { name: "papaparse", version: "5.7.1", file: "papaparse.min.js", folder: "bench" };

pub(crate) const DUCKDB: NodePackage = NodePackage {
    name: "@duckdb/duckdb-wasm",
    version: "1.32.0",
    file: "dist/duckdb-browser.cjs",
    folder: "bench",
};

/// 150 MB, for the bench alone.
const OF_THE_BENCH: [&NodePackage; 2] = [&PAPAPARSE, &DUCKDB];

/// The package's file, where the package is installed in the right version.
pub(crate) fn find(project: &Project, package: &NodePackage) -> Option<PathBuf> {
    let folder = project.tools().join(package.folder).join("node_modules").join(package.name);
    let text = fs::read_to_string(folder.join("package.json")).ok()?;
    let description: Value = serde_json::from_str(&text).ok()?;
    let file = folder.join(package.file);
    (description["version"] == package.version && file.is_file()).then_some(file)
}

/// Installs what is missing, where npm is there to do it.
pub(super) fn install(project: &Project) -> Outcome<()> {
    install_all(project, &ALL)
}

/// The same for what the page is compared with.
pub(crate) fn install_of_the_bench(project: &Project) -> Outcome<()> {
    install_all(project, &OF_THE_BENCH)
}

fn install_all(project: &Project, packages: &[&NodePackage]) -> Outcome<()> {
    if packages.iter().all(|package| find(project, package).is_some()) {
        return Ok(());
    }
    let names: Vec<&str> = packages.iter().map(|package| package.name).collect();
    let names = names.join(" and ");
    if output_of(&mut project.command("npm", &["--version"])).is_none() {
        println!(
            "  npm was not found: it goes without {names}. Node.js brings npm (Debian: apt-get install npm)."
        );
        return Ok(());
    }
    let folder = project.tools().join(packages.first().map_or("npm", |package| package.folder));
    let dependencies: serde_json::Map<String, Value> =
        packages.iter().map(|package| (package.name.to_owned(), json!(package.version))).collect();
    let wanted = json!({ "private": true, "dependencies": dependencies }).to_string();
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("package.json"), wanted))
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    println!("  installing {names} with npm");
    let prefix = folder.to_string_lossy();
    let arguments = ["install", "--prefix", &prefix, "--no-audit", "--no-fund", "--ignore-scripts"];
    if let Err(error) = project.run("npm", &arguments) {
        println!("  {error}\n  Going on without {names}.");
    }
    Ok(())
}

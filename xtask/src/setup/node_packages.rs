//! Two programs that exist as Node packages: wasm-opt and axe-core.
//!
//! Both are optional: without Node the page is larger and its accessibility is not looked at by a
//! machine, and a sentence says so.

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
}

/// The optimiser for wasm, as a Node script.
pub(crate) const BINARYEN: NodePackage =
    NodePackage { name: "binaryen", version: "132.0.0", file: "bin/wasm-opt" };

/// The accessibility checker that tests inject into the page.
pub(crate) const AXE: NodePackage =
    NodePackage { name: "axe-core", version: "4.14.1", file: "axe.min.js" };

const ALL: [&NodePackage; 2] = [&BINARYEN, &AXE];

/// The package's file, where the package is installed in the right version.
pub(crate) fn find(project: &Project, package: &NodePackage) -> Option<PathBuf> {
    let folder = project.tools().join("npm/node_modules").join(package.name);
    let text = fs::read_to_string(folder.join("package.json")).ok()?;
    let description: Value = serde_json::from_str(&text).ok()?;
    let file = folder.join(package.file);
    (description["version"] == package.version && file.is_file()).then_some(file)
}

/// Installs what is missing, where npm is there to do it.
pub(super) fn install(project: &Project) -> Outcome<()> {
    if ALL.iter().all(|package| find(project, package).is_some()) {
        return Ok(());
    }
    if output_of(&mut project.command("npm", &["--version"])).is_none() {
        println!(
            "  npm was not found: the page is built without wasm-opt and is larger, and its accessibility \
             is not tested. Node.js brings npm (Debian: apt-get install npm)."
        );
        return Ok(());
    }
    let folder = project.tools().join("npm");
    let dependencies: serde_json::Map<String, Value> =
        ALL.iter().map(|package| (package.name.to_owned(), json!(package.version))).collect();
    let wanted = json!({ "private": true, "dependencies": dependencies }).to_string();
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("package.json"), wanted))
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    println!("  installing binaryen (wasm-opt) and axe-core with npm");
    let prefix = folder.to_string_lossy();
    let arguments = ["install", "--prefix", &prefix, "--no-audit", "--no-fund", "--ignore-scripts"];
    if let Err(error) = project.run("npm", &arguments) {
        println!("  {error}\n  Going on without wasm-opt and axe-core: the page is larger.");
    }
    Ok(())
}

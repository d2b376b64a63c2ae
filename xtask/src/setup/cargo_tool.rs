//! Trunk and wasm-bindgen, built from source into `.tools/`.
//!
//! They are built for a quick installation, not for speed: they run for seconds a day.

use std::fs;

use crate::Outcome;
use crate::project::{Project, finish};

/// The newest Trunk that this Rust builds.
const TRUNK_VERSION: &str = "0.21.14";

/// A program that `cargo install` brings.
pub(super) struct CargoTool {
    package: &'static str,
    program: &'static str,
    folder: &'static str,
    version: String,
    /// Whether the package builds with the dependencies that it was published with.
    locked: bool,
    /// rustc's opt-level.
    effort: &'static str,
    /// How long it takes, for the person who waits.
    patience: &'static str,
}

/// The tools, in the order in which they are installed.
pub(super) fn tools(project: &Project) -> Outcome<[CargoTool; 2]> {
    Ok([
        CargoTool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            folder: "wasm-bindgen",
            version: wasm_bindgen_version(project)?,
            locked: false,
            // It rewrites megabytes of wasm; Trunk only calls others.
            effort: "1",
            patience: "one to three minutes",
        },
        CargoTool {
            package: "trunk",
            program: "trunk",
            folder: "trunk",
            version: TRUNK_VERSION.to_owned(),
            locked: true,
            effort: "0",
            patience: "three to eight minutes",
        },
    ])
}

impl CargoTool {
    /// Installs the tool unless it is there in this very version.
    pub(super) fn install(&self, project: &Project) -> Outcome<()> {
        if self.is_there(project) {
            return Ok(());
        }
        println!("  installing {} {} from source: {}", self.package, self.version, self.patience);
        let root = project.tools().join(self.folder);
        let root = root.to_string_lossy();
        let mut arguments = vec!["install", "--root", &root, "--version", &self.version, "--force"];
        if self.locked {
            arguments.push("--locked");
        }
        arguments.extend([self.package, "--bin", self.program]);
        let build = project.tools().join("build");
        finish(
            project
                .command("cargo", &arguments)
                .env("CARGO_TARGET_DIR", &build)
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.effort)
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "0"),
        )?;
        // Hundreds of megabytes that nobody needs again; where they cannot be removed they do no harm.
        let _ = fs::remove_dir_all(build);
        Ok(())
    }

    /// `cargo install` keeps a list of what it brought; it is read rather than asked, which is quick.
    fn is_there(&self, project: &Project) -> bool {
        let root = project.tools().join(self.folder);
        let program =
            root.join("bin").join(self.program).with_extension(std::env::consts::EXE_EXTENSION);
        let list = fs::read_to_string(root.join(".crates.toml")).unwrap_or_default();
        program.is_file() && list.contains(&format!("\"{} {} (", self.package, self.version))
    }
}

/// The version of wasm-bindgen in Cargo.lock: glue and wasm are understood only by that very version.
fn wasm_bindgen_version(project: &Project) -> Outcome<String> {
    let path = project.root.join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    version_in(&lock, "wasm-bindgen").ok_or_else(|| "Cargo.lock names no wasm-bindgen.".to_owned())
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let (_, tail) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    tail.split_once('"').map(|(version, _)| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn reads_a_version_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.9\"\n\n\
            [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "yew"), None);
    }
}

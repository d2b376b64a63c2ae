//! Where things are, and how a program of the project is started.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;

/// The project's folder and what is in it.
pub(crate) struct Project {
    pub(crate) root: PathBuf,
}

impl Project {
    /// The project that this program was started for.
    pub(crate) fn find() -> Outcome<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = package.as_deref().and_then(Path::parent);
        let root = root.ok_or("Start this with `cargo xtask` in the project's folder.")?;
        Ok(Self { root: root.to_path_buf() })
    }

    /// Tools that were installed for this project alone.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// The page that ships.
    pub(crate) fn page(&self) -> PathBuf {
        self.root.join("dist/index.html")
    }

    /// Where pictures and other results go.
    pub(crate) fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), PathBuf::from)
    }

    /// A program that runs in the project's folder and finds the project's tools first.
    pub(crate) fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(&self.root)
            .stdin(Stdio::null())
            .env("PATH", self.path());
        command
    }

    /// Runs a program to its end, with its output on the terminal.
    ///
    /// # Errors
    /// The command line, where it could not be started or failed.
    pub(crate) fn run(&self, program: &str, arguments: &[&str]) -> Outcome<()> {
        finish(&mut self.command(program, arguments))
    }

    fn path(&self) -> OsString {
        let own = ["trunk", "wasm-bindgen"].map(|tool| self.tools().join(tool).join("bin"));
        let inherited = env::var_os("PATH").unwrap_or_default();
        let all = own.into_iter().chain(env::split_paths(&inherited));
        env::join_paths(all).unwrap_or(inherited)
    }
}

/// Runs a prepared command to its end.
///
/// # Errors
/// The command line, where it could not be started or failed.
pub(crate) fn finish(command: &mut Command) -> Outcome<()> {
    let status = command
        .status()
        .map_err(|error| format!("{} does not start: {error}", line_of(command)))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("this failed, its own words stand above: {}", line_of(command)))
}

/// A program's standard output as text; `None` where it does not start or fails.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn line_of(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

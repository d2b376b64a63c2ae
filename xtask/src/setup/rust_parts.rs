//! The parts of the Rust toolchain: the wasm target, rustfmt and clippy.
//!
//! rust-toolchain.toml names them, so rustup usually brings them by itself.

use std::path::Path;

use crate::Outcome;
use crate::project::{Project, output_of};

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds what the toolchain lacks.
pub(super) fn install(project: &Project) -> Outcome<()> {
    let sysroot = output_of(&mut project.command("rustc", &["--print", "sysroot"]))
        .ok_or("rustc does not start. Install Rust with rustup, see https://rustup.rs.")?;
    let sysroot = Path::new(sysroot.trim());
    if !sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        add(project, &["target", "add", TARGET])?;
    }
    for (component, program) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
        let path = sysroot.join("bin").join(program);
        if !path.is_file() && !path.with_extension("exe").is_file() {
            add(project, &["component", "add", component])?;
        }
    }
    Ok(())
}

fn add(project: &Project, arguments: &[&str]) -> Outcome<()> {
    println!("  rustup {}", arguments.join(" "));
    project.run("rustup", arguments).map_err(|error| {
        format!(
            "{error}. Without rustup, get {} from where your Rust comes from.",
            arguments.join(" ")
        )
    })
}

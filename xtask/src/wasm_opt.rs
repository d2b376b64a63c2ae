//! Runs binaryen's wasm-opt, which takes about a fifth off the wasm.
//!
//! It reads from the file which features the program was built for, and drops that section and the names
//! afterwards.

use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::project::{Project, finish};
use crate::setup::node_packages::{BINARYEN, find};

/// What rustc emits, named one by one: with all features on, the output is refused by engines.
const FLAGS: &[&str] = &[
    "-O2",
    "--shrink-level",
    "2",
    // What counts is the size after packing. A function that is called once and stays where it is
    // compresses better than an inlined one …
    "--one-caller-inline-max-function-size",
    "0",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-reference-types",
    "--enable-simd",
    // … and so do functions that stand beside those of the same name and other types.
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Whether the size budget binds: only where wasm-opt is there to meet it.
pub(crate) fn is_there(project: &Project) -> bool {
    find(project, &BINARYEN).is_some()
}

/// The wasm in a file, made small; as it is where wasm-opt was not found.
pub(crate) fn shrink(project: &Project, wasm: &Path) -> Outcome<Vec<u8>> {
    let Some(script) = find(project, &BINARYEN) else {
        println!(
            "wasm-opt was not found, so the page is larger than it could be (`cargo xtask setup`)."
        );
        return fs::read(wasm).map_err(|error| format!("{}: {error}", wasm.display()));
    };
    let small = wasm.with_extension("small.wasm");
    let mut command = project.command("node", &[]);
    command.arg(script).args(FLAGS).arg(wasm).arg("-o").arg(&small);
    finish(&mut command)?;
    fs::read(&small).map_err(|error| format!("{}: {error}", small.display()))
}

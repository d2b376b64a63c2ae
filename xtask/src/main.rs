//! The project's chores: `cargo xtask setup | build | serve | test | bench | logs | screenshots`.
//!
//! Every command first installs what it needs and does not find, pinned, into `.tools/`. Nothing of the
//! product is here; what the page is made of is told in `pack.rs`, what is tested stands in the tests.

mod bench;
mod build;
mod logs;
mod pack;
mod project;
mod roots;
mod screenshots;
mod serve;
mod setup;
mod steps;
mod terser;
mod test;
mod wasm_opt;

use std::env;
use std::process::ExitCode;

use project::Project;

/// A result, or a sentence for the person at the keyboard.
type Outcome<T> = Result<T, String>;

const USAGE: &str = "\
cargo xtask COMMAND

  setup                      install what the other commands need, into .tools/
  build [--bless]            build the page as one file, dist/index.html
                             --bless accepts what the wasm now imports (static/wasm-imports.txt)
  serve [--open] [--port N]  build the page and serve it on 127.0.0.1
  test                       formatting, lints, native tests, the page and its size, browser tests
  bench                      the benches, and the page's figures in a browser
  bench --logs 1G            logs of that size on the page, against reading alone, DuckDB-WASM and PapaParse
  logs --out DIR [--size 1G] [--files N] [--partners N] [--seed S] [--encoding utf-16]
                             protocol logs with their truth, DIR/truth.json
  screenshots                pictures of the page, into target/screenshots/
  roots                      write the table of built-in roots anew, after raising its crate
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\nxtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Outcome<()> {
    let project = Project::find()?;
    match arguments {
        ["setup"] => setup::run(&project),
        ["build"] => build::run(&project, false),
        ["build", "--bless"] => build::run(&project, true),
        ["serve", options @ ..] => serve::run(&project, options),
        ["test"] => test::run(&project),
        ["bench"] => bench::run(&project),
        ["bench", "--logs", size] => bench::of_logs(&project, size),
        ["logs", options @ ..] => logs::run(options),
        ["screenshots"] => screenshots::run(&project),
        ["pack"] => pack::run(&project),
        ["roots"] => roots::run(),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        [unknown, ..] => Err(format!("`{unknown}` is not understood.\n\n{USAGE}")),
    }
}

//! The native command: the same library, for scripts and tickets.
//!
//! All of it is in `command`; in the browser this binary is empty.

#[cfg(target_family = "wasm")]
fn main() {}

#[cfg(not(target_family = "wasm"))]
fn main() -> std::process::ExitCode {
    handglass::command::run(std::env::args_os())
}

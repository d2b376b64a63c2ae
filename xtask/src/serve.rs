//! Builds the page as it ships and hands it out on this computer, to this computer.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;

use handglass_browser::http_server::{HttpServer, Site};

use crate::Outcome;
use crate::build;
use crate::project::Project;
use crate::setup;
use crate::steps::Steps;

/// The port where nobody asks for another.
const PORT: u16 = 8080;

struct Options {
    open: bool,
    port: Option<u16>,
}

/// Serves until the process is ended.
pub(crate) fn run(project: &Project, arguments: &[&str]) -> Outcome<()> {
    let options = Options::read(arguments)?;
    let mut steps = Steps::of(3);
    steps.next("tools that build the page", || setup::for_building(project))?;
    steps.next("the page", || build::page(project, false))?;
    let server = steps.next("the server", || start(project, options.port))?;
    let url = server.url("/");
    println!("\nHandglass is at {url}\nEnd with Ctrl+C.");
    if options.open {
        open(&url);
    }
    loop {
        thread::park();
    }
}

impl Options {
    fn read(arguments: &[&str]) -> Outcome<Self> {
        let mut options = Self { open: false, port: None };
        let mut rest = arguments;
        loop {
            rest = match rest {
                [] => return Ok(options),
                ["--open", tail @ ..] => {
                    options.open = true;
                    tail
                }
                ["--port", port, tail @ ..] => {
                    options.port =
                        Some(port.parse().map_err(|_| format!("`{port}` is no port number."))?);
                    tail
                }
                ["--port"] => return Err("--port needs a number.".to_owned()),
                [unknown, ..] => return Err(format!("serve does not know `{unknown}`.")),
            };
        }
    }
}

/// Starts on the port that was asked for, else on the usual one, else on any that is free.
fn start(project: &Project, port: Option<u16>) -> Outcome<HttpServer> {
    let path = project.page();
    let page = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let site = Site::from([("/".to_owned(), page.clone()), ("/index.html".to_owned(), page)]);
    let started = match port {
        Some(port) => HttpServer::start(site, port),
        None => HttpServer::start(site.clone(), PORT).or_else(|_| HttpServer::start(site, 0)),
    };
    started.map_err(|error| format!("the port cannot be had: {error}. Choose another with --port."))
}

/// Shows the page in the user's browser; where that does not work the address is on the terminal.
fn open(url: &str) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start"]),
        _ => ("xdg-open", &[]),
    };
    let started = Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if started.is_err() {
        println!("{program} was not found; open the address yourself.");
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn reads_its_options() {
        let options = Options::read(&["--port", "9000", "--open"]);
        assert!(options.is_ok_and(|options| options.open && options.port == Some(9000)));
        assert!(Options::read(&["--port"]).is_err());
        assert!(Options::read(&["--port", "many"]).is_err());
        assert!(Options::read(&["--fast"]).is_err());
    }
}

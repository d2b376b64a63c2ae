//! A Chromium with a profile of its own: starts it, asks it things, ends it.
//!
//! Everything is a command to chromedriver; what only the DevTools protocol knows goes through
//! chromedriver as well. Which page stands in the window is not its affair.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use data_encoding::BASE64;
use serde_json::{Value, json};

use crate::installed::Installed;
use crate::webdriver::command;

/// No visible window, nothing of the browser's own that would use the network.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,900",
];

/// The name under which WebDriver hands out elements (W3C WebDriver, section 11).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Counts the profiles of this process.
static PROFILES: AtomicU32 = AtomicU32::new(0);

/// A running browser. Dropping it ends browser and driver and removes the profile.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    profile: PathBuf,
}

impl Browser {
    /// Starts driver and browser.
    ///
    /// # Errors
    /// A sentence on what did not start.
    pub fn start(installed: &Installed) -> Result<Self, String> {
        let (driver, port) = start_driver(&installed.chromedriver)?;
        let number = PROFILES.fetch_add(1, Ordering::Relaxed);
        let name = format!("handglass-browser-{}-{number}", std::process::id());
        let profile = std::env::temp_dir().join(name);
        // From here on the driver is ended by `drop`, whatever fails.
        let mut browser = Self { driver, port, session: String::new(), profile };
        let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
        flags.push(format!("--user-data-dir={}", browser.profile.display()));
        let options = json!({ "binary": installed.chromium, "args": flags });
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
        } } });
        let answer = command(port, "POST", "/session", Some(&wanted))?;
        browser.session = answer["sessionId"].as_str().unwrap_or_default().to_owned();
        // The browser's own first page and what it loaded are not part of any test.
        browser.open("about:blank")?;
        browser.requests()?;
        browser.console()?;
        Ok(browser)
    }

    /// Opens an address and waits for its load event.
    pub fn open(&self, url: &str) -> Result<(), String> {
        self.post("url", &json!({ "url": url })).map(drop)
    }

    /// Runs a function body in the page; `arguments[0]` and so on are the arguments.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        self.post("execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Runs a function body that answers by calling its last argument.
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        self.post("execute/async", &json!({ "script": script, "args": arguments }))
    }

    /// Asks again and again until the script gives something other than null or false.
    ///
    /// # Errors
    /// `what` did not happen in time.
    pub fn wait_for(&self, what: &str, script: &str, limit: Duration) -> Result<Value, String> {
        let end = Instant::now() + limit;
        loop {
            let value = self.run(script, &[])?;
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return Ok(value);
            }
            if Instant::now() > end {
                return Err(format!("waited {limit:.0?} in vain for: {what}"));
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Types into the element that a CSS selector finds; for a file input, the path of a file.
    pub fn type_into(&self, selector: &str, text: &str) -> Result<(), String> {
        let query = json!({ "using": "css selector", "value": selector });
        let element = self.post("element", &query)?;
        let id = element[ELEMENT].as_str().unwrap_or_default().to_owned();
        self.post(&format!("element/{id}/value"), &json!({ "text": text })).map(drop)
    }

    /// A command of the DevTools protocol.
    pub fn devtools(&self, name: &str, parameters: Value) -> Result<Value, String> {
        self.post("goog/cdp/execute", &json!({ "cmd": name, "params": parameters }))
    }

    /// What the browser wrote to its console since the last call: level and text.
    pub fn console(&self) -> Result<Vec<String>, String> {
        let entries = self.log("browser")?;
        let line = |entry: &Value| {
            let level = entry["level"].as_str().unwrap_or_default();
            format!("{level} {}", entry["message"].as_str().unwrap_or_default())
        };
        Ok(entries.iter().map(line).collect())
    }

    /// Every address that the browser's own network log says was asked for since the last call.
    pub fn requests(&self) -> Result<Vec<String>, String> {
        let mut urls = Vec::new();
        for entry in self.log("performance")? {
            let text = entry["message"].as_str().unwrap_or_default();
            let event: Value = serde_json::from_str(text).unwrap_or_default();
            let event = &event["message"];
            let url = match event["method"].as_str() {
                Some("Network.requestWillBeSent") => &event["params"]["request"]["url"],
                Some("Network.webSocketCreated" | "Network.webTransportCreated") => {
                    &event["params"]["url"]
                }
                _ => continue,
            };
            urls.extend(url.as_str().map(str::to_owned));
        }
        Ok(urls)
    }

    /// The window's picture as PNG; with `whole`, of the page down to its end.
    pub fn screenshot(&self, whole: bool) -> Result<Vec<u8>, String> {
        let wanted = json!({ "format": "png", "captureBeyondViewport": whole });
        let answer = self.devtools("Page.captureScreenshot", wanted)?;
        let text = answer["data"].as_str().unwrap_or_default();
        BASE64.decode(text.as_bytes()).map_err(|error| format!("the picture is no base64: {error}"))
    }

    fn log(&self, kind: &str) -> Result<Vec<Value>, String> {
        let answer = self.post("se/log", &json!({ "type": kind }))?;
        Ok(answer.as_array().cloned().unwrap_or_default())
    }

    fn post(&self, what: &str, body: &Value) -> Result<Value, String> {
        command(self.port, "POST", &format!("/session/{}/{what}", self.session), Some(body))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser ends with its session; what is left of either is ended with the driver.
        if !self.session.is_empty() {
            let _ = command(self.port, "DELETE", &format!("/session/{}", self.session), None);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// Starts chromedriver on a port of its choice, which it prints.
fn start_driver(chromedriver: &Path) -> Result<(Child, u16), String> {
    let mut driver = Command::new(chromedriver)
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{} does not start: {error}", chromedriver.display()))?;
    let Some(output) = driver.stdout.take() else {
        return Err("chromedriver has no output to read its port from".to_owned());
    };
    let mut lines = BufReader::new(output).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| port_in(&line));
    // Whatever it says later must not fill the pipe.
    thread::spawn(move || lines.for_each(drop));
    match port {
        Some(port) => Ok((driver, port)),
        None => {
            let _ = driver.kill();
            let _ = driver.wait();
            Err("chromedriver ended without naming its port".to_owned())
        }
    }
}

/// `ChromeDriver was started successfully on port 41243.`
fn port_in(line: &str) -> Option<u16> {
    let (_, tail) = line.split_once("started successfully on port ")?;
    tail.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::port_in;

    #[test]
    fn reads_the_port_that_the_driver_chose() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 41243."), Some(41243));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }
}

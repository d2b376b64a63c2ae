//! The page as a person meets it: opened from disk or a server, pasted into, read.
//!
//! Everything goes through the hooks that other tools rely on (`#paste`, `#files`, `body[data-phase]`,
//! `[data-verdict]`, `#fault`). What a report says is judged by the tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use crate::browser::Browser;
use crate::installed::Installed;

/// Longest wait for anything that the page does by itself, a hang's ten seconds included.
const PATIENCE: Duration = Duration::from_secs(30);

/// Ten certificates in one chain, leaf first, root last, valid for a century.
pub const TEN_CERTIFICATES: &str = include_str!("../fixtures/ten_certificates.pem");

/// What `openssl s_client -showcerts` printed of a session in order.
pub const TRANSCRIPT: &str = include_str!("../../stories/transcript-showcerts/input.txt");

/// The shipped page in a browser of its own.
pub struct HandglassPage {
    pub browser: Browser,
}

impl HandglassPage {
    /// Starts a browser and opens the page at an address, until it waits for input.
    pub fn open(installed: &Installed, url: &str) -> Result<Self, String> {
        let browser = Browser::start(installed)?;
        browser.open(url)?;
        let page = Self { browser };
        page.wait_for_phase("empty")?;
        Ok(page)
    }

    /// Waits until `body[data-phase]` has a value.
    ///
    /// # Errors
    /// The phase that the page stayed in.
    pub fn wait_for_phase(&self, phase: &str) -> Result<(), String> {
        let script = format!("return document.body.dataset.phase === '{phase}'");
        self.browser.wait_for(phase, &script, PATIENCE).map(drop).map_err(|error| {
            let now =
                self.browser.run("return document.body.dataset.phase", &[]).unwrap_or_default();
            format!("{error} (the phase is {now})")
        })
    }

    /// Waits until a selector finds an element, and gives its text.
    pub fn wait_for_text(&self, selector: &str) -> Result<String, String> {
        let script = format!(
            "const found = document.querySelector({}); return found && found.textContent",
            json!(selector)
        );
        let text = self.browser.wait_for(selector, &script, PATIENCE)?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until a text stands anywhere on the page.
    pub fn wait_until_shown(&self, text: &str) -> Result<(), String> {
        let script =
            format!("return document.querySelector('#page').textContent.includes({})", json!(text));
        self.browser.wait_for(text, &script, PATIENCE).map(drop)
    }

    /// Puts a text on the clipboard, selects what is in the box and pastes over it, with the events that
    /// a person's Ctrl+V makes.
    pub fn paste(&self, text: &str) -> Result<(), String> {
        self.copy(text)?;
        self.press_paste()
    }

    /// Puts a text on the clipboard, through a field that is gone afterwards.
    pub fn copy(&self, text: &str) -> Result<(), String> {
        self.browser.run(
            "const field = document.createElement('textarea');
             field.id = 'copied-from';
             document.body.append(field);
             field.focus();
             const text = arguments[0];
             // The text is not set into the field: laying out a megabyte there takes the browser long.
             field.addEventListener('copy', event => {
                 event.clipboardData.setData('text/plain', text);
                 event.preventDefault();
             });",
            &[json!(text)],
        )?;
        // A script may not write the clipboard; a pressed key may.
        self.press("c", 67, &["copy"])?;
        self.browser.run("document.querySelector('#copied-from').remove()", &[]).map(drop)
    }

    /// Pastes the clipboard over what is in the box.
    pub fn press_paste(&self) -> Result<(), String> {
        self.focus_box()?;
        self.press("v", 86, &["selectAll", "paste"])
    }

    /// Empties the box as a person does.
    pub fn clear(&self) -> Result<(), String> {
        self.focus_box()?;
        self.press("Delete", 46, &["selectAll", "deleteBackward"])
    }

    /// What stands in the box.
    pub fn box_text(&self) -> Result<String, String> {
        let text = self.browser.run("return document.querySelector('#paste').value", &[])?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Presses one key that writes a character.
    pub fn press_character(&self, character: char) -> Result<(), String> {
        let (key, up) = (character.to_string(), json!({ "type": "keyUp", "key": character }));
        let down = json!({ "type": "keyDown", "key": key, "text": key });
        self.browser.devtools("Input.dispatchKeyEvent", down)?;
        self.browser.devtools("Input.dispatchKeyEvent", up).map(drop)
    }

    /// Presses one key that writes nothing, by its name and number.
    pub fn press_key(&self, key: &str, code: u32) -> Result<(), String> {
        for kind in ["rawKeyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code });
            self.browser.devtools("Input.dispatchKeyEvent", event)?;
        }
        Ok(())
    }

    fn focus_box(&self) -> Result<(), String> {
        self.browser.run("document.querySelector('#paste').focus()", &[]).map(drop)
    }

    /// One key with Ctrl, and the editing commands that it stands for.
    fn press(&self, key: &str, code: u32, commands: &[&str]) -> Result<(), String> {
        let down = json!({
            "type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": code, "modifiers": 2,
            "commands": commands,
        });
        self.browser.devtools("Input.dispatchKeyEvent", down)?;
        let up =
            json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code, "modifiers": 2 });
        self.browser.devtools("Input.dispatchKeyEvent", up).map(drop)
    }
}

/// The page that was built: named by `HANDGLASS_PAGE`, else where a build leaves it.
///
/// # Errors
/// How to build it.
pub fn shipped() -> Result<PathBuf, String> {
    let named = std::env::var_os("HANDGLASS_PAGE").map(PathBuf::from);
    let path = named
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist/index.html"));
    fs::canonicalize(&path)
        .map_err(|_| format!("{} is not there: build it with `cargo xtask build`", path.display()))
}

/// The address of a file on this computer.
pub fn file_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/").replace(' ', "%20");
    format!("file:///{}", path.trim_start_matches('/'))
}

//! Which browser and driver does this computer have?
//!
//! It looks and tells; it installs nothing.

use std::env;
use std::path::{Path, PathBuf};

/// A Chromium and the driver that speaks to it.
#[derive(Clone, Debug)]
pub struct Installed {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
}

/// One program, and where it may be.
struct Program {
    /// What people call it.
    title: &'static str,
    /// Environment variables that name it, the first one that is set wins.
    variables: &'static [&'static str],
    /// Its names on PATH.
    names: &'static [&'static str],
    /// Where installers put it without telling PATH.
    places: &'static [&'static str],
}

const CHROMIUM: Program = Program {
    title: "Chromium",
    variables: &["HANDGLASS_CHROMIUM", "CHROMIUM", "CHROME"],
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    places: &[
        "/usr/lib/chromium/chromium",
        "/opt/google/chrome/chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ],
};

const CHROMEDRIVER: Program = Program {
    title: "chromedriver",
    variables: &["HANDGLASS_CHROMEDRIVER", "CHROMEDRIVER"],
    names: &["chromedriver"],
    places: &["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"],
};

/// Finds both programs: by environment variable, on PATH, in the known places.
///
/// # Errors
/// A sentence that names what is missing and how to tell where it is.
pub fn find() -> Result<Installed, String> {
    Ok(Installed { chromium: CHROMIUM.find()?, chromedriver: CHROMEDRIVER.find()? })
}

impl Program {
    fn find(&self) -> Result<PathBuf, String> {
        for variable in self.variables {
            let Some(value) = env::var_os(variable).filter(|value| !value.is_empty()) else {
                continue;
            };
            let path = PathBuf::from(value);
            if path.is_file() {
                return Ok(path);
            }
            return Err(format!("{variable} names {}, which is no file.", path.display()));
        }
        self.on_path().or_else(|| self.in_a_known_place()).ok_or_else(|| self.missing())
    }

    fn on_path(&self) -> Option<PathBuf> {
        let path = env::var_os("PATH")?;
        let folders: Vec<PathBuf> = env::split_paths(&path).collect();
        self.names
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
            .flat_map(|path| [path.with_extension(env::consts::EXE_EXTENSION), path])
            .find(|path| path.is_file())
    }

    fn in_a_known_place(&self) -> Option<PathBuf> {
        self.places.iter().map(|place| Path::new(place).to_path_buf()).find(|path| path.is_file())
    }

    fn missing(&self) -> String {
        let variable = self.variables.first().copied().unwrap_or_default();
        format!("{} was not found. Install it, or name it in the variable {variable}.", self.title)
    }
}

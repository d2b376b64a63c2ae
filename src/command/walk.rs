//! Which files lie in the folders that the command was pointed at?
//!
//! In the order of their names. A link is followed once; hidden files are named, not read. No file is
//! opened here.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders inside folders that are followed.
const MAX_DEPTH: usize = 32;
/// Files of folders that are looked at.
const MAX_FILES: usize = 200_000;

/// A file to look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// It was named on the command line, not found in a folder.
    pub(super) named: bool,
}

#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) files: Vec<Found>,
    /// One sentence for each path that could not be followed.
    pub(super) failures: Vec<String>,
    pub(super) hidden: Vec<String>,
    /// Folders by where they really lie: a link may lead back up.
    seen: HashSet<PathBuf>,
}

impl Walk {
    /// A path of the command line.
    pub(super) fn named(&mut self, path: &Path) {
        if path.is_dir() {
            self.folder(path, 0);
        } else {
            self.files.push(Found { path: path.to_owned(), named: true });
        }
    }

    fn folder(&mut self, folder: &Path, depth: usize) {
        let name = folder.display();
        if depth >= MAX_DEPTH {
            return self.failures.push(format!("{name}: folders are nested too deep"));
        }
        let real = match fs::canonicalize(folder) {
            Ok(real) => real,
            Err(error) => return self.failures.push(format!("{name}: {error}")),
        };
        if !self.seen.insert(real) {
            let told = format!("{name}: the same folder as one that was read already");
            return self.failures.push(told);
        }
        let mut inside: Vec<PathBuf> = match fs::read_dir(folder) {
            Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
            Err(error) => return self.failures.push(format!("{name}: {error}")),
        };
        inside.sort();
        for path in inside {
            if is_hidden(&path) {
                self.hidden.push(path.display().to_string());
            } else if path.is_dir() {
                self.folder(&path, depth + 1);
            } else if self.files.len() < MAX_FILES {
                self.files.push(Found { path, named: false });
            } else {
                let told = format!("{name}: more than {MAX_FILES} files; the rest was not read");
                return self.failures.push(told);
            }
        }
    }
}

/// Of Unix, of macOS and of Windows' own making.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.')
        || name.eq_ignore_ascii_case("desktop.ini")
        || name.eq_ignore_ascii_case("thumbs.db")
}

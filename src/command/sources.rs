//! The bytes that the command was pointed at: files, folders in the order of their names, standard input.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::input::{MAX_SOURCE_BYTES, Source};

/// Folders inside folders that are followed.
const MAX_DEPTH: usize = 16;

/// What could be read, and one sentence for each that could not.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) sources: Vec<Source>,
    pub(super) failures: Vec<String>,
}

pub(super) fn read(paths: &[PathBuf]) -> Sources {
    let mut found = Sources::default();
    if paths.is_empty() {
        found.standard_input();
    }
    for path in paths {
        if path.as_os_str() == "-" {
            found.standard_input();
        } else {
            found.path(path, 0);
        }
    }
    found
}

impl Sources {
    fn standard_input(&mut self) {
        self.take("stdin".into(), read_limited(io::stdin()));
    }

    fn path(&mut self, path: &Path, depth: usize) {
        let name = path.display().to_string();
        if !path.is_dir() {
            let bytes = fs::File::open(path).and_then(read_limited);
            return self.take(name, bytes);
        }
        if depth >= MAX_DEPTH {
            return self.failures.push(format!("{name}: folders are nested too deep"));
        }
        match fs::read_dir(path) {
            Ok(entries) => {
                let mut inside: Vec<PathBuf> =
                    entries.flatten().map(|entry| entry.path()).collect();
                inside.sort();
                inside.iter().for_each(|path| self.path(path, depth + 1));
            }
            Err(error) => self.failures.push(format!("{name}: {error}")),
        }
    }

    fn take(&mut self, name: String, bytes: io::Result<Vec<u8>>) {
        match bytes {
            Ok(bytes) => self.sources.push(Source { name, bytes }),
            Err(error) => self.failures.push(format!("{name}: {error}")),
        }
    }
}

/// One byte more than is looked at, so that the library can say that there was more.
fn read_limited(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_SOURCE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

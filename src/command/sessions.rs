//! One row for each session of the logs, as CSV or Parquet: what DuckDB and Spark take over.
//!
//! Rows come in whatever order the threads find them, and go to the disk as they come; nothing is held
//! but one group of rows. Sessions of summaries are not among them: a summary has counts, not sessions.

mod columns;
mod csv;
mod parquet;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::facts::log::reader::Each;
use crate::facts::log::session::Session;
use crate::facts::log::tally::SessionKey;
use crate::facts::log::texts::Texts;
use columns::Value;

/// The file, while it is written.
pub(super) struct Sessions {
    path: PathBuf,
    writer: Arc<Mutex<Writer>>,
}

enum Writer {
    Csv(Box<csv::Csv>),
    Parquet(Box<parquet::Parquet>),
    /// What kept it from being written.
    Failed(io::Error),
}

impl Sessions {
    /// By the file's ending. The error is a sentence.
    pub(super) fn create(path: &Path) -> Result<Self, String> {
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        let name = path.display();
        let (is_csv, is_parquet) = (ending == "csv", ending == "parquet");
        if !is_csv && !is_parquet {
            return Err(format!("--sessions {name}: the name has to end in .csv or .parquet"));
        }
        let file = File::create(path).map_err(|error| format!("{name}: {error}"))?;
        let writer = if is_csv {
            csv::Csv::begun(file).map(|csv| Writer::Csv(Box::new(csv)))
        } else {
            parquet::Parquet::begun(file).map(|parquet| Writer::Parquet(Box::new(parquet)))
        };
        let writer = writer.map_err(|error| format!("{name}: {error}"))?;
        Ok(Self { path: path.to_owned(), writer: Arc::new(Mutex::new(writer)) })
    }

    /// For the threads that read.
    pub(super) fn each(&self) -> Each {
        let writer = Arc::clone(&self.writer);
        Arc::new(move |key, session, texts| {
            let row = columns::row(key, session, texts);
            writer.lock().unwrap_or_else(PoisonError::into_inner).row(&row);
        })
    }

    /// A session that was put together from parts.
    pub(super) fn row(&self, key: SessionKey, session: &Session, texts: &Texts) {
        let row = columns::row(key, session, texts);
        self.writer.lock().unwrap_or_else(PoisonError::into_inner).row(&row);
    }

    /// Writes what is left. The error is a sentence.
    pub(super) fn finish(self) -> Result<(), String> {
        let ended = io::Error::other("written already");
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let written = match std::mem::replace(&mut *writer, Writer::Failed(ended)) {
            Writer::Csv(csv) => csv.finish(),
            Writer::Parquet(parquet) => parquet.finish(),
            Writer::Failed(error) => Err(error),
        };
        written.map_err(|error| format!("{}: {error}", self.path.display()))
    }
}

impl Writer {
    fn row(&mut self, row: &[Value<'_>]) {
        let written = match self {
            Self::Csv(csv) => csv.row(row),
            Self::Parquet(parquet) => parquet.row(row),
            Self::Failed(_) => Ok(()),
        };
        if let Err(error) = written {
            *self = Self::Failed(error);
        }
    }
}

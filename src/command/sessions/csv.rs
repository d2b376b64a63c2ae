//! Sessions as CSV: RFC 4180, UTF-8, a head, times as RFC 3339 with milliseconds.
//!
//! A field that a spreadsheet would take for a formula is led by an apostrophe.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};

use csv::{Terminator, Writer, WriterBuilder};

use super::columns::{COLUMNS, Value};
use crate::timestamp::Timestamp;

pub(super) struct Csv(Writer<BufWriter<File>>);

impl Csv {
    pub(super) fn begun(file: File) -> io::Result<Self> {
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .from_writer(BufWriter::with_capacity(1 << 20, file));
        writer.write_record(COLUMNS.iter().map(|(name, _)| name))?;
        Ok(Self(writer))
    }

    pub(super) fn row(&mut self, row: &[Value<'_>]) -> io::Result<()> {
        for value in row {
            self.0.write_field(cell(value).as_bytes())?;
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.0.flush()?;
        let mut file = self.0.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        file.flush()
    }
}

fn cell<'a>(value: &'a Value<'_>) -> Cow<'a, str> {
    match value {
        Value::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
            Cow::Owned(format!("'{text}"))
        }
        Value::Text(text) => Cow::Borrowed(text),
        Value::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        Value::Number(number) => number.map_or(Cow::Borrowed(""), |it| Cow::Owned(it.to_string())),
        Value::Time(time) => time.map_or(Cow::Borrowed(""), |it| Cow::Owned(moment(it))),
    }
}

fn moment(milliseconds: i64) -> String {
    let seconds = Timestamp::from_unix_seconds(milliseconds.div_euclid(1_000)).rfc3339();
    let fraction = milliseconds.rem_euclid(1_000);
    format!("{}.{fraction:03}Z", seconds.strip_suffix('Z').unwrap_or(&seconds))
}

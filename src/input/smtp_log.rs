//! Is it an Exchange SMTP protocol log?
//!
//! Its rows are read by a crate of its own, `smtp-log/`, which is compiled for speed.

mod beside;
mod recognise;

use super::{Artefact, Confidence, Format, Text};
use crate::problem::Parsed;

pub use beside::beside;
pub use handglass_smtp_log::rows::{
    Columns, Direction, Event, Header, Line, MAX_LINE, Row, Scanner, read,
};
pub use recognise::{HEAD, looks_like, other_log};

pub static FORMAT: Format = Format {
    id: "exchange-smtp-log",
    title: "an Exchange SMTP protocol log",
    sample: b"#Software: Microsoft Exchange Server\r\n#Log-type: SMTP Receive Protocol Log\r\n",
    recognise,
    read: no_artefacts,
};

fn recognise(text: &Text) -> Confidence {
    if looks_like(&text.bytes) { Confidence::Certain } else { Confidence::No }
}

/// Rows are no artefacts with a meaning of their own: `facts::log` counts them.
fn no_artefacts(_: &Text) -> Parsed<Vec<Artefact>> {
    Parsed { value: Vec::new(), problems: Vec::new() }
}

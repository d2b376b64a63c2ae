//! Which rows does an Exchange SMTP protocol log hold, and what stands in their columns?
//!
//! Bytes in pieces of any size become lines, lines become rows by the log's own `#Fields:`. What a row
//! means is not asked here, and no session is put together. A row that is out of the ordinary (columns in
//! another order, text behind a closing quote) is read by the csv crate; all others are cut at fixed places.

mod digits;
mod line;
mod scanner;

use std::borrow::Cow;

pub use line::{Columns, read};
pub use scanner::Scanner;

/// Bytes of one line that are looked at; no row of Exchange's comes near it.
pub const MAX_LINE: usize = 1 << 20;

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    Row(Row<'a>),
    Header(Header<'a>),
    Blank,
    /// Longer than `MAX_LINE`, or no row of nine columns with a time, a session and an event.
    NotUnderstood,
}

/// One event of a session (MS documentation, "Protocol logging", fields of the log).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// UTC, in milliseconds since 1970.
    pub time: i64,
    /// `SERVER\Connector` in a receive log, the connector alone in a send log.
    pub connector: Cow<'a, [u8]>,
    pub session: u64,
    pub sequence: u32,
    /// `address:port`, `[address]:port`, or empty before a connection stands.
    pub local: Cow<'a, [u8]>,
    pub remote: Cow<'a, [u8]>,
    pub event: Event,
    pub data: Cow<'a, [u8]>,
    pub context: Cow<'a, [u8]>,
}

/// The column `event`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// `+`
    Connect,
    /// `-`
    Disconnect,
    /// `>`
    Sent,
    /// `<`
    Received,
    /// `*`
    Information,
}

/// A `#` line. They may stand anywhere in a file, after a restart of the service too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Header<'a> {
    Direction(Direction),
    /// The assembly's version, not the build: it does not tell 2013, 2016, 2019 and SE apart.
    Version(&'a [u8]),
    Fields(Columns),
    /// Another log of Exchange's, by its `#Log-type`.
    OtherLog(&'a [u8]),
    Other,
}

/// Whose connections a log holds.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Direction {
    /// Others connected to us: we are the TLS server.
    Receive,
    /// We connected to others: we are the TLS client.
    Send,
}

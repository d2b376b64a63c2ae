//! How does a protocol log look whose truth is known?
//!
//! Writes Exchange SMTP protocol logs of several servers, receive and send, FrontEnd and Hub, in the three
//! certificate layouts and both dialects of replies, and counts what it has written. The same plan gives
//! the same bytes. Nothing of the product is used here: tests compare what the product reads with what
//! this wrote.

mod calendar;
mod dialogue;
mod files;
mod internet;
mod own;
mod partner;
mod play;
mod random;
mod server;
mod truth;

use std::io;

use files::Files;
use random::Random;
use server::STREAMS;
pub use truth::{Counts, Truth};

/// What to write.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub seed: u64,
    /// About; the last rows may go over it.
    pub bytes: u64,
    /// At least this many; a folder that is written at all has one.
    pub files: usize,
    /// At most 100,000.
    pub partners: u32,
}

impl Default for Plan {
    fn default() -> Self {
        Self { seed: 1, bytes: 1 << 20, files: 12, partners: 100_000 }
    }
}

/// Writes the logs of a plan. `write` gets a file's path, with slashes, and its next bytes; a file is
/// finished when the next path comes.
///
/// # Errors
/// Those of `write`.
pub fn generate(
    plan: &Plan,
    write: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>,
) -> io::Result<Truth> {
    let mut truth = Truth::default();
    let streams = &STREAMS[..plan.files.clamp(1, STREAMS.len())];
    let weights: u64 = streams.iter().map(|stream| stream.weight).sum();
    let mut files_left = plan.files.max(streams.len());
    let mut weight_left = weights;
    for (number, stream) in (0_u64..).zip(streams) {
        let bytes = plan.bytes * stream.weight / weights;
        let behind = streams.len() - 1 - number as usize;
        let share = files_left * stream.weight as usize / weight_left as usize;
        let own_files = if behind == 0 { files_left } else { share.clamp(1, files_left - behind) };
        files_left -= own_files;
        weight_left -= stream.weight;
        let files = Files::new(stream, bytes.div_ceil(own_files as u64), own_files);
        let random = Random::new(plan.seed.wrapping_mul(1_000_003) ^ number);
        play::stream(stream, number, bytes, plan.partners, random, files, &mut truth, write)?;
    }
    Ok(truth)
}

/// A piece of a file in UTF-16, as PowerShell 5 writes what it is given; the first piece gets the mark.
pub fn utf16(piece: &[u8], is_first: bool) -> Vec<u8> {
    let text = String::from_utf8_lossy(piece);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mark = is_first.then_some(0xfeff);
    mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// The logs of a plan in memory, with their paths.
pub fn in_memory(plan: &Plan) -> (Vec<(String, Vec<u8>)>, Truth) {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let written = generate(plan, &mut |path, bytes| {
        match files.last_mut() {
            Some((last, content)) if last == path => content.extend_from_slice(bytes),
            _ => files.push((path.to_owned(), bytes.to_vec())),
        }
        Ok(())
    });
    // Nothing in memory fails.
    (files, written.unwrap_or_default())
}

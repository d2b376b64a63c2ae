//! What do protocol logs say? The answers to the questions that are asked of them.
//!
//! Rows, sessions and counts are the affair of the crate `smtp-log/`, whose modules stand here under their
//! old names; what is asked of the counts, of one session alone, and of summaries is here. Nothing is judged.

pub mod answer;
mod elsewhere;
pub mod evidence;
pub mod one_session;
pub mod summary;

pub use handglass_smtp_log::facts::{
    certificate, event, negotiation, profile, quick, reader, reply, retry, scope, session, tally,
    texts, wording,
};

pub use crate::input::smtp_log::Direction;

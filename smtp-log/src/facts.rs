//! What do the rows of protocol logs say of sessions, and of all sessions together?
//!
//! Rows become events, events fold into sessions, finished sessions into counts. Everything here can be
//! put together from parts read anywhere, in any order, with the same result; nothing grows with the
//! number of rows. Nothing is judged.

mod adding;
pub mod certificate;
pub mod event;
pub mod negotiation;
pub mod profile;
pub mod quick;
pub mod reader;
pub mod reply;
pub mod retry;
pub mod scope;
pub mod session;
pub mod tally;
pub mod texts;
pub mod wording;

//! Does the certificate speak for the name, and do the names speak plainly?
//!
//! One file a rule; the order in which they are told is `CHECKS`.

pub mod hidden_characters;
pub mod name_mismatch;

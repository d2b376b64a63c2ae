//! What did the input give away?
//!
//! One file a rule; the order in which they are told is `CHECKS`.

pub mod private_key_in_paste;

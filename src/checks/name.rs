//! Does the certificate speak for the name, and do the names speak plainly?
//!
//! One file a rule; the order in which they are told is `CHECKS`.

pub mod hidden_characters;
pub mod mixed_script_name;
pub mod name_mismatch;
pub mod name_only_in_common_name;
pub mod unusable_dns_name;

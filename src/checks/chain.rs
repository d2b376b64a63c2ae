//! Does the chain lead from the end entity to a trusted root, and is it put together well?
//!
//! One file a rule; the order in which they are told is `CHECKS`.

pub mod bad_signature;
pub mod duplicate_certificate;
pub mod issuer_not_a_ca;
pub mod issuer_purpose;
pub mod key_identifier_mismatch;
pub mod missing_intermediate;
pub mod name_constraint_violated;
pub mod no_valid_policy;
pub mod path_length_exceeded;
pub mod search_stopped;
pub mod superfluous_root;
pub mod unknown_root;
pub mod unrelated_certificate;
pub mod wrong_order;

//! Is each certificate fit for its place?
//!
//! One file a rule; the order in which they are told is `CHECKS`.

pub mod any_purpose;
pub mod critical_extension;
pub mod expired;
pub mod expires_soon;
pub mod long_validity;
pub mod malformed_extension;
pub mod no_subject_alternative_name;
pub mod not_yet_valid;
pub mod profile_departure;
pub mod self_signed;
pub mod serial_number;
pub mod strict_encoding;
pub mod weak_key;
pub mod weak_signature;
pub mod wrong_purpose;

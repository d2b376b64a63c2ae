//! How does a chain look whose faults are known?
//!
//! Signs certificates with keys that are no secret, sound ones and such with one fault in any field;
//! changes chains that others made; and builds those that are made to be slow. The same seed gives the same
//! bytes. Nothing of the product is used here, and what is wrong with a certificate is not judged.

mod certificate;
pub mod der;
pub mod extension;
mod faults;
mod generated;
pub mod many;
mod mutations;
pub mod pathological;
mod pem;
mod random;
pub mod sound;

pub use certificate::{Key, Plan, name};
pub use generated::generated;
pub use mutations::mutations;
pub use pem::{from_pem, to_pem};
pub use random::Random;

/// The moment at which everything made here is judged: 2026-11-21T10:00:00Z.
pub const AT: i64 = 1_795_255_200;
/// The host that everything made here is for.
pub const HOST: &str = "mail.nordwind.example";

/// What a client was shown, and what it trusts; certificates in DER.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// What was done to it, for people.
    pub what: String,
    pub end_entity: Vec<u8>,
    /// In the order in which they were shown.
    pub others: Vec<Vec<u8>>,
    pub anchors: Vec<Vec<u8>>,
    /// Seconds since 1970.
    pub at: i64,
    /// Empty: no name is asked for.
    pub host: String,
}

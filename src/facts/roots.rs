//! Whom does Mozilla trust to vouch for web sites?
//!
//! The roots of Mozilla's list, out of a table that `cargo xtask roots` writes from the crate
//! `webpki-root-certs`. It holds what a path needs: names, keys, dates, fingerprints; not the
//! certificates.
//!
//! Two things that Mozilla decides are not in the source, and so not here: the date after which a
//! root's new certificates are no longer trusted ("distrust after"; the crate keeps such a root for
//! 398 days more), and limits that Mozilla sets from outside, as the one to Turkish domains for the
//! root of TUBITAK.

mod layout;
mod read;

use std::sync::OnceLock;

use crate::timestamp::Timestamp;

/// The day on which the list was published as the crate version below, by the package index
/// (2026-10-23T08:25:18Z). Mozilla's own list is of that day or slightly older; the crate does not
/// say more.
pub const MOZILLA_LIST_DATE: &str = "2026-10-23";

/// The list with its day, for people.
pub const MOZILLA_LIST: &str = "Mozilla's list of 2026-10-23";

/// Where the list comes from.
pub const MOZILLA_LIST_SOURCE: &str = "webpki-root-certs 1.0.11";

/// A root of the built-in list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootAnchor {
    /// For people: the common name, or the organizational unit where that says more.
    pub name: String,
    /// DER Name.
    pub subject: Vec<u8>,
    /// DER SubjectPublicKeyInfo.
    pub spki: Vec<u8>,
    /// Of the whole certificate.
    pub sha256: [u8; 32],
    /// Of the whole certificate; the thumbprint that Windows shows.
    pub sha1: [u8; 20],
    pub not_before: Timestamp,
    pub not_after: Timestamp,
    /// Content of the OCTET STRING.
    pub subject_key_identifier: Option<Vec<u8>>,
    /// DER NameConstraints, where the certificate has them.
    pub name_constraints: Option<Vec<u8>>,
}

/// Every root of the list, in the order of the table. Reads the table on the first call, without
/// any arithmetic on keys; later calls cost nothing.
pub fn mozilla() -> &'static [RootAnchor] {
    static ROOTS: OnceLock<Vec<RootAnchor>> = OnceLock::new();
    // The table is a part of the program and tested whole, so it reads; were it damaged, no root is
    // trusted.
    ROOTS.get_or_init(|| read::table(include_bytes!("roots/mozilla.bin")).unwrap_or_default())
}

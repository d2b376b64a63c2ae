//! Which rules count where RFC 5280 leaves it to whoever asks?
//!
//! The inputs of section 6.1.1, what of a trust anchor binds (RFC 5937), and the purpose. What every path
//! must keep is not chosen here.

use crate::question::Purpose;
use crate::timestamp::Timestamp;

/// What a validation is asked.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pub at: Timestamp,
    /// `None`: any.
    pub purpose: Option<Purpose>,
    /// Most clients refuse a root that has expired; to RFC 5280 an anchor has no dates.
    pub anchor_dates: bool,
    pub anchor: AnchorRules,
    /// SHA-1 counts against every path; else only under a public root.
    pub refuses_sha1: bool,
    pub policies: PolicyInputs<'a>,
    /// Intermediates that a path may have, those not counted that issued themselves.
    pub max_intermediates: Option<usize>,
}

/// What of a trust anchor's certificate binds those below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnchorRules {
    /// Name and key alone (RFC 5280 section 6.1.1 (d)).
    NameAndKey,
    /// Its limits as well: names, path length, policies (RFC 5937).
    Limits,
    /// And what its certificate says of its role and purposes; one of before version 3 says nothing.
    Clients,
    /// And it has to be a CA that may serve the purpose.
    Role,
}

/// RFC 5280 section 6.1.1 (c), (e), (f) and (g).
#[derive(Clone, Copy, Debug, Default)]
pub struct PolicyInputs<'a> {
    /// Empty: any policy.
    pub acceptable: &'a [String],
    pub explicit: bool,
    pub inhibit_mapping: bool,
    pub inhibit_any: bool,
}

impl Rules<'_> {
    /// As the clients that a user meets: a root's dates, its limits and its role count.
    pub fn of_clients(at: Timestamp, purpose: Purpose) -> Self {
        Self {
            at,
            purpose: Some(purpose),
            anchor_dates: true,
            anchor: AnchorRules::Clients,
            refuses_sha1: false,
            policies: PolicyInputs::default(),
            max_intermediates: None,
        }
    }
}

//! How bad is it, given who checks?
//!
//! A policy that does not look at something lowers what is found there; one that needs it raises it. Both
//! are said in words. Opportunistic TLS has a scale of its own: what would break a web site may only cost
//! the encryption there, and never the mail. Whether mail went in clear text only a log shows.

use super::{Aspect, Severity};
use crate::question::Policy;

/// The severity under a policy, and why it is not the rule's own or is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    pub severity: Severity,
    /// Why it is less than the rule says.
    pub lowered: Option<&'static str>,
    /// Why it is more than the rule says, or stays as grave as it can be.
    pub raised: Option<&'static str>,
}

enum Weight {
    Own,
    AtMost(Severity, &'static str),
    AtLeast(Severity, &'static str),
}

use Weight::{AtLeast, AtMost, Own};

pub const fn temper(policy: Policy, aspect: Aspect, severity: Severity) -> Weighed {
    let (severity, lowered, raised) = match weight(policy, aspect) {
        AtMost(most, why) if rank(severity) > rank(most) => (most, Some(why), None),
        // A remark stays one: there is nothing in it that a policy could demand.
        AtLeast(least, why) if rank(severity) > rank(Severity::Notice) => {
            let graver = if rank(severity) < rank(least) { least } else { severity };
            (graver, None, Some(why))
        }
        Own | AtMost(..) | AtLeast(..) => (severity, None, None),
    };
    Weighed { severity, lowered, raised }
}

const fn weight(policy: Policy, aspect: Aspect) -> Weight {
    match (policy, aspect) {
        (_, Aspect::Secret | Aspect::Session)
        | (Policy::Name | Policy::Mutual, Aspect::Trust | Aspect::Name)
        | (Policy::Chain, Aspect::Trust)
        | (Policy::Name | Policy::Unknown, Aspect::Encryption)
        | (
            Policy::Encryption | Policy::Chain | Policy::Name | Policy::Mutual | Policy::Unknown,
            Aspect::Strength,
        ) => Own,
        (Policy::Opportunistic, Aspect::Trust | Aspect::Name) => AtMost(
            Severity::Notice,
            "under opportunistic TLS nobody checks the certificate: the mail goes encrypted all the same",
        ),
        (Policy::Encryption, Aspect::Trust | Aspect::Name) => AtMost(
            Severity::Notice,
            "EncryptionOnly demands TLS and does not check the certificate",
        ),
        (Policy::Chain, Aspect::Name) => {
            AtMost(Severity::Notice, "CertificateValidation checks the chain and not the name")
        }
        (Policy::Unknown, Aspect::Trust | Aspect::Name) => AtMost(
            Severity::Warning,
            "it works encrypted with senders that do not check, and is refused by those that do",
        ),
        (Policy::Opportunistic, Aspect::Encryption) => AtMost(
            Severity::Warning,
            "under opportunistic TLS it may cost the encryption and not the mail: a sender that does not \
             demand TLS may go on in clear text, and whether it did only its log shows",
        ),
        (Policy::Encryption | Policy::Chain | Policy::Mutual, Aspect::Encryption) => AtLeast(
            Severity::Error,
            "TLS is demanded, so the mail does not go in clear text: it waits in the queue and comes back in \
             the end",
        ),
        (Policy::Opportunistic, Aspect::Strength) => AtMost(
            Severity::Warning,
            "under opportunistic TLS a weak session is no worse than the clear text that would take its \
             place",
        ),
        (Policy::Mutual, Aspect::OwnCertificate) => AtLeast(
            Severity::Error,
            "the certificates of both sides are demanded: without a fitting one of the sender the domain does \
             not count as verified",
        ),
        (_, Aspect::OwnCertificate) => Own,
    }
}

const fn rank(severity: Severity) -> u8 {
    severity as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASPECTS: [Aspect; 7] = [
        Aspect::Trust,
        Aspect::Name,
        Aspect::Session,
        Aspect::Encryption,
        Aspect::Strength,
        Aspect::OwnCertificate,
        Aspect::Secret,
    ];

    #[test]
    fn what_changes_is_said() {
        for policy in Policy::ALL {
            for aspect in ASPECTS {
                for severity in [Severity::Notice, Severity::Warning, Severity::Error] {
                    let weighed = temper(*policy, aspect, severity);
                    assert_eq!(weighed.lowered.is_some(), weighed.severity < severity);
                    assert!(weighed.raised.is_some() || weighed.severity <= severity);
                    assert!(severity > Severity::Notice || weighed.severity == severity);
                }
            }
        }
    }

    #[test]
    fn only_those_who_check_are_stopped_by_a_certificate() {
        let under = |policy, aspect| temper(policy, aspect, Severity::Error).severity;
        for (policy, trust, name, encryption) in [
            (Policy::Opportunistic, Severity::Notice, Severity::Notice, Severity::Warning),
            (Policy::Encryption, Severity::Notice, Severity::Notice, Severity::Error),
            (Policy::Chain, Severity::Error, Severity::Notice, Severity::Error),
            (Policy::Name, Severity::Error, Severity::Error, Severity::Error),
            (Policy::Mutual, Severity::Error, Severity::Error, Severity::Error),
            (Policy::Unknown, Severity::Warning, Severity::Warning, Severity::Error),
        ] {
            assert_eq!(under(policy, Aspect::Trust), trust, "{policy:?}");
            assert_eq!(under(policy, Aspect::Name), name, "{policy:?}");
            assert_eq!(under(policy, Aspect::Encryption), encryption, "{policy:?}");
        }
    }
}

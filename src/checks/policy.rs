//! How bad is it, given who checks?
//!
//! A policy that does not look at something lowers what is found there, and says why. It never raises.

use super::{Aspect, Severity};
use crate::question::Policy;

/// The severity under a policy, and the reason where that is lower than the rule's own.
pub const fn temper(
    policy: Policy,
    aspect: Aspect,
    severity: Severity,
) -> (Severity, Option<&'static str>) {
    let (most, reason) = match (policy, aspect) {
        (_, Aspect::Secret | Aspect::Session)
        | (Policy::Name | Policy::Mutual, Aspect::Trust | Aspect::Name) => {
            return (severity, None);
        }
        (Policy::Opportunistic, Aspect::Trust | Aspect::Name) => (
            Severity::Notice,
            "under opportunistic TLS nobody checks the certificate: the mail goes encrypted all the same",
        ),
        (Policy::Encryption, Aspect::Trust | Aspect::Name) => {
            (Severity::Notice, "EncryptionOnly demands TLS and does not check the certificate")
        }
        (Policy::Chain, Aspect::Trust) => return (severity, None),
        (Policy::Chain, Aspect::Name) => {
            (Severity::Notice, "CertificateValidation checks the chain and not the name")
        }
        (Policy::Unknown, Aspect::Trust | Aspect::Name) => (
            Severity::Warning,
            "it works encrypted with senders that do not check, and is refused by those that do",
        ),
    };
    if rank(severity) <= rank(most) { (severity, None) } else { (most, Some(reason)) }
}

const fn rank(severity: Severity) -> u8 {
    severity as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_never_raises() {
        for policy in Policy::ALL {
            for aspect in [Aspect::Trust, Aspect::Name, Aspect::Session, Aspect::Secret] {
                for severity in [Severity::Notice, Severity::Warning, Severity::Error] {
                    let (tempered, reason) = temper(*policy, aspect, severity);
                    assert!(tempered <= severity);
                    assert_eq!(reason.is_some(), tempered < severity);
                }
            }
        }
    }
}

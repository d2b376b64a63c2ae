//! What does the chain that stands beside an error message show of the same fault?
//!
//! A message is a claim of whoever printed it. What was computed from the certificates confirms it, or
//! shows nothing of it; then the application met something else than what was pasted, and that is said.

use super::{Case, ChainVerdict};
use crate::facts::name::NameVerdict;
use crate::facts::path::FaultKind;
use crate::facts::phrase::Says;
use crate::visible::quoted;

/// The faults that a .NET client would give no reason for, as far as the chains show them.
pub(super) fn causes(case: &Case<'_>) -> Vec<&'static str> {
    [
        (Says::NameMismatch, "the name is not covered"),
        (Says::OutOfDates, "a date is over or yet to come"),
        (Says::PartialChain, "an issuer is missing from the chain"),
        (Says::UntrustedRoot, "it ends in a root that is not in the list"),
        (Says::WrongUsage, "it is not made for servers"),
        (Says::BadSignature, "a signature is wrong"),
    ]
    .into_iter()
    .filter(|(says, _)| shows(case, *says).is_some())
    .map(|(_, words)| words)
    .collect()
}

/// A sentence that sets the message beside the chains; empty where there is none to compare with.
pub(super) fn compared(case: &Case<'_>, says: Says) -> String {
    if case.chains.iter().all(|chain| chain.search.is_none()) {
        return String::new();
    }
    if let Some(proof) = shows(case, says) {
        return format!(" The certificates beside it confirm this: {proof}.");
    }
    let looked_at = match says {
        Says::NameMismatch => !case.names.is_empty(),
        Says::OutOfDates => true,
        _ => case.chains.iter().all(|chain| chain.verdict() == ChainVerdict::Trusted),
    };
    if looked_at {
        " The certificates beside it do not show this fault: the application met another listener or \
         address, a device that inspects TLS, or it judges by another list of roots."
            .into()
    } else {
        String::new()
    }
}

/// What in the chains is such a fault.
fn shows(case: &Case<'_>, says: Says) -> Option<String> {
    if says == Says::NameMismatch {
        let missed = case.names.iter().find(|name| name.verdict == NameVerdict::Mismatch)?;
        return Some(format!("'{}' is not covered", quoted(&missed.reference)));
    }
    let wanted: fn(&FaultKind) -> bool = match says {
        Says::OutOfDates => |kind| matches!(kind, FaultKind::Expired | FaultKind::NotYetValid),
        // A chain that lacks its end is both to a client that does not have the rest.
        Says::PartialChain | Says::JavaPathBuilding => |kind| {
            matches!(kind, FaultKind::IssuerMissing | FaultKind::Circle | FaultKind::RootNotTrusted)
        },
        Says::UntrustedRoot => |kind| {
            matches!(kind, FaultKind::RootNotTrusted | FaultKind::Circle | FaultKind::IssuerMissing)
        },
        Says::WrongUsage => {
            |kind| matches!(kind, FaultKind::WrongPurpose | FaultKind::IssuerPurpose)
        }
        Says::BadSignature => {
            |kind| matches!(kind, FaultKind::BadSignature | FaultKind::WeakSignature)
        }
        _ => return None,
    };
    let fault = case.faults(wanted).into_iter().next()?;
    let name = case.element_name(fault.element);
    Some(match &fault.kind {
        FaultKind::Expired => format!("{name} has expired"),
        FaultKind::NotYetValid => format!("{name} is not yet valid"),
        FaultKind::IssuerMissing => format!("the issuer of {name} is not among them"),
        FaultKind::Circle => format!("{name} and an authority below it certified each other"),
        FaultKind::RootNotTrusted => format!("{name} is no root of the list in force"),
        FaultKind::WrongPurpose | FaultKind::IssuerPurpose => {
            format!("{name} is not made for this use")
        }
        _ => format!("the signature on {name} does not stand"),
    })
}

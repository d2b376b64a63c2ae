//! `log-partner-certificate-expired`: did partners present certificates after their end?
//!
//! Each session is judged at its own time.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::log::event::Whose;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-partner-certificate-expired",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "Partners presented certificates that had expired",
    explanation: "Their certificate has expired; only connectors that validate stop. An opportunistic Send \
        connector validates nothing and goes on encrypted.",
    remedy: "Tell the partner. Whether our mail stops: Get-SendConnector | fl \
        Name,AddressSpaces,RequireTLS,TlsAuthLevel,TlsDomain,DomainSecureEnabled,IgnoreSTARTTLS \
        and Get-TransportConfig | fl TLS*DomainSecureList. Compare every MX host and address: \
        often one machine of several was forgotten.",
    citations: &[
        Citation { document: "RFC 5280", section: "4.1.2.5" },
        Citation { document: "Microsoft Learn", section: "Set-SendConnector, -TlsAuthLevel" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    super::expired(logs, Whose::Theirs, &RULE, |name, end, shown| {
        format!(
            "They showed {name} after its end on {end}: {}, the last on {}.",
            super::counted(
                usize::try_from(shown.expired).unwrap_or(usize::MAX),
                "session",
                "sessions"
            ),
            super::time(shown.last)
        )
    })
}

//! `log-starttls-never-offered`: is there a receive connector that never offers STARTTLS?
//!
//! Only connectors on which clients greeted.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::log::Direction;
use crate::facts::log::answer::Filter;
use crate::facts::log::answer::few::Few;
use crate::facts::log::profile::Outcome as Became;
use crate::facts::log::session::Place;
use crate::facts::log::texts::Text;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-starttls-never-offered",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "A receive connector never offers STARTTLS",
    explanation: "Exchange leaves STARTTLS out of its EHLO answer when the certificate for the connector's \
        name cannot be loaded, or its chain is bad: event 12014 says so. Senders then deliver in \
        clear, and those that require TLS do not deliver.",
    remedy: "Get-ReceiveConnector NAME | fl Fqdn,TlsCertificateName,AuthMechanism beside \
        Get-ExchangeCertificate | fl \
        Thumbprint,CertificateDomains,Services,HasPrivateKey,NotAfter,Status. AuthMechanism must \
        contain Tls. Look for event 12014 of MSExchangeFrontEndTransport, enable a certificate for \
        SMTP that has the Fqdn, and restart the service.",
    citations: &[
        Citation { document: "MSExchangeTransport events", section: "12014" },
        Citation { document: "RFC 3207", section: "4" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    // By connector: greeted, offered or asked, where the first begins.
    let mut connectors: Few<Text, (u64, bool, i64, Place)> = Few::default();
    let receive = Filter { direction: Some(Direction::Receive), ..Filter::default() };
    for (profile, tally) in logs.counted.sessions(receive) {
        let refused = matches!(profile.outcome, Became::Clear { offered: false });
        let fragment = matches!(profile.outcome, Became::Fragment { .. });
        if profile.peer.is_empty() || fragment {
            continue;
        }
        let known = connectors.of(profile.connector, || (0, false, tally.first, tally.example));
        known.0 += tally.sessions;
        known.1 |= !refused;
        if tally.first < known.2 {
            (known.2, known.3) = (tally.first, tally.example);
        }
    }
    let evidence = connectors
        .iter()
        .filter(|(_, (_, offers, ..))| !offers)
        .map(|(connector, (sessions, _, _, place))| {
            let text = format!(
                "'{}' offered STARTTLS in none of its {sessions} sessions.",
                logs.shown(*connector)
            );
            logs.evidence(Some(*place), text)
        })
        .collect();
    Outcome::of(!connectors.is_empty(), evidence, RULE.severity)
}

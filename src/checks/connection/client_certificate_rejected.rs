//! `client-certificate-rejected`: did the server refuse the certificate that the client showed?
//!
//! Alerts 42 to 46, 48 and 49 speak of the receiver's certificate. Where the server did not ask for one,
//! the alert is only told (`alert-received`).

use super::told;
use crate::checks::alert_table;
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::{Handshake, alert};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "client-certificate-rejected",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "The server refused the client's certificate",
    explanation: "The server's own certificate is not meant: this alert speaks of the one that the client \
        showed. The server checks it against the authorities that it trusts for clients.",
    remedy: "Show a certificate that the server expects, with its whole chain: -cert client.pem -key client.key \
        -cert_chain chain.pem. On the server the root of that certificate must be trusted for client \
        authentication; on Windows it must be in the machine's Root store, and intermediates must not be \
        there (KB 2802568). Exchange: name the right one in TlsCertificateName of the send connector.",
    citations: &[
        Citation { document: "RFC 8446", section: "6.2" },
        Citation { document: "RFC 5246", section: "7.2.2" },
    ],
};

/// Whether an alert of this handshake speaks of a certificate that the client showed.
pub(super) fn rejected(handshake: &Handshake, number: u8) -> bool {
    matches!(number, 41..=46 | 48 | 49) && handshake.client_certificate.is_some()
}

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |handshake, ending| {
        let Ending::Alert(alert, number) = ending else { return None };
        if !rejected(handshake, *number) {
            return None;
        }
        let words = alert::name(*number).unwrap_or_default();
        let meaning = alert_table::meaning(*number).map_or("", |meaning| meaning.text);
        Some(Evidence::at(alert.span, format!("Alert {number} ({words}). {meaning}")))
    })
}

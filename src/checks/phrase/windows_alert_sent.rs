//! `windows-alert-sent`: which alert did Windows send to the other side?
//!
//! The reason is on this machine.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::handshake::alert;
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "windows-alert-sent",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "This Windows ended the handshake with an alert",
    explanation: "Event 36888: this machine sent the alert and ended the handshake. 40: the other side \
        offered no suite or version that is allowed here (state 1205). 10 or 20: what came was \
        no TLS, or was changed. 48: the chain of the other side ends in a root that is unknown \
        here. 70: its version is switched off here. 80: an error here, often the private key. \
        Scanners write many of these.",
    remedy: "Read the event before it (36874 names the version, 36870 the key, 36882 the root). \
        Compare versions and suites: Get-TlsCipherSuite | ft Name, and \
        HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols. See \
        from outside what is accepted: openssl s_client -connect HOST:25 -starttls smtp -tls1_2.",
    citations: &[
        Citation { document: "RFC 8446", section: "6.2" },
        Citation { document: "Microsoft Learn", section: "Schannel Events" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::AlertSent], |_, phrase| {
        let Some(number) = phrase.alert else {
            return "This machine ended a handshake with an alert, and the text does not say which.".into();
        };
        let words = alert::name(number).unwrap_or("not registered");
        format!(
            "This machine ended a handshake with alert {number} ({words}). The reason is on this machine; which peer it was is not in the event."
        )
    })
}

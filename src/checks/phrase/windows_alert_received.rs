//! `windows-alert-received`: which alert did Windows get from the other side?
//!
//! The alert is the other side's account of why it stops.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::handshake::alert;
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "windows-alert-received",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "The other side ended the handshake with an alert, says Windows",
    explanation: "Event 36887: the peer sent the alert, so its log has the reason. 40: nothing in common, \
        or a client certificate was demanded. 42, 43, 46, 48: it refuses our certificate \
        (unreadable, wrong kind, unknown, unknown CA). 47: a value it does not take, also after \
        an issuer list that was cut. 70: it does not speak the version. 80: an error of its own. \
        A scanner that probes old versions writes many of these and harms nothing.",
    remedy: "Find the connection: the event names no peer, so compare the second with the protocol \
        logs, or raise the log: reg add \
        HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL /v EventLogging /t \
        REG_DWORD /d 7. For 42, 46, 48 paste the chain that this machine sends: openssl s_client \
        -connect HOST:25 -starttls smtp -showcerts. For 40 and 70 compare versions and suites: \
        Get-TlsCipherSuite | ft Name.",
    citations: &[
        Citation { document: "RFC 8446", section: "6.2" },
        Citation { document: "Microsoft Learn", section: "Schannel Events" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::AlertReceived], |_, phrase| {
        let Some(number) = phrase.alert else {
            return "The other side ended a handshake with an alert, and the text does not say which.".into();
        };
        let words = alert::name(number).unwrap_or("not registered");
        format!(
            "The other side ended a handshake with alert {number} ({words}). Which connection it was is not in the event."
        )
    })
}

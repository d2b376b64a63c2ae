//! `reported-out-of-dates`: did a client say that a certificate is out of its dates?
//!
//! What was computed from certificates has rules of its own; here a program says it.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reported-out-of-dates",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "The client says that a certificate is outside its dates",
    explanation: "A certificate of the chain has expired or is not valid yet, by the clock of the machine \
        that complains. It may be the server's own, an intermediate or a root, and the clock may \
        be the one that is wrong.",
    remedy: "See the dates of all that is sent: openssl s_client -connect HOST:25 -starttls smtp \
        -servername HOST -showcerts. Compare the clock of the machine: w32tm /query /status. If \
        the server's is over: Import-ExchangeCertificate, then Enable-ExchangeCertificate \
        -Thumbprint <new> -Services SMTP and answer No to overwriting the default. If an \
        intermediate is over, replace it in Cert:\\LocalMachine\\CA of the server, or in the \
        bundle, by the CA's current one.",
    citations: &[
        Citation { document: "RFC 5280", section: "4.1.2.5" },
        Citation { document: "Microsoft Learn", section: "X509ChainStatusFlags Enum, Fields" },
        Citation {
            document: "Microsoft Learn",
            section: "Schannel Error Codes for TLS and SSL Alerts",
        },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::OutOfDates], |case, _| {
        let text = "A client says that a certificate of the chain has expired or is not valid yet by its own clock; which one is not in the message.";
        format!("{text}{}", beside::compared(case, Says::OutOfDates))
    })
}

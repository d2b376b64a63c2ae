//! `windows-unexpected-message`: did Windows get something else than the TLS message that it expected?
//!
//! Which of the causes it was needs the traffic or the other side's log.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "windows-unexpected-message",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Windows got something that was not the expected TLS message",
    explanation: "SEC_E_ILLEGAL_MESSAGE and SEC_E_INVALID_TOKEN: what came was plain text, an alert of the \
        other side, a version that differs, or a stream that a device between changed. An SMTP \
        reply or a web page where TLS was expected is the plain case.",
    remedy: "See what answers: openssl s_client -connect HOST:25 -starttls smtp -servername HOST \
        -msg, once with and once without -starttls smtp. On the other side read the Schannel \
        events of the same second: Get-WinEvent -FilterHashtable \
        @{LogName='System';ProviderName='Schannel'} -MaxEvents 20. Turn off SMTP inspection \
        (fixup, ALG) on the firewall between for a test.",
    citations: &[Citation {
        document: "Microsoft Learn",
        section: "Schannel Error Codes for TLS and SSL Alerts",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::UnexpectedMessage], |_, _| {
        "Windows got something else than the TLS message that it expected: plain text, an alert or a changed stream. The message does not say which.".into()
    })
}

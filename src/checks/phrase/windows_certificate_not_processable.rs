//! `windows-certificate-not-processable`: could Windows not process the certificate?
//!
//! The code says neither which part nor why.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "windows-certificate-not-processable",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Windows could not process the certificate",
    explanation: "SEC_E_CERT_UNKNOWN, or alert 46 from the other side: something in the certificate or in \
        the check of it failed that has no code of its own. A handshake that the other side \
        ended for lack of trust shows like this too.",
    remedy: "On the machine that complains: certutil -verify -urlfetch server.cer. Paste the chain: \
        openssl s_client -connect HOST:25 -starttls smtp -servername HOST -showcerts. Read the \
        Schannel and CAPI2 events of that second: wevtutil sl \
        Microsoft-Windows-CAPI2/Operational /e:true switches the second log on.",
    citations: &[Citation {
        document: "Microsoft Learn",
        section: "Schannel Error Codes for TLS and SSL Alerts",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::NotProcessable], |case, _| {
        let causes = beside::causes(case);
        let text = "Windows could not process the certificate; the code does not say why.";
        if causes.is_empty() {
            text.into()
        } else {
            format!("{text} The certificates beside it show: {}.", causes.join("; "))
        }
    })
}

//! `windows-no-credentials`: could Windows not use its own certificate?
//!
//! Whether the certificate is good is another question.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "windows-no-credentials",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "Windows cannot use its own certificate",
    explanation: "The certificate has no private key, the account of the service may not read the key, the \
        key lies in a provider that Schannel cannot use (a CNG key for an old Exchange), or the \
        certificate is not enabled for the service: SEC_E_NO_CREDENTIALS, \
        SEC_E_UNKNOWN_CREDENTIALS, events 36869 to 36871. The server then offers no TLS or \
        breaks off.",
    remedy: "Get-ExchangeCertificate | fl Thumbprint,Services,HasPrivateKey,NotAfter,Status. No \
        private key: certutil -repairstore my <thumbprint>, or import the PFX again. Not \
        enabled: Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP and answer \
        No to overwriting the default. Rights: certlm.msc, All Tasks, Manage Private Keys, \
        NETWORK SERVICE may read. Provider: certutil -store my <thumbprint> shows it; import \
        with -csp \"Microsoft RSA SChannel Cryptographic Provider\" where it is a CNG key.",
    citations: &[
        Citation {
            document: "Microsoft Learn",
            section: "Schannel Error Codes for TLS and SSL Alerts",
        },
        Citation {
            document: "Microsoft Learn",
            section: "Enable-ExchangeCertificate, Description",
        },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::NoCredentials], |_, _| {
        "Windows could not use its own certificate for TLS: its private key is missing or cannot be read, or it is not enabled for the service. The other side is not at fault.".into()
    })
}

//! `reply-certificate-validation-failure`: did our own check refuse the certificate of the other server?
//!
//! The reply is our own server's, though it looks like one from outside.

use super::{status, told};
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reply-certificate-validation-failure",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "Our connector refused the certificate of the other server",
    explanation: "The send connector has RequireTLS with a TlsAuthLevel that validates, and the \
        certificate of the other server did not stand. The reason behind the words is the status \
        of its chain on our server. Other connectors, and senders that do not check, deliver to \
        the same host.",
    remedy: "Paste what the other server sends: openssl s_client -connect HOST:25 -starttls smtp \
        -servername HOST -showcerts. UntrustedRoot: import its root on our transport servers, \
        elevated: Import-Certificate -FilePath root.cer -CertStoreLocation \
        Cert:\\LocalMachine\\Root. A missing intermediate or an expired certificate: the partner \
        mends it. What we demand: Get-SendConnector | fl \
        Name,AddressSpaces,RequireTLS,TlsAuthLevel,TlsDomain; with DomainValidation and an empty \
        TlsDomain the recipient's domain is compared.",
    citations: &[Citation {
        document: "Microsoft Learn",
        section: "Set-SendConnector, -TlsAuthLevel",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::ValidationFailure], |case, phrase| {
        format!(
            "Our connector checked the certificate of {} and refused it.{}{} Connectors that do not validate still deliver.",
            phrase
                .remote
                .as_ref()
                .map_or_else(|| "the other server".into(), |remote| quoted(remote)),
            status(phrase),
            phrase.status.map_or_else(String::new, |says| beside::compared(case, says))
        )
    })
}

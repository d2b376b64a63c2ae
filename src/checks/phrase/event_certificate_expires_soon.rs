//! `event-certificate-expires-soon`: does a certificate of our Exchange server end soon, by its event?
//!
//! What a pasted certificate shows is judged by `expires-soon`.

use super::{named, told};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;
use crate::timestamp::duration_in_words;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "event-certificate-expires-soon",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "A certificate of our Exchange server ends soon",
    explanation: "Events 12017 (internal transport certificate) and 12018 (STARTTLS) come once a day \
        before the end. Until then nothing fails.",
    remedy: "Renew now: New-ExchangeCertificate -GenerateRequest for a public CA; after \
        Import-ExchangeCertificate run Enable-ExchangeCertificate -Thumbprint <new> -Services \
        SMTP and answer No to overwriting the default. Connectors that name the old one by \
        <I>…<S>… need Set-ReceiveConnector and Set-SendConnector -TlsCertificateName, on hybrid \
        the wizard again.",
    citations: &[Citation { document: "MSExchangeTransport events", section: "12017 and 12018" }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::EventExpiresSoon], |_, phrase| {
        let left = phrase.hours.map_or_else(
            || "soon".into(),
            |hours| format!("in {}", duration_in_words(i64::from(hours) * 3_600)),
        );
        format!(
            "A certificate of our Exchange server ends {left}, counted from the event;{}{}. Nothing fails yet.",
            named("subject", phrase.presented.as_ref()),
            phrase
                .thumbprint
                .as_ref()
                .map_or_else(String::new, |print| format!(", thumbprint {}", quoted(print)))
        )
    })
}

//! `event-certificate-expired`: has a certificate of our own Exchange server expired, by its event?
//!
//! What a pasted certificate shows of its dates is judged by `expired`.

use super::{named, told};
use crate::checks::ChainCase;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::CertificateId;
use crate::facts::name::{self, NameVerdict};
use crate::facts::phrase::{Phrase, Says};
use crate::timestamp::duration_in_words;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "event-certificate-expired",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "Our own certificate for STARTTLS has expired",
    explanation: "Exchange writes 12016 for the certificate that it uses for STARTTLS under a name of a \
        connector, 12015 for the internal transport certificate. It goes on offering STARTTLS \
        with it. Partners that validate refuse it; most senders are opportunistic and notice \
        nothing.",
    remedy: "Renew it, then Import-ExchangeCertificate and Enable-ExchangeCertificate -Thumbprint \
        <new> -Services SMTP; answer No to overwriting the default. Only a renewed self-signed \
        default answers Yes. If a connector names the old one: $c = Get-ExchangeCertificate \
        -Thumbprint <new>; Set-ReceiveConnector NAME -TlsCertificateName \
        \"<I>$($c.Issuer)<S>$($c.Subject)\", and the same for Set-SendConnector. See what is \
        there: Get-ExchangeCertificate | fl \
        Thumbprint,Services,CertificateDomains,NotAfter,Status.",
    citations: &[
        Citation { document: "MSExchangeTransport events", section: "12015 and 12016" },
        Citation { document: "RFC 5280", section: "4.1.2.5" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::EventExpired], tells)
}

fn tells(case: &Case<'_>, phrase: &Phrase) -> String {
    let of = phrase.host.as_ref().map_or_else(String::new, |host| format!(" for {}", quoted(host)));
    let internal = phrase.event == Some(12015);
    if internal {
        return format!(
            "Our own internal transport certificate{} has expired: mail between our Exchange servers may \
             stop; partners do not see it.",
            named("with the thumbprint", phrase.thumbprint.as_ref())
        );
    }
    let ended = ended(case, phrase).map_or_else(
        || "has expired".into(),
        |seconds| format!("expired {} ago", duration_in_words(seconds)),
    );
    format!(
        "Our own certificate{of} {ended}. Exchange still offers STARTTLS: partners that check it refuse, \
         partners that do not go on encrypted."
    )
}

/// Seconds since the certificate ended that stands beside the event and bears its name.
fn ended(case: &Case<'_>, phrase: &Phrase) -> Option<i64> {
    let at = case.question.at;
    let bears = |id: CertificateId| {
        let Some(host) = &phrase.host else { return true };
        let judged = name::judge(host, id, case.certificate(id));
        matches!(judged.verdict, NameVerdict::Match(_))
    };
    case.chains
        .iter()
        .filter_map(ChainCase::end_entity)
        .filter(|id| case.certificate(*id).not_after < at && bears(*id))
        .map(|id| at.seconds_since(case.certificate(id).not_after))
        .min()
}

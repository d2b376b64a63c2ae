//! `log-own-certificate-refused`: do others refuse the certificate that we present?
//!
//! Which authorities they accept is not in a log.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::log::event::Whose;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-own-certificate-refused",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "Others refuse the certificate that we present",
    explanation: "A server that asks for a client certificate and does not accept ours answers 454. Without \
        a certificate named on the Send connector Exchange presents its own self-signed one, which \
        nobody outside trusts.",
    remedy: "Name the public certificate on the Send connector: $c = Get-ExchangeCertificate \
        -Thumbprint X; Set-SendConnector NAME -TlsCertificateName \
        \"<I>$($c.Issuer)<S>$($c.Subject)\". It must be enabled: Enable-ExchangeCertificate \
        -Thumbprint X -Services SMTP, answer No to overwriting the default. Ask the partner which \
        authorities it accepts.",
    citations: &[
        Citation { document: "Microsoft Learn", section: "Set-SendConnector, -TlsCertificateName" },
        Citation { document: "RFC 8446", section: "4.4.2.4" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    let evidence = logs
        .refused()
        .into_iter()
        .map(|(profile, tally)| {
            let name = profile.peer.or(profile.remote);
            let text = format!(
                "We presented {} and {} rejects it with '{}' ({} from {}). Name the public certificate in TlsCertificateName of the send connector '{}'; which authorities they accept is not in this log.",
                logs.certificate_called(Whose::Ours, profile.ours),
                logs.shown(name),
                crate::visible::quoted(logs.counted.text(profile.refusal)),
                super::counted(usize::try_from(tally.sessions).unwrap_or(usize::MAX), "session", "sessions"),
                super::time(tally.first),
                logs.shown(profile.connector)
            );
            logs.evidence(Some(tally.example), text)
        })
        .collect();
    Outcome::of(logs.decided() > 0, evidence, RULE.severity)
}

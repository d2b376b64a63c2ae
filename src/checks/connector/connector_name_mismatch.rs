//! `connector-name-mismatch`: does the certificate fit the name that this Send connector compares?
//!
//! Which name that is: TlsDomain, or the recipient's domain where it is empty; never the host dialled.

use super::{ComparedName, From, evidence};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::name::dns;
use crate::facts::name::exchange::Fit;
use crate::idn::written;
use crate::visible::visible;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "connector-name-mismatch",
    severity: Severity::Error,
    aspect: Aspect::Name,
    side: Side::Client,
    title: "Name mismatch on this connector",
    explanation: "With DomainValidation a Send connector compares the names of the certificate with TlsDomain, or \
        with the recipient's domain where TlsDomain is empty. A hoster's certificate rarely has the domains \
        of its customers, so mail to them stays in the queue although the certificate is in order.",
    remedy: "If the host is the agreed one, on the sending server: Set-SendConnector <connector> -TlsDomain <host>, \
        a name that is in the certificate or *.domain above it. Where no host is agreed, CertificateValidation \
        checks the chain alone: Set-SendConnector <connector> -TlsAuthLevel CertificateValidation.",
    citations: &[Citation { document: "Set-SendConnector", section: "TlsAuthLevel and TlsDomain" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let missed = case.compared.iter().filter(|name| name.fit == Fit::FitsNot);
    let told: Vec<Evidence> = missed.map(|name| tell(case, name)).collect();
    Outcome::of(!case.compared.is_empty(), told, RULE.severity)
}

fn tell(case: &Case<'_>, name: &ComparedName) -> Evidence {
    let connector = &case.facts.connectors[name.connector];
    let domain = written(&name.domain);
    let text = match name.from {
        From::TlsDomain => format!(
            "its TlsDomain is {domain}, and {}.",
            match usable(case, name).as_slice() {
                [] => "the certificate has no name that could fit".into(),
                names => format!("the certificate has {}", names.join(", ")),
            }
        ),
        From::AddressSpaces | From::Asked => format!(
            "with an empty TlsDomain Exchange compares the certificate with the recipient's domain {domain}, \
             not with the host it dialled. {}",
            match usable(case, name).as_slice() {
                [] => "The certificate has no name that could be set as TlsDomain.".into(),
                [one] => format!("Set TlsDomain to {one} if that is the agreed host."),
                names => format!(
                    "Set TlsDomain to the agreed host if it is one of {}.",
                    names.join(", ")
                ),
            }
        ),
    };
    evidence(case, connector, connector.tls_domain.as_ref(), &text)
}

/// The first names of the certificate that TlsDomain could be set to.
fn usable(case: &Case<'_>, name: &ComparedName) -> Vec<String> {
    let names = case.certificate(name.certificate).dns_names();
    let usable = names.filter(|name| dns::flaw(name).is_none());
    usable.take(5).map(|name| visible(name).into_owned()).collect()
}

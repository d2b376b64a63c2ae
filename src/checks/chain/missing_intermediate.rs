//! `missing-intermediate`: does the chain stop right above the end entity?
//!
//! Where a transcript names the issuer and only its bytes are cut out, nothing is missing: that is
//! undetermined. A chain that stops higher up is `unknown-root`, unless what it lacks there is at hand.

use crate::checks::{Aspect, Case, ChainCase, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::path::{Element, FaultKind, PathFault};
use crate::visible::visible;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "missing-intermediate",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "The chain is incomplete: the issuer's certificate is missing",
    explanation: "A client must build a path from the server's certificate to a root that it trusts. It \
        knows roots, not intermediates: those the server has to send. Windows and browsers may \
        fetch or remember the missing one; OpenSSL, Java and most mail servers do not, which is \
        why it works in one place and fails in another.",
    remedy: "On Exchange or another Windows server: Import-Certificate -FilePath int.cer \
        -CertStoreLocation Cert:\\LocalMachine\\CA, then restart MSExchangeFrontEndTransport and \
        MSExchangeTransport. On appliances, Postfix, nginx: configure the bundle, the server's \
        certificate first, then each issuer, without the root. If more was sent than was pasted, \
        run openssl s_client again with -showcerts and paste all of it.",
    citations: &[
        Citation { document: "RFC 8446", section: "4.4.2" },
        Citation { document: "RFC 5246", section: "7.4.2" },
        Citation { document: "RFC 5280", section: "6.1" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut outcome = Outcome::NotApplicable;
    let mut evidence = Vec::new();
    for chain in &case.chains {
        let Some(path) = chain.best_path() else { continue };
        if let Some(reason) = chain.lacks_issuer() {
            outcome = Outcome::Undetermined(reason);
            continue;
        }
        if outcome == Outcome::NotApplicable {
            outcome = Outcome::Holds;
        }
        let completed = chain.completed();
        let wanted = path.certificates.len() == 1 || completed.is_some();
        let Some(id) = chain.open_end().filter(|_| wanted) else { continue };
        let certificate = case.certificate(id);
        let mut text = format!(
            "'{}' was issued by {}, and that certificate {}",
            certificate.short_name(),
            certificate.issuer.rfc4514(),
            beside(case, chain),
        );
        if let Some(address) = certificate.ca_issuers.first() {
            text.push_str(&format!(
                " The certificate says where it can be had: {}",
                visible(address)
            ));
        }
        evidence.push(case.evidence(id, text));
    }
    if evidence.is_empty() { outcome } else { Outcome::Violated(evidence, RULE.severity) }
}

/// Whether the missing one is known from elsewhere, and what it would change; completes "that certificate …".
fn beside(case: &Case<'_>, chain: &ChainCase<'_>) -> String {
    let missing = chain.lacking();
    let anchor = chain.completed().and_then(|path| path.trust_anchor);
    if let Some(anchor) = anchor {
        let at_hand = missing.iter().any(|id| case.facts.is_at_hand(*id));
        return format!(
            "was not sent. {} {}: with it the chain is complete up to {}. Send this one too; a client that has \
             not got it already refuses.",
            case.names_of(&missing),
            if at_hand {
                "is among the certificates at hand"
            } else {
                "stands elsewhere in the input"
            },
            case.element_name(Element::Anchor(anchor)),
        );
    }
    let Some(path) = chain.beside.first() else {
        return match case.facts.at_hand.len() {
            0 => "is neither in the input nor a trust anchor.".into(),
            count => {
                format!(
                    "is neither in the input nor a trust anchor, nor among the {count} at hand."
                )
            }
        };
    };
    let not_sent = |fault: &&PathFault| fault.kind == FaultKind::NotSent;
    let found = path.faults.iter().find(not_sent).map(|fault| case.element_name(fault.element));
    let why = path.faults.iter().find(|fault| !not_sent(fault)).map(|fault| match fault.kind {
        FaultKind::BadSignature => "the signature was not made with its key",
        FaultKind::Expired => "that path has expired",
        FaultKind::NotYetValid => "that path is not valid yet",
        FaultKind::IssuerMissing | FaultKind::RootNotTrusted => "it leads to no trust anchor",
        _ => "the path over it does not hold",
    });
    format!(
        "was not sent. {} bears its name and does not help: {}.",
        found.unwrap_or_default(),
        why.unwrap_or_default()
    )
}

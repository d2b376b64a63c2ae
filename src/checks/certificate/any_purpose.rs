//! `any-purpose`: is a certificate of the path for the purpose only because it is for any?

use crate::checks::{
    Aspect, Case, ChainCase, Check, Citation, Evidence, Outcome, Rule, Severity, Side,
};
use crate::facts::oids;
use crate::question::Purpose;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "any-purpose",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A certificate is for any purpose and does not name this one",
    explanation: "Windows, Go and Chromium take anyExtendedKeyUsage for every purpose. OpenSSL and rustls look \
        for serverAuth or clientAuth itself and refuse, in a CA's certificate as well.",
    remedy: "Have it issued with the purpose by name: serverAuth (1.3.6.1.5.5.7.3.1) for a server, clientAuth \
        (1.3.6.1.5.5.7.3.2) for mutual TLS; a CA best without the extension.",
    citations: &[
        Citation { document: "RFC 5280", section: "4.2.1.12" },
        Citation { document: "CA/Browser Forum Baseline Requirements", section: "7.1.2.7.10" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let wanted = match case.question.purpose {
        Purpose::Server => oids::SERVER_AUTH,
        Purpose::Client => oids::CLIENT_AUTH,
    };
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut looked_at = false;
    for path in case.chains.iter().filter_map(ChainCase::best_path) {
        looked_at = true;
        let anchor = path.trust_anchor.and_then(|id| case.facts.anchor(id).certificate.as_deref());
        let own = path.certificates.iter().map(|id| (Some(*id), case.certificate(*id)));
        for (id, certificate) in own.chain(anchor.map(|anchor| (None, anchor))) {
            let listed = certificate.extended_key_usage.as_deref().unwrap_or_default();
            let has = |wanted: &str| listed.iter().any(|oid| oid == wanted);
            if !has(oids::ANY_EXTENDED_KEY_USAGE) || has(wanted) {
                continue;
            }
            let text = format!("'{}' lists anyExtendedKeyUsage alone.", certificate.short_name());
            if evidence.iter().any(|told| told.text == text) {
                continue;
            }
            evidence.push(match id {
                Some(id) => case.evidence(id, text),
                None => Evidence { text, span: None, certificate: None, log: None },
            });
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}

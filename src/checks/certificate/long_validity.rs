//! `long-validity`: is the end entity's certificate valid for longer than clients allow?
//!
//! Only Apple's systems and browsers look at it, and only at certificates that a CA issued: a self-signed
//! one is `self-signed`.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::anchors::Origin;
use crate::question::Purpose;
use crate::timestamp::Timestamp;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "long-validity",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "The certificate is valid for longer than some clients allow",
    explanation: "Public CAs may issue for ever shorter times, and browsers refuse what is longer. Apple's \
        systems refuse every server certificate of more than 825 days that was issued after 2019-07-01, \
        a private CA's as well (Apple's support article HT210176). Windows, Java and OpenSSL do not look \
        at it.",
    remedy: "Where iPhones, iPads or Macs connect, have it issued for 825 days or less by a private CA; on a \
        Windows CA this is the validity period of the template. A public CA issues for no more than is \
        allowed: ask it how such a certificate came about.",
    citations: &[Citation { document: "CA/Browser Forum Baseline Requirements", section: "6.3.2" }],
};

/// From when public CAs may issue for how many days, the latest first.
const PUBLIC: &[(&str, i64)] = &[
    ("2029-03-15T00:00:00Z", 47),
    ("2027-03-15T00:00:00Z", 100),
    ("2026-03-15T00:00:00Z", 200),
    ("2020-09-01T00:00:00Z", 398),
    ("2018-03-01T00:00:00Z", 825),
];
const APPLE: (&str, i64) = ("2019-07-01T00:00:00Z", 825);

fn run(case: &Case<'_>) -> Outcome {
    if case.question.purpose == Purpose::Client {
        return Outcome::NotApplicable;
    }
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut worst = Severity::Notice;
    let mut looked_at = false;
    for chain in &case.chains {
        let Some(id) = chain.names_owner(case.facts) else { continue };
        let certificate = case.certificate(id);
        if certificate.is_self_issued() || evidence.iter().any(|told| told.certificate == Some(id))
        {
            continue;
        }
        looked_at = true;
        let life = certificate.not_after.seconds_since(certificate.not_before);
        // Both ends are in it (RFC 5280 section 4.1.2.5), and a day that is begun counts.
        let days = life.saturating_add(86_400) / 86_400;
        let anchor = chain.best_path().and_then(|path| path.trust_anchor);
        let public = anchor.is_some_and(|id| case.facts.anchor(id).origin == Origin::Mozilla);
        let issued = certificate.not_before;
        let limits = if public { PUBLIC } else { std::slice::from_ref(&APPLE) };
        let limit = limits.iter().find(|(from, _)| Timestamp::parse(from) <= Some(issued));
        let Some((from, most)) = limit.filter(|(_, most)| days > *most) else { continue };
        if public {
            worst = Severity::Warning;
        }
        let whose = if public { "a public CA may issue" } else { "Apple's systems take" };
        let name = certificate.short_name();
        let since = from.get(..10).unwrap_or(from);
        let text = format!(
            "'{name}' is valid for {days} days; since {since} {whose} at most {most} days."
        );
        evidence.push(case.evidence(id, text));
    }
    Outcome::of(looked_at, evidence, worst)
}

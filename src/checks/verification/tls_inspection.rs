//! `tls-inspection`: is the issuer named like a product that breaks TLS open on the way?
//!
//! Issuers only, and whole words of their common names and organisations: a host name proves nothing.
//! Nothing is said where the chain leads to a public root: some of these firms are customers of public
//! CAs.

use super::chain_of;
use crate::checks::{
    Aspect, Case, ChainCase, Check, Citation, Evidence, Outcome, Rule, Severity, Side,
};
use crate::facts::anchors::Origin;
use crate::facts::distinguished_name::{DistinguishedName, Value};
use crate::facts::handshake::Handshake;
use crate::facts::path::SignatureMark;
use crate::facts::{oids, printed_name};
use crate::letter_case::lower;
use crate::span::Span;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "tls-inspection",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Network,
    title: "The issuer is named like a device that inspects TLS",
    explanation: "Firewalls, web and mail gateways and virus scanners answer in the server's place with a \
        certificate that they make on the spot. Then the certificate, its chain and the protocol are the \
        device's: they say nothing of the server behind it. Computers that were not given the device's \
        root see an error.",
    remedy: "Ask whoever runs the network or the virus scanner whether this connection is inspected. \
        Exempt the mail ports or this server from inspection, or run the test from a place outside. If \
        the gateway itself is what you want to reach, its certificate should come from a CA that its \
        peers know.",
    citations: &[Citation { document: "US-CERT Alert TA17-075A", section: "Overview" }],
};

/// Words of a name in lower case, and whose they are.
static PRODUCTS: &[(&str, &str)] = &[
    ("fortinet", "Fortinet"),
    ("fortigate", "Fortinet"),
    ("fortimail", "Fortinet"),
    ("sophos", "Sophos"),
    ("zscaler", "Zscaler"),
    ("eset ssl filter", "ESET"),
    ("kaspersky", "Kaspersky"),
    ("avast", "Avast"),
    ("avg web mail shield", "AVG"),
    ("avg technologies", "AVG"),
    ("bitdefender", "Bitdefender"),
    ("palo alto networks", "Palo Alto Networks"),
    ("check point", "Check Point"),
    ("blue coat", "Blue Coat"),
    ("bluecoat", "Blue Coat"),
    ("proxysg", "Blue Coat"),
    ("symantec web security", "Symantec"),
    ("barracuda", "Barracuda"),
    ("watchguard", "WatchGuard"),
    ("fireware", "WatchGuard"),
    ("sonicwall", "SonicWall"),
    ("cyberoam", "Cyberoam"),
    ("cisco umbrella", "Cisco"),
    ("ironport", "Cisco"),
    ("netskope", "Netskope"),
    ("goskope", "Netskope"),
    ("mcafee web gateway", "McAfee"),
    ("skyhigh", "Skyhigh"),
    ("trend micro", "Trend Micro"),
    ("interscan", "Trend Micro"),
    ("untangle", "Untangle"),
    ("smoothwall", "Smoothwall"),
    ("forcepoint", "Forcepoint"),
    ("websense", "Forcepoint"),
    ("cato networks", "Cato Networks"),
    ("iboss", "iboss"),
    ("adguard", "AdGuard"),
    ("squid", "Squid"),
    ("mitmproxy", "mitmproxy"),
    ("fiddlerroot", "Fiddler"),
    ("fiddler root", "Fiddler"),
    ("charles proxy", "Charles"),
    ("portswigger", "Burp"),
];

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for chain in &case.chains {
        looked_at = true;
        if !leads_to_a_public_root(case, chain) {
            evidence.extend(in_chain(case, chain));
        }
    }
    for handshake in &case.facts.handshakes {
        if chain_of(case, handshake).is_none() {
            let named = printed_issuers(handshake);
            looked_at |= !named.is_empty();
            evidence.extend(named.iter().find_map(|(name, span)| by_name(name, *span)));
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}

/// The lowest certificate whose issuer bears such a name.
fn in_chain(case: &Case<'_>, chain: &ChainCase<'_>) -> Option<Evidence> {
    chain.chain.certificates.iter().find_map(|presented| {
        if let Some(id) = presented.certificate {
            let certificate = case.certificate(id);
            let product = product(names(&certificate.issuer))?;
            let text = told(&certificate.short_name(), &certificate.issuer.rfc4514(), product);
            return Some(case.evidence(id, text));
        }
        let named = presented.named.as_ref()?;
        let product = product(printed(&named.issuer))?;
        let name = quoted(printed_name::short(&named.subject));
        Some(Evidence::at(presented.span, told(&name, &quoted(&named.issuer), product)))
    })
}

fn told(name: &str, issuer: &str, product: &str) -> String {
    format!("'{name}' was issued by {issuer}: a name of {product}.")
}

fn by_name(issuer: &str, span: Span) -> Option<Evidence> {
    let product = product(printed(issuer))?;
    let text = format!("The client names the issuer {}: a name of {product}.", quoted(issuer));
    Some(Evidence::at(span, text))
}

/// What a transcript without a chain block says of issuers: the line below the certificate, and the path
/// above the server's own certificate.
fn printed_issuers(handshake: &Handshake) -> Vec<(&str, Span)> {
    let issuer = handshake.peer_issuer.iter().map(|issuer| (issuer.value.as_str(), issuer.span));
    let path = handshake.path.iter().filter(|line| line.value.depth > 0);
    issuer.chain(path.map(|line| (line.value.name.as_str(), line.span))).collect()
}

pub(in crate::checks) fn leads_to_a_public_root(case: &Case<'_>, chain: &ChainCase<'_>) -> bool {
    let by_bytes = chain.best_path().is_some_and(|path| {
        let anchor = path.trust_anchor.map(|id| case.facts.anchor(id).origin);
        anchor == Some(Origin::Mozilla)
            && path.links.iter().all(|link| link.signature == SignatureMark::Verified)
    });
    // Where bytes are missing, the name of the root has to do.
    by_bytes
        || chain.chain.named_end().is_some_and(|end| {
            let short = printed_name::short(end);
            !chain.chain.is_complete()
                && case
                    .facts
                    .anchors
                    .iter()
                    .any(|anchor| anchor.origin == Origin::Mozilla && anchor.short_name == short)
        })
}

/// Whether an issuer's name is one of a product's.
pub(in crate::checks) fn is_a_product(issuer: &str) -> bool {
    product(printed(issuer)).is_some()
}

fn names(name: &DistinguishedName) -> impl Iterator<Item = &str> {
    name.relative_names.iter().flatten().filter_map(|attribute| match &attribute.value {
        Value::Text(text) if [oids::COMMON_NAME, oids::ORGANIZATION].contains(&&*attribute.oid) => {
            Some(text.as_str())
        }
        Value::Text(_) | Value::Bytes(_) => None,
    })
}

fn printed(name: &str) -> impl Iterator<Item = &str> {
    printed_name::attributes(name)
        .filter(|(kind, _)| matches!(*kind, "CN" | "commonName" | "O" | "organizationName"))
        .map(|(_, value)| value)
}

/// Whose product such a name tells of.
fn product<'a>(names: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    for name in names {
        let words = words(name);
        let found = PRODUCTS.iter().find(|(phrase, _)| holds(&words, phrase));
        if let Some((_, product)) = found {
            return Some(product);
        }
    }
    None
}

/// Whether whole words of a name are the phrase.
fn holds(words: &str, phrase: &str) -> bool {
    words.match_indices(phrase).any(|(at, _)| {
        let before =
            words.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(' '));
        let behind = words.get(at + phrase.len()..);
        before && behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
    })
}

/// In lower case, with one blank for all that is neither letter nor digit.
fn words(name: &str) -> String {
    let words = name.split(|character: char| !character.is_alphanumeric());
    lower(&words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_of_a_name() {
        for (name, expected) in [
            ("Fortinet_CA_SSL", Some("Fortinet")),
            ("ESET SSL Filter CA", Some("ESET")),
            ("DO_NOT_TRUST_FiddlerRoot", Some("Fiddler")),
            ("Zscaler Intermediate Root CA (zscaler.example)", Some("Zscaler")),
            ("AVG Web/Mail Shield Root", Some("AVG")),
            ("Charles Dickens School CA", None),
            ("Symantec Class 3 Secure Server CA - G4", None),
            ("Avastar Holding CA", None),
            ("Contoso Subordinate CA", None),
        ] {
            assert_eq!(product(std::iter::once(name)), expected, "{name}");
        }
    }
}

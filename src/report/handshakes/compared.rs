//! What a program says of the certificates, beside what was computed from them.
//!
//! Reported is not computed: neither replaces the other, and where the two cannot be compared, that is
//! said. Which of them is right, and for whom it matters, is for the rules.

use super::printed_name;
use super::words;
use crate::checks::{Case, ChainCase, ChainVerdict};
use crate::facts::Certificate;
use crate::facts::CertificateId;
use crate::facts::handshake::{Handshake, Peer, Program, VerifyCode};
use crate::facts::name::{self, NameVerdict, ReferenceIdentifier};
use crate::facts::presented::Presented;
use crate::idn;
use crate::report::ComparedClaim;
use crate::report::chains::{faults_in_words, origin};
use crate::report::lines::Lines;
use crate::span::Span;
use crate::visible::{quoted, visible};

/// The row that compares the client's verdict on the chain with ours.
pub(super) const VERIFICATION: &str = "Verification";

/// The row that does so for the name.
pub(super) const HOST_NAME: &str = "Host name";

const NO_BYTES: &str = "the certificate's bytes are not in the text";

/// What a verification error speaks of. The numbers change between versions: the words are the key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Chain,
    Name,
    /// Revocation, DANE, a security level: not part of our chain's verdict.
    Elsewhere,
}

fn about(code: &VerifyCode) -> About {
    let text = code.text.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if code.is_about_the_name() {
        About::Name
    } else if says(&["crl", "revo", "ocsp", "dane", "scts", "too weak", "suite b"]) {
        About::Elsewhere
    } else {
        About::Chain
    }
}

pub(super) fn compared(
    case: &Case<'_>,
    handshake: &Handshake,
    chain: Option<&ChainCase<'_>>,
    lines: &Lines<'_>,
) -> Vec<ComparedClaim> {
    let leaf = chain.and_then(ChainCase::end_entity);
    let certificate = leaf.map(|id| case.certificate(id));
    let row = |what: &str, reported: String, derived: String, agree, span: Option<Span>| {
        let line = span.and_then(|span| lines.line(span));
        ComparedClaim { what: what.into(), reported, derived, agree, line }
    };
    let mut rows = Vec::new();
    if let Some(code) = &handshake.verify_code {
        let (derived, agree) = chain_verdict(case, handshake, chain, &code.value);
        let reported = verification(handshake, &code.value);
        rows.push(row(VERIFICATION, reported, derived, agree, Some(code.span)));
    }
    rows.extend(
        host_name(case, handshake, leaf)
            .map(|(reported, derived, agree, span)| row(HOST_NAME, reported, derived, agree, span)),
    );
    // Where its bytes are not there, nothing stands beside what is printed of it.
    if let Some(certificate) = certificate {
        let first = chain.and_then(|chain| chain.chain.certificates.first());
        for (what, printed, own) in [
            ("Subject", printed_subject(handshake, first), &certificate.subject),
            ("Issuer", printed_issuer(handshake, first), &certificate.issuer),
        ] {
            let Some((printed, span)) = printed else { continue };
            let agree = printed_name::same(&printed, own);
            rows.push(row(what, quoted(&printed), own.rfc4514(), agree, Some(span)));
        }
        rows.extend(handshake.public_key_bits.as_ref().map(|bits| {
            let (derived, agree) = key(certificate, bits.value);
            row("Public key", format!("{} bits", bits.value), derived, agree, Some(bits.span))
        }));
    }
    if let Some(staple) = &handshake.staple
        && let Some(status) = &staple.status
    {
        let derived = "the response's signature is not in the text, so nothing proves it";
        let reported = format!("OCSP response: {}", quoted(&status.value));
        rows.push(row("Revocation", reported, derived.into(), None, Some(status.span)));
    }
    rows
}

/// The name below the server's certificate, else the one of the chain's first line.
fn printed_subject(handshake: &Handshake, first: Option<&Presented>) -> Option<(String, Span)> {
    let own = handshake.peer_subject.as_ref().map(|name| (name.value.clone(), name.span));
    own.or_else(|| first.and_then(|it| Some((it.named.as_ref()?.subject.clone(), it.span))))
}

fn printed_issuer(handshake: &Handshake, first: Option<&Presented>) -> Option<(String, Span)> {
    let own = handshake.peer_issuer.as_ref().map(|name| (name.value.clone(), name.span));
    own.or_else(|| first.and_then(|it| Some((it.named.as_ref()?.issuer.clone(), it.span))))
}

fn key(certificate: &Certificate, printed: u32) -> (String, Option<bool>) {
    let Some(ours) = certificate.key.bits else {
        return ("the key's length is not known".into(), None);
    };
    let agree = ours == printed || is_ed25519(ours, printed);
    (format!("{ours} bits, {}", certificate.key.algorithm), Some(agree))
}

/// OpenSSL 1.1.1 counts the bits of a point of the curve, later ones and we those of the key.
const fn is_ed25519(ours: u32, printed: u32) -> bool {
    ours == 256 && printed == 253
}

/// The last code, and the errors before it: the last is not the worst, nor the only one.
fn verification(handshake: &Handshake, code: &VerifyCode) -> String {
    let mut reported = words::code(code);
    if matches!(handshake.peer, Peer::NoCertificate(_)) {
        reported.push_str(", although no certificate came");
    }
    let mut before: Vec<String> = Vec::new();
    for error in &handshake.verify_errors {
        let told = words::code(&error.value.code);
        if error.value.code.text != code.text && !before.contains(&told) {
            before.push(told);
        }
    }
    if !before.is_empty() {
        reported.push_str("; before that ");
        reported.push_str(&before.join(", "));
    }
    reported
}

fn chain_verdict(
    case: &Case<'_>,
    handshake: &Handshake,
    chain: Option<&ChainCase<'_>>,
    code: &VerifyCode,
) -> (String, Option<bool>) {
    let Some(chain) = chain else {
        let derived = match handshake.peer {
            Peer::NoCertificate(_) => "there is nothing to check",
            Peer::RawPublicKey(_) => "a bare public key is not checked here",
            Peer::Certificate | Peer::NotShown => NO_BYTES,
        };
        return (derived.into(), None);
    };
    let Some(path) = chain.best_path() else { return (NO_BYTES.into(), None) };
    // A transcript that is older than the question is judged at its own time.
    let when = if chain.at == case.question.at {
        String::new()
    } else {
        format!(" at {}", chain.at.readable())
    };
    let errors = handshake.verify_errors.iter().map(|error| &error.value.code);
    let of_chain = |code: &VerifyCode| !code.is_ok() && about(code) == About::Chain;
    let refused = of_chain(code) || errors.clone().any(of_chain);
    let accepted = code.is_ok() && errors.clone().next().is_none();
    let faults = faults_in_words(case, path);
    let faults = faults.trim_end_matches('.');
    match chain.verdict() {
        ChainVerdict::Trusted => {
            let anchor = path.trust_anchor.map(|id| case.facts.anchor(id));
            let derived = anchor.map_or_else(String::new, |anchor| {
                format!("trusted up to {} in {}{when}", anchor.short_name, origin(anchor.origin))
            });
            let agree = if refused { Some(false) } else { accepted.then_some(true) };
            (derived, agree)
        }
        ChainVerdict::Untrusted => {
            let derived = format!("not trusted{when}: {faults}");
            let agree = if refused { Some(true) } else { accepted.then_some(false) };
            (derived, agree)
        }
        ChainVerdict::Undetermined => (format!("not decided: {faults}"), None),
    }
}

/// Reported, derived, whether they agree, and where it is reported.
type Told = (String, String, Option<bool>, Option<Span>);

/// The name check: a client that was not told a name has not looked (section 6 of RFC 9525 is the
/// application's to follow).
fn host_name(case: &Case<'_>, handshake: &Handshake, leaf: Option<CertificateId>) -> Option<Told> {
    let checker = words::checker(handshake.program);
    let judged = |typed: &str| leaf.map(|id| covered(typed, id, case.certificate(id)));
    if let Some(verified) = &handshake.verified_name {
        let (derived, agree) = match leaf {
            None => (NO_BYTES.into(), None),
            Some(id) => presented(&verified.value, id, case.certificate(id)),
        };
        let reported = format!("{} is in the certificate", quoted(&verified.value));
        return Some((reported, derived, agree, Some(verified.span)));
    }
    let mismatch =
        handshake.verify_errors.iter().find(|error| about(&error.value.code) == About::Name);
    let told = handshake.verify_code.as_ref();
    let last = told.filter(|code| about(&code.value) == About::Name);
    let place = mismatch.map(|error| error.span).or(last.map(|code| code.span));
    if place.is_some() {
        if let Some(name) = handshake.missed_name() {
            let (derived, covers) = judged(name).unwrap_or_else(|| (NO_BYTES.into(), None));
            let reported = format!("{}: mismatch", visible(name));
            return Some((reported, derived, covers.map(|covers| !covers), place));
        }
        let derived = "which name was checked is not in the text";
        return Some(("mismatch".into(), derived.into(), None, place));
    }
    let checked = handshake.command.as_ref().map(|command| &command.value.checked_names);
    if let Some(typed) = checked.and_then(|names| names.first()) {
        let name = visible(typed);
        let came = handshake.peer == Peer::Certificate || leaf.is_some();
        let (derived, covers) = judged(typed).unwrap_or_else(|| {
            let why = if came { NO_BYTES } else { "there is no certificate to compare with" };
            (why.into(), None)
        });
        let fine =
            told.is_some_and(|code| code.value.is_ok()) && handshake.peer == Peer::Certificate;
        let agree = covers.filter(|_| fine);
        // curl stops at the first fault; the others go on after one of the chain and look at the name.
        let goes_on = handshake.program != Program::Curl;
        let reported = match (fine, came) {
            (true, _) => "no fault found",
            (false, true) if goes_on => "no fault of the name is told",
            (false, true) => "not told, since it stopped at another fault",
            (false, false) => "not compared, since no certificate was shown",
        };
        let span = handshake.command.as_ref().map(|command| command.span);
        return Some((format!("{name}: {reported}"), derived, agree, span));
    }
    // The others take the name that they dial, which the text need not show.
    if handshake.program != Program::SClient {
        return None;
    }
    let asked = case.question.reference_identifiers.first()?;
    let (derived, _) = judged(asked)?;
    Some((format!("{checker} was given no name to check"), derived, None, None))
}

/// Whether a certificate covers a name that somebody asked for.
fn covered(typed: &str, id: CertificateId, certificate: &Certificate) -> (String, Option<bool>) {
    let name = idn::written(typed);
    match name::judge(typed, id, certificate).verdict {
        NameVerdict::Match(matched) => {
            (format!("{name} is covered by {}", idn::written(&matched)), Some(true))
        }
        NameVerdict::Mismatch => (format!("{name} is not covered"), Some(false)),
        NameVerdict::Undetermined(why) => (format!("{name} cannot be compared: {why}"), None),
    }
}

/// Whether a certificate presents a name that the client says it found there. It may be a wildcard.
fn presented(found: &str, id: CertificateId, certificate: &Certificate) -> (String, Option<bool>) {
    let name = visible(found);
    if certificate.dns_names().any(|dns| dns.eq_ignore_ascii_case(found)) {
        return (format!("{name} is an entry of its subjectAltName"), Some(true));
    }
    if !matches!(ReferenceIdentifier::parse(found), ReferenceIdentifier::Unusable(_)) {
        let (derived, agree) = covered(found, id, certificate);
        if agree == Some(true) {
            return (derived, agree);
        }
    }
    let common_name = certificate.subject.common_name();
    if common_name.is_some_and(|common_name| common_name.eq_ignore_ascii_case(found)) {
        let derived =
            format!("{name} is its common name alone, which clients of RFC 9525 do not compare");
        return (derived, Some(false));
    }
    (format!("{name} is not among its names"), Some(false))
}

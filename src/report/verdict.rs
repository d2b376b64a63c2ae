//! The sentence on top: what is so, on whose side, what to do first.
//!
//! Every verdict sentence of the product is made here, from the findings, the policy and what is
//! missing. Green is said only where everything that the policy asks for was looked at and holds.

mod claimed;

use super::chains::origin;
use super::offered;
use super::{Basis, Finding, Level, Verdict};
use crate::checks::connector::{ComparedName, From};
use crate::checks::{
    Aspect, CHECKS, Case, ChainCase, ChainVerdict, Missing, Severity, Side, log, phrase, policy,
};
use crate::facts::handshake::Handshake;
use crate::facts::name::NameVerdict;
use crate::facts::name::exchange::Fit;
use crate::question::Policy;
use crate::visible::visible;

/// The rule that says that a transcript is old, and what it shows has ended.
const EXPIRED_SINCE: &str = "expired-since";

/// The rule on a certificate that has expired, and the one on the event that says so.
const EXPIRED: &str = "expired";
const EVENT_EXPIRED: &str = "event-certificate-expired";

/// What keeps the verdict from being decided, a sentence each with what to do about it.
pub(super) fn undecided(case: &Case<'_>, findings: &[Finding]) -> Vec<String> {
    let open = case.undecided();
    // Where it is told why no session came about, certificates are not what is missing.
    let failed = open.contains(&Missing::Session)
        && (worst(findings) == Some(Severity::Error) || costs_encryption(case, findings));
    let told =
        |reason: &&Missing| !(failed && matches!(reason, Missing::Session | Missing::Certificate));
    let mut sentences: Vec<String> =
        open.iter().filter(told).map(|reason| missing(case, reason)).collect();
    let severity = policy::temper(case.policy, Aspect::Trust, Severity::Error).severity;
    let untrusted = case.chains.iter().any(|chain| chain.verdict() != ChainVerdict::Trusted);
    let explained = !sentences.is_empty() || worst(findings) >= Some(Severity::Warning);
    if severity != Severity::Notice && untrusted && !explained {
        sentences.push("A chain could not be followed to a trust anchor.".into());
    }
    sentences
}

fn missing(case: &Case<'_>, missing: &Missing) -> String {
    match missing {
        Missing::Certificate => {
            "There is no certificate in the input. Paste the PEM blocks, or the whole output of openssl s_client -showcerts.".into()
        }
        Missing::Evidence => {
            "Only an error message was read: it proves what was refused or given up, and not what was sent.".into()
        }
        Missing::Sessions => {
            "No session in these logs shows what became of TLS. Add the files before and after, of receive and send logs, with ProtocolLoggingLevel Verbose.".into()
        }
        Missing::RestOfLogs(files) => {
            format!("The logs were read in part: of {files} of the files not all was read, so every number here is of a part, and what is not seen may stand in the rest. Read them again to their end.")
        }
        Missing::CertificateBytes => {
            "The text names certificates whose bytes are not in it, so their signatures and dates could not be checked. Run openssl s_client again with -showcerts.".into()
        }
        Missing::ChainCut => {
            "The text ends within the chain block, so it is not known what else was sent. Paste all of the output.".into()
        }
        Missing::EndEntity => {
            "Only CA certificates are in the input: the server's own certificate is not among them, so no name can be compared. Paste it too.".into()
        }
        Missing::ReferenceIdentifier => {
            let offered = offered::hint(case);
            format!("No name was given to compare with the certificate: what was the application configured to dial?{offered}")
        }
        Missing::UsableReference(reference, why) => {
            format!("The name '{}' cannot be compared: {why}.", visible(reference))
        }
        Missing::Signature(why) => format!("A signature could not be checked here: {why}."),
        Missing::Handshake => {
            "The transcript does not show whether the handshake finished: it was cut, or the program was quiet. Paste all of it.".into()
        }
        Missing::Incomplete => {
            "Something of the collector's output is missing or was changed. Paste all of it, from its begin line to its end line.".into()
        }
        Missing::Session => {
            "The handshake failed, so nothing was protected, whatever the certificates are worth.".into()
        }
        Missing::Connector(sentence) => sentence.clone(),
        Missing::Unjudged(what) => {
            format!("The input holds {what}, which this version does not judge: what it says may change the verdict.")
        }
        Missing::Search => {
            "The search for paths was stopped at its limit: there are too many ways through these certificates.".into()
        }
    }
}

/// The findings that count: a secret in the input is a banner, never the verdict.
fn counting(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| {
        CHECKS
            .iter()
            .any(|check| check.rule.id == finding.id && check.rule.aspect != Aspect::Secret)
    })
}

/// No session came about, and the policy in force goes on without one.
fn costs_encryption(case: &Case<'_>, findings: &[Finding]) -> bool {
    let about = |finding: &&Finding| {
        CHECKS
            .iter()
            .any(|check| check.rule.id == finding.id && check.rule.aspect == Aspect::Encryption)
    };
    case.policy == Policy::Opportunistic
        && findings.iter().filter(about).any(|finding| !finding.lowered.is_empty())
}

fn worst(findings: &[Finding]) -> Option<Severity> {
    counting(findings).map(|finding| finding.severity).max()
}

pub(super) fn verdict(case: &Case<'_>, findings: &[Finding], undecided: &[String]) -> Verdict {
    let level = match worst(findings) {
        Some(Severity::Error) => Level::Error,
        _ if !undecided.is_empty() => Level::Undetermined,
        Some(Severity::Warning) => Level::Warning,
        Some(Severity::Notice) => Level::Notice,
        None => Level::Ok,
    };
    let leading: Vec<&Finding> = counting(findings)
        .filter(|finding| Some(finding.severity) == worst(findings))
        .filter(|finding| finding.severity > Severity::Notice)
        .collect();
    let sentence = match level {
        Level::Error | Level::Warning => told(case, &leading),
        Level::Undetermined => not_decided(case, findings, &leading, undecided),
        Level::Notice | Level::Ok => fine(case, findings),
    };
    let told = leading.first().copied().or_else(|| claimed::hint(findings, level));
    let (side, action) = match told {
        Some(finding) => (finding.side, finding.remedy.clone()),
        // The sentence itself says what is missing and how to get it.
        None => (Side::Unknown, String::new()),
    };
    let basis = match told {
        Some(finding) => Basis::of(finding),
        None if level == Level::Undetermined => Basis::Nothing,
        None if !case.chains.is_empty() => Basis::Computed,
        None if case.logs.is_some() => Basis::Logs,
        None => Basis::Nothing,
    };
    Verdict { level, side, basis, sentence, action }
}

/// The gravest finding with its first occurrence, then the titles of the others.
fn told(case: &Case<'_>, findings: &[&Finding]) -> String {
    let Some((first, others)) = findings.split_first() else { return String::new() };
    let evidence = first.evidence.first().map_or("", |evidence| evidence.text.as_str());
    // What is said of an error message is a whole sentence.
    let mut sentence = if phrase::is_of_messages(&first.id) || log::is_of_logs(&first.id) {
        evidence.to_owned()
    } else {
        format!("{}: {evidence}", first.title)
    };
    sentence.push_str(&weight(case, first));
    // The event and its certificate say the same.
    let same = |finding: &&&Finding| first.id == EVENT_EXPIRED && finding.id == EXPIRED;
    let others: Vec<&&Finding> = others.iter().filter(|finding| !same(finding)).collect();
    if !others.is_empty() {
        let titles: Vec<&str> = others.iter().map(|finding| finding.title.as_str()).collect();
        sentence.push_str(&format!(" Also: {}.", titles.join("; ")));
    }
    sentence
}

/// What the policy makes of the gravest finding, a sentence.
fn weight(case: &Case<'_>, finding: &Finding) -> String {
    let why = if finding.lowered.is_empty() { &finding.raised } else { &finding.lowered };
    if why.is_empty() {
        return String::new();
    }
    if case.policy == Policy::Unknown {
        return format!(" Who checks is not known: {why}.");
    }
    let (first, rest) = why.split_at_checked(1).unwrap_or((why, ""));
    format!(" {}{rest}.", first.to_ascii_uppercase())
}

fn not_decided(
    case: &Case<'_>,
    findings: &[Finding],
    leading: &[&Finding],
    undecided: &[String],
) -> String {
    let reason = undecided.first().map_or("", String::as_str);
    if !leading.is_empty() {
        return format!("{} Not decided: {reason}", told(case, leading));
    }
    if case.chains.is_empty() {
        return format!("Nothing could be judged. {reason}");
    }
    if let Some(sentence) = claimed::sentence(case, findings) {
        return sentence;
    }
    let trusted = case.chains.iter().all(|chain| chain.verdict() == ChainVerdict::Trusted);
    if trusted {
        return format!("The chain is in order; whether it fits is not decided. {reason}");
    }
    reason.to_owned()
}

/// Said only where nothing stands against it under the policy in force.
fn fine(case: &Case<'_>, findings: &[Finding]) -> String {
    if let Some(logs) = &case.logs
        && case.chains.is_empty()
    {
        return logs.in_short();
    }
    let trusted = case.chains.iter().all(|chain| chain.verdict() == ChainVerdict::Trusted);
    if !trusted {
        let lowered =
            findings.iter().map(|finding| finding.lowered.as_str()).find(|text| !text.is_empty());
        let reason = lowered.unwrap_or("the policy chosen does not look at it");
        return format!("The certificate would not stand a check, but {reason}.");
    }
    let mut sentence = match case.chains.as_slice() {
        [chain] => anchored(case, chain),
        chains => format!("All {} chains are trusted: signatures and dates hold.", chains.len()),
    };
    let mut matched: Vec<&str> = Vec::new();
    let covered = case
        .names
        .iter()
        .filter(|judgement| matches!(judgement.verdict, NameVerdict::Match(_)))
        .map(|judgement| judgement.reference.as_str());
    for name in covered {
        if !matched.contains(&name) {
            matched.push(name);
        }
    }
    if !matched.is_empty() {
        sentence.push_str(&format!(" The certificate covers {}.", visible(&matched.join(", "))));
    }
    // A fault that this policy does not look at is told, and why it does no harm.
    let lowered = findings.iter().find(|finding| !finding.lowered.is_empty());
    if let Some(finding) = lowered {
        sentence.push_str(&format!(" {}, but {}.", finding.title, finding.lowered));
    }
    sentence.push_str(&connectors(case));
    sentence.push_str(&sessions(case));
    // Judged at the time of the transcript; a reader of today must not take it for today's.
    let since = findings.iter().find(|finding| finding.id == EXPIRED_SINCE);
    if let Some(evidence) = since.and_then(|finding| finding.evidence.first()) {
        sentence.push(' ');
        sentence.push_str(&evidence.text);
    }
    sentence.push_str(" Revocation was not looked at.");
    sentence
}

/// What the connectors compare, where it fits.
fn connectors(case: &Case<'_>) -> String {
    let fits =
        |name: &&ComparedName| matches!(name.fit, Fit::Fits(_)) && name.from == From::TlsDomain;
    let Some(name) = case.compared.iter().find(fits) else { return String::new() };
    format!(
        " It has the name that connector {} compares, its TlsDomain {}.",
        case.facts.connectors[name.connector].called(),
        visible(&name.domain)
    )
}

/// What was agreed on the wire, where a transcript shows it.
fn sessions(case: &Case<'_>) -> String {
    let agreed = |handshake: &Handshake| {
        let protocol = handshake.protocol.as_ref()?.value.word();
        let suite = handshake.cipher_suite.as_ref()?.value.as_str();
        Some(format!(" The handshake finished with {protocol} and {}.", visible(suite)))
    };
    match case.facts.handshakes.as_slice() {
        [handshake] => agreed(handshake).unwrap_or_default(),
        _ => String::new(),
    }
}

fn anchored(case: &Case<'_>, chain: &ChainCase<'_>) -> String {
    let anchor =
        chain.best_path().and_then(|path| path.trust_anchor).map(|id| case.facts.anchor(id));
    anchor.map_or_else(String::new, |anchor| {
        format!(
            "The chain is trusted: signatures and dates hold up to '{}' in {}.",
            anchor.short_name,
            origin(anchor.origin),
        )
    })
}

//! What may be shown to a stranger?
//!
//! Names of hosts, addresses, people, organisations and files are replaced by pseudonyms that are the
//! same wherever the original stood, and that keep what a name is: a child stays a child of its parent,
//! a wildcard a wildcard, so that a name match can still be followed. Public CAs keep their names. Raw
//! lines, fingerprints, serial numbers and PEM are taken out: each of them leads back to the original.
//! Remedies and commands to ask for get no pseudonyms, because somebody
//! would run them: the server in them becomes a placeholder.

mod connector;
mod logs;
mod pseudonyms;
mod replace;
mod strings;
mod transcript;

use std::collections::BTreeMap;

use super::{Report, ask};
use crate::facts::anchors::Origin;
use crate::problem::NOT_UNDERSTOOD;
use pseudonyms::Pseudonyms;

/// What stands where something was taken out.
const TAKEN_OUT: &str = "(taken out)";

/// The report with pseudonyms.
pub fn redact(report: &Report) -> Report {
    let mut pseudonyms = Pseudonyms::default();
    for (index, source) in report.sources.iter().enumerate() {
        pseudonyms.add(&source.name, format!("input {}", index + 1));
    }
    for host in &report.question.hosts {
        pseudonyms.name(host);
    }
    for name in &report.names {
        // The same name in another writing.
        if let Some(pseudonym) = pseudonyms.get(&name.reference).map(str::to_owned) {
            let written = name.compared_as.iter().chain(&name.unicode);
            written.for_each(|name| pseudonyms.add(name, pseudonym.clone()));
        }
    }
    for certificate in &report.certificates {
        certificate.dns_names.iter().for_each(|name| pseudonyms.name(name));
        certificate.ip_addresses.iter().for_each(|address| pseudonyms.name(address));
        pseudonyms.distinguished(&certificate.subject);
        pseudonyms.distinguished(&certificate.issuer);
    }
    for presented in report.names.iter().flat_map(|name| &name.presented) {
        pseudonyms.name(&presented.value);
    }
    for path in report.chains.iter().flat_map(|chain| &chain.paths) {
        path.trust_anchor.iter().for_each(|anchor| pseudonyms.distinguished(anchor));
    }
    report.logs.iter().for_each(|logs| pseudonyms.logs(logs));
    report.offered_names.iter().for_each(|offered| pseudonyms.name(&offered.name));
    report.connectors.iter().for_each(|connector| pseudonyms.connector(connector));
    report.handshakes.iter().for_each(|handshake| pseudonyms.handshake(handshake));
    for element in report.chains.iter().flat_map(|chain| &chain.elements) {
        if element.sha256.is_none() {
            pseudonyms.attribute("CN", &element.name);
        }
    }
    report.messages.iter().for_each(|message| pseudonyms.message(message));
    for (index, certificate) in report.certificates.iter().enumerate() {
        // The thumbprint as Windows shows it, and its beginning, stand in sentences.
        let thumbprint = certificate.sha1.to_ascii_uppercase();
        let short = thumbprint.get(..8).unwrap_or_default().to_owned();
        for written in [short, thumbprint] {
            pseudonyms.add(&written, format!("certificate {}", index + 1));
        }
    }
    let mut plain = report.clone();
    strip(&mut plain);
    let replacer = pseudonyms.replacer();
    // The verdict's action is a remedy, or a sentence on what is missing.
    let remedies: Vec<String> =
        plain.findings.iter().map(|finding| finding.remedy.clone()).collect();
    strings::each(&mut plain, &mut |text| {
        if !remedies.contains(text) {
            *text = replacer.replace(text);
        }
    });
    plain
}

/// Takes out what cannot have a pseudonym.
fn strip(report: &mut Report) {
    let mut short = BTreeMap::new();
    for (index, certificate) in report.certificates.iter_mut().enumerate() {
        short.insert(certificate.sha256.clone(), format!("certificate {}", index + 1));
        certificate.sha1 = TAKEN_OUT.into();
        certificate.serial = TAKEN_OUT.into();
        for extension in &mut certificate.extensions {
            let is_free_text =
                !matches!(extension.oid.as_str(), "2.5.29.15" | "2.5.29.19" | "2.5.29.37");
            if is_free_text && !extension.says.is_empty() {
                extension.says = TAKEN_OUT.into();
            }
        }
    }
    let rename = |sha256: &mut String| {
        if let Some(name) = short.get(sha256) {
            name.clone_into(sha256);
        }
    };
    report.certificates.iter_mut().for_each(|certificate| rename(&mut certificate.sha256));
    report.names.iter_mut().for_each(|name| rename(&mut name.certificate));
    for handshake in &mut report.handshakes {
        handshake.presented.iter_mut().flatten().for_each(rename);
        handshake.peer_certificate.iter_mut().for_each(rename);
        transcript::strip(handshake);
    }
    for connector in &mut report.connectors {
        connector.compares.iter_mut().for_each(|compared| rename(&mut compared.certificate));
        connector::strip(connector);
    }
    report.logs.iter_mut().for_each(logs::strip);
    // A prompt, a command line, an error as it was quoted.
    let tables = report.vantage.iter_mut().flat_map(|table| &mut table.rows);
    tables.flat_map(|row| &mut row.cells).for_each(|cell| cell.full.clear());
    for note in report.sources.iter_mut().flat_map(|source| &mut source.notes) {
        if note.text.starts_with(NOT_UNDERSTOOD) {
            note.text = format!("{NOT_UNDERSTOOD} {TAKEN_OUT}");
        }
    }
    for chain in &mut report.chains {
        chain.bundle.clear();
        chain.presented.iter_mut().flatten().for_each(rename);
        chain.elements.iter_mut().filter_map(|element| element.sha256.as_mut()).for_each(rename);
        for element in chain.elements.iter_mut().filter(|element| element.sha256.is_none()) {
            element.name = TAKEN_OUT.into();
        }
        for path in &mut chain.paths {
            path.certificates.iter_mut().for_each(rename);
            if let Some(last) = path.certificates.last_mut()
                && path.anchored_in.as_deref() == Some(super::chains::origin(Origin::Own))
                && last.len() == 64
            {
                *last = "own root".into();
            }
        }
    }
    ask::blank(report);
    for message in &mut report.messages {
        message.words = TAKEN_OUT.into();
    }
    for finding in &mut report.findings {
        if let Some(remedy) = ask::blank_remedy(&finding.id) {
            if report.verdict.action == finding.remedy {
                report.verdict.action = remedy.into();
            }
            finding.remedy = remedy.into();
        }
        for evidence in &mut finding.evidence {
            evidence.excerpt.clear();
            evidence.certificate.iter_mut().for_each(rename);
            // Its evidence is the raw name with its hidden characters written out.
            if finding.id == "hidden-characters" {
                evidence.text = TAKEN_OUT.into();
            }
        }
    }
}

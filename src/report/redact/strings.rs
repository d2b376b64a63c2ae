//! Which strings of a report may speak of the input?
//!
//! Each shape is taken apart field by field, without `..`: a new field does not compile until somebody
//! has said here whether it is told to strangers. What is bound to `_` is a word of the shape or of a
//! rule, a number, or a time. What is done to a string is the caller's affair.

use crate::report::{
    AskedQuestion, CertificateReport, ChainReport, ComparedClaim, ComparedReport, ComparisonReport,
    ConnectorReport, ElementReport, EvidenceReport, ExtensionReport, Finding, HandshakeFact,
    HandshakeReport, HandshakeStage, LinkReport, MessageReport, NameReport, Note, OfferedFrom,
    OfferedReport, PathFaultReport, PathReport, PresentedReport, Report, SettingReport, SideBySide,
    SideCell, SideRow, SourceReport, Verdict, WaysReport,
};

/// Hands every string that may hold something of the input to `change`.
pub(super) fn each(report: &mut Report, change: &mut dyn FnMut(&mut String)) {
    let Report {
        report_version: _,
        question,
        verdict,
        sources,
        certificates,
        handshakes,
        vantage,
        renewals,
        chains,
        names,
        connectors,
        offered_names,
        logs,
        messages,
        findings,
        undecided,
        // Our own words, and commands without the server.
        ask_next: _,
        collector: _,
        not_looked_at,
    } = report;
    let AskedQuestion { at: _, hosts, roots, at_hand, purpose: _, policy: _, policy_why } =
        question;
    let Verdict { level: _, side: _, basis: _, sentence, action } = verdict;
    let lists = hosts.iter_mut().chain(roots).chain(at_hand);
    for text in lists.chain(undecided).chain(not_looked_at) {
        change(text);
    }
    change(sentence);
    change(policy_why);
    for OfferedReport { name, from } in offered_names {
        change(name);
        for OfferedFrom { origin: _, source: _, line: _ } in from {}
    }
    connectors.iter_mut().for_each(|connector| in_connector(connector, change));
    change(action);
    sources.iter_mut().for_each(|source| in_source(source, change));
    certificates.iter_mut().for_each(|certificate| in_certificate(certificate, change));
    handshakes.iter_mut().for_each(|handshake| in_handshake(handshake, change));
    vantage.iter_mut().chain(renewals).for_each(|table| in_table(table, change));
    chains.iter_mut().for_each(|chain| in_chain(chain, change));
    names.iter_mut().for_each(|name| in_name(name, change));
    for table in logs.iter_mut().flat_map(|logs| &mut logs.tables) {
        table.rows.change(&mut |_, text| change(text));
    }
    for MessageReport { source: _, line: _, words, names, quotes } in messages {
        change(words);
        names.iter_mut().chain(quotes).for_each(&mut *change);
    }
    findings.iter_mut().for_each(|finding| in_finding(finding, change));
}

fn in_source(source: &mut SourceReport, change: &mut dyn FnMut(&mut String)) {
    let SourceReport { name, bytes: _, format: _, format_title: _, notes } = source;
    change(name);
    for Note { line: _, text } in notes {
        change(text);
    }
}

fn in_certificate(certificate: &mut CertificateReport, change: &mut dyn FnMut(&mut String)) {
    let CertificateReport {
        sha256,
        sha1,
        subject,
        issuer,
        serial,
        not_before: _,
        not_after: _,
        key_algorithm: _,
        key_bits: _,
        signature_algorithm: _,
        dns_names,
        ip_addresses,
        source: _,
        line: _,
        name,
        version: _,
        ca: _,
        validity,
        extensions,
    } = certificate;
    for text in [sha256, sha1, subject, issuer, serial, name, validity] {
        change(text);
    }
    dns_names.iter_mut().chain(ip_addresses).for_each(&mut *change);
    for ExtensionReport { oid: _, name, critical: _, purpose: _, says } in extensions {
        change(name);
        change(says);
    }
}

fn in_handshake(handshake: &mut HandshakeReport, change: &mut dyn FnMut(&mut String)) {
    let HandshakeReport {
        source: _,
        connected: _,
        handshake_completed: _,
        protocol: _,
        cipher_suite,
        verify_code: _,
        verify_text,
        peer_certificate,
        presented,
        error,
        line: _,
        program: _,
        target,
        sentence,
        stages,
        facts,
        compared,
    } = handshake;
    change(sentence);
    for text in [cipher_suite, verify_text, peer_certificate, error, target].into_iter().flatten() {
        change(text);
    }
    presented.iter_mut().flatten().for_each(&mut *change);
    for HandshakeStage { what: _, says, good: _ } in stages {
        change(says);
    }
    for HandshakeFact { label: _, value, line: _ } in facts {
        change(value);
    }
    for ComparedClaim { what: _, reported, derived, agree: _, line: _ } in compared {
        change(reported);
        change(derived);
    }
}

fn in_chain(chain: &mut ChainReport, change: &mut dyn FnMut(&mut String)) {
    let ChainReport {
        source: _,
        presented,
        verdict: _,
        reasons: _,
        paths,
        ways: _,
        more_ways: _,
        ways_left_out,
        elements,
        bundle,
        sentence,
        trusted_until: _,
        holds_from: _,
        holds_until: _,
    } = chain;
    presented.iter_mut().flatten().for_each(&mut *change);
    change(bundle);
    change(sentence);
    for WaysReport { count: _, text } in ways_left_out {
        change(text);
    }
    for ElementReport { name, sha256, role: _, line: _ } in elements {
        change(name);
        sha256.iter_mut().for_each(&mut *change);
    }
    for path in paths {
        let PathReport {
            certificates,
            trust_anchor,
            links,
            valid: _,
            names,
            not_sent,
            anchored_in,
            faults,
        } = path;
        certificates
            .iter_mut()
            .chain(trust_anchor)
            .chain(names)
            .chain(not_sent)
            .chain(anchored_in)
            .for_each(&mut *change);
        for LinkReport { name: _, key_identifier: _, signature: _ } in links {}
        for PathFaultReport { element: _, rule: _, text } in faults {
            change(text);
        }
    }
}

fn in_name(name: &mut NameReport, change: &mut dyn FnMut(&mut String)) {
    let NameReport {
        reference,
        certificate,
        verdict: _,
        matched,
        presented,
        presented_count: _,
        compared_as,
        unicode,
        remarks: _,
        comparisons,
    } = name;
    for ComparisonReport { who: _, outcome: _, says: _ } in comparisons {}
    compared_as.iter_mut().chain(unicode).for_each(&mut *change);
    change(reference);
    change(certificate);
    matched.iter_mut().for_each(&mut *change);
    for PresentedReport { kind: _, value, why, remark: _ } in presented {
        change(value);
        change(why);
    }
}

fn in_connector(connector: &mut ConnectorReport, change: &mut dyn FnMut(&mut String)) {
    let ConnectorReport { name, kind: _, source: _, line: _, settings, demands: _, compares } =
        connector;
    name.iter_mut().for_each(&mut *change);
    for SettingReport { property: _, value, line: _ } in settings {
        change(value);
    }
    for ComparedReport { name, from: _, certificate, outcome: _, says } in compares {
        change(name);
        change(certificate);
        change(says);
    }
}

fn in_table(table: &mut SideBySide, change: &mut dyn FnMut(&mut String)) {
    let SideBySide { title, sentence, columns: _, rows, left_out: _ } = table;
    change(title);
    change(sentence);
    for SideRow { cells } in rows {
        for SideCell { text, full, source: _, line: _, differs: _ } in cells {
            change(text);
            change(full);
        }
    }
}

fn in_finding(finding: &mut Finding, change: &mut dyn FnMut(&mut String)) {
    let Finding {
        id: _,
        severity: _,
        title: _,
        explanation: _,
        remedy: _,
        citations: _,
        evidence,
        evidence_left_out: _,
        side: _,
        lowered,
        raised,
    } = finding;
    change(lowered);
    change(raised);
    for item in evidence {
        let EvidenceReport { text, source: _, line: _, certificate, excerpt, excerpt_from: _, log } =
            item;
        change(text);
        certificate.iter_mut().chain(excerpt).for_each(&mut *change);
        log.iter_mut().for_each(|place| change(&mut place.file));
    }
}

//! Every fact of a handshake as a row: label, value, line, in the order of a connection.
//!
//! What the text claims is told as it claims it. Nothing is compared and nothing left out silently.

use super::label;
use super::words;
use crate::checks::ChainCase;
use crate::facts::handshake::{
    ClientCertificateRequest, Handshake, Letter, PathLine, Peer, Staple, Stated, TemporaryKey,
};
use crate::facts::presented::Presented;
use crate::report::HandshakeFact;
use crate::report::lines::Lines;
use crate::span::Span;
use crate::visible::quoted;

/// Rows of one label that are listed.
const MAX_LISTED: usize = 100;

/// Rows, as they are collected.
struct Rows<'a> {
    lines: &'a Lines<'a>,
    facts: Vec<HandshakeFact>,
}

impl Rows<'_> {
    fn tell(&mut self, label: &str, value: String, span: Option<Span>) {
        let line = span.and_then(|span| self.lines.line(span));
        self.facts.push(HandshakeFact { label: label.into(), value, line });
    }

    fn one<T>(&mut self, label: &str, fact: Option<&Stated<T>>, say: impl Fn(&T) -> String) {
        if let Some(fact) = fact {
            self.tell(label, say(&fact.value), Some(fact.span));
        }
    }

    fn each<T>(&mut self, label: &str, facts: &[Stated<T>], say: impl Fn(&T) -> String) {
        for fact in facts.iter().take(MAX_LISTED) {
            self.tell(label, say(&fact.value), Some(fact.span));
        }
        self.left_out(label, facts.len());
    }

    fn left_out(&mut self, label: &str, count: usize) {
        if count > MAX_LISTED {
            self.tell(label, format!("and {} more", count - MAX_LISTED), None);
        }
    }
}

pub(super) fn facts(
    handshake: &Handshake,
    chain: Option<&ChainCase<'_>>,
    lines: &Lines<'_>,
) -> Vec<HandshakeFact> {
    let mut rows = Rows { lines, facts: Vec::new() };
    reached(&mut rows, handshake);
    agreed(&mut rows, handshake);
    verified(&mut rows, handshake, chain);
    if let Some(request) = &handshake.client_certificate {
        asked_of_the_client(&mut rows, request);
    }
    if let Some(staple) = &handshake.staple {
        self::staple(&mut rows, staple);
    }
    session(&mut rows, handshake);
    ended(&mut rows, handshake);
    rows.facts
}

fn reached(rows: &mut Rows<'_>, handshake: &Handshake) {
    rows.one(label::COMMAND, handshake.command.as_ref(), |command| quoted(&command.line));
    let program = match &handshake.client {
        Some(builds) => format!("{}, as {builds} prints", handshake.program.name()),
        None => handshake.program.name().into(),
    };
    rows.tell(label::PROGRAM, program, None);
    rows.each(label::VANTAGE, &handshake.vantage, |text| quoted(text));
    rows.one(label::ADDRESS, handshake.address.as_ref(), |address| quoted(address));
    rows.each(label::CONNECTION, &handshake.connect_failures, |failure| {
        format!("{}: {}", words::connect_failure(failure.kind), quoted(&failure.text))
    });
    rows.one(label::STARTTLS, handshake.starttls.as_ref(), |kind| {
        words::starttls(handshake, *kind)
    });
    if let Some(span) = handshake.starttls_not_offered {
        rows.tell(label::STARTTLS, "not offered in the server's answer".into(), Some(span));
    }
    rows.one(label::STARTTLS, handshake.starttls_refused.as_ref(), |words| {
        format!("refused: {}", quoted(words))
    });
    rows.each(label::DIALOG, &handshake.dialog, |line| {
        format!("{}: {}", words::sender(line.from), quoted(&line.text))
    });
}

fn agreed(rows: &mut Rows<'_>, handshake: &Handshake) {
    rows.one(label::PROTOCOL, handshake.protocol.as_ref(), |version| version.word().into());
    let resumed = if handshake.resumed { ", reused" } else { "" };
    rows.one(label::CIPHER_SUITE, handshake.cipher_suite.as_ref(), |suite| {
        format!("{}{resumed}", quoted(suite))
    });
    rows.one(label::TEMPORARY_KEY, handshake.temporary_key.as_ref(), temporary_key);
    let digest =
        handshake.peer_digest.as_ref().map(|digest| format!("hash {}", quoted(&digest.value)));
    match (&handshake.peer_signature, &handshake.peer_digest, digest) {
        (Some(kind), _, Some(digest)) => rows.tell(
            label::PEER_SIGNATURE,
            format!("{}, {digest}", quoted(&kind.value)),
            Some(kind.span),
        ),
        (Some(kind), _, None) => {
            rows.tell(label::PEER_SIGNATURE, quoted(&kind.value), Some(kind.span));
        }
        (None, Some(place), Some(digest)) => {
            rows.tell(label::PEER_SIGNATURE, digest, Some(place.span));
        }
        (None, _, _) => {}
    }
    rows.one(label::PUBLIC_KEY, handshake.public_key_bits.as_ref(), |bits| format!("{bits} bits"));
}

fn temporary_key(key: &TemporaryKey) -> String {
    let group = quoted(&key.group);
    key.bits.map_or_else(|| group.clone(), |bits| format!("{group}, {bits} bits"))
}

fn verified(rows: &mut Rows<'_>, handshake: &Handshake, chain: Option<&ChainCase<'_>>) {
    match handshake.peer {
        Peer::NoCertificate(span) => {
            rows.tell(label::CHAIN, "no certificate came".into(), Some(span));
        }
        Peer::RawPublicKey(span) => rows.tell(
            label::CHAIN,
            "a bare public key in place of a certificate (RFC 7250)".into(),
            Some(span),
        ),
        Peer::Certificate | Peer::NotShown => {}
    }
    if let Some(chain) = chain {
        let sent = &chain.chain.certificates;
        let there = chain.chain.ids().count();
        let count = match sent.len() {
            1 => "1 certificate".to_owned(),
            count => format!("{count} certificates"),
        };
        let bytes = match there {
            0 => "; only named, their bytes are not in the text".to_owned(),
            there if there == sent.len() => String::new(),
            there => format!("; the bytes of {there} are in the text"),
        };
        let span = sent.first().map(|first| first.span);
        rows.tell(label::CHAIN, format!("{count}{bytes}"), span);
        chain_lines(rows, sent);
    }
    // Without a chain block a program still names the server's own certificate.
    if let Some(subject) = handshake.peer_subject.as_ref().filter(|_| chain.is_none()) {
        let issuer = handshake.peer_issuer.as_ref().map(|issuer| quoted(&issuer.value));
        let issuer = issuer.map_or_else(String::new, |name| [label::ISSUED_BY, &name].concat());
        let value = ["0: ", &quoted(&subject.value), &issuer].concat();
        rows.tell(label::CHAIN_LINE, value, Some(subject.span));
    }
    rows.one(label::VALIDITY, handshake.peer_not_before.as_ref(), |moment| {
        format!("from {}", moment.readable())
    });
    rows.one(label::VALIDITY, handshake.peer_not_after.as_ref(), |moment| {
        format!("until {}", moment.readable())
    });
    path(rows, &handshake.path);
    rows.each(label::VERIFY_ERROR, &handshake.verify_errors, |error| {
        let place = match (error.depth, error.name.is_empty()) {
            (Some(depth), false) => format!(" at depth {depth}: {}", quoted(&error.name)),
            (Some(depth), true) => format!(" at depth {depth}"),
            (None, _) => String::new(),
        };
        format!("{}{place}", words::code(&error.code))
    });
    let hollow = match handshake.peer {
        Peer::NoCertificate(_) => ", printed although no certificate came",
        Peer::Certificate | Peer::RawPublicKey(_) | Peer::NotShown => "",
    };
    rows.one(label::VERIFY_CODE, handshake.verify_code.as_ref(), |code| {
        format!("{}{hollow}", words::code(code))
    });
    rows.one(label::VERIFIED_NAME, handshake.verified_name.as_ref(), |name| quoted(name));
    rows.one(label::DANE, handshake.dane.as_ref(), |text| quoted(text));
}

/// The same line comes again with every error: it is told once.
fn path(rows: &mut Rows<'_>, path: &[Stated<PathLine>]) {
    let mut told: Vec<&PathLine> = Vec::new();
    for line in path {
        let PathLine { depth, name } = &line.value;
        if told.contains(&&line.value) {
            continue;
        }
        if told.len() == MAX_LISTED {
            rows.tell(label::PATH, "and more".into(), None);
            return;
        }
        told.push(&line.value);
        rows.tell(label::PATH, format!("depth {depth}: {}", quoted(name)), Some(line.span));
    }
}

/// What the text prints of each certificate; without the bytes nobody can do more than repeat it.
fn chain_lines(rows: &mut Rows<'_>, sent: &[Presented]) {
    for presented in sent.iter().take(MAX_LISTED) {
        let Some(named) = &presented.named else { continue };
        let names =
            [quoted(&named.subject), label::ISSUED_BY.into(), quoted(&named.issuer)].concat();
        rows.tell(label::CHAIN_LINE, format!("{}: {names}", named.position), Some(presented.span));
        if presented.certificate.is_some() {
            continue;
        }
        let dates = named.validity.map(|(from, until)| {
            format!("valid from {} until {}", from.readable(), until.readable())
        });
        let printed: Vec<String> =
            [named.key.as_deref().map(quoted), named.signature.as_deref().map(quoted), dates]
                .into_iter()
                .flatten()
                .collect();
        if !printed.is_empty() {
            rows.tell(label::CHAIN_LINE, printed.join("; "), Some(presented.span));
        }
    }
    rows.left_out(label::CHAIN_LINE, sent.len());
}

fn asked_of_the_client(rows: &mut Rows<'_>, request: &ClientCertificateRequest) {
    let asked = match request.authority_count {
        0 => "asked for; no authority is named".to_owned(),
        1 => format!(
            "asked for, from 1 authority; its name takes about {} bytes",
            request.estimated_bytes
        ),
        count => format!(
            "asked for, from any of {count} authorities; their names take about {} bytes",
            request.estimated_bytes
        ),
    };
    rows.tell(label::CLIENT_CERTIFICATE, asked, Some(request.span));
    for name in request.authorities.iter().take(MAX_LISTED) {
        rows.tell(label::AUTHORITY, quoted(name), None);
    }
    rows.left_out(label::AUTHORITY, request.authority_count);
    if let Some(list) = &request.signature_algorithms {
        rows.tell(label::SIGNATURE_ALGORITHMS, quoted(&list.replace(':', ", ")), None);
    }
}

fn staple(rows: &mut Rows<'_>, staple: &Staple) {
    let Some(response) = &staple.response else {
        rows.tell(label::STAPLE, "asked for, none was sent".into(), Some(staple.span));
        return;
    };
    rows.tell(label::STAPLE, quoted(response), Some(staple.span));
    rows.one(label::STAPLE, staple.status.as_ref(), |status| {
        format!("says of the certificate: {}", quoted(status))
    });
    if let Some(moment) = staple.revoked_at {
        rows.tell(label::STAPLE, format!("revoked at {}", moment.readable()), None);
    }
    rows.one(label::STAPLE, staple.this_update.as_ref(), |moment| {
        format!("as of {}", moment.readable())
    });
    rows.one(label::STAPLE, staple.next_update.as_ref(), |moment| {
        format!("to be renewed by {}", moment.readable())
    });
}

fn session(rows: &mut Rows<'_>, handshake: &Handshake) {
    rows.one(label::ALPN, handshake.alpn.as_ref(), |name| {
        name.as_deref().map_or_else(|| "none agreed".into(), quoted)
    });
    rows.one(label::RENEGOTIATION, handshake.secure_renegotiation.as_ref(), |supported| {
        if *supported { "supported".into() } else { "not supported".into() }
    });
    rows.one(label::COMPRESSION, handshake.compression.as_ref(), |name| quoted(name));
    rows.one(label::START_TIME, handshake.start_time.as_ref(), |moment| {
        format!("{} by the client's clock", moment.readable())
    });
    rows.one(label::BYTES, handshake.bytes.as_ref(), |bytes| {
        format!("{} read, {} written", bytes.read, bytes.written)
    });
}

fn ended(rows: &mut Rows<'_>, handshake: &Handshake) {
    rows.each(label::ALERT, &handshake.alerts, |alert| {
        let level = match alert.fatal {
            Some(true) => "fatal, ",
            Some(false) => "warning, ",
            None => "",
        };
        format!("{level}from the {}: {}", words::sender(alert.from), words::alert(alert))
    });
    for error in handshake.errors.iter().take(MAX_LISTED) {
        rows.tell(label::ERROR_LINE, words::error_line(&error.value), Some(error.span));
    }
    rows.left_out(label::ERROR_LINE, handshake.errors.len());
    for error in handshake.errors.iter().take(MAX_LISTED) {
        let data = &error.value.data;
        // The alert has its own row.
        if !data.is_empty() && !data.starts_with("SSL alert number") {
            rows.tell(label::ERROR_DETAIL, quoted(data), Some(error.span));
        }
    }
    rows.each(label::CALL, &handshake.call_failures, words::call_failure);
    rows.each(label::LETTER, &handshake.letters, |letter| {
        match letter {
            Letter::Renegotiate => "R at the start of a line: it asked for a new handshake",
            Letter::KeyUpdate => "K at the start of a line: it asked for new keys",
            Letter::Quit => "Q at the start of a line: it ended the connection",
        }
        .into()
    });
    rows.one(label::USAGE, handshake.usage_error.as_ref(), |text| quoted(text));
    rows.one(label::END, handshake.end.as_ref(), |text| quoted(text));
}

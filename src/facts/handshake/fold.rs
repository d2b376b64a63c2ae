//! From the statements of one transcript to one handshake.
//!
//! The last word wins where a line comes again (`-prexit`, `-reconnect`, tickets); what happened is never
//! taken back. Numbers and words of alerts are brought together; nothing is judged.

use super::authorities::{self, MAX_LISTED};
use super::{
    Alert, BytesMoved, CallFailure, ClientCertificateRequest, Completion, ConnectFailure,
    ConnectFailureKind, DialogLine, Handshake, Letter, PathLine, Peer, ProtocolVersion, Staple,
    Stated, Target, TemporaryKey, VerifyCode, VerifyError, alert, connect, greeting, starttls,
};
use crate::input::transcript::{Call, ErrorLine, Said, Sender, Transcript};
use crate::span::Span;

/// Different alerts of one connection that are kept; a text of more was made up.
const MAX_ALERTS: usize = 500;

/// What a transcript shows of its connection.
pub fn handshake(transcript: &Transcript, span: Span) -> Handshake {
    let mut fold = Fold::new(transcript, span);
    for statement in &transcript.statements {
        fold.statement(&statement.said, statement.span);
    }
    fold.finish()
}

struct Fold {
    handshake: Handshake,
    /// The version of any session line, finished or not.
    protocol: Option<Stated<ProtocolVersion>>,
    suite: Option<Stated<String>>,
    established: bool,
    /// The text says that there is no session.
    none: bool,
    subject_seen: bool,
    /// A stapled answer revokes a certificate; what further answers say is left.
    staple_told: bool,
    /// The client refused the server's key exchange.
    broken_off: bool,
    authorities: Vec<String>,
}

impl Fold {
    fn new(transcript: &Transcript, span: Span) -> Self {
        Self {
            handshake: Handshake::begin(transcript, span),
            protocol: None,
            suite: None,
            established: false,
            none: false,
            subject_seen: false,
            staple_told: false,
            broken_off: false,
            authorities: Vec::new(),
        }
    }

    fn statement(&mut self, said: &Said, span: Span) {
        let it = &mut self.handshake;
        match said {
            Said::Command(command) => {
                let starttls = command.starttls.as_deref().map(starttls::protocol_of);
                it.starttls = starttls.and_then(|value| stated(value, span)).or(it.starttls.take());
                it.command = stated(command.clone(), span);
            }
            Said::Target { host, port } => {
                let value = Target { host: host.clone(), port: port.clone() };
                it.target = stated(value, span);
            }
            Said::ConnectingTo(address) => it.address = stated(address.clone(), span),
            Said::Connected => it.connected = Some(true),
            Said::Established => {
                it.connected = Some(true);
                self.established = true;
            }
            Said::ConnectFailed(text) => self.connect_failed(text, None, span),
            Said::Errno { call: Call::Connect, number } => {
                self.connect_failed("", Some(*number), span);
            }
            Said::Errno { call, number } => {
                let value = CallFailure { call: *call, number: *number };
                it.call_failures.push(Stated { value, span });
            }
            Said::StartTls(protocol) => it.starttls = stated(starttls::protocol_of(protocol), span),
            Said::StartTlsNotOffered => it.starttls_not_offered = Some(span),
            Said::StartTlsRefused(text) => it.starttls_refused = stated(text.clone(), span),
            Said::Depth { depth, name } => {
                let value = PathLine { depth: *depth, name: name.clone() };
                it.path.push(Stated { value, span });
                // Raw keys print `<no cert>` there.
                self.subject_seen |= !name.starts_with('<');
            }
            Said::VerifyError { number, text } => {
                let last = it.path.last().map(|line| &line.value);
                let value = VerifyError {
                    depth: last.map(|line| line.depth),
                    name: last.map(|line| line.name.clone()).unwrap_or_default(),
                    code: VerifyCode { number: *number, text: text.clone() },
                };
                it.verify_errors.push(Stated { value, span });
            }
            Said::ChainLine { .. } | Said::PeerCertificateCame => self.subject_seen = true,
            Said::PeerNotBefore(moment) => it.peer_not_before = stated(*moment, span),
            Said::PeerNotAfter(moment) => it.peer_not_after = stated(*moment, span),
            Said::PeerSubject(name) => {
                it.peer_subject = stated(name.clone(), span);
                self.subject_seen = true;
            }
            Said::PeerIssuer(name) => {
                it.peer_issuer = stated(name.clone(), span);
                self.subject_seen = true;
            }
            Said::NoPeerCertificate => it.peer = Peer::NoCertificate(span),
            Said::RawPublicKey => it.peer = Peer::RawPublicKey(span),
            Said::Vantage(text) => it.vantage.push(Stated { value: text.clone(), span }),
            Said::Incomplete(text) => it.incomplete.push(Stated { value: text.clone(), span }),
            Said::NoClientAuthorities | Said::Known | Said::State(_) => {}
            Said::ClientCertificateRequested => {
                self.request(span);
            }
            Said::ClientAuthority(name) => self.authority(name, span),
            Said::SignatureAlgorithms { shared, list } => {
                if !shared {
                    self.request(span).signature_algorithms = Some(list.clone());
                }
            }
            Said::PeerDigest(name) => it.peer_digest = stated(name.clone(), span),
            Said::PeerSignature(name) => it.peer_signature = stated(name.clone(), span),
            Said::TemporaryKey(text) => it.temporary_key = stated(TemporaryKey::parse(text), span),
            Said::Group(name) => {
                let value = TemporaryKey { group: name.clone(), bits: None };
                it.temporary_key = stated(value, span);
            }
            Said::HandshakeBytes { read, written } => {
                it.bytes = stated(BytesMoved { read: *read, written: *written }, span);
            }
            Said::Verification(text) => self.verification(text.as_deref(), span),
            Said::VerifiedName(name) => it.verified_name = stated(name.clone(), span),
            Said::Dane(text) => it.dane = stated(text.clone(), span),
            Said::Suite { resumed, version, suite } => match suite {
                // LibreSSL names the suite even where it broke the key exchange off itself.
                Some(_) if self.broken_off => self.none = true,
                Some(suite) => {
                    it.resumed = *resumed;
                    self.suite = stated(suite.clone(), span);
                    // Elsewhere this is the suite's family, not the version.
                    if let Some(version) = ProtocolVersion::parse(version)
                        && version == ProtocolVersion::Tls13
                    {
                        self.protocol = stated(version, span);
                    }
                }
                None => self.none = true,
            },
            Said::Protocol(text) => {
                if let Some(version) = ProtocolVersion::parse(text) {
                    self.protocol = stated(version, span);
                }
            }
            Said::SessionBegins | Said::ExtendedMasterSecret(_) => {}
            Said::SessionCipher(name) => match name.as_str() {
                "0000" | "(NONE)" => self.none = true,
                _ if self.broken_off => {}
                name => self.suite = self.suite.take().or(stated(name.to_owned(), span)),
            },
            Said::PublicKeyBits(bits) => it.public_key_bits = stated(*bits, span),
            Said::SecureRenegotiation(yes) => it.secure_renegotiation = stated(*yes, span),
            Said::Compression(name) => it.compression = stated(name.clone(), span),
            Said::Alpn(name) => it.alpn = stated(name.clone(), span),
            Said::StartTime(moment) => it.start_time = stated(*moment, span),
            Said::VerifyCode { number, text } => {
                let value = VerifyCode { number: *number, text: text.clone() };
                it.verify_code = stated(value, span);
            }
            Said::NoStaple => it.staple = Some(Staple::begin(span, None)),
            // OpenSSL 4 prints an answer for each certificate: one that revokes is not lost to the next.
            Said::StapleResponse(_) if it.staple.as_ref().is_some_and(Staple::revokes) => {
                self.staple_told = true;
            }
            Said::StapleResponse(status) => {
                it.staple = Some(Staple::begin(span, Some(status.clone())));
            }
            Said::StapleStatus(_)
            | Said::StapleRevoked(_)
            | Said::StapleThisUpdate(_)
            | Said::StapleNextUpdate(_) => {
                if let Some(staple) = it.staple.as_mut().filter(|_| !self.staple_told) {
                    staple.add(said, span);
                }
            }
            Said::Alert { from, fatal, number, words } => {
                self.alert(*from, *fatal, *number, words, span);
            }
            Said::ErrorLine(error) => self.error(error, span),
            Said::ServerLine(text) => self.talk(Sender::Server, text, span),
            Said::ClientLine(text) => self.talk(Sender::Client, text, span),
            Said::Renegotiating => it.letters.push(Stated { value: Letter::Renegotiate, span }),
            Said::KeyUpdate => it.letters.push(Stated { value: Letter::KeyUpdate, span }),
            Said::Reconnect => {}
            Said::Ended(text) => {
                let typed = it.dialog.last().filter(|line| line.value.from == Sender::Client);
                let quit = typed.is_some_and(|line| line.value.text.starts_with('Q'));
                if quit && text == "DONE" {
                    it.letters.push(Stated { value: Letter::Quit, span });
                }
                it.end = stated(text.clone(), span);
            }
            Said::UsageError(text) => {
                it.usage_error = it.usage_error.take().or(stated(text.clone(), span));
            }
        }
    }

    fn connect_failed(&mut self, text: &str, number: Option<i64>, span: Span) {
        let failures = &mut self.handshake.connect_failures;
        let kind = number.map_or_else(|| connect::by_words(text), connect::by_number);
        // The number adds nothing to words that are clearer.
        if number.is_some()
            && failures.iter().any(|known| known.value.kind != ConnectFailureKind::Other)
        {
            return;
        }
        let text =
            number.map_or_else(|| text.to_owned(), |number| format!("connect:errno={number}"));
        failures.push(Stated { value: ConnectFailure { kind, text }, span });
    }

    fn error(&mut self, error: &ErrorLine, span: Span) {
        if error.function.starts_with("BIO_") || error.library == "system library" {
            let opened = error.function.contains("fopen") || error.data.contains("fopen");
            let words = format!("{} {}", error.reason, error.data);
            let kind = connect::by_words(&words);
            if !opened && kind != ConnectFailureKind::Other {
                let text = if error.reason == "system lib" { &error.data } else { &error.reason };
                let value = ConnectFailure { kind, text: text.clone() };
                self.handshake.connect_failures.push(Stated { value, span });
            }
        }
        self.broken_off |= matches!(error.reason.as_str(), "bad dh p length" | "dh key too small");
        self.handshake.errors.push(Stated { value: error.clone(), span });
    }

    fn request(&mut self, span: Span) -> &mut ClientCertificateRequest {
        self.handshake.client_certificate.get_or_insert_with(|| ClientCertificateRequest {
            span,
            authorities: Vec::new(),
            authority_count: 0,
            estimated_bytes: 0,
            signature_algorithms: None,
        })
    }

    /// A list that is printed again (`-prexit`) is the same list.
    fn authority(&mut self, name: &str, span: Span) {
        if self.authorities.iter().any(|known| known == name) {
            return;
        }
        let request = self.request(span);
        request.authority_count += 1;
        request.estimated_bytes += authorities::estimated_bytes(name);
        if request.authorities.len() < MAX_LISTED {
            request.authorities.push(name.to_owned());
        }
        // Beyond any real list names are counted without being compared.
        if self.authorities.len() < 2_000 {
            self.authorities.push(name.to_owned());
        }
    }

    /// `Verification: OK`, or an error's words: its number stands in the error of the same words.
    fn verification(&mut self, text: Option<&str>, span: Span) {
        let it = &mut self.handshake;
        if it.verify_code.as_ref().is_some_and(|code| code.value.number.is_some()) {
            return;
        }
        let value = match text {
            None => VerifyCode { number: Some(0), text: "ok".into() },
            Some(text) => VerifyCode {
                number: it
                    .verify_errors
                    .iter()
                    .rev()
                    .find(|error| error.value.code.text == text)
                    .and_then(|error| error.value.code.number),
                text: text.to_owned(),
            },
        };
        it.verify_code = stated(value, span);
    }

    fn alert(
        &mut self,
        from: Sender,
        fatal: Option<bool>,
        number: Option<u8>,
        words: &str,
        span: Span,
    ) {
        let number = number.or_else(|| alert::number(words));
        let alerts = &mut self.handshake.alerts;
        let same = |known: &&mut Stated<Alert>| {
            known.value.from == from && number.is_some() && known.value.number == number
        };
        if let Some(known) = alerts.iter_mut().find(same) {
            known.value.fatal = known.value.fatal.or(fatal);
            return;
        }
        // There are fewer alerts than that, and each is told once.
        if alerts.len() < MAX_ALERTS {
            let value = Alert { from, fatal, number, words: words.to_owned() };
            alerts.push(Stated { value, span });
        }
    }

    fn talk(&mut self, from: Sender, text: &str, span: Span) {
        let asked = self.handshake.dialog.last().is_some_and(|line| {
            line.value.from == Sender::Client && line.value.text.eq_ignore_ascii_case("starttls")
        });
        if asked && from == Sender::Server && text.starts_with(['4', '5']) {
            self.handshake.starttls_refused = stated(text.to_owned(), span);
        }
        let value = DialogLine { from, text: text.to_owned() };
        self.handshake.dialog.push(Stated { value, span });
    }

    fn finish(mut self) -> Handshake {
        let it = &mut self.handshake;
        if self.established || self.suite.is_some() {
            it.completion = Completion::Completed;
            it.protocol = self.protocol;
            it.cipher_suite = self.suite;
        } else if self.none
            || !it.errors.is_empty()
            || !it.call_failures.is_empty()
            || !it.connect_failures.is_empty()
            || it.usage_error.is_some()
            || it.alerts.iter().any(|alert| alert.value.fatal != Some(false))
        {
            it.completion = Completion::Failed;
        }
        if it.peer == Peer::NotShown && self.subject_seen {
            it.peer = Peer::Certificate;
        }
        let reached = it.completion == Completion::Completed
            || it.bytes.is_some()
            || !it.path.is_empty()
            || self.subject_seen
            || it.starttls_not_offered.is_some()
            || it.alerts.iter().any(|alert| alert.value.from == Sender::Server);
        if it.connected.is_none() {
            let failed = !it.connect_failures.is_empty() || it.usage_error.is_some();
            it.connected = if reached { Some(true) } else { failed.then_some(false) };
        }
        if it.verify_code.is_none() {
            it.verify_code = it
                .verify_errors
                .last()
                .map(|error| Stated { value: error.value.code.clone(), span: error.span });
        }
        it.server_date = greeting::date(&it.dialog);
        it.starttls = it.starttls.take().or_else(|| starttls::by_reply(&it.dialog));
        self.handshake
    }
}

impl Staple {
    fn revokes(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.value == "revoked")
    }

    fn add(&mut self, said: &Said, span: Span) {
        match said {
            Said::StapleStatus(status) => self.status = stated(status.clone(), span),
            Said::StapleRevoked(moment) => self.revoked_at = Some(*moment),
            Said::StapleThisUpdate(moment) => self.this_update = stated(*moment, span),
            Said::StapleNextUpdate(moment) => self.next_update = stated(*moment, span),
            _ => {}
        }
    }

    const fn begin(span: Span, response: Option<String>) -> Self {
        Self {
            span,
            response,
            status: None,
            revoked_at: None,
            this_update: None,
            next_update: None,
        }
    }
}

fn stated<T>(value: T, span: Span) -> Option<Stated<T>> {
    Some(Stated { value, span })
}

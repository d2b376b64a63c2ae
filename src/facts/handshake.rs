//! What happened on the wire, as far as a transcript shows it?
//!
//! Folds the statements of one transcript into one handshake: what was reached, how far it came, what
//! was agreed, what the client claims of the certificates, who ended it. What the text claims stays a
//! claim: nothing here is checked against the certificates, nothing is called good or bad.

pub mod alert;
mod authorities;
mod connect;
mod fold;
mod greeting;
mod other_name;
mod starttls;
pub mod suite;

pub use crate::input::transcript::{Call, Command, ErrorLine, Program, Sender};

use crate::input::transcript::Transcript;
use crate::span::Span;
use crate::timestamp::Timestamp;

pub use fold::handshake;

/// A claim and the line that makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    pub value: T,
    pub span: Span,
}

/// One connection of one transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    pub program: Program,
    /// The whole transcript.
    pub span: Span,
    pub command: Option<Stated<Command>>,
    /// Which builds of the program print such lines, in words.
    pub client: Option<String>,
    /// Whom the program says it was told to reach, where the text has no command.
    pub target: Option<Stated<Target>>,
    /// The address that was reached.
    pub address: Option<Stated<String>>,
    /// `Some(false)`: no TCP connection came about. `None`: the text does not show it.
    pub connected: Option<bool>,
    pub connect_failures: Vec<Stated<ConnectFailure>>,
    /// TLS began after plain text, in this protocol.
    pub starttls: Option<Stated<StartTls>>,
    pub starttls_not_offered: Option<Span>,
    pub starttls_refused: Option<Stated<String>>,
    pub completion: Completion,
    /// The version of the session; only where a finished handshake prints it.
    pub protocol: Option<Stated<ProtocolVersion>>,
    /// Likewise.
    pub cipher_suite: Option<Stated<String>>,
    pub resumed: bool,
    pub temporary_key: Option<Stated<TemporaryKey>>,
    /// Hash of the server's signature in the handshake: `SHA256`.
    pub peer_digest: Option<Stated<String>>,
    /// Kind of that signature: `RSA-PSS`, `rsa_pss_rsae_sha256`.
    pub peer_signature: Option<Stated<String>>,
    pub public_key_bits: Option<Stated<u32>>,
    /// The path that the client built, as it told it.
    pub path: Vec<Stated<PathLine>>,
    /// Every verification error, in order.
    pub verify_errors: Vec<Stated<VerifyError>>,
    /// The last code, `Verify return code: 20 (…)`, or the words alone where no number was printed.
    pub verify_code: Option<Stated<VerifyCode>>,
    /// The name that the client itself found in the certificate, because it was told to check.
    pub verified_name: Option<Stated<String>>,
    pub dane: Option<Stated<String>>,
    pub peer: Peer,
    /// Subject and issuer below the server's certificate.
    pub peer_subject: Option<Stated<String>>,
    pub peer_issuer: Option<Stated<String>>,
    /// The server's certificate is valid from here to there, as printed.
    pub peer_not_before: Option<Stated<Timestamp>>,
    pub peer_not_after: Option<Stated<Timestamp>>,
    /// The chain that was sent: its position in `Facts::chains`.
    pub chain: Option<usize>,
    /// The server asked for a certificate of the client.
    pub client_certificate: Option<ClientCertificateRequest>,
    pub staple: Option<Staple>,
    pub alpn: Option<Stated<Option<String>>>,
    pub secure_renegotiation: Option<Stated<bool>>,
    pub compression: Option<Stated<String>>,
    /// By the client's clock.
    pub start_time: Option<Stated<Timestamp>>,
    pub bytes: Option<Stated<BytesMoved>>,
    pub alerts: Vec<Stated<Alert>>,
    /// OpenSSL's error queue: the first is the cause.
    pub errors: Vec<Stated<ErrorLine>>,
    pub call_failures: Vec<Stated<CallFailure>>,
    pub dialog: Vec<Stated<DialogLine>>,
    /// Letters that made the program do something else than send the line.
    pub letters: Vec<Stated<Letter>>,
    pub usage_error: Option<Stated<String>>,
    /// Where the program ran.
    pub vantage: Vec<Stated<String>>,
    /// What the output lacks by its own count, in words.
    pub incomplete: Vec<Stated<String>>,
    /// The time in the server's greeting, by its own clock.
    pub server_date: Option<Stated<Timestamp>>,
    pub end: Option<Stated<String>>,
}

impl Handshake {
    /// Nothing is known yet.
    fn begin(transcript: &Transcript, span: Span) -> Self {
        Self {
            program: transcript.program,
            span,
            command: None,
            client: transcript.builds.map(str::to_owned),
            target: None,
            address: None,
            connected: None,
            connect_failures: Vec::new(),
            starttls: None,
            starttls_not_offered: None,
            starttls_refused: None,
            completion: Completion::NotShown,
            protocol: None,
            cipher_suite: None,
            resumed: false,
            temporary_key: None,
            peer_digest: None,
            peer_signature: None,
            public_key_bits: None,
            path: Vec::new(),
            verify_errors: Vec::new(),
            verify_code: None,
            verified_name: None,
            dane: None,
            peer: Peer::NotShown,
            peer_subject: None,
            peer_issuer: None,
            peer_not_before: None,
            peer_not_after: None,
            chain: None,
            client_certificate: None,
            staple: None,
            alpn: None,
            secure_renegotiation: None,
            compression: None,
            start_time: None,
            bytes: None,
            alerts: Vec::new(),
            errors: Vec::new(),
            call_failures: Vec::new(),
            dialog: Vec::new(),
            letters: Vec::new(),
            usage_error: None,
            vantage: Vec::new(),
            incomplete: Vec::new(),
            server_date: None,
            end: None,
        }
    }
}

impl Handshake {
    /// The name that the client says is not in the certificate: the one that its command gave it to
    /// check. curl and gnutls-cli check the one that they dial.
    pub fn missed_name(&self) -> Option<&str> {
        let command = self.command.as_ref().map(|command| &command.value);
        if let Some(name) = command.and_then(|command| command.checked_names.first()) {
            return Some(name);
        }
        let dialled = self.target.as_ref().filter(|_| self.program != Program::SClient)?;
        Some(&dialled.value.host)
    }
}

/// A name and a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub host: String,
    pub port: Option<String>,
}

/// How far it came, as the text shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// The text names the suite of a session.
    Completed,
    /// The text says that there is none, or why.
    Failed,
    /// The text was cut, or the program was told to be quiet.
    NotShown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProtocolVersion {
    Ssl2,
    Ssl3,
    Tls10,
    Tls11,
    Tls12,
    Tls13,
}

impl ProtocolVersion {
    /// As the report writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ssl2 => "SSL 2.0",
            Self::Ssl3 => "SSL 3.0",
            Self::Tls10 => "TLS 1.0",
            Self::Tls11 => "TLS 1.1",
            Self::Tls12 => "TLS 1.2",
            Self::Tls13 => "TLS 1.3",
        }
    }

    /// Reads `TLSv1.2`, `TLSv1`, `SSLv3`, `TLS1.2`, `TLS 1.2`.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|character| character.is_ascii_alphanumeric() || *character == '.')
            .map(|character| character.to_ascii_lowercase())
            .collect();
        Some(match plain.as_str() {
            "sslv2" | "ssl2" | "ssl2.0" => Self::Ssl2,
            "sslv3" | "ssl3" | "ssl3.0" => Self::Ssl3,
            "tlsv1" | "tlsv1.0" | "tls1" | "tls1.0" => Self::Tls10,
            "tlsv1.1" | "tls1.1" => Self::Tls11,
            "tlsv1.2" | "tls1.2" => Self::Tls12,
            "tlsv1.3" | "tls1.3" => Self::Tls13,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartTls {
    Smtp,
    Imap,
    Pop3,
    Other,
}

/// Why no TCP connection came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectFailure {
    pub kind: ConnectFailureKind,
    /// As printed.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectFailureKind {
    Refused,
    TimedOut,
    NameUnknown,
    Unreachable,
    BadPort,
    Other,
}

/// The ephemeral key exchange: kind or group, and its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemporaryKey {
    /// `DH`, `X25519`, `P-256`, `X25519MLKEM768`.
    pub group: String,
    pub bits: Option<u32>,
}

impl TemporaryKey {
    /// Reads `ECDH, P-256, 256 bits`, `X25519, 253 bits`, `DH, 1024 bits`.
    fn parse(text: &str) -> Self {
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let bits = parts.last().and_then(|last| last.strip_suffix(" bits")?.parse().ok());
        let named = match parts.as_slice() {
            ["ECDH", group, _, ..] => group,
            [group, ..] => group,
            [] => "",
        };
        Self { group: named.to_owned(), bits }
    }

    /// Finite-field Diffie-Hellman.
    pub fn is_finite_field(&self) -> bool {
        self.group == "DH" || self.group.starts_with("ffdhe")
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathLine {
    pub depth: u32,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    /// The depth that the lines before name; LibreSSL names a wrong one.
    pub depth: Option<u32>,
    /// The name beside that depth.
    pub name: String,
    pub code: VerifyCode,
}

/// OpenSSL's number and text. Numbers change their meaning between versions: the text is the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyCode {
    pub number: Option<u32>,
    pub text: String,
}

impl VerifyCode {
    pub fn is_ok(&self) -> bool {
        self.number == Some(0) || (self.number.is_none() && self.text.eq_ignore_ascii_case("ok"))
    }
}

/// What the server authenticated itself with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    Certificate,
    /// The text says that there was none.
    NoCertificate(Span),
    RawPublicKey(Span),
    NotShown,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCertificateRequest {
    pub span: Span,
    /// Distinguished names of the authorities asked for, as printed; the first hundred.
    pub authorities: Vec<String>,
    pub authority_count: usize,
    /// Bytes of the list on the wire, estimated from the printed names: 2 and the DER name for each (RFC
    /// 5246 section 7.4.4).
    pub estimated_bytes: usize,
    pub signature_algorithms: Option<String>,
}

/// An OCSP response in the handshake (RFC 6066 section 8), as the program printed it. Its signature is
/// not in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staple {
    pub span: Span,
    /// `None`: asked for, and nothing came.
    pub response: Option<String>,
    /// `good`, `revoked`, `unknown`.
    pub status: Option<Stated<String>>,
    pub revoked_at: Option<Timestamp>,
    pub this_update: Option<Stated<Timestamp>>,
    pub next_update: Option<Stated<Timestamp>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BytesMoved {
    pub read: u64,
    pub written: u64,
}

/// RFC 8446 section 6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    pub from: Sender,
    /// `None` where the level was not printed.
    pub fatal: Option<bool>,
    pub number: Option<u8>,
    /// As printed.
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallFailure {
    pub call: Call,
    /// The system's number: 104 on Linux, 10054 on Windows. 0 = the other side closed.
    pub number: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialogLine {
    pub from: Sender,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// `R` at the start of a line: renegotiation.
    Renegotiate,
    /// `K`: key update.
    KeyUpdate,
    /// `Q`: the end.
    Quit,
}

//! What do the lines of a transcript say, whichever program printed it?
//!
//! The words of `openssl s_client`, curl and gnutls-cli differ; what they state is the same. A statement
//! is what one line claims, with its place. Nothing here is believed, compared or summed up: that is
//! `facts::handshake`.

use crate::span::Span;
use crate::timestamp::Timestamp;

/// One run of a program, as somebody copied it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcript {
    pub program: Program,
    /// Which builds of it print such lines, in words.
    pub builds: Option<&'static str>,
    /// In the order of the text.
    pub statements: Vec<Statement>,
}

/// Which program printed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    SClient,
    Curl,
    GnutlsCli,
    /// Our own PowerShell block.
    Collector,
}

impl Program {
    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SClient => "openssl s_client",
            Self::Curl => "curl",
            Self::GnutlsCli => "gnutls-cli",
            Self::Collector => "the Handglass collector",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The line, with those that a terminal wrapped off it.
    pub span: Span,
    pub said: Said,
}

/// What a line claims. Texts are as printed, without the line's margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    Command(Command),
    /// The name and the port that the program says it was told to reach.
    Target {
        host: String,
        port: Option<String>,
    },
    /// `Connecting to 192.0.2.1`: the address that was reached.
    ConnectingTo(String),
    Connected,
    /// `CONNECTION ESTABLISHED` of `-brief`: the handshake is finished.
    Established,
    /// A reason why no TCP connection came about, in the program's words.
    ConnectFailed(String),
    /// `connect:errno=111`, `write:errno=104`: the call that failed and the system's number.
    Errno {
        call: Call,
        number: i64,
    },
    /// The client asks for TLS after plain text, in this protocol: `smtp`, `imap`.
    StartTls(&'static str),
    /// The server's answer to EHLO or CAPABILITY did not offer STARTTLS.
    StartTlsNotOffered,
    /// STARTTLS was asked for and refused, in the server's words.
    StartTlsRefused(String),
    /// `depth=1 CN = …`: an element of the path that the client built.
    Depth {
        depth: u32,
        name: String,
    },
    /// `verify error:num=20:unable to get …`; the number changes its meaning between versions.
    VerifyError {
        number: Option<u32>,
        text: String,
    },
    /// A line of the certificate chain as sent; its artefact has the names.
    ChainLine {
        position: usize,
    },
    /// `subject=` and `issuer=` below the server's certificate.
    PeerSubject(String),
    PeerIssuer(String),
    /// A certificate of the server came, whatever is told of it.
    PeerCertificateCame,
    /// When it begins to be valid, and when it ends.
    PeerNotBefore(Timestamp),
    PeerNotAfter(Timestamp),
    NoPeerCertificate,
    /// RFC 7250.
    RawPublicKey,
    /// The server asked for a certificate of the client and named no authorities, or did not ask: older
    /// versions print the same for both.
    NoClientAuthorities,
    /// The server asked for a certificate of the client.
    ClientCertificateRequested,
    ClientAuthority(String),
    SignatureAlgorithms {
        shared: bool,
        list: String,
    },
    PeerDigest(String),
    PeerSignature(String),
    /// The ephemeral key: `X25519, 253 bits`, `DH, 1024 bits`.
    TemporaryKey(String),
    /// `Negotiated TLS1.3 group: X25519MLKEM768`.
    Group(String),
    HandshakeBytes {
        read: u64,
        written: u64,
    },
    /// `Verification: OK` is `None`; `Verification error: text` has the text.
    Verification(Option<String>),
    VerifiedName(String),
    Dane(String),
    /// `New, TLSv1.2, Cipher is X`. `None` = `(NONE)`. The version here is the suite's family, not the
    /// session's version, unless it is TLS 1.3.
    Suite {
        resumed: bool,
        version: String,
        suite: Option<String>,
    },
    /// A line that names the version of the session itself.
    Protocol(String),
    SessionBegins,
    SessionCipher(String),
    PublicKeyBits(u32),
    SecureRenegotiation(bool),
    Compression(String),
    /// `None` = none was negotiated.
    Alpn(Option<String>),
    /// Seconds since 1970 by the client's clock.
    StartTime(Timestamp),
    VerifyCode {
        number: Option<u32>,
        text: String,
    },
    ExtendedMasterSecret(bool),
    /// `-status` was asked and nothing was stapled.
    NoStaple,
    /// `successful`, `trylater` …
    StapleResponse(String),
    /// `good`, `revoked`, `unknown`.
    StapleStatus(String),
    StapleRevoked(Timestamp),
    StapleThisUpdate(Timestamp),
    StapleNextUpdate(Timestamp),
    /// An alert (RFC 8446 section 6) and who sent it. The number or the words may be missing.
    Alert {
        from: Sender,
        fatal: Option<bool>,
        number: Option<u8>,
        words: String,
    },
    /// A line of OpenSSL's error queue.
    ErrorLine(ErrorLine),
    /// `SSL_connect:…` of `-state`, or a handshake message of `-msg`.
    State(String),
    /// What the server said in plain words: an SMTP, IMAP or POP3 answer.
    ServerLine(String),
    /// What was typed.
    ClientLine(String),
    Renegotiating,
    KeyUpdate,
    /// `-reconnect`: what follows is a further connection of the same run.
    Reconnect,
    /// How it ended, as printed: `DONE`, `closed`.
    Ended(String),
    /// The program did not accept its own command line.
    UsageError(String),
    /// Where the program ran: computer, system, versions.
    Vantage(String),
    /// What is missing of the output, in words.
    Incomplete(String),
    /// Known, and of no use for a judgement.
    Known,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Connect,
    Read,
    Write,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    Server,
    Client,
}

/// `<thread>:error:<code>:<library>:<function>:<reason>:<file>:<line>:<data>`
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ErrorLine {
    /// Hexadecimal, as printed.
    pub code: String,
    pub library: String,
    pub function: String,
    pub reason: String,
    pub data: String,
}

/// What the command line asked for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Command {
    /// From the program's name to the end of the line.
    pub line: String,
    /// Host and port as typed; `None` where there was none.
    pub host: Option<String>,
    pub port: Option<String>,
    pub server_name: Option<String>,
    /// `-verify_hostname` and its like: the names that the client was told to check.
    pub checked_names: Vec<String>,
    /// `smtp`, `imap` …
    pub starttls: Option<String>,
    /// A file, folder or store of trust anchors was named.
    pub trust_store: bool,
    pub showcerts: bool,
    /// It was told to stop at the first verification error.
    pub stops_at_verify_error: bool,
    /// The program was told not to check at all (`curl -k`).
    pub insecure: bool,
    /// A single version or a list of suites was forced.
    pub forced: Vec<String>,
}

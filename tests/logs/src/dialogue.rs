//! The rows of one session, before they get a time and a place.
//!
//! Which rows stand in a session is told by `internet` and `own`; here is how each of them looks on this
//! server's build.

use std::borrow::Cow;

use crate::random::{Random, mixed};
use crate::server::{Layout, Stream};

/// What a row proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    Nothing,
    Opened,
    Closed,
    Named,
    Asked,
    /// X-ANONYMOUSTLS: asked, and internal.
    AskedAnonymously,
    Version(&'static str),
    Failed,
    NotReached,
    Internal,
    Probe,
    Delivered,
    /// No reader can know it.
    NotUnderstood,
}

#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) event: char,
    pub(crate) data: Cow<'static, str>,
    pub(crate) context: Cow<'static, str>,
    pub(crate) proof: Proof,
    /// Milliseconds after the row before it.
    pub(crate) pause: i64,
}

#[derive(Debug)]
pub(crate) struct Dialogue<'a> {
    pub(crate) stream: &'static Stream,
    pub(crate) random: &'a mut Random,
    pub(crate) rows: Vec<Row>,
}

/// `SP_PROT_TLS1_2_`, 1024 and so on: name, number of the server's side, the version's word.
pub(crate) const TLS10: (&str, u32, &str) = ("SP_PROT_TLS1_0", 64, "TLS 1.0");
pub(crate) const TLS11: (&str, u32, &str) = ("SP_PROT_TLS1_1", 256, "TLS 1.1");
pub(crate) const TLS12: (&str, u32, &str) = ("SP_PROT_TLS1_2", 1_024, "TLS 1.2");
pub(crate) const TLS13: (&str, u32, &str) = ("SP_PROT_TLS1_3", 4_096, "TLS 1.3");

const ONE_ROW: &str = "Subject Issuer name Serial number Thumbprint";

impl<'a> Dialogue<'a> {
    pub(crate) fn new(stream: &'static Stream, random: &'a mut Random) -> Self {
        Self { stream, random, rows: Vec::with_capacity(32) }
    }

    fn row(
        &mut self,
        event: char,
        data: impl Into<Cow<'static, str>>,
        context: impl Into<Cow<'static, str>>,
        proof: Proof,
    ) {
        let pause = if self.random.chance(30) { 4_000 } else { 60 };
        let pause = self.random.below(pause) as i64;
        self.rows.push(Row { event, data: data.into(), context: context.into(), proof, pause });
    }

    /// The program's own words.
    pub(crate) fn note(&mut self, context: impl Into<Cow<'static, str>>, proof: Proof) {
        self.row('*', "", context, proof);
    }

    pub(crate) fn note_with(
        &mut self,
        data: impl Into<Cow<'static, str>>,
        context: &'static str,
        proof: Proof,
    ) {
        self.row('*', data, context, proof);
    }

    pub(crate) fn opened(&mut self) {
        self.row('+', "", "", Proof::Opened);
    }

    pub(crate) fn closed(&mut self, reason: &'static str) {
        self.row('-', "", reason, Proof::Closed);
    }

    pub(crate) fn client(&mut self, said: impl Into<Cow<'static, str>>, proof: Proof) {
        let event = if self.stream.receives { '<' } else { '>' };
        self.row(event, said, "", proof);
    }

    pub(crate) fn server(&mut self, said: impl Into<Cow<'static, str>>, proof: Proof) {
        let event = if self.stream.receives { '>' } else { '<' };
        self.row(event, said, "", proof);
    }

    /// The answer to EHLO, in the dialect of the build.
    pub(crate) fn offers(&mut self, host: &str, keywords: &[&str]) {
        if self.stream.server.old_replies {
            self.server(format!("250-{host} Hello [192.0.2.1]"), Proof::Nothing);
            for (index, keyword) in keywords.iter().enumerate() {
                let mark = if index + 1 == keywords.len() { ' ' } else { '-' };
                self.server(format!("250{mark}{keyword}"), Proof::Nothing);
            }
        } else {
            let blanks = if self.random.chance(500) { "  " } else { " " };
            let all = keywords.join(" ");
            self.server(format!("250{blanks}{host} Hello [192.0.2.1] {all}"), Proof::Nothing);
        }
    }

    /// A certificate in the layout of the build.
    pub(crate) fn certificate(&mut self, opening: &'static str, host: &str) {
        let [a, b, c] = [1, 2, 3].map(|salt| {
            mixed(host.bytes().fold(salt, |value, byte| mixed(value ^ u64::from(byte))))
        });
        // A comma within a name is quoted, and the quotes are doubled in the file.
        let organisation =
            if a.is_multiple_of(20) { "\"Osprey Works, Inc.\"" } else { "Osprey Works" };
        let subject = format!("CN={host}, O={organisation}, C=DE");
        let issuer = "CN=Heron Issuing CA 2, O=Heron Trust, C=AT";
        let serial = format!("{a:016X}{:08X}", b as u32);
        let thumbprint = format!("{a:016X}{b:016X}{:08X}", c as u32);
        let names = format!("{host};autodiscover.{host}");
        match self.stream.server.layout {
            Layout::Rows => {
                self.note(opening, Proof::Nothing);
                for (value, part) in [
                    (subject, "Certificate subject"),
                    (issuer.to_owned(), "Certificate issuer name"),
                    (serial, "Certificate serial number"),
                    (thumbprint, "Certificate thumbprint"),
                    (names, "Certificate alternate names"),
                ] {
                    self.note_with(value, part, Proof::Nothing);
                }
            }
            Layout::OneRow => self.row(
                '*',
                format!(" {subject} {issuer} {serial} {thumbprint} {names}"),
                format!("{opening} Certificate subject Certificate issuer name Certificate serial number Certificate thumbprint Certificate alternate names"),
                Proof::Nothing,
            ),
            Layout::WithDates => {
                // Every ninth is out of date.
                let end = if c.is_multiple_of(9) { 2026 } else { 2027 };
                let dates = format!("{}-06-17T15:15:33.000Z {end}-06-17T15:15:33.000Z", end - 1);
                self.row(
                    '*',
                    format!(" {subject} {issuer} {serial} {thumbprint} {dates} {names}"),
                    format!("{opening} {ONE_ROW} Not before Not after Subject alternate names"),
                    Proof::Nothing,
                );
            }
        }
    }

    /// The sentence of a handshake that succeeded.
    pub(crate) fn negotiated(&mut self, version: (&str, u32, &'static str), is_old: bool) {
        let (name, number, word) = version;
        let receives = self.stream.receives;
        let side = if receives { "SERVER" } else { "CLIENT" };
        // .NET of the day had no name for TLS 1.3 everywhere, and prints the number then.
        let protocol = match (word, self.random.below(100)) {
            ("TLS 1.3", 0..50) | (_, 0) => (number * if receives { 1 } else { 2 }).to_string(),
            (_, 1) => format!("{}_{side}", name.replace("PROT_", "PROT-")),
            _ => format!("{name}_{side}"),
        };
        let algorithms = if is_old {
            "CALG_AES_256 with strength 256 bits, MAC hash algorithm CALG_SHA1 with strength 160 bits and key exchange algorithm CALG_RSA_KEYX with strength 2048 bits".to_owned()
        } else {
            let ecdhe = self.stream.server.ecdhe;
            let bits = *self.random.one(&[256, 384]);
            format!(
                "CALG_AES_256 with strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange algorithm {ecdhe} with strength {bits} bits"
            )
        };
        self.note(
            format!("TLS protocol {protocol} negotiation succeeded using bulk encryption algorithm {algorithms}"),
            Proof::Version(word),
        );
    }

    /// A message from MAIL to the answer that takes it.
    pub(crate) fn message(&mut self, from: &str, to: &str) {
        let size = 900 + self.random.below(200_000);
        let id = self.random.next();
        let host = self.stream.server.host;
        self.client(format!("MAIL FROM:<{from}> SIZE={size}"), Proof::Nothing);
        self.client(format!("RCPT TO:<{to}>"), Proof::Nothing);
        self.server("250 2.1.0 Sender OK", Proof::Nothing);
        self.server("250 2.1.5 Recipient OK", Proof::Nothing);
        if self.random.chance(500) {
            self.client(format!("BDAT {size} LAST"), Proof::Nothing);
        } else {
            self.client("DATA", Proof::Nothing);
            self.server("354 Start mail input; end with <CRLF>.<CRLF>", Proof::Nothing);
        }
        self.server(
            format!("250 2.6.0 <{id:016x}@{host}> [InternalId={}, Hostname={host}] {size} bytes in 0.1{}, 52.101 KB/sec Queued mail for delivery", id >> 20, id % 90),
            Proof::Delivered,
        );
    }

    pub(crate) fn quits(&mut self, reason: &'static str) {
        self.client("QUIT", Proof::Nothing);
        self.server("221 2.0.0 Service closing transmission channel", Proof::Nothing);
        self.closed(reason);
    }
}

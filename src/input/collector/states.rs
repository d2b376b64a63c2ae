//! What do the entries of the collector's output state?
//!
//! Each part's entries, in the same terms as any transcript's; whether they are all there is not asked here.

use std::ops::Range;

use crate::input::command_line;
use crate::input::run::Run;
use crate::input::transcript::{Command, ErrorLine, Said};
use crate::timestamp::Timestamp;

/// Flag of SslPolicyErrors that the flaws of the chain's elements explain.
const CHAIN_ERRORS: &str = "RemoteCertificateChainErrors";

/// More than X509ChainStatusFlags has.
const MAX_FLAWS: usize = 64;

/// What is gathered over several entries of a run.
#[derive(Default)]
pub(super) struct States {
    command: Command,
    session: Session,
    /// SslPolicyErrors says that the chain has flaws, and none was told yet.
    unexplained: bool,
    /// The flags of the elements, each once.
    flaws: Vec<String>,
    /// What .NET did not hand over, in words.
    pub(super) missing: Vec<String>,
}

/// What .NET says of the session, in pieces.
#[derive(Default)]
struct Session {
    suite: Option<String>,
    exchange: &'static str,
    cipher: String,
    hash: String,
}

impl States {
    /// The part is over: what only all of it tells.
    pub(super) fn end_part(&mut self, run: &mut Run, part: &str) {
        if part == "run" {
            let command = std::mem::take(&mut self.command);
            if command.host.is_some() {
                let range = run.range.clone();
                run.say(Said::Command(command), range);
            }
        }
    }

    /// The run is over.
    pub(super) fn end(&mut self, run: &mut Run) {
        if self.unexplained {
            let range = run.range.clone();
            run.say(Said::VerifyError { number: None, text: CHAIN_ERRORS.into() }, range);
        }
    }

    /// One entry, by its part and its key.
    pub(super) fn entry(
        &mut self,
        run: &mut Run,
        (part, key): (&str, &str),
        value: &str,
        range: &Range<usize>,
    ) {
        match (part, key) {
            ("run", _) => self.ran(run, key, value, range),
            ("network", "connected") => {
                run.say(Said::ConnectingTo(value.to_owned()), range.clone());
                run.say(Said::Connected, range.clone());
            }
            ("network", "failed") => run.say(Said::ConnectFailed(value.to_owned()), range.clone()),
            ("dialog", "S") => run.say(Said::ServerLine(value.to_owned()), range.clone()),
            ("dialog", "C") => {
                run.say(Said::ClientLine(value.to_owned()), range.clone());
                if value == "STARTTLS" {
                    run.say(Said::StartTls("smtp"), range.clone());
                }
            }
            ("dialog", "note") if value == "STARTTLS is not offered" => {
                run.say(Said::StartTlsNotOffered, range.clone());
            }
            ("dialog" | "tls", "failed") => {
                let error = ErrorLine {
                    library: "SslStream".into(),
                    reason: value.to_owned(),
                    ..ErrorLine::default()
                };
                run.say(Said::ErrorLine(error), range.clone());
            }
            ("tls", _) => self.session(run, key, value, range),
            ("sent", "source") => {
                run.say(Said::PeerCertificateCame, range.clone());
                if !value.starts_with("as sent") {
                    self.missing.push(
                        "on that machine .NET did not hand over what the server sent beside its certificate"
                            .into(),
                    );
                }
            }
            ("built", _) => self.built(run, key, value, range),
            ("roots", "count") => run
                .say(Said::Vantage(format!("{value} roots in the machine's store")), range.clone()),
            ("roots", "bytes") => {
                run.say(
                    Said::Vantage(format!("their names take {value} bytes in a list of issuers")),
                    range.clone(),
                );
            }
            _ => {}
        }
    }

    fn ran(&mut self, run: &mut Run, key: &str, value: &str, range: &Range<usize>) {
        let command = &mut self.command;
        match key {
            "target" => {
                command_line::target(command, value);
                // The block checks, shows all that came, and uses the store of the machine.
                command.showcerts = true;
                command.trust_store = true;
            }
            "mode" if value == "smtp" => command.starttls = Some("smtp".into()),
            "name" => command.checked_names.push(value.to_owned()),
            "clock" => {
                if let Some(moment) = Timestamp::parse(value) {
                    run.say(Said::StartTime(moment), range.clone());
                }
                return;
            }
            "computer" | "system" | "powershell" | "net" => {
                return run.say(Said::Vantage(format!("{key}: {value}")), range.clone());
            }
            _ => {}
        }
        if !command.line.is_empty() {
            command.line.push_str("; ");
        }
        command.line.push_str(&format!("{key}: {value}"));
    }

    fn session(&mut self, run: &mut Run, key: &str, value: &str, range: &Range<usize>) {
        match key {
            "protocol" => {
                run.say(Said::Established, range.clone());
                run.say(Said::Protocol(protocol(value).into()), range.clone());
            }
            "suite" => {
                self.session.suite =
                    Some(value.to_owned()).filter(|suite| suite.starts_with("TLS_"))
            }
            "cipher" => self.session.cipher = cipher(value),
            "hash" => self.session.hash = first(value).to_ascii_uppercase(),
            "exchange" => {
                self.session.exchange = exchange(first(value));
                let session = std::mem::take(&mut self.session);
                let pieces = [session.exchange, &session.cipher, &session.hash];
                let pieces: Vec<&str> = pieces
                    .into_iter()
                    .filter(|piece| !piece.is_empty() && *piece != "NONE")
                    .collect();
                let name = session.suite.unwrap_or_else(|| pieces.join(" "));
                if !name.is_empty() {
                    run.say(Said::SessionCipher(name), range.clone());
                }
            }
            "errors" => self.errors(run, value, range),
            _ => {}
        }
    }

    /// `RemoteCertificateNameMismatch, RemoteCertificateChainErrors`
    fn errors(&mut self, run: &mut Run, value: &str, range: &Range<usize>) {
        for flag in value.split(',').map(str::trim) {
            let told = |text: &str| Said::VerifyError { number: None, text: text.to_owned() };
            match flag {
                "None" => {
                    run.say(Said::Verification(None), range.clone());
                }
                "RemoteCertificateNotAvailable" => run.say(Said::NoPeerCertificate, range.clone()),
                // The flaws of the chain's elements tell more; where there are none, the flag stands alone.
                CHAIN_ERRORS => self.unexplained = true,
                other => run.say(told(other), range.clone()),
            }
        }
    }

    fn built(&mut self, run: &mut Run, key: &str, value: &str, range: &Range<usize>) {
        match key {
            // `0 6498B7… 2027-04-02 CN=…`
            "element" => {
                let mut words = value.splitn(4, ' ');
                let depth = words.next().and_then(|depth| depth.parse().ok());
                let name = words.nth(2).unwrap_or_default().to_owned();
                if let Some(depth) = depth {
                    run.say(Said::Depth { depth, name }, range.clone());
                }
            }
            "flaw" | "status" => {
                let flag = first(value).trim_end_matches(':').to_owned();
                let known = self.flaws.contains(&flag);
                if flag.is_empty() || (known && key == "status") {
                    return;
                }
                self.unexplained = false;
                if !known && self.flaws.len() < MAX_FLAWS {
                    self.flaws.push(flag);
                }
                let text = value.trim_end_matches('.').to_owned();
                run.say(Said::VerifyError { number: None, text }, range.clone());
            }
            _ => {}
        }
    }
}

fn first(value: &str) -> &str {
    value.split(' ').next().unwrap_or_default()
}

/// The names of System.Security.Authentication.SslProtocols; older ones print a number for TLS 1.3.
fn protocol(value: &str) -> &str {
    match value {
        "Ssl2" => "SSLv2",
        "Ssl3" => "SSLv3",
        "Tls" => "TLSv1",
        "Tls11" => "TLSv1.1",
        "Tls12" => "TLSv1.2",
        "Tls13" | "12288" => "TLSv1.3",
        other => other,
    }
}

/// CipherAlgorithmType: `Aes256 256`, in the words of a suite's name.
fn cipher(value: &str) -> String {
    match first(value) {
        "TripleDes" => "3DES".into(),
        other => other.to_ascii_uppercase(),
    }
}

/// ExchangeAlgorithmType; ECDHE has no name there.
fn exchange(value: &str) -> &'static str {
    match value {
        "44550" => "ECDHE",
        "DiffieHellman" => "DHE",
        "RsaKeyX" => "RSA",
        _ => "",
    }
}

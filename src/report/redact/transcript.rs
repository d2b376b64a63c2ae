//! What in a transcript leads back to somebody?
//!
//! Hosts, addresses and printed names get pseudonyms. What was said in plain words, what an error quotes
//! and what a command line holds beside its options is free text: it is taken out, here and wherever a
//! sentence of the report quotes it.

use super::TAKEN_OUT;
use super::pseudonyms::Pseudonyms;
use crate::facts::printed_name::attributes;
use crate::report::label;
use crate::report::{HandshakeReport, MessageReport};

/// Shorter lines tell nothing (`QUIT`, `STARTTLS`), and stand in our own sentences too.
const SHORTEST_TOLD: usize = 9;

/// Programs whose command lines are told.
const PROGRAMS: &[&str] = &["openssl", "curl", "gnutls-cli"];

/// Words of a command line that are no names.
const PLAIN: &[&str] =
    &["s_client", "smtp", "lmtp", "imap", "pop3", "ldap", "xmpp", "ftp", "sieve"];

/// Options whose value is a host.
const HOST_OPTIONS: &[&str] =
    &["connect", "host", "servername", "verify_hostname", "verify_ip", "name", "proxy", "xmpphost"];

impl Pseudonyms {
    /// Every original that a transcript holds.
    pub(super) fn handshake(&mut self, handshake: &HandshakeReport) {
        if let Some(target) = &handshake.target {
            self.host(target);
        }
        for fact in &handshake.facts {
            let value = fact.value.as_str();
            match fact.label.as_str() {
                label::COMMAND => self.command(value),
                label::ADDRESS | label::VERIFIED_NAME => self.host(value),
                label::PATH | label::VERIFY_ERROR => {
                    // "depth 0: C = DE, …" and "20 (…) at depth 0: C = DE, …"
                    let name =
                        value.split_once("depth ").and_then(|(_, rest)| rest.split_once(": "));
                    self.printed(name.map_or("", |(_, name)| name));
                    self.hosts(value);
                }
                label::CHAIN_LINE => {
                    let (subject, issuer) =
                        value.split_once(label::ISSUED_BY).unwrap_or((value, ""));
                    // The other lines of this label tell a key and dates.
                    if let Some((_, name)) = subject.split_once(": ") {
                        self.printed(name);
                        self.printed(issuer);
                    }
                }
                label::AUTHORITY => self.printed(value),
                label::DIALOG | label::STARTTLS => {
                    self.free(value.split_once(": ").map_or("", |(_, said)| said));
                }
                label::ERROR_DETAIL | label::DANE | label::USAGE | label::VANTAGE => {
                    self.free(value);
                }
                label::CONNECTION | label::ERROR_LINE | label::END => self.hosts(value),
                _ => {}
            }
        }
        for claim in &handshake.compared {
            if matches!(claim.what.as_str(), "Subject" | "Issuer") {
                self.printed(&claim.reported);
            }
        }
    }

    /// What an error message names: hosts, distinguished names, connectors, thumbprints.
    pub(super) fn message(&mut self, message: &MessageReport) {
        for name in &message.names {
            if name.contains('=') {
                self.printed(name);
            } else if looks_like_a_host(name.trim_start_matches("*.")) {
                self.host(name);
            } else {
                self.name(name);
            }
        }
        self.hosts(&message.words);
        message.quotes.iter().for_each(|said| self.free(said));
    }

    /// A distinguished name as some program printed it.
    pub(super) fn printed(&mut self, name: &str) {
        let mut any = false;
        for (kind, value) in attributes(name) {
            self.attribute(kind, value);
            any = true;
        }
        if !any {
            self.free(name);
        }
    }

    /// A host with or without its port.
    fn host(&mut self, typed: &str) {
        let host = match typed.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => typed,
        };
        let whole = typed.trim_matches(['[', ']']);
        let is_address = whole.parse::<std::net::IpAddr>().is_ok();
        let host = if is_address { whole } else { host.trim_matches(['[', ']']) };
        if host != "localhost" {
            self.name(host);
        }
    }

    /// Every word of a text that has the form of a host, an address or a mail address.
    fn hosts(&mut self, text: &str) {
        let apart =
            |character: char| !(character.is_alphanumeric() || ".-_@:*".contains(character));
        for word in text.split(apart) {
            let word = word.trim_matches(['.', ':', '-']);
            if looks_like_a_host(word) {
                self.host(word);
            }
        }
    }

    /// What somebody wrote or said: only a reply's code stays.
    fn free(&mut self, text: &str) {
        self.hosts(text);
        if text.len() < SHORTEST_TOLD {
            return;
        }
        self.add(text, without_words(text));
        self.add(text.trim_end_matches('.'), without_words(text));
    }

    /// A command line keeps its options, and its hosts as pseudonyms.
    fn command(&mut self, line: &str) {
        let mut told: Vec<String> = Vec::new();
        let mut after = "";
        for word in line.split_whitespace() {
            let option = word.strip_prefix('-').map(|option| option.trim_start_matches('-'));
            let bare = word.strip_suffix(".exe").unwrap_or(word);
            let program = PROGRAMS.iter().find(|program| bare.ends_with(**program));
            let digits = word.bytes().all(|byte| byte.is_ascii_digit());
            if HOST_OPTIONS.contains(&after) || looks_like_a_host(word) {
                self.host(word);
            }
            told.push(if let Some(program) = program {
                (*program).into()
            } else if let Some((option, value)) = word.split_once('=').filter(|_| option.is_some())
            {
                if looks_like_a_host(value) {
                    self.host(value);
                }
                let told = self.known_host(value).unwrap_or_else(|| TAKEN_OUT.into());
                format!("{option}={told}")
            } else if let Some((scheme, behind)) = word.split_once("://") {
                let authority = behind.split(['/', '?', '#']).next().unwrap_or_default();
                let host = authority.rsplit('@').next().unwrap_or_default();
                self.host(host);
                let told = self.known_host(host).unwrap_or_else(|| TAKEN_OUT.into());
                format!("{scheme}://{told}")
            } else if option.is_some() || digits || PLAIN.contains(&word) {
                word.into()
            } else {
                self.known_host(word).unwrap_or_else(|| TAKEN_OUT.into())
            });
            after = option.unwrap_or_default();
        }
        told.dedup_by(|one, other| one == other && one == TAKEN_OUT);
        self.add(line, told.join(" "));
    }

    fn known_host(&self, word: &str) -> Option<String> {
        if let Some(known) = self.get(word) {
            return Some(known.into());
        }
        let (host, port) = word.rsplit_once(':')?;
        Some(format!("{}:{port}", self.get(host.trim_matches(['[', ']']))?))
    }
}

/// Takes free text out of the facts that hold it.
pub(super) fn strip(handshake: &mut HandshakeReport) {
    for fact in &mut handshake.facts {
        match fact.label.as_str() {
            label::DIALOG => {
                let (who, said) = fact.value.split_once(": ").unwrap_or_default();
                fact.value = format!("{who}: {}", without_words(said));
            }
            label::ERROR_DETAIL | label::DANE | label::USAGE | label::VANTAGE => {
                fact.value = TAKEN_OUT.into();
            }
            _ => {}
        }
    }
}

/// `250 mail.example at your service` → `250 (taken out)`
fn without_words(text: &str) -> String {
    match text.get(..3).filter(|code| code.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(code) => format!("{code} {TAKEN_OUT}"),
        None => TAKEN_OUT.into(),
    }
}

/// An address, a mail address, or labels of which the last has letters.
fn looks_like_a_host(word: &str) -> bool {
    let bare = word.trim_matches(['[', ']']);
    if bare.parse::<std::net::IpAddr>().is_ok() {
        return true;
    }
    let bare = match bare.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => bare,
    };
    if bare.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok() {
        return true;
    }
    let last = bare.rsplit(['.', '@']).next().unwrap_or_default();
    bare.contains(['.', '@'])
        && !bare.contains(['/', '\\', ':'])
        && last.len() > 1
        && last.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_of_other_programs() {
        for (line, expected) in [
            (
                "/usr/bin/curl -v --ssl-reqd smtp://anna@mx.contoso.com:587/EX01 --cacert /home/anna/ca.pem",
                "curl -v --ssl-reqd smtp://host1.domain1.example:587 --cacert (taken out)",
            ),
            (
                "gnutls-cli --x509cafile=/home/anna/ca.pem --verify-hostname=mx.contoso.com -p 25 10.1.2.3",
                "gnutls-cli --x509cafile=(taken out) --verify-hostname=host1.domain1.example -p 25 address-1",
            ),
        ] {
            let mut pseudonyms = Pseudonyms::default();
            pseudonyms.command(line);
            assert_eq!(pseudonyms.replacer().replace(line), expected);
        }
    }

    #[test]
    fn a_command_keeps_its_options() {
        let mut pseudonyms = Pseudonyms::default();
        let line = "/home/anna/bin/openssl s_client -connect mx.contoso.com:25 -starttls smtp -servername EX01 -CAfile /home/anna/ca.pem";
        pseudonyms.command(line);
        assert_eq!(
            pseudonyms.replacer().replace(line),
            "openssl s_client -connect host1.domain1.example:25 -starttls smtp -servername name 1 -CAfile (taken out)"
        );
        assert_eq!(
            pseudonyms.replacer().replace("EX01 and mx.contoso.com"),
            "name 1 and host1.domain1.example"
        );
    }

    #[test]
    fn what_was_said_is_taken_out_wherever_it_is_quoted() {
        let mut pseudonyms = Pseudonyms::default();
        pseudonyms.free("250 EX01.contoso.com Hello [192.0.2.7].");
        let replacer = pseudonyms.replacer();
        assert_eq!(
            replacer.replace("It answered '250 EX01.contoso.com Hello [192.0.2.7]'."),
            "It answered '250 (taken out)'."
        );
        assert_eq!(replacer.replace("EX01.contoso.com"), "host1.domain1.example");
        assert_eq!(replacer.replace("192.0.2.7"), "address-1");
    }

    #[test]
    fn names_are_told_from_words() {
        for host in [
            "mx.contoso.com",
            "192.0.2.1",
            "2001:db8::1",
            "[::1]:25",
            "a@b.example",
            "mx.example:25",
        ] {
            assert!(looks_like_a_host(host), "{host}");
        }
        for other in ["ssl/tls", "4.7.0", "3.0.19", "alert", "", "..", "12:30"] {
            assert!(!looks_like_a_host(other), "{other}");
        }
    }
}

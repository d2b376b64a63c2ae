//! Which server does a command name, and may its name stand in a shell?
//!
//! Hosts, ports and names come out of a paste, and the paste is hostile: a command that we hand on is run
//! by somebody else. So a value is taken only where it is made of letters that no shell gives a meaning;
//! anything else becomes a placeholder, and what has to be put there is said in words. Nothing is quoted or
//! repaired.

use std::net::IpAddr;

/// The longest name of a host (RFC 1035 section 2.3.4).
const MAX_HOST: usize = 253;

/// How TLS begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Begin {
    /// The text does not say.
    #[default]
    Unknown,
    /// With the first byte, as on port 465.
    AtOnce,
    /// After STARTTLS, in this protocol of `s_client -starttls`.
    StartTls(&'static str),
}

/// Protocols of `s_client -starttls`; a word of the paste is never used itself.
static PROTOCOLS: &[&str] =
    &["smtp", "imap", "pop3", "lmtp", "ftp", "ldap", "sieve", "nntp", "postgres", "mysql"];

/// Where TLS begins at once, by the port.
static AT_ONCE: &[u16] = &[443, 465, 563, 636, 853, 990, 993, 995, 8443];

/// Where it begins after STARTTLS.
static AFTER_STARTTLS: &[(u16, &str)] =
    &[(25, "smtp"), (587, "smtp"), (2525, "smtp"), (143, "imap"), (110, "pop3"), (4190, "sieve")];

/// The server of a case, as far as it is known and safe to write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoint {
    host: Option<String>,
    port: Option<u16>,
    name: Option<String>,
    begin: Begin,
}

impl Endpoint {
    /// The host or address to reach, its port, and the name that the certificate should bear. Each is
    /// dropped where it is not safe.
    pub fn new(host: Option<&str>, port: Option<&str>, name: Option<&str>) -> Self {
        let host = host.and_then(safe_host);
        let port = port.and_then(safe_port);
        let own = host.clone().filter(|host| host.parse::<IpAddr>().is_err());
        let name = name.and_then(safe_host).or(own);
        let begin = port.map_or(Begin::Unknown, by_port);
        Self { host, port, name, begin }
    }

    /// Says how TLS begins, where the text shows it. An unknown protocol is as good as none.
    pub fn begins(mut self, starttls: Option<&str>) -> Self {
        self.begin = match starttls {
            None => Begin::AtOnce,
            Some(word) => PROTOCOLS
                .iter()
                .find(|known| word.eq_ignore_ascii_case(known))
                .map_or(self.begin, |known| Begin::StartTls(known)),
        };
        self
    }

    pub const fn begin(&self) -> Begin {
        self.begin
    }

    pub const fn has_host(&self) -> bool {
        self.host.is_some()
    }

    pub const fn has_port(&self) -> bool {
        self.port.is_some()
    }

    pub const fn has_name(&self) -> bool {
        self.name.is_some()
    }

    /// The host, or `HOST`.
    pub fn host(&self) -> &str {
        self.host.as_deref().unwrap_or("HOST")
    }

    /// The port, or `PORT`.
    pub fn port(&self) -> String {
        self.port.map_or_else(|| "PORT".into(), |port| port.to_string())
    }

    /// The name to ask for, or `HOST`.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or("HOST")
    }

    /// `mail.example:25`, `[2001:db8::1]:25`, `HOST:PORT`.
    pub fn connect(&self) -> String {
        let host = self.host();
        let port = self.port();
        if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
    }

    /// `-starttls smtp`, or nothing where TLS begins at once.
    pub fn starttls(&self) -> String {
        match self.begin {
            Begin::AtOnce => String::new(),
            Begin::StartTls(protocol) => format!(" -starttls {protocol}"),
            Begin::Unknown => " -starttls smtp".into(),
        }
    }

    /// The protocol that is spoken before TLS, as curl's scheme.
    pub fn scheme(&self) -> &'static str {
        match self.begin {
            Begin::StartTls("imap") => "imap",
            Begin::StartTls("pop3") => "pop3",
            Begin::StartTls("ftp") => "ftp",
            Begin::StartTls("ldap") => "ldap",
            Begin::StartTls(_) | Begin::AtOnce | Begin::Unknown => "smtp",
        }
    }

    /// Which option of s_client checks the name: `-verify_hostname mail.example`.
    pub fn verify(&self) -> String {
        let option =
            if self.name().parse::<IpAddr>().is_ok() { "-verify_ip" } else { "-verify_hostname" };
        format!("{option} {}", self.name())
    }

    /// `-servername mail.example`; an address is no server name (RFC 6066 section 3).
    pub fn server_name(&self) -> String {
        if self.name().parse::<IpAddr>().is_ok() {
            return String::new();
        }
        format!(" -servername {}", self.name())
    }

    /// What has to be put in place of what, in a sentence or two; empty where nothing.
    pub fn to_fill(&self) -> String {
        let mut said = Vec::new();
        match (&self.host, &self.name) {
            (None, _) => said.push("Put the server's name for HOST."),
            (Some(_), None) => said.push("Put the name that the application dials for HOST."),
            (Some(_), Some(_)) => {}
        }
        if self.port.is_none() {
            said.push("Put the port for PORT: 25 between mail servers, 587 for mail clients.");
        }
        if self.begin == Begin::Unknown {
            said.push(
                "Leave -starttls smtp out where TLS begins at once, as on port 465, and put imap or pop3 \
                 for smtp where that is spoken.",
            );
        }
        said.join(" ")
    }
}

fn by_port(port: u16) -> Begin {
    if AT_ONCE.contains(&port) {
        return Begin::AtOnce;
    }
    let known = AFTER_STARTTLS.iter().find(|(known, _)| *known == port);
    known.map_or(Begin::Unknown, |(_, protocol)| Begin::StartTls(protocol))
}

/// A host's name of letters, digits, hyphens, dots and underscores that begins with no hyphen, or an
/// address. Letters of other scripts are refused: they belong into an A-label first.
fn safe_host(text: &str) -> Option<String> {
    let bare = text.trim().trim_start_matches('[').trim_end_matches([']', '.']);
    if let Ok(address) = bare.parse::<IpAddr>() {
        return Some(address.to_string());
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let begins =
        bare.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let safe = begins && bare.len() <= MAX_HOST && bare.bytes().all(plain) && !bare.contains("..");
    safe.then(|| bare.to_ascii_lowercase())
}

/// A number, or the name of a service that s_client takes for one.
fn safe_port(text: &str) -> Option<u16> {
    let port = match text {
        "smtp" => 25,
        "submission" => 587,
        "smtps" | "submissions" => 465,
        "imap" => 143,
        "imaps" => 993,
        "pop3" => 110,
        "pop3s" => 995,
        "https" => 443,
        number => number.parse().ok()?,
    };
    (port > 0).then_some(port)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_known_is_filled_in_and_the_rest_is_said() {
        let all = Endpoint::new(Some("Mail.Example."), Some("25"), None);
        assert_eq!(all.connect(), "mail.example:25");
        assert_eq!(all.starttls(), " -starttls smtp");
        assert_eq!(all.verify(), "-verify_hostname mail.example");
        assert_eq!(all.to_fill(), "");
        let address = Endpoint::new(Some("[2001:db8::1]"), Some("465"), None);
        assert_eq!(
            (address.connect().as_str(), address.starttls().as_str()),
            ("[2001:db8::1]:465", "")
        );
        assert_eq!(address.to_fill(), "Put the name that the application dials for HOST.");
        let none = Endpoint::default();
        assert_eq!((none.connect().as_str(), none.name()), ("HOST:PORT", "HOST"));
        assert!(none.to_fill().contains("HOST") && none.to_fill().contains("-starttls"));
    }

    #[test]
    fn the_word_of_a_paste_is_never_used_itself() {
        let endpoint = Endpoint::new(Some("a.example"), None, None).begins(Some("smtp;reboot"));
        assert_eq!(endpoint.begin(), Begin::Unknown);
        let endpoint = Endpoint::new(Some("a.example"), Some("10025"), None).begins(None);
        assert_eq!(endpoint.starttls(), "");
    }

    proptest! {
        #[test]
        fn nothing_that_a_shell_understands_gets_through(
            host in "(\\PC|[-;&|`$<>\"'(){}\\\\\n\r\t *?~#!%^@,.:a-z]){0,40}",
            port in "\\PC{0,8}",
            name in "\\PC{0,40}",
            starttls in "\\PC{0,10}",
        ) {
            let endpoint = Endpoint::new(Some(&host), Some(&port), Some(&name)).begins(Some(&starttls));
            let told = [
                endpoint.connect(), endpoint.starttls(), endpoint.verify(), endpoint.server_name(),
                endpoint.host().into(), endpoint.port(), endpoint.name().into(),
            ];
            for text in told {
                let safe = |c: char| c.is_ascii_alphanumeric() || "-._: []".contains(c);
                prop_assert!(text.chars().all(safe), "{text:?}");
            }
            for value in [endpoint.host(), endpoint.name()] {
                prop_assert!(!value.starts_with('-') && !value.contains(' '), "{value:?}");
            }
        }
    }
}

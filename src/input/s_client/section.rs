//! In which part of the output are we, where the part decides what a line means?
//!
//! Lists of names, dumps, help texts and messages hold lines that begin like nothing known.

use super::words;
use crate::input::transcript::Said;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Section {
    #[default]
    Plain,
    /// Names of authorities, one a line, until another line begins.
    Authorities,
    /// Between BEGIN and END.
    Pem,
    /// The OCSP response as text, between two rules of `=`.
    Staple,
    /// A help text.
    Usage,
    /// The records of `-trace`.
    Trace,
    /// One attribute a line, as `-nameopt multiline` prints a name.
    Names,
    /// The public key's digits.
    RawKey,
    /// A mail that is typed, until the dot.
    Message,
    /// A page of a web server, until the end.
    WebPage,
}

impl Section {
    /// Whether a line that begins like nothing known is of this section.
    pub(super) fn holds(self, text: &str) -> bool {
        match self {
            Self::Plain => false,
            Self::Pem => {
                let base64 = text.bytes().all(|byte| !matches!(byte, b' ' | b':' | b'-' | b'('));
                base64 || words::said(text).is_none()
            }
            Self::Message => text != ".",
            // Names are attributes with their values; the block ends with a rule or a line that is known.
            Self::Authorities => self.begins_item(text) || words::said(text).is_none(),
            Self::Staple => words::said(text).is_none() && !text.starts_with("==="),
            Self::Usage => text.starts_with(['-', '[']) || words::said(text).is_none(),
            Self::Names => is_long_attribute(text),
            // The certificates of a trace stand in it as PEM.
            Self::Trace => {
                text.starts_with("----") || (words::said(text).is_none() && !words::is_dashes(text))
            }
            Self::RawKey | Self::WebPage => words::said(text).is_none(),
        }
    }

    pub(super) fn item(self, text: &str) -> Said {
        match self {
            Self::Authorities => Said::ClientAuthority(text.to_owned()),
            _ => Said::Known,
        }
    }

    /// Whether the section's items can be longer than a terminal's line.
    pub(super) const fn wraps(self) -> bool {
        matches!(self, Self::Authorities)
    }

    /// Whether a new item of the section begins, and not the rest of a wrapped one.
    pub(super) fn begins_item(self, text: &str) -> bool {
        self == Self::Authorities && begins_name(text)
    }

    /// The section behind a line that it does not hold.
    pub(super) fn after(self, text: &str, said: &Said) -> Self {
        // A mail program may have made other dashes of them.
        if text.starts_with('-') && text.contains("BEGIN ") && !text.contains("END ") {
            return Self::Pem;
        }
        match said {
            Said::ClientCertificateRequested if text.starts_with("Acceptable") => Self::Authorities,
            Said::RawPublicKey => Self::RawKey,
            Said::UsageError(_) => Self::Usage,
            Said::ClientLine(typed) if typed.eq_ignore_ascii_case("data") => Self::Message,
            Said::ServerLine(line) if line.starts_with("HTTP/") => Self::WebPage,
            Said::Known if text.starts_with("OCSP Response Data") => Self::Staple,
            Said::ChainLine { .. }
            | Said::Depth { .. }
            | Said::PeerSubject(_)
            | Said::PeerIssuer(_) => Self::Names,
            Said::Known if text.starts_with("i:") => Self::Names,
            Said::Known if text.starts_with("===") && self == Self::Staple => Self::Plain,
            Said::Known if text.starts_with("usage:") || text.starts_with("Usage:") => Self::Usage,
            Said::Known if is_trace(text) => Self::Trace,
            _ if self == Self::Staple && !words::is_dashes(text) => self,
            _ if self == Self::Usage && matches!(said, Said::Known) => self,
            _ => Self::Plain,
        }
    }

    /// A line of a dump: hexadecimal, or a part of PEM.
    pub(super) fn is_dump(text: &str) -> bool {
        if text.starts_with("===") || is_trace(text) {
            return true;
        }
        let offset = text.split_once(" - ").is_some_and(|(offset, _)| {
            (1..=8).contains(&offset.len()) && offset.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        let pair =
            |word: &str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        offset
            || (text.len() < 60 && text.split(' ').all(pair))
            || text.starts_with("<SPACES/NULS>")
    }

    /// A line of a PEM body.
    pub(super) fn is_base64(text: &str) -> bool {
        let digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        text.len() >= 40 && text.bytes().all(digit)
    }
}

fn is_trace(text: &str) -> bool {
    ["Sent TLS Record", "Received TLS Record", "Sent Record", "Received Record"]
        .iter()
        .any(|word| text.starts_with(word))
}

/// `organizationName          = Nordwind Logistik GmbH`
fn is_long_attribute(text: &str) -> bool {
    let kind = text.split(" = ").next().unwrap_or_default();
    let name = kind.trim_end();
    name.len() > 2
        && kind.len() < text.len()
        && kind.len() > 20
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

/// `/C=DE`, `C = DE`, `C=DE`: a type and its value.
fn begins_name(text: &str) -> bool {
    let plain = text.strip_prefix('/').unwrap_or(text);
    let kind = plain.split('=').next().unwrap_or_default().trim_end();
    plain.contains('=')
        && (1..=40).contains(&kind.len())
        && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

//! Which names may certificates below this one have? The name constraints extension, read.
//!
//! RFC 5280 section 4.2.1.10. What is not in its form stays as a flaw, because limits that cannot be read
//! must not be taken for none. Whether a name keeps within the limits is `path/name_constraints`.

use crate::facts::distinguished_name::DistinguishedName;
use crate::facts::signature::der::{Reader, SEQUENCE, explicit};

/// The limits that one certificate, or one trust anchor, sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameConstraints {
    pub permitted: Vec<Subtree>,
    pub excluded: Vec<Subtree>,
    /// Why the extension cannot be applied as it stands.
    pub flaw: Option<&'static str>,
    /// A DNS limit begins with a dot: RFC 5280 has no such form, clients read it as "below this domain".
    pub leading_dot: bool,
}

/// One subtree; each stands for the names of its own kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subtree {
    Dns(String),
    /// A mailbox, a host, or `.domain`.
    Email(String),
    /// A host or `.domain`.
    Uri(String),
    /// Address and mask, of the same length.
    Ip(Vec<u8>, Vec<u8>),
    Directory(DistinguishedName),
    /// A kind that is not compared here; the number of its tag.
    Other(u8),
}

const UNREADABLE: &str = "it is not in the form that is prescribed";

/// The content of the extension's OCTET STRING.
pub(in crate::facts) fn read(der: &[u8]) -> NameConstraints {
    let mut limits = NameConstraints::default();
    let Some(mut parts) = Reader::of_sequence(der) else {
        limits.flaw = Some(UNREADABLE);
        return limits;
    };
    while let Some(part) = parts.element() {
        let mut trees = Reader::new(part.content);
        while let Some(tree) = trees.element() {
            let base = if tree.tag == SEQUENCE { subtree(&mut limits, tree.content) } else { None };
            let Some(base) = base else {
                limits.flaw = Some(limits.flaw.unwrap_or(UNREADABLE));
                break;
            };
            match part.tag {
                0xa0 => limits.permitted.push(base),
                0xa1 => limits.excluded.push(base),
                _ => limits.flaw = Some(UNREADABLE),
            }
        }
        if !trees.is_empty() {
            limits.flaw = Some(limits.flaw.unwrap_or(UNREADABLE));
        }
    }
    if !parts.is_empty() {
        limits.flaw = Some(UNREADABLE);
    }
    if limits.permitted.is_empty() && limits.excluded.is_empty() && limits.flaw.is_none() {
        limits.flaw = Some("it limits nothing, which is not allowed");
    }
    limits
}

fn subtree(limits: &mut NameConstraints, content: &[u8]) -> Option<Subtree> {
    let mut parts = Reader::new(content);
    let base = parts.element()?;
    // minimum is 0, which DER leaves out, and maximum is absent (section 4.2.1.10).
    if !parts.is_empty() {
        limits.flaw = Some("a limit has a minimum or maximum, which is not allowed");
    }
    let text = || {
        let text = std::str::from_utf8(base.content).ok()?;
        text.is_ascii().then(|| text.to_ascii_lowercase())
    };
    Some(match base.tag {
        0x81 => {
            let text = text()?;
            if !is_email_limit(&text) {
                limits.flaw = Some("a limit on mail addresses is neither address nor host");
            }
            Subtree::Email(std::str::from_utf8(base.content).ok()?.to_owned())
        }
        0x82 => {
            let text = text()?;
            limits.leading_dot |= text.starts_with('.');
            if !is_host(text.strip_prefix('.').unwrap_or(&text)) {
                limits.flaw = Some("a limit on DNS names is no DNS name");
            }
            Subtree::Dns(text)
        }
        0x86 => {
            let text = text()?;
            if text.is_empty() || !is_host(text.strip_prefix('.').unwrap_or(&text)) {
                limits.flaw = Some("a limit on URIs is no host");
            }
            Subtree::Uri(text)
        }
        0x87 => {
            let (address, mask) = base.content.split_at(base.content.len() / 2);
            let contiguous = mask.iter().fold((true, false), |(fine, ended), byte| {
                let ones = byte.leading_ones();
                let whole = ones + byte.trailing_zeros().min(8 - ones) == 8;
                (fine && whole && (!ended || *byte == 0), ended || *byte != 0xff)
            });
            if !matches!(base.content.len(), 8 | 32) || !contiguous.0 {
                limits.flaw = Some("a limit on IP addresses is not an address with its mask");
            }
            Subtree::Ip(address.to_vec(), mask.to_vec())
        }
        // A Name is a CHOICE, and so its tag is explicit.
        tag if tag == explicit(4) => Subtree::Directory(DistinguishedName::read(base.content)?),
        tag => Subtree::Other(tag & 0x1f),
    })
}

/// A host name or nothing at all, without wildcards.
fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        !label.is_empty() && label.bytes().all(inner)
    };
    text.is_empty() || text.split('.').all(label)
}

fn is_email_limit(text: &str) -> bool {
    match text.split_once('@') {
        Some((local, host)) => !local.is_empty() && !host.is_empty() && is_host(host),
        None => !text.is_empty() && is_host(text.strip_prefix('.').unwrap_or(text)),
    }
}

impl Subtree {
    /// As a person writes it, with its kind.
    pub fn readable(&self) -> String {
        match self {
            Self::Dns(text) if text.is_empty() => "all DNS names".into(),
            Self::Dns(text) => format!("DNS name {text}"),
            Self::Email(text) => format!("mail address {text}"),
            Self::Uri(text) => format!("URI host {text}"),
            Self::Ip(address, mask) => {
                let bits: u32 = mask.iter().map(|byte| byte.count_ones()).sum();
                format!("IP address {}/{bits}", super::address_text(address))
            }
            Self::Directory(name) => format!("directory name {}", name.rfc4514()),
            Self::Other(_) => "another kind of name".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(hex: &str) -> NameConstraints {
        read(&data_encoding::HEXLOWER.decode(hex.as_bytes()).expect("hex"))
    }

    #[test]
    fn reads_kinds_and_sees_flaws() {
        // permitted DNS "a.b", excluded 10.0.0.0/8
        let limits = of("3017a00730058203612e62a10c300a87080a000000ff000000");
        assert_eq!(limits.flaw, None);
        assert_eq!(limits.permitted, [Subtree::Dns("a.b".into())]);
        assert_eq!(limits.excluded[0].readable(), "IP address 10.0.0.0/8");
        for flawed in [
            "3000",
            "",
            "0500",
            "3009a00730058203612e2a",           // a.*
            "300ea10c300a87080a000000ff00ff00", // a mask with a hole
            "3008a10630048702ff00",
            "300aa0083006820161800101", // a minimum of 1
            "300ba009300781056140624063",
        ] {
            assert!(of(flawed).flaw.is_some(), "{flawed}");
        }
    }

    #[test]
    fn any_cut_is_flawed() {
        let whole = data_encoding::HEXLOWER
            .decode(b"3017a00730058203612e62a10c300a87080a000000ff000000")
            .expect("hex");
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).flaw.is_some(), "{end}");
        }
    }
}

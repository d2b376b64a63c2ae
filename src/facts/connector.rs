//! What does a connector's text say?
//!
//! The values of the properties, each with its line. A property that is not in the text is not known,
//! which is another thing than an empty one. What a connector's settings mean is for `checks::connector`.

mod certificate_name;

pub use certificate_name::CertificateName;

use super::handshake::Stated;
use crate::input::connector::{ConnectorText, Property};
use crate::span::Span;

/// One Send or Receive connector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connector {
    pub span: Span,
    /// `None` where neither Name nor Identity was printed.
    pub name: Option<String>,
    /// Send; `None` where neither the text nor its properties tell.
    pub send: Option<bool>,
    pub enabled: Option<Stated<bool>>,
    pub require_tls: Option<Stated<bool>>,
    pub ignore_starttls: Option<Stated<bool>>,
    pub auth_level: Option<Stated<AuthLevel>>,
    /// Empty where it was printed and nothing stood there.
    pub tls_domain: Option<Stated<String>>,
    pub certificate_name: Option<Stated<CertificateName>>,
    pub domain_secure: Option<Stated<bool>>,
    pub dns_routing: Option<Stated<bool>>,
    pub fqdn: Option<Stated<String>>,
    /// Domains of the SMTP address spaces: `fabrikam.com`, `*.fabrikam.com`, `*`.
    pub address_spaces: Vec<Stated<String>>,
    pub smart_hosts: Vec<Stated<String>>,
    pub auth_mechanism: Option<Stated<Vec<String>>>,
    /// Every property of the text as printed, in its order.
    pub printed: Vec<Stated<(&'static str, String)>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthLevel {
    /// Printed, and nothing stood there.
    Empty,
    EncryptionOnly,
    CertificateValidation,
    DomainValidation,
    /// A word that no documentation has.
    Other(String),
}

impl Connector {
    /// In quotation marks, for a sentence.
    pub fn called(&self) -> String {
        let quoted = |name: &String| format!("'{}'", crate::visible::quoted(name));
        self.name.as_ref().map_or_else(|| "without a name".into(), quoted)
    }

    /// Where a setting stands, or the connector.
    pub fn place<T>(&self, setting: Option<&Stated<T>>) -> Span {
        setting.map_or(self.span, |stated| stated.span)
    }
}

/// From the text of one object.
pub fn connector(text: &ConnectorText, span: Span) -> Connector {
    let mut it = Connector {
        span,
        name: None,
        send: text.send,
        enabled: None,
        require_tls: None,
        ignore_starttls: None,
        auth_level: None,
        tls_domain: None,
        certificate_name: None,
        domain_secure: None,
        dns_routing: None,
        fqdn: None,
        address_spaces: Vec::new(),
        smart_hosts: Vec::new(),
        auth_mechanism: None,
        printed: Vec::new(),
    };
    for one in &text.properties {
        let value = one.value.trim();
        let span = one.span;
        let told = (one.property.word(), value.to_owned());
        it.printed.push(Stated { value: told, span });
        let stated = |text: &str| Some(Stated { value: text.to_owned(), span });
        let flag = || flag(value).map(|value| Stated { value, span });
        match one.property {
            Property::Name => it.name = Some(value.to_owned()),
            // `EX1\Default Frontend EX1`
            Property::Identity => it.name = it.name.take().or_else(|| Some(value.to_owned())),
            Property::Enabled => it.enabled = flag(),
            Property::RequireTls => it.require_tls = flag(),
            Property::IgnoreStartTls => it.ignore_starttls = flag(),
            Property::DomainSecureEnabled => it.domain_secure = flag(),
            Property::DnsRoutingEnabled => it.dns_routing = flag(),
            Property::TlsAuthLevel => {
                it.auth_level = Some(Stated { value: AuthLevel::read(value), span });
            }
            Property::TlsDomain => it.tls_domain = stated(plain(value)),
            Property::Fqdn => it.fqdn = stated(plain(value)),
            Property::TlsCertificateName => {
                it.certificate_name =
                    CertificateName::read(value).map(|value| Stated { value, span });
            }
            Property::AddressSpaces => {
                let domains = list(value).filter_map(|space| address_space(space));
                it.address_spaces =
                    domains.map(|domain| Stated { value: domain.to_owned(), span }).collect();
            }
            Property::SmartHosts => {
                it.smart_hosts = list(value)
                    .map(|host| {
                        let host = host.trim_start_matches('[').trim_end_matches(']');
                        Stated { value: host.to_owned(), span }
                    })
                    .collect();
            }
            Property::AuthMechanism => {
                let words = list(value).map(str::to_owned).collect();
                it.auth_mechanism = Some(Stated { value: words, span });
            }
            Property::PermissionGroups
            | Property::Bindings
            | Property::RemoteIpRanges
            | Property::TlsDomainCapabilities
            | Property::SuppressXAnonymousTls => {}
        }
    }
    it.name = it.name.filter(|name| !name.is_empty());
    it
}

impl AuthLevel {
    fn read(value: &str) -> Self {
        match plain(value).to_ascii_lowercase().as_str() {
            "" => Self::Empty,
            "encryptiononly" => Self::EncryptionOnly,
            "certificatevalidation" => Self::CertificateValidation,
            "domainvalidation" => Self::DomainValidation,
            _ => Self::Other(value.to_owned()),
        }
    }

    pub fn word(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::EncryptionOnly => "EncryptionOnly",
            Self::CertificateValidation => "CertificateValidation",
            Self::DomainValidation => "DomainValidation",
            Self::Other(word) => word,
        }
    }
}

/// .NET's words are not translated; the others are what people type.
fn flag(value: &str) -> Option<bool> {
    match value.trim_start_matches('$').to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// `{}` and `$null` are empty.
fn plain(value: &str) -> &str {
    let value = value.trim();
    let inner =
        value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(value).trim();
    if inner.eq_ignore_ascii_case("$null") { "" } else { inner }
}

/// `{a, b}` or `a, b`. A list that was cut for display ends in `...`.
fn list(value: &str) -> impl Iterator<Item = &str> {
    let value = value.trim().trim_start_matches('{').trim_end_matches('}');
    value.split(',').map(str::trim).filter(|word| !word.is_empty() && !word.ends_with("..."))
}

/// `SMTP:fabrikam.com;1`, `smtp:*;5`; spaces of other kinds are left.
fn address_space(space: &str) -> Option<&str> {
    let (kind, rest) = space.split_once(':').unwrap_or(("smtp", space));
    let domain = rest.split(';').next().unwrap_or_default().trim();
    (kind.eq_ignore_ascii_case("smtp") && !domain.is_empty()).then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_address_spaces() {
        let spaces: Vec<&str> =
            list("{SMTP:fabrikam.com;1, smtp:*.fabrikam.com;5, X400:c=DE;1, ...}")
                .filter_map(address_space)
                .collect();
        assert_eq!(spaces, ["fabrikam.com", "*.fabrikam.com"]);
        assert_eq!(plain("{}"), "");
        assert_eq!(plain("$null"), "");
        assert_eq!(flag("$true"), Some(true));
        assert_eq!(flag("vielleicht"), None);
    }
}

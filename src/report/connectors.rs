//! The connectors of the report: what is printed, what it demands, and the names that it compares.

use serde::{Deserialize, Serialize};

use super::lines::Lines;
use crate::checks::Case;
use crate::checks::connector::{From, demanded};
use crate::facts::name::exchange::Fit;
use crate::visible::quoted;

/// One object of `Get-SendConnector | fl` or its sister.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectorReport {
    pub name: Option<String>,
    /// `send`, `receive` or `unknown`.
    pub kind: String,
    pub source: u32,
    pub line: Option<u64>,
    /// The properties that bear on TLS, in the order of the text.
    pub settings: Vec<SettingReport>,
    /// Who checks what, as the words behind its name; empty where the text does not say it.
    pub demands: String,
    pub compares: Vec<ComparedReport>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingReport {
    pub property: String,
    pub value: String,
    pub line: Option<u64>,
}

/// A name that a connector compares with a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedReport {
    pub name: String,
    /// Where it comes from, in words.
    pub from: String,
    pub certificate: String,
    /// `match`, `mismatch` or `not known`.
    pub outcome: String,
    /// The presented name that fits, or why it is not known.
    pub says: String,
}

pub(super) fn connectors(case: &Case<'_>, lines: &Lines<'_>) -> Vec<ConnectorReport> {
    let connectors = case.facts.connectors.iter().enumerate();
    connectors
        .map(|(position, connector)| ConnectorReport {
            name: connector.name.as_deref().map(quoted),
            kind: match connector.send {
                Some(true) => "send",
                Some(false) => "receive",
                None => "unknown",
            }
            .into(),
            source: connector.span.source.0,
            line: lines.line(connector.span),
            settings: connector
                .printed
                .iter()
                .map(|stated| SettingReport {
                    property: stated.value.0.into(),
                    value: quoted(&stated.value.1),
                    line: lines.line(stated.span),
                })
                .collect(),
            demands: demanded(connector).unwrap_or_default().into(),
            compares: case
                .compared
                .iter()
                .filter(|name| name.connector == position)
                .map(|name| ComparedReport {
                    name: name.domain.clone(),
                    from: match name.from {
                        From::TlsDomain => "TlsDomain",
                        From::AddressSpaces => "the recipient's domain, by AddressSpaces",
                        From::Asked => "a name asked for, taken for the recipient's domain",
                    }
                    .into(),
                    certificate: case.certificate(name.certificate).sha256.to_string(),
                    outcome: match name.fit {
                        Fit::Fits(_) => "match",
                        Fit::FitsNot => "mismatch",
                        Fit::Open(_) => "not known",
                    }
                    .into(),
                    says: match &name.fit {
                        Fit::Fits(presented) => presented.clone(),
                        Fit::FitsNot => String::new(),
                        Fit::Open(why) => (*why).into(),
                    },
                })
                .collect(),
        })
        .collect()
}

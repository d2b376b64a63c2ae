//! Situation → what to ask for: the table, what settles most first.
//!
//! Words in braces are filled in by `ask`; everything else is ours, to the last quotation mark.

use super::situation::Situation;

/// Where a command is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    Unix,
    PowerShell,
    Exchange,
    Java,
}

impl Typed {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Unix => "Unix shell",
            Self::PowerShell => "PowerShell",
            Self::Exchange => "Exchange Management Shell",
            Self::Java => "Java, either shell",
        }
    }
}

pub(super) struct Row {
    pub(super) id: &'static str,
    pub(super) applies: fn(&Situation<'_>) -> bool,
    pub(super) title: &'static str,
    pub(super) why: &'static str,
    pub(super) commands: &'static [(Typed, &'static str)],
    /// The server is looked at again, which the block for Windows without OpenSSL does too.
    pub(super) looks: bool,
}

use Typed::{Exchange, Java, PowerShell, Unix};

const SEND_CONNECTORS: &str = "Get-SendConnector | Format-List Name,AddressSpaces,SmartHosts,Fqdn,\
    RequireTLS,TlsAuthLevel,TlsDomain,TlsCertificateName,DomainSecureEnabled,IgnoreSTARTTLS";
const RECEIVE_CONNECTORS: &str = "Get-ReceiveConnector | Format-List Identity,Bindings,RemoteIPRanges,\
    Fqdn,AuthMechanism,TlsCertificateName,TlsDomainCapabilities";
const CERTIFICATES: &str = "Get-ExchangeCertificate | Format-List Thumbprint,Subject,Issuer,\
    CertificateDomains,Services,NotAfter,Status,RootCAType,HasPrivateKey";

pub(super) static ASKS: &[Row] = &[
    Row {
        id: "reach",
        looks: true,
        applies: |situation| situation.found(&["connection-failed"]),
        title: "Whether the server can be reached from that machine",
        why: "No connection came about, so nothing of TLS was seen: address, port and firewall come first.",
        commands: &[
            (PowerShell, "Resolve-DnsName -Name {host} | Format-List Name,Type,IPAddress,NameHost"),
            (PowerShell, "Test-NetConnection -ComputerName {host} -Port {port} | Format-List"),
            (Unix, "dig +short {host} A {host} AAAA"),
            (Unix, "nc -vz -w 10 {host} {port}"),
        ],
    },
    Row {
        id: "plain-dialog",
        looks: true,
        applies: |situation| {
            situation.found(&[
                "starttls-not-offered",
                "starttls-masked",
                "starttls-refused",
                "plain-text-answer",
                "no-answer",
            ])
        },
        title: "What the server says before TLS, from inside and from outside",
        why: "The answer to EHLO decides whether the server, its greeting or a firewall on the way is at \
            fault. Two answers that differ show the firewall.",
        commands: &[
            (Unix, "curl -v --max-time 20 {scheme}://{address}"),
            (PowerShell, "curl.exe -v --max-time 20 {scheme}://{address}"),
            (Exchange, RECEIVE_CONNECTORS),
        ],
    },
    Row {
        id: "versions",
        looks: true,
        applies: |situation| {
            situation.found(&[
                "no-shared-protocol",
                "no-shared-cipher",
                "handshake-failed",
                "client-policy",
                "alert-received",
                "closed-in-handshake",
            ])
        },
        title: "Which versions of TLS the server accepts",
        why: "A handshake in each version shows whether the version or the cipher suites are what the two \
            sides do not share.",
        commands: &[
            (
                Unix,
                "for v in tls1 tls1_1 tls1_2 tls1_3; do echo \"== $v\"; openssl s_client -connect {connect} \
                 -$v </dev/null; done",
            ),
            (
                PowerShell,
                "'tls1','tls1_1','tls1_2','tls1_3' | ForEach-Object { \"== $_\"; 'QUIT' | openssl s_client \
                 -connect {connect} \"-$_\" }",
            ),
        ],
    },
    Row {
        id: "whole-output",
        looks: true,
        applies: |situation| situation.lacks_output() && !situation.failed(),
        title: "The whole output, with every certificate",
        why: "With the bytes of all certificates the chain, the dates, the signatures and the name are \
            computed here, and nothing has to be believed.",
        commands: &[
            (Unix, "openssl s_client -connect {connect} {verify} -showcerts </dev/null"),
            (PowerShell, "'QUIT' | openssl s_client -connect {connect} {verify} -showcerts"),
            (Java, "keytool -printcert -rfc -sslserver {address}"),
        ],
    },
    Row {
        id: "client-certificate",
        looks: true,
        applies: |situation| {
            situation.found(&["client-certificate-rejected", "client-certificate-required"])
        },
        title: "Which certificate the sending side shows",
        why: "The server refused the client's certificate or its absence: the connector and the list of \
            certificates say which one is sent.",
        commands: &[(Exchange, SEND_CONNECTORS), (Exchange, CERTIFICATES)],
    },
    Row {
        id: "name",
        looks: false,
        applies: |situation| situation.lacks_name() && !situation.failed(),
        title: "Which name the application is configured to reach",
        why: "A certificate fits or does not fit a name: the one in the application's settings, the smart \
            host, or the MX record, and not the one typed for a test.",
        commands: &[
            (PowerShell, "Resolve-DnsName -Name DOMAIN -Type MX"),
            (Unix, "dig +short DOMAIN MX"),
            (Exchange, SEND_CONNECTORS),
        ],
    },
    Row {
        id: "who-checks",
        looks: false,
        applies: |situation| situation.lacks_policy(),
        title: "Whether the sending side checks the certificate at all",
        why: "Opportunistic senders go on encrypted whatever the certificate is worth; a connector with \
            RequireTLS and TlsAuthLevel, or a policy of Postfix, refuses.",
        commands: &[
            (Exchange, SEND_CONNECTORS),
            (Unix, "postconf smtp_tls_security_level smtp_tls_policy_maps smtp_tls_CAfile"),
        ],
    },
    Row {
        id: "root",
        looks: true,
        applies: |situation| {
            situation.found(&["no-trust-store"])
                || situation.found_grave(&["unknown-root", "self-signed"])
        },
        title: "Whether the application's machine trusts the root",
        why: "What a test program trusts says nothing on the application: look into the store that it uses, \
            then try again with that root.",
        commands: &[
            (
                PowerShell,
                "Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object {root} | Format-List \
                 Subject,Thumbprint,NotAfter",
            ),
            (
                PowerShell,
                "'QUIT' | openssl s_client -connect {connect} {verify} -showcerts -CAstore \
                 org.openssl.winstore:",
            ),
            (
                Unix,
                "openssl s_client -connect {connect} {verify} -showcerts -CAfile root.pem </dev/null",
            ),
        ],
    },
    Row {
        id: "own-certificates",
        looks: true,
        applies: |situation| {
            situation.is_mail()
                && situation.found_grave(&[
                    "expired",
                    "not-yet-valid",
                    "name-mismatch",
                    "missing-intermediate",
                    "wrong-purpose",
                ])
        },
        title: "Which certificates the server holds, where it is Exchange",
        why: "A renewed certificate may lie in the store without being enabled for SMTP.",
        commands: &[(Exchange, CERTIFICATES), (Exchange, RECEIVE_CONNECTORS)],
    },
];

//! `obsolete-protocol`: did the handshake end with a version that must no longer be used?
//!
//! Where the client offered nothing newer, the server is not accused of having nothing better.

use super::{completed, forced, unseen_command};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::{Handshake, ProtocolVersion};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "obsolete-protocol",
    severity: Severity::Warning,
    aspect: Aspect::Strength,
    side: Side::Server,
    title: "The session uses an obsolete protocol version",
    explanation: "SSL 2.0 and 3.0 are broken, and TLS 1.0 and 1.1 rest on MD5 and SHA-1 and know no modern \
        cipher. All four are forbidden by now. Current clients refuse them: a mail server that has \
        nothing better gets no encryption from them, or no mail.",
    remedy: "Switch TLS 1.2 on, and TLS 1.3 where the system has it, then test again before the old \
        versions are switched off. On Windows these are the keys Protocols\\TLS 1.2\\Server and Client \
        of SCHANNEL in the registry, and SchUseStrongCrypto and SystemDefaultTlsVersions for .NET, \
        with a restart; Exchange must be of a version that supports it. Find out first which partners \
        still need the old versions.",
    citations: &[
        Citation { document: "RFC 8996", section: "4 and 5" },
        Citation { document: "RFC 7568", section: "3" },
        Citation { document: "RFC 6176", section: "3" },
    ],
};

/// Options that allow nothing newer than TLS 1.1.
const LIMITS: &[&str] = &[
    "-ssl2",
    "-ssl3",
    "-tls1",
    "-tls1_1",
    "-no_tls1_2",
    // curl's.
    "--sslv3",
    "--tls-max 1.0",
    "--tls-max 1.1",
];

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut worst = Severity::Notice;
    let mut looked_at = false;
    for handshake in completed(case) {
        let Some(protocol) = &handshake.protocol else { continue };
        looked_at = true;
        let broken = match protocol.value {
            ProtocolVersion::Tls12 | ProtocolVersion::Tls13 => continue,
            ProtocolVersion::Tls10 | ProtocolVersion::Tls11 => false,
            ProtocolVersion::Ssl2 | ProtocolVersion::Ssl3 => true,
        };
        let limit = limit_of_the_client(handshake);
        // Whoever set the limit, a session of this version is what the text shows.
        worst = worst.max(if broken { Severity::Error } else { Severity::Warning });
        let version = protocol.value.word();
        let limit = limit.unwrap_or_else(|| unseen_command(handshake).into());
        evidence.push(Evidence::at(
            protocol.span,
            format!("The handshake ended with {version}.{limit}"),
        ));
    }
    Outcome::of(looked_at, evidence, worst)
}

/// Why the server could not answer with anything newer, as a remark.
fn limit_of_the_client(handshake: &Handshake) -> Option<String> {
    if let Some(option) = forced(handshake, |option| LIMITS.contains(&option)) {
        return Some(format!(
            " The command offered nothing newer ({option}): the server accepts it, which does not say \
             that it has nothing better."
        ));
    }
    // With anything older the server chose less than this client knows.
    let most = handshake.protocol.as_ref().map(|it| it.value) == Some(ProtocolVersion::Tls10);
    let client = handshake.client.as_deref().filter(|_| most)?;
    let old = client.ends_with("0.9.8 or older") || client.ends_with("1.0.1 or older");
    old.then(|| {
        format!(
            " The client is {client}, and OpenSSL before 1.0.1 knows nothing newer than TLS 1.0: test \
             again with a current one before the server is blamed."
        )
    })
}

//! `reply-connection-lost`: did the connection break off, so that a queue shows a socket error?
//!
//! A lost connection has many causes; TLS is one where it breaks after STARTTLS.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reply-connection-lost",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Network,
    title: "The connection broke off",
    explanation: "Connection dropped due to SocketError, or SocketError after STARTTLS, is all that a \
        queue shows when the other side closes within the handshake: a version or suite that it \
        does not take (Exchange Online closes on TLS 1.0 and 1.1), a certificate that it does \
        not like, or a firewall. Without the log it is not proven that TLS was the cause.",
    remedy: "Read the send log of that minute: did STARTTLS come before? Then try from the same \
        server: openssl s_client -connect HOST:25 -starttls smtp -tls1_2 -servername HOST. If \
        that works, Exchange itself may not be using TLS 1.2: Exchange 2010 before SP3 RU9 and \
        2013 before CU8 speak TLS 1.0 at most; else the registry under SCHANNEL\\Protocols\\TLS \
        1.2\\Client and SchUseStrongCrypto of .NET.",
    citations: &[
        Citation { document: "Microsoft Learn", section: "Exchange Server TLS guidance, part 1" },
        Citation { document: "RFC 5321", section: "4.2.1" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::ConnectionLost], |_, phrase| {
        format!(
            "The connection to {} broke off without a reason. Whether TLS was the cause shows in the send log: it breaks after STARTTLS then.",
            phrase
                .remote
                .as_ref()
                .map_or_else(|| "the other server".into(), |remote| quoted(remote))
        )
    })
}

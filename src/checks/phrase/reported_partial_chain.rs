//! `reported-partial-chain`: did a client say that the chain could not be built?
//!
//! What was computed from certificates has rules of its own; here a program says it.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reported-partial-chain",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "The client could not build the chain",
    explanation: "PartialChain means that an issuer is missing between the server's certificate and a \
        root: the server does not send its intermediate and the client does not have it, or \
        cannot fetch it. A root that the client does not know shows as PartialChain too where it \
        was not sent.",
    remedy: "Look at what is sent: openssl s_client -connect HOST:25 -starttls smtp -servername HOST \
        -showcerts. If the server is Exchange or Windows: on the server Import-Certificate \
        -FilePath int.cer -CertStoreLocation Cert:\\LocalMachine\\CA, then restart \
        MSExchangeFrontEndTransport and MSExchangeTransport. Appliances, Postfix, nginx: \
        configure the certificate and the intermediates in order as one bundle. If the chain is \
        complete, the client lacks the root: Import-Certificate -FilePath root.cer \
        -CertStoreLocation Cert:\\LocalMachine\\Root; .NET on Linux reads the store of OpenSSL: \
        update-ca-certificates.",
    citations: &[
        Citation { document: "Microsoft Learn", section: "X509ChainStatusFlags Enum, Fields" },
        Citation { document: "RFC 5246", section: "7.4.2" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::PartialChain], |case, _| {
        let text = "A client could not build a chain from the server's certificate to a root: an intermediate was not sent, or the root is not known there.";
        format!("{text}{}", beside::compared(case, Says::PartialChain))
    })
}

//! `reported-untrusted-root`: did a client say that it does not trust the root?
//!
//! What was computed from certificates has rules of its own; here a program says it.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reported-untrusted-root",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "The client does not trust the root",
    explanation: "The chain could be built and ends in a certificate that is not in the list of this \
        client: a private CA, a self-signed certificate, a TLS-inspecting device, or a public \
        root that servers with blocked root updates lack.",
    remedy: "On the machine that complains, elevated, machine store: Import-Certificate -FilePath \
        root.cer -CertStoreLocation Cert:\\LocalMachine\\Root (Windows Server 2008 R2: certutil \
        -addstore -f Root root.cer). Only a root belongs there, never an intermediate: it breaks \
        client-certificate authentication. Check with Get-ChildItem Cert:\\LocalMachine\\Root | \
        Where-Object Thumbprint -eq <sha1>. .NET on Linux and OpenSSL: copy root.crt to \
        /usr/local/share/ca-certificates and run update-ca-certificates. A public server's \
        self-signed certificate is replaced by one of a public CA. Retest: openssl s_client \
        -connect HOST:25 -starttls smtp -showcerts -CAfile root.pem.",
    citations: &[
        Citation { document: "Microsoft Learn", section: "X509ChainStatusFlags Enum, Fields" },
        Citation {
            document: "Microsoft Learn",
            section: "Schannel Error Codes for TLS and SSL Alerts",
        },
        Citation { document: "Microsoft KB 2802568", section: "Cause" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::UntrustedRoot], |case, _| {
        let text = "A client built the chain and does not trust the root that it ends in; name and dates are not what it complains of.";
        format!("{text}{}", beside::compared(case, Says::UntrustedRoot))
    })
}

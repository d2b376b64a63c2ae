//! `dotnet-chain-errors`: did .NET refuse the chain without naming its fault?
//!
//! Where a status of the chain is told as well, that one is answered.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "dotnet-chain-errors",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: ".NET refused the chain and did not name its fault",
    explanation: "RemoteCertificateChainErrors is the heading for every fault of the chain: PartialChain \
        (an issuer is missing), UntrustedRoot, NotTimeValid, Revoked, RevocationStatusUnknown or \
        OfflineRevocation, NotValidForUsage, NotSignatureValid. The name is another flag.",
    remedy: "Read the status of the chain: in PowerShell on the machine and under the account of the \
        application: $c = New-Object Net.Sockets.TcpClient('HOST',443); $s = New-Object \
        Net.Security.SslStream($c.GetStream(),$false,{param($o,$x,$k,$e) Write-Host $e; \
        $k.ChainStatus | ForEach-Object { Write-Host $_.Status }; $true}); \
        $s.AuthenticateAsClient('HOST'). Or save the certificate and run certutil -verify \
        -urlfetch server.cer on that machine. With OpenSSL: openssl s_client -connect HOST:25 \
        -starttls smtp -servername HOST -showcerts.",
    citations: &[
        Citation { document: "Microsoft Learn", section: "SslPolicyErrors Enum, Fields" },
        Citation { document: "Microsoft Learn", section: "X509ChainStatusFlags Enum, Fields" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let status = |says: Says| {
        matches!(
            says,
            Says::PartialChain
                | Says::UntrustedRoot
                | Says::OutOfDates
                | Says::Revoked
                | Says::RevocationUnknown
                | Says::WrongUsage
                | Says::BadSignature
        )
    };
    if case.facts.phrases.iter().any(|stated| status(stated.phrase.says)) {
        return Outcome::Holds;
    }
    told(case, &RULE, &[Says::ChainErrors], |case, _| {
        let causes = beside::causes(case);
        let text = "A .NET client refused the certificate chain; the message does not say which status \
            the chain has.";
        if causes.is_empty() {
            return format!("{text} It proves that the check ran and failed, and no more.");
        }
        format!("{text} The certificates beside it show: {}.", causes.join("; "))
    })
}

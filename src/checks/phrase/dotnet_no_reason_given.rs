//! `dotnet-no-reason-given`: did a .NET client refuse the certificate without saying why?
//!
//! The flags that newer versions list have rules of their own.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::{Says, Speaker, StatedPhrase};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "dotnet-no-reason-given",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: ".NET refused the certificate and gave no reason",
    explanation: "The .NET Framework has one sentence for every fault: another name, a date that is over, \
        an intermediate that is missing, a root that this machine does not know (a self-signed \
        certificate among them), a revocation check that failed. Versions from .NET 5 on list \
        SslPolicyErrors behind it.",
    remedy: "Get the reason. With OpenSSL from the machine of the application: openssl s_client \
        -connect HOST:25 -starttls smtp -servername HOST -showcerts and paste all of it, with \
        the name that the application was configured to dial. Without OpenSSL, where TLS begins \
        at once (443, 465), in PowerShell on the machine and under the account of the \
        application: $c = New-Object Net.Sockets.TcpClient('HOST',443); $s = New-Object \
        Net.Security.SslStream($c.GetStream(),$false,{param($o,$x,$k,$e) Write-Host $e; \
        $k.ChainStatus | ForEach-Object { Write-Host $_.Status }; $true}); \
        $s.AuthenticateAsClient('HOST'). Then mend the one cause: never switch the check off.",
    citations: &[
        Citation { document: "Microsoft Learn", section: "SslPolicyErrors Enum, Fields" },
        Citation { document: "Microsoft Learn", section: "AuthenticationException Class, Remarks" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    // MailKit and newer versions say more in the lines below.
    let reason = |stated: &StatedPhrase| {
        stated.phrase.by == Speaker::DotNet && stated.phrase.says != Says::NoReason
    };
    if case.facts.phrases.iter().any(reason) {
        return Outcome::Holds;
    }
    told(case, &RULE, &[Says::NoReason], |case, _| {
        let causes = beside::causes(case);
        let five = "A .NET client refused the server's certificate, and the message does not say why: \
            another name, a date, a missing intermediate, an unknown root or a failed revocation check \
            all read like this.";
        let judged = case.chains.iter().any(|chain| chain.search.is_some());
        match (causes.is_empty(), judged) {
            (false, _) => format!("{five} The certificates beside it show: {}.", causes.join("; ")),
            (true, true) => format!(
                "{five} The certificates beside it show none of the first four: look at the name that \
                 was dialled, at revocation, and at the roots of that machine."
            ),
            (true, false) => format!("{five} Run the command below where the application runs."),
        }
    })
}

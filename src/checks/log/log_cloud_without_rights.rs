//! `log-cloud-without-rights`: did Exchange Online get no cloud rights?
//!
//! Other tenants' mail comes from the same hosts, and gets none rightly.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::log::Direction;
use crate::facts::log::session::Place;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-cloud-without-rights",
    severity: Severity::Notice,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Sessions from Exchange Online got no cloud rights",
    explanation: "In a hybrid, mail from one's own tenant shows a client certificate that \
        TlsDomainCapabilities names, and then counts as internal. Without it the mail is \
        anonymous: spam filters and sender restrictions apply. Mail of other tenants comes from \
        the same hosts and gets no rights either.",
    remedy: "If own mail is meant: Get-ReceiveConnector 'SERVER\\Default Frontend SERVER' | fl \
        TlsDomainCapabilities,TlsCertificateName,Fqdn must name \
        mail.protection.outlook.com:AcceptCloudServicesMail; in Exchange Online the outbound \
        connector must use the on-premises smart host with certificate validation. Nothing may end \
        TLS in between.",
    citations: &[
        Citation { document: "Microsoft Learn", section: "Hybrid deployments, mail flow" },
        Citation {
            document: "Microsoft Learn",
            section: "Set-ReceiveConnector, -TlsDomainCapabilities",
        },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    let (mut cloud, mut without) = (0, 0);
    let mut example: Option<(i64, Place)> = None;
    for (profile, tally) in logs.counted.facing(Direction::Receive) {
        if !logs.counted.text(profile.peer).ends_with(".outlook.com") {
            continue;
        }
        cloud += tally.sessions;
        if logs.counted.text(profile.capabilities) == "None" {
            without += tally.sessions;
            let earlier = example.is_none_or(|(first, _)| tally.first < first);
            if earlier {
                example = Some((tally.first, tally.example));
            }
        }
    }
    let evidence = example.map(|(_, place)| {
        let text = format!(
            "{without} of {cloud} sessions from outlook.com had TlsDomainCapabilities 'None'. It is a fault only where they carried mail of your own tenant."
        );
        logs.evidence(Some(place), text)
    });
    Outcome::of(cloud > 0, evidence.into_iter().collect(), RULE.severity)
}

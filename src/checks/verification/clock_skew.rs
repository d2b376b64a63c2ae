//! `clock-skew`: do the client's clock and the server's tell the same time?
//!
//! Only where the text has both: the time of the run, and the date in the server's greeting. Which of the
//! two is wrong is not known.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::timestamp::duration_in_words;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "clock-skew",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Unknown,
    title: "The client's clock and the server's differ",
    explanation: "Whether a certificate is valid is decided by the clock of the machine that checks. A clock \
        that is wrong by days refuses good certificates or takes expired ones; Kerberos fails from five \
        minutes on.",
    remedy: "Compare both with a third clock, and mend the one that is wrong: w32tm /query /status and w32tm \
        /resync on Windows, timedatectl on Linux. A virtual machine may take its time from its host.",
    citations: &[
        Citation { document: "RFC 5280", section: "4.1.2.5" },
        Citation { document: "RFC 5322", section: "3.3" },
    ],
};

/// Seconds that a talk may take, and clocks may differ.
const TOLERATED: u64 = 300;
/// From here on dates of certificates are at stake.
const A_DAY: u64 = 86_400;

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut worst = Severity::Notice;
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        let (Some(client), Some(server)) = (&handshake.start_time, &handshake.server_date) else {
            continue;
        };
        looked_at = true;
        let seconds = client.value.seconds_since(server.value);
        if seconds.unsigned_abs() <= TOLERATED {
            continue;
        }
        if seconds.unsigned_abs() >= A_DAY {
            worst = Severity::Warning;
        }
        let which = if seconds > 0 { "ahead of" } else { "behind" };
        evidence.push(Evidence::at(
            client.span,
            format!(
                "The client says {}, the server's greeting {}: the client is {} {which} the server.",
                client.value.readable(),
                server.value.readable(),
                duration_in_words(seconds),
            ),
        ));
    }
    Outcome::of(looked_at, evidence, worst)
}

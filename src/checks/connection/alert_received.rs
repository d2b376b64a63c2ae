//! `alert-received`: which other alert did the server send, and whose side does it speak of?
//!
//! Alerts on versions, suites and client certificates have rules of their own.

use super::{
    client_certificate_rejected, client_certificate_required, forced, no_shared_cipher, told,
};
use crate::checks::alert_table;
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::alert;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "alert-received",
    severity: Severity::Error,
    aspect: Aspect::Encryption,
    side: Side::Unknown,
    title: "The server ended it with an alert",
    explanation: "An alert is the server's own account of why it stops. It names what the server saw, not \
        always what is wrong; the words sslv3 and tlsv1 in OpenSSL's text are not the version in use.",
    remedy: "Start with what the alert means, beside the evidence. The server's log of the same second says \
        more: on Windows the Schannel events of the System log, on Exchange the receive protocol log. For \
        alert 112 give the name that the server knows: -servername HOST. For alert 80 on Windows look at \
        the rights on the private key.",
    citations: &[
        Citation { document: "RFC 8446", section: "6.2" },
        Citation { document: "RFC 5246", section: "7.2.2" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |handshake, ending| {
        let Ending::Alert(alert, number) = ending else { return None };
        let of_choice = matches!(number, 40 | 70 | 71);
        let elsewhere = (of_choice && !no_shared_cipher::comes_later(handshake, *number))
            || client_certificate_required::demanded(handshake, *number)
            || client_certificate_rejected::rejected(handshake, *number);
        if elsewhere {
            return None;
        }
        let words = alert::name(*number).unwrap_or("not registered");
        let meaning = alert_table::meaning(*number);
        let side = meaning.map_or("", |meaning| match meaning.side {
            Side::Server => " Look at the server first.",
            Side::Client => " Look at the client first.",
            Side::Network => " Look at the network between first.",
            Side::Unknown => "",
        });
        let text = meaning.map_or("", |meaning| meaning.text);
        let text = format!("Alert {number} ({words}). {text}{side}{}", forced(handshake))
            .replace("  ", " ");
        Some(Evidence::at(alert.span, text.trim().into()))
    })
}

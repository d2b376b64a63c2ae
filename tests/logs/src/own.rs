//! Sessions of the organisation with itself: proxied deliveries, probes, balancers, devices.

use crate::dialogue::{Dialogue, Proof, TLS12};
use crate::partner::Partner;

const INTERNAL: &[&str] = &[
    "SIZE",
    "PIPELINING",
    "DSN",
    "ENHANCEDSTATUSCODES",
    "X-ANONYMOUSTLS",
    "AUTH NTLM",
    "X-EXPS GSSAPI NTLM",
    "8BITMIME",
    "BINARYMIME",
    "CHUNKING",
    "XEXCH50",
    "XRDST",
    "XSHADOWREQUEST",
];

/// The second half of a delivery, in the log of either end.
pub(crate) fn proxied(dialogue: &mut Dialogue<'_>, front_end_session: u64, partner: &Partner) {
    let host = dialogue.stream.server.host;
    dialogue.opened();
    dialogue.server(format!("220 {host} Microsoft ESMTP MAIL Service ready"), Proof::Nothing);
    dialogue.client(format!("EHLO {host}"), Proof::Named);
    dialogue.offers(host, INTERNAL);
    dialogue.client("X-ANONYMOUSTLS", Proof::AskedAnonymously);
    dialogue.server("220 2.0.0 SMTP server ready", Proof::Nothing);
    if dialogue.stream.receives {
        dialogue.note_with(
            "0123456789ABCDEF0123456789ABCDEF01234567",
            "Certificate thumbprint",
            Proof::Nothing,
        );
    } else {
        dialogue.note("Received certificate", Proof::Nothing);
        dialogue.note_with(
            "0123456789ABCDEF0123456789ABCDEF01234567",
            "Certificate thumbprint",
            Proof::Nothing,
        );
    }
    dialogue.negotiated(TLS12, false);
    dialogue.client(format!("EHLO {host}"), Proof::Named);
    dialogue.offers(host, INTERNAL);
    dialogue.note(
        format!("Proxying inbound session with session id {front_end_session:016X}"),
        Proof::Internal,
    );
    let domain = partner.mail_domain(dialogue.random);
    dialogue.message(&format!("user@{domain}"), "info@nordwind.example");
    dialogue.quits("Local");
}

/// A balancer looks whether the port is open.
pub(crate) fn balancer(dialogue: &mut Dialogue<'_>) {
    dialogue.opened();
    dialogue.server("220 ex Microsoft ESMTP MAIL Service ready", Proof::Nothing);
    dialogue.closed("Remote");
}

/// Exchange's own monitoring.
pub(crate) fn health(dialogue: &mut Dialogue<'_>) {
    let host = dialogue.stream.server.host;
    dialogue.opened();
    dialogue.client("EHLO ActiveMonitoring", Proof::Named);
    dialogue.offers(host, &["SIZE", "STARTTLS", "CHUNKING"]);
    dialogue.client(
        "MAIL FROM:<HealthMailbox0659e34e63dc40b0a7c5d1fd4e4d3e2d@nordwind.example>",
        Proof::Probe,
    );
    dialogue.server("250 2.1.0 Sender OK", Proof::Nothing);
    dialogue.quits("Remote");
}

/// A printer or an application: no TLS.
pub(crate) fn device(dialogue: &mut Dialogue<'_>) {
    let host = dialogue.stream.server.host;
    let number = dialogue.random.below(40);
    dialogue.opened();
    dialogue.client(format!("EHLO printer{number}"), Proof::Named);
    dialogue.offers(host, &["SIZE", "STARTTLS", "CHUNKING"]);
    if number.is_multiple_of(5) {
        dialogue.client("AUTH LOGIN", Proof::Nothing);
        dialogue.note("Inbound AUTH LOGIN failed because of LogonDenied", Proof::Nothing);
        dialogue.server("535 5.7.3 Authentication unsuccessful", Proof::Nothing);
        return dialogue.closed("Remote");
    }
    dialogue.message("scan@nordwind.example", "office@nordwind.example");
    dialogue.quits("Remote");
}

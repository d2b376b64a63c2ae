//! Sessions with mail servers of the Internet.

use crate::dialogue::{Dialogue, Proof, TLS10, TLS11, TLS12, TLS13};
use crate::partner::{Habit, Partner};

const PERMISSIONS: &str = "SMTPSubmit SMTPAcceptAnyRecipient SMTPAcceptAuthenticationFlag SMTPAcceptAnySender SMTPAcceptAuthoritativeDomainSender BypassAntiSpam BypassMessageSizeLimit SMTPAcceptEXCH50 AcceptRoutingHeaders";
const WITH_STARTTLS: &[&str] = &[
    "SIZE 37748736",
    "PIPELINING",
    "DSN",
    "ENHANCEDSTATUSCODES",
    "STARTTLS",
    "AUTH NTLM",
    "8BITMIME",
    "BINARYMIME",
    "CHUNKING",
];
const WITHOUT_STARTTLS: &[&str] = &["SIZE 52428800", "PIPELINING", "8BITMIME", "CHUNKING"];
const ERRORS: &[&str] =
    &["SocketError", "AlgorithmMismatch", "IllegalMessage", "10054", "CertUnknown"];

/// They call us.
pub(crate) fn receive(dialogue: &mut Dialogue<'_>, partner: &Partner) {
    let host = dialogue.stream.server.host;
    greeted(dialogue, host);
    dialogue.client(format!("EHLO {}", partner.host), Proof::Named);
    dialogue.offers(host, WITH_STARTTLS);
    if partner.habit == Habit::Clear {
        say_odd(dialogue);
        mail_to_us(dialogue, partner);
        return dialogue.quits("Remote");
    }
    dialogue.client("STARTTLS", Proof::Asked);
    dialogue.server("220 2.0.0 SMTP server ready", Proof::Nothing);
    dialogue.certificate("Sending certificate", "mail.nordwind.example");
    if handshake(dialogue, partner) {
        dialogue.client(format!("EHLO {}", partner.host), Proof::Named);
        let status = if partner.number == 0 {
            "TlsDomainCapabilities='AcceptCloudServicesMail'; Status='Success'; Domain='mail.protection.outlook.com'"
        } else {
            "TlsDomainCapabilities='None'; Status='NoRemoteCertificate'"
        };
        dialogue.note(status, Proof::Nothing);
        if !partner.shows_certificate {
            dialogue.note(
                "Client certificate chain validation status: 'EmptyCertificate'",
                Proof::Nothing,
            );
        }
        dialogue.offers(host, WITH_STARTTLS);
        say_odd(dialogue);
        mail_to_us(dialogue, partner);
        dialogue.quits("Remote");
    }
}

/// We call them. True where it failed, and mail goes in clear on a second session.
pub(crate) fn send(dialogue: &mut Dialogue<'_>, partner: &Partner) -> bool {
    called(dialogue, partner);
    if partner.habit == Habit::Clear {
        dialogue.offers(&partner.host, WITHOUT_STARTTLS);
        mail_to_them(dialogue, partner);
        dialogue.quits("Local");
        return false;
    }
    dialogue.offers(&partner.host, WITH_STARTTLS);
    dialogue.client("STARTTLS", Proof::Asked);
    dialogue.server("220 2.0.0 Ready to start TLS", Proof::Nothing);
    if dialogue.random.chance(200) {
        dialogue.certificate("Sending certificate", "mail.nordwind.example");
    }
    if handshake(dialogue, partner) {
        dialogue.client(format!("EHLO {}", "mail.nordwind.example"), Proof::Named);
        dialogue.offers(&partner.host, WITH_STARTTLS);
        mail_to_them(dialogue, partner);
        dialogue.quits("Local");
        return false;
    }
    partner.habit == Habit::Fails
}

/// The second session of an opportunistic connector: STARTTLS is offered and not asked for.
pub(crate) fn send_in_clear(dialogue: &mut Dialogue<'_>, partner: &Partner) {
    called(dialogue, partner);
    dialogue.offers(&partner.host, WITH_STARTTLS);
    mail_to_them(dialogue, partner);
    dialogue.quits("Local");
}

/// Nobody answers.
pub(crate) fn not_reached(dialogue: &mut Dialogue<'_>, address: &str) {
    dialogue.note("attempting to connect", Proof::Nothing);
    dialogue.note(
        format!("Failed to connect. Winsock error code: 10060, Win32 error code: 10060, Error Message: A connection attempt failed because the connected party did not properly respond after a period of time {address}:25"),
        Proof::NotReached,
    );
}

fn greeted(dialogue: &mut Dialogue<'_>, host: &str) {
    dialogue.opened();
    dialogue.note_with(PERMISSIONS, "Set Session Permissions", Proof::Nothing);
    dialogue.server(
        format!("220 {host} Microsoft ESMTP MAIL Service ready at Fri, 20 Nov 2026 10:00:00 +0100"),
        Proof::Nothing,
    );
}

fn called(dialogue: &mut Dialogue<'_>, partner: &Partner) {
    dialogue.note("attempting to connect", Proof::Nothing);
    dialogue.opened();
    dialogue.server(format!("220 {} ESMTP Postfix", partner.host), Proof::Nothing);
    dialogue.client("EHLO mail.nordwind.example", Proof::Named);
}

/// True where it succeeds; otherwise the session is over.
fn handshake(dialogue: &mut Dialogue<'_>, partner: &Partner) -> bool {
    let habit = match partner.habit {
        Habit::Mixed if dialogue.random.chance(500) => Habit::Tls10,
        Habit::Mixed => Habit::Tls12,
        Habit::Tls13 if !dialogue.stream.server.speaks_tls13 => Habit::Tls12,
        // Even the best line breaks now and then.
        _ if dialogue.random.chance(3) => Habit::Leaves,
        habit => habit,
    };
    let version = match habit {
        Habit::Tls10 => TLS10,
        Habit::Tls11 => TLS11,
        Habit::Tls13 => TLS13,
        Habit::Fails => {
            let error = *dialogue.random.one(ERRORS);
            dialogue.note(format!("TLS negotiation failed with error {error}"), Proof::Failed);
            dialogue.closed("Local");
            return false;
        }
        Habit::Leaves => {
            dialogue.closed("Remote");
            return false;
        }
        Habit::Tls12 | Habit::Clear | Habit::Mixed => TLS12,
    };
    if partner.shows_certificate || !dialogue.stream.receives {
        dialogue.certificate("Remote certificate", &partner.host);
    }
    dialogue.negotiated(version, partner.is_old);
    true
}

fn mail_to_us(dialogue: &mut Dialogue<'_>, partner: &Partner) {
    let domain = partner.mail_domain(dialogue.random);
    if dialogue.random.chance(30) {
        dialogue.client(format!("MAIL FROM:<news@{domain}>"), Proof::Nothing);
        dialogue.client("RCPT TO:<nobody@nordwind.example>", Proof::Nothing);
        dialogue.server("250 2.1.0 Sender OK", Proof::Nothing);
        dialogue.server("550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found", Proof::Nothing);
        return;
    }
    for _ in 0..1 + dialogue.random.below(3) / 2 {
        let user = dialogue.random.below(900);
        dialogue.message(&format!("user{user}@{domain}"), "info@nordwind.example");
    }
}

fn mail_to_them(dialogue: &mut Dialogue<'_>, partner: &Partner) {
    let (record, user) = (dialogue.random.below(1 << 40), dialogue.random.below(900));
    dialogue.note(
        format!("sending message with RecordId {record} and InternetMessageId <{record:x}@nordwind.example>"),
        Proof::Nothing,
    );
    let domain = partner.mail_domain(dialogue.random);
    dialogue.message("sales@nordwind.example", &format!("user{user}@{domain}"));
}

/// What no reader knows yet, and what every reader must not mind.
fn say_odd(dialogue: &mut Dialogue<'_>) {
    if dialogue.random.chance(3) {
        dialogue.note("A sentence of a later build", Proof::NotUnderstood);
    }
    if dialogue.random.chance(20) {
        dialogue.note_with(
            "Tarpit for '0.00:00:05' due to '550 5.7.1 \"quoted\", and more'",
            "",
            Proof::Nothing,
        );
    }
}

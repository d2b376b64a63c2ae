//! What does an alert of the server mean, and on whose side is the cause?
//!
//! The registered alerts (RFC 8446 section 6.2, RFC 5246 section 7.2.2, the registry). A peer may send a
//! wrong one, and many send 40 for everything: the likely cause is said as such.

use super::Side;

pub(super) struct AlertMeaning {
    pub(super) number: u8,
    /// What it means and what is likely behind it.
    pub(super) text: &'static str,
    pub(super) side: Side,
}

static ALERTS: &[AlertMeaning] = &[
    AlertMeaning {
        number: 10,
        side: Side::Unknown,
        text: "The server got a message that it did not expect. Often another protocol is spoken on this port, or a device between changed the stream.",
    },
    AlertMeaning {
        number: 20,
        side: Side::Network,
        text: "A record did not decrypt or was changed on the way: a device between, a faulty accelerator, or keys that differ.",
    },
    AlertMeaning {
        number: 21,
        side: Side::Unknown,
        text: "A record did not decrypt; only old versions send this.",
    },
    AlertMeaning {
        number: 22,
        side: Side::Unknown,
        text: "A record was longer than allowed: often plain text that was read as TLS.",
    },
    AlertMeaning { number: 30, side: Side::Unknown, text: "A record could not be decompressed." },
    AlertMeaning {
        number: 40,
        side: Side::Client,
        text: "The server's certificate had come before it, so versions and suite were agreed: up to TLS 1.2 a server that demands a certificate of the client says this.",
    },
    AlertMeaning {
        number: 41,
        side: Side::Client,
        text: "The client has no certificate that fits (SSL 3.0).",
    },
    AlertMeaning {
        number: 42,
        side: Side::Client,
        text: "The server could not read the certificate that the client showed, or its signature is wrong.",
    },
    AlertMeaning {
        number: 43,
        side: Side::Client,
        text: "The server does not take this kind of client certificate.",
    },
    AlertMeaning {
        number: 44,
        side: Side::Client,
        text: "The client's certificate is revoked by its CA.",
    },
    AlertMeaning {
        number: 45,
        side: Side::Client,
        text: "The client's certificate has expired, or the server's clock is wrong.",
    },
    AlertMeaning {
        number: 46,
        side: Side::Client,
        text: "The server did not accept the client's certificate and says no more.",
    },
    AlertMeaning {
        number: 47,
        side: Side::Unknown,
        text: "A field had a value that the server does not allow: mostly software of one side that breaks the protocol, or a device between.",
    },
    AlertMeaning {
        number: 48,
        side: Side::Client,
        text: "The server does not know or trust the CA of the client's certificate.",
    },
    AlertMeaning {
        number: 49,
        side: Side::Server,
        text: "The client's certificate is valid, and the server's rules refuse it all the same.",
    },
    AlertMeaning {
        number: 50,
        side: Side::Unknown,
        text: "A message could not be read: broken software on one side, or a device between that changed it.",
    },
    AlertMeaning {
        number: 51,
        side: Side::Unknown,
        text: "A signature or a Finished message did not verify: keys that do not belong together, or a change on the way.",
    },
    AlertMeaning {
        number: 60,
        side: Side::Client,
        text: "Export restrictions were broken; only very old software sends this.",
    },
    AlertMeaning {
        number: 80,
        side: Side::Server,
        text: "Something inside the server failed. On Windows often: the service may not read the private key of its certificate.",
    },
    AlertMeaning {
        number: 86,
        side: Side::Client,
        text: "The client offered less than both can do (TLS_FALLBACK_SCSV): it had failed before and fell back.",
    },
    AlertMeaning {
        number: 109,
        side: Side::Client,
        text: "An extension is missing that the version demands.",
    },
    AlertMeaning {
        number: 110,
        side: Side::Unknown,
        text: "An extension came that was not asked for.",
    },
    AlertMeaning {
        number: 111,
        side: Side::Client,
        text: "A certificate could not be fetched from the address given.",
    },
    AlertMeaning {
        number: 112,
        side: Side::Client,
        text: "The server does not know the name that was asked for (SNI): a name is missing in its configuration, or the wrong name was sent.",
    },
    AlertMeaning {
        number: 113,
        side: Side::Server,
        text: "The stapled answer on revocation was refused.",
    },
    AlertMeaning {
        number: 114,
        side: Side::Client,
        text: "The hash of a certificate that was to be fetched is wrong.",
    },
    AlertMeaning {
        number: 115,
        side: Side::Client,
        text: "The server does not know the identity of the pre-shared key.",
    },
    AlertMeaning {
        number: 120,
        side: Side::Client,
        text: "None of the application protocols offered (ALPN) is spoken here.",
    },
    AlertMeaning {
        number: 121,
        side: Side::Client,
        text: "The server demands Encrypted Client Hello.",
    },
];

/// What is known of an alert.
pub(super) fn meaning(number: u8) -> Option<&'static AlertMeaning> {
    ALERTS.iter().find(|alert| alert.number == number)
}

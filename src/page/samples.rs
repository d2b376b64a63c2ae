//! The samples: what they hold and the question that goes with each.
//!
//! Their certificates were made for this page, their keys thrown away. The time is part of the question,
//! so that a sample says the same for ever.

use crate::state::{Asked, Event};

pub(super) struct Sample {
    pub(super) title: &'static str,
    pub(super) says: &'static str,
    paste: &'static str,
    hosts: &'static str,
    roots: &'static str,
}

/// The moment at which the samples are judged.
const AT: &str = "2026-11-21T10:00:00Z";

pub(super) static SAMPLES: [Sample; 6] = [
    Sample {
        title: "A chain in order",
        says: "Two certificates, a private root, and the name they are for.",
        paste: include_str!("../../static/samples/good_chain.txt"),
        hosts: "mail.example.com",
        roots: include_str!("../../static/samples/root.pem"),
    },
    Sample {
        title: "A chain with faults",
        says: "Quoted in a mail: expired, out of order, cut short, and with a key that nobody should see.",
        paste: include_str!("../../static/samples/broken_chain.txt"),
        hosts: "mx1.fabrikam.example",
        roots: "",
    },
    Sample {
        title: "A transcript with code 20",
        says: "openssl s_client on a machine without a trust store, its certificates cut out.",
        paste: include_str!("../../static/samples/no_trust_store.txt"),
        hosts: "",
        roots: "",
    },
    Sample {
        title: "An error message and a certificate",
        says: "What a .NET program printed, with the one certificate that the server sent.",
        paste: include_str!("../../static/samples/dotnet_message.txt"),
        hosts: "mail.example.com",
        roots: "",
    },
    Sample {
        title: "A protocol log",
        says: "Exchange's send log: a partner refuses the certificate that we present.",
        paste: include_str!("../../tests/stories/q7-our-certificate-refused/input.send.log"),
        hosts: "",
        roots: "",
    },
    Sample {
        title: "No STARTTLS",
        says: "A firewall overwrites what the mail server offers.",
        paste: include_str!("../../static/samples/starttls_masked.txt"),
        hosts: "",
        roots: "",
    },
];

impl Sample {
    pub(super) fn event(&self) -> Event {
        let asked = Asked {
            hosts: self.hosts.into(),
            at: AT.into(),
            roots: self.roots.into(),
            ..Asked::default()
        };
        Event::SampleChosen { paste: self.paste, asked: Box::new(asked) }
    }
}

//! Who is on the other side of the Internet, and how does its mail server talk?
//!
//! All of a partner follows from its number. Addresses are of RFC 2544 and RFC 3849, names of RFC 2606
//! but those of the two hosted senders that every Exchange server talks with.

use crate::random::{Random, mixed};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Habit {
    Tls10,
    Tls11,
    Tls12,
    Tls13,
    /// Offers or takes no STARTTLS.
    Clear,
    /// The handshake fails each time.
    Fails,
    /// Goes away in the middle of the handshake.
    Leaves,
    /// Sometimes TLS 1.0, sometimes TLS 1.2.
    Mixed,
}

#[derive(Clone, Debug)]
pub(crate) struct Partner {
    pub(crate) number: u32,
    /// The name of the host.
    pub(crate) host: String,
    /// Of its mail.
    pub(crate) domain: String,
    pub(crate) habit: Habit,
    /// Cipher suites without forward secrecy.
    pub(crate) is_old: bool,
    pub(crate) shows_certificate: bool,
}

impl Partner {
    pub(crate) fn of(number: u32) -> Self {
        let chance = mixed(u64::from(number) ^ 0xabcd_ef01);
        let habit = match chance % 200 {
            0..6 => Habit::Tls10,
            6..10 => Habit::Tls11,
            10..150 => Habit::Tls12,
            150..182 => Habit::Tls13,
            182..190 => Habit::Clear,
            190..194 => Habit::Fails,
            194..196 => Habit::Leaves,
            _ => Habit::Mixed,
        };
        let word = ["post", "mail", "mx", "relay", "smtp-out", "gw"][(chance >> 20) as usize % 6];
        let name =
            ["fjord", "heide", "osprey", "contoso", "marsch", "tundra", "alster", "northwind"]
                [(chance >> 24) as usize % 8];
        let (host, domain) = match number {
            0 => ("mail-am6eur05on2.outbound.protection.outlook.com".into(), String::new()),
            1 => ("mail-wr1-f44.google.com".into(), String::new()),
            _ => (format!("{word}.{name}{number}.example"), format!("{name}{number}.example")),
        };
        let habit = if number < 2 { Habit::Tls12 } else { habit };
        Self {
            number,
            host,
            domain,
            habit,
            is_old: matches!(habit, Habit::Tls10 | Habit::Tls11 | Habit::Mixed),
            shows_certificate: number < 2 || chance.is_multiple_of(11),
        }
    }

    /// Of the sender or the recipient: a hosted sender has many.
    pub(crate) fn mail_domain(&self, random: &mut Random) -> String {
        if self.domain.is_empty() {
            return format!("tenant{}.example", random.below(400));
        }
        self.domain.clone()
    }

    /// One of its addresses without the port; IPv6 in brackets.
    pub(crate) fn address(&self, random: &mut Random) -> String {
        let number = self.number;
        let has_two = number.is_multiple_of(7);
        if has_two && random.chance(400) {
            return format!("[2001:db8:{:x}::{:x}]", number >> 16, (number & 0xffff) + 1);
        }
        let host = number & 0x1_ffff;
        format!("198.{}.{}.{}", 18 + (host >> 16), host >> 8 & 0xff, host & 0xff)
    }
}

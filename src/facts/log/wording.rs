//! What did this text mean the last time it was read?
//!
//! A log says a few hundred sentences on certificates and handshakes again and again. Each is taken apart
//! once; the tables are capped, and beyond the cap a sentence is taken apart each time.

use super::certificate::{LoggedCertificate, in_one_row};
use super::negotiation::Negotiation;
use super::quick::QuickMap;
use super::texts::{Text, Texts};

/// Sentences of one kind that are remembered.
const MAX_KNOWN: usize = 4_096;

/// The texts of one reading, and what some of them mean.
#[derive(Default)]
pub struct Wording {
    pub texts: Texts,
    negotiations: QuickMap<Box<str>, Negotiation>,
    certificates: QuickMap<Box<str>, LoggedCertificate>,
}

impl Wording {
    /// Of the sentence of a success row.
    pub fn negotiation(&mut self, sentence: &str) -> Negotiation {
        if let Some(known) = self.negotiations.get(sentence) {
            return *known;
        }
        let negotiation = Negotiation::of(sentence, &mut self.texts);
        if self.negotiations.len() < MAX_KNOWN {
            self.negotiations.insert(sentence.into(), negotiation);
        }
        negotiation
    }

    /// Of the data of a row that announces a certificate; empty where it tells nothing itself.
    pub fn certificate(&mut self, data: &str) -> LoggedCertificate {
        if let Some(known) = self.certificates.get(data) {
            return *known;
        }
        let certificate = in_one_row(data, &mut self.texts).unwrap_or_default();
        if self.certificates.len() < MAX_KNOWN {
            self.certificates.insert(data.into(), certificate);
        }
        certificate
    }

    /// Of an address of mail, in small letters; empty where it has none, as a bounce.
    pub fn domain(&mut self, address: &str) -> Text {
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        if domain.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.texts.intern(&domain.to_ascii_lowercase());
        }
        self.texts.intern(domain)
    }
}

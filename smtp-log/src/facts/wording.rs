//! What did this text mean the last time it was read?
//!
//! A log says a few hundred sentences on certificates and handshakes again and again. Each is taken apart
//! once; the tables are capped, and beyond the cap a sentence is taken apart each time.

use super::certificate::{LoggedCertificate, in_one_row};
use super::event::text;
use super::negotiation::Negotiation;
use super::quick::QuickMap;
use super::texts::{Text, Texts};

/// Sentences of one kind that are remembered.
const MAX_KNOWN: usize = 4_096;

/// The texts of one reading, and what some of them mean.
#[derive(Default)]
pub struct Wording {
    pub texts: Texts,
    negotiations: QuickMap<Box<[u8]>, Negotiation>,
    certificates: QuickMap<Box<[u8]>, LoggedCertificate>,
}

impl Wording {
    /// Of the sentence of a success row.
    pub fn negotiation(&mut self, sentence: &[u8]) -> Negotiation {
        if let Some(known) = self.negotiations.get(sentence) {
            return *known;
        }
        let negotiation = Negotiation::of(text(sentence), &mut self.texts);
        if self.negotiations.len() < MAX_KNOWN {
            self.negotiations.insert(sentence.into(), negotiation);
        }
        negotiation
    }

    /// Of the data of a row that announces a certificate; empty where it tells nothing itself.
    pub fn certificate(&mut self, data: &[u8]) -> LoggedCertificate {
        if let Some(known) = self.certificates.get(data) {
            return *known;
        }
        let certificate = in_one_row(text(data), &mut self.texts).unwrap_or_default();
        if self.certificates.len() < MAX_KNOWN {
            self.certificates.insert(data.into(), certificate);
        }
        certificate
    }

    /// Of an address of mail, in small letters; empty where it has none, as a bounce.
    pub fn domain(&mut self, address: &str) -> Text {
        let at = memchr::memrchr(b'@', address.as_bytes());
        let domain = at.and_then(|at| address.get(at + 1..)).unwrap_or_default();
        if domain.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.texts.intern(&domain.to_ascii_lowercase());
        }
        self.texts.intern(domain)
    }
}

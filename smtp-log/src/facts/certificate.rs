//! Which certificate does a log row tell of?
//!
//! Exchange has written three layouts: a row for each part (to 2013), all parts in one row (2016 to CU2),
//! and the same with the dates (later). In one row the parts are joined by single blanks and names hold
//! blanks too: it is read from its right end, and what is left is subject and issuer with no certain
//! border between them.

use super::texts::{Renumber, Text, Texts};
use crate::timestamp::Timestamp;

/// What is told of one certificate; empty where nothing is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct LoggedCertificate {
    /// Empty where the border to the issuer is not certain.
    pub subject: Text,
    pub issuer: Text,
    /// Subject and issuer as they stand, where the border between them is not certain.
    pub names: Text,
    /// Hexadecimal, as written.
    pub serial: Text,
    /// The SHA-1 of the certificate, 40 hexadecimal digits in capitals.
    pub thumbprint: Text,
    /// Seconds since 1970.
    pub not_before: Option<i64>,
    pub not_after: Option<i64>,
    /// Separated by `;`, as written.
    pub alternate_names: Text,
}

/// A row that tells one part (the first layout).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Subject,
    Issuer,
    Serial,
    Thumbprint,
    AlternateNames,
}

/// The part that a row's context names.
pub fn part(context: &[u8]) -> Option<Part> {
    match context {
        b"Certificate subject" => Some(Part::Subject),
        b"Certificate issuer name" => Some(Part::Issuer),
        b"Certificate serial number" => Some(Part::Serial),
        b"Certificate thumbprint" => Some(Part::Thumbprint),
        b"Certificate alternate names" => Some(Part::AlternateNames),
        _ => None,
    }
}

impl LoggedCertificate {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes the value of one part.
    pub fn take(&mut self, part: Part, value: Text) {
        match part {
            Part::Subject => self.subject = value,
            Part::Issuer => self.issuer = value,
            Part::Serial => self.serial = value,
            Part::Thumbprint => self.thumbprint = value,
            Part::AlternateNames => self.alternate_names = value,
        }
    }

    /// Parts that were told earlier, completed by those told later.
    pub fn then(self, later: Self) -> Self {
        Self {
            subject: later.subject.or(self.subject),
            issuer: later.issuer.or(self.issuer),
            names: later.names.or(self.names),
            serial: later.serial.or(self.serial),
            thumbprint: later.thumbprint.or(self.thumbprint),
            not_before: later.not_before.or(self.not_before),
            not_after: later.not_after.or(self.not_after),
            alternate_names: later.alternate_names.or(self.alternate_names),
        }
    }

    /// Every text of it as another table numbers it.
    pub fn renumbered(self, to: &mut Renumber<'_>) -> Self {
        Self {
            subject: to(self.subject),
            issuer: to(self.issuer),
            names: to(self.names),
            serial: to(self.serial),
            thumbprint: to(self.thumbprint),
            not_before: self.not_before,
            not_after: self.not_after,
            alternate_names: to(self.alternate_names),
        }
    }

    /// What it is known by: the thumbprint, else the subject, else both names.
    pub fn known_by(self) -> Text {
        self.thumbprint.or(self.subject).or(self.names)
    }
}

/// The text of one part, as it is kept.
pub fn value(part: Part, data: &str, texts: &mut Texts) -> Text {
    let data = data.trim();
    match part {
        Part::Thumbprint => texts.intern(&data.to_ascii_uppercase()),
        Part::Subject | Part::Issuer | Part::Serial | Part::AlternateNames => texts.intern(data),
    }
}

/// Reads all parts out of one row's data; `None` where no thumbprint stands in it.
pub fn in_one_row(data: &str, texts: &mut Texts) -> Option<LoggedCertificate> {
    let words: Vec<&str> = data.trim().split(' ').collect();
    let at = words.iter().rposition(|word| is_thumbprint(word))?;
    let (before, behind) = (&words[..at], &words[at + 1..]);
    let thumbprint = texts.intern(&words[at].to_ascii_uppercase());
    let mut certificate = LoggedCertificate { thumbprint, ..Default::default() };
    let date = |index: usize| behind.get(index).and_then(|word| Timestamp::parse(word));
    let dates = match (date(0), date(1)) {
        (Some(not_before), Some(not_after)) => {
            certificate.not_before = Some(not_before.unix_seconds());
            certificate.not_after = Some(not_after.unix_seconds());
            2
        }
        _ => 0,
    };
    let alternate_names = behind.get(dates..).unwrap_or_default().join(" ");
    certificate.alternate_names = texts.intern(&alternate_names);
    let Some((serial, names)) = before.split_last() else { return Some(certificate) };
    if serial.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        certificate.serial = texts.intern(serial);
        halves(&names.join(" "), &mut certificate, texts);
    } else {
        halves(&before.join(" "), &mut certificate, texts);
    }
    Some(certificate)
}

/// Two equal halves are subject and issuer of a self-signed certificate; so are the two sides of the one
/// place where a second name can begin.
fn halves(names: &str, certificate: &mut LoggedCertificate, texts: &mut Texts) {
    let middle = names.len() / 2;
    if names.as_bytes().get(middle) == Some(&b' ')
        && let (Some(subject), Some(issuer)) = (names.get(..middle), names.get(middle + 1..))
        && subject == issuer
    {
        certificate.subject = texts.intern(subject);
        certificate.issuer = certificate.subject;
        return;
    }
    // Within a name attributes are separated by ", ": a blank with no comma before it and an attribute
    // behind it may be the border.
    let borders: Vec<usize> = names
        .match_indices(' ')
        .map(|(at, _)| at)
        .filter(|at| !names[..*at].ends_with([',', '+']) && begins_attribute(&names[at + 1..]))
        .collect();
    match borders.as_slice() {
        [border] => {
            certificate.subject = texts.intern(&names[..*border]);
            certificate.issuer = texts.intern(&names[border + 1..]);
        }
        _ => certificate.names = texts.intern(names),
    }
}

/// `CN=`, `E=`, `OID.2.5.4.97=`.
fn begins_attribute(text: &str) -> bool {
    let Some((kind, _)) = text.split_once('=') else { return false };
    !kind.is_empty()
        && kind.len() < 24
        && kind.starts_with(|first: char| first.is_ascii_alphabetic())
        && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

fn is_thumbprint(word: &str) -> bool {
    word.len() == 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const THUMBPRINT: &str = "0123456789ABCDEF0123456789ABCDEF01234567";

    #[test]
    fn the_layout_with_dates() {
        let mut texts = Texts::default();
        let data = format!(
            " CN=EX1 CN=EX1 12DE {THUMBPRINT} 2020-01-17T15:15:33.000Z 2025-01-17T15:15:33.000Z EX1;EX1.example.com"
        );
        let read = in_one_row(&data, &mut texts).expect("a certificate");
        assert_eq!((texts.text(read.subject), texts.text(read.issuer)), ("CN=EX1", "CN=EX1"));
        assert_eq!((texts.text(read.serial), texts.text(read.thumbprint)), ("12DE", THUMBPRINT));
        let not_after = Timestamp::parse("2025-01-17T15:15:33Z").map(Timestamp::unix_seconds);
        assert_eq!(read.not_after, not_after);
        assert_eq!(texts.text(read.alternate_names), "EX1;EX1.example.com");
    }

    #[test]
    fn the_layout_without_dates_and_without_names() {
        let mut texts = Texts::default();
        let data =
            format!("CN=mail.example.com, O=Example Inc. C=US, CN=Example CA 0A {THUMBPRINT}");
        let read = in_one_row(&data, &mut texts).expect("a certificate");
        assert_eq!(texts.text(read.subject), "CN=mail.example.com, O=Example Inc.");
        assert_eq!(texts.text(read.issuer), "C=US, CN=Example CA");
        assert!(read.alternate_names.is_empty());
    }

    #[test]
    fn a_border_that_is_not_certain_is_not_drawn() {
        let mut texts = Texts::default();
        let data = format!("CN=a O=b CN=c 0A {THUMBPRINT} a;b");
        let read = in_one_row(&data, &mut texts).expect("a certificate");
        assert!(read.subject.is_empty());
        assert_eq!(texts.text(read.names), "CN=a O=b CN=c");
        assert_eq!(in_one_row("CN=EX1 CN=EX1 12DE", &mut texts), None);
    }

    #[test]
    fn parts_come_one_by_one() {
        let mut texts = Texts::default();
        let mut first = LoggedCertificate::default();
        first.take(Part::Subject, value(Part::Subject, "CN=a", &mut texts));
        let mut later = LoggedCertificate::default();
        later.take(Part::Thumbprint, value(Part::Thumbprint, " abc ", &mut texts));
        let both = first.then(later);
        assert_eq!((texts.text(both.subject), texts.text(both.thumbprint)), ("CN=a", "ABC"));
        assert_eq!(part(b"Certificate thumbprint"), Some(Part::Thumbprint));
        assert_eq!(part(b"Certificate"), None);
    }
}

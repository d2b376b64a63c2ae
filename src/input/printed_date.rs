//! Which moment does a printed date name?
//!
//! `Mar  1 00:00:00 2026 GMT` (OpenSSL), `Sun, 01 Mar 2026 00:00:00 GMT` (curl with GnuTLS),
//! `Sun Mar 01 00:00:00 UTC 2026` and `2026-03-01 00:00:00 UTC` (gnutls-cli). A part that is missing is not
//! guessed.

use crate::timestamp::Timestamp;

const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";

pub(super) fn read(text: &str) -> Option<Timestamp> {
    let words = || text.split([' ', ',']).filter(|word| !word.is_empty());
    if !words().any(|word| word.starts_with("GMT") || word.starts_with("UTC")) {
        return None;
    }
    let clock = words().find(|word| word.len() == 8 && word.as_bytes().get(2) == Some(&b':'))?;
    if let Some(date) = words().find(|word| word.len() == 10 && word.contains('-')) {
        return Timestamp::parse(&format!("{date}T{clock}Z"));
    }
    let place = |word: &str| MONTHS.find(word).filter(|at| word.len() == 3 && at % 3 == 0);
    let month = words().find_map(place)? / 3 + 1;
    let number = |word: &str| word.parse::<u16>().ok();
    let day = words().filter(|word| word.len() <= 2).find_map(number)?;
    let year = words().filter(|word| word.len() == 4).find_map(number)?;
    Timestamp::parse(&format!("{year:04}-{month:02}-{day:02}T{clock}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program() {
        for date in [
            "Mar  1 00:00:00 2026 GMT",
            "Sun, 01 Mar 2026 00:00:00 GMT",
            "Sun Mar 01 00:00:00 UTC 2026",
            "2026-03-01 00:00:00 UTC",
        ] {
            let moment = read(date).map(Timestamp::rfc3339);
            assert_eq!(moment.as_deref(), Some("2026-03-01T00:00:00Z"), "{date}");
        }
        for cut in ["Mar 1", "Mar  1 00:00:00 2026", "2026-03-01 00:00", ""] {
            assert_eq!(read(cut), None, "{cut}");
        }
    }
}

//! Which time does the server's greeting tell?
//!
//! Exchange and many others end it with a date of RFC 5322: `220 EX1 Microsoft ESMTP MAIL Service ready at
//! Sat, 21 Nov 2026 11:00:00 +0100`. A date without its offset is not guessed at.

use super::{DialogLine, Stated};
use crate::input::transcript::Sender;
use crate::timestamp::Timestamp;

const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";

/// The date in the first greeting.
pub(super) fn date(dialog: &[Stated<DialogLine>]) -> Option<Stated<Timestamp>> {
    let greeting = dialog
        .iter()
        .find(|line| line.value.from == Sender::Server && line.value.text.starts_with("220"))?;
    Some(Stated { value: read(&greeting.value.text)?, span: greeting.span })
}

/// `21 Nov 2026 11:00:00 +0100`, wherever it stands.
fn read(text: &str) -> Option<Timestamp> {
    let words: Vec<&str> = text.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    words.windows(5).find_map(|words| {
        let [day, month, year, clock, offset] = words else { return None };
        let month = MONTHS.find(month).filter(|at| month.len() == 3 && at % 3 == 0)? / 3 + 1;
        let day: u8 = day.parse().ok()?;
        let offset = match *offset {
            "GMT" | "UTC" | "Z" => "+00:00".to_owned(),
            offset => format!("{}:{}", offset.get(..3)?, offset.get(3..5)?),
        };
        Timestamp::parse(&format!("{year}-{month:02}-{day:02}T{clock}{offset}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_greetings() {
        for text in [
            "220 EX1.example Microsoft ESMTP MAIL Service ready at Sat, 21 Nov 2026 11:00:00 +0100",
            "220 mx.example ESMTP Sendmail 8.17; Sat, 21 Nov 2026 10:00:00 GMT",
            "220 mx.example ready at 21 Nov 2026 10:00:00 +0000 (UTC)",
        ] {
            let moment = read(text).map(Timestamp::rfc3339);
            assert_eq!(moment.as_deref(), Some("2026-11-21T10:00:00Z"), "{text}");
        }
        for text in
            ["220 mx.example ESMTP Postfix", "220 21 Nov 2026 10:00:00", "220 é Nov 2026 1 +é00é"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

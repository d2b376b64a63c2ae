//! How does a machine without OpenSSL show what it sees? A read-only PowerShell block, and the frame of its
//! output.
//!
//! The block and the reader of what it prints (`input::collector`) share this table of parts and keys;
//! docs/collector.md specifies the lines. Values get into the block through `Endpoint` alone. Nothing is run
//! here, and nothing that was printed is read here.

use crate::endpoint::{Begin, Endpoint};

static TEMPLATE: &str = include_str!("collector/template.ps1");

/// How a line of the frame begins, of any version.
pub const FRAME: &str = "[Handglass collector ";

pub const BEGIN: &str = "[Handglass collector 1: begin]";

pub const END: &str = "[Handglass collector 1: end, sections: ";

pub const SECTION: &str = "[section: ";

/// How the rest of an entry begins that is longer than a line.
pub const CONTINUED: &str = "+ ";

/// A part of the output: its name, and how its entries begin. A PEM block is an entry too.
pub struct Part {
    pub name: &'static str,
    pub keys: &'static [&'static str],
}

const fn part(name: &'static str, keys: &'static [&'static str]) -> Part {
    Part { name, keys }
}

/// The sum of a part, in Adler's manner over letters and digits alone: a copy may change blanks, quotation
/// marks and dashes, and a wrap may add them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    low: u32,
    high: u32,
}

impl Default for Sum {
    fn default() -> Self {
        Self { low: 1, high: 0 }
    }
}

impl Sum {
    const MODULUS: u32 = 65_521;

    pub fn add(&mut self, text: &str) {
        for byte in text.bytes().filter(u8::is_ascii_alphanumeric) {
            self.low = (self.low + u32::from(byte)) % Self::MODULUS;
            self.high = (self.high + self.low) % Self::MODULUS;
        }
    }

    pub const fn value(self) -> u32 {
        self.high << 16 | self.low
    }
}

/// Every part, in the order in which the block prints them.
pub static PARTS: &[Part] = &[
    part("run", &["target", "mode", "name", "clock", "computer", "system", "powershell", "net"]),
    part("network", &["address", "connected", "failed"]),
    part("dialog", &["S", "C", "note", "failed"]),
    part("tls", &["protocol", "suite", "cipher", "hash", "exchange", "errors", "failed"]),
    part("sent", &["source"]),
    part("built", &["element", "flaw", "status"]),
    part("roots", &["count", "bytes", "note"]),
    part("exchange", &["asked", "note", "o", "failed"]),
];

/// The block for a server; `None` where its protocol is none that the block speaks.
pub fn script(endpoint: &Endpoint) -> Option<String> {
    let mode = match endpoint.begin() {
        Begin::AtOnce => "tls",
        Begin::StartTls("smtp" | "lmtp") | Begin::Unknown => "smtp",
        Begin::StartTls(_) => return None,
    };
    let filled = TEMPLATE
        .replace("{{target}}", endpoint.host())
        .replace("{{port}}", &endpoint.port())
        .replace("{{mode}}", mode)
        .replace("{{name}}", endpoint.name());
    Some(filled.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn for_mail() -> String {
        script(&Endpoint::new(Some("mail.example"), Some("25"), None)).unwrap_or_default()
    }

    #[test]
    fn the_block_prints_every_part_and_key_that_the_reader_knows() {
        let block = for_mail();
        for part in PARTS {
            assert!(block.contains(&format!("Part '{}'\n", part.name)), "{}", part.name);
            for key in part.keys {
                let told =
                    ["Add '", "@('"].iter().any(|call| block.contains(&format!("{call}{key}'")));
                assert!(told, "{}: {key}", part.name);
            }
        }
        assert_eq!(block.matches("\nPart '").count(), PARTS.len());
        assert!(block.contains(&format!("'{BEGIN}'")) && block.contains(&format!("\"{END}")));
        assert!(block.contains(&format!("\"{SECTION}$($part.title), entries: ")));
    }

    #[test]
    fn the_block_only_reads() {
        let block = for_mail();
        for word in [
            "Set-",
            "Remove-",
            "Out-File",
            "Install-",
            "Invoke-WebRequest",
            "Start-Process",
            ">>",
            "iex",
        ] {
            assert!(!block.contains(word), "{word}");
        }
        // An empty line ends a block that is typed into an older console; a tab completes a word there.
        assert!(!block.contains("\n\n") && !block.contains('\t') && block.is_ascii());
    }

    #[test]
    fn what_it_cannot_speak_it_is_not_made_for() {
        let imap = Endpoint::new(Some("a.example"), Some("143"), None);
        assert_eq!(script(&imap), None);
        assert!(
            script(&Endpoint::default()).is_some_and(|block| block.contains("$target = 'HOST'"))
        );
    }

    proptest! {
        #[test]
        fn a_hostile_name_changes_nothing_but_the_first_lines(host in "\\PC{0,40}", name in "\\PC{0,40}") {
            let block = script(&Endpoint::new(Some(&host), Some("25"), Some(&name))).unwrap_or_default();
            let plain = for_mail();
            let rest = |block: &str| block.lines().skip(7).collect::<Vec<_>>().join("\n");
            prop_assert_eq!(rest(&block), rest(&plain));
            for line in block.lines().skip(3).take(4) {
                prop_assert_eq!(line.matches('\'').count(), 2, "{}", line);
            }
        }
    }
}

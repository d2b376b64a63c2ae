//! Was it SMTP with STARTTLS? There often nobody checks the certificate, so the verdict must know.
//!
//! Only this is asked here; the dialog itself is not read.

use std::ops::Range;

/// The place that shows it: the option in the command line, or the last line of the EHLO reply, which
/// s_client prints after a STARTTLS dialog. Where a 220 greeting was printed the TLS came first (port
/// 465), and the reply proves nothing.
pub(super) fn smtp(bytes: &[u8]) -> Option<Range<usize>> {
    let option = b"-starttls smtp";
    if let Some(at) = bytes.windows(option.len()).position(|part| part.eq_ignore_ascii_case(option))
    {
        return Some(at..at + option.len());
    }
    let mut start = 0;
    let mut reply = None;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let skipped = line.iter().take_while(|byte| b" \t>|".contains(byte)).count();
        let said = line.get(skipped..).unwrap_or_default();
        if said.starts_with(b"220 ") || said.starts_with(b"220-") {
            return None;
        }
        if reply.is_none() && said.starts_with(b"250 ") {
            reply = Some(start..start + line.len());
        }
        start += line.len();
    }
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_by_the_command_or_by_the_reply() {
        assert_eq!(smtp(b"$ openssl s_client -starttls smtp -connect x:25"), Some(19..33));
        assert_eq!(smtp(b"---\n250 XRDST\n"), Some(4..14));
        assert_eq!(smtp(b"---\n> 250 CHUNKING\n"), Some(4..19));
    }

    #[test]
    fn implicit_tls_and_other_protocols_are_not() {
        assert_eq!(smtp(b"---\n220 mail ESMTP\n250 CHUNKING\n"), None);
        assert_eq!(smtp(b". OK CAPABILITY\n"), None);
        assert_eq!(smtp(b""), None);
    }
}

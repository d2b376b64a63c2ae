//! What does a line of OpenSSL's error queue say?
//!
//! `<thread>:error:<code>:<library>:<function>:<reason>:<file>:<line>:<data>`, in the forms of 0.9.8 to 4.0
//! and LibreSSL. The code's low part is the reason; 1000 and more is "alert received". What a reason
//! means is for the rules.

use crate::input::transcript::{ErrorLine, Said, Sender};

/// Reads a whole line; `None` where it is no error line.
pub(super) fn read(line: &str) -> Option<ErrorLine> {
    let behind = behind_thread(line)?;
    let mut parts = behind.splitn(5, ':');
    let code = parts.next()?.to_owned();
    if code.len() != 8 || !code.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let (library, function, reason) = (parts.next()?, parts.next()?, parts.next()?);
    let rest = parts.next().unwrap_or_default();
    // A path of Windows has a colon of its own: the data stands behind the line number.
    let mut data = "";
    for (at, _) in rest.match_indices(':') {
        let behind = rest.get(at + 1..).unwrap_or_default();
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && behind.as_bytes().get(digits).is_none_or(|byte| *byte == b':') {
            data = behind.get(digits + 1..).unwrap_or_default();
            break;
        }
    }
    Some(ErrorLine {
        code,
        library: library.to_owned(),
        function: function.to_owned(),
        reason: reason.trim().to_owned(),
        data: data.trim().to_owned(),
    })
}

/// Whether an error line begins here, in a text that was joined.
pub(super) fn begins(text: &str) -> bool {
    let window = text.get(..text.floor_char_boundary(40)).unwrap_or_default();
    behind_thread(window).is_some_and(|behind| {
        behind.len() >= 8 && behind.bytes().take(8).all(|byte| byte.is_ascii_hexdigit())
    })
}

/// The alert that the server sent, where the line tells of one.
pub(super) fn alert(error: &ErrorLine) -> Option<Said> {
    let named =
        error.data.strip_prefix("SSL alert number ").and_then(|number| number.trim().parse().ok());
    let ssl = error.code.starts_with("14") || error.code.starts_with("0A");
    let reason = error.code.get(5..).and_then(|low| u32::from_str_radix(low, 16).ok())?;
    let coded =
        reason.checked_sub(1_000).filter(|_| ssl).and_then(|number| u8::try_from(number).ok());
    let number = named.or(coded)?;
    let words = error.reason.clone();
    Some(Said::Alert { from: Sender::Server, fatal: None, number: Some(number), words })
}

/// `<hex or decimal>:error:`, or `error:` alone as other programs print it.
fn behind_thread(line: &str) -> Option<&str> {
    let digits = line.bytes().take(21).take_while(u8::is_ascii_hexdigit).count();
    match line.get(digits..)?.strip_prefix(":error:") {
        Some(behind) => (digits <= 20).then_some(behind),
        None => line.strip_prefix("error:"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, reason: &str, number: Option<u8>) {
        let error = read(line).expect("an error line");
        assert_eq!(error.reason, reason);
        let found = match alert(&error) {
            Some(Said::Alert { number, .. }) => number,
            _ => None,
        };
        assert_eq!(found, number, "{line}");
    }

    #[test]
    fn every_version() {
        check(
            "31115:error:140770FC:SSL routines:SSL23_GET_SERVER_HELLO:unknown protocol:s23_clnt.c:604:",
            "unknown protocol",
            None,
        );
        check(
            "14:error:14077410:SSL routines:SSL23_GET_SERVER_HELLO:sslv3 alert handshake failure:s23_clnt.c:1:",
            "sslv3 alert handshake failure",
            Some(40),
        );
        check(
            "40D7AD38087F0000:error:0A000458:SSL routines:ssl3_read_bytes:tlsv1 unrecognized name:ssl/record/rec_layer_s3.c:918:SSL alert number 112",
            "tlsv1 unrecognized name",
            Some(112),
        );
        check(
            "40D7:error:0A000126:SSL routines::unexpected eof while reading:C:\\build\\rec.c:318:",
            "unexpected eof while reading",
            None,
        );
        assert_eq!(read("verify error:num=20:x"), None);
    }
}

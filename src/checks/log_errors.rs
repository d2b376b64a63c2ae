//! What does the error mean with which a handshake ended in a protocol log?
//!
//! Names are those of the SSPI statuses as .NET prints them; numbers come in hexadecimal, with and without
//! a prefix, or as signed decimals. Readings for mail are practice, not specification.

/// Name, status code, reading.
const ERRORS: &[(&str, u32, &str)] = &[
    ("NoCredentials", 0x8009_030E, "our certificate has no private key, or it cannot be loaded"),
    (
        "UnknownCredentials",
        0x8009_030D,
        "our certificate is not enabled for SMTP, or the service may not read its key",
    ),
    (
        "IllegalMessage",
        0x8009_0326,
        "an unexpected or badly formed message, often an alert of the other side or another version",
    ),
    ("AlgorithmMismatch", 0x8009_0331, "no version or cipher in common"),
    ("CertExpired", 0x8009_0328, "the other side's certificate is out of its dates"),
    ("CertUnknown", 0x8009_0327, "the other side's certificate could not be processed"),
    ("UntrustedRoot", 0x8009_0325, "the other side's root is not trusted here"),
    ("WrongPrincipal", 0x8009_0322, "the certificate is for another name"),
    ("InvalidToken", 0x8009_0308, "what came is no TLS, or garbled"),
    (
        "InvalidHandle",
        0x8009_0301,
        "the context was gone, seen with a list of trusted roots that is too long",
    ),
    ("IncompleteMessage", 0x8009_0318, "the message was cut off"),
    ("LogonDenied", 0x8009_030C, "authentication, not TLS"),
    (
        "InternalError",
        0x8009_0304,
        "Windows could not go on; see the Schannel events of that minute",
    ),
    ("Unsupported", 0x8009_0302, "a function that this Windows does not have"),
    ("TargetUnknown", 0x8009_0303, "the target is not known"),
    ("PackageNotFound", 0x8009_0305, "the security package is missing"),
    (
        "IncompleteCredentials",
        0x8009_0320,
        "the other side asked for a client certificate, and none fits",
    ),
    ("MessageAltered", 0x8009_030F, "a message was changed on its way"),
    ("OutOfSequence", 0x8009_0310, "messages came in the wrong order"),
    ("NoAuthenticatingAuthority", 0x8009_0311, "no domain controller answered"),
    ("BufferNotEnough", 0x8009_0321, "a buffer was too small"),
    ("TimeSkew", 0x8009_0324, "the clocks of both sides differ"),
    ("DecryptFailure", 0x8009_0330, "a message could not be decrypted"),
    ("SecurityQosFailed", 0x8009_0332, "the quality asked for could not be had"),
    ("BadBinding", 0x8009_0346, "the channel binding does not fit"),
    ("DowngradeDetected", 0x8009_0350, "a downgrade was detected"),
    ("ApplicationProtocolMismatch", 0x8009_0367, "no application protocol in common"),
];

/// The error's name and what it means; the reading is empty where it is not known.
pub fn error(written: &str) -> (String, &'static str) {
    if written.eq_ignore_ascii_case("SocketError") {
        let reading = "the other side closed the connection during the handshake, often because it or we are too old";
        return (written.to_owned(), reading);
    }
    let number = number(written);
    let known = ERRORS
        .iter()
        .find(|(name, code, _)| name.eq_ignore_ascii_case(written) || Some(*code) == number);
    match known {
        Some((name, ..)) if number.is_some() => {
            (format!("{written} ({name})"), known.map_or("", |known| known.2))
        }
        Some((name, _, reading)) => ((*name).to_owned(), reading),
        None => (written.to_owned(), ""),
    }
}

/// `0x80090326`, `80090326`, `-2146893018`.
fn number(written: &str) -> Option<u32> {
    if let Some(hexadecimal) = written.strip_prefix("0x").or_else(|| written.strip_prefix("0X")) {
        return u32::from_str_radix(hexadecimal, 16).ok();
    }
    if written.starts_with('-') {
        return written.parse::<i32>().ok().map(i32::cast_unsigned);
    }
    (written.len() == 8).then(|| u32::from_str_radix(written, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_error_in_every_form() {
        for written in ["IllegalMessage", "0x80090326", "80090326", "-2146893018"] {
            let (name, reading) = error(written);
            assert!(name.contains("IllegalMessage"), "{written}: {name}");
            assert!(reading.starts_with("an unexpected"), "{written}");
        }
        assert_eq!(error("10054"), ("10054".to_owned(), ""));
        assert!(!error("socketerror").1.is_empty());
    }
}

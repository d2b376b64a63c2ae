//! Which number has an alert that is only named?
//!
//! The registered descriptions (RFC 8446 section 6.2, RFC 5246 section 7.2 and the registry). What an
//! alert means for somebody is for the rules.

static NAMES: &[(u8, &str)] = &[
    (0, "close notify"),
    (10, "unexpected message"),
    (20, "bad record mac"),
    (21, "decryption failed"),
    (22, "record overflow"),
    (30, "decompression failure"),
    (40, "handshake failure"),
    (41, "no certificate"),
    (42, "bad certificate"),
    (43, "unsupported certificate"),
    (44, "certificate revoked"),
    (45, "certificate expired"),
    (46, "certificate unknown"),
    (47, "illegal parameter"),
    (48, "unknown ca"),
    (49, "access denied"),
    (50, "decode error"),
    (51, "decrypt error"),
    (60, "export restriction"),
    (70, "protocol version"),
    (71, "insufficient security"),
    (80, "internal error"),
    (86, "inappropriate fallback"),
    (90, "user canceled"),
    (100, "no renegotiation"),
    (109, "missing extension"),
    (110, "unsupported extension"),
    (111, "certificate unobtainable"),
    (112, "unrecognized name"),
    (113, "bad certificate status response"),
    (114, "bad certificate hash value"),
    (115, "unknown psk identity"),
    (116, "certificate required"),
    (120, "no application protocol"),
    (121, "ech required"),
];

/// The number of an alert by its words.
pub fn number(words: &str) -> Option<u8> {
    let plain = words.trim().to_ascii_lowercase();
    NAMES.iter().find(|(_, name)| *name == plain).map(|(number, _)| *number)
}

/// The registered words of an alert.
pub fn name(number: u8) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| *known == number).map(|(_, name)| *name)
}

/// Alerts that end nothing by themselves: a close that was announced, a user's wish, a refusal to begin
/// anew.
pub const fn ends_nothing(number: u8) -> bool {
    matches!(number, 0 | 90 | 100)
}

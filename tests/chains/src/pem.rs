//! PEM there and back; the lines between the blocks are left out.

use base64ct::{Base64, Encoding};

/// Certificates as one text.
pub fn to_pem<'a>(certificates: impl IntoIterator<Item = &'a Vec<u8>>) -> String {
    let mut text = String::new();
    for der in certificates {
        text.push_str("-----BEGIN CERTIFICATE-----\n");
        let encoded = Base64::encode_string(der);
        for line in encoded.as_bytes().chunks(64) {
            text.push_str(&String::from_utf8_lossy(line));
            text.push('\n');
        }
        text.push_str("-----END CERTIFICATE-----\n");
    }
    text
}

/// The blocks of a text that are certificates and can be decoded.
pub fn from_pem(text: &str) -> Vec<Vec<u8>> {
    let blocks = text.split("-----BEGIN CERTIFICATE-----").skip(1);
    let bodies = blocks.filter_map(|block| block.split("-----END").next());
    bodies
        .filter_map(|body| Base64::decode_vec(&body.split_whitespace().collect::<String>()).ok())
        .collect()
}

//! Which certificates travel in a PKCS#7 (CMS SignedData) message?
//!
//! The certificates of a `.p7b` or of a PEM block named PKCS7 (RFC 5652 section 5.1). Signatures over
//! content are not looked at. The certificates stand in a SET, so their order says nothing about the
//! order in which a server would send them.

use std::ops::Range;

use super::der::tlv::{self, Tlv};

const SEQUENCE: u8 = 0x30;
/// `certificates [0] IMPLICIT` of SignedData, and the `[0] EXPLICIT` around SignedData itself.
const CONTEXT_0: u8 = 0xa0;
/// `crls [1] IMPLICIT` of SignedData.
const CONTEXT_1: u8 = 0xa1;

/// What a SignedData holds that is of use here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedData {
    /// Where each certificate stands in the bytes that were read.
    pub certificates: Vec<Range<usize>>,
    /// Revocation lists, counted only.
    pub revocation_lists: usize,
    /// Something is there that could not be read as SignedData.
    pub broken: bool,
}

/// The certificates in `message`, which begins with the ContentInfo. BER is read as well as DER.
pub fn read(message: &[u8]) -> SignedData {
    let mut found = SignedData { broken: true, ..SignedData::default() };
    let Some((start, signed_data)) = signed_data(message) else {
        return found;
    };
    let mut part_at = start + signed_data.header;
    for part in tlv::children(signed_data.content) {
        if part.tag == CONTEXT_0 {
            found.broken = false;
            let mut at = part_at + part.header;
            for choice in tlv::children(part.content) {
                // The other choices are attribute certificates, which no TLS server sends.
                if choice.tag == SEQUENCE {
                    found.certificates.push(at..at + choice.whole.len());
                }
                at += choice.whole.len();
            }
        }
        if part.tag == CONTEXT_1 {
            found.broken = false;
            found.revocation_lists = tlv::children(part.content).count();
        }
        part_at += part.whole.len();
    }
    found
}

/// SignedData and the offset at which it stands.
fn signed_data(message: &[u8]) -> Option<(usize, Tlv<'_>)> {
    let content_info = tlv::read(message).ok()?;
    let mut parts = tlv::children(content_info.content);
    let kind = parts.next()?;
    let explicit = parts.next()?;
    let signed_data = tlv::read(explicit.content).ok()?;
    let fits =
        content_info.tag == SEQUENCE && explicit.tag == CONTEXT_0 && signed_data.tag == SEQUENCE;
    let at = content_info.header + kind.whole.len() + explicit.header;
    fits.then_some((at, signed_data))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DER: &[u8] = include_bytes!("../../tests/fixtures/chain.p7b");
    const BER: &[u8] = include_bytes!("../../tests/fixtures/chain-indefinite.p7b");

    #[test]
    fn certificates_of_a_der_and_of_a_ber_message() {
        for message in [DER, BER] {
            let found = read(message);
            assert_eq!((found.certificates.len(), found.broken), (2, false));
            for range in found.certificates {
                let certificate = message.get(range).unwrap_or_default();
                assert_eq!(
                    super::super::der::holds::holds(certificate),
                    super::super::der::holds::Holds::Certificate
                );
            }
        }
    }

    #[test]
    fn every_truncation_is_survived() {
        for cut in 0..DER.len() {
            read(DER.get(..cut).unwrap_or_default());
        }
        for cut in 0..BER.len() {
            read(BER.get(..cut).unwrap_or_default());
        }
    }
}

//! A certificate as a plan, and its bytes when a key has signed it.

use p256::ecdsa::signature::Signer;

use crate::der::{bits, integer, oid, sequence, tlv, utc_time};
use crate::extension;
use crate::random::Random;

/// A key that anybody can make again from its number: it guards nothing.
#[derive(Clone)]
pub struct Key {
    secret: Secret,
    number: u32,
}

#[derive(Clone)]
enum Secret {
    P256(p256::ecdsa::SigningKey),
    P384(Box<p384::ecdsa::SigningKey>),
    /// Numbers of that many bits that are no key: what it signs is noise of the right length, which costs as much
    /// to refuse as a signature costs to verify.
    Rsa(usize),
}

impl Key {
    /// On P-256.
    ///
    /// # Panics
    /// Never for a number above 0: each is a scalar of the curve.
    pub fn of(number: u32) -> Self {
        let mut scalar = [0; 32];
        scalar[28..].copy_from_slice(&number.to_be_bytes());
        let signing = p256::ecdsa::SigningKey::from_slice(&scalar);
        Self { secret: Secret::P256(signing.expect("a scalar of the curve")), number }
    }

    /// On P-384.
    ///
    /// # Panics
    /// Never for a number above 0.
    pub fn p384(number: u32) -> Self {
        let mut scalar = [0; 48];
        scalar[44..].copy_from_slice(&number.to_be_bytes());
        let signing = p384::ecdsa::SigningKey::from_slice(&scalar);
        let signing = Box::new(signing.expect("a scalar of the curve"));
        Self { secret: Secret::P384(signing), number }
    }

    /// Noise in the form of RSA, with the longest exponent that OpenSSL computes with.
    pub fn noise(number: u32, bits: usize) -> Self {
        Self { secret: Secret::Rsa(bits), number }
    }

    /// As it stands in a certificate; `compressed` in the shorter form of a curve's point.
    pub fn info(&self, compressed: bool) -> Vec<u8> {
        let (curve, point) = match &self.secret {
            Secret::P256(key) => (
                "1.2.840.10045.3.1.7",
                key.verifying_key().to_sec1_point(compressed).as_bytes().to_vec(),
            ),
            Secret::P384(key) => {
                ("1.3.132.0.34", key.verifying_key().to_sec1_point(compressed).as_bytes().to_vec())
            }
            Secret::Rsa(size) => {
                let mut modulus = self.noise_of(*size / 8, 0);
                modulus[0] = 0xff;
                if let Some(last) = modulus.last_mut() {
                    *last |= 1;
                }
                let numbers = sequence(&[&tlv(2, &[&[0], &modulus]), &tlv(2, &[&[0], &[0xff; 8]])]);
                let algorithm = sequence(&[&oid("1.2.840.113549.1.1.1"), &[5, 0]]);
                return sequence(&[&algorithm, &bits(&numbers)]);
            }
        };
        let algorithm = sequence(&[&oid("1.2.840.10045.2.1"), &oid(curve)]);
        sequence(&[&algorithm, &bits(&point)])
    }

    /// The algorithm that its signatures have.
    pub(crate) fn algorithm(&self) -> Vec<u8> {
        match self.secret {
            Secret::P256(_) => sequence(&[&oid("1.2.840.10045.4.3.2")]),
            Secret::P384(_) => sequence(&[&oid("1.2.840.10045.4.3.3")]),
            Secret::Rsa(_) => sequence(&[&oid("1.2.840.113549.1.1.11"), &[5, 0]]),
        }
    }

    pub fn identifier(&self) -> Vec<u8> {
        let number = self.number.to_be_bytes();
        [&[0x48; 16], &number[..]].concat()
    }

    /// With SHA-256, on P-384 with SHA-384; of a curve in DER.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.secret {
            Secret::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_der().as_bytes().to_vec()
            }
            Secret::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign(message);
                signature.to_der().as_bytes().to_vec()
            }
            Secret::Rsa(size) => {
                let mut noise = self.noise_of(*size / 8, message.len() as u64);
                noise[0] = 0x7f;
                noise
            }
        }
    }

    fn noise_of(&self, bytes: usize, more: u64) -> Vec<u8> {
        let mut random = Random::new(u64::from(self.number) << 20 | more);
        (0..bytes.max(1)).map(|_| random.below(256) as u8).collect()
    }
}

/// A distinguished name of one common name.
pub fn name(common: &str) -> Vec<u8> {
    name_in(0x0c, common)
}

/// The same in another kind of string: 0x0c is UTF8String, 0x13 PrintableString.
pub(crate) fn name_in(tag: u8, common: &str) -> Vec<u8> {
    let pair = sequence(&[&oid("2.5.4.3"), &tlv(tag, &[common.as_bytes()])]);
    sequence(&[&tlv(0x31, &[&pair])])
}

/// Everything that a certificate says, each field as the bytes that will stand there.
#[derive(Clone)]
pub struct Plan {
    /// With its tag; empty for version 1.
    pub version: Vec<u8>,
    pub serial: Vec<u8>,
    /// Inside and outside; both say the same in a sound certificate.
    pub algorithms: [Vec<u8>; 2],
    pub issuer: Vec<u8>,
    pub validity: Vec<u8>,
    pub subject: Vec<u8>,
    pub key_info: Vec<u8>,
    /// Empty: the field is absent.
    pub extensions: Vec<Vec<u8>>,
    /// Behind the extensions.
    pub trailing: Vec<u8>,
}

impl Plan {
    /// Neither CA nor end entity yet; valid from 2026-01-01 to 2027-01-01.
    pub fn new(serial: u64, subject: &[u8], key: &Key, issuer: &[u8], issuer_key: &Key) -> Self {
        Self {
            version: tlv(0xa0, &[&integer(2)]),
            serial: integer(serial),
            algorithms: [issuer_key.algorithm(), issuer_key.algorithm()],
            issuer: issuer.to_vec(),
            validity: sequence(&[&utc_time("260101000000Z"), &utc_time("270101000000Z")]),
            subject: subject.to_vec(),
            key_info: key.info(false),
            extensions: vec![
                extension::key_identifier(&key.identifier()),
                extension::authority_key_identifier(&issuer_key.identifier()),
            ],
            trailing: Vec::new(),
        }
    }

    #[must_use]
    pub fn ca(mut self) -> Self {
        self.extensions.push(extension::basic_constraints(true, None));
        self.extensions.push(extension::key_usage(0x06));
        self
    }

    #[must_use]
    pub fn server(mut self, host: &str) -> Self {
        self.extensions.push(extension::key_usage(0x80));
        self.extensions.push(extension::purposes(&[extension::SERVER_AUTH]));
        self.extensions.push(extension::alternative_names(&[extension::dns(host)]));
        self
    }

    #[must_use]
    pub fn and(mut self, extension: Vec<u8>) -> Self {
        self.extensions.push(extension);
        self
    }

    /// The same without an extension, and with another one in its place.
    #[must_use]
    pub fn with(mut self, id: &str, instead: Option<Vec<u8>>) -> Self {
        let id = oid(id);
        self.extensions.retain(|it| !it.windows(id.len()).take(8).any(|part| part == id));
        self.extensions.extend(instead);
        self
    }

    pub fn sign(&self, issuer_key: &Key) -> Vec<u8> {
        let extensions = match self.extensions.as_slice() {
            [] => Vec::new(),
            all => tlv(0xa3, &[&sequence(&[&all.concat()])]),
        };
        let [inside, outside] = &self.algorithms;
        let tbs = sequence(&[
            &self.version,
            &self.serial,
            inside,
            &self.issuer,
            &self.validity,
            &self.subject,
            &self.key_info,
            &extensions,
            &self.trailing,
        ]);
        let signature = bits(&issuer_key.sign(&tbs));
        sequence(&[&tbs, outside, &signature])
    }
}

//! Why the page and rustls-webpki may differ: one row a reason.
//!
//! A chain that rustls-webpki refuses and the page calls fine needs more than an opinion: its row names the
//! finding that tells it all the same, or the document and the clients by which the chain holds.

/// A reason that one of the two gives alone.
pub(crate) struct Reason {
    /// A finding's id, or the name of an error there.
    pub(crate) why: &'static str,
    /// What was done to the chain; empty: anything.
    pub(crate) when: &'static str,
    /// The finding by which the page tells it although it accepts; empty: it holds.
    pub(crate) told: &'static str,
    pub(crate) because: &'static str,
}

impl Reason {
    /// `why` may name several; `told` are the findings of a chain that the page accepts.
    pub(crate) fn covers(&self, why: &str, what: &str, told: &[String]) -> bool {
        (self.why.is_empty() || why.split(' ').any(|one| one == self.why))
            && what.contains(self.when)
            && (self.told.is_empty() || told.iter().any(|id| id == self.told))
    }
}

const fn here(why: &'static str, because: &'static str) -> Reason {
    Reason { why, when: "", told: "", because }
}

const fn there(why: &'static str, when: &'static str, because: &'static str) -> Reason {
    Reason { why, when, told: "", because }
}

const fn told(why: &'static str, told: &'static str, because: &'static str) -> Reason {
    Reason { why, when: "", told, because }
}

/// What the page refuses and rustls-webpki accepts.
#[rustfmt::skip]
pub(crate) static REFUSED_HERE: &[Reason] = &[
    Reason { why: "expired", when: "two-chains-in-one-paste", told: "", because: "the page judges every chain of the paste" },
    Reason { why: "bad-signature", when: "two-chains-in-one-paste", told: "", because: "the page judges every chain of the paste" },
    Reason { why: "bad-signature", when: "duplicate-certificate", told: "", because: "of a certificate that stands there twice one is damaged, and the page judges both" },
    here("expired", "an anchor's own dates: OpenSSL, Windows and GnuTLS refuse, rustls-webpki knows a name and a key"),
    here("not-yet-valid", "an anchor's own dates: OpenSSL, Windows and GnuTLS refuse, rustls-webpki knows a name and a key"),
    here("path-length-exceeded", "an anchor's own limit (RFC 5937): OpenSSL refuses"),
    here("issuer-not-a-ca", "key usage of a CA, and the role of an anchor: OpenSSL and Go refuse, rustls-webpki does not look at either"),
    here("issuer-purpose", "an anchor's own purposes: OpenSSL, Go and Windows refuse"),
    here("critical-extension", "an anchor's own critical extensions: OpenSSL and Go refuse"),
    here("wrong-purpose", "a key usage without any handshake: OpenSSL and Chromium refuse, rustls-webpki does not look at it"),
    here("malformed-extension", "an extension twice, empty or with bits that are none (RFC 5280 section 4.2): Go and BoringSSL refuse, rustls-webpki reads over what it does not need"),
    here("weak-key", "an RSA key of 512 bits in the end entity: every TLS client refuses, rustls-webpki does not look at it"),
    here("serial-number", "no number in DER: OpenSSL's and Go's readers refuse"),
    here("missing-intermediate", "an anchor whose dates nobody can read is none: OpenSSL refuses (13)"),
    here("unknown-root", "an anchor whose dates nobody can read is none: OpenSSL refuses (13)"),
];

/// What rustls-webpki refuses and the page accepts.
#[rustfmt::skip]
pub(crate) static REFUSED_THERE: &[Reason] = &[
    there("", "the end entity as root", "whoever trusts the end entity itself has settled it; an anchor of rustls-webpki issues others and is not the end entity"),
    there("CaUsedAsEndEntity", "wrong-order", "the page takes the end entity for it wherever it stands, as its finding says"),
    there("CaUsedAsEndEntity", "", "a CA's certificate that has the name and the key usage: OpenSSL, Go and browsers take it, and no client but rustls looks"),
    told("RequiredEkuNotFoundContext", "any-purpose", "any purpose: Windows, Go and Chromium take it"),
    told("UnsupportedSignatureAlgorithmContext", "weak-signature", "SHA-1 below a private root: some clients take it"),
    told("UnsupportedSignatureAlgorithmContext", "strict-encoding", "ECDSA with parameters: OpenSSL takes it"),
    told("UnsupportedCertVersion", "strict-encoding", "a version that does not fit the extensions: OpenSSL takes it"),
    told("BadDer", "strict-encoding", "TRUE as 01: OpenSSL takes it"),
    there("BadDer", "path length 256", "a length of paths above 255 is a number like others: OpenSSL and Go take it"),
    told("UnknownIssuer", "strict-encoding", "names that are the same by RFC 5280 section 7.1 and written differently: OpenSSL takes them"),
    told("", "the note that it is not in DER", "BER or bytes behind the certificate: OpenSSL's reader takes the file, and sends it in DER"),
    told("InvalidSignatureForPublicKey", "weak-key", "an RSA key below 2,048 bits: some clients take it"),
    there("TrailingData", "unique identifiers", "unique identifiers (RFC 5280 section 4.1.2.8): OpenSSL and Go take them"),
    told("UnsupportedCriticalExtension", "profile-departure", "an extension that must not be critical and is: the finding says who refuses it and who does not"),
    told("UnsupportedCriticalExtension", "no-valid-policy", "policies are applied here, and what is missing is told"),
    there("UnsupportedCriticalExtension", "polic", "policies are applied here, and hold"),
    there("InvalidSignatureForPublicKey", "self-issued", "the suites want it accepted: of two keys of one name rustls-webpki goes by the wrong one"),
    there("UnsupportedCertVersion", "at the root", "of an anchor only name, key and limits count, not how the rest is written"),
    there("UnknownIssuer", "at the root", "of an anchor only name, key and limits count, not how the rest is written"),
    there("host", "name-outside-ascii", "the name is compared as its A-label"),
];

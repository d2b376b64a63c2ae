//! What is an object identifier called?
//!
//! Names only; what an extension means for a verdict is `facts/path` and `checks`.

pub const COMMON_NAME: &str = "2.5.4.3";
pub const ORGANIZATION: &str = "2.5.4.10";

pub const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
pub const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";
pub const ANY_EXTENDED_KEY_USAGE: &str = "2.5.29.37.0";

pub const BASIC_CONSTRAINTS: &str = "2.5.29.19";
pub const KEY_USAGE: &str = "2.5.29.15";
pub const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
pub const SUBJECT_ALT_NAME: &str = "2.5.29.17";
pub const NAME_CONSTRAINTS: &str = "2.5.29.30";
pub const POLICY_CONSTRAINTS: &str = "2.5.29.36";
pub const TLS_FEATURE: &str = "1.3.6.1.5.5.7.1.24";

/// Short names of attribute types, as RFC 4514 section 3 and the LDAP registry have them.
static ATTRIBUTES: &[(&str, &str)] = &[
    ("0.9.2342.19200300.100.1.1", "UID"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
    ("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL"),
    ("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST"),
    ("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC"),
    ("2.5.4.3", "CN"),
    ("2.5.4.4", "SN"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "STREET"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.12", "title"),
    ("2.5.4.15", "businessCategory"),
    ("2.5.4.17", "postalCode"),
    ("2.5.4.42", "GN"),
    ("2.5.4.97", "organizationIdentifier"),
];

/// Extensions with what they are for, in a few words.
static EXTENSIONS: &[(&str, &str, &str)] = &[
    ("1.2.840.113533.7.65.0", "Entrust version", "a CA product's own mark"),
    (
        "1.3.6.1.4.1.11129.2.4.2",
        "Signed certificate timestamps",
        "proof that the certificate was logged publicly (RFC 6962)",
    ),
    (
        "1.3.6.1.4.1.11129.2.4.3",
        "Certificate transparency poison",
        "a pre-certificate, never valid for use (RFC 6962)",
    ),
    ("1.3.6.1.4.1.311.20.2", "Microsoft certificate template name", "the template of a Windows CA"),
    ("1.3.6.1.4.1.311.21.1", "Microsoft CA version", "how often the Windows CA's key was renewed"),
    (
        "1.3.6.1.4.1.311.21.2",
        "Microsoft previous CA hash",
        "the Windows CA's certificate before its renewal",
    ),
    ("1.3.6.1.4.1.311.21.7", "Microsoft certificate template", "the template of a Windows CA"),
    ("1.3.6.1.4.1.311.21.10", "Microsoft application policies", "Windows' own list of purposes"),
    ("1.3.6.1.4.1.311.25.2", "Microsoft security identifier", "the account in Active Directory"),
    (
        "1.3.6.1.5.5.7.1.1",
        "Authority information access",
        "where the issuer's certificate and its OCSP responder are",
    ),
    (
        "1.3.6.1.5.5.7.1.3",
        "Qualified certificate statements",
        "marks of a European qualified certificate",
    ),
    ("1.3.6.1.5.5.7.1.11", "Subject information access", "where the CA publishes"),
    ("1.3.6.1.5.5.7.1.24", "TLS feature", "demands a stapled OCSP response (RFC 7633)"),
    (
        "1.3.6.1.5.5.7.48.1.5",
        "OCSP no check",
        "this OCSP responder's certificate is not itself checked",
    ),
    ("2.16.840.1.113730.1.1", "Netscape certificate type", "an obsolete form of key usage"),
    ("2.16.840.1.113730.1.13", "Netscape comment", "a free text"),
    ("2.5.29.9", "Subject directory attributes", "further data on the subject"),
    ("2.5.29.14", "Subject key identifier", "the name of this certificate's key"),
    ("2.5.29.15", "Key usage", "what the key may be used for"),
    ("2.5.29.16", "Private key usage period", "when the key may sign"),
    ("2.5.29.17", "Subject alternative name", "the names that the certificate speaks for"),
    ("2.5.29.18", "Issuer alternative name", "other names of the issuer"),
    ("2.5.29.19", "Basic constraints", "whether it may issue certificates"),
    ("2.5.29.30", "Name constraints", "the names that certificates below may have"),
    ("2.5.29.31", "CRL distribution points", "where the revocation list is"),
    ("2.5.29.32", "Certificate policies", "the rules it was issued under"),
    ("2.5.29.33", "Policy mappings", "equal policies of two authorities"),
    ("2.5.29.35", "Authority key identifier", "the name of the issuer's key"),
    ("2.5.29.36", "Policy constraints", "demands on the policies below"),
    ("2.5.29.37", "Extended key usage", "the purposes it may serve"),
    ("2.5.29.46", "Freshest CRL", "where the delta revocation list is"),
    ("2.5.29.54", "Inhibit anyPolicy", "limits on the policies below"),
];

/// Purposes of the extended key usage extension.
static PURPOSES: &[(&str, &str)] = &[
    ("1.3.6.1.4.1.311.10.3.4", "encrypting file system"),
    ("1.3.6.1.4.1.311.20.2.2", "smart card logon"),
    ("1.3.6.1.5.2.3.5", "Kerberos KDC"),
    ("1.3.6.1.5.5.7.3.1", "server authentication"),
    ("1.3.6.1.5.5.7.3.2", "client authentication"),
    ("1.3.6.1.5.5.7.3.3", "code signing"),
    ("1.3.6.1.5.5.7.3.4", "e-mail protection"),
    ("1.3.6.1.5.5.7.3.8", "time stamping"),
    ("1.3.6.1.5.5.7.3.9", "OCSP signing"),
    ("2.16.840.1.113730.4.1", "Netscape server gated crypto"),
    ("1.3.6.1.4.1.311.10.3.3", "Microsoft server gated crypto"),
    ("2.5.29.37.0", "any purpose"),
];

pub fn attribute_name(oid: &str) -> Option<&'static str> {
    ATTRIBUTES.iter().find(|(known, _)| *known == oid).map(|(_, name)| *name)
}

/// An extension's name and purpose.
pub fn extension_name(oid: &str) -> Option<(&'static str, &'static str)> {
    EXTENSIONS.iter().find(|(known, ..)| *known == oid).map(|(_, name, purpose)| (*name, *purpose))
}

/// An extension's name with its OID, or the OID alone.
pub fn extension_title(oid: &str) -> String {
    extension_name(oid).map_or_else(|| oid.to_owned(), |(name, _)| format!("{name} ({oid})"))
}

pub fn purpose_name(oid: &str) -> Option<&'static str> {
    PURPOSES.iter().find(|(known, _)| *known == oid).map(|(_, name)| *name)
}

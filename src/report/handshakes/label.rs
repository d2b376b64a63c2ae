//! What each fact of a handshake is called.
//!
//! The outline explains these words and redaction knows by them what a fact may tell.

pub const COMMAND: &str = "Command";
pub const PROGRAM: &str = "Program";
pub const VANTAGE: &str = "Where it ran";
pub const ADDRESS: &str = "Address";
pub const CONNECTION: &str = "Connection";
pub const STARTTLS: &str = "STARTTLS";
pub const DIALOG: &str = "Dialog";
pub const PROTOCOL: &str = "Protocol version";
pub const CIPHER_SUITE: &str = "Cipher suite";
pub const TEMPORARY_KEY: &str = "Temporary key";
pub const PEER_SIGNATURE: &str = "Server's signature";
pub const PUBLIC_KEY: &str = "Public key";
pub const CHAIN: &str = "Chain as sent";
pub const CHAIN_LINE: &str = "Chain line";
pub const VALIDITY: &str = "Validity";
pub const PATH: &str = "Path that the client built";
pub const VERIFY_ERROR: &str = "Verification error";
pub const VERIFY_CODE: &str = "Verify return code";
pub const VERIFIED_NAME: &str = "Verified name";
pub const DANE: &str = "DANE";
pub const CLIENT_CERTIFICATE: &str = "Client certificate";
pub const AUTHORITY: &str = "Authorities accepted";
pub const SIGNATURE_ALGORITHMS: &str = "Signature algorithms accepted";
pub const STAPLE: &str = "Stapled OCSP response";
pub const ALPN: &str = "ALPN";
pub const RENEGOTIATION: &str = "Secure renegotiation";
pub const COMPRESSION: &str = "Compression";
pub const START_TIME: &str = "Start time";
pub const BYTES: &str = "Handshake bytes";
pub const ALERT: &str = "Alert";
pub const ERROR_LINE: &str = "Error line";
pub const ERROR_DETAIL: &str = "Error detail";
pub const CALL: &str = "Failed call";
pub const LETTER: &str = "Typed letter";
pub const USAGE: &str = "Usage error";
pub const END: &str = "End";

/// What stands between subject and issuer in a chain line.
pub const ISSUED_BY: &str = ", issued by ";

/// Every label, in the order in which facts are told.
pub static ALL: &[&str] = &[
    COMMAND,
    PROGRAM,
    VANTAGE,
    ADDRESS,
    CONNECTION,
    STARTTLS,
    DIALOG,
    PROTOCOL,
    CIPHER_SUITE,
    TEMPORARY_KEY,
    PEER_SIGNATURE,
    PUBLIC_KEY,
    CHAIN,
    CHAIN_LINE,
    VALIDITY,
    PATH,
    VERIFY_ERROR,
    VERIFY_CODE,
    VERIFIED_NAME,
    DANE,
    CLIENT_CERTIFICATE,
    AUTHORITY,
    SIGNATURE_ALGORITHMS,
    STAPLE,
    ALPN,
    RENEGOTIATION,
    COMPRESSION,
    START_TIME,
    BYTES,
    ALERT,
    ERROR_LINE,
    ERROR_DETAIL,
    CALL,
    LETTER,
    USAGE,
    END,
];

//! Which problems does the corpus have, how does a text show each, and which rule must then speak?
//!
//! The words are those of the client's own lines, in lower case.

use super::{Problem, Sight, limited, problem, sight};
use crate::seen::Seen;

fn untrusted(seen: &Seen) -> bool {
    seen.says(&[
        "self signed certificate",
        "self-signed certificate",
        "unable to get local issuer certificate",
        "unable to verify the first certificate",
    ])
}

fn plain_text(seen: &Seen) -> bool {
    seen.says(&[
        "unknown protocol",
        "wrong version number",
        "packet length too long",
        "http request",
        "record layer failure",
    ])
}

fn not_offered(seen: &Seen) -> bool {
    seen.says(&["didn't found starttls", "didn't find starttls"])
}

fn closed(seen: &Seen) -> bool {
    seen.says(&["write:errno=", "read:errno=", "ssl handshake failure", "unexpected eof"])
}

fn alert(seen: &Seen) -> bool {
    seen.says(&[" alert ", "unrecognized name"])
}

fn no_common_suite(seen: &Seen) -> bool {
    seen.says(&["alert handshake failure", "alert number 40"])
}

fn version_alert(seen: &Seen) -> bool {
    seen.says(&["alert protocol version", "alert number 70"])
}

/// The client's own refusal, before or after the server spoke.
fn own_policy(seen: &Seen) -> bool {
    seen.says(&["no protocols available", "unsupported protocol", "version too low"])
}

const UNTRUSTED: &[&str] =
    &["verify-error", "no-trust-store", "self-signed", "unknown-root", "missing-intermediate"];
const ALERT: &[&str] = &["alert-received"];
const OF_CLIENT_CERTIFICATE: &[&str] = &["client-certificate-rejected", "alert-received"];
const NO_CIPHER: &[&str] = &["no-shared-cipher", "alert-received"];
const NO_PROTOCOL: &[&str] = &["no-shared-protocol", "alert-received", "client-policy"];
const NOT_OFFERED: &[&str] = &["starttls-not-offered", "starttls-masked"];
const PLAIN_TEXT: &[&str] = &["plain-text-answer", "starttls-refused"];
const NOT_CONNECTED: &[&str] = &["connection-failed"];

const ALERT_SIGHT: &[Sight] = &[sight(alert, ALERT)];
const CLIENT_ALERT_SIGHT: &[Sight] = &[sight(alert, OF_CLIENT_CERTIFICATE)];
const VERSION_SIGHTS: &[Sight] = &[
    sight(version_alert, NO_PROTOCOL),
    sight(own_policy, NO_PROTOCOL),
    sight(plain_text, &["no-shared-protocol", "plain-text-answer"]),
];

/// In the order of the alphabet.
pub(crate) static PROBLEMS: &[Problem] = &[
    problem(
        "3des",
        &[
            sight(|seen| seen.suite("3DES") || seen.suite("CBC3"), &["weak-cipher"]),
            sight(no_common_suite, NO_CIPHER),
        ],
    ),
    problem("alert_109", ALERT_SIGHT),
    problem("alert_112", ALERT_SIGHT),
    problem("alert_120", &[sight(|seen| seen.says(&["alert number 120"]), ALERT)]),
    problem("alert_20", ALERT_SIGHT),
    problem("alert_22", ALERT_SIGHT),
    problem("alert_40", &[sight(alert, NO_CIPHER)]),
    problem("alert_42", CLIENT_ALERT_SIGHT),
    problem("alert_45", CLIENT_ALERT_SIGHT),
    problem("alert_47", ALERT_SIGHT),
    problem("alert_48", CLIENT_ALERT_SIGHT),
    problem("alert_49", CLIENT_ALERT_SIGHT),
    problem("alert_50", ALERT_SIGHT),
    problem("alert_70", &[sight(alert, NO_PROTOCOL)]),
    problem("alert_71", &[sight(alert, NO_CIPHER)]),
    problem("alert_80", ALERT_SIGHT),
    problem("alert_86", &[sight(alert, NO_PROTOCOL)]),
    problem("anonymous", &[sight(Seen::completed, &["no-peer-certificate"])]),
    problem(
        "bad_signature",
        &[
            sight(Seen::has_all, &["bad-signature"]),
            sight(|seen| seen.says(&["certificate signature failure"]), &["verify-error"]),
        ],
    ),
    problem(
        "chain_out_of_order",
        &[sight(|seen| seen.has_all() || seen.names_chain(), &["wrong-order"])],
    ),
    problem(
        "client_certificate_required",
        &[
            sight(
                alert,
                &["client-certificate-required", "client-certificate-rejected", "alert-received"],
            ),
            sight(
                |seen| {
                    seen.says(&[
                        "acceptable client certificate ca names",
                        "client certificate types",
                    ])
                },
                &["client-certificate-requested", "client-certificate-required"],
            ),
        ],
    ),
    problem(
        "connection_refused",
        &[sight(|seen| seen.says(&["connection refused", "connect:errno"]), NOT_CONNECTED)],
    ),
    problem("crl_expired", &[sight(|seen| seen.says(&["crl has expired"]), &["verify-error"])]),
    problem(
        "crl_unavailable",
        &[sight(|seen| seen.says(&["unable to get certificate crl"]), &["verify-error"])],
    ),
    problem(
        "dane_mismatch",
        &[sight(
            |seen| seen.says(&["no matching dane tlsa records"]),
            &["verify-error", "verify-name-error"],
        )],
    ),
    problem(
        "dns_failure",
        &[sight(
            |seen| seen.says(&["name resolution", "gethostbyname", "not known", "connect:errno"]),
            NOT_CONNECTED,
        )],
    ),
    problem("dsa_key", &[sight(alert, NO_CIPHER)]),
    problem(
        "duplicate_cert",
        &[sight(|seen| seen.has_all() || seen.names_chain(), &["duplicate-certificate"])],
    ),
    problem("email_mismatch_as_asked", AS_ASKED),
    problem("eof_in_handshake", &[sight(closed, &["closed-in-handshake"])]),
    problem(
        "expired",
        &[
            sight(Seen::has_leaf, &["expired"]),
            sight(|seen| seen.says(&["certificate has expired"]), &["verify-error"]),
        ],
    ),
    problem("expires_within_7_days", &[sight(Seen::has_leaf, &["expires-soon"])]),
    limited(
        "hostile_subject",
        &[],
        "the certificate itself is in order; names are escaped wherever they are shown",
    ),
    problem(
        "hostname_mismatch",
        &[
            sight(Seen::has_leaf, &["name-mismatch"]),
            sight(|seen| seen.says(&["hostname mismatch"]), &["verify-name-error"]),
        ],
    ),
    problem("hostname_mismatch_as_asked", AS_ASKED),
    problem(
        "intermediate_expired",
        &[
            sight(Seen::has_all, &["expired"]),
            sight(|seen| seen.says(&["certificate has expired"]), &["verify-error"]),
        ],
    ),
    problem("ip_mismatch_as_asked", AS_ASKED),
    problem(
        "issuer_not_ca",
        &[
            sight(Seen::has_all, &["issuer-not-a-ca"]),
            sight(
                |seen| {
                    untrusted(seen)
                        || seen.says(&[
                            "invalid ca certificate",
                            "does not include certificate signing",
                        ])
                },
                UNTRUSTED,
            ),
        ],
    ),
    problem(
        "many_client_ca_names",
        &[sight(
            |seen| seen.says(&["acceptable client certificate ca names"]),
            &["client-certificate-requested", "client-authority-list-too-long"],
        )],
    ),
    problem("md5_signature", WEAK_SIGNATURE),
    problem(
        "missing_intermediate",
        &[
            sight(|seen| seen.has_leaf() && seen.names_leaf_alone(), &["missing-intermediate"]),
            sight(Seen::has_leaf, &["missing-intermediate", "only-the-leaf-pasted"]),
            sight(untrusted, UNTRUSTED),
        ],
    ),
    problem(
        "name_constraint_violation",
        &[sight(
            |seen| seen.says(&["permitted subtree violation", "unhandled critical extension"]),
            &["verify-error", "name-constraint-violated"],
        )],
    ),
    problem(
        "network_unreachable",
        &[sight(|seen| seen.says(&["unreachable", "connect:errno"]), NOT_CONNECTED)],
    ),
    problem("no_certificate_psk", &[sight(Seen::completed, &["no-peer-certificate"])]),
    problem("no_forward_secrecy", &[sight(static_rsa, &["no-forward-secrecy"])]),
    problem("no_san", &[sight(Seen::has_leaf, &["no-subject-alternative-name", "name-mismatch"])]),
    problem("no_server_certificate", &[sight(alert, NO_CIPHER)]),
    problem(
        "no_shared_cipher",
        &[sight(alert, &["no-shared-cipher", "no-shared-protocol", "alert-received"])],
    ),
    problem(
        "not_yet_valid",
        &[
            sight(Seen::has_leaf, &["not-yet-valid"]),
            sight(|seen| seen.says(&["certificate is not yet valid"]), &["verify-error"]),
        ],
    ),
    problem("ocsp_stale", &[sight(|seen| seen.says(&["next update:"]), &["staple-stale"])]),
    problem("ocsp_trylater", &[sight(|seen| seen.says(&["trylater"]), &["staple-unusable"])]),
    problem(
        "ocsp_unknown",
        &[sight(|seen| seen.says(&["cert status: unknown"]), &["staple-unusable"])],
    ),
    problem(
        "pathlen_exceeded",
        &[
            sight(Seen::has_all, &["path-length-exceeded"]),
            sight(|seen| seen.says(&["path length constraint exceeded"]), &["verify-error"]),
        ],
    ),
    problem("plaintext_port", &[sight(plain_text, PLAIN_TEXT)]),
    problem("protocol_version", VERSION_SIGHTS),
    problem(
        "raw_public_key_no_certificate",
        &[sight(|seen| seen.says(&["raw public key"]), &["no-peer-certificate", "verify-error"])],
    ),
    problem(
        "rc4",
        &[sight(|seen| seen.suite("RC4"), &["weak-cipher"]), sight(no_common_suite, NO_CIPHER)],
    ),
    problem("reset_in_handshake", &[sight(closed, &["closed-in-handshake"])]),
    problem(
        "revoked",
        &[
            sight(|seen| seen.says(&["cert status: revoked"]), &["staple-revoked"]),
            sight(|seen| seen.says(&["certificate revoked"]), &["verify-error"]),
        ],
    ),
    limited(
        "revoked_but_not_checked",
        &[],
        "no transcript shows it: neither a staple nor a list was asked for",
    ),
    problem(
        "root_sent",
        &[sight(|seen| seen.has_all() || seen.names_chain(), &["superfluous-root"])],
    ),
    problem(
        "self_signed_leaf",
        &[sight(Seen::has_leaf, &["self-signed"]), sight(untrusted, UNTRUSTED)],
    ),
    problem("sha1_signature", WEAK_SIGNATURE),
    problem(
        "smtp_reject",
        &[sight(not_offered, NOT_OFFERED), sight(closed, &["closed-in-handshake"])],
    ),
    problem(
        "ssl3_only",
        &[
            sight(|seen| seen.protocol("SSLv3"), &["obsolete-protocol"]),
            sight(|seen| version_alert(seen) || own_policy(seen), NO_PROTOCOL),
        ],
    ),
    problem("starttls_not_offered", &[sight(not_offered, NOT_OFFERED)]),
    problem("starttls_stripped_by_firewall", &[sight(not_offered, NOT_OFFERED)]),
    problem("starttls_temporarily_unavailable", &[sight(plain_text, PLAIN_TEXT)]),
    problem("timeout", &[sight(Seen::ends_after_connected, &["no-answer"])]),
    problem(
        "tls1.0_only",
        &[
            sight(|seen| seen.protocol("TLSv1"), &["obsolete-protocol"]),
            sight(|seen| version_alert(seen) || own_policy(seen), NO_PROTOCOL),
        ],
    ),
    problem(
        "tls1.1_only",
        &[
            sight(|seen| seen.protocol("TLSv1.1"), &["obsolete-protocol"]),
            sight(|seen| version_alert(seen) || own_policy(seen), NO_PROTOCOL),
        ],
    ),
    problem("unrecognized_name", &[sight(|seen| seen.says(&["unrecognized name"]), ALERT)]),
    problem(
        "unrelated_cert_sent",
        &[sight(|seen| seen.has_all() || seen.names_chain(), &["unrelated-certificate"])],
    ),
    problem(
        "untrusted_root",
        &[
            sight(Seen::has_all, &["unknown-root", "missing-intermediate"]),
            sight(untrusted, UNTRUSTED),
        ],
    ),
    problem(
        "usage_error",
        &[
            sight(
                |seen| seen.says(&["no cipher match", "usage:"]),
                &["usage-error", "client-policy"],
            ),
            sight(
                |seen| seen.says(&["servname not supported", "getservbyname"]),
                &["usage-error", "connection-failed"],
            ),
        ],
    ),
    problem("v1_leaf", &[sight(Seen::has_leaf, &["no-subject-alternative-name", "name-mismatch"])]),
    limited(
        "v1_root",
        &[],
        "a trust anchor's version and extensions are not asked for (RFC 5280 section 6.1)",
    ),
    problem("very_long_lifetime", &[sight(Seen::has_leaf, &["long-validity"])]),
    problem(
        "weak_dh",
        &[
            sight(|seen| seen.says(&["dh, 1024 bits", "dh, 512 bits"]), &["weak-dh"]),
            sight(
                |seen| seen.says(&["dh key too small", "bad dh p length"]),
                &["weak-dh", "client-policy"],
            ),
        ],
    ),
    problem(
        "weak_key",
        &[
            sight(Seen::has_leaf, &["weak-key"]),
            sight(
                |seen| seen.says(&["key too small", "key too weak"]),
                &["verify-error", "client-policy"],
            ),
            sight(|seen| seen.says(&["server public key is 1024 bit"]), &["weak-key"]),
        ],
    ),
    problem(
        "wrong_eku",
        &[
            sight(Seen::has_leaf, &["wrong-purpose"]),
            sight(|seen| seen.says(&["certificate purpose"]), &["verify-error"]),
        ],
    ),
];

const AS_ASKED: &[Sight] = &[sight(
    |seen| seen.says(&["hostname mismatch", "email address mismatch", "ip address mismatch"]),
    &["verify-name-error"],
)];

const WEAK_SIGNATURE: &[Sight] = &[
    sight(Seen::has_leaf, &["weak-signature"]),
    sight(|seen| seen.says(&["digest algorithm too weak"]), &["verify-error"]),
];

/// Key exchange with the certificate's own RSA key: no `DHE` in the suite, and not TLS 1.3.
fn static_rsa(seen: &Seen) -> bool {
    seen.completed() && !seen.suite("DHE") && !seen.suite("TLS_") && !seen.suite("PSK")
}

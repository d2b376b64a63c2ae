//! Nothing of a secret is left, and a masked text stays as it is.

use super::*;
use crate::span::SourceId;
use data_encoding::BASE64;

/// The start of a PKCS#8 RSA key and then zeros: the form of a key, and no key.
fn key(size: usize) -> String {
    let mut der = vec![0x30, 0x82, 0x04, 0xbd, 2, 1, 0, 0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48];
    der.resize(size, 0x5a);
    let digits = BASE64.encode(&der);
    digits
        .as_bytes()
        .chunks(64)
        .map(|line| format!("{}\n", String::from_utf8_lossy(line)))
        .collect()
}

fn masked(text: &str) -> Parsed<(Text, Vec<Artefact>)> {
    mask(Text { source: SourceId(0), bytes: text.as_bytes().to_vec(), binary: false })
}

/// Masks; checks the kinds of secrets, that none of `gone` is left, that masking again changes
/// nothing, and that each span holds its mark. Gives the masked text.
#[track_caller]
fn check(text: &str, kinds: &[&str], gone: &[&str]) -> String {
    let once = masked(text);
    let (masked_text, secrets) = &once.value;
    let shown = masked_text.as_str().to_owned();
    let whats: Vec<&str> = secrets
        .iter()
        .map(|secret| match secret.kind {
            ArtefactKind::Secret { what, .. } => what,
            _ => "",
        })
        .collect();
    assert_eq!(whats, kinds, "{shown}");
    for word in gone {
        assert!(text.contains(word) && !shown.contains(word), "{word:?} in {shown}");
    }
    for secret in secrets {
        let range = secret.span.range_in(&masked_text.bytes);
        assert!(shown.get(range).is_some_and(|mark| mark.starts_with("[masked by Handglass: ")));
    }
    assert_eq!(once.problems.len(), secrets.len());
    assert_eq!(masked(&shown), once, "masking is not idempotent");
    shown
}

#[test]
fn framed_keys() {
    let key = key(1200);
    let line = key.lines().nth(3).unwrap_or_default().to_owned();
    let gone = [line.as_str(), "MIIEvQIBADAN"];
    for (label, kind) in [
        ("PRIVATE KEY", "private key"),
        ("RSA PRIVATE KEY", "private key"),
        ("ENCRYPTED PRIVATE KEY", "encrypted private key"),
        ("OPENSSH PRIVATE KEY", "OpenSSH private key"),
        ("PGP PRIVATE KEY BLOCK", "PGP private key"),
        ("SSL SESSION PARAMETERS", "TLS session"),
        // A label that promises something harmless.
        ("CERTIFICATE", "private key"),
    ] {
        let pem = format!("-----BEGIN {label}-----\n{key}-----END {label}-----\n");
        let shown = check(&format!("before\n{pem}after\n"), &[kind], &gone);
        let size = key.len() + 1;
        assert_eq!(
            shown,
            format!(
                "before\n-----BEGIN {label}-----\n[masked by Handglass: {kind}, {size} characters]\n\
                 -----END {label}-----\nafter\n"
            )
        );
        check(&pem.replace('\n', "\r\n"), &[kind], &gone);
        check(&pem.replace('\n', "\n> "), &[kind], &gone);
        check(&pem.replace('\n', "\n12:34:56 host-with-a-long-name app[1]: "), &[kind], &gone);
        check(&pem.replace('\n', "\\n"), &[kind], &gone);
        check(&pem.replace('\n', " "), &[kind], &gone);
        check(&pem.replace('\n', "<br>\n"), &[kind], &gone);
        check(&pem.replace("-----", "\u{2014}\u{2013}"), &[kind], &gone);
    }
}

#[test]
fn keys_without_a_whole_frame() {
    let key = key(1200);
    let line = key.lines().nth(3).unwrap_or_default().to_owned();
    let gone = [line.as_str(), "MIIEvQIBADAN"];
    let begin = "-----BEGIN PRIVATE KEY-----\n";
    check(&format!("{begin}{key}"), &["private key"], &gone);
    check(&format!("{begin}{key}\nServer certificate\n"), &["private key"], &gone);
    let cut = key.get(..700).unwrap_or_default();
    check(&format!("{begin}{cut}\n-----BEGIN CERTIFICATE-----\nMIIB\n"), &["private key"], &gone);
    check(&format!("some text, then\n{key}-----END PRIVATE KEY-----\n"), &["private key"], &gone);
    check(&key, &["private key"], &gone);
    check(
        &format!("{{\"key\": \"{}\", \"next\": 1}}", key.replace('\n', "")),
        &["private key"],
        &gone,
    );
    check(&format!("> {}", key.trim_end().replace('\n', "\n> ")), &["private key"], &gone);
    let headed = format!("{begin}Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00FF\n\n{key}");
    check(&headed, &["private key"], &gone);
}

#[test]
fn session_secrets_of_a_transcript() {
    let hex = "1B9F15E27332B731DEAA6BFEE69A0FDD2E214D3B5641E3755B6B7E3CB8D4D857A9895C6514788B16AFBE8B613F9E055B";
    let text = format!(
        "SSL-Session:\n    Session-ID: {}\n    Session-ID-ctx: \n    Master-Key: {hex}\n    \
         PSK identity: None\n    PSK identity hint: None\n    SRP username: alice\n    TLS session \
         ticket lifetime hint: 7200 (seconds)\n    TLS session ticket:\n    0000 - f6 47 30 f1 80 db bb \
         3d-31 d0 5f c1 a1 92 44 f6   .G0....=1._...D.\n    0010 - 89 d4 99 a1                            \
         ....\n\n    Start Time: 1763683200\n",
        &hex[..64]
    );
    let kinds = ["session id", "session master key", "SRP user name", "session ticket"];
    let gone = [&hex[..20], "alice", "f6 47", "89 d4", ".G0."];
    let shown = check(&text, &kinds, &gone);
    assert!(shown.contains("PSK identity: None") && shown.contains("Start Time: 1763683200"));
    check(&text.replace('\n', " "), &kinds, &gone);
    check(&text.replace('\n', "\r\n> "), &kinds, &gone);
    let wrapped = format!("    Master-Key: {}\n{}\n    Start Time: 1\n", &hex[..50], &hex[50..]);
    check(&wrapped, &["session master key"], &[&hex[..20], &hex[60..]]);
    check("    Resumption PSK: 00112233445566778899AABBCCDDEEFF\n", &["resumption key"], &["0011"]);
    check("    Master-Key: \n    Session-ID: \n    Master-Key: XXXXXXXX\n", &[], &[]);
}

#[test]
fn key_logs_headers_and_log_ins() {
    let (random, secret) = ("ab".repeat(32), "cd".repeat(48));
    for name in ["CLIENT_RANDOM", "SERVER_TRAFFIC_SECRET_0", "EXPORTER_SECRET"] {
        check(&format!("{name} {random} {secret}\n"), &["key log line"], &[&secret]);
    }
    check(&format!("RSA {} {secret}\n", &random[..16]), &["key log line"], &[&secret]);
    check("Authorization: Basic dXNlcjpwYXNz\n", &["HTTP credentials"], &["dXNlcjpwYXNz"]);
    check("Set-Cookie: id=0123456789; Path=/\r\n", &["HTTP cookie"], &["0123456789"]);
    check("cookie: a=b\n", &["HTTP cookie"], &["a=b"]);
    check("AUTH PLAIN AHVzZXIAcGFzcw==\n", &["mail log-in"], &["AHVzZXIAcGFzcw"]);
    let dialog =
        "AUTH LOGIN\r\n334 VXNlcm5hbWU6\r\ndXNlcg==\r\n334 UGFzc3dvcmQ6\r\ncGFzcw==\r\n235 ok\r\n";
    check(dialog, &["mail log-in", "mail log-in"], &["dXNlcg==", "cGFzcw=="]);
    let jwk = "{\"kty\":\"EC\",\"x\":\"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo\",\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"}";
    check(jwk, &["private part of a JSON Web Key"], &["870MB6gfu"]);
    check(&jwk.replace('"', "\\\""), &["private part of a JSON Web Key"], &["870MB6gfu"]);
    let putty = format!(
        "PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 19\n{}Private-MAC: 00\n",
        key(1200)
    );
    check(&putty, &["PuTTY private key"], &["MIIEvQIBADAN"]);
}

#[test]
fn what_curl_was_given_and_sent() {
    let mail = ["mail log-in"];
    let noisy =
        "> AUTH PLAIN\n{ [5 bytes data]\n< 334 \n} [5 bytes data]\n> AGpvZQBzZWNyZXQ=\n< 235 ok\n";
    check(noisy, &mail, &["AGpvZQBz"]);
    check("> AUTH XOAUTH2 dXNlcj1zb21ldXNlckBleGFt\r\n", &mail, &["dXNlcj1z"]);
    check("> A2 LOGIN joe secretsecret\r\n< A2 OK\n", &mail, &["secretsecret"]);
    check("> USER joe\n< +OK\n> PASS secretsecret\n", &mail, &["secretsecret"]);
    let asked = "> A3 AUTHENTICATE LOGIN\r\n< + VXNlcm5hbWU6\r\n> am9lam9l\r\n< + UGFzc3dvcmQ6\r\n> c2VjcmV0\r\n< A3 OK\r\n";
    check(asked, &mail, &["am9lam9l", "c2VjcmV0"]);
    let web = ["HTTP credentials"];
    check("> Authorization: Basic am9lOnNlY3JldA==\r\n", &web, &["am9lOn"]);
    check("$ curl -v -u joe:secretsecret https://a.example\n", &web, &["secretsecret"]);
    check("curl.exe -vku 'joe:secretsecret' https://a.example", &web, &["secretsecret"]);
    check("> Cookie: session=abcdef0123456789\n", &["HTTP cookie"], &["abcdef0123"]);
}

#[test]
fn what_is_no_secret() {
    for text in [
        include_str!("../../../tests/fixtures/leaf.pem"),
        "250-AUTH PLAIN LOGIN\r\n250 AUTH=PLAIN LOGIN\r\n334 messages\nhello\n",
        "250  ex1.example STARTTLS AUTH NTLM 8BITMIME BINARYMIME CHUNKING XEXCH50,\r\n",
        "250 AUTH LOGIN PIPELINING\r\n",
        "check the Authorization: header, and the Cookie: header\n",
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n",
        "{\"d\":\"short\",\"k\":1}",
        "CLIENT_RANDOM is the name of a line",
        "PASS all of it\nLOGIN as root\ncurl -v https://a.example\n250-AUTH LOGIN\n+OK\n",
        "MIIEowIBAAKCAQEA",
    ] {
        assert_eq!(check(text, &[], &[]), text);
    }
}

#[test]
fn binary_keys_are_dropped() {
    let key = BASE64.decode(key(1213).replace('\n', "").as_bytes()).unwrap_or_default();
    let certificate = include_bytes!("../../../tests/fixtures/list.crl");
    let bytes = [certificate.as_slice(), &key].concat();
    let dropped = mask(Text { source: SourceId(0), bytes, binary: true });
    assert_eq!(dropped.value.0.bytes, certificate);
    let kind = ArtefactKind::Secret { what: "private key", size: 1213, exposes: true };
    assert_eq!(dropped.value.1.first().map(|secret| secret.kind.clone()), Some(kind));
    let store =
        mask(Text { source: SourceId(0), bytes: b"\xfe\xed\xfe\xed\0\0".to_vec(), binary: true });
    assert!(store.value.0.bytes.is_empty() && store.value.1.len() == 1);
}

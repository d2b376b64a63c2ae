//! Does a transcript that was made to be slow keep the whole analysis busy?
//!
//! A megabyte of one line or of a few again and again, read, judged and told: what a peer can put into
//! its names and answers, and what somebody pastes by mistake. Each must be done in seconds, also without
//! optimisation; what is not linear takes minutes.

use std::time::{Duration, Instant};

use handglass::input::Source;
use handglass::question::Question;
use handglass::timestamp::Timestamp;

const LARGE: usize = 1_000_000;
const TOO_LONG: Duration = Duration::from_secs(10);

/// What is repeated, behind the line that makes it a transcript.
const REPEATED: &[&str] = &[
    "depth=0 CN = a\n",
    "depth=0 ",
    "depth=0 CN = a\nverify error:num=20:unable to get local issuer certificate\nverify return:1\n",
    "verify error:num=20:unable to get local issuer certificate\n",
    "verify error:",
    "1:error:0A000086:SSL routines:tls:certificate verify failed:ssl/a.c:1:\n",
    "1:error:0A000410:SSL routines:a:b:c.c:1:SSL alert number 40\n",
    "error:",
    "error:\n",
    "---\n",
    "--- ",
    "CONNECTED(00000003)\n",
    "CONNECTED(",
    "Connecting to 192.0.2.1\n",
    "openssl s_client -connect mail.example:25\n",
    "openssl s_client ",
    "New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\n",
    "New, TLSv1.2, Cipher is ",
    "SSL-Session:\n    Protocol  : TLSv1.2\n    Cipher    : AES128-SHA\n",
    "    Verify return code: 20 (unable to get local issuer certificate)\n",
    "Certificate chain\n",
    "Certificate chain\n 0 s:CN = a\n   i:CN = b\n",
    " 0 s:CN = a\n   i:CN = b\n---\n",
    "Server certificate\nsubject=CN = a\nissuer=CN = b\n",
    "Acceptable client certificate CA names\n/CN=a\n/CN=b\n---\n",
    "SSL_connect:SSLv3 read server hello A\n",
    "SSL3 alert read:fatal:handshake failure\n",
    "SSL3 alert read:fatal:of no name\n",
    "<<< TLS 1.3, Handshake [length 0001], ClientHello\n    00\n",
    "    00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f\n",
    "read from 0x1 [0x2] (5 bytes => 5 (0x5))\n0000 - 17 03 03 00 00   .....\n",
    "OCSP response:\n======\nOCSP Response Data:\n    Cert Status: good\n    This Update: Nov 20 10:00:00 2026 GMT\n",
    "250 mail.example\n",
    "220 mail.example ESMTP\nEHLO a\n250-a\n250 STARTTLS\n",
    "RENEGOTIATING\n",
    "drop connection and then reconnect\n",
    "connect: Connection refused\nconnect:errno=111\n",
    "write:errno=104\n",
    "Post-Handshake New Session Ticket arrived:\nSSL-Session:\n    Protocol  : TLSv1.3\n---\nread R BLOCK\n",
    "a line that nobody knows and that is long enough to be one that was wrapped by some program\n",
    "DONE\n",
    "x",
    " ",
    "\t",
    "> ",
    "=",
    "=\n",
    "\u{1b}[0m",
    "&lt;",
    "<br>",
    "\\n",
    "\u{2014}",
    "\u{0}",
];

/// The first line and what is repeated behind it, of curl, gnutls-cli and the collector.
const OF_OTHERS: &[(&str, &str)] = &[
    ("*   Trying 192.0.2.1:443...\n", "* SSL certificate problem: certificate has expired\n"),
    ("*   Trying 192.0.2.1:443...\n", "* Server certificate:\n*  subject: CN=a\n*  issuer: CN=b\n"),
    ("*   Trying 192.0.2.1:443...\n", "* TLSv1.3 (IN), TLS alert, handshake failure (552):\n"),
    ("*   Trying 192.0.2.1:443...\n", "*   Trying 192.0.2.2:443...\n* Connected to a\n"),
    ("*   Trying 192.0.2.1:443...\n", "< HTTP/1.1 200 OK\n< Server: a\n"),
    ("*   Trying 192.0.2.1:443...\n", "* Closing connection 0\n"),
    ("*   Trying 192.0.2.1:443...\n", "* "),
    (
        "Processed 1 CA certificate(s).\n",
        "- Certificate[0] info:\n - subject `CN=a', issuer `CN=b'\n",
    ),
    ("Processed 1 CA certificate(s).\n", "- subject `CN=a', issuer `"),
    ("Processed 1 CA certificate(s).\n", "- Status: The certificate is NOT trusted. \n"),
    (
        "Processed 1 CA certificate(s).\n",
        "Resolving 'a:443'...\nConnecting to '192.0.2.1:443'...\n",
    ),
    ("Processed 1 CA certificate(s).\n", "*** Fatal error: A TLS fatal alert has been received.\n"),
    ("Processed 1 CA certificate(s).\n", "- Description: (TLS1.3)-(X.509)-(AES-256-GCM)\n"),
    ("Processed 1 CA certificate(s).\n", "|<5>| REC[0x1]: a\n"),
    ("Processed 1 CA certificate(s).\n", "- "),
    ("[Handglass collector 1: begin]\n", "[Handglass collector 1: begin]\n"),
    ("CONNECTED(00000003)\n", "[Handglass collector 1: begin]\n"),
    ("[Handglass collector 1: begin]\n", "[section: tls, entries: 1, sum: 00000000]\n"),
    ("[section: built, entries: 1, sum: 00000000]\n", "flaw: A: b\n"),
    ("[section: built, entries: 1, sum: 00000000]\n", "element: 1 a b c\nstatus: A: b\n"),
    ("[section: exchange, entries: 1, sum: 00000000]\n", "o: a\n+ b\n"),
    ("[section: dialog, entries: 1, sum: 00000000]\n", "S: 220 a\nC: STARTTLS\n"),
    ("[section: run, entries: 1, sum: 00000000]\n", "target: a\nname: b\n"),
    ("[section: run, entries: 1, sum: 00000000]\n", "S: "),
];

fn analysed(bytes: Vec<u8>) -> Duration {
    let mut question = Question::at(Timestamp::from_unix_seconds(1_795_255_200));
    question.reference_identifiers = vec!["mail.nordwind.example".into()];
    let start = Instant::now();
    let source = Source { name: handglass::PASTE.into(), bytes };
    let report = handglass::analyse(vec![source], &question).report;
    assert!(!report.verdict.sentence.is_empty());
    start.elapsed()
}

#[test]
fn a_megabyte_of_anything_is_told_in_seconds() {
    let mut inputs: Vec<(String, String)> = Vec::new();
    for text in REPEATED {
        let body = text.repeat(LARGE / text.len());
        inputs.push((format!("{text:?}"), format!("CONNECTED(00000003)\n{body}")));
    }
    for (first, text) in OF_OTHERS {
        let body = text.repeat(LARGE / text.len());
        inputs.push((format!("{text:?}"), format!("{first}{body}")));
    }
    let numbered = |what: &str, line: fn(usize) -> String| {
        let body: String = (0..LARGE / line(10_000).len()).map(line).collect();
        (what.to_owned(), format!("CONNECTED(00000003)\n---\nCertificate chain\n{body}---\n"))
    };
    inputs.push(numbered("chain lines of one chain", |at| {
        format!(" {at} s:CN = {at}\n   i:CN = {}\n", at + 1)
    }));
    inputs.push(numbered("chain lines, all positions one", |at| {
        format!(" 1 s:CN = {at}\n   i:CN = {}\n", at + 1)
    }));
    inputs.push(numbered("names of one issuer", |at| {
        format!(" {} s:CN = {at}\n   i:CN = 1\n", at % 900)
    }));
    inputs.push(numbered("authorities", |at| {
        let head = if at == 0 { "---\nAcceptable client certificate CA names\n" } else { "" };
        format!("{head}/C=DE/O=Trust {at}/CN=Authority {at}\n")
    }));
    inputs.push(numbered("path of many", |at| {
        format!("depth={at} CN = {at}\nverify error:num=20:{at}\n")
    }));
    inputs.push(numbered("alerts", |at| {
        format!("1:error:0A000410:SSL routines:f:alert {at}:c.c:1:SSL alert number {}\n", at % 256)
    }));
    inputs.push(numbered("runs", |at| format!("CONNECTED(0)\ndepth=0 CN = {at}\nverify error:num=20:x\nNew, TLSv1.2, Cipher is AES128-SHA\n    Verify return code: 20 (x)\n")));
    let leaf = include_str!("fixtures/leaf.pem");
    let run = format!(
        "CONNECTED(0)\n---\nCertificate chain\n 0 s:CN = a\n   i:CN = b\n{leaf}---\nNew, TLSv1.2, Cipher is AES128-SHA\n"
    );
    inputs.push(("runs with a certificate".into(), run.repeat(LARGE / run.len())));
    let mut slow = Vec::new();
    for (name, text) in inputs {
        let size = text.len();
        let took = analysed(text.into_bytes());
        println!("{took:>12.1?}  {name}, {size} bytes");
        if took > TOO_LONG {
            slow.push(format!("{name}: {took:?}"));
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}

//! What PEM looks like after its journey, and what is read of it.

use super::*;
use crate::span::SourceId;

const LEAF: &str = include_str!("../../../tests/fixtures/leaf.pem");
const ISSUER: &str = include_str!("../../../tests/fixtures/issuer.pem");

fn parsed(text: &str) -> Parsed<Vec<Artefact>> {
    read(&Text { source: SourceId(0), bytes: text.as_bytes().to_vec(), binary: false })
}

fn certificates(parsed: &Parsed<Vec<Artefact>>) -> Vec<Vec<u8>> {
    let der = |artefact: &Artefact| match &artefact.kind {
        ArtefactKind::Certificate { der } => Some(der.clone()),
        _ => None,
    };
    parsed.value.iter().filter_map(der).collect()
}

/// Two certificates, their decoration, and what is told about it.
#[track_caller]
fn check(decorate: impl Fn(&str) -> String, told: &[&'static str]) {
    let plain = format!("{LEAF}{ISSUER}");
    let clean = certificates(&parsed(&plain));
    assert_eq!(clean.len(), 2);
    let text = decorate(&plain);
    let found = parsed(&text);
    assert_eq!(certificates(&found), clean, "{text}");
    let how = |problem: &Problem| match &problem.kind {
        ProblemKind::PemRepaired { how, .. } => *how,
        _ => "something else",
    };
    assert_eq!(found.problems.iter().map(how).collect::<Vec<_>>(), told, "{text}");
}

#[test]
fn decorations() {
    let marks = "the marks in front of its lines were taken off";
    let html = "HTML tags and entities were undone";
    let escaped = "escaped line ends were undone";
    let dashes = "hyphens in BEGIN or END had become other dashes";
    let unseen = "invisible characters were taken out";
    let joined = "its lines had been joined into one";
    let quoted = "quoted-printable encoding was undone";
    check(|pem| pem.to_owned(), &[]);
    check(|pem| pem.replace('\n', "\r\n"), &[]);
    check(|pem| pem.replace('\n', "\r"), &[]);
    check(|pem| pem.replace('\n', "  \n\n"), &[]);
    check(|pem| format!("    {}", pem.replace('\n', "\n    ")), &[]);
    check(|pem| format!("\t{}", pem.replace('\n', "\n\t")), &[]);
    check(|pem| format!("\u{a0}{}", pem.replace('\n', "\n\u{a0}")), &[]);
    check(|pem| format!("> {}", pem.replace('\n', "\n> ")), &[marks]);
    check(|pem| format!(">> > {}", pem.replace('\n', "\n>> > ")), &[marks]);
    check(|pem| format!("| {}", pem.replace('\n', "\n| ")), &[marks]);
    check(|pem| format!("+{}", pem.replace('\n', "\n+")), &[marks]);
    check(|pem| format!("17: {}", pem.replace('\n', "\n17: ")), &[marks]);
    check(
        |pem| {
            format!(
                "2026-11-20T13:02:00Z h a[1]: {}",
                pem.replace('\n', "\n2026-11-20T13:02:01Z h a[1]: ")
            )
        },
        &[marks],
    );
    check(|pem| pem.replace('\n', " "), &[joined]);
    check(|pem| pem.replace('\n', ""), &[joined]);
    check(|pem| format!("{{\"pem\": \"{}\"}}", pem.replace('\n', "\\n")), &[escaped]);
    check(|pem| pem.replace('\n', "\\\\n"), &[escaped]);
    check(|pem| pem.replace('/', "\\/").replace('\n', "\\r\\n"), &[escaped]);
    check(|pem| pem.replace('\n', "<br>"), &[html]);
    check(
        |pem| pem.replace('+', "&#43;").replace('=', "&equals;").replace('\n', "&nbsp;<br />\n"),
        &[html],
    );
    check(
        |pem| pem.replace('-', "&#45;").replace(' ', "&nbsp;").replace('\n', "</p>\n<p>"),
        &[html],
    );
    check(|pem| pem.replace('=', "=3D").replace("CERTIFICATE--", "CERTIFICATE=2D-"), &[quoted]);
    check(|pem| pem.replace("-----", "\u{2014}\u{2013}"), &[dashes]);
    check(|pem| pem.replace("-----", "\u{2013}\u{2013}"), &[dashes]);
    check(|pem| pem.replace('-', "\u{2011}"), &[dashes]);
    check(|pem| pem.replace("-----", "--"), &[]);
    check(|pem| pem.replace('\n', "\u{200b}\n"), &[unseen]);
    check(|pem| pem.replace("BEGIN CERTIFICATE", "Begin certificate"), &[]);
    check(
        |pem| pem.replace('+', "%2B").replace('=', "%3D").replace('\n', "%0A"),
        &["percent encoding was undone"],
    );
    check(
        |pem| {
            format!(
                "Bag Attributes\n    friendlyName: x\nsubject=/CN=a\n{}",
                pem.replace("-----END", "\n-----END")
            )
        },
        &[],
    );
    check(|pem| pem.replace("E-----\n", "E-----\nProc-Type: x\nA: b\n\n"), &[]);
}

#[test]
fn soft_breaks_of_quoted_printable_inside_one_long_line() {
    check(
        |pem| {
            let joined = pem.replace("=\n", "=3D\n").replace('\n', "");
            let bytes: Vec<char> = joined.chars().collect();
            bytes.chunks(75).map(|line| line.iter().collect::<String>() + "=\n").collect()
        },
        &["quoted-printable encoding was undone"],
    );
}

#[test]
fn a_cut_inside_end_costs_nothing() {
    for between in ["\n", " ", ""] {
        let joined = LEAF.trim().replace("CERTIFICATE-----\n", "CERTIFICATE----- ");
        let text = joined.replace('\n', between);
        let end = text.rfind("-----END").expect("an END");
        for cut in end..=text.len() {
            let text = text.get(..cut).expect("ASCII");
            assert_eq!(certificates(&parsed(text)).len(), 1, "{text}");
        }
    }
}

#[track_caller]
fn check_problem(text: &str, count: usize, kinds: &[ProblemKind]) {
    let found = parsed(text);
    assert_eq!(certificates(&found).len(), count, "{text}");
    assert_eq!(found.problems.into_iter().map(|p| p.kind).collect::<Vec<_>>(), kinds, "{text}");
}

#[test]
fn damage_costs_one_block_alone() {
    let label = || "CERTIFICATE".to_owned();
    let cut = LEAF.get(..700).unwrap_or_default();
    check_problem(&format!("{cut}\n{ISSUER}"), 1, &[ProblemKind::PemCut { label: label() }]);
    check_problem(&format!("{ISSUER}{cut}"), 1, &[ProblemKind::PemCut { label: label() }]);
    let lost: String =
        LEAF.lines().enumerate().filter(|(n, _)| *n != 5).map(|(_, l)| format!("{l}\n")).collect();
    let short = ProblemKind::PemShort { label: label(), announced: 1218, present: 1170 };
    check_problem(&format!("{lost}{ISSUER}"), 1, &[short]);
    let removed = "-----BEGIN CERTIFICATE-----\n[SNIP server certificate here SNIP]\n-----END CERTIFICATE-----\n";
    check_problem(&format!("{removed}{ISSUER}"), 1, &[ProblemKind::PemRemoved { label: label() }]);
    let no_end = LEAF.replace("-----END CERTIFICATE-----", " 1 s:CN=x");
    let how = "its END line is missing, but its value is all there";
    check_problem(
        &format!("{no_end}{ISSUER}"),
        2,
        &[ProblemKind::PemRepaired { label: label(), how }],
    );
    let no_begin = LEAF.replace("-----BEGIN CERTIFICATE-----", "");
    let how = "its BEGIN line is missing, but its value is all there";
    check_problem(
        &format!("{no_begin}{ISSUER}"),
        2,
        &[ProblemKind::PemRepaired { label: label(), how }],
    );
    let beheaded = LEAF.get(300..).unwrap_or_default();
    check_problem(&format!("{beheaded}{ISSUER}"), 1, &[ProblemKind::PemNoBegin { label: label() }]);
    let differ = LEAF.replace("END CERTIFICATE", "END X509 CRL");
    let kind = ProblemKind::PemLabelsDiffer { begin: label(), end: "X509 CRL".into() };
    check_problem(&format!("{differ}{ISSUER}"), 2, &[kind]);
    let not =
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", "QUJD".repeat(30));
    check_problem(&format!("{not}{ISSUER}"), 1, &[ProblemKind::PemNotBase64 { label: label() }]);
}

#[test]
fn other_labels_and_other_contents() {
    let crl = data_encoding::BASE64.encode(include_bytes!("../../../tests/fixtures/list.crl"));
    let what = "a certificate revocation list (CRL)";
    let named = ProblemKind::NamedOnly { what };
    let block = |label: &str, data: &str| {
        format!("-----BEGIN {label}-----\n{data}\n-----END {label}-----\n")
    };
    let joined = ProblemKind::PemRepaired {
        label: "X509 CRL".into(),
        how: "its lines had been joined into one",
    };
    check_problem(&block("X509 CRL", &crl), 0, &[joined, named.clone()]);
    let lines: String =
        crl.as_bytes().chunks(64).map(|l| format!("{}\n", String::from_utf8_lossy(l))).collect();
    let other = ProblemKind::PemHoldsOther { label: "CERTIFICATE".into(), what };
    check_problem(&block("CERTIFICATE", &lines), 0, &[other, named]);
    let p7b = data_encoding::BASE64
        .encode(include_bytes!("../../../tests/fixtures/chain-indefinite.p7b"));
    let lines: String =
        p7b.as_bytes().chunks(64).map(|l| format!("{}\n", String::from_utf8_lossy(l))).collect();
    check_problem(&block("PKCS7", &lines), 2, &[]);
    let unknown = ProblemKind::PemUnknownLabel { label: "SOMETHING".into() };
    check_problem(&block("SOMETHING", "QUJD".repeat(30).as_str()), 0, &[unknown]);
    let record =
        "_25._tcp.mail.example. IN TLSA 3 1 1 0d6fce3b83d26d17a9cb1c3d9e1bdd2d6ff4a1a4a6ef0ea7\n";
    check_problem(record, 0, &[ProblemKind::NamedOnly { what: "a TLSA record (DANE)" }]);
}

#[test]
fn trusted_certificates_keep_their_settings_to_themselves() {
    let mut der = certificates(&parsed(LEAF)).concat();
    der.extend([0x30, 0x03, 0x0c, 0x01, 0x41]);
    let lines: String = data_encoding::BASE64
        .encode(&der)
        .as_bytes()
        .chunks(64)
        .map(|line| format!("{}\n", String::from_utf8_lossy(line)))
        .collect();
    let found = parsed(&format!(
        "-----BEGIN TRUSTED CERTIFICATE-----\n{lines}-----END TRUSTED CERTIFICATE-----\n"
    ));
    assert_eq!(certificates(&found), certificates(&parsed(LEAF)));
    assert!(matches!(
        found.problems.as_slice(),
        [Problem { kind: ProblemKind::ReadInPart { .. }, .. }]
    ));
}

#[test]
fn too_many_blocks_are_told() {
    let found = parsed(&LEAF.repeat(MAX_BLOCKS + 3));
    assert_eq!(certificates(&found).len(), MAX_BLOCKS);
    let told =
        found.problems.iter().any(|p| p.kind == ProblemKind::TooManyBlocks { read: MAX_BLOCKS });
    assert!(told);
}

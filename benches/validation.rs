//! How long does a chain take, beside `openssl verify` and rustls-webpki? `cargo bench --bench validation`.
//!
//! Each reads the same DER anew and judges the same chain at the same moment. `openssl verify` is a process: what
//! it takes for one more file in one call is told apart from what it takes at all. Medians on this machine,
//! printed as a table and not judged. The browser's figures come from `cargo xtask bench`.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use handglass::facts::path::{PathBuilder, Rules};
use handglass::facts::{CertificateId, Facts, TrustAnchor, certificate, name};
use handglass::input::Source;
use handglass::question::{OwnRoots, Purpose, Question};
use handglass::timestamp::Timestamp;
use handglass_chains::{Chain, from_pem, pathological, sound, to_pem};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};

/// How often each is measured, and for how long at most.
const ROUNDS: usize = 101;
const AT_MOST: Duration = Duration::from_secs(3);
/// Files beside the first one in a call of `openssl verify`.
const MORE: usize = 200;

fn main() {
    println!(
        "| Chain | Path and name | Whole report | rustls-webpki | openssl, one more | openssl, a call |"
    );
    println!("|---|---|---|---|---|---|");
    let farm = include_str!("../tests/stories/good-chain/input.pem");
    let ten = include_str!("../tests/browser/fixtures/ten_certificates.pem");
    let root = include_str!("../tests/fixtures/root.pem");
    let mut chains = vec![
        of_pem("RSA 2048, one intermediate", farm, root, "mail.nordwind.example"),
        of_pem("ten certificates, root among them", ten, ten, "mail.example.test"),
    ];
    chains.extend(sound::all());
    chains.extend(pathological::all());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-validation");
    fs::create_dir_all(&folder).expect("a folder for openssl's files");
    for chain in &chains {
        let path = median(|| path_and_name(chain));
        let report = median(|| report(chain));
        let webpki = median(|| webpki_says(chain));
        let (more, call, accepts) = openssl(chain, &folder);
        let told = |time: Option<f64>, accepts: bool| match time {
            Some(time) => {
                format!("{time:.2} ({:.1}){}", time / path, if accepts { "" } else { ", refused" })
            }
            None => "not run".into(),
        };
        let holds = path_and_name(chain) == Some((true, true));
        println!(
            "| {} | {path:.2}{} | {} | {} | {} | {} |",
            chain.what,
            if holds { "" } else { ", refused" },
            told(Some(report), true),
            told(Some(webpki), webpki_says(chain).is_ok()),
            told(more, accepts),
            told(call, accepts),
        );
    }
    println!("\nIn milliseconds; in brackets as a multiple of the first column.");
}

/// The last certificate of `roots` is trusted, where they are the chain's own.
fn of_pem(what: &str, chain: &str, roots: &str, host: &str) -> Chain {
    let mut others = from_pem(chain);
    let end_entity = others.remove(0);
    let anchors = from_pem(roots).split_off(from_pem(roots).len() - 1);
    let (what, host) = (what.to_owned(), host.to_owned());
    Chain { what, end_entity, others, anchors, at: handglass_chains::AT, host }
}

/// Milliseconds.
fn median<T>(run: impl Fn() -> T) -> f64 {
    let begun = Instant::now();
    let mut times = Vec::new();
    while times.len() < ROUNDS && (times.is_empty() || begun.elapsed() < AT_MOST) {
        let start = Instant::now();
        black_box(run());
        times.push(start.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e3
}

/// From DER to the best path and whether the name fits.
fn path_and_name(chain: &Chain) -> Option<(bool, bool)> {
    let all = std::iter::once(&chain.end_entity).chain(&chain.others);
    let certificates: Vec<_> = all.filter_map(|der| certificate::read(der).ok()).collect();
    let anchors = chain.anchors.iter().filter_map(|der| certificate::read(der).ok());
    let anchors = anchors.map(|it| TrustAnchor::from_certificate(&it)).collect();
    let facts = Facts { certificates, anchors, ..Facts::default() };
    let rules = Rules::of_clients(Timestamp::from_unix_seconds(chain.at), Purpose::Server);
    let search = PathBuilder::new(&facts).search_by(CertificateId(0), &rules);
    let judged = name::judge(&chain.host, CertificateId(0), facts.certificates.first()?);
    let fits = matches!(judged.verdict, name::NameVerdict::Match(_));
    Some((search.paths.first()?.is_valid(), fits))
}

/// All that the page does with the paste, but drawing.
fn report(chain: &Chain) -> handglass::Analysis {
    let mut question = Question::at(Timestamp::from_unix_seconds(chain.at));
    question.mozilla_roots = false;
    question.reference_identifiers.push(chain.host.clone());
    for der in &chain.anchors {
        question.own_roots.push(OwnRoots { name: "root".into(), bytes: der.clone() });
    }
    let text = to_pem(std::iter::once(&chain.end_entity).chain(&chain.others));
    let paste = Source { name: "paste".into(), bytes: text.into_bytes() };
    handglass::analyse(vec![paste], &question)
}

fn webpki_says(chain: &Chain) -> Result<(), webpki::Error> {
    let end_entity = CertificateDer::from(chain.end_entity.as_slice());
    let end_entity = webpki::EndEntityCert::try_from(&end_entity)?;
    let ders = |all: &[Vec<u8>]| -> Vec<CertificateDer<'static>> {
        all.iter().map(|der| CertificateDer::from(der.clone())).collect()
    };
    let (anchors, others) = (ders(&chain.anchors), ders(&chain.others));
    let anchors: Vec<_> =
        anchors.iter().filter_map(|der| webpki::anchor_from_trusted_cert(der).ok()).collect();
    let time = Duration::from_secs(u64::try_from(chain.at).unwrap_or_default());
    end_entity.verify_for_usage(
        webpki::ALL_VERIFICATION_ALGS,
        &anchors,
        &others,
        UnixTime::since_unix_epoch(time),
        webpki::KeyUsage::server_auth(),
        None,
        None,
    )?;
    let name = ServerName::try_from(chain.host.as_str());
    name.map_or(Ok(()), |name| end_entity.verify_is_valid_for_subject_name(&name))
}

/// Milliseconds for one more file in a call, and for a call with one; `None` without openssl. And its verdict.
fn openssl(chain: &Chain, folder: &Path) -> (Option<f64>, Option<f64>, bool) {
    let write = |name: &str, text: String| {
        fs::write(folder.join(name), text).expect("a file for openssl");
    };
    write("leaf.pem", to_pem([&chain.end_entity]));
    write("others.pem", to_pem(&chain.others));
    write("anchors.pem", to_pem(&chain.anchors));
    let call = |files: usize| {
        let start = Instant::now();
        let mut command = Command::new("openssl");
        command.current_dir(folder).args(["verify", "-purpose", "sslserver", "-no-CApath"]);
        command.args(["-no-CAstore", "-CAfile", "anchors.pem"]);
        command.args(["-verify_hostname", &chain.host, "-attime", &chain.at.to_string()]);
        if !chain.others.is_empty() {
            command.args(["-untrusted", "others.pem"]);
        }
        command.args(std::iter::repeat_n("leaf.pem", files));
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
        Some((start.elapsed().as_secs_f64() * 1e3, status.success()))
    };
    let middle = |files: usize| -> Option<f64> {
        let mut times: Vec<f64> = (0..7).map_while(|_| Some(call(files)?.0)).collect();
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied()
    };
    let (one, many) = (middle(1), middle(1 + MORE));
    let more = one.zip(many).map(|(one, many)| (many - one) / MORE as f64);
    (more, one, call(1).is_some_and(|(_, accepts)| accepts))
}

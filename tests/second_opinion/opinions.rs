//! What the page says of a chain, and what rustls-webpki says.

use std::time::Duration;

use handglass::checks::Severity;
use handglass::input::Source;
use handglass::question::{OwnRoots, Policy, Question};
use handglass::report::Level;
use handglass::timestamp::Timestamp;
use handglass_chains::{Chain, to_pem};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};

/// Accepted, with the ids of what is told all the same; or refused, with reasons.
pub(crate) type Opinion = Result<Vec<String>, String>;

/// The ids of the findings: those that are errors where it is refused, else all.
pub(crate) fn ours(chain: &Chain) -> Opinion {
    let mut question = Question::at(Timestamp::from_unix_seconds(chain.at));
    question.mozilla_roots = false;
    // Where a suite's certificates have no name, none is asked for.
    question.policy = Some(if chain.host.is_empty() { Policy::Chain } else { Policy::Name });
    question.reference_identifiers.extend((!chain.host.is_empty()).then(|| chain.host.clone()));
    question.own_roots.extend(
        chain.anchors.iter().map(|der| OwnRoots { name: "root.der".into(), bytes: der.clone() }),
    );
    let text = to_pem(std::iter::once(&chain.end_entity).chain(&chain.others));
    let paste = Source { name: "paste".into(), bytes: text.into_bytes() };
    let report = handglass::analyse(vec![paste], &question).report;
    let mut notes = report.sources.iter().flat_map(|source| &source.notes);
    let not_in_der =
        notes.any(|note| note.text.contains("BER") || note.text.contains("follow the end"));
    match report.verdict.level {
        Level::Ok | Level::Notice | Level::Warning => {
            let told = report.findings.iter().map(|finding| finding.id.clone());
            Ok(told.chain(not_in_der.then(|| "the note that it is not in DER".into())).collect())
        }
        Level::Undetermined => Err("undetermined".into()),
        Level::Error => {
            let errors = report.findings.iter().filter(|it| it.severity == Severity::Error);
            let mut ids: Vec<&str> = errors.map(|finding| finding.id.as_str()).collect();
            ids.sort_unstable();
            Err(ids.join(" "))
        }
    }
}

/// The name of the error.
pub(crate) fn theirs(chain: &Chain) -> Opinion {
    let say = |error: webpki::Error| {
        let text = format!("{error:?}");
        Err(text.chars().take_while(char::is_ascii_alphanumeric).collect())
    };
    let end_entity = CertificateDer::from(chain.end_entity.as_slice());
    let end_entity = match webpki::EndEntityCert::try_from(&end_entity) {
        Ok(end_entity) => end_entity,
        Err(error) => return say(error),
    };
    let ders = |all: &'_ [Vec<u8>]| -> Vec<CertificateDer<'static>> {
        all.iter().map(|der| CertificateDer::from(der.clone())).collect()
    };
    let (anchors, others) = (ders(&chain.anchors), ders(&chain.others));
    let anchors: Vec<_> =
        anchors.iter().filter_map(|der| webpki::anchor_from_trusted_cert(der).ok()).collect();
    let time = Duration::from_secs(u64::try_from(chain.at).unwrap_or_default());
    let verified = end_entity.verify_for_usage(
        webpki::ALL_VERIFICATION_ALGS,
        &anchors,
        &others,
        UnixTime::since_unix_epoch(time),
        webpki::KeyUsage::server_auth(),
        None,
        None,
    );
    if let Err(error) = verified {
        return say(error);
    }
    if chain.host.is_empty() {
        return Ok(Vec::new());
    }
    let Ok(name) = ServerName::try_from(chain.host.as_str()) else {
        return Err("host".into());
    };
    end_entity.verify_is_valid_for_subject_name(&name).map(|()| Vec::new()).or_else(say)
}

//! The older and the younger certificate beside each other, row by row, with what follows from the change.
//!
//! What follows is told in a few words; the findings say it at length, with what to do.

use super::lines::Lines;
use super::{SideBySide, SideCell, SideRow};
use crate::checks::Case;
use crate::checks::renewal::{listed, pair, root, serves_a_client};
use crate::checks::vantage::thumbprint;
use crate::facts::Certificate;
use crate::facts::renewal::{Renewal, Renewed};
use crate::facts::signature::signature_name;
use crate::timestamp::{Timestamp, duration_in_words};
use crate::visible::quoted;

/// Pairs that are told.
const MAX_PAIRS: usize = 20;

pub(super) fn renewals(case: &Case<'_>, lines: &Lines<'_>) -> Vec<SideBySide> {
    case.renewals.iter().take(MAX_PAIRS).map(|renewal| table(case, lines, renewal)).collect()
}

/// One row: what, then, now, and what follows where it changes.
type Row = (&'static str, String, String, String);

fn table(case: &Case<'_>, lines: &Lines<'_>, renewal: &Renewal) -> SideBySide {
    let (older, younger) = pair(case, renewal);
    let rows = [
        thumbprints(older, younger),
        validity(older, younger, case.question.at),
        issuer(older, younger),
        subject(older, younger),
        names(renewal, older, younger),
        key(older, younger),
        purposes(older, younger),
        roots(case, renewal),
        signature(older, younger),
    ];
    let at = |renewed: Renewed, text: String, differs: bool| {
        let place = case.facts.first_place(renewed.certificate);
        SideCell {
            source: place.map(|span| span.source.0),
            line: place.and_then(|span| lines.line(span)),
            text,
            differs,
            ..SideCell::default()
        }
    };
    let mut changes: Vec<String> = Vec::new();
    let rows = rows
        .into_iter()
        .map(|(what, then, now, follows)| {
            let differs = !follows.is_empty() && then != now && what != THUMBPRINT && what != VALID;
            if differs {
                changes.push(what.to_ascii_lowercase());
            }
            let cells = vec![
                SideCell::of(what),
                at(renewal.older, then, false),
                at(renewal.younger, now, differs),
                SideCell::of(follows),
            ];
            SideRow { cells }
        })
        .collect();
    let sentence = if changes.is_empty() {
        "If the younger certificate takes the older one's place, only the thumbprint and the dates change.".to_owned()
    } else {
        format!(
            "If the younger certificate takes the older one's place, these change: {}.",
            changes.join(", ")
        )
    };
    SideBySide {
        title: format!("Renewal of {}", quoted(&older.short_name())),
        sentence,
        columns: ["What", "Older", "Younger", "What follows"].map(str::to_owned).to_vec(),
        rows,
        left_out: 0,
    }
}

const THUMBPRINT: &str = "Thumbprint";
const VALID: &str = "Valid";

fn thumbprints(older: &Certificate, younger: &Certificate) -> Row {
    let follows =
        "Enable the new one for its services by this thumbprint; nothing takes it over by itself.";
    (THUMBPRINT, thumbprint(&older.sha1), thumbprint(&younger.sha1), follows.into())
}

fn validity(older: &Certificate, younger: &Certificate, at: Timestamp) -> Row {
    let told = |one: &Certificate| {
        format!("{} to {}", one.not_before.readable(), one.not_after.readable())
    };
    let overlap = older.not_after.seconds_since(younger.not_before);
    let follows = if younger.not_after <= older.not_after {
        "The younger one does not last longer.".into()
    } else if older.not_after < at {
        format!("The older one ended on {}.", older.not_after.readable())
    } else if overlap >= 0 {
        format!(
            "Both are valid for {}: change over before {}.",
            duration_in_words(overlap),
            older.not_after.readable()
        )
    } else {
        format!("Between the two nothing is valid for {}.", duration_in_words(-overlap))
    };
    (VALID, told(older), told(younger), follows)
}

fn issuer(older: &Certificate, younger: &Certificate) -> Row {
    let follows = if older.issuer.match_key() != younger.issuer.match_key() {
        "Connectors that name it by <I>…<S>… have to be set anew; install the new intermediate."
    } else if older.subject.match_key() == younger.subject.match_key() {
        "Connectors that name it by <I>…<S>… find both, and take the younger."
    } else {
        ""
    };
    ("Issuer", older.issuer.rfc4514(), younger.issuer.rfc4514(), follows.into())
}

fn subject(older: &Certificate, younger: &Certificate) -> Row {
    let follows = if older.subject.match_key() == younger.subject.match_key() {
        ""
    } else {
        "Connectors that name it by <I>…<S>… have to be set anew."
    };
    ("Subject", older.subject.rfc4514(), younger.subject.rfc4514(), follows.into())
}

fn names(renewal: &Renewal, older: &Certificate, younger: &Certificate) -> Row {
    let told = |one: &Certificate| {
        let addresses = one.ip_addresses().map(|address| address.to_string());
        let names: Vec<String> = one.dns_names().map(str::to_owned).chain(addresses).collect();
        if names.is_empty() { "none".into() } else { listed(&names) }
    };
    let mut follows = Vec::new();
    if !renewal.lost.is_empty() {
        follows.push(format!("Lost: {}.", listed(&renewal.lost)));
    }
    if !renewal.gained.is_empty() {
        follows.push(format!("Gained: {}.", listed(&renewal.gained)));
    }
    ("Names", told(older), told(younger), follows.join(" "))
}

fn key(older: &Certificate, younger: &Certificate) -> Row {
    let told = |one: &Certificate| {
        let key = &one.key;
        match (&key.curve, key.bits) {
            (Some(curve), _) => format!("{} {curve}", key.algorithm),
            (None, Some(bits)) => format!("{} {bits} bits", key.algorithm),
            (None, None) => key.algorithm.clone(),
        }
    };
    if older.subject_public_key_info == younger.subject_public_key_info {
        return ("Key", told(older), format!("{}, the same key", told(younger)), String::new());
    }
    let kind = if older.key.algorithm == younger.key.algorithm {
        ""
    } else {
        " Peers that know only the old kind find no suite in common."
    };
    let follows = format!("A new key: TLSA records and pins of the old key no longer fit.{kind}");
    ("Key", told(older), format!("{}, another key", told(younger)), follows)
}

fn purposes(older: &Certificate, younger: &Certificate) -> Row {
    let told = |one: &Certificate| {
        if serves_a_client(one) { "also for a client" } else { "not for a client" }.to_owned()
    };
    let follows = match (serves_a_client(older), serves_a_client(younger)) {
        (true, false) => "Partners that ask for a client certificate refuse it.",
        (false, true) => "It can identify a client too.",
        (true, true) | (false, false) => "",
    };
    ("Purpose", told(older), told(younger), follows.into())
}

fn roots(case: &Case<'_>, renewal: &Renewal) -> Row {
    let (old, new) = (root(case, renewal.older), root(case, renewal.younger));
    let changed = old.as_ref().zip(new.as_ref()).is_some_and(|(old, new)| old.0 != new.0);
    let follows = if changed { "Peers with a list of their own need the new root." } else { "" };
    let told = |root: Option<(_, String)>| root.map_or_else(|| "not known".into(), |root| root.1);
    ("Root", told(old), told(new), follows.into())
}

fn signature(older: &Certificate, younger: &Certificate) -> Row {
    let told = |one: &Certificate| signature_name(&one.signature_algorithm);
    ("Signature", told(older), told(younger), String::new())
}

//! Partners, what becomes of them, and what went wrong between them and us.
//!
//! A partner is what `facts::log::answer::partner` takes for one.

use super::counts::{counts, with_kinds};
use super::{Maker, direction};
use crate::checks::log::{LogCase, fate, percent, time};
use crate::facts::log::answer::forecast::retries;
use crate::facts::log::event::Whose;
use crate::facts::log::profile::Kind;
use crate::order::Sort;
use crate::report::LogTable;

pub(super) fn partners(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "partners",
        "Partners",
        "What faces the Internet: by the domain of the EHLO name, by the mail's domain where a hoster sends for many, else by address; outbound by the recipient's domain, or by the smart host.",
        &with_kinds(&[
            ("Partner", false),
            ("Direction", false),
            ("First", false),
            ("Last", false),
            ("Share in clear", false),
            ("Addresses", true),
            ("Certificates", true),
        ]),
    );
    for partner in &logs.partners {
        let census = &partner.census;
        let mut row = vec![
            logs.called(partner.key),
            direction(partner.direction).into(),
            time(partner.first()),
            time(partner.last()),
            percent(census.of_kind(Kind::Clear), census.decided()),
            partner.addresses.len().to_string(),
            partner.certificates.len().to_string(),
        ];
        row.extend(counts(census));
        let worst = partner.examples.values().next();
        maker.row(row, worst.copied());
    }
    maker.done()
}

pub(super) fn forecast(logs: &LogCase<'_>) -> LogTable {
    let span = logs.totals.span.map_or_else(String::new, |(first, last)| {
        format!(" These logs cover {} to {}.", time(first), time(last))
    });
    let mut maker = Maker::new(
        logs,
        "forecast",
        "If TLS 1.0 and 1.1 are switched off, and if TLS is required",
        format!(
            "A log shows what was agreed on, not what could have been; who did not write in these days is not in here.{span}"
        ),
        &[
            ("Partner", false),
            ("Direction", false),
            ("Sessions", true),
            ("Below TLS 1.2", true),
            ("Last below TLS 1.2", false),
            ("TLS 1.0 and 1.1 off", false),
            ("TLS required", false),
        ],
    );
    for forecast in &logs.forecasts {
        maker.row(
            vec![
                logs.called(forecast.key),
                direction(forecast.direction).into(),
                forecast.sessions.to_string(),
                forecast.obsolete.to_string(),
                forecast.last_obsolete.map(time).unwrap_or_default(),
                fate(forecast.without_old).into(),
                fate(forecast.tls_required).into(),
            ],
            forecast.example,
        );
    }
    maker.done()
}

pub(super) fn clear_after_failure(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "clear-after-failure",
        "Given in clear after a failed handshake",
        "Two sessions with one address: the handshake failed, and a new session gave the mail without STARTTLS within five minutes. Of each address at most 256 failures are compared.",
        &[
            ("Address", false),
            ("Times", true),
            ("First failure", false),
            ("Last delivery in clear", false),
        ],
    );
    let mut rows: Vec<_> = retries(&logs.counted).filter(|(_, pairs)| !pairs.is_empty()).collect();
    rows.order_by_key(|(remote, pairs)| (std::cmp::Reverse(pairs.len()), *remote));
    for (remote, pairs) in rows {
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { continue };
        maker.row(
            vec![logs.shown(remote), pairs.len().to_string(), time(first.failed), time(last.clear)],
            Some(first.failure),
        );
    }
    maker.done()
}

/// What we presented and what they answered.
pub(super) fn refusals(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "refusals",
        "What we presented, and who refused it",
        "Sessions of ours that presented a certificate and were answered with words on TLS.",
        &[
            ("Host", false),
            ("Address", false),
            ("Connector", false),
            ("Certificate", false),
            ("Reply", false),
            ("Sessions", true),
            ("First", false),
            ("Last", false),
        ],
    );
    for (profile, tally) in logs.refused() {
        maker.row(
            vec![
                logs.shown(profile.peer),
                logs.shown(profile.remote),
                logs.shown(profile.connector),
                logs.certificate_called(Whose::Ours, profile.ours),
                logs.shown(profile.refusal),
                tally.sessions.to_string(),
                time(tally.first),
                time(tally.last),
            ],
            Some(tally.example),
        );
    }
    maker.done()
}

pub(super) fn shared_addresses(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "shared-addresses",
        "One address, many senders",
        "Inbound addresses that greet with ten names or more: a balancer or a firewall with source NAT.",
        &[
            ("Address", false),
            ("EHLO names", true),
            ("Sessions", true),
            ("Cloud sessions without rights", true),
        ],
    );
    for shared in &logs.shared_addresses {
        maker.row(
            vec![
                logs.shown(shared.address),
                shared.names.to_string(),
                shared.sessions.to_string(),
                shared.cloud_without_rights.to_string(),
            ],
            Some(shared.example),
        );
    }
    maker.done()
}

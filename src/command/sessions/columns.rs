//! What is told of a session, column by column.
//!
//! An empty text means that the log does not tell. Names are permanent: queries rely on them.

use std::borrow::Cow;

use crate::facts::log::certificate::LoggedCertificate;
use crate::facts::log::profile::Profile;
use crate::facts::log::session::Session;
use crate::facts::log::tally::SessionKey;
use crate::facts::log::texts::{Text, Texts};
use crate::facts::log::{Direction, negotiation::Algorithm};

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    Flag(bool),
    Number(Option<i64>),
    /// Milliseconds since 1970.
    Time(Option<i64>),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Flag,
    Number,
    Time,
}

/// Names and kinds, in the order of `row`.
pub(super) const COLUMNS: &[(&str, Kind)] = &[
    ("folder", Kind::Text),
    ("file", Kind::Text),
    ("byte_offset", Kind::Number),
    ("direction", Kind::Text),
    ("session_id", Kind::Text),
    ("begins", Kind::Time),
    ("ends", Kind::Time),
    ("complete", Kind::Flag),
    ("server", Kind::Text),
    ("connector", Kind::Text),
    ("local_address", Kind::Text),
    ("remote_address", Kind::Text),
    ("scope", Kind::Text),
    ("ehlo", Kind::Text),
    ("sender_domain", Kind::Text),
    ("recipient_domain", Kind::Text),
    ("starttls_offered", Kind::Flag),
    ("starttls_asked", Kind::Flag),
    ("anonymous_tls", Kind::Flag),
    ("outcome", Kind::Text),
    ("protocol", Kind::Text),
    ("cipher", Kind::Text),
    ("cipher_bits", Kind::Number),
    ("hash", Kind::Text),
    ("hash_bits", Kind::Number),
    ("key_exchange", Kind::Text),
    ("key_exchange_bits", Kind::Number),
    ("tls_error", Kind::Text),
    ("not_reached", Kind::Text),
    ("authenticated", Kind::Flag),
    ("tls_domain_capabilities", Kind::Text),
    ("tls_domain_status", Kind::Text),
    ("chain_status", Kind::Text),
    ("revocation_failure", Kind::Text),
    ("mail_given", Kind::Flag),
    ("refusal", Kind::Text),
    ("ending", Kind::Text),
    ("proxied", Kind::Flag),
    ("probe", Kind::Flag),
    ("front_end_session_id", Kind::Text),
    ("own_subject", Kind::Text),
    ("own_issuer", Kind::Text),
    ("own_serial", Kind::Text),
    ("own_thumbprint", Kind::Text),
    ("own_names", Kind::Text),
    ("own_not_before", Kind::Time),
    ("own_not_after", Kind::Time),
    ("remote_subject", Kind::Text),
    ("remote_issuer", Kind::Text),
    ("remote_serial", Kind::Text),
    ("remote_thumbprint", Kind::Text),
    ("remote_names", Kind::Text),
    ("remote_not_before", Kind::Time),
    ("remote_not_after", Kind::Time),
];

/// The cells of one session, one for each of `COLUMNS`.
pub(super) fn row<'a>(key: SessionKey, session: &Session, texts: &'a Texts) -> Vec<Value<'a>> {
    let text = |text: Text| Value::Text(Cow::Borrowed(texts.text(text)));
    let word = |word: &'static str| Value::Text(Cow::Borrowed(word));
    let number = |number: u64| Value::Number(i64::try_from(number).ok());
    let profile = Profile::of(session, key.direction, key.folder, texts);
    // A receive connector is named with its server.
    let connector = texts.text(session.connector);
    let (server, connector) = connector.split_once('\\').unwrap_or(("", connector));
    let handshake = session.negotiated;
    let algorithm = |of: Option<Algorithm>| {
        let bits = of.map(|of| i64::from(of.bits));
        [text(of.map_or(Text::EMPTY, |of| of.name)), Value::Number(bits)]
    };
    let mut row = vec![
        text(key.folder),
        text(session.first.place.file),
        number(session.first.place.offset),
        word(match key.direction {
            Direction::Receive => "receive",
            Direction::Send => "send",
        }),
        Value::Text(Cow::Owned(format!("{:016X}", key.id))),
        Value::Time(Some(session.first.time)),
        Value::Time(Some(session.last.time)),
        Value::Flag(session.is_whole()),
        Value::Text(Cow::Borrowed(server)),
        Value::Text(Cow::Borrowed(connector)),
        text(session.local),
        text(session.remote),
        word(profile.scope.word()),
        text(session.ehlo),
        text(session.sender_domain.unwrap_or_default()),
        text(session.recipient_domain.unwrap_or_default()),
        Value::Flag(session.starttls_offered),
        Value::Flag(session.starttls_asked),
        Value::Flag(session.anonymous_tls),
        Value::Text(Cow::Borrowed(profile.outcome.kind().word(texts))),
        Value::Text(Cow::Borrowed(handshake.map_or("", |told| told.version.word(texts)))),
    ];
    row.extend(algorithm(handshake.map(|told| told.cipher)));
    row.extend(algorithm(handshake.map(|told| told.hash)));
    row.extend(algorithm(handshake.map(|told| told.key_exchange)));
    row.extend([
        text(session.failed),
        text(session.not_reached),
        Value::Flag(session.authenticated),
        text(session.capabilities),
        text(session.capability_status),
        text(session.chain_status),
        text(session.revocation_failure),
        Value::Flag(session.delivered),
        text(session.refusal),
        text(session.ending),
        Value::Flag(session.proxied.is_some()),
        Value::Flag(session.probe),
        Value::Text(session.proxied.map_or_else(Cow::default, |id| format!("{id:016X}").into())),
    ]);
    row.extend(certificate(session.ours, texts));
    row.extend(certificate(session.theirs, texts));
    row
}

fn certificate(told: Option<LoggedCertificate>, texts: &Texts) -> [Value<'_>; 7] {
    let told = told.unwrap_or_default();
    let text = |text: Text| Value::Text(Cow::Borrowed(texts.text(text)));
    let time = |moment: Option<i64>| Value::Time(moment.and_then(|it| it.checked_mul(1_000)));
    [
        // Where the border to the issuer is not certain, both stand here.
        text(told.subject.or(told.names)),
        text(told.issuer),
        text(told.serial),
        text(told.thumbprint),
        text(told.alternate_names),
        time(told.not_before),
        time(told.not_after),
    ]
}

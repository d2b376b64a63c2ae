//! What do we tell?
//!
//! The report is a plain value: the JSON of the contract, the page and every rendering are drawings of
//! it. Its field names are stable: add freely, rename never. It holds no secret and no opinion that is
//! not in the findings.

mod ask;
mod basis;
mod certificates;
mod chains;
mod compose;
mod connectors;
mod excerpt;
mod findings;
mod handshakes;
mod holding;
mod lines;
mod logs;
mod messages;
mod offered;
mod redact;
mod renewal;
mod side_by_side;
mod vantage;
mod verdict;

use serde::{Deserialize, Serialize};

use crate::checks::Side;
use crate::timestamp::Timestamp;

pub use crate::facts::roots::MOZILLA_LIST;
pub use ask::{Ask, AskCommand};
pub use basis::Basis;
pub use chains::WaysReport;
pub use compose::{compose, known_formats};
pub use connectors::{ComparedReport, ConnectorReport, SettingReport};
pub use findings::{EvidenceReport, Finding};
pub use handshakes::label;
pub use logs::{
    LogColumn, LogPlace, LogRow, LogRows, LogTable, LogsReport, SessionLine, SessionReport,
};
pub use messages::MessageReport;
pub use offered::{OfferedFrom, OfferedReport};
pub use redact::redact;
pub use side_by_side::{SideBySide, SideCell, SideRow};

/// The version of this shape.
pub const REPORT_VERSION: u32 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub report_version: u32,
    pub question: AskedQuestion,
    pub verdict: Verdict,
    pub sources: Vec<SourceReport>,
    pub certificates: Vec<CertificateReport>,
    /// One for each connection that a transcript shows, in order.
    pub handshakes: Vec<HandshakeReport>,
    /// Connections of one name side by side.
    pub vantage: Vec<SideBySide>,
    /// Certificates that are likely to replace others, beside them.
    pub renewals: Vec<SideBySide>,
    pub chains: Vec<ChainReport>,
    pub names: Vec<NameReport>,
    /// Names that the input offers to compare, the likelier first.
    pub offered_names: Vec<OfferedReport>,
    /// Exchange connectors, in the order of the input.
    pub connectors: Vec<ConnectorReport>,
    /// What the protocol logs say; `None` where there is none.
    pub logs: Option<LogsReport>,
    /// Error messages that stand in the input, in its order.
    pub messages: Vec<MessageReport>,
    pub findings: Vec<Finding>,
    /// What keeps the verdict from being decided, one sentence each.
    pub undecided: Vec<String>,
    /// What the other person should run next, what settles most first.
    pub ask_next: Vec<Ask>,
    /// A read-only PowerShell block for a machine without OpenSSL; empty where it would show nothing new.
    pub collector: String,
    /// What nobody looked at, one sentence each.
    pub not_looked_at: Vec<String>,
}

/// The question as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedQuestion {
    pub at: Timestamp,
    pub hosts: Vec<String>,
    /// Each list of trust anchors in words.
    pub roots: Vec<String>,
    /// Certificates that the user has at hand and does not trust by themselves: the name of each list.
    pub at_hand: Vec<String>,
    pub purpose: String,
    /// The policy in force.
    pub policy: String,
    /// Why, where the input settles it; empty otherwise.
    pub policy_why: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub level: Level,
    pub side: Side,
    /// What the sentence rests on.
    pub basis: Basis,
    /// What is so, in one sentence or two.
    pub sentence: String,
    /// What to do first; empty where there is nothing to do.
    pub action: String,
}

/// The verdict at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Ok,
    Notice,
    Warning,
    Error,
    Undetermined,
}

impl Level {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Undetermined => "undetermined",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceReport {
    pub name: String,
    pub bytes: u64,
    /// A format's id, or `unknown`.
    pub format: String,
    /// What people call the format.
    pub format_title: String,
    pub notes: Vec<Note>,
}

/// An oddity of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Counted from 1, in the masked text; `None` for binary input.
    pub line: Option<u64>,
    pub text: String,
}

/// A certificate of the input, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateReport {
    pub sha256: String,
    pub sha1: String,
    /// RFC 4514.
    pub subject: String,
    pub issuer: String,
    /// Lower-case hex of the encoded INTEGER.
    pub serial: String,
    pub not_before: Timestamp,
    pub not_after: Timestamp,
    pub key_algorithm: String,
    pub key_bits: Option<u32>,
    pub signature_algorithm: String,
    pub dns_names: Vec<String>,
    pub ip_addresses: Vec<String>,
    /// Index into `sources` of the first place.
    pub source: u32,
    pub line: Option<u64>,
    /// What people call it.
    pub name: String,
    pub version: u32,
    /// CA by its own word.
    pub ca: bool,
    /// The validity at the time asked about, in words.
    pub validity: String,
    pub extensions: Vec<ExtensionReport>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionReport {
    pub oid: String,
    pub name: String,
    pub critical: bool,
    /// What this extension is for.
    pub purpose: String,
    /// What it says here; empty where it is not read.
    pub says: String,
}

/// What a transcript shows of one connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandshakeReport {
    pub source: u32,
    /// TCP reached.
    pub connected: bool,
    /// As the text shows it.
    pub handshake_completed: bool,
    /// `TLS 1.2`; `None` unless completed and printed.
    pub protocol: Option<String>,
    /// Likewise.
    pub cipher_suite: Option<String>,
    pub verify_code: Option<u32>,
    pub verify_text: Option<String>,
    /// SHA-256 of the first presented certificate, where its bytes are in the text.
    pub peer_certificate: Option<String>,
    /// SHA-256 in the order sent; `None` = named in the text, bytes not in it.
    pub presented: Vec<Option<String>>,
    /// What ended it, in a sentence.
    pub error: Option<String>,
    /// The line on which it begins, counted from 1.
    pub line: Option<u64>,
    /// `openssl s_client`, `curl` …
    pub program: String,
    /// Host and port of the command line, else the address that was reached.
    pub target: Option<String>,
    /// What was reached and how far it came, in a sentence.
    pub sentence: String,
    /// From the network to the end.
    pub stages: Vec<HandshakeStage>,
    /// Every fact of the text with its line, in the order of a connection.
    pub facts: Vec<HandshakeFact>,
    /// What the program says of the certificates beside what was computed from them.
    pub compared: Vec<ComparedClaim>,
}

/// A stage of a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandshakeStage {
    /// `Reached`, `STARTTLS`, `Handshake`, `Verification` or `End`.
    pub what: String,
    /// What the text shows of it, in a few words.
    pub says: String,
    /// `None`: not shown, or nothing that could be called good or bad.
    pub good: Option<bool>,
}

/// One fact of a handshake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandshakeFact {
    pub label: String,
    pub value: String,
    pub line: Option<u64>,
}

/// A claim of the transcript beside our own finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedClaim {
    /// What is compared: `verification`, `host name`, `subject` …
    pub what: String,
    pub reported: String,
    pub derived: String,
    /// `None`: one of the two says nothing that could be compared.
    pub agree: Option<bool>,
    pub line: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainReport {
    pub source: u32,
    /// SHA-256 in the order presented; `None` = named in the text, bytes not in it.
    pub presented: Vec<Option<String>>,
    pub verdict: ChainLevel,
    /// Rule ids.
    pub reasons: Vec<String>,
    pub paths: Vec<PathReport>,
    /// Ways from the end entity upwards that were judged: of more than are listed in `paths` the worst are
    /// left out.
    pub ways: usize,
    /// A limit ended the search, or one way too many that holds: there may be more.
    pub more_ways: bool,
    /// Why those fail that are left out, by their first fault, the most frequent first.
    pub ways_left_out: Vec<WaysReport>,
    /// One entry for each position of `presented`.
    pub elements: Vec<ElementReport>,
    /// The certificates in proper order without the root, as PEM to copy; empty where there are none.
    pub bundle: String,
    /// The chain's verdict in a sentence.
    pub sentence: String,
    /// The last moment at which it is trusted, where it is; revocation is not looked at.
    pub trusted_until: Option<Timestamp>,
    /// From this moment on the path holds by its dates, where nothing but dates speaks against it; both
    /// ends belong to it, and where it ends before it begins it never holds.
    pub holds_from: Option<Timestamp>,
    pub holds_until: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChainLevel {
    Trusted,
    Untrusted,
    Undetermined,
}

impl ChainLevel {
    /// For people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::Untrusted => "not trusted",
            Self::Undetermined => "not decided",
        }
    }
}

/// One position of a presented chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElementReport {
    pub name: String,
    pub sha256: Option<String>,
    /// `end entity`, `intermediate`, `root`, `unrelated`, `repeated` or `named only`.
    pub role: String,
    pub line: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathReport {
    /// SHA-256, the leaf first, the anchor last where it is one.
    pub certificates: Vec<String>,
    /// The anchor's subject.
    pub trust_anchor: Option<String>,
    pub links: Vec<LinkReport>,
    pub valid: bool,
    /// The name of each element of `certificates`.
    pub names: Vec<String>,
    /// One entry for each certificate that is no anchor: where it was found, if it did not come with the
    /// chain; empty otherwise.
    pub not_sent: Vec<String>,
    /// Which list the anchor is in.
    pub anchored_in: Option<String>,
    /// What speaks against the path, one sentence each.
    pub faults: Vec<PathFaultReport>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathFaultReport {
    /// Index into `certificates`.
    pub element: usize,
    /// Rule id, or `None` for what could not be evaluated.
    pub rule: Option<String>,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkReport {
    /// `match` or `mismatch`.
    pub name: String,
    /// `match`, `mismatch` or `absent`.
    pub key_identifier: String,
    /// `verified`, `bad`, `unsupported` or `claimed`.
    pub signature: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameReport {
    pub reference: String,
    pub certificate: String,
    /// `match`, `mismatch` or `undetermined`.
    pub verdict: String,
    pub matched: Option<String>,
    /// At most a hundred; `presented_count` has the true number.
    pub presented: Vec<PresentedReport>,
    pub presented_count: usize,
    /// As it was compared, where that is not what was asked: lower case, A-labels, no dot at the end.
    pub compared_as: Option<String>,
    /// What its A-labels stand for.
    pub unicode: Option<String>,
    /// What was done to the name or has to be known of it.
    pub remarks: Vec<String>,
    /// What clients say that go by other rules, and the standard's own word first.
    pub comparisons: Vec<ComparisonReport>,
}

/// One client's word on a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparisonReport {
    pub who: String,
    /// `match`, `mismatch`, `not compared` or `not known`.
    pub outcome: String,
    pub says: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresentedReport {
    #[serde(rename = "type")]
    pub kind: String,
    pub value: String,
    /// Why it does not match; empty where it does.
    pub why: String,
    /// Worth knowing although it matches; empty otherwise.
    pub remark: String,
}

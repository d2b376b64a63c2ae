//! What is odd about the input itself?
//!
//! A problem never says that a TLS set-up is wrong (that is a finding, in `checks`) nor that our own
//! machinery failed (that is a fault, in the page). It says what could not be read, and where.

use crate::span::Span;
use crate::visible::visible;

/// How a note begins that quotes a line of the input.
pub const NOT_UNDERSTOOD: &str = "This line of the transcript is not understood and was not used:";

/// Characters of a line that a note quotes.
const MAX_QUOTED: usize = 80;

/// One oddity of the input with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub span: Span,
    pub kind: ProblemKind,
}

/// The value that could be read, and what was odd on the way. Parsers are total: they never fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed<T> {
    pub value: T,
    pub problems: Vec<Problem>,
}

/// Each oddity that a reader can meet. Numbers are bytes unless the field says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// No text and no bytes.
    Empty,
    /// Nothing in the source has a form that we read.
    NotRecognised,
    /// More bytes than the budget; only the first `read` were looked at.
    TooLarge { read: u64 },
    /// A `-----BEGIN X-----` whose `-----END` is missing.
    PemCut { label: String },
    /// BEGIN and END name different things.
    PemLabelsDiffer { begin: String, end: String },
    /// The lines between BEGIN and END are not base64.
    PemNotBase64 { label: String },
    /// The value announces more bytes than its block holds.
    PemShort { label: String, announced: usize, present: usize },
    /// Dots or a remark stand where the base64 was.
    PemRemoved { label: String },
    /// An END without its BEGIN.
    PemNoBegin { label: String },
    /// The label promises something else than the bytes are.
    PemHoldsOther { label: String, what: &'static str },
    /// A binary value that announces more bytes than the file holds.
    DerCut { announced: usize, present: usize },
    /// A PEM block of a kind that we do not know.
    PemUnknownLabel { label: String },
    /// The block was readable once wrapping, quoting or entities were undone.
    PemRepaired { label: String, how: &'static str },
    /// More blocks than the budget; the rest was not read.
    TooManyBlocks { read: usize },
    /// Recognised by its form, but no part of it is judged.
    NamedOnly { what: &'static str },
    /// The bytes said to be a certificate are not one; `reason` comes from the parser.
    CertificateUnreadable { reason: String },
    /// Bytes after the end of the outer DER value.
    TrailingBytes { count: usize },
    /// A length in BER form where DER is demanded; it was read all the same.
    BerLength,
    /// Nested deeper than the budget.
    NestedTooDeep { levels: usize },
    /// A list longer than the budget was cut for display; `kept` of `count` are shown.
    ListCut { what: &'static str, count: usize, kept: usize },
    /// The bytes are UTF-16 or another encoding than UTF-8; they were converted.
    Converted { from: &'static str },
    /// Bytes that are no UTF-8; each is shown as U+FFFD.
    NotUtf8,
    /// A secret was taken out before anything else looked at the text.
    SecretMasked { what: &'static str },
    /// The text holds NUL bytes.
    NulBytes { count: usize },
    /// A kind of text that this version reads only in part, in words.
    ReadInPart { what: &'static str },
    /// A line inside a transcript that begins like none that is known.
    LineNotUnderstood { line: String },
    /// Further such lines that are not listed.
    LinesNotUnderstood { more: usize },
}

impl ProblemKind {
    /// The note in one sentence, for "Notes on the input".
    pub fn text(&self) -> String {
        match self {
            Self::Empty => "Nothing was in it.".into(),
            Self::NotRecognised => "Nothing in it has a form that Handglass reads.".into(),
            Self::TooLarge { read } => format!(
                "It is larger than {read} bytes, the most that is read; what follows was not looked at. Split it, or give the part in question."
            ),
            Self::PemCut { label } => format!(
                "The {label} block has no END line: it was cut. What stands in it was not used."
            ),
            Self::PemLabelsDiffer { begin, end } => {
                format!("The block begins as {begin} and ends as {end}; it was read as {begin}.")
            }
            Self::PemNotBase64 { label } => {
                format!(
                    "The lines of this {label} block are not base64: characters were lost or changed."
                )
            }
            Self::PemShort { label, announced, present } => format!(
                "Characters are missing from this {label} block: it announces {announced} bytes and \
                 {present} are there. It was not used; paste it again, whole."
            ),
            Self::PemRemoved { label } => format!(
                "The content of this {label} block was taken out before it was pasted. Paste the whole \
                 block to have it read."
            ),
            Self::PemNoBegin { label } => format!(
                "An END {label} line without its BEGIN: the start of the block is missing. What is left \
                 of it was not used."
            ),
            Self::PemHoldsOther { label, what } => {
                format!("The block is labelled {label} but holds {what}.")
            }
            Self::DerCut { announced, present } => format!(
                "The file was cut: its value announces {announced} bytes and {present} are there. It was \
                 not used."
            ),
            Self::PemUnknownLabel { label } => {
                format!("A block named {label} is here; Handglass does not read that kind.")
            }
            Self::PemRepaired { label, how } => {
                format!("The {label} block was damaged on its way and could be repaired: {how}.")
            }
            Self::TooManyBlocks { read } => {
                format!("More than {read} blocks; those after the first {read} were not read.")
            }
            Self::NamedOnly { what } => {
                format!("This is {what}. It is recognised, but this version does not judge it.")
            }
            Self::CertificateUnreadable { reason } => {
                format!("This block is not a readable certificate: {reason}.")
            }
            Self::TrailingBytes { count } => format!(
                "{count} bytes follow the end of the value. They were left out; strict readers refuse such a file."
            ),
            Self::BerLength => {
                "A length is written in BER form where DER is required; strict readers refuse it."
                    .into()
            }
            Self::NestedTooDeep { levels } => {
                format!(
                    "Values are nested more than {levels} levels deep; what lies deeper was not read."
                )
            }
            Self::ListCut { what, count, kept } => {
                format!("{count} {what}; the first {kept} are listed, all of them were judged.")
            }
            Self::Converted { from } => format!("The text is {from}; it was converted to UTF-8."),
            Self::NotUtf8 => "Some bytes are not UTF-8 text; they are shown as U+FFFD.".into(),
            Self::SecretMasked { what } => {
                format!("{what} stood here and was masked before anything else was done.")
            }
            Self::NulBytes { count } => format!("The text holds {count} NUL bytes."),
            Self::ReadInPart { what } => (*what).into(),
            Self::LineNotUnderstood { line } => {
                let short: String = visible(line).chars().take(MAX_QUOTED).collect();
                format!("{NOT_UNDERSTOOD} {short}")
            }
            Self::LinesNotUnderstood { more } => {
                format!(
                    "{more} further lines of the transcript are not understood and were not used."
                )
            }
        }
    }
}

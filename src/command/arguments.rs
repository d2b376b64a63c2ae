//! The command line, and the question that it asks.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use crate::question::{OwnRoots, Policy, Purpose, Question};
use crate::timestamp::Timestamp;

/// Reads TLS evidence (PEM, DER, output of openssl s_client, curl -v and gnutls-cli) and says what is
/// wrong, whose side it is on, what to do, and the proof. Nothing is sent anywhere.
#[derive(Debug, Parser)]
#[command(name = "handglass", version)]
pub(super) struct Arguments {
    /// Files or folders to read; none, or '-': standard input
    pub(super) files: Vec<PathBuf>,
    /// The form of the report
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: Output,
    /// A name that the client was configured to reach; may be repeated
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// The clock of every validity question, as 2026-11-21T10:00:00Z; default now
    #[arg(long, value_name = "RFC3339")]
    at: Option<String>,
    /// Trust anchors: mozilla, none, or a PEM or DER file; may be repeated and adds up; the first use
    /// replaces the default, mozilla
    #[arg(long, value_name = "mozilla|none|FILE")]
    roots: Vec<String>,
    /// Certificates at hand that are not trusted by themselves, as intermediates of your own CA: a PEM, DER or
    /// PKCS#7 file; may be repeated. They complete no chain that is judged, they tell what a server should send
    #[arg(long = "at-hand", value_name = "FILE")]
    at_hand: Vec<String>,
    /// The role of the certificate
    #[arg(long, default_value = "server", value_parser = ["server", "client"])]
    purpose: String,
    /// Who checks what; default: unknown for SMTP with STARTTLS, name for all else
    #[arg(long, value_parser = ["opportunistic", "encryption", "chain", "name", "mutual", "unknown"])]
    policy: Option<String>,
    /// Also write what all logs say to FILE, which is read like any other input and adds up with others
    #[arg(long, value_name = "FILE")]
    pub(super) summary: Option<PathBuf>,
    /// Also write one row for each session of the logs to FILE, as CSV or Parquet by its ending
    #[arg(long, value_name = "FILE.csv|FILE.parquet")]
    pub(super) sessions: Option<PathBuf>,
    /// Replace names by pseudonyms, and leave out raw lines, fingerprints and PEM
    #[arg(long)]
    pub(super) redact: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Output {
    Text,
    Json,
    Markdown,
    Html,
}

impl Arguments {
    /// The question, and the files beside the input that could not be read. The error is a sentence on the usage.
    pub(super) fn question(&self, now: Timestamp) -> Result<(Question, Vec<String>), String> {
        let mut question = Question::at(now);
        if let Some(at) = &self.at {
            question.at = Timestamp::parse(at).ok_or_else(|| {
                format!("--at {at}: not an RFC 3339 time, as 2026-11-21T10:00:00Z")
            })?;
        }
        question.reference_identifiers.clone_from(&self.hosts);
        question.purpose = Purpose::from_word(&self.purpose).unwrap_or(Purpose::Server);
        question.policy = self.policy.as_deref().and_then(Policy::from_word);
        question.mozilla_roots = self.roots.is_empty();
        let mut unread = Vec::new();
        for word in &self.roots {
            match word.as_str() {
                "mozilla" => question.mozilla_roots = true,
                "none" => {}
                file => match std::fs::read(file) {
                    Ok(bytes) => question.own_roots.push(OwnRoots { name: file.to_owned(), bytes }),
                    Err(error) => unread.push(format!("{file}: {error}")),
                },
            }
        }
        if !unread.is_empty() && question.own_roots.is_empty() && !question.mozilla_roots {
            return Err(format!("no trust anchors: {}", unread.join("; ")));
        }
        for file in &self.at_hand {
            match std::fs::read(file) {
                Ok(bytes) => question.at_hand.push(OwnRoots { name: file.to_owned(), bytes }),
                Err(error) => unread.push(format!("{file}: {error}")),
            }
        }
        Ok((question, unread))
    }
}

//! What does the text of a capture show, for anybody who reads it?
//!
//! Taken from the text's own words and from the index, never from a report: which certificates stand
//! there with their bytes, which lines, what the session is said to be.

use serde_json::Value;

pub(crate) struct Seen {
    /// Lower case, without the zero bytes of UTF-16.
    text: String,
    /// Certificates whose bytes are in the text.
    held: usize,
    sent: usize,
    in_text: Value,
}

impl Seen {
    pub(crate) fn new(record: &Value, bytes: &[u8]) -> Self {
        let kept: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        Self {
            text: String::from_utf8_lossy(&kept).to_lowercase(),
            held: certificates_held(record).len(),
            sent: record["truth"]["server_configured_chain"].as_array().map_or(0, Vec::len),
            in_text: record["in_text"].clone(),
        }
    }

    pub(crate) fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.contains(word))
    }

    pub(crate) fn has_leaf(&self) -> bool {
        self.held > 0
    }

    pub(crate) fn has_all(&self) -> bool {
        self.held > 0 && self.held >= self.sent
    }

    /// The chain block names more certificates than stand there with their bytes.
    pub(crate) fn names_chain(&self) -> bool {
        chain_lines(&self.text) >= self.sent.max(2)
    }

    pub(crate) fn names_leaf_alone(&self) -> bool {
        chain_lines(&self.text) == 1
    }

    pub(crate) fn completed(&self) -> bool {
        self.in_text["handshake_shown"] == true
    }

    pub(crate) fn protocol(&self, printed: &str) -> bool {
        self.in_text["protocol"] == printed
    }

    pub(crate) fn suite(&self, part: &str) -> bool {
        self.in_text["cipher"].as_str().is_some_and(|suite| suite.contains(part))
    }

    /// Nothing but how the connection was made.
    pub(crate) fn ends_after_connected(&self) -> bool {
        let mut lines = self.text.lines().map(str::trim).filter(|line| !line.is_empty());
        self.says(&["connected("])
            && lines.all(|line| line.starts_with("connect") || line.starts_with("^c"))
    }
}

/// The certificates whose bytes a capture's text holds, in the order sent, by its record.
pub(crate) fn certificates_held(record: &Value) -> Vec<String> {
    let truth = &record["truth"];
    let sum = |value: &Value| value.as_str().map(str::to_owned);
    let chain = truth["server_configured_chain"].as_array();
    let sent: Vec<String> =
        chain.into_iter().flatten().filter_map(|one| sum(&one["sha256"])).collect();
    let held = match &truth["certs_recoverable"] {
        Value::Null => &truth["certs_shown"],
        recoverable => recoverable,
    };
    match held.as_str() {
        Some("all_sent_in_order") => sent,
        Some("leaf_only") => sent.into_iter().take(1).collect(),
        Some(_) => Vec::new(),
        None => held.as_array().into_iter().flatten().filter_map(sum).collect(),
    }
}

/// How many certificates the chain block names: one more than its highest ` N s:`.
pub(crate) fn chain_lines(text: &str) -> usize {
    text.lines()
        .filter_map(|line| {
            line.strip_prefix(' ')?.split_once(" s:")?.0.trim().parse::<usize>().ok()
        })
        .max()
        .map_or(0, |highest| highest + 1)
}

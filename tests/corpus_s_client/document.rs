//! `docs/s_client.md`: what was asked of the corpus, what came out, and what is still wrong.
//!
//! Written from the counts alone, without a clock: the same corpus and the same code write the same page.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::expected::{FIELDS, REFUSED_LATER};
use crate::greens::Greens;
use crate::problems::PROBLEMS;
use crate::tally::Table;

/// All that was counted.
pub(crate) struct Outcome {
    pub(crate) captures: usize,
    pub(crate) versions: Table,
    pub(crate) transforms: Table,
    /// One row: only where the text shows something to be found.
    pub(crate) shown: Table,
    /// One column: whether a rule spoke where the text shows the problem.
    pub(crate) problems: Table,
    /// How often a problem is there and no text shows it.
    pub(crate) unseen: BTreeMap<String, usize>,
    /// By field: the index has nothing, the server's side and the text agree.
    pub(crate) agreed: BTreeMap<&'static str, usize>,
    /// One line each.
    pub(crate) wrong: Vec<String>,
    /// Values that the text does not show.
    pub(crate) invented: Vec<String>,
}

const OPENING: &str = "\
# `openssl s_client` transcripts: the bar, and where we stand

Written by `tests/corpus_s_client` with `HANDGLASS_BLESS=1`; the test fails where this page is out of date.

Each capture of the shared corpus is real output of one of ten builds, or such output damaged as people \
damage pastes. It is read as a paste, judged at the time it was taken, with the name that the client was \
told to reach and the trust anchors of the command that was run. What the report says of the handshake is \
compared with the corpus' index, field by field.

- *Transcripts*: as many handshakes as the program was run.
- *Completion*, *protocol*, *cipher suite*: as the client's text shows them, and nothing where it does not.
- *Verify code*, *verify text*: the client's own last word, where it is printed.
- *Certificates*: every certificate at its place in the order sent, with its bytes where they are in the \
text and as a gap where it is only named.
- *Problems*: of what is wrong with the server by construction and can be seen in the text, how much is \
among the findings.

A second test cuts fifty of the captures at every byte: no cut panics, and none unsays what stood before it.
";

impl Outcome {
    pub(crate) fn document(&self, greens: &Greens) -> String {
        let mut page = String::from(OPENING);
        let _ = writeln!(page, "\n## By version\n\n{} captures.\n", self.captures);
        page.push_str(&self.versions.markdown("version"));
        page.push_str("\n## Damaged pastes, by what was done to them\n\n");
        page.push_str(&self.transforms.markdown("damage"));
        self.in_numbers(&mut page, greens);
        self.problems(&mut page);
        page
    }

    fn in_numbers(&self, page: &mut String, greens: &Greens) {
        page.push_str("\n## In numbers\n\n");
        for (at, field) in FIELDS.iter().enumerate() {
            let total = self.versions.total(at);
            let (right, asked) = (total.right, total.asked);
            let _ = write!(page, "- {field}: {:.1} % ({right} of {asked}", total.percent());
            let shown = self.shown.total(at);
            if shown.asked > 0 {
                let _ = write!(page, "; where one is shown {} of {}", shown.right, shown.asked);
            }
            page.push_str(")\n");
        }
        let _ = writeln!(page, "- values that the text does not show: {}", self.invented.len());
        let (false_greens, judged) = (greens.false_greens.len(), greens.judged);
        let _ = writeln!(
            page,
            "- false greens: {false_greens} of {judged} verdicts, each capture judged as asked, with every \
             root of the corpus trusted, and so without a name; {} verdicts are green",
            greens.green
        );
        let levels = greens.in_order.iter().map(|(level, count)| format!("{level} {count}"));
        let levels: Vec<String> = levels.collect();
        let _ = writeln!(
            page,
            "- where nothing is wrong and the text shows all of it, every root trusted, the verdict is: {} \
             (a client of OpenSSL 0.9.8 speaks no more than TLS 1.0, which is a warning); called wrong: {}",
            levels.join(", "),
            greens.false_reds.len()
        );
        let agreed: Vec<String> =
            self.agreed.iter().map(|(field, count)| format!("{field} {count}")).collect();
        let _ = writeln!(
            page,
            "- the index says that the text shows nothing, the server's side and the text agree, counted \
             as right: {} (LibreSSL prints an empty master key in TLS 1.3, which the index takes for no \
             session; in {REFUSED_LATER} the server refused after the client had printed the session)",
            agreed.join(", ")
        );
        page.push_str("\n## What is wrong\n\n");
        if self.wrong.is_empty() && self.invented.is_empty() {
            page.push_str("Nothing.\n");
        }
        for line in self.wrong.iter().chain(&self.invented).chain(&greens.false_greens) {
            let _ = writeln!(page, "- {line}");
        }
        page.push_str(
            "\n## Green, and something is wrong that the text does not show\n\n\
             No line and no certificate of these says it; of revocation the report says that nobody \
             looked.\n\n",
        );
        for line in &greens.unseen {
            let _ = writeln!(page, "- {line}");
        }
    }

    fn problems(&self, page: &mut String) {
        page.push_str("\n## Problems\n\n");
        page.push_str(
            "Found: one of the rules is among the findings, of the transcripts that show the problem. \
             Unseen: no line and no certificate of the text shows it.\n\n\
             | problem | found | unseen | rules | not asked |\n| --- | ---: | ---: | --- | --- |\n",
        );
        for problem in PROBLEMS {
            let row = self.problems.rows.iter().find(|row| row.name == problem.id);
            let found = match row.and_then(|row| row.cells.first()) {
                Some(cell) => format!("{} of {}", cell.right, cell.asked),
                None => String::new(),
            };
            let unseen = self.unseen.get(problem.id).copied().unwrap_or(0);
            let mut rules: Vec<&str> = Vec::new();
            for rule in problem.sights.iter().flat_map(|sight| sight.rules) {
                if !rules.contains(rule) {
                    rules.push(rule);
                }
            }
            let (id, rules, note) = (problem.id, rules.join(", "), problem.not_scored);
            let _ = writeln!(page, "| {id} | {found} | {unseen} | {rules} | {note} |");
        }
    }
}

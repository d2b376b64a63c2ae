//! In which protocol did the client ask for TLS after plain text?
//!
//! By the word of the command or, where that is not in the text, by what was said.

use super::{DialogLine, StartTls, Stated};
use crate::input::transcript::Sender;

pub(super) fn protocol_of(word: &str) -> StartTls {
    match word {
        "smtp" | "lmtp" => StartTls::Smtp,
        "imap" => StartTls::Imap,
        "pop3" => StartTls::Pop3,
        _ => StartTls::Other,
    }
}

/// After STARTTLS s_client prints the last line of the EHLO reply. Where a greeting was printed, TLS came
/// first (port 465) and the reply proves nothing.
pub(super) fn by_reply(dialog: &[Stated<DialogLine>]) -> Option<Stated<StartTls>> {
    let first = dialog.iter().find(|line| line.value.from == Sender::Server)?;
    let greeted = dialog.iter().any(|line| line.value.text.starts_with("220"));
    let reply = first.value.text.starts_with("250 ");
    (reply && !greeted).then_some(Stated { value: StartTls::Smtp, span: first.span })
}

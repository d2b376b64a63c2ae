//! Does the page's state change as a user would expect?

use super::*;
use crate::report::{OfferedFrom, OfferedReport};

fn now() -> Timestamp {
    Timestamp::from_unix_seconds(1_795_255_200)
}

fn answer(job: u64, masked: Option<&str>) -> Event {
    let report = crate::analyse(Vec::new(), &Question::at(now())).report;
    Event::Answered {
        job,
        report: Box::new(report),
        masked: masked.map(Into::into),
        unreadable: Vec::new(),
    }
}

fn pasted(text: &str) -> State {
    State::default().after(Event::Pasted(text.into()))
}

#[test]
fn a_fault_keeps_the_input() {
    let state = pasted("text").after(Event::Sent(1));
    let state = state.after(Event::Faulted { job: 1, why: "the reader stopped".into() });
    assert_eq!((state.phase, &*state.paste), (Phase::Failed, "text"));
    assert!(state.fault.is_some());
    let state = state.after(Event::RunAsked).after(Event::Sent(2)).after(answer(2, None));
    assert_eq!((state.phase, state.fault), (Phase::Report, None));
}

#[test]
fn an_answer_to_an_older_job_is_dropped() {
    let state = pasted("a").after(Event::Sent(2)).after(answer(1, None));
    assert_eq!((state.phase, state.shown.is_none()), (Phase::Working, true));
    let state = state.after(Event::Faulted { job: 1, why: String::new() });
    assert_eq!((state.phase, state.fault), (Phase::Working, None));
}

#[test]
fn a_masked_secret_replaces_the_text_and_is_told() {
    let state = pasted("secret").after(Event::Sent(1));
    let written = state.written;
    let state = state.after(answer(1, Some("[masked]")));
    assert_eq!((&*state.paste, state.written), ("[masked]", written + 1));
    assert!(state.notice.is_some());
    let state = state.after(Event::NoticeDismissed);
    assert_eq!(state.notice, None);
}

#[test]
fn what_was_typed_while_the_worker_read_is_not_overwritten() {
    let state =
        pasted("secret").after(Event::Sent(1)).after(Event::Typed("secret and more".into()));
    let state = state.after(answer(1, Some("[masked]")));
    assert_eq!((state.phase, &*state.paste), (Phase::Working, "secret and more"));
    let state = state.after(Event::Sent(2)).after(answer(2, Some("[masked] and more")));
    assert_eq!((state.phase, &*state.paste), (Phase::Report, "[masked] and more"));
}

#[test]
fn what_is_no_time_is_an_error_and_never_now() {
    let mut state = pasted("a").after(Event::Sent(1)).after(answer(1, None));
    assert_eq!(state.question(now()).map(|question| question.at), Ok(now()));
    state.asked.at = "yesterday".into();
    let Err(why) = state.question(now()) else { panic!("'yesterday' was read") };
    let state = state.after(Event::NotAsked(why));
    assert_eq!((state.phase, state.shown.is_none()), (Phase::Failed, true));
    let state = state.after(Event::Sent(2));
    assert_eq!((state.phase, state.no_question), (Phase::Working, None));
}

#[test]
fn emptying_the_box_empties_the_page() {
    let state = pasted("a").after(Event::Sent(1)).after(answer(1, None));
    let state = state.after(Event::Pasted("  ".into()));
    assert_eq!((state.phase, state.shown.is_none()), (Phase::Empty, true));
    assert_eq!(state.after(answer(1, None)).phase, Phase::Empty);
}

#[test]
fn clearing_forgets_everything_that_was_given() {
    let mut state = pasted("a").after(Event::FilesChosen(vec!["b.pem".into()]));
    state.asked.hosts = "mail.example".into();
    let before = state.wanted.number;
    let state = state.after(Event::Cleared);
    assert!(!state.has_input());
    assert_eq!(state.asked, Asked::default());
    assert!(state.wanted.number > before && state.written > 0);
}

#[test]
fn a_paste_from_outside_goes_to_the_end() {
    let state = pasted("a").after(Event::Added("b".into())).after(Event::Added("c\n".into()));
    assert_eq!(&*state.paste, "a\nb\nc\n");
    assert_eq!((state.written, state.patience()), (2, 0));
}

#[test]
fn typing_waits_and_pasting_does_not() {
    assert_eq!(pasted("a").patience(), 0);
    assert_eq!(pasted("a").after(Event::Typed("ab".into())).patience(), 150);
    assert_eq!(
        pasted(&"a".repeat(LARGE_TEXT)).after(Event::Typed("a".repeat(LARGE_TEXT))).patience(),
        1_000
    );
}

#[test]
fn a_removed_file_is_gone_and_the_others_stay() {
    let names = ["a", "b", "c"].map(String::from);
    let state = State::default().after(Event::FilesChosen(names.to_vec()));
    let state = state.after(Event::FileRemoved(1)).after(Event::FileRemoved(7));
    assert_eq!(*state.files, ["a", "c"].map(String::from));
    assert_eq!(state.phase, Phase::Working);
}

#[test]
fn what_was_left_out_of_an_archive_stays_said_beside_the_report() {
    let state = pasted("a").after(Event::LeftOut(vec!["x.zip: it was cut.".into()]));
    let notice = state.notice.as_deref();
    assert_eq!(notice, Some("Left out: x.zip: it was cut."));
    let job = state.after(Event::Sent(1));
    assert_eq!(job.notice, state.notice);
}

#[test]
fn progress_is_told_in_percent() {
    let state = pasted("a").after(Event::Sent(1));
    let state = state.after(Event::Progress { job: 1, done: 1, total: 3, now: 0 });
    assert_eq!(state.status(), "Reading: 33 %.");
}

#[test]
fn a_name_of_the_input_is_offered_until_it_is_taken() {
    let question = Asked::default().question(Timestamp::from_unix_seconds(0)).expect("a question");
    let mut report = crate::analyse(Vec::new(), &question).report;
    let offered = |name: &str, origin: &str| OfferedReport {
        name: name.into(),
        from: vec![OfferedFrom { origin: origin.into(), source: 0, line: Some(1) }],
    };
    report.offered_names = vec![
        offered("mail.example.com", "-servername"),
        offered("xn--mller-kva.example", "the answer to EHLO"),
    ];
    let mut state = pasted("a transcript");
    state.shown = Some(Rc::new(Shown::new(report)));
    let told = |state: &State| -> Vec<String> {
        state.offers().into_iter().map(|offer| format!("{} {}", offer.shown, offer.from)).collect()
    };
    let other = "xn--mller-kva.example (müller.example) from the answer to EHLO";
    assert_eq!(told(&state), ["mail.example.com from -servername", other]);
    state.asked.add_host("mail.example.com");
    state.asked.add_host("10.0.0.1");
    assert_eq!(state.asked.hosts, "mail.example.com, 10.0.0.1");
    assert_eq!(told(&state), [other]);
    // Typed in its other form, it is taken as well.
    state.asked.hosts = "Mail.example.com; Müller.example.".into();
    assert!(told(&state).is_empty());
}

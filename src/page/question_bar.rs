//! What is asked of the evidence: names, clock, policy, roots.
//!
//! The names come first, because without one the verdict stays open. What is seldom changed is folded
//! away.

use yew::{AttrValue, Callback, Html, InputEvent, TargetCast, html};

use super::clock::clock;
use super::parts::{ChoiceField, Field};
use super::root_files::root_files;
use crate::question::{Policy, Purpose};
use crate::state::choices::{ROOT_LISTS, formats, policies, policy_hint, purposes};
use crate::state::{Asked, Beside, Event, Haste, State};

pub(super) fn question_bar(state: &State, tell: &Callback<Event>) -> Html {
    let asked = &state.asked;
    let policy = asked.policy.map_or("", Policy::word);
    let folded = match asked.folded_changes() {
        0 => "Trusted roots, certificates at hand, purpose, format".to_owned(),
        count => format!("Trusted roots, certificates at hand, purpose, format ({count} set)"),
    };
    html! {
        <section class="question" aria-labelledby="question-title">
            <h2 id="question-title">{ "Question" }</h2>
            <Field id="hosts" label="What was the application configured to dial?"
                hint="The name in its settings; several are parted by commas. Without a name the verdict stays open."
                placeholder="mail.example.com" value={asked.hosts.clone()}
                oninput={field(state, tell, Haste::AfterTyping, |asked, text| asked.hosts = text)}/>
            { offered(state, tell) }
            <div class="field-pair">
                <Field id="at" label="Judged at (UTC)" hint="Empty: now." placeholder="2026-11-21T10:00:00Z"
                    error={state.no_question.clone().map(AttrValue::from)} value={asked.at.clone()}
                    oninput={field(state, tell, Haste::AfterPause, |asked, text| asked.at = text)}/>
                <ChoiceField id="policy" label="Who checks what?" hint={policy_hint(asked.policy)}
                    choices={policies()} chosen={policy}
                    onchange={field(state, tell, Haste::Now, |asked, word| asked.policy = Policy::from_word(&word))}/>
            </div>
            { clock(state, tell) }
            <details class="more-fields">
                <summary>{ folded }</summary>
                <div class="field-pair">
                    <ChoiceField id="roots-builtin" label="Built-in roots" choices={ROOT_LISTS.to_vec()}
                        chosen={if asked.mozilla { "mozilla" } else { "none" }}
                        onchange={field(state, tell, Haste::Now, |asked, word| asked.mozilla = word == "mozilla")}/>
                    <ChoiceField id="purpose" label="Judged as" choices={purposes()}
                        chosen={asked.purpose.word()}
                        onchange={field(state, tell, Haste::Now, |asked, word| {
                            asked.purpose = Purpose::from_word(&word).unwrap_or(Purpose::Server);
                        })}/>
                </div>
                <ChoiceField id="format" label="Format of the pasted text" choices={formats()}
                    chosen={asked.format.clone().unwrap_or_default()}
                    onchange={field(state, tell, Haste::Now, |asked, word| {
                        asked.format = Some(word).filter(|word| !word.is_empty());
                    })}/>
                { certificates("roots", "Your own trusted roots (PEM)", "", &asked.roots,
                    field(state, tell, Haste::AfterTyping, |asked, text| asked.roots = text)) }
                { root_files(Beside::Roots, &asked.root_files, tell) }
                { certificates("at-hand", "Certificates at hand, not trusted by themselves (PEM)",
                    "Intermediates that a server may lack. They make no chain good: they tell what it has to send. \
                     Windows: Get-ChildItem Cert:\\LocalMachine\\CA | Export-Certificate -FilePath ca.p7b -Type P7B",
                    &asked.at_hand, field(state, tell, Haste::AfterTyping, |asked, text| asked.at_hand = text)) }
                { root_files(Beside::AtHand, &asked.at_hand_files, tell) }
            </details>
        </section>
    }
}

/// A box for certificates beside the input.
fn certificates(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    text: &str,
    change: Callback<String>,
) -> Html {
    let hint_id = format!("{id}-hint");
    let oninput = change.reform(|event: InputEvent| {
        event.target_unchecked_into::<web_sys::HtmlTextAreaElement>().value()
    });
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <textarea {id} class="code" rows="4" wrap="off" spellcheck="false" autocomplete="off"
                autocapitalize="off" translate="no" placeholder="-----BEGIN CERTIFICATE-----"
                aria-describedby={(!hint.is_empty()).then(|| hint_id.clone())}
                value={text.to_owned()} {oninput}/>
            if !hint.is_empty() { <p class="hint" id={hint_id}>{ hint }</p> }
        </div>
    }
}

/// The names that the input offers, each a click away from the field.
fn offered(state: &State, tell: &Callback<Event>) -> Html {
    let offers = state.offers();
    if offers.is_empty() {
        return html! {};
    }
    let chips = offers.into_iter().map(|offer| {
        let mut asked = Box::new(state.asked.clone());
        asked.add_host(&offer.name);
        let onclick =
            tell.reform(move |_| Event::Asked { asked: asked.clone(), haste: Haste::Now });
        html! {
            <li><button type="button" class="chip" {onclick}>
                <span class="chip-name">{ offer.shown }</span>{ " " }<small>{ offer.from }</small>
            </button></li>
        }
    });
    html! {
        <div class="offered">
            <p class="hint" id="offered-title">{ "In the input, to be taken with a click:" }</p>
            <ul aria-labelledby="offered-title">{ for chips }</ul>
        </div>
    }
}

/// A field's change: the question with that one thing changed.
fn field(
    state: &State,
    tell: &Callback<Event>,
    haste: Haste,
    change: fn(&mut Asked, String),
) -> Callback<String> {
    let asked = state.asked.clone();
    tell.reform(move |text| {
        let mut asked = Box::new(asked.clone());
        change(&mut asked, text);
        Event::Asked { asked, haste }
    })
}

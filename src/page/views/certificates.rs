//! The certificates: each a card that is built when it is opened, so that a hundred cost nothing.

use std::rc::Rc;

use yew::{
    AttrValue, Callback, Event, Html, Properties, TargetCast, classes, component, html,
    use_context, use_state_eq,
};

use crate::outline::life::{Life, Stage};
use crate::outline::{Block, CertificateBlock, ExtensionRow, Section};
use crate::page::app::Printing;
use crate::page::parts::{CopyButton, PlaceButton, value};

pub(super) fn draw(section: &Section) -> Html {
    section
        .blocks
        .iter()
        .map(|block| match block {
            Block::Certificate(certificate) => html! {
                <Card key={certificate.sha256.clone()} certificate={certificate.clone()}/>
            },
            Block::Text(_)
            | Block::Ask(_)
            | Block::Script(_)
            | Block::Finding(_)
            | Block::Table(_)
            | Block::Rows(_)
            | Block::Handshake(_)
            | Block::Chain(_)
            | Block::Name(_)
            | Block::Note(_) => {
                html! {}
            }
        })
        .collect()
}

/// The id of a certificate's card.
pub(super) fn card_id(sha256: &str) -> String {
    format!("certificate-{sha256}")
}

/// Bytes from which on a value gets a button to copy it.
const WORTH_COPYING: usize = 12;

#[derive(Properties, PartialEq)]
struct Props {
    certificate: Rc<CertificateBlock>,
}

#[component(Card)]
fn card(props: &Props) -> Html {
    let was_opened = use_state_eq(|| false);
    let printing = use_context::<Printing>().is_some_and(|printing| printing.0);
    let certificate = &props.certificate;
    let ontoggle = {
        let was_opened = was_opened.clone();
        Callback::from(move |event: Event| {
            let card: web_sys::Element = event.target_unchecked_into();
            if card.has_attribute("open") {
                was_opened.set(true);
            }
        })
    };
    html! {
        <details id={card_id(&certificate.sha256)} class="card certificate" {ontoggle}>
            <summary>
                <span class="certificate-name">{ value(&certificate.name) }</span>
                <span class="certificate-summary">{ &certificate.summary }</span>
                { life(certificate.life) }
            </summary>
            if *was_opened || printing { { content(certificate) } }
        </details>
    }
}

fn content(certificate: &CertificateBlock) -> Html {
    let rows = certificate.rows.iter().map(|(label, text)| {
        let copied = AttrValue::from(text.clone());
        html! {
            <tr>
                <th scope="row">{ *label }</th>
                <td><span class="field-value">{ value(text) }</span>
                    if text.len() >= WORTH_COPYING { <CopyButton text={copied} label={format!("Copy: {label}")} small=true/> }</td>
            </tr>
        }
    });
    html! {
        <div class="certificate-content">
            if let Some(place) = &certificate.place {
                <p class="certificate-place">{ "Stands at " }<PlaceButton place={place.clone()}/></p>
            }
            <table class="fields"><tbody>{ for rows }</tbody></table>
            if !certificate.extensions.is_empty() {
                <h3>{ "Extensions" }</h3>
                <dl class="extensions">{ for certificate.extensions.iter().map(extension) }</dl>
            }
        </div>
    }
}

fn extension(row: &ExtensionRow) -> Html {
    html! {
        <div>
            <dt>{ &row.name }if row.critical { <span class="critical">{ "critical" }</span> }</dt>
            <dd>
                if !row.says.is_empty() { <p class="says">{ value(&row.says) }</p> }
                <p class="purpose">{ &row.purpose }</p>
            </dd>
        </div>
    }
}

/// How much of the validity is over, as a bar. The words stand beside it.
fn life(life: Life) -> Html {
    let spent = life.spent.to_string();
    let tick = match life.stage {
        Stage::NotYet | Stage::Over => html! {},
        Stage::Running => {
            html! { <rect class="life-now" x={spent.clone()} y="0" width="14" height="10"/> }
        }
    };
    html! {
        <svg class={classes!("life", format!("life-{}", life.stage.word()))} viewBox="0 0 1014 10"
            preserveAspectRatio="none" aria-hidden="true">
            <rect class="life-whole" x="0" y="3" width="1014" height="4"/>
            <rect class="life-spent" x="0" y="3" width={spent} height="4"/>
            { tick }
        </svg>
    }
}

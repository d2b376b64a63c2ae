//! The certificates: each a card that is built when it is opened, so that a hundred cost nothing.

use std::rc::Rc;

use yew::{AttrValue, Html, html};

use crate::outline::life::{Life, Stage};
use crate::outline::{Block, CertificateBlock, ExtensionRow, Section};
use crate::page::parts::{CopyButton, PlaceButton, Unfold, value};

pub(super) fn draw(section: &Section) -> Html {
    section
        .blocks
        .iter()
        .map(|block| match block {
            Block::Certificate(certificate) => card(certificate),
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

fn card(certificate: &Rc<CertificateBlock>) -> Html {
    let summary = html! {
        <>
            <span class="certificate-name">{ value(&certificate.name) }</span>
            <span class="certificate-summary">{ &certificate.summary }</span>
            { life(certificate.life) }
        </>
    };
    let id = AttrValue::from(card_id(&certificate.sha256));
    let drawn = certificate.clone();
    let draw: Rc<dyn Fn() -> Html> = Rc::new(move || content(&drawn));
    html! { <Unfold key={certificate.sha256.clone()} {id} class="card certificate" {summary} {draw}/> }
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
        <svg class={format!("life life-{}", life.stage.word())} viewBox="0 0 1014 10"
            preserveAspectRatio="none" aria-hidden="true">
            <rect class="life-whole" x="0" y="3" width="1014" height="4"/>
            <rect class="life-spent" x="0" y="3" width={spent} height="4"/>
            { tick }
        </svg>
    }
}

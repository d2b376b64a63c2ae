//! The chain: what was presented, in which order it belongs, and the path link by link.

mod path;
mod presented;

use std::rc::Rc;

use yew::{Html, html};

use crate::outline::{Block, ChainBlock, PathBlock, Section, WayGroup};
use crate::page::parts::{CopyButton, ShowAll, folded, icon, value};
use crate::report::ChainLevel;

/// So many chains are drawn whole; of more each is a line that unfolds.
const FEW: usize = 3;

/// Lines that are drawn before somebody asks for the others.
const FIRST: usize = 20;

pub(super) fn draw(section: &Section) -> Html {
    let chains: Vec<Rc<ChainBlock>> = section
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Chain(chain) => Some(chain.clone()),
            Block::Text(_)
            | Block::Ask(_)
            | Block::Script(_)
            | Block::Finding(_)
            | Block::Table(_)
            | Block::Rows(_)
            | Block::Handshake(_)
            | Block::Name(_)
            | Block::Certificate(_)
            | Block::Note(_) => None,
        })
        .collect();
    let count = chains.len();
    if count <= FEW {
        return chains.iter().enumerate().map(|(index, chain)| whole(index, chain)).collect();
    }
    let draw: Rc<dyn Fn(usize) -> Html> = Rc::new(move |index| match chains.get(index) {
        Some(chain) => line(chain),
        None => html! {},
    });
    html! { <ShowAll {count} first={FIRST} {draw}/> }
}

const fn class(chain: &ChainBlock) -> &'static str {
    match chain.level {
        ChainLevel::Trusted => "card chain level-ok",
        ChainLevel::Untrusted => "card chain level-error",
        ChainLevel::Undetermined => "card chain level-undetermined",
    }
}

fn whole(index: usize, chain: &ChainBlock) -> Html {
    html! {
        <article key={index} class={class(chain)}>
            <header>
                { icon::chain_level(chain.level) }
                <h3>{ value(&chain.end_entity) }</h3>
                <span class="chain-title">{ value(&chain.title) }</span>
            </header>
            <p class="chain-sentence">{ value(&chain.sentence) }</p>
            { body(chain) }
        </article>
    }
}

/// One line of many; what it is about is drawn when it is opened.
fn line(chain: &Rc<ChainBlock>) -> Html {
    let summary = html! {
        <>
            { icon::chain_level(chain.level) }
            <strong>{ value(&chain.end_entity) }</strong>
            <span class="chain-sentence">{ value(&chain.sentence) }</span>
        </>
    };
    let drawn = chain.clone();
    folded(class(chain), summary, move || body(&drawn))
}

fn body(chain: &ChainBlock) -> Html {
    html! {
        <>
            <div class="chain-panels">
                if let Some(path) = &chain.path { { panel(path) } }
                <div class="panel">
                    <h4>{ "As it was presented" }</h4>
                    { presented::draw(chain) }
                    { bundle(chain) }
                </div>
            </div>
            if !chain.others_title.is_empty() {
                <div class="other-ways">
                    <h4>{ &chain.others_title }</h4>
                    { for chain.others.iter().map(group) }
                </div>
            }
        </>
    }
}

fn panel(path: &PathBlock) -> Html {
    html! { <div class="panel"><h4>{ value(&path.title) }</h4>{ path::draw(path) }</div> }
}

/// Ways that fail alike: a line that unfolds, into the way where it is the only one.
fn group(group: &WayGroup) -> Html {
    let only = group.ways.first().filter(|_| group.ways.len() + group.left_out == 1);
    let holds = group.ways.first().is_some_and(|way| way.valid);
    let summary = html! {
        <>
            { icon::judgement(Some(holds)) }
            <span>{ value(&only.map_or_else(|| group.title(), |way| format!("{} {}", group.reason, way.trail))) }</span>
        </>
    };
    if group.ways.is_empty() {
        return html! { <p class="way">{ summary }</p> };
    }
    let ways = group.ways.clone();
    folded("way", summary, move || {
        if let [way] = &*ways {
            return panel(way);
        }
        ways.iter()
            .map(|way| {
                let drawn = way.clone();
                folded("way", value(&way.trail), move || panel(&drawn))
            })
            .collect()
    })
}

fn bundle(chain: &ChainBlock) -> Html {
    if chain.bundle.is_empty() {
        return html! {};
    }
    html! {
        <div class="bundle">
            <div class="bundle-head">
                <h4>{ "The proper bundle" }</h4>
                <CopyButton text={chain.bundle.clone()} label="Copy PEM"/>
            </div>
            <p class="hint">{ "The server's certificate first, then each issuer, without the root." }</p>
            <details><summary>{ "Show it" }</summary>
                <pre class="code" tabindex="0" role="group" aria-label="The bundle as PEM">{ &chain.bundle }</pre>
            </details>
        </div>
    }
}

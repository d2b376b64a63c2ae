//! The chain: what was presented, in which order it belongs, and the path link by link.

mod path;
mod presented;

use std::rc::Rc;

use yew::{Html, classes, html};

use crate::outline::{Block, ChainBlock, Section};
use crate::page::parts::{CopyButton, ShowAll, icon, value};
use crate::report::ChainLevel;

/// Chains that are drawn before somebody asks for the others.
const FIRST: usize = 5;

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
    let draw: Rc<dyn Fn(usize) -> Html> = Rc::new(move |index| match chains.get(index) {
        Some(chain) => self::chain(index, chain),
        None => html! {},
    });
    html! { <ShowAll {count} first={FIRST} {draw}/> }
}

fn chain(index: usize, chain: &ChainBlock) -> Html {
    let class = match chain.level {
        ChainLevel::Trusted => "level-ok",
        ChainLevel::Untrusted => "level-error",
        ChainLevel::Undetermined => "level-undetermined",
    };
    let (best, others) = match chain.paths.split_first() {
        Some((best, others)) => (Some(best), others),
        None => (None, &[][..]),
    };
    html! {
        <article key={index} class={classes!("card", "chain", class)}>
            <header>
                { icon::chain_level(chain.level) }
                <h3>{ value(&chain.title) }</h3>
            </header>
            <p class="chain-sentence">{ value(&chain.sentence) }</p>
            <div class="chain-panels">
                if let Some(path) = best {
                    <div class="panel">
                        <h4>{ value(&path.title) }</h4>
                        { path::draw(path) }
                    </div>
                }
                <div class="panel">
                    <h4>{ "As it was presented" }</h4>
                    { presented::draw(chain) }
                    { bundle(chain) }
                </div>
            </div>
            if !others.is_empty() {
                <details class="other-paths">
                    <summary>{ format!("Other paths: {}", others.len()) }</summary>
                    { for others.iter().map(|path| html! {
                        <div class="panel"><h4>{ value(&path.title) }</h4>{ path::draw(path) }</div>
                    }) }
                </details>
            }
        </article>
    }
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

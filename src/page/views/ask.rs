//! "Ask for this next": each command with its shell and a button that copies it.

use std::rc::Rc;

use yew::{Html, html};

use crate::outline::{AskBlock, Block, ScriptBlock, Section};
use crate::page::parts::CopyButton;

pub(super) fn draw(section: &Section) -> Html {
    section
        .blocks
        .iter()
        .enumerate()
        .map(|(index, block)| match block {
            Block::Ask(ask) => self::ask(index, ask),
            Block::Script(script) => self::script(script),
            Block::Text(_)
            | Block::Finding(_)
            | Block::Table(_)
            | Block::Rows(_)
            | Block::Handshake(_)
            | Block::Chain(_)
            | Block::Name(_)
            | Block::Certificate(_)
            | Block::Note(_) => html! {},
        })
        .collect()
}

fn ask(index: usize, ask: &Rc<AskBlock>) -> Html {
    let title = format!("ask-{index}-title");
    let commands = ask.commands.iter().map(|(shell, command)| {
        html! {
            <div class="ask-command">
                <p class="shell">{ shell }</p>
                <pre tabindex="0" aria-label={format!("Command for {shell}")}><code>{ command }</code></pre>
                <CopyButton text={command.clone()} label={format!("Copy the command for {shell}")} small=true/>
            </div>
        }
    });
    html! {
        <article key={index} class="card ask" aria-labelledby={title.clone()}>
            <h3 id={title}>{ &ask.title }</h3>
            <p>{ &ask.why }</p>
            { for commands }
            if !ask.fill.is_empty() { <p class="hint">{ &ask.fill }</p> }
        </article>
    }
}

fn script(script: &Rc<ScriptBlock>) -> Html {
    html! {
        <details class="card ask script">
            <summary>{ script.title }</summary>
            <p>{ script.why }</p>
            <CopyButton text={script.text.clone()} label="Copy the block"/>
            <pre tabindex="0" aria-label={script.title}><code>{ &script.text }</code></pre>
        </details>
    }
}

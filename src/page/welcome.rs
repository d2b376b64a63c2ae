//! What stands in the report's place before there is one: what can be read, and how to get it.

use yew::{Html, html};

use super::parts::{CopyButton, icon};

/// What to ask the other person for, and the command that makes it.
const ASK_FOR: [(&str, &str); 3] = [
    (
        "A mail server",
        "openssl s_client -starttls smtp -connect HOST:25 -servername HOST -showcerts",
    ),
    (
        "Anything that speaks TLS at once",
        "openssl s_client -connect HOST:443 -servername HOST -showcerts",
    ),
    ("A file on Windows", "certutil -encode server.cer server.pem"),
];

pub(super) fn welcome() -> Html {
    html! {
        <section class="welcome" aria-labelledby="welcome-title">
            <h2 id="welcome-title">{ "The report appears here" }</h2>
            <ol class="promises">
                <li><strong>{ "The verdict" }</strong><span>{ "in a sentence, on whose side it is, and what to do first." }</span></li>
                <li><strong>{ "The findings" }</strong><span>{ "each with its reason, its remedy, the standard it rests on, and the line it stands on." }</span></li>
                <li><strong>{ "The chain" }</strong><span>{ "link by link: name, key identifier and signature, really computed; and the proper order to copy." }</span></li>
                <li><strong>{ "The certificates" }</strong><span>{ "with every extension in words." }</span></li>
            </ol>
            { figure() }
            <h3>{ "Nothing at hand yet? Ask for this" }</h3>
            <dl class="ask-for">
                { for ASK_FOR.iter().map(|(what, command)| html! {
                    <div>
                        <dt>{ *what }</dt>
                        <dd><code>{ *command }</code><CopyButton text={*command} label="Copy this command" small=true/></dd>
                    </div>
                }) }
            </dl>
            <p class="hint">{ "It reads openssl s_client, curl -v and gnutls-cli output, certificates and chains (PEM, DER, PKCS#7, base64 alone), Exchange's protocol logs and connectors, and the error messages of .NET, Java, Windows and mail servers. Of revocation only a stapled answer is told, and nothing is fetched." }</p>
        </section>
    }
}

/// A chain as the report draws it, without anybody's names.
fn figure() -> Html {
    html! {
        <div class="figure" aria-hidden="true">
            <span class="figure-node">{ icon::leaf() }{ "server" }</span>
            <span class="figure-link"></span>
            <span class="figure-node">{ icon::intermediate() }{ "intermediate" }</span>
            <span class="figure-link"></span>
            <span class="figure-node figure-anchor">{ icon::anchor() }{ "trust anchor" }</span>
        </div>
    }
}

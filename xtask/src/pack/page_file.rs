//! The one file: template, styles, icon, scripts and wasm put together under their policy.
//!
//! The template is `index.html`; what it marks with `data-pack` is taken from the named file. The policy
//! allows exactly the scripts and styles that stand here, by hash, and no request at all.

mod template;

use std::fmt::Write as _;

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::printable::print;
use super::streams::apart;
use super::{network_words, squeeze};
use crate::Outcome;
use template::{attribute, elements, without_comments};

/// What goes into the page and is not in the sources.
pub(super) struct Parts<'a> {
    pub(super) wasm: &'a [u8],
    /// How what is not needed for the first frame is made small.
    pub(super) pack: &'a dyn Fn(&[u8]) -> Outcome<Vec<u8>>,
    /// How a script is made short.
    pub(super) shorten: &'a dyn Fn(&str) -> Outcome<String>,
    pub(super) glue: &'a str,
    pub(super) worker: &'a str,
    /// The reload script of `trunk serve`; with it the page gets no policy, since the script needs what
    /// the policy forbids.
    pub(super) reload: Option<&'a str>,
}

/// Where the policy goes: behind the encoding, before everything that it governs.
const CHARSET: &str = "<meta charset=\"utf-8\">";

/// Begins an element that holds packed bytes in their form as text.
const DATA_OPENS: &str = "<script type=\"text/plain\" data-bytes=";

/// Puts the page together. `source` reads a file of the project.
///
/// # Errors
/// A sentence where the template is not as expected.
pub(super) fn assemble(
    template: &str,
    parts: &Parts<'_>,
    source: &dyn Fn(&str) -> Outcome<String>,
) -> Outcome<String> {
    let mut page = without_comments(template);
    let mut scripts = Vec::new();
    let mut styles = Vec::new();
    let mut later = String::new();
    for element in elements(&page) {
        let replacement = match element.kind {
            template::Kind::Trunk => String::new(),
            template::Kind::Icon => icon(&source(attribute(&element.text, "href")?)?),
            template::Kind::LaterStyles => {
                later += &squeeze::styles(&source(attribute(&element.text, "href")?)?);
                String::new()
            }
            template::Kind::Styles => {
                let text = squeeze::styles(&source(attribute(&element.text, "href")?)?);
                styles.push(hash(&text));
                format!("<style>{text}</style>")
            }
            template::Kind::Script => {
                let text = inline(&(parts.shorten)(&source(attribute(&element.text, "src")?)?)?);
                scripts.push(hash(&text));
                format!("<script>{text}</script>")
            }
            template::Kind::Boot => {
                let boot = inline(&(parts.shorten)(&source(attribute(&element.text, "src")?)?)?);
                // The boot script makes an element of the glue: the policy names its text all the same.
                scripts.extend([hash(parts.glue), hash(&boot)]);
                let worker = inline(&(parts.shorten)(parts.worker)?);
                let packed = packed(parts, &later)?;
                format!(
                    "{packed}\n\
                     <script type=\"text/plain\" id=\"handglass-worker\">{worker}</script>\n\
                     <script>{boot}</script>"
                )
            }
        };
        page = page.replacen(&element.text, &replacement, 1);
    }
    // In the page it is packed, where no word can be seen any more.
    network_words::check(&later)?;
    if scripts.is_empty() || styles.is_empty() || !page.contains(CHARSET) {
        return Err(format!(
            "index.html needs {CHARSET}, a data-pack stylesheet and a data-pack script."
        ));
    }
    match parts.reload {
        Some(reload) => Ok(page.replacen("</body>", &format!("{reload}</body>"), 1)),
        None => Ok(page.replacen(CHARSET, &format!("{CHARSET}\n{}", policy(&scripts, &styles)), 1)),
    }
}

/// The wasm, its glue and the styles that come later, as one piece: together they pack smaller than each.
fn packed(parts: &Parts<'_>, later: &str) -> Outcome<String> {
    let apart = apart(parts.wasm)?;
    let pieces = [&apart.bytes, parts.glue.as_bytes(), later.as_bytes()];
    let lengths = pieces.map(|piece| piece.len().to_string()).join(" ");
    let whole = pieces.concat();
    let packed = (parts.pack)(&whole)?;
    let size = if packed == whole { 0 } else { whole.len() };
    let printed = print(&packed);
    Ok(format!(
        "{DATA_OPENS}\"{} {}\" data-size=\"{size}\" data-parts=\"{lengths}\" data-streams=\"{}\" \
         id=\"handglass-packed\">{}</script>",
        printed.bytes, printed.left, apart.plan, printed.text
    ))
}

/// The page without its packed data, in which any word may stand by chance.
pub(super) fn without_data(page: &str) -> String {
    let mut parts = page.split(DATA_OPENS);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept += part.split_once("</script>").map_or("", |(_, tail)| tail);
    }
    kept
}

fn policy(scripts: &[String], styles: &[String]) -> String {
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {} \
         'wasm-unsafe-eval'; style-src {}; img-src data:; worker-src blob:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types handglass\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">",
        scripts.join(" "),
        styles.join(" ")
    )
}

/// A source for the policy (CSP Level 3, section 2.3.1): the hash of the text between the tags.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text.as_bytes())))
}

/// A script's text that cannot end its element (HTML, "Restrictions for contents of script elements").
fn inline(script: &str) -> String {
    let mut safe = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find('<') {
        let (before, tail) = rest.split_at(at);
        safe.push_str(before);
        let ends_element = tail.get(..8).is_some_and(|tag| tag.eq_ignore_ascii_case("</script"));
        let opens_element = tail.get(..7).is_some_and(|tag| tag.eq_ignore_ascii_case("<script"));
        if ends_element || opens_element || tail.starts_with("<!--") {
            let _ = write!(safe, "\\x3c");
        } else {
            safe.push('<');
        }
        rest = &tail[1..];
    }
    safe.push_str(rest);
    safe
}

fn icon(svg: &str) -> String {
    format!(
        "<link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\">",
        BASE64.encode(svg.as_bytes())
    )
}

#[cfg(test)]
mod tests {
    use super::{Parts, assemble, inline, print, without_data};

    const TEMPLATE: &str = r#"<head><meta charset="utf-8"><!-- why --><link data-pack rel="icon" href="i.svg">
<link data-pack rel="stylesheet" href="p.css"><link data-pack="later" rel="stylesheet" href="l.css"><link data-trunk rel="rust" data-bin="page"></head>
<body><script data-pack src="unpack.js"></script><script data-pack="boot" src="boot.js"></script></body>"#;

    /// A module with one empty function.
    const WASM: &[u8] = b"\0asm\x01\0\0\0\x0a\x04\x01\x02\0\x0b";

    fn page(reload: Option<&str>) -> String {
        let parts = Parts {
            wasm: WASM,
            pack: &|bytes| Ok(bytes.to_vec()),
            shorten: &|script| Ok(script.to_owned()),
            glue: "glue()",
            worker: "worker()",
            reload,
        };
        assemble(TEMPLATE, &parts, &|path| Ok(format!("from({path})")))
            .unwrap_or_else(|error| error)
    }

    #[test]
    fn everything_is_inside_and_the_policy_stands_first() {
        let page = page(None);
        let whole = print(b"\0asm\x01\0\0\0\x0a\x04\x01\0\x0bglue()from(l.css)\n");
        for expected in [
            "from(p.css)",
            "from(boot.js)",
            "worker()",
            &whole.text,
            &format!("data-bytes=\"{} {}\" data-size=\"0\"", whole.bytes, whole.left),
            "data-parts=\"13 6 12\"",
            "data-streams=\"11 11 1 1 0 0 0 0 0 0 0 0\"",
            "from(unpack.js)",
            "data:image/svg+xml",
        ] {
            assert!(page.contains(expected), "{expected} in {page}");
        }
        assert!(
            !page.contains("data-trunk") && !page.contains("data-pack") && !page.contains("why")
        );
        let policy = page.find("Content-Security-Policy").unwrap_or(usize::MAX);
        assert!(page.find("<style").is_some_and(|at| policy < at), "{page}");
        // SHA-256 of "glue()", as the policy must name it.
        assert!(page.contains("script-src 'sha256-"), "{page}");
    }

    #[test]
    fn the_quick_loop_has_its_script_and_no_policy() {
        let page = page(Some("<script>reload</script>"));
        assert!(page.contains("reload") && !page.contains("Content-Security-Policy"), "{page}");
    }

    #[test]
    fn scripts_cannot_end_their_element() {
        assert_eq!(
            inline("a('</SCRIPT>' + '<!-- <script')"),
            "a('\\x3c/SCRIPT>' + '\\x3c!-- \\x3cscript')"
        );
        assert_eq!(inline("if (a < b) c <= d"), "if (a < b) c <= d");
    }

    #[test]
    fn data_is_left_out_of_the_word_search() {
        let packed = print(b"\0asm\x01\0\0\0\x0a\x04\x01\0\x0bglue()from(l.css)\n").text;
        assert!(page(None).contains(&packed) && !without_data(&page(None)).contains(&packed));
        assert!(without_data(&page(None)).contains("from(boot.js)"));
    }
}

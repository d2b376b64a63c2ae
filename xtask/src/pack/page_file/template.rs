//! Finds in `index.html` what the packer replaces. It is no HTML parser: the file is our own.

use crate::Outcome;

/// What an element of the template stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Trunk's own link to the Rust program.
    Trunk,
    Icon,
    Styles,
    /// Styles that the first frame does not need.
    LaterStyles,
    /// A script that stands in the page as it is.
    Script,
    /// The script that starts the page; the packed parts go before it.
    Boot,
}

/// An element as it stands in the template.
pub(super) struct Element {
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// Every element that is marked with `data-pack` or `data-trunk`, in order.
pub(super) fn elements(page: &str) -> Vec<Element> {
    let mut found = Vec::new();
    for (start, _) in page.match_indices('<') {
        let tail = &page[start..];
        let Some(length) = tail.find('>') else { break };
        let tag = &tail[..=length];
        let kind = match tag {
            _ if tag.contains(" data-trunk") => Kind::Trunk,
            _ if !tag.contains(" data-pack") => continue,
            _ if tag.contains("rel=\"icon\"") => Kind::Icon,
            _ if tag.contains(" data-pack=\"boot\"") => Kind::Boot,
            _ if tag.starts_with("<script") => Kind::Script,
            _ if tag.contains(" data-pack=\"later\"") => Kind::LaterStyles,
            _ => Kind::Styles,
        };
        let text = match kind {
            Kind::Script | Kind::Boot => format!("{tag}</script>"),
            Kind::Trunk | Kind::Icon | Kind::Styles | Kind::LaterStyles => tag.to_owned(),
        };
        found.push(Element { kind, text });
    }
    found
}

/// The value of an attribute that is written with double quotes.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Outcome<&'a str> {
    tag.split_once(&format!(" {name}=\""))
        .and_then(|(_, tail)| tail.split_once('"'))
        .map(|(value, _)| value)
        .ok_or_else(|| format!("index.html: {tag} has no {name}"))
}

/// The page without `<!-- … -->`: what is said to the reader of the source.
pub(super) fn without_comments(page: &str) -> String {
    let mut kept = String::new();
    let mut rest = page;
    while let Some((before, tail)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = tail.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

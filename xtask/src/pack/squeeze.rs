//! Style sheets without what is said to their readers: comments and indentation.
//!
//! Lines stay lines. Scripts are the affair of terser.

/// A style sheet without comments and indentation.
pub(super) fn styles(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::styles;

    #[test]
    fn styles_lose_their_comments() {
        assert_eq!(
            styles("/* why */\na {\n  color: red; /* so\n that */\n}\n"),
            "a {\ncolor: red;\n}\n"
        );
    }
}

//! Scripts and styles without what is said to their readers: comments, indentation, and in scripts the blanks
//! around signs.
//!
//! Lines stay lines, and nothing is renamed: what runs can still be read.

/// A script without comment lines and indentation. A line with half a template literal stops that: its
/// text may run over several lines, whose blanks would count.
pub(super) fn script(text: &str) -> String {
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return text.to_owned();
    }
    let kept = lines(text, |line| !line.starts_with("//"));
    kept.lines().flat_map(|line| [tight(line), "\n".to_owned()]).collect()
}

/// A line without the blanks beside its signs. Literals stay as they are, and so does a line that ends within
/// one, as an apostrophe in a comment seems to.
fn tight(line: &str) -> String {
    const SIGNS: &str = "=<>(){}[],;:?&|!*/%^";
    let mut kept = String::with_capacity(line.len());
    let mut quote = None;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let sign = |other: Option<char>| other.is_some_and(|other| SIGNS.contains(other));
        match quote {
            Some(_) if character == '\\' => {
                kept.push(character);
                kept.extend(characters.next());
                continue;
            }
            Some(open) if open == character => quote = None,
            Some(_) => {}
            None if matches!(character, '\'' | '"' | '`') => quote = Some(character),
            None if character == ' '
                && (sign(kept.chars().last()) || sign(characters.peek().copied())) =>
            {
                continue;
            }
            None => {}
        }
        kept.push(character);
    }
    if quote.is_some() { line.to_owned() } else { kept }
}

/// A style sheet without comments and indentation.
pub(super) fn styles(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    lines(&kept, |_| true)
}

fn lines(text: &str, keep: impl Fn(&str) -> bool) -> String {
    let mut kept = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && keep(line)) {
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{script, styles};

    #[test]
    fn squeezes_lines_but_no_literal() {
        assert_eq!(script("  // why\n    a();\n\n    b();\n"), "a();\nb();\n");
        assert_eq!(
            script("const a = b ? 'x = \\' y' : c - -1;"),
            "const a=b?'x = \\' y':c - -1;\n"
        );
        assert_eq!(script("a = b; // it's"), "a = b; // it's\n");
        assert_eq!(script("x = `a\n   b`;"), "x = `a\n   b`;");
    }

    #[test]
    fn styles_lose_their_comments() {
        assert_eq!(
            styles("/* why */\na {\n  color: red; /* so\n that */\n}\n"),
            "a {\ncolor: red;\n}\n"
        );
    }
}

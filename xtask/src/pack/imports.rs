//! What may the wasm ask of the browser? Only what stands in a list that is checked in.
//!
//! A program in wasm can do nothing but compute, and call what it imports. So the list of imports is the
//! list of what the page is able to do, and a change of it is a change that a person looks at.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;

use super::BLESS;
use crate::Outcome;

/// Compares the imports with the list in a file; with `HANDGLASS_BLESS` set, writes the file.
///
/// # Errors
/// What is new and what is gone, and how to accept it.
pub(super) fn check(imports: &[String], glue: &str, list: &Path) -> Outcome<()> {
    let found: BTreeSet<String> = imports.iter().map(|name| readable(name, glue)).collect();
    if env::var_os(BLESS).is_some() {
        let text: String = found.iter().map(|name| format!("{name}\n")).collect();
        return fs::write(list, text).map_err(|error| format!("{}: {error}", list.display()));
    }
    let allowed =
        fs::read_to_string(list).map_err(|error| format!("{}: {error}", list.display()))?;
    let allowed: BTreeSet<String> = allowed.lines().map(str::to_owned).collect();
    let names = |names: Vec<&String>| {
        names.into_iter().map(|name| format!("\n  {name}")).collect::<String>()
    };
    let new = names(found.difference(&allowed).collect());
    let gone = names(allowed.difference(&found).collect());
    if new.is_empty() && gone.is_empty() {
        return Ok(());
    }
    Err(format!(
        "The wasm's imports differ from {}.\nNew:{new}\nGone:{gone}\nIf the page shall be able to do this, \
         accept it with `cargo xtask build --bless`.",
        list.display()
    ))
}

/// The import's name without the hash and the number that change with every build. A constructor is told
/// with its class, which stands in the glue alone: `new Uint8Array`.
fn readable(import: &str, glue: &str) -> String {
    let name = import.strip_prefix("__wbg_").unwrap_or(import);
    let stem = match name.rsplit_once('_') {
        Some((stem, tail))
            if tail.len() == 16 && tail.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
        {
            stem
        }
        _ => name,
    };
    if !stem.starts_with("new") {
        return stem.to_owned();
    }
    let class = || {
        let (_, body) = glue.split_once(&format!("{import}:"))?;
        let (_, class) = body.split_once("new ")?;
        class.split(|letter: char| !letter.is_ascii_alphanumeric()).next()
    };
    class().map_or_else(|| stem.to_owned(), |class| format!("new {class}"))
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn names_do_not_change_with_the_build() {
        assert_eq!(readable("__wbg_appendChild_0123456789abcdef", ""), "appendChild");
        assert_eq!(readable("__wbg___wbindgen_throw_4c88d8bf264fd984", ""), "__wbindgen_throw");
        assert_eq!(readable("__wbindgen_generic_0000000000000003", ""), "__wbindgen_generic");
        assert_eq!(readable("__wbg_set_innerHTML_a9d3a267967b5117", ""), "set_innerHTML");
    }

    #[test]
    fn constructors_tell_their_class() {
        let glue = "__wbg_new_0123456789abcdef: function(arg0) {\nconst ret = new Worker(arg0);\nreturn ret;";
        assert_eq!(readable("__wbg_new_0123456789abcdef", glue), "new Worker");
    }
}

//! Texts without the difference between capital and small letters, for comparing and searching.
//!
//! Letter by letter (Unicode's `Lowercase_Mapping`): a capital sigma becomes the same small one everywhere, as
//! IDNA maps it (UTS 46), where `str::to_lowercase` makes another of the last in a word. No language's own
//! rules, and nothing is normalised.

pub fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::lower;

    #[test]
    fn capitals_of_any_script_become_small() {
        assert_eq!(lower("MÜNCHEN.Example"), "münchen.example");
        assert_eq!(lower("ΟΔΟΣ Ж"), "οδοσ ж");
    }
}

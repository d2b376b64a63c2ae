//! What does a printed distinguished name hold?
//!
//! OpenSSL prints `/C=DE/CN=a`, `C = DE, CN = a` or `C=DE, CN=a`, curl `C=DE; CN=a`. In the first and the last form a value may
//! hold what looks like a separator, so the parts are a guess: they are shown, and never matched where a
//! certificate's own bytes are there.

/// Type and value of each attribute, in the order printed.
pub fn attributes(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let slash = name.starts_with('/');
    let separators: &[char] = if slash { &['/'] } else { &[',', ';'] };
    let mut starts = vec![0];
    for (at, _) in name.match_indices(separators) {
        let behind = name.get(at + 1..).unwrap_or_default().trim_start();
        let kind = behind.split('=').next().unwrap_or_default().trim_end();
        let is_kind = !kind.is_empty()
            && kind.len() < behind.len()
            && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
        if is_kind && at > 0 {
            starts.push(at);
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([name.len()]).collect();
    starts.into_iter().zip(ends).filter_map(move |(start, end)| {
        let part = name.get(start..end)?.trim_start_matches(separators);
        let (kind, value) = part.split_once('=')?;
        Some((kind.trim(), value.trim().trim_matches('"')))
    })
}

/// What people call it: the last common name, else the last attribute, else all of it.
pub fn short(name: &str) -> &str {
    let common = attributes(name).filter(|(kind, _)| matches!(*kind, "CN" | "commonName")).last();
    let last = || attributes(name).last();
    common.or_else(last).map_or(name, |(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_say_the_same() {
        for name in [
            "/C=DE/O=Trust, \"x\"/CN=a",
            "C = DE, O = \"Trust, \\\"x\\\"\", CN = a",
            "C=DE, O=Trust, \"x\", CN=a",
            "C=DE; O=Trust, \"x\"; CN=a",
        ] {
            let kinds: Vec<&str> = attributes(name).map(|(kind, _)| kind).collect();
            assert_eq!(kinds, ["C", "O", "CN"], "{name}");
            assert_eq!(short(name), "a");
        }
        assert_eq!(short("/C=US/OU=Class 3 Public Primary CA"), "Class 3 Public Primary CA");
        assert_eq!(short(""), "");
    }
}

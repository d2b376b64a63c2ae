//! The parts of a wasm file that the packer reads: its imports, its list of target features, and where its
//! code stands.
//!
//! Everything else in the file is skipped by length (WebAssembly Core Specification, section 5.5).

use std::ops::Range;

use crate::Outcome;

const CODE_SECTION: u8 = 10;
const IMPORT_SECTION: u8 = 2;
const CUSTOM_SECTION: u8 = 0;

/// The names of all imports, in file order.
///
/// # Errors
/// The file is no wasm, or ends in the middle of something.
pub(super) fn imports(file: &[u8]) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for (id, body) in sections(file)? {
        if id != IMPORT_SECTION {
            continue;
        }
        let mut reader = Reader { rest: &file[body] };
        for _ in 0..reader.number()? {
            let _module = reader.name()?;
            names.push(reader.name()?);
            reader.import_description()?;
        }
    }
    Ok(names)
}

/// The entries of the `target_features` section, as `+simd128`; empty where there is none.
///
/// # Errors
/// The file is no wasm, or ends in the middle of something.
pub(super) fn features(file: &[u8]) -> Outcome<Vec<String>> {
    let mut features = Vec::new();
    for (id, body) in sections(file)? {
        let mut reader = Reader { rest: &file[body] };
        if id != CUSTOM_SECTION || reader.name()? != "target_features" {
            continue;
        }
        for _ in 0..reader.number()? {
            let sign = char::from(reader.byte()?);
            features.push(format!("{sign}{}", reader.name()?));
        }
    }
    Ok(features)
}

/// Where the bodies of the functions stand, behind their count.
///
/// # Errors
/// The file is no wasm, or has no code.
pub(super) fn code(file: &[u8]) -> Outcome<Range<usize>> {
    let sections = sections(file)?;
    let (_, body) =
        sections.into_iter().find(|(id, _)| *id == CODE_SECTION).ok_or("the wasm has no code")?;
    let mut reader = Reader { rest: &file[body.clone()] };
    reader.number()?;
    Ok(body.end - reader.rest.len()..body.end)
}

/// Each section's number, and where its body stands.
fn sections(file: &[u8]) -> Outcome<Vec<(u8, Range<usize>)>> {
    let body = file.strip_prefix(b"\0asm\x01\0\0\0").ok_or("the file is no wasm of version 1")?;
    let mut reader = Reader { rest: body };
    let mut sections = Vec::new();
    while !reader.rest.is_empty() {
        let id = reader.byte()?;
        let size = reader.number()?;
        let start = file.len() - reader.rest.len();
        reader.take(size)?;
        sections.push((id, start..start + size));
    }
    Ok(sections)
}

/// What is left of a text of bytes.
pub(super) struct Reader<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn take(&mut self, size: usize) -> Outcome<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(size).ok_or("the wasm ends too early")?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn byte(&mut self) -> Outcome<u8> {
        self.take(1).map(|taken| taken.first().copied().unwrap_or_default())
    }

    /// An unsigned LEB128 number of at most 32 bits.
    pub(super) fn number(&mut self) -> Outcome<usize> {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err("the wasm holds a number that is too long".to_owned())
    }

    fn name(&mut self) -> Outcome<String> {
        let size = self.number()?;
        self.take(size).map(|name| String::from_utf8_lossy(name).into_owned())
    }

    /// Skips what an import is: function, table, memory, global or tag.
    fn import_description(&mut self) -> Outcome<()> {
        match self.byte()? {
            0 => self.number().map(drop),
            1 => {
                self.byte()?;
                self.limits()
            }
            2 => self.limits(),
            3 => self.take(2).map(drop),
            4 => {
                self.byte()?;
                self.number().map(drop)
            }
            kind => Err(format!("the wasm imports something of the unknown kind {kind}")),
        }
    }

    fn limits(&mut self) -> Outcome<()> {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{features, imports};

    /// A module with one import `env.go` and the feature `+simd128`.
    const SMALL: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x0a\x01\x03env\x02go\0\0\
        \0\x1a\x0ftarget_features\x01+\x07simd128";

    #[test]
    fn reads_imports_and_features() {
        assert_eq!(imports(SMALL), Ok(vec!["go".to_owned()]));
        assert_eq!(features(SMALL), Ok(vec!["+simd128".to_owned()]));
    }

    #[test]
    fn refuses_what_is_cut_or_foreign() {
        for end in 9..SMALL.len() {
            let cut = &SMALL[..end];
            assert!(imports(cut).is_err() || imports(cut).is_ok_and(|names| names.len() <= 1));
        }
        assert!(imports(b"MZ").is_err());
        assert!(features(&SMALL[..SMALL.len() - 1]).is_err());
    }
}

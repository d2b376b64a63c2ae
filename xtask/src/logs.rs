//! Writes Exchange SMTP protocol logs of any size, with what is true of them beside them.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Instant;

use handglass_logs::{Plan, Truth, generate, utf16};

use crate::Outcome;

/// `--out DIR`, and what the plan says otherwise than its default.
pub(crate) fn run(options: &[&str]) -> Outcome<()> {
    let mut plan = Plan::default();
    let mut out = None;
    let mut is_utf16 = false;
    for option in options.chunks(2) {
        match option {
            ["--out", folder] => out = Some(PathBuf::from(folder)),
            ["--encoding", "utf-8"] => is_utf16 = false,
            ["--encoding", "utf-16"] => is_utf16 = true,
            ["--size", size] => plan.bytes = bytes(size)?,
            ["--files", files] => plan.files = number(files)?,
            ["--partners", partners] => plan.partners = number(partners)?,
            ["--seed", seed] => plan.seed = number(seed)?,
            other => return Err(format!("`{}` is not understood.", other.join(" "))),
        }
    }
    let out = out.ok_or("Where to? `cargo xtask logs --out DIR`.")?;
    let started = Instant::now();
    let truth = written(&plan, &out, is_utf16)?;
    println!(
        "{} files, {} bytes, {} sessions in {:.1} s: {}",
        truth.files,
        truth.bytes,
        truth.all.sessions,
        started.elapsed().as_secs_f64(),
        out.display()
    );
    Ok(())
}

/// Writes the files of a plan and `truth.json` below `out`.
pub(crate) fn written(plan: &Plan, out: &Path, is_utf16: bool) -> Outcome<Truth> {
    let mut open: Option<(String, File)> = None;
    let truth = generate(plan, &mut |path, bytes| {
        let is_first = open.as_ref().is_none_or(|(known, _)| known != path);
        if is_first {
            let place = out.join(path);
            fs::create_dir_all(place.parent().unwrap_or(out))?;
            open = Some((path.to_owned(), File::create(place)?));
        }
        let bytes = if is_utf16 { Cow::Owned(utf16(bytes, is_first)) } else { bytes.into() };
        open.as_mut().map_or(Ok(()), |(_, file)| file.write_all(&bytes))
    });
    let truth = truth.map_err(|error| format!("{}: {error}", out.display()))?;
    let text = format!("{:#}\n", truth.json());
    fs::write(out.join("truth.json"), text)
        .map_err(|error| format!("{}: {error}", out.display()))?;
    Ok(truth)
}

fn number<T: FromStr>(text: &str) -> Outcome<T> {
    text.parse().map_err(|_| format!("`{text}` is no number."))
}

/// `500K`, `256M`, `1G`, or bytes.
pub(crate) fn bytes(text: &str) -> Outcome<u64> {
    let (digits, unit) = match text.as_bytes().last() {
        Some(b'K') => (&text[..text.len() - 1], 1 << 10),
        Some(b'M') => (&text[..text.len() - 1], 1 << 20),
        Some(b'G') => (&text[..text.len() - 1], 1 << 30),
        _ => (text, 1),
    };
    Ok(number::<u64>(digits)? * unit)
}

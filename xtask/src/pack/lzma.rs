//! Bytes as raw LZMA, without header or end mark: equal input, equal bytes.
//!
//! It takes 15 % less than the best gzip of the same wasm, and as much less of the page. No browser reads
//! it: `unlzma` in src/page/unpack.js does.

use std::io::Write;

use lzma_rust2::{EncodeMode, LzmaOptions, LzmaWriter, MfType};

use crate::Outcome;

/// What the reader has built in: how many bits of the last byte choose the model of the next; wasm is
/// not aligned, so the place in the file says nothing.
const CONTEXT_BITS: u32 = 2;

/// As small as it gets; takes a second or two.
pub(super) fn smallest(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let options = LzmaOptions {
        // At least as long as what is packed, so that every match is in reach.
        dict_size: u32::try_from(bytes.len()).unwrap_or(u32::MAX).max(1 << 16),
        lc: CONTEXT_BITS,
        lp: 0,
        pb: 0,
        mode: EncodeMode::Normal,
        nice_len: LzmaOptions::NICE_LEN_MAX,
        mf: MfType::Bt4,
        depth_limit: 1_000,
        preset_dict: None,
    };
    let packed = || {
        let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
        writer.write_all(bytes)?;
        writer.finish()
    };
    packed().map_err(|error| format!("the page cannot be packed: {error}"))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use lzma_rust2::LzmaReader;

    use super::{CONTEXT_BITS, smallest};

    #[test]
    fn comes_back_with_what_the_reader_has_built_in() {
        let bytes: Vec<u8> = (0..100_000_u32).map(|at| (at.wrapping_mul(at) >> 9) as u8).collect();
        let packed = smallest(&bytes).unwrap_or_default();
        assert_eq!(packed.first(), Some(&0), "the reader skips the first byte");
        let size = bytes.len() as u64;
        let mut reader =
            LzmaReader::new(packed.as_slice(), size, CONTEXT_BITS, 0, 0, 1 << 20, None)
                .expect("readable");
        let mut back = Vec::new();
        reader.read_to_end(&mut back).expect("whole");
        assert_eq!(back, bytes);
    }
}

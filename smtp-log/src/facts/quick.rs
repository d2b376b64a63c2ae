//! How are the tables of a log hashed?
//!
//! The standard library's hash resists whoever chooses the keys and costs as much as the rest of a row.
//! Here keys are ids that a server made and short texts; who floods a log with names that collide makes
//! its reading slower and nothing else. Not for anything but the tables of `facts::log`.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

pub type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

pub type QuickSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// Multiplies and folds, eight bytes at a time; a product of 64 bits is one instruction in wasm too.
#[derive(Clone, Copy, Default)]
pub struct Quick(u64);

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

impl Quick {
    const fn take(&mut self, value: u64) {
        let product = (self.0.rotate_left(29) ^ value).wrapping_mul(MULTIPLIER);
        self.0 = product ^ (product >> 32);
    }
}

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.take(u64::from_le_bytes(*word));
        }
        // The last eight bytes, some of them twice, are cheaper than those that are left one by one.
        let last = match bytes.last_chunk::<8>() {
            Some(last) => u64::from_le_bytes(*last),
            None => rest.iter().fold(0, |value, byte| (value << 8) | u64::from(*byte)),
        };
        self.take(last ^ (bytes.len() as u64).rotate_left(56));
    }

    fn write_u8(&mut self, value: u8) {
        self.take(value.into());
    }

    fn write_u32(&mut self, value: u32) {
        self.take(value.into());
    }

    fn write_u64(&mut self, value: u64) {
        self.take(value);
    }

    fn write_usize(&mut self, value: usize) {
        self.take(value as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_in_a_row_and_texts_that_differ_at_one_end_fall_apart() {
        let of = |bytes: &[u8]| {
            let mut hasher = Quick::default();
            hasher.write(bytes);
            hasher.finish()
        };
        let mut low_bits = HashSet::new();
        for id in 0..4_096_u64 {
            let mut hasher = Quick::default();
            hasher.write_u64(0x08D7_60DF_231F_0000 + id);
            low_bits.insert(hasher.finish() & 0xffff);
        }
        assert!(low_bits.len() > 3_800, "{}", low_bits.len());
        assert_ne!(of(b"mx1.example"), of(b"mx2.example"));
        assert_ne!(of(b"a"), of(b"a\0"));
        assert_ne!(of(b""), of(b"\0"));
    }
}

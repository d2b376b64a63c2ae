//! CRC-32 as gzip and zip sum it (RFC 1952, section 8), eight bytes at a time.
//!
//! The usual crate's tables are 16 KB that do not shrink in the page; these are made when they are
//! needed.

/// The polynomial, its lowest term first.
const POLYNOMIAL: u32 = 0xedb8_8320;

pub(super) struct Crc32 {
    /// What a byte does to the sum, followed by none to seven further bytes.
    tables: Box<[[u32; 256]; 8]>,
    sum: u32,
    amount: u32,
}

impl Crc32 {
    pub(super) fn new() -> Self {
        let mut tables = Box::new([[0; 256]; 8]);
        for (byte, entry) in (0_u32..).zip(&mut tables[0]) {
            *entry = (0..8)
                .fold(byte, |sum, _| if sum & 1 == 0 { sum >> 1 } else { (sum >> 1) ^ POLYNOMIAL });
        }
        for byte in 0..256 {
            for further in 1..8 {
                let before = tables[further - 1][byte];
                tables[further][byte] = tables[0][usize::from(before as u8)] ^ (before >> 8);
            }
        }
        Self { tables, sum: !0, amount: 0 }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        // Gzip keeps the size modulo 2^32.
        self.amount = self.amount.wrapping_add(bytes.len() as u32);
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            let mixed = u64::from_le_bytes(*word) ^ u64::from(self.sum);
            self.sum = mixed
                .to_le_bytes()
                .into_iter()
                .zip(self.tables.iter().rev())
                .fold(0, |sum, (byte, table)| sum ^ table[usize::from(byte)]);
        }
        for byte in rest {
            self.sum = self.tables[0][usize::from(self.sum as u8 ^ byte)] ^ (self.sum >> 8);
        }
    }

    pub(super) const fn sum(&self) -> u32 {
        !self.sum
    }

    /// Bytes so far, modulo 2^32.
    pub(super) const fn amount(&self) -> u32 {
        self.amount
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_check_value_in_any_pieces() {
        for piece in 1..=9 {
            let mut crc = Crc32::new();
            b"123456789".chunks(piece).for_each(|bytes| crc.update(bytes));
            assert_eq!((crc.sum(), crc.amount()), (0xcbf4_3926, 9));
        }
        let bytes: Vec<u8> = (0..10_000_u32).map(|number| (number * 7 % 251) as u8).collect();
        let (mut ours, mut theirs) = (Crc32::new(), flate2::Crc::new());
        ours.update(&bytes);
        theirs.update(&bytes);
        assert_eq!(ours.sum(), theirs.sum());
    }
}

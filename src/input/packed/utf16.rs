//! UTF-16 in pieces of any size, as UTF-8.
//!
//! A pair that is cut by the end of a piece waits for the next one. The byte order mark is kept as
//! U+FEFF, which readers of UTF-8 know; whether the text is UTF-16 was told before.

use crate::input::encoding::Order;

pub(super) struct Utf16 {
    order: Order,
    /// The first byte of a unit.
    byte: Option<u8>,
    /// The first unit of a pair.
    high: Option<u16>,
}

impl Utf16 {
    pub(super) const fn new(order: Order) -> Self {
        Self { order, byte: None, high: None }
    }

    pub(super) fn feed(&mut self, bytes: &[u8], tell: &mut impl FnMut(&[u8])) {
        let mut text = String::with_capacity(bytes.len() / 2 + 4);
        for byte in bytes {
            let Some(first) = self.byte.take() else {
                self.byte = Some(*byte);
                continue;
            };
            let unit = match self.order {
                Order::Little => u16::from_le_bytes([first, *byte]),
                Order::Big => u16::from_be_bytes([first, *byte]),
            };
            self.unit(unit, &mut text);
        }
        tell(text.as_bytes());
    }

    fn unit(&mut self, unit: u16, text: &mut String) {
        let units = match self.high.take() {
            None if (0xd800..0xdc00).contains(&unit) => {
                self.high = Some(unit);
                return;
            }
            // A first half that no second one follows; this may be another first half.
            Some(_) if (0xd800..0xdc00).contains(&unit) => {
                self.high = Some(unit);
                return text.push('\u{fffd}');
            }
            Some(high) => [Some(high), Some(unit)],
            None => [Some(unit), None],
        };
        text.extend(
            char::decode_utf16(units.into_iter().flatten())
                .map(|character| character.unwrap_or('\u{fffd}')),
        );
    }

    pub(super) fn finish(self, tell: &mut impl FnMut(&[u8])) {
        if self.byte.is_some() || self.high.is_some() {
            tell("\u{fffd}".as_bytes());
        }
    }
}

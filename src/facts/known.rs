//! Which number was given to these bytes?
//!
//! A sorted list and no map: each kind of hash map weighs two kilobytes in the page, and what is looked up
//! here is certificates and names, thousands at most.

/// Numbers by the bytes that they were given to.
#[derive(Default)]
pub(super) struct Known(Vec<(Box<[u8]>, usize)>);

impl Known {
    pub(super) fn get(&self, bytes: &[u8]) -> Option<usize> {
        self.place(bytes).ok().map(|place| self.0[place].1)
    }

    /// Gives them this number, in place of any other; the one before is returned.
    pub(super) fn put(&mut self, bytes: &[u8], number: usize) -> Option<usize> {
        match self.place(bytes) {
            Ok(place) => Some(std::mem::replace(&mut self.0[place].1, number)),
            Err(place) => {
                self.0.insert(place, (bytes.into(), number));
                None
            }
        }
    }

    fn place(&self, bytes: &[u8]) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| (**known).cmp(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_number_counts() {
        let mut known = Known::default();
        assert_eq!(known.get(b"a"), None);
        assert_eq!(
            (known.put(b"b", 1), known.put(b"a", 2), known.put(b"b", 3)),
            (None, None, Some(1))
        );
        assert_eq!((known.get(b"a"), known.get(b"b"), known.get(b"c")), (Some(2), Some(3), None));
    }
}

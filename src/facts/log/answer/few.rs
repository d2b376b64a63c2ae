//! Values by a key of which there are few, as the kinds of a partner's sessions.
//!
//! A hundred thousand partners have two or three entries each: in a search tree each of these would be a
//! node with room for eleven. Every operation looks through the entries in order.

/// Entries in the order of their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Few<K, V>(Vec<(K, V)>);

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Copy, V> Few<K, V> {
    /// The key's value, made if it is not there.
    pub fn of(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = self.0.iter().position(|(known, _)| *known >= key).unwrap_or(self.0.len());
        if self.0.get(at).is_none_or(|(known, _)| *known != key) {
            // One more at a time: most stay as few as they are.
            self.0.reserve_exact(1);
            self.0.insert(at, (key, make()));
        }
        &mut self.0[at].1
    }

    pub fn get(&self, key: K) -> Option<&V> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// In the order of the keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &V)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }

    pub fn keys(&self) -> impl Iterator<Item = K> {
        self.0.iter().map(|(key, _)| *key)
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::Few;

    #[test]
    fn each_key_once_and_in_order() {
        let mut few = Few::default();
        for key in [3, 1, 2, 3, 1] {
            *few.of(key, || 0) += 1;
        }
        assert_eq!(few.iter().collect::<Vec<_>>(), [(1, &2), (2, &1), (3, &2)]);
        assert_eq!((few.get(3), few.get(4)), (Some(&2), None));
    }
}

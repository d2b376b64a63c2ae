//! Values by a key of which there are few, as the kinds of a partner's sessions or the causes of failures.
//!
//! A hundred thousand partners have two or three entries each: in a search tree each of these would be a
//! node with room for eleven. A new key costs a move of those behind it: not for what grows with the logs.

/// Entries in the order of their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Few<K, V>(Vec<(K, V)>);

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Few<K, V> {
    /// The key's value, made if it is not there.
    pub fn of(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = match self.find(&key) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (key, make()));
                at
            }
        };
        &mut self.0[at].1
    }

    pub fn get(&self, key: &K) -> Option<&V> {
        self.find(key).ok().map(|at| &self.0[at].1)
    }

    fn find(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(key))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of the keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// The entries themselves, in the order of the keys.
    pub fn into_entries(self) -> Vec<(K, V)> {
        self.0
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
        assert_eq!(few.iter().collect::<Vec<_>>(), [(&1, &2), (&2, &1), (&3, &2)]);
        assert_eq!((few.get(&3), few.get(&4)), (Some(&2), None));
        assert_eq!((few.len(), few.into_entries()), (3, vec![(1, 2), (2, 1), (3, 2)]));
    }
}

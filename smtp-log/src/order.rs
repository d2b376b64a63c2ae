//! In which order? One stable sort for everything that is put in order.
//!
//! The standard library makes a sort of 4 KB for each type that is sorted, which was a thirtieth of the
//! page. Here the sort itself knows only positions; what is made for each type moves the items. For what
//! is sorted millions of times the standard library's is faster.

use std::cmp::Ordering;

/// Puts items in order, in place; equal ones stay as they stood.
pub trait Sort<T> {
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }

    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|one, other| key(one).cmp(&key(other)));
    }
}

impl<T> Sort<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let items = &*self;
        let mut from = positions(items.len(), &mut |one, other| {
            compare(&items[one], &items[other]) == Ordering::Greater
        });
        // Round by round: the item that belongs here comes, the one that stood here waits where it was.
        for start in 0..from.len() {
            let mut place = start;
            while from[place] != start {
                let next = std::mem::replace(&mut from[place], place);
                self.swap(place, next);
                place = next;
            }
            from[place] = place;
        }
    }
}

/// For each place the position of the item that belongs there: a merge sort from the bottom up.
fn positions(count: usize, is_behind: &mut dyn FnMut(usize, usize) -> bool) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut width = 1;
    while width < count {
        merged.clear();
        for pair in sorted.chunks(width * 2) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let (Some((one, ones)), Some((other, others))) =
                (left.split_first(), right.split_first())
            {
                if is_behind(*one, *other) {
                    merged.push(*other);
                    right = others;
                } else {
                    merged.push(*one);
                    left = ones;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut sorted, &mut merged);
        width = width.saturating_mul(2);
    }
    sorted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Sort;

    proptest! {
        #[test]
        fn does_as_the_standard_library_does(keys in prop::collection::vec(0_u8..20, 0..200)) {
            let mut ours: Vec<(u8, usize)> = keys.iter().copied().zip(0..).collect();
            let mut theirs = ours.clone();
            ours.order_by_key(|(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs);
            ours.order_by(|one, other| other.0.cmp(&one.0));
            theirs.sort_by_key(|other| std::cmp::Reverse(other.0));
            prop_assert_eq!(ours, theirs);
        }
    }
}

//! Texts that are there more than once.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Groups of places with equal texts, each of more than one, in the order of the texts. Texts are told apart by a hash first, so
/// that only those that may be equal are held and compared.
pub(crate) fn repeated<'a>(count: usize, text: impl Fn(usize) -> Cow<'a, str>) -> Vec<Vec<usize>> {
    let hash = |place: usize| {
        let mut hasher = DefaultHasher::new();
        text(place).hash(&mut hasher);
        (hasher.finish(), place)
    };
    let mut hashed: Vec<(u64, usize)> = (0..count).map(hash).collect();
    hashed.sort_unstable();
    let alike = hashed.chunk_by(|(a, _), (b, _)| a == b).filter(|group| group.len() > 1).flatten();
    let mut texts: Vec<(Cow<'a, str>, usize)> = alike.map(|(_, place)| (text(*place), *place)).collect();
    texts.sort_unstable();
    let equal = texts.chunk_by(|(a, _), (b, _)| a == b).filter(|group| group.len() > 1);
    equal.map(|group| group.iter().map(|(_, place)| *place).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_in_the_order_of_their_texts() {
        let texts = ["b", "a", "c", "a", "b", "b"];
        assert_eq!(repeated(texts.len(), |place| texts[place].into()), [vec![1, 3], vec![0, 4, 5]]);
        assert!(repeated(0, |_| "".into()).is_empty());
    }
}

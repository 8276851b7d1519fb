//! Recusals by the places of targets and inspectors in their rosters.

/// Which inspectors are recused from which target. Each is looked for at every slip, so they lie together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recused {
    /// Where those of each target begin among all; one more says where the last ones end. Nothing without recusals.
    begin: Vec<u32>,
    /// Inspectors by target, ascending.
    inspectors: Vec<u32>,
}

impl Recused {
    /// Out of pairs of target and inspector, of so many targets.
    pub(super) fn new(mut pairs: Vec<(u32, u32)>, targets: usize) -> Self {
        if pairs.is_empty() {
            return Self::default();
        }
        pairs.sort_unstable();
        let mut begin = Vec::with_capacity(targets + 1);
        for (number, (target, _)) in (0..).zip(&pairs) {
            begin.resize((*target as usize + 1).max(begin.len()), number);
        }
        // No more than their limit, so that 32 bits count them.
        begin.resize(targets + 1, u32::try_from(pairs.len()).unwrap_or(u32::MAX));
        Self { begin, inspectors: pairs.into_iter().map(|(_, inspector)| inspector).collect() }
    }

    /// The inspectors recused from a target, ascending.
    pub(crate) fn of(&self, target: usize) -> &[u32] {
        match self.begin.get(target..target + 2) {
            Some([begin, end]) => &self.inspectors[*begin as usize..*end as usize],
            _ => &[],
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.inspectors.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_target_has_its_own() {
        let all = [(4, 2), (1, 7), (1, 3), (4, 2), (6, 0), (1, 5)];
        let recused = Recused::new(all.to_vec(), 8);
        for target in 0..10 {
            let mut own: Vec<u32> =
                all.iter().filter(|(of, _)| *of as usize == target).map(|pair| pair.1).collect();
            own.sort_unstable();
            assert_eq!(recused.of(target), own, "{target}");
        }
        assert_eq!((recused.len(), Recused::new(Vec::new(), 8).of(3)), (6, &[][..]));
    }
}

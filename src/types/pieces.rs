//! Work over lists that are cut into pieces: on all cores with the feature `parallel`, and always with the same result.

use std::cmp::Ordering;

/// Maps the pieces of a list, each given with its place; the results stand in the order of the pieces.
#[cfg(feature = "parallel")]
pub(crate) fn by_pieces<T: Sync, R: Send>(
    list: &[T],
    size: usize,
    map: impl Fn(usize, &[T]) -> R + Sync,
) -> Vec<R> {
    use rayon::iter::{IndexedParallelIterator, ParallelIterator};
    use rayon::slice::ParallelSlice;
    // One piece needs no other core.
    if list.len() <= size {
        return list.chunks(size).enumerate().map(|(place, piece)| map(place, piece)).collect();
    }
    list.par_chunks(size).enumerate().map(|(place, piece)| map(place, piece)).collect()
}

/// Maps a list, each entry given with its place.
pub(crate) fn each<T: Sync, R: Send>(list: &[T], map: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    #[cfg(feature = "parallel")]
    {
        use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
        /// No core is asked for less.
        const FEWEST: usize = 1 << 12;
        list.par_iter().enumerate().with_min_len(FEWEST).map(|(place, entry)| map(place, entry)).collect()
    }
    #[cfg(not(feature = "parallel"))]
    list.iter().enumerate().map(|(place, entry)| map(place, entry)).collect()
}

/// Sorts a list; how equal ones lie is not said.
pub(crate) fn sort<T: Send>(list: &mut [T], order: impl Fn(&T, &T) -> Ordering + Sync) {
    #[cfg(feature = "parallel")]
    if rayon::current_num_threads() > 1 {
        return rayon::slice::ParallelSliceMut::par_sort_unstable_by(list, order);
    }
    list.sort_unstable_by(order);
}

/// Maps the pieces of a list, each given with its place; the results stand in the order of the pieces.
#[cfg(not(feature = "parallel"))]
pub(crate) fn by_pieces<T, R>(list: &[T], size: usize, map: impl Fn(usize, &[T]) -> R) -> Vec<R> {
    list.chunks(size).enumerate().map(|(place, piece)| map(place, piece)).collect()
}

//! Work over lists that are cut into pieces: on all cores with the feature `parallel`, and always with the same result.

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

/// Maps the pieces of a list, each given with its place; the results stand in the order of the pieces.
#[cfg(not(feature = "parallel"))]
pub(crate) fn by_pieces<T, R>(list: &[T], size: usize, map: impl Fn(usize, &[T]) -> R) -> Vec<R> {
    list.chunks(size).enumerate().map(|(place, piece)| map(place, piece)).collect()
}

//! Compression by DEFLATE (RFC 1951), the crate's own: published workbooks are rendered again and compared byte for byte,
//! and a library's compressor may pack otherwise in its next version. It takes integers and the bytes alone, holds two
//! blocks at most, and its bytes are frozen by a test.

use super::huffman::{Bits, Codes};

/// Bytes that get Huffman codes of their own.
const BLOCK: usize = 1 << 17;
/// How far back a match may lie (RFC 1951, §2), and how long one may be (§3.2.5).
const WINDOW: usize = 1 << 15;
const MIN_MATCH: usize = 3;
const MAX_MATCH: usize = 258;
/// Most earlier places that are tried for one match, and a length that is good enough not to try more.
const MAX_TRIES: usize = 16;
const GOOD_MATCH: usize = 64;
/// How many hashes of four bytes there are. Shorter matches are not looked for: they save next to nothing.
const HASHES: usize = 1 << 16;
const HASHED: usize = 4;
/// No place.
const NONE: usize = usize::MAX;

/// The symbol that ends a block, the first one of a length, and how many symbols there are of each alphabet.
const END: usize = 256;
const FIRST_LENGTH: usize = 257;
const LITERALS: usize = 286;
const DISTANCES: usize = 30;
const MAX_BITS: usize = 15;
/// The alphabet of code lengths (§3.2.7): its order in the block, its longest code, and the symbol of 11 to 138 zeros.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MAX_LENGTH_BITS: usize = 7;
const ZEROS: usize = 18;

/// A compressed stream that is being written.
pub(super) struct Deflater {
    out: Bits,
    /// The window before the block, and the block as far as it came.
    bytes: Vec<u8>,
    /// Where the block begins.
    start: usize,
    /// The last place of each hash, and the place before each place, both in `bytes`.
    heads: Vec<usize>,
    before: Vec<usize>,
}

/// What a block consists of.
#[derive(Clone, Copy)]
enum Token {
    Literal(u8),
    Match { length: usize, distance: usize },
}

impl Deflater {
    pub(super) fn new() -> Self {
        let heads = vec![NONE; HASHES];
        Self { out: Bits::default(), bytes: Vec::new(), start: 0, heads, before: Vec::new() }
    }

    pub(super) fn write(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let room = self.start + BLOCK - self.bytes.len();
            let (taken, rest) = bytes.split_at(room.min(bytes.len()));
            self.bytes.extend(taken);
            bytes = rest;
            if self.bytes.len() == self.start + BLOCK {
                self.block(false);
                self.slide();
            }
        }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.block(true);
        self.out.finish()
    }

    /// Forgets all but the window.
    fn slide(&mut self) {
        let gone = self.bytes.len().saturating_sub(WINDOW);
        self.bytes.drain(..gone);
        self.before.drain(..gone.min(self.before.len()));
        for place in self.heads.iter_mut().chain(&mut self.before) {
            *place = if *place == NONE { NONE } else { place.checked_sub(gone).unwrap_or(NONE) };
        }
        self.start = self.bytes.len();
    }

    /// The hash of the four bytes at a place.
    fn hash(&self, at: usize) -> Option<usize> {
        let four: [u8; HASHED] = *self.bytes.get(at..)?.first_chunk()?;
        let [.., low, high] = u32::from_le_bytes(four).wrapping_mul(0x9E37_79B1).to_le_bytes();
        Some(usize::from(u16::from_le_bytes([low, high])))
    }

    /// Enters a place, so that later bytes can refer to it.
    fn enter(&mut self, at: usize) {
        let Some(hash) = self.hash(at) else { return };
        // The last places of the block before had no four bytes yet, and are not entered.
        self.before.resize(at, NONE);
        self.before.push(self.heads[hash]);
        self.heads[hash] = at;
    }

    /// The longest earlier bytes that are those at a place, the nearest of equals.
    fn longest(&self, at: usize) -> Option<(usize, usize)> {
        let ahead = &self.bytes[at..];
        let most = ahead.len().min(MAX_MATCH);
        let (mut length, mut distance) = (HASHED - 1, 0);
        let mut place = self.heads[self.hash(at)?];
        for _ in 0..MAX_TRIES {
            if place == NONE || at - place > WINDOW {
                break;
            }
            let there = &self.bytes[place..];
            if length < most && there[length] == ahead[length] {
                let same = alike(&ahead[..most], there);
                if same > length {
                    (length, distance) = (same, at - place);
                }
            }
            if length >= GOOD_MATCH.min(most) {
                break;
            }
            place = self.before[place];
        }
        (distance > 0).then_some((length, distance))
    }

    /// The block as literals and matches. A match waits for the next place, which may have a longer one.
    fn tokens(&mut self) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut at = self.start;
        let mut waiting: Option<(usize, usize)> = None;
        while at < self.bytes.len() {
            let found =
                if waiting.is_some_and(|(length, _)| length >= GOOD_MATCH) { None } else { self.longest(at) };
            let is_longer = found.map_or(0, |(length, _)| length) > waiting.map_or(0, |(length, _)| length);
            match waiting {
                Some((length, distance)) if !is_longer => {
                    tokens.push(Token::Match { length, distance });
                    // It began one place before.
                    let end = at - 1 + length;
                    (at..end).for_each(|place| self.enter(place));
                    at = end;
                    waiting = None;
                }
                _ => {
                    if waiting.is_some() {
                        tokens.push(Token::Literal(self.bytes[at - 1]));
                    }
                    if found.is_none() {
                        tokens.push(Token::Literal(self.bytes[at]));
                    }
                    waiting = found;
                    self.enter(at);
                    at += 1;
                }
            }
        }
        tokens
    }

    /// Writes a block with codes of its own (§3.2.7).
    fn block(&mut self, is_last: bool) {
        let tokens = self.tokens();
        let (mut literals, mut distances) = ([0; LITERALS], [0; DISTANCES]);
        for token in &tokens {
            match *token {
                Token::Literal(byte) => literals[usize::from(byte)] += 1,
                Token::Match { length, distance } => {
                    literals[FIRST_LENGTH + length_symbol(length).number] += 1;
                    distances[distance_symbol(distance).number] += 1;
                }
            }
        }
        literals[END] += 1;
        let (literals, distances) = (Codes::new(&literals, MAX_BITS), Codes::new(&distances, MAX_BITS));
        self.out.put(usize::from(is_last), 1);
        self.out.put(2, 2);
        self.out.put(LITERALS - 257, 5);
        self.out.put(DISTANCES - 1, 5);
        self.lengths(&[&literals.lengths[..], &distances.lengths[..]].concat());
        for token in tokens {
            match token {
                Token::Literal(byte) => literals.put(usize::from(byte), &mut self.out),
                Token::Match { length, distance } => {
                    let (length, distance) = (length_symbol(length), distance_symbol(distance));
                    literals.put(FIRST_LENGTH + length.number, &mut self.out);
                    self.out.put(length.rest, length.bits);
                    distances.put(distance.number, &mut self.out);
                    self.out.put(distance.rest, distance.bits);
                }
            }
        }
        literals.put(END, &mut self.out);
    }

    /// Writes the lengths of the codes, zeros in runs.
    fn lengths(&mut self, mut lengths: &[usize]) {
        let mut symbols = Vec::new();
        while let Some(length) = lengths.first() {
            let zeros = lengths.iter().take(138).take_while(|length| **length == 0).count();
            let (symbol, count) = if zeros > 10 { (ZEROS, zeros) } else { (*length, 1) };
            symbols.push((symbol, count));
            lengths = &lengths[count..];
        }
        let mut counts = [0; ORDER.len()];
        for (symbol, _) in &symbols {
            counts[*symbol] += 1;
        }
        let codes = Codes::new(&counts, MAX_LENGTH_BITS);
        self.out.put(ORDER.len() - 4, 4);
        for symbol in ORDER {
            self.out.put(codes.lengths[symbol], 3);
        }
        for (symbol, count) in symbols {
            codes.put(symbol, &mut self.out);
            if symbol == ZEROS {
                self.out.put(count - 11, 7);
            }
        }
    }
}

/// How many bytes two texts have in common from the beginning.
fn alike(one: &[u8], other: &[u8]) -> usize {
    let eights = one.chunks_exact(8).zip(other.chunks_exact(8)).take_while(|(one, other)| one == other);
    let sure = 8 * eights.count();
    sure + one[sure..].iter().zip(&other[sure..]).take_while(|(one, other)| one == other).count()
}

/// A symbol, and what is written beside it.
struct Symbol {
    number: usize,
    bits: usize,
    rest: usize,
}

/// A number in a table whose first 2 ^ (`steps` + 1) symbols are numbers, and whose next 2 ^ `steps` each hold twice as
/// many numbers as those before (§3.2.5).
fn spread(number: usize, steps: usize) -> Symbol {
    let mut bits = 0;
    while number >> bits >= 2 << steps {
        bits += 1;
    }
    Symbol { number: (bits << steps) + (number >> bits), bits, rest: number & ((1 << bits) - 1) }
}

fn length_symbol(length: usize) -> Symbol {
    // The longest has a symbol of its own (§3.2.5).
    if length == MAX_MATCH { Symbol { number: 28, bits: 0, rest: 0 } } else { spread(length - MIN_MATCH, 2) }
}

fn distance_symbol(distance: usize) -> Symbol {
    spread(distance - 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::digest::Digest;
    #[cfg(feature = "xlsx")]
    use proptest::prelude::*;
    use std::fmt::Write as _;

    fn packed<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
        let mut deflater = Deflater::new();
        pieces.into_iter().for_each(|piece| deflater.write(piece));
        deflater.finish()
    }

    /// What another implementation makes of it: exactly these bytes, with nothing left over.
    #[cfg(feature = "xlsx")]
    fn unpacked(packed: &[u8]) -> Vec<u8> {
        use std::io::Read as _;
        let mut decoder = flate2::read::DeflateDecoder::new(packed);
        let mut bytes = Vec::new();
        decoder.read_to_end(&mut bytes).unwrap();
        assert_eq!(decoder.total_in(), packed.len() as u64);
        bytes
    }

    /// Rows like those of a sheet, of any length.
    fn rows(count: usize) -> String {
        let mut text = String::new();
        for n in 0..count {
            let _ = write!(text, "<row r=\"{n}\"><c r=\"A{n}\"><t>示例{:x}</t></c></row>", n * n % 7919);
        }
        text
    }

    #[test]
    fn the_bytes_are_frozen() {
        assert_eq!(hex::encode(packed([&b""[..]])), EMPTY);
        assert_eq!(hex::encode(packed([&b"abcabcabcabc"[..]])), SHORT);
        let long = packed([rows(20_000).as_bytes()]);
        assert_eq!((long.len(), Digest::of_file(&long).to_hex().as_str()), LONG);
    }

    const EMPTY: &str = "edfd81000000008020bcbf74242502";
    const SHORT: &str = "edfd0109000000833064fdeddf4100b0852ec84e04";
    const LONG: (usize, &str) = (158_927, "7545ac7049b0398f3f34aa499847f33896c9c354b809c4ba567d9fd381256f85");

    #[test]
    fn the_pieces_in_which_bytes_come_do_not_matter() {
        let text = rows(10_000);
        let whole = packed([text.as_bytes()]);
        for size in [1, 100, BLOCK - 1, BLOCK, BLOCK + 1] {
            assert!(packed(text.as_bytes().chunks(size)) == whole, "{size}");
        }
    }

    #[cfg(feature = "xlsx")]
    #[test]
    fn whatever_lies_at_the_borders_of_blocks_and_windows_is_unpacked_as_it_was() {
        let noise = |len: usize| -> Vec<u8> {
            let mut state = 1_u64;
            let step = |_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                state.to_be_bytes()[0]
            };
            (0..len).map(step).collect()
        };
        for len in [0, 1, 2, 3, 4, 257, 258, 259, 260, BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7]
        {
            assert!(unpacked(&packed([&noise(len)[..]])) == noise(len), "{len} bytes of noise");
            let same = vec![b'x'; len];
            assert!(unpacked(&packed([&same[..]])) == same, "{len} times a byte");
        }
        // The same bytes again, as far back as a match reaches, and beyond.
        for apart in [WINDOW - 1, WINDOW, WINDOW + 1, BLOCK - 1, BLOCK, BLOCK + WINDOW] {
            let mut bytes = noise(apart);
            bytes.extend_from_within(..300.min(apart));
            assert!(unpacked(&packed([&bytes[..]])) == bytes, "{apart}");
        }
        let text = rows(20_000);
        assert!(unpacked(&packed([text.as_bytes()])) == text.as_bytes());
    }

    #[cfg(feature = "xlsx")]
    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        /// Any bytes, some of them again and again, come out of another implementation as they went in.
        #[test]
        fn other_programs_unpack_what_was_packed(
            parts in proptest::collection::vec((proptest::collection::vec(any::<u8>(), 0..40), 0usize..400, 0usize..9000), 0..20),
        ) {
            let mut bytes: Vec<u8> = Vec::new();
            for (part, times, from) in parts {
                bytes.extend(part.repeat(times));
                let from = from.min(bytes.len());
                bytes.extend_from_within(from..(from + 4 * times).min(bytes.len()));
            }
            prop_assert!(unpacked(&packed([&bytes[..]])) == bytes);
        }
    }
}

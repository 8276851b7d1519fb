//! The part of a document that is being read, where the whole is never held.

use crate::types::digest::{Digest, HashAlgorithm, Hasher};
use std::io::{self, ErrorKind, Read};
use zeroize::Zeroizing;

/// So much of the text stands ahead of where a field or an entry begins, unless the text ends before: more than any key and
/// text of a document take.
const AHEAD: usize = 1 << 16;
/// How much is read at a time, in bytes.
const PIECE: usize = 1 << 18;

/// A window over a text that is read piece by piece. It may hold secrets, so its memory never grows and is wiped.
pub(super) struct Window<'a> {
    from: &'a mut dyn Read,
    pub(super) text: Zeroizing<String>,
    piece: Zeroizing<Vec<u8>>,
    /// How many bytes of the piece begin a character whose end was not read yet.
    begun: usize,
    hasher: Hasher,
    /// How many more bytes the document may have.
    room: usize,
    end: Option<End>,
}

/// Why no more is read.
#[derive(Debug)]
pub(super) enum End {
    /// It is at its end.
    Reached,
    /// It is not UTF-8.
    NotUtf8,
    /// It has more bytes than it may have.
    TooLarge,
    /// It cannot be read.
    Io(io::Error),
}

impl<'a> Window<'a> {
    pub(super) fn new(from: &'a mut dyn Read, limit: usize) -> Self {
        let text = Zeroizing::new(String::with_capacity(AHEAD + PIECE));
        let piece = Zeroizing::new(vec![0; PIECE]);
        let mut window = Self {
            from,
            text,
            piece,
            begun: 0,
            hasher: Hasher::new(HashAlgorithm::Sha256),
            room: limit,
            end: None,
        };
        window.fill(&mut 0);
        window
    }

    /// Sees to it that enough stands ahead of a place of the text, which moves to the beginning for that.
    pub(super) fn look_ahead(&mut self, at: &mut usize) {
        if self.end.is_none() && self.text.len() - *at < AHEAD {
            self.fill(at);
        }
    }

    fn fill(&mut self, at: &mut usize) {
        self.text.drain(..*at);
        *at = 0;
        while self.end.is_none() && self.text.len() < AHEAD {
            self.end = self.more().err();
        }
    }

    fn more(&mut self) -> Result<(), End> {
        let read = loop {
            match self.from.read(&mut self.piece[self.begun..]) {
                Ok(read) => break read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(End::Io(error)),
            }
        };
        if read == 0 {
            return Err(if self.begun == 0 { End::Reached } else { End::NotUtf8 });
        }
        self.room = self.room.checked_sub(read).ok_or(End::TooLarge)?;
        let there = self.begun + read;
        self.hasher.update(&self.piece[self.begun..there]);
        let (valid, is_text) = match std::str::from_utf8(&self.piece[..there]) {
            Ok(_) => (there, true),
            Err(error) => (error.valid_up_to(), error.error_len().is_none()),
        };
        self.text.push_str(std::str::from_utf8(&self.piece[..valid]).map_err(|_| End::NotUtf8)?);
        self.piece.copy_within(valid..there, 0);
        self.begun = there - valid;
        if is_text { Ok(()) } else { Err(End::NotUtf8) }
    }

    /// SHA-256 of the document, if nothing but its LF stands from there on; otherwise what ended it, if anything did.
    pub(super) fn finish(mut self, mut at: usize) -> Result<Digest, Option<End>> {
        self.look_ahead(&mut at);
        match self.end {
            Some(End::Reached) if &self.text[at..] == "\n" => Ok(self.hasher.finish()),
            end => Err(end),
        }
    }
}

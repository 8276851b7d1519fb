//! How values of the small types stand in the bytes of a compact proof, one behind the other (PROTOCOL.md §18.1).

use crate::commit::document::{ProofType, Protocol};
use crate::roster::Role;
use crate::types::date::Date;
use crate::types::digest::Digest;
use crate::types::id::{InspectorId, TargetId};
use crate::types::limits::MAX_INTEGER;
use crate::types::text::Text;
use std::num::NonZeroU32;

/// What stands in the bytes of a compact proof.
pub(super) trait Compact: Sized {
    fn put(&self, to: &mut Vec<u8>);

    /// Takes one from the front; none where the bytes are not those of one.
    fn take(from: &mut Bytes<'_>) -> Option<Self>;
}

/// Bytes that are still to be read.
pub(super) struct Bytes<'a> {
    pub(super) rest: &'a [u8],
    /// That of the proof, which the beginning of its text tells.
    pub(super) protocol: Protocol,
}

impl<'a> Bytes<'a> {
    fn bytes(&mut self, count: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(usize::try_from(count).ok()?)?;
        self.rest = rest;
        Some(taken)
    }

    /// The number of an alternative.
    pub(super) fn tag(&mut self) -> Option<u8> {
        let (tag, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*tag)
    }
}

/// Seven bits a byte, the lowest first; all bytes but the last have the highest bit.
impl Compact for u64 {
    fn put(&self, to: &mut Vec<u8>) {
        let mut rest = *self;
        loop {
            let [low, ..] = rest.to_le_bytes();
            rest >>= 7;
            if rest == 0 {
                return to.push(low);
            }
            to.push(low | 0x80);
        }
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        let mut number = 0;
        for shift in (0..56).step_by(7) {
            let byte = from.tag()?;
            number |= Self::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                let is_shortest = byte > 0 || shift == 0;
                return (is_shortest && number <= MAX_INTEGER).then_some(number);
            }
        }
        None
    }
}

/// Lets a type stand as a value of another one.
macro_rules! stands_as {
    ($($type:ty as $other:ty: |$value:ident| $put:expr, |$taken:ident| $take:expr;)+) => {$(
        impl Compact for $type {
            fn put(&self, to: &mut Vec<u8>) {
                let $value = self;
                <$other>::put(&$put, to);
            }

            fn take(from: &mut Bytes<'_>) -> Option<Self> {
                let $taken = <$other>::take(from)?;
                $take
            }
        }
    )+};
}

stands_as! {
    u32 as u64: |number| u64::from(*number), |number| Self::try_from(number).ok();
    NonZeroU32 as u32: |number| number.get(), |number| Self::new(number);
    Date as u64: |day| days(*day), |days| Self::FIRST.plus_days(u32::try_from(days).ok()?);
    Text as String: |text| text.as_str().to_owned(), |text| Some(Self::from(text));
    TargetId as String: |id| id.as_str().to_owned(), |id| Self::new(id).ok();
    InspectorId as String: |id| id.as_str().to_owned(), |id| Self::new(id).ok();
}

/// Days since the first one that there is.
fn days(day: Date) -> u64 {
    u64::try_from(day.days_from_epoch() - Date::FIRST.days_from_epoch()).unwrap_or_default()
}

impl Compact for String {
    fn put(&self, to: &mut Vec<u8>) {
        (self.len() as u64).put(to);
        to.extend(self.as_bytes());
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        let length = u64::take(from)?;
        std::str::from_utf8(from.bytes(length)?).ok().map(str::to_owned)
    }
}

impl Compact for Digest {
    fn put(&self, to: &mut Vec<u8>) {
        to.extend(self.as_bytes());
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        Some(Self::from_bytes(from.bytes(32)?.try_into().ok()?))
    }
}

impl Compact for bool {
    fn put(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        match from.tag()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Compact for Role {
    fn put(&self, to: &mut Vec<u8>) {
        to.push(match self {
            Self::Officer => 0,
            Self::Expert => 1,
        });
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        match from.tag()? {
            0 => Some(Self::Officer),
            1 => Some(Self::Expert),
            _ => None,
        }
    }
}

/// Fixed texts take no bytes.
macro_rules! fixed {
    ($($type:ident),+) => {$(
        impl Compact for $type {
            fn put(&self, _: &mut Vec<u8>) {}

            fn take(_: &mut Bytes<'_>) -> Option<Self> {
                Some(Self)
            }
        }
    )+};
}

fixed!(ProofType);

/// It takes no bytes either.
impl Compact for Protocol {
    fn put(&self, _: &mut Vec<u8>) {}

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        Some(from.protocol)
    }
}

impl<T: Compact> Compact for Option<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.is_some().put(to);
        if let Some(value) = self {
            value.put(to);
        }
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        if bool::take(from)? { T::take(from).map(Some) } else { Some(None) }
    }
}

impl<T: Compact> Compact for Vec<T> {
    fn put(&self, to: &mut Vec<u8>) {
        (self.len() as u64).put(to);
        for entry in self {
            entry.put(to);
        }
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        // Every entry takes a byte at least: nothing is set aside for a number that is only claimed.
        (0..u64::take(from)?).map(|_| T::take(from)).collect()
    }
}

impl<T: Compact> Compact for Box<[T]> {
    fn put(&self, to: &mut Vec<u8>) {
        (self.len() as u64).put(to);
        for entry in self {
            entry.put(to);
        }
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        Vec::take(from).map(Vec::into_boxed_slice)
    }
}

impl<A: Compact, B: Compact> Compact for (A, B) {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
        self.1.put(to);
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?))
    }
}

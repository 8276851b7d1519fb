//! The forms of a proof (PROTOCOL.md §5, §13.1, §16, §18) field by field, in the order of their names.

use super::bytes::{Bytes, Compact};
use crate::commit::document::{
    Disclosed, Identity, Proof, Proven, ProvenDrawn, ProvenEntry, ProvenInspector, ProvenRecord, ProvenResult,
};
use crate::roster::{InspectorDraw, InspectorIdentity, RecordKind, TargetDraw, TargetIdentity};

/// The fields of an object, one behind the other.
macro_rules! objects {
    ($($name:ident { $($field:ident),+ })+) => {$(
        impl Compact for $name {
            fn put(&self, to: &mut Vec<u8>) {
                let Self { $($field),+ } = self;
                $($field.put(to);)+
            }

            fn take(from: &mut Bytes<'_>) -> Option<Self> {
                Some(Self { $($field: Compact::take(from)?),+ })
            }
        }
    )+};
}

objects! {
    Proof { announcement, inspectors, protocol, record, result, document_type }
    ProvenInspector { index, path, record, salt }
    ProvenRecord { index, path, record, salt }
    ProvenResult { entry, path, salt, seal }
    TargetDraw { attributes, carried, class, district, drawn_before, exempt, id, inspected, last_team, level }
    TargetIdentity { attributes, basis, credit_code, name }
    InspectorDraw { department, district, id, max_visits, qualifications, role, valid_from, valid_to }
    InspectorIdentity { name }
}

impl<K: RecordKind<Draw: Compact, Identity: Compact>> Compact for Disclosed<K> {
    fn put(&self, to: &mut Vec<u8>) {
        self.draw.put(to);
        self.identity.put(to);
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        Some(Self::new(Compact::take(from)?, Compact::take(from)?))
    }
}

impl<T: Compact> Compact for Identity<T> {
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Self::Shown { data, salt } => {
                to.push(0);
                data.put(to);
                salt.put(to);
            }
            Self::Withheld { hash, reason } => {
                to.push(1);
                hash.put(to);
                reason.put(to);
            }
        }
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        match from.tag()? {
            0 => Some(Self::Shown { data: Compact::take(from)?, salt: Compact::take(from)? }),
            1 => Some(Self::Withheld { hash: Compact::take(from)?, reason: Compact::take(from)? }),
            _ => None,
        }
    }
}

impl Compact for Proven {
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Self::Target(record) => {
                to.push(0);
                record.put(to);
            }
            Self::Inspector(record) => {
                to.push(1);
                record.put(to);
            }
        }
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        match from.tag()? {
            0 => Compact::take(from).map(Self::Target),
            1 => Compact::take(from).map(Self::Inspector),
            _ => None,
        }
    }
}

/// The entries of a result tree: not drawn, stands, struck.
impl Compact for ProvenEntry {
    fn put(&self, to: &mut Vec<u8>) {
        let Self { id, drawn } = self;
        match drawn {
            None => {
                to.push(0);
                id.put(to);
            }
            Some(ProvenDrawn { rank, seats, stratum }) => {
                to.push(if seats.is_some() { 1 } else { 2 });
                id.put(to);
                rank.put(to);
                if let Some(seats) = seats {
                    seats.put(to);
                }
                stratum.put(to);
            }
        }
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        let (tag, id) = (from.tag().filter(|tag| *tag < 3)?, Compact::take(from)?);
        if tag == 0 {
            return Some(Self { id, drawn: None });
        }
        let rank = Compact::take(from)?;
        let seats = if tag == 1 { Some(Compact::take(from)?) } else { None };
        Some(Self { id, drawn: Some(ProvenDrawn { rank, seats, stratum: Compact::take(from)? }) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commit::document::Protocol;
    use crate::types::digest::HashAlgorithm;
    use crate::types::id::TargetId;

    #[test]
    fn an_entry_is_not_drawn_or_stands_or_is_struck() {
        let drawn = ProvenDrawn { rank: 1, seats: None, stratum: "重点".to_owned() };
        let entry = ProvenEntry { id: TargetId::new("T1").unwrap(), drawn: Some(drawn) };
        let mut bytes = Vec::new();
        entry.put(&mut bytes);
        let mut taken = |tag: u8| {
            bytes[0] = tag;
            let mut from = Bytes { rest: &bytes, protocol: Protocol::with(HashAlgorithm::Sha256) };
            ProvenEntry::take(&mut from)
        };
        assert_eq!(taken(2), Some(entry));
        assert!([3, 4, 255].iter().all(|tag| taken(*tag).is_none()));
    }
}

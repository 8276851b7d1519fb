//! Known drawings and beacons by their names, so that nobody has to spell out their kinds.

use super::kind::{Part, ValueKind};
use super::numbers::Numbers;
use crate::say::{Language, coded};

coded! {
    /// A drawing or beacon that many know. Where people write a plan, its code or its Chinese name may stand for its
    /// kind (`kind = "双色球"`); an announcement holds the kind.
    ///
    /// | | numbers | a text | outcomes |
    /// |---|---|---|---|
    /// | `ssq` 双色球 | 6 of 33, 1 of 16 | `01 05 11 20 21 30 + 12` | 17,721,088 (2^24.08) |
    /// | `dlt` 大乐透 | 5 of 35, 2 of 12 | `03 08 13 22 35 + 02 11` | 21,425,712 (2^24.35) |
    /// | `qlc` 七乐彩 | 7 of 30, 1 of the other 23 | `02 05 11 20 21 28 30 + 12` | 46,823,400 (2^25.48) |
    /// | `kl8` 快乐8 | 20 of 80 | `01 05 11 20 …` | 3,535,316,142,212,174,320 (2^61.62) |
    /// | `pl5` 排列五 | five digits | `0 4 7 7 1` | 100,000 |
    /// | `pl3` 排列三, `3d` 福彩3D | three digits | `0 4 7` | 1,000 |
    /// | `qxc` 七星彩 | six digits, 1 of 0–14 | `0 4 7 7 1 9 + 07` | 15,000,000 (2^23.84) |
    /// | `nist` NIST's beacon | 64 bytes, upper case | `0A9F…` | 2^512 |
    /// | `drand` drand | 32 bytes, lower case: a round's randomness | `0a9f…` | 2^256 |
    ///
    /// `drand` is for the reader to look up. A round that proves itself, with a time that follows from its number, is
    /// [`ValueKind::Drand`].
    pub enum Drawing {
        Ssq = "ssq", "双色球", "Double Colour Ball (双色球)";
        Dlt = "dlt", "大乐透", "Super Lotto (大乐透)";
        Qlc = "qlc", "七乐彩", "Seven-Number Lotto (七乐彩)";
        Kl8 = "kl8", "快乐8", "Happy 8 (快乐8)";
        Pl5 = "pl5", "排列五", "Permutation 5 (排列五)";
        Pl3 = "pl3", "排列三", "Permutation 3 (排列三)";
        Fc3d = "3d", "福彩3D", "Welfare 3D (福彩3D)";
        Qxc = "qxc", "七星彩", "Seven-Star Lotto (七星彩)";
        Nist = "nist", "NIST信标", "NIST's randomness beacon";
        Drand = "drand", "drand信标", "drand";
    }
}

/// Some of the numbers of a range, ascending.
fn some_of(count: u32, min: u64, max: u64) -> Numbers {
    Numbers { count, distinct: true, max, min, ordered: false }
}

/// Digits in the order in which they came up.
fn digits(count: u32) -> Numbers {
    Numbers { count, distinct: false, max: 9, min: 0, ordered: true }
}

fn parts(first: Numbers, second: Numbers, beyond: bool) -> ValueKind {
    ValueKind::Parts(vec![Part { beyond: false, numbers: first }, Part { beyond, numbers: second }])
}

impl Drawing {
    /// The names that people give.
    pub(super) const NAMES: &'static [&'static str] = &{
        let mut names = [""; Self::ALL.len()];
        let mut place = 0;
        while place < names.len() {
            names[place] = Self::ALL[place].template(Language::Zh);
            place += 1;
        }
        names
    };

    /// The drawing with this code or Chinese name.
    pub fn from_name(name: &str) -> Option<Self> {
        let is_named = |drawing: &Self| name == drawing.code() || name == drawing.template(Language::Zh);
        Self::ALL.iter().copied().find(is_named)
    }

    /// Its kind.
    pub fn kind(self) -> ValueKind {
        match self {
            Self::Ssq => parts(some_of(6, 1, 33), some_of(1, 1, 16), false),
            Self::Dlt => parts(some_of(5, 1, 35), some_of(2, 1, 12), false),
            Self::Qlc => parts(some_of(7, 1, 30), some_of(1, 1, 30), true),
            Self::Kl8 => ValueKind::Numbers(some_of(20, 1, 80)),
            Self::Pl5 => ValueKind::Numbers(digits(5)),
            Self::Pl3 | Self::Fc3d => ValueKind::Numbers(digits(3)),
            Self::Qxc => parts(digits(6), some_of(1, 0, 14), false),
            Self::Nist => ValueKind::UpperHex { bytes: 64 },
            Self::Drand => ValueKind::Hex { bytes: 32 },
        }
    }
}

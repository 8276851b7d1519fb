//! The master secret in shares (密值分存): any k of n keepers restore it together, and fewer learn nothing of it
//! (PROTOCOL.md §9.3).
//!
//! This is Shamir's scheme, byte by byte over GF(256). The field and the interpolation are those of `vsss-rs`: constant in
//! time, without tables, without randomness of its own. The polynomials are made here. Their coefficients follow from the
//! master secret, so that sheets that are printed again are the same sheets; and they are wiped, which the crate does not do.
//!
//! They are as secret as the master secret: the key of their stream is an HMAC of it under a label that nothing else has,
//! as the seed secret and the salt keys are. Whoever tells them from random bytes knows the master secret already, or breaks
//! HMAC-SHA-256 or ChaCha20, on which the draw rests anyway. So fewer than k shares hide it as well as the commitment does:
//! nobody finds it but by trying 2^256 secrets.

mod text;

pub use text::LINES;

use super::MasterSecret;
use crate::commit::document::Opening;
use crate::say::{sayings, sayings_error};
use crate::types::digest::{Digest, HashAlgorithm};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use std::fmt;
use vsss_rs::Gf256;
use zeroize::Zeroizing;

/// Most shares of a secret.
pub const MOST_SHARES: u8 = 16;

sayings! {
    /// Why shares are not made, not read, or do not restore a secret. It repeats no part of a share.
    ///
    /// ```
    /// use dual_random::{Share, ShareError};
    ///
    /// assert_eq!(Share::from_text("TH1S 1S N0NE").unwrap_err(), ShareError::LineLength { line: 1, found: 10 });
    /// ```
    pub enum ShareError {
        BadThreshold { needed: usize, shares: usize } = "bad_threshold", "{shares} 份中由 {needed} 份恢复：份数须为 2–16，恢复所需份数须在 2 与份数之间", "{needed} of {shares}: there are 2 to 16 shares, and between 2 and all of them restore the secret";
        Lines { found: usize } = "lines", "每份应为 5 行，读到 {found} 行", "a share has 5 lines, not {found}";
        LineLength { line: usize, found: usize } = "line_length", "第 {line} 行应为 14 个字符，读到 {found} 个", "line {line} has 14 characters, not {found}";
        Character { line: usize, group: usize, place: usize } = "character", "第 {line} 行第 {group} 组第 {place} 个字符有误：不是密值所用的数字或者字母", "line {line}, group {group}: character {place} is neither a digit nor a letter of a share";
        Check { line: usize } = "check", "第 {line} 行有误：请逐组核对，并确认是同一份的第 {line} 行", "line {line} is not right: compare it group by group, and see that it is line {line} of the same sheet";
        NoShare = "no_share", "第 1 行不是密值分存件的内容", "line 1 is not that of a share";
        TooFew { found: usize, needed: usize } = "too_few", "须有 {needed} 份才能恢复，只有 {found} 份", "it takes {needed} shares, and there are {found}";
        Repeated { number: usize } = "repeated", "第 {number} 份读到两次，须用另一份", "share {number} is there twice: take another one";
        Conflicting { number: usize } = "conflicting", "有两份内容不同的第 {number} 份，其中必有一份有误", "there are two different shares {number}: one of them is wrong";
        TwoDraws { first: usize, other: usize } = "two_draws", "第 {first} 份和第 {other} 份不是同一次抽取的", "share {first} and share {other} are not of one draw";
        TwoThresholds { first: usize, other: usize } = "two_thresholds", "第 {first} 份和第 {other} 份是两次不同的分存（份数或者恢复所需份数不同），不能合用", "share {first} and share {other} are of two sets (another number of shares, or another threshold), and do not go together";
        Disagree = "disagree", "各份互相矛盾，其中至少一份有误：请换用其他份", "the shares contradict each other, so one at least is wrong: take others";
        OtherDraw { number: usize } = "other_draw", "第 {number} 份不是这次抽取的", "share {number} is not of this draw";
    }
}

sayings_error!(ShareError);

/// How many shares there are, and how many of them restore the secret: between 2 and all of at most 16.
///
/// ```
/// use dual_random::Threshold;
///
/// let threshold = Threshold::new(2, 3)?; // any two of three keepers
/// assert_eq!((threshold.needed(), threshold.shares()), (2, 3));
/// assert!(Threshold::new(1, 3).is_err(), "one keeper alone is an envelope");
/// # Ok::<(), dual_random::ShareError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold {
    needed: u8,
    shares: u8,
}

impl Threshold {
    /// `needed` of `shares`.
    ///
    /// # Errors
    /// When it is not 2 ≤ `needed` ≤ `shares` ≤ 16.
    pub fn new(needed: u8, shares: u8) -> Result<Self, ShareError> {
        if 2 <= needed && needed <= shares && shares <= MOST_SHARES {
            Ok(Self { needed, shares })
        } else {
            Err(ShareError::BadThreshold { needed: needed.into(), shares: shares.into() })
        }
    }

    /// How many restore the secret.
    pub fn needed(self) -> u8 {
        self.needed
    }

    /// How many there are.
    pub fn shares(self) -> u8 {
        self.shares
    }
}

/// One keeper's share of a master secret. It is secret: its `Debug` shows nothing of it, [`Share::reveal`] is the one way
/// out, and it is wiped on drop.
///
/// ```
/// use dual_random::{MasterSecret, Share, Threshold};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let announced = shared::announced()?;
///
/// let shares = announced.opening.shares(Threshold::new(2, 3)?);
/// let sheet = shares[2].reveal(); // five lines, for a sheet of paper
/// let typed = Share::from_text(&sheet.to_lowercase())?; // typed in from it
/// let master = MasterSecret::from_shares(&[typed, shares[0].clone()])?;
/// assert_eq!(*master.reveal(), *announced.opening.master().reveal());
/// assert!(MasterSecret::from_shares(&shares[..1]).is_err(), "one alone restores nothing");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Share {
    threshold: Threshold,
    /// From 1, as the keepers are counted; the place where the polynomials were taken.
    number: u8,
    /// The first bytes of the announcement's digest.
    draw: [u8; 4],
    y: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Share").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Share {
    /// Its number, from 1.
    pub fn number(&self) -> u8 {
        self.number
    }

    /// How many shares there are, and how many are needed.
    pub fn threshold(&self) -> Threshold {
        self.threshold
    }

    /// Whether it is of the draw with this announcement, as far as the eight digits tell that stand in the share.
    pub fn is_of(&self, announcement: Digest) -> bool {
        self.draw == draw_of(announcement)
    }
}

impl Opening {
    /// The master secret in shares, in the order of their numbers; the same at every call.
    pub fn shares(&self, threshold: Threshold) -> Vec<Share> {
        split(&self.master, self.hash_algorithm(), self.announcement, threshold)
    }
}

/// What a share has of the announcement's digest.
fn draw_of(announcement: Digest) -> [u8; 4] {
    let [a, b, c, d, ..] = *announcement.as_bytes();
    [a, b, c, d]
}

/// The stream of the coefficients: k − 1 of them for each byte of the secret, those of lower powers first.
fn coefficients(master: &MasterSecret, hash: HashAlgorithm, threshold: Threshold) -> Zeroizing<Vec<u8>> {
    let Threshold { needed, shares } = threshold;
    let label = format!("dual-random/1 shares:{needed} of {shares}");
    let key = Zeroizing::new(hash.hmac(&master.0, label.as_bytes()));
    let mut bytes = Zeroizing::new(vec![0; 32 * usize::from(needed - 1)]);
    ChaCha20Rng::from_seed(*key).fill_bytes(&mut bytes);
    bytes
}

fn split(
    master: &MasterSecret,
    hash: HashAlgorithm,
    announcement: Digest,
    threshold: Threshold,
) -> Vec<Share> {
    let coefficients = coefficients(master, hash, threshold);
    let of_byte = usize::from(threshold.needed - 1);
    let share = |number: u8| {
        let mut y = Zeroizing::new([0; 32]);
        for ((y, secret), powers) in y.iter_mut().zip(&master.0).zip(coefficients.chunks_exact(of_byte)) {
            *y = value_at(number, *secret, powers);
        }
        Share { threshold, number, draw: draw_of(announcement), y }
    };
    (1..=threshold.shares).map(share).collect()
}

/// The value of a polynomial, by Horner's rule; `powers` are its coefficients from the first power on.
fn value_at(x: u8, constant: u8, powers: &[u8]) -> u8 {
    let rest = powers.iter().rev().fold(Gf256(0), |sum, power| (sum + Gf256(*power)) * Gf256(x));
    (rest + Gf256(constant)).0
}

impl MasterSecret {
    /// Restores the master secret from shares of one set: as many as are needed, or more, which then must agree.
    ///
    /// Whether it is the secret of an announcement, that announcement's commitment says: a wrong share that is in form gives
    /// another secret. `master.seed_secret(hash).commitment(hash)`, with the announcement's hash, equals its `commitment`. The
    /// opening follows from the secret, the plan and the rosters: [`Draft::announce`](crate::Draft::announce) makes the same
    /// announcement again, to the last byte, or they are not those that were announced.
    ///
    /// # Errors
    /// When they are too few, not of one set, one is there twice, or more than are needed contradict each other.
    pub fn from_shares(shares: &[Share]) -> Result<Self, ShareError> {
        let Some(first) = shares.first() else {
            return Err(ShareError::TooFew { found: 0, needed: 2 });
        };
        for (place, share) in shares.iter().enumerate() {
            let (one, other) = (first.number.into(), share.number.into());
            if share.draw != first.draw {
                return Err(ShareError::TwoDraws { first: one, other });
            }
            if share.threshold != first.threshold {
                return Err(ShareError::TwoThresholds { first: one, other });
            }
            if let Some(same) = shares.iter().take(place).find(|earlier| earlier.number == share.number) {
                let is_same = same.y == share.y;
                let number = other;
                return Err(if is_same {
                    ShareError::Repeated { number }
                } else {
                    ShareError::Conflicting { number }
                });
            }
        }
        let needed = usize::from(first.threshold.needed);
        if shares.len() < needed {
            return Err(ShareError::TooFew { found: shares.len(), needed });
        }
        let (enough, others) = shares.split_at(needed);
        let master = interpolated(enough)?;
        // One more that lies on the same polynomials restores the same secret in the place of any of them.
        for other in others {
            let with_it: Vec<Share> = [&enough[1..], std::slice::from_ref(other)].concat();
            if *interpolated(&with_it)?.reveal() != *master.reveal() {
                return Err(ShareError::Disagree);
            }
        }
        Ok(master)
    }
}

/// The polynomials' values at zero.
fn interpolated(shares: &[Share]) -> Result<MasterSecret, ShareError> {
    let bytes = |share: &Share| [&[share.number][..], &share.y[..]].concat();
    let points: Zeroizing<Vec<Vec<u8>>> = Zeroizing::new(shares.iter().map(bytes).collect());
    let secret = Gf256::combine_bytes(points.as_slice()).map(Zeroizing::new);
    // Two shares at least, of one length, with numbers above zero that differ: the crate refuses nothing else.
    let secret = secret.map_err(|_| ShareError::Disagree)?;
    let bytes = secret.as_slice().try_into().map_err(|_| ShareError::Disagree)?;
    Ok(MasterSecret(bytes))
}

#[cfg(test)]
mod tests;

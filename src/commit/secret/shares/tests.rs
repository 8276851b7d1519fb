use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

const ANNOUNCEMENT: Digest = Digest::from_bytes([0x5a; 32]);

fn master(seed: u8) -> MasterSecret {
    MasterSecret::from_bytes(std::array::from_fn(|place| {
        u8::try_from(place).unwrap().wrapping_mul(37).wrapping_add(seed)
    }))
}

fn threshold(needed: u8, shares: u8) -> Threshold {
    Threshold::new(needed, shares).unwrap()
}

fn shares(needed: u8, of: u8) -> Vec<Share> {
    split(&master(1), HashAlgorithm::Sha256, ANNOUNCEMENT, threshold(needed, of))
}

fn restored(shares: &[Share]) -> Result<String, ShareError> {
    MasterSecret::from_shares(shares).map(|master| master.reveal().to_string())
}

/// Some of the shares, as the bits of a number choose them.
fn some(all: &[Share], chosen: u32) -> Vec<Share> {
    all.iter().enumerate().filter(|(place, _)| chosen >> place & 1 == 1).map(|(_, one)| one.clone()).collect()
}

#[test]
fn a_threshold_is_two_to_all_of_at_most_sixteen() {
    for needed in 0..=u8::MAX {
        for shares in 0..=u8::MAX {
            let is_one = (2..=shares).contains(&needed) && shares <= 16;
            assert_eq!(Threshold::new(needed, shares).is_ok(), is_one, "{needed} of {shares}");
        }
    }
}

#[test]
fn every_choice_of_enough_shares_restores_the_secret_and_no_smaller_one_is_taken() {
    let secret = master(1).reveal();
    for (needed, of) in [(2, 2), (2, 3), (3, 5), (5, 5), (4, 7)] {
        let all = shares(needed, of);
        for chosen in 0..1_u32 << of {
            let some = some(&all, chosen);
            let is_enough = chosen.count_ones() >= needed.into();
            assert_eq!(restored(&some).ok(), is_enough.then(|| secret.to_string()), "{chosen:b} of {of}");
        }
    }
    let all = shares(16, 16);
    assert_eq!(restored(&all).unwrap(), *secret);
    assert_eq!(restored(&all[1..]), Err(ShareError::TooFew { found: 15, needed: 16 }));
}

#[test]
fn shares_are_the_same_at_every_call_and_others_at_every_threshold() {
    let values = |needed, of| -> BTreeSet<[u8; 32]> { shares(needed, of).iter().map(|one| *one.y).collect() };
    assert_eq!(values(2, 3), values(2, 3));
    for other in [(2, 2), (2, 4), (3, 3), (3, 4)] {
        assert!(values(2, 3).is_disjoint(&values(other.0, other.1)), "{other:?}");
    }
}

/// Whatever the secret's byte is, the values of fewer shares than are needed fit it: with one more value of every kind, each
/// byte comes out once.
#[test]
fn fewer_shares_than_are_needed_leave_every_secret_possible() {
    for (needed, of) in [(2, 3), (3, 5), (6, 6)] {
        let all = shares(needed, of);
        let known = &all[..usize::from(needed) - 1];
        let mut last = all[usize::from(needed) - 1].clone();
        let mut seen = [[false; 256]; 32];
        for value in 0..=u8::MAX {
            *last.y = [value; 32];
            let secret = interpolated(&[known, std::slice::from_ref(&last)].concat()).unwrap();
            for (place, byte) in secret.0.iter().enumerate() {
                let seen = &mut seen[place][usize::from(*byte)];
                assert!(!*seen, "byte {place} is {byte} twice");
                *seen = true;
            }
        }
        assert!(seen.as_flattened().iter().all(|seen| *seen));
    }
}

/// Over many secrets that differ in one byte only, the values of one share are as even as chance has them: of 256 values in
/// 16 × 256 draws each, χ² has 255 degrees of freedom, and exceeds 400 one time in 10^8.
#[test]
fn one_share_is_spread_evenly_whatever_the_secret() {
    let mut counts = [0_i64; 256];
    for seed in 0..4096_u16 {
        let mut bytes = [0; 32];
        bytes[..2].copy_from_slice(&seed.to_le_bytes());
        let all =
            split(&MasterSecret::from_bytes(bytes), HashAlgorithm::Sha256, ANNOUNCEMENT, threshold(2, 2));
        counts[usize::from(all[1].y[31])] += 1;
    }
    let squares: i64 = counts.iter().map(|count| (count - 16) * (count - 16)).sum();
    assert!(squares < 400 * 16, "χ² = {}", squares / 16);
}

#[test]
fn wrong_shares_are_told_apart() {
    let all = shares(2, 3);
    let two = |other: &Share| restored(&[all[0].clone(), other.clone()]);
    assert_eq!(restored(&[]), Err(ShareError::TooFew { found: 0, needed: 2 }));
    assert_eq!(restored(&all[..1]), Err(ShareError::TooFew { found: 1, needed: 2 }));
    assert_eq!(two(&all[0]), Err(ShareError::Repeated { number: 1 }));
    let mut wrong = all[0].clone();
    wrong.y[7] ^= 1;
    assert_eq!(two(&wrong), Err(ShareError::Conflicting { number: 1 }));
    let elsewhere = split(&master(1), HashAlgorithm::Sha256, Digest::from_bytes([0x5b; 32]), threshold(2, 3));
    assert_eq!(two(&elsewhere[1]), Err(ShareError::TwoDraws { first: 1, other: 2 }));
    assert_eq!(two(&shares(2, 4)[1]), Err(ShareError::TwoThresholds { first: 1, other: 2 }));
    assert_eq!(two(&shares(3, 3)[2]), Err(ShareError::TwoThresholds { first: 1, other: 3 }));
    // With as many as are needed, only the commitment tells; with one more, they contradict each other.
    let mut wrong = all[1].clone();
    wrong.y[31] ^= 0x80;
    assert_ne!(two(&wrong).unwrap(), *master(1).reveal());
    for order in [[&all[0], &wrong, &all[2]], [&wrong, &all[0], &all[2]], [&all[0], &all[2], &wrong]] {
        assert_eq!(restored(&order.map(Clone::clone)), Err(ShareError::Disagree));
    }
    assert!(all[0].is_of(ANNOUNCEMENT) && !elsewhere[0].is_of(ANNOUNCEMENT));
}

#[test]
fn what_is_shown_of_a_share_is_its_number() {
    let share = &shares(2, 3)[1];
    assert_eq!(format!("{share:?}"), "Share { number: 2, .. }");
}

/// The characters of a share, with the places of the blanks left out.
fn plain(share: &Share) -> Vec<char> {
    share.reveal().chars().filter(|c| !c.is_whitespace()).collect()
}

fn read(characters: &[char]) -> Result<Share, ShareError> {
    Share::from_text(
        &characters.chunks(14).map(|line| line.iter().collect::<String>() + "\n").collect::<String>(),
    )
}

fn line_of(error: &ShareError) -> Option<usize> {
    match error {
        ShareError::Check { line }
        | ShareError::Character { line, .. }
        | ShareError::LineLength { line, .. } => Some(*line),
        _ => None,
    }
}

const CHARACTERS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#[test]
fn any_single_wrong_character_is_found_in_its_line() {
    for share in shares(2, 3) {
        let right = plain(&share);
        for place in 0..right.len() {
            for c in CHARACTERS.chars().chain(['U', '?', '甲']).filter(|c| *c != right[place]) {
                let mut wrong = right.clone();
                wrong[place] = c;
                let error = read(&wrong).unwrap_err();
                assert_eq!(line_of(&error), Some(place / 14 + 1), "{place}: {c}");
            }
        }
    }
}

#[test]
fn a_character_that_is_none_is_named_by_line_group_and_place() {
    let right = plain(&shares(2, 3)[0]);
    for (at, line, group, place) in [(0, 1, 1, 1), (3, 1, 1, 4), (4, 1, 2, 1), (27, 2, 4, 2)] {
        let mut wrong = right.clone();
        wrong[at] = '?';
        assert_eq!(read(&wrong).unwrap_err(), ShareError::Character { line, group, place }, "{at}");
    }
}

#[test]
fn any_exchange_of_two_characters_of_a_line_is_found_in_that_line() {
    let mut exchanged = 0;
    for seed in 0..20 {
        let share = &split(&master(seed), HashAlgorithm::Sha256, ANNOUNCEMENT, threshold(3, 5))
            [usize::from(seed % 5)];
        let right = plain(share);
        for line in 0..LINES {
            for (one, other) in (0..14).flat_map(|one| (one + 1..14).map(move |other| (one, other))) {
                let mut wrong = right.clone();
                wrong.swap(14 * line + one, 14 * line + other);
                if wrong != right {
                    assert_eq!(read(&wrong).unwrap_err(), ShareError::Check { line: line + 1 });
                    exchanged += 1;
                }
            }
        }
    }
    assert!(exchanged > 8000, "{exchanged}");
}

#[test]
fn a_missing_or_further_character_is_found_in_its_line() {
    let share = &shares(2, 3)[0];
    let text = share.reveal();
    let lines: Vec<&str> = text.lines().collect();
    for line in 0..LINES {
        for changed in [lines[line][1..].to_owned(), format!("{}0", lines[line]), lines[line][..8].to_owned()]
        {
            let mut wrong = lines.clone();
            wrong[line] = &changed;
            let error = Share::from_text(&wrong.join("\n")).unwrap_err();
            assert_eq!(line_of(&error), Some(line + 1), "{changed}");
        }
    }
    assert_eq!(Share::from_text(&lines[..4].join("\n")).unwrap_err(), ShareError::Lines { found: 4 });
    let more = [&lines[..], &lines[..1]].concat().join("\n");
    assert_eq!(Share::from_text(&more).unwrap_err(), ShareError::Lines { found: 6 });
    assert_eq!(Share::from_text("").unwrap_err(), ShareError::Lines { found: 0 });
}

#[test]
fn lines_in_another_order_or_of_another_sheet_are_found() {
    let texts: Vec<String> = shares(2, 16).iter().map(|share| share.reveal().to_string()).collect();
    let lines = |share: usize| texts[share].lines().collect::<Vec<_>>();
    for line in 1..LINES {
        for other in 1..16 {
            let mut mixed = lines(0);
            mixed[line] = lines(other)[line];
            let error = Share::from_text(&mixed.join("\n")).unwrap_err();
            assert_eq!(error, ShareError::Check { line: line + 1 }, "line {line} of {other}");
        }
        let mut exchanged = lines(0);
        exchanged.swap(line - 1, line);
        assert!(Share::from_text(&exchanged.join("\n")).is_err());
    }
}

#[test]
fn a_share_is_read_as_people_type_it() {
    let share = &shares(2, 3)[2];
    let text = share.reveal();
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap();
    let look_alikes = text.replace('0', "O").replacen('1', "l", 1).replace('1', "i");
    assert!(look_alikes.contains('O') && (look_alikes.contains('l')), "{look_alikes}");
    let forms = [
        text.to_lowercase(),
        text.replace(' ', ""),
        text.replace(' ', "-"),
        text.replace(' ', "\u{3000}"),
        text.replace(' ', "\t").replace('\n', "\r\n\r\n"),
        text.replace(char::is_whitespace, ""),
        format!("\u{FEFF}{}", *text),
        text.chars().map(|c| if c.is_ascii_graphic() { wide(c) } else { c }).collect(),
        text.to_lowercase().chars().map(|c| if c.is_ascii_graphic() { wide(c) } else { c }).collect(),
        look_alikes,
    ];
    for form in forms {
        let read = Share::from_text(&form).unwrap_or_else(|error| panic!("{form}: {error}"));
        assert_eq!(*read.reveal(), *text, "{form}");
    }
}

proptest! {
    #[test]
    fn any_enough_of_any_shares_restore_any_secret_by_way_of_paper(
        bytes: [u8; 32], digest: [u8; 32], of in 2..=16_u8, needed in 2..=16_u8, chosen: u16,
    ) {
        let needed = needed.min(of);
        let master = MasterSecret::from_bytes(bytes);
        let digest = Digest::from_bytes(digest);
        let all = split(&master, HashAlgorithm::Sha256, digest, threshold(needed, of));
        prop_assert_eq!(all.len(), usize::from(of));
        let some = some(&all, chosen.into());
        let typed: Vec<Share> = some.iter().map(|one| Share::from_text(&one.reveal()).unwrap()).collect();
        for (one, typed) in some.iter().zip(&typed) {
            prop_assert_eq!((one.number, one.threshold, one.draw), (typed.number, typed.threshold, typed.draw));
        }
        if some.len() < needed.into() {
            prop_assert!(MasterSecret::from_shares(&typed).is_err());
        } else {
            prop_assert_eq!(MasterSecret::from_shares(&typed).unwrap().reveal(), master.reveal());
        }
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(text in "\\PC{0,90}", line in "[0-9A-Za-zＡ-Ｚ \n-]{0,200}") {
        let _ = Share::from_text(&text);
        if let Ok(share) = Share::from_text(&line) {
            let again = Share::from_text(&share.reveal()).unwrap();
            prop_assert_eq!(again.number(), share.number());
        }
    }
}

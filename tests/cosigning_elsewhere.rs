//! Keys, checkpoints and their signatures, changed at random: the second implementation reads the same of each.

#![cfg(feature = "witness")]
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::Dice;
use dual_random::record::{Checkpoint, LogSignature, SignedCheckpoint};
use dual_random::witness::{Policy, SignerKey, VerifierKey};
use dual_random::{Digest, Timestamp};
use std::path::Path;

/// What is put into texts: what their forms are made of, and what looks like it.
const PIECES: [&str; 24] = [
    "\n", "\r", "\r\n", "\n\n", "\u{FEFF}", "— ", "—", " ", "\u{a0}", "\u{3000}", "\t", "\u{85}", "\u{7f}",
    "+", "=", "==", "/", "0", "9", "A", "x", "é", "例", "AAAA",
];

/// A text in which somebody changed something, a little or a line of it.
fn changed(text: &str, dice: &mut Dice) -> String {
    let mut all: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(2) {
        let place = dice.below(all.len() + 1);
        let piece: Vec<char> = PIECES[dice.below(PIECES.len())].chars().collect();
        let end = (place + dice.below(2)).min(all.len());
        match dice.below(5) {
            0 => drop(all.splice(place..end, [])),
            1 => drop(all.splice(place..place, piece)),
            2 => drop(all.splice(place..end, piece)),
            // The last digits of base64, whose bits may say nothing.
            3 => {
                let ends: Vec<usize> = (1..all.len())
                    .filter(|at| all[*at] == '=' && all[at - 1] != '=')
                    .map(|at| at - 1)
                    .collect();
                if let Some(end) = ends.get(dice.below(ends.len().max(1))) {
                    all[*end] =
                        char::from(u8::try_from(all[*end]).map_or(b'A', |digit| digit.saturating_add(1)));
                }
            }
            _ => {
                let text: String = all.iter().collect();
                let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                let (one, other) = (dice.below(lines.len().max(1)), dice.below(lines.len() + 1));
                if let Some(line) = lines.get(one).copied() {
                    if dice.one_in(2) {
                        lines.remove(one);
                    }
                    lines.insert(other.min(lines.len()), line);
                }
                all = lines.concat().chars().collect();
            }
        }
    }
    all.into_iter().collect()
}

fn signer(name: &str, seed: u8) -> SignerKey {
    SignerKey::new(name, [seed; 32]).unwrap()
}

fn keys() -> [SignerKey; 3] {
    [signer("例.example/log", 1), signer("one.example/w", 2), signer("two.example/w", 3)]
}

fn checkpoint() -> String {
    let [log, one, two] = keys();
    let head = Checkpoint::new(log.name(), 17, Digest::of_file(b"a log")).unwrap();
    let mut checkpoint = SignedCheckpoint::new(head);
    log.sign(&mut checkpoint).unwrap();
    one.cosign(&mut checkpoint, Timestamp::from_unix_seconds(1_800_000_007).unwrap()).unwrap();
    two.cosign(&mut checkpoint, Timestamp::from_unix_seconds(1_800_000_003).unwrap()).unwrap();
    checkpoint.to_text()
}

/// What a policy finds under a text, in one line.
fn judged(policy: &Policy, text: &str) -> String {
    let Ok(checkpoint) = SignedCheckpoint::from_text(text) else { return "no checkpoint".to_owned() };
    let found = policy.judge(&checkpoint);
    let head = checkpoint.head();
    let mut bad = found.bad.clone();
    bad.sort();
    let mut cosigned: Vec<String> =
        found.cosigned.iter().map(|one| format!("{}={}", one.by, one.at.unix_seconds())).collect();
    cosigned.sort();
    let by = found.by.map_or("never".to_owned(), |by| by.unix_seconds().to_string());
    let (size, root) = (head.size(), head.root().to_hex());
    let signed = found.log == LogSignature::Signed;
    format!("{} {size} {root} {signed} [{}] [{}] {by}", head.origin(), bad.join(","), cosigned.join(","))
}

fn key_read(line: &str) -> String {
    VerifierKey::from_text(line).map_or("no key".to_owned(), |key| key.to_text())
}

const ELSEWHERE: &str = r#"
import base64, json, sys
sys.path.insert(0, "tests/python")
from protocol.canonical import Unusable
from protocol.signatures import Policy, read_key

given = json.load(open(sys.argv[1], encoding="utf-8"))
log, *witnesses = map(read_key, given["keys"])
policy = Policy(log, witnesses, 2)

def judged(text):
    try:
        found = policy.judge(text.encode("utf-8"))
    except Unusable:
        return "no checkpoint"
    origin, size, root = found.checkpoint
    cosigned = ",".join(sorted("%s=%d" % one for one in found.cosigned.items()))
    by = "never" if found.by is None else found.by
    return "%s %d %s %s [%s] [%s] %s" % (origin, size, root.hex(), str(found.log).lower(), ",".join(sorted(found.bad)), cosigned, by)

def key_read(line):
    try:
        key = read_key(line)
    except Unusable:
        return "no key"
    return "%s+%s+%s" % (key.name, key.id.hex(), base64.b64encode(bytes([key.kind]) + key.key).decode())

json.dump([judged(text) for text in given["checkpoints"]] + [key_read(line) for line in given["lines"]], sys.stdout)
"#;

#[test]
fn the_second_implementation_reads_the_same_of_changed_keys_and_checkpoints() {
    let [log, one, two] = keys();
    let policy = Policy::new(Some(log.verifier()), vec![one.cosigner(), two.cosigner()], 2).unwrap();
    let mut dice = Dice::new(37);
    let whole = checkpoint();
    let checkpoints: Vec<String> =
        std::iter::once(whole.clone()).chain((0..600).map(|_| changed(&whole, &mut dice))).collect();
    let known = [log.verifier(), one.cosigner(), two.cosigner()].map(|key| key.to_text());
    let lines: Vec<String> = (0..1_500).map(|n| changed(&known[n % 3], &mut dice)).collect();
    let ours: Vec<String> = checkpoints
        .iter()
        .map(|text| judged(&policy, text))
        .chain(lines.iter().map(|line| key_read(line)))
        .collect();
    assert!(
        ours[0].ends_with(" true [] [one.example/w=1800000007,two.example/w=1800000003] 1800000007"),
        "{}",
        ours[0]
    );
    for (some, at_least) in
        [("no checkpoint", 50), (" true [] ", 50), ("[one.example/w]", 20), ("no key", 500)]
    {
        assert!(ours.iter().filter(|found| found.contains(some)).count() >= at_least, "{some}");
    }

    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cosigning.json");
    let given = serde_json::json!({ "checkpoints": checkpoints, "keys": known, "lines": lines });
    std::fs::write(&file, given.to_string()).unwrap();
    let Some(printed) = common::python(ELSEWHERE, &file) else { return };
    let theirs: Vec<String> = serde_json::from_slice(&printed).unwrap();
    assert_eq!(theirs.len(), ours.len());
    for ((text, ours), theirs) in checkpoints.iter().chain(&lines).zip(&ours).zip(&theirs) {
        assert_eq!(ours, theirs, "{text:?}");
    }
}

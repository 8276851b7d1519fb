//! The worked example of PROTOCOL.md: its documents are frozen in `tests/vectors/example/`, its text is made from the
//! code, and its shell lines are run.
//!
//! `UPDATE_VECTORS=1 cargo test --test protocol_example` writes documents and section anew; before 1.0 only, since a
//! change of bytes is a change of the protocol.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]

mod common;

use common::{date, id, inspector, instant, plan, rosters};
use dual_random::HashAlgorithm;
use dual_random::commit::document::Proof;
use dual_random::draw::deck::Dealer;
use dual_random::draw::stream::Stream;
use dual_random::plan::{AmendmentRules, Numbers, ValueKind};
use dual_random::proof::Prover;
use dual_random::record::{Checkpoint, Entry, Log, line_hash};
use dual_random::{
    Digest, Draft, Drawn, Evidence, InspectorStrike, MasterSecret, Plan, Recusal, Strikes, TargetStrike,
    Tickets, UsedValue, Verdict, draw, verify,
};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const DICE: &str = "2 2 4 1 6 5 3 3 1 6 2 5 4";
const HEADING: &str = "## 24. A worked example";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn master() -> MasterSecret {
    MasterSecret::from_hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f").unwrap()
}

/// Four targets, of which two are drawn; three inspectors, two seats a team, one recusal; thirteen dice.
fn example(hash: HashAlgorithm) -> Drawn {
    let mut people = rosters(0, 0, 0);
    for n in 1..=4 {
        let mut target = common::target(n);
        target.id = dual_random::TargetId::new(format!("E{n}")).unwrap();
        target.name = format!("示例{n}号企业");
        people.targets.push(target);
    }
    for n in 1..=3 {
        let mut inspector = inspector(n, 2);
        inspector.id = dual_random::InspectorId::new(format!("C{n}")).unwrap();
        people.inspectors.push(inspector);
    }
    people.recusals.push(Recusal::new(
        dual_random::InspectorId::new("C2").unwrap(),
        dual_random::TargetId::new("E3").unwrap(),
        "曾任职",
    ));
    let mut plan: Plan = plan(4, 2, 2);
    plan.draw = id("example-1");
    plan.hash = hash;
    plan.few_officers_reason = None;
    plan.min_pool = 2;
    plan.values[0].name = id("dice");
    plan.values[0].source.issue = "当场".to_owned();
    plan.values[0].source.publisher = "当场掷骰，见证人记录".to_owned();
    plan.values[0].source.closes = instant("2026-10-08T10:30:00+08:00");
    plan.values[0].source.kind = ValueKind::Numbers(Numbers::new(13, 1..=6).ordered());
    plan.registers[0].date = date("2026-10-01");
    plan.amendments = AmendmentRules::new(["已关闭"], ["生病"], 1, 1);
    let announced = Draft::new(plan, people).unwrap().announce(master()).unwrap();
    draw(&announced.announcement, &announced.opening, &[UsedValue::main(id("dice"), DICE)]).unwrap()
}

/// The same after an amendment: the target served first is struck, and of the other's team the inspector of seat 1.
fn amended(hash: HashAlgorithm) -> Drawn {
    let drawn = example(hash);
    let teams = common::opened(&drawn).result.teams.clone();
    let (struck, other) = (&teams[0], &teams[1]);
    let strikes = Strikes::of(date("2026-10-20"))
        .inspectors([InspectorStrike::new(
            other.seats[0].inspector.clone().unwrap(),
            "生病",
            hash.of_file(b"a letter\n"),
        )
        .from(other.target.clone())])
        .targets([TargetStrike::new(struck.target.clone(), "已关闭", hash.of_file(b"a photograph\n"))]);
    common::amend(drawn, strikes).unwrap().0
}

/// The log of the example.
fn log(amended: &Drawn) -> (Log, Vec<u8>) {
    let (mut log, mut bytes) = (Log::new(), Vec::new());
    let announcement = &common::opened(amended).announcement;
    let disclosure = announcement.hash_algorithm().of_file(&amended.reveal().unwrap());
    for (entry, at) in [
        (Entry::announced(announcement), "2026-10-08T10:05:00+08:00"),
        (Entry::sealed(announcement, amended.seal()), "2026-10-08T11:00:00+08:00"),
        (
            Entry::amended(announcement, &common::opened(amended).amendments[0].seal),
            "2026-10-20T17:00:00+08:00",
        ),
        (Entry::disclosed(announcement, disclosure), "2027-01-05T10:00:00+08:00"),
    ] {
        bytes.extend(log.push(entry.unwrap(), instant(at)).unwrap());
    }
    (log, bytes)
}

fn checkpoint(log: &Log) -> Checkpoint {
    log.checkpoint("jianguan.example/shuangsuiji").unwrap()
}

/// A text as words of a shell line, which `printf '%s'` writes one behind the other; no line of them is long.
fn shell_words(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let words: Vec<String> =
        letters.chunks(72).map(|word| format!("'{}'", String::from_iter(word))).collect();
    words.join(" \\\n    >     ")
}

fn netstring(text: &str) -> String {
    format!("{}:{text}", text.len())
}

/// The section of PROTOCOL.md, made from the code.
fn section(drawn: &Drawn, amended: &Drawn) -> String {
    let disclosure = common::opened(drawn);
    let result = &disclosure.result;
    let text = String::from_utf8(amended.reveal().unwrap().to_vec()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let hex = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let digest = disclosure.announcement.digest().unwrap();
    let seed_secret = master().seed_secret(HashAlgorithm::Sha256).reveal().to_string();
    let salt_key = hex(&json["salt_key"]);
    let record = &json["rosters"]["targets"][0];
    let identity = serde_json::to_string(&record["identity"]["shown"]["data"]).unwrap();
    let identity_salt = hex(&record["identity"]["shown"]["salt"]);
    let draw_part = serde_json::to_string(&record["draw"]).unwrap();
    let identity_hash = {
        let mut bytes = vec![2];
        bytes.extend(hex::decode(&identity_salt).unwrap());
        bytes.extend(identity.as_bytes());
        Digest::of_file(&bytes)
    };
    let seed_input: String =
        ["dual-random/1 seed", &digest.to_hex(), &seed_secret, "dice", "0", "当场", DICE]
            .iter()
            .map(|field| netstring(field))
            .collect();
    let tickets = Tickets::new(HashAlgorithm::Sha256, &result.ticket_key);
    let mut order: Vec<(Digest, String)> = (1..=4)
        .map(|n| format!("E{n}"))
        .map(|name| (tickets.ticket(&dual_random::TargetId::new(name.clone()).unwrap(), 1), name))
        .collect();
    order.sort();
    let mut sorted = String::new();
    for (ticket, name) in &order {
        let _ = writeln!(sorted, "    {ticket}  {name}");
    }
    let first = &result.teams[0];
    let deck_key = result.deck_key.unwrap();
    let chacha_key = Digest::of_file(format!("{deck_key}1:{}", first.target).as_bytes());
    let deck: Vec<u32> = Dealer::new(HashAlgorithm::Sha256, &deck_key, 3).deck(&first.target, 1).collect();
    let mut stream = Stream::new(*chacha_key.as_bytes());
    // Words below 2^32 are never rejected for such a bound's largest multiple; u64::MAX passes the word through.
    let words: Vec<u64> = (0..3).map(|_| stream.below(u64::MAX)).collect();
    let mut dealing = String::new();
    for (i, word) in words.iter().enumerate() {
        let bound = 3 - i as u64;
        let _ = writeln!(dealing, "| {i} | {word} | {bound} | {} | C{} |", word % bound, deck[i] + 1);
    }
    let mut teams = String::new();
    for team in &result.teams {
        for seat in &team.seats {
            let trail: Vec<String> =
                seat.trail.iter().map(|slip| format!("{} {}", slip.inspector, slip.reason.code())).collect();
            let _ = writeln!(teams, "| {} | {} | {} |", team.target, seat.seat, trail.join(", "));
        }
    }
    let value = |name: &str, value: &dyn std::fmt::Display| format!("| {name} | `{value}` |\n");
    let mut table = String::new();
    for row in [
        value("master secret M", &master().reveal().as_str()),
        value("seed secret S", &seed_secret),
        value("salt key L", &salt_key),
        value("commitment of S", &disclosure.announcement.commitment),
        value("identity salt of target 0", &identity_salt),
        value("identity hash of target 0", &identity_hash),
        value("root of the targets", &disclosure.announcement.rosters.targets.root),
        value("root of the inspectors", &disclosure.announcement.rosters.inspectors.root),
        value("root of the recusals", &disclosure.announcement.rosters.recusals.root),
        value("root of the changes (none)", &disclosure.announcement.rosters.changes.root),
        value("digest A (announcement)", &digest),
        value("seed", &result.seed),
        value("ticket key", &result.ticket_key),
        value("deck key", &deck_key),
        value("root of the results", &disclosure.seal.result.root),
        value("digest of the seal", &disclosure.seal.digest().unwrap()),
        value("digest of the disclosure", &Digest::of_file(text.as_bytes())),
    ] {
        table.push_str(&row);
    }
    let dir = "tests/vectors/example";
    let second = &order[1].1;
    let winner = &order[0].1;
    format!(
        r#"{HEADING}

Four targets E1–E4, of which two are drawn; three officers C1–C3 with two visits each; two seats a
team; C2 is recused from E3; thirteen dice are thrown in public (6^13 outcomes, more than 2^32). The
documents stand in `{dir}/`; the disclosure is the amended one, see below. Lines
that begin with `$` are shell lines, which go on in the lines that begin with `>`; they are run in
the repository's root, and the lines below them are what they print. The project's tests run them.

| what | value |
|---|---|
{table}
The documents, and that they are canonical:

    $ sha256sum {dir}/announcement.json | cut -c1-64
    {digest}
    $ jq -cS . {dir}/disclosure.json |
    >   cmp - {dir}/disclosure.json && echo same
    same
    $ jq -cS .announcement {dir}/disclosure.json | sha256sum | cut -c1-64
    {digest}

The secrets:

    $ printf '%s' 'dual-random/1 seed secret' | openssl dgst -sha256 -mac HMAC -macopt \
    >   hexkey:{master} | sed 's/.*= //'
    {seed_secret}
    $ printf '%s' 'dual-random/1 commitment:' \
    >   {seed_secret} | sha256sum | cut -c1-64
    {commitment}

The leaf of E1, which is target 0: its salt, its identity hash, its leaf hash.

    $ printf '%s' 'targets:0' | openssl dgst -sha256 -mac HMAC -macopt \
    >   hexkey:{salt_key} | sed 's/.*= //'
    {leaf_salt}
    $ unhex() {{ printf '%b' "$(printf '%s' "$1" | sed 's/../\\x&/g')"; }}
    > {{ printf '\002'; unhex {identity_salt}
    >   printf '%s' '{identity}'
    > }} | sha256sum | cut -c1-64
    {identity_hash}
    $ unhex() {{ printf '%b' "$(printf '%s' "$1" | sed 's/../\\x&/g')"; }}
    > {{ printf '\000'; unhex {leaf_salt}
    >   unhex {identity_hash}
    >   printf '%s' {draw_words}
    > }} | sha256sum | cut -c1-64
    {leaf_hash}

The seed, from the announcement's digest, the seed secret and the value (name, source number, issue,
text), each with its length in front; then the keys:

    $ printf '%s' {seed_words} |
    >   sha256sum | cut -c1-64
    {seed}
    $ printf '%s' 'dual-random/1 tickets:' \
    >   {seed} | sha256sum | cut -c1-64
    {ticket_key}
    $ printf '%s' 'dual-random/1 decks:' \
    >   {seed} | sha256sum | cut -c1-64
    {deck_key}

The tickets, smallest first. The first two targets are drawn: {winner} and {second}, served in this order; the
others are the alternates.

    $ for id in E1 E2 E3 E4; do
    >   printf '%s' '{ticket_key}' \
    >     "1:$id" | sha256sum | sed "s/-/$id/"
    > done | LC_ALL=C sort
{sorted}
The deck of seat 1 of {winner}: the key of its stream, and the stream's first three words.

    $ printf '%s' '{deck_key}' \
    >   '1:{winner}' | sha256sum | cut -c1-64
    {chacha_key}
    $ head -c 24 /dev/zero | openssl enc -chacha20 -iv 00000000000000000000000000000000 -K \
    >   {chacha_key} |
    >   od -An -v -w8 -tu8 --endian=little | tr -d ' '
    {w0}
    {w1}
    {w2}

Beginning with the list C1, C2, C3, the slip in place i is exchanged with the one in place
i + below(3 − i):

| i | word x | n = 3 − i | x mod n | slip dealt |
|---|---|---|---|---|
{dealing}
The seats with their trails (dealing ends with the slip that is taken):

| target | seat | trail |
|---|---|---|
{teams}"#,
        master = master().reveal().as_str(),
        commitment = disclosure.announcement.commitment,
        leaf_salt = leaf_salt(&salt_key),
        leaf_hash = {
            let mut bytes = vec![0];
            bytes.extend(hex::decode(leaf_salt(&salt_key)).unwrap());
            bytes.extend(identity_hash.as_bytes());
            bytes.extend(draw_part.as_bytes());
            Digest::of_file(&bytes)
        },
        draw_words = shell_words(&draw_part),
        seed_words = shell_words(&seed_input),
        seed = result.seed,
        ticket_key = result.ticket_key,
        w0 = words[0],
        w1 = words[1],
        w2 = words[2],
    )
}

/// The part of the section about what comes after the seal.
fn aftermath(amended: &Drawn) -> String {
    let amendment = &common::opened(amended).amendments[0];
    let dir = "tests/vectors/example";
    let json: serde_json::Value = serde_json::from_slice(&amended.reveal().unwrap()).unwrap();
    let salt_key = json["salt_key"].as_str().unwrap().to_owned();
    let mut replaced = String::new();
    for pair in &amendment.outcome.replaced {
        let alternate = pair.alternate.as_ref().unwrap();
        let _ = write!(replaced, "{alternate} takes the place of {}.", pair.target);
    }
    let mut teams = String::new();
    for team in &amendment.outcome.teams {
        for seat in &team.seats {
            let trail: Vec<String> =
                seat.trail.iter().map(|slip| format!("{} {}", slip.inspector, slip.reason.code())).collect();
            let _ = writeln!(teams, "| {} | {} | {} |", team.target, seat.seat, trail.join(", "));
        }
    }
    let text = proof(amended).to_compact().unwrap();
    let announcement = common::opened(amended).announcement.digest().unwrap();
    let [a, b, ..] = *announcement.as_bytes();
    let pair = u32::from(a) * 256 + u32::from(b);
    let (log, bytes) = log(amended);
    let leaves: Vec<Digest> = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(|line| line_hash(HashAlgorithm::Sha256, line))
        .collect();
    let checkpoint = checkpoint(&log).to_text();
    let mut shown = String::new();
    for line in checkpoint.lines() {
        let _ = writeln!(shown, "    {line}");
    }
    format!(
        r#"
The documents up to here are those of the draw as sealed. Then, on 2026-10-20, {struck} is struck because
it is closed, and {ill} falls ill and is struck from {visit}. {replaced}
The seats that are filled again, in the order of service; the first deck goes on after the slip that
took the seat before:

| target | seat | trail |
|---|---|---|
{teams}
The commitment of the amendment: its salt, then its own hash, which stands in its seal; the head is
the digest of that seal.

    $ printf '%s' 'amendment:1' | openssl dgst -sha256 -mac HMAC -macopt \
    >   hexkey:{salt_key} | sed 's/.*= //'
    {salt}
    $ unhex() {{ printf '%b' "$(printf '%s' "$1" | sed 's/../\\x&/g')"; }}
    > {{ printf '\003'; unhex {salt}
    >   jq -cjS '.amendments[0] | {{outcome, strikes}}' {dir}/disclosure.json
    > }} | sha256sum | cut -c1-64
    {commitment}
    $ sha256sum {dir}/amendment-1.json | cut -c1-64
    {head}
    $ jq -r .head {dir}/disclosure.json
    {head}

`proof.json` shows {proven} and its team against `announcement.json` and `amendment-1.json`. Its compact
form is `proof.txt`. Digest A begins with {a} {b}, which is {pair} = {low} + {mid}·41 + {high}·41², and
so the text with the digits {low}, {mid} and {high}:

    $ cut -c1-64 {dir}/proof.txt
    {begin}
    $ python3 tests/python/dual_random.py expand {dir}/proof.txt |
    >   cmp - {dir}/proof.json && echo same
    same

`log.jsonl` has four lines; the leaf hashes of the first and the last, and the checkpoint:

    $ for n in 1 4; do
    >   {{ printf '\000'; sed -n "${{n}}p" {dir}/log.jsonl | tr -d '\n'; }} |
    >     sha256sum | cut -c1-64
    > done
    {first_leaf}
    {last_leaf}
    $ cat {dir}/checkpoint.txt
{shown}    $ hash() {{ openssl dgst -sha256 -binary; }}
    > line() {{ sed -n "$1p" {dir}/log.jsonl | tr -d '\n'; }}
    > leaf() {{ {{ printf '\000'; line "$1"; }} | hash; }}
    > node() {{ {{ printf '\001'; "$1" "$2"; "$1" "$3"; }} | hash; }}
    > pair() {{ node leaf "$1" "$(($1 + 1))"; }}
    > node pair 1 3 | base64
    {root}
"#,
        struck = amendment.strikes.targets[0].target,
        ill = amendment.strikes.inspectors[0].inspector,
        visit = amendment.strikes.inspectors[0].target.as_ref().unwrap(),
        salt = hmac_text(&salt_key, "amendment:1"),
        commitment = amendment.seal.commitment,
        head = common::opened(amended).head,
        a = format_args!("{a:02x}"),
        b = format_args!("{b:02x}"),
        low = pair % 41,
        mid = pair / 41 % 41,
        high = pair / 41 / 41,
        begin = &text[..64],
        proven = amendment.outcome.replaced[0].alternate.as_ref().unwrap(),
        first_leaf = leaves[0],
        last_leaf = leaves[3],
        root = checkpoint.lines().nth(2).unwrap(),
    )
}

/// The proof of the alternate that came in.
fn proof(amended: &Drawn) -> Proof {
    let amendment = &common::opened(amended).amendments[0];
    let alternate = amendment.outcome.replaced[0].alternate.as_ref().unwrap();
    Prover::of_drawn(amended).unwrap().assignment(alternate).unwrap()
}

/// HMAC of a text under a key in hex, by its definition.
fn hmac_text(key: &str, text: &str) -> String {
    let key = hex::decode(key).unwrap();
    let pad = |byte: u8| -> Vec<u8> { (0..64).map(|i| key.get(i).copied().unwrap_or(0) ^ byte).collect() };
    let inner = [pad(0x36), text.as_bytes().to_vec()].concat();
    Digest::of_file(&[pad(0x5c), Digest::of_file(&inner).as_bytes().to_vec()].concat()).to_hex()
}

/// HMAC of `targets:0`, by its definition.
fn leaf_salt(salt_key: &str) -> String {
    hmac_text(salt_key, "targets:0")
}
fn updating() -> bool {
    std::env::var_os("UPDATE_VECTORS").is_some()
}

fn frozen(path: &Path, bytes: &[u8]) {
    if updating() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    assert!(
        std::fs::read(path).unwrap() == bytes,
        "{} differs: the protocol's bytes have changed",
        path.display()
    );
}

/// The documents of the example with a hash, frozen in a folder.
fn frozen_in(folder: &str, hash: HashAlgorithm) -> (Drawn, Drawn) {
    let (drawn, amended) = (example(hash), amended(hash));
    let dir = root().join(folder);
    frozen(&dir.join("announcement.json"), &common::opened(&drawn).announcement.to_bytes().unwrap());
    frozen(&dir.join("seal.json"), &drawn.seal().to_bytes().unwrap());
    frozen(&dir.join("disclosure.json"), &amended.reveal().unwrap());
    let amendment = &common::opened(&amended).amendments[0];
    frozen(&dir.join("amendment-1.json"), &amendment.seal.to_bytes().unwrap());
    let proof = proof(&amended);
    frozen(&dir.join("proof.json"), &proof.to_bytes().unwrap());
    frozen(&dir.join("proof.txt"), format!("{}\n", proof.to_compact().unwrap()).as_bytes());
    let (log, lines) = log(&amended);
    frozen(&dir.join("log.jsonl"), &lines);
    frozen(&dir.join("checkpoint.txt"), checkpoint(&log).to_text().as_bytes());
    let evidence = Evidence::new()
        .announcement_digest(common::opened(&drawn).announcement.digest().unwrap())
        .value(id("dice"), DICE);
    assert_eq!(verify(&amended.reveal().unwrap(), &evidence).verdict, Verdict::Verified);
    (drawn, amended)
}

/// What stands at the end of the section: the same example with SM3.
fn with_sm3(drawn: &Drawn, amended: &Drawn) -> String {
    let disclosure = common::opened(drawn);
    let digest = disclosure.announcement.digest().unwrap();
    let seed_secret = master().seed_secret(HashAlgorithm::Sm3).reveal().to_string();
    let first = &disclosure.result.strata[0].drawn[0];
    format!(
        r"
The same draw in `dual-random/1-sm3` stands in `tests/vectors/example-sm3/`: its digest A, the seed
secret, the winning ticket of the target that is drawn first, and the head.

    $ openssl dgst -sm3 -r tests/vectors/example-sm3/announcement.json | cut -c1-64
    {digest}
    $ printf '%s' 'dual-random/1 seed secret' | openssl dgst -sm3 -mac HMAC -macopt \
    >   hexkey:{master} | sed 's/.*= //'
    {seed_secret}
    $ printf '%s' '{ticket_key}' \
    >   '{n}:{id}' | openssl dgst -sm3 -r | cut -c1-64
    {ticket}
    $ openssl dgst -sm3 -r tests/vectors/example-sm3/amendment-1.json | cut -c1-64
    {head}
",
        master = master().reveal().as_str(),
        ticket_key = disclosure.result.ticket_key,
        n = first.n,
        id = first.id,
        ticket = first.ticket,
        head = common::opened(amended).head,
    )
}

#[test]
fn the_example_gives_the_frozen_documents_and_the_section_of_the_protocol() {
    let (drawn, amended) = frozen_in("tests/vectors/example", HashAlgorithm::Sha256);
    let (drawn_sm3, amended_sm3) = frozen_in("tests/vectors/example-sm3", HashAlgorithm::Sm3);
    let path = root().join("PROTOCOL.md");
    let protocol = std::fs::read_to_string(&path).unwrap();
    let before = protocol.split(HEADING).next().unwrap().trim_end();
    let with_sm3 = with_sm3(&drawn_sm3, &amended_sm3);
    let expected = format!("{before}\n\n{}{}{with_sm3}", section(&drawn, &amended), aftermath(&amended));
    if updating() {
        std::fs::write(&path, &expected).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == expected,
        "the worked example of PROTOCOL.md is out of step"
    );
}

#[cfg(unix)]
#[test]
fn the_shell_lines_of_the_protocol_print_what_it_says() {
    for tool in ["bash", "jq", "openssl", "sha256sum", "od", "python3"] {
        if std::process::Command::new(tool).arg("--version").output().is_err() {
            println!("no {tool} here: the shell lines are left out");
            return;
        }
    }
    let protocol = std::fs::read_to_string(root().join("PROTOCOL.md")).unwrap();
    let example = protocol.split(HEADING).nth(1).unwrap();
    let mut lines = example.lines().peekable();
    let mut ran = 0;
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("    $ ") else {
            continue;
        };
        let mut command = command.to_owned();
        while let Some(more) = lines.next_if(|next| next.starts_with("    > ")) {
            command = format!("{command}\n{}", &more["    > ".len()..]);
        }
        let mut expected = String::new();
        while let Some(output) = lines.next_if(|next| next.starts_with("    ") && !next.starts_with("    $ "))
        {
            expected.push_str(output.trim_start());
            expected.push('\n');
        }
        let output =
            std::process::Command::new("bash").arg("-c").arg(&command).current_dir(root()).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{command}");
        ran += 1;
    }
    assert_eq!(ran, 27);
}

//! The text of PROTOCOL.md by itself: its rules can be named, and what it cites is there.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn protocol() -> String {
    std::fs::read_to_string(root().join("PROTOCOL.md")).unwrap()
}

/// The labels of a text, such as `D-12`.
fn labels(text: &str) -> impl Iterator<Item = &str> {
    text.split('[').skip(1).filter_map(|after| {
        let label = after.split_once(']')?.0;
        let (part, number) = label.split_once('-')?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        (["D", "P", "R"].contains(&part) && is_number).then_some(label)
    })
}

/// The label that a line begins with, behind the mark of its list.
fn own_label(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let (mark, rule) = line.split_once(' ')?;
    let is_mark =
        mark == "-" || mark.strip_suffix('.').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    (is_mark && rule.starts_with('[')).then(|| labels(rule).next()).flatten()
}

/// The labels of the rules, each with the part in which it stands.
fn rules(text: &str) -> Vec<(&str, &str)> {
    let mut part = "";
    let mut rules = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("# Part ") {
            part = title.split('.').next().unwrap();
        }
        rules.extend(own_label(line).map(|label| (label, part)));
    }
    rules
}

#[test]
fn no_line_of_the_protocol_is_longer_than_100_characters() {
    for (number, line) in protocol().lines().enumerate() {
        assert!(line.chars().count() <= 100, "line {}: {line}", number + 1);
    }
}

/// Whoever has a copy of the page compares it with this text, which the authority did not write.
#[test]
fn the_protocol_names_the_digest_of_the_page_that_verifies() {
    let digest = dual_random::Digest::of_file(dual_random::publish::verifier::verify_page().as_bytes());
    assert!(protocol().lines().any(|line| line.trim() == digest.to_hex()), "it is {digest}");
}

#[test]
fn every_rule_of_the_protocol_has_a_label_of_its_own_and_of_its_part() {
    let text = protocol();
    let rules = rules(&text);
    let letters = BTreeMap::from([("I", "D"), ("II", "P"), ("III", "R")]);
    let mut seen = BTreeSet::new();
    for (label, part) in &rules {
        assert!(seen.insert(*label), "{label} stands twice");
        assert_eq!(label.split('-').next(), letters.get(part).copied(), "{label} in part {part}");
    }
    assert!(rules.len() > 170, "{} rules", rules.len());
}

/// The sources and vectors below a folder.
fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| ["rs", "py", "json"].iter().any(|one| e == *one)) {
            found.push(path);
        }
    }
}

/// The numbers of the sections.
fn sections(text: &str) -> BTreeSet<&str> {
    let heads = text.lines().filter(|line| line.starts_with("## ") || line.starts_with("### "));
    heads.map(|line| line.split(' ').nth(1).unwrap().trim_end_matches('.')).collect()
}

/// The number that a text begins with, such as `12.7`.
fn number(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    text[..text.find(|c| !is_part(c)).unwrap_or(text.len())].trim_end_matches('.')
}

#[test]
fn every_label_that_the_protocol_and_the_tests_name_is_a_rule() {
    let text = protocol();
    let known: BTreeSet<&str> = rules(&text).into_iter().map(|(label, _)| label).collect();
    let mut paths = vec![root().join("PROTOCOL.md")];
    files(&root().join("tests"), &mut paths);
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        for label in labels(&text) {
            assert!(known.contains(label), "{}: [{label}] is not a rule", path.display());
        }
    }
}

#[test]
fn every_section_that_the_protocol_cites_is_there() {
    let text = protocol();
    let known = sections(&text);
    let mut cited = 0;
    for after in text.split('(').skip(1) {
        let number = number(after);
        if number.contains('.') && after[number.len()..].starts_with([')', ',', ';', '–']) {
            assert!(known.contains(number), "({number}");
            cited += 1;
        }
    }
    assert!(cited > 20, "{cited} sections are cited so");
}

#[test]
fn every_section_that_the_second_implementation_cites_is_there() {
    let text = protocol();
    let known = sections(&text);
    let mut paths = Vec::new();
    files(&root().join("tests/python"), &mut paths);
    let mut cited = 0;
    for path in paths {
        let source = std::fs::read_to_string(&path).unwrap();
        for line in source.lines().filter(|line| !line.contains("RFC")) {
            for after in
                line.split('§').skip(1).filter(|after| after.starts_with(|c: char| c.is_ascii_digit()))
            {
                assert!(known.contains(number(after)), "{}: {line}", path.display());
                cited += 1;
            }
        }
    }
    assert!(cited > 100, "{cited} sections are cited so");
}

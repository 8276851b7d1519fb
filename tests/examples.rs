//! The small examples run, each to its end, and say what they are to say.

#![allow(clippy::unwrap_used, reason = "tests")]

use dual_random::HashAlgorithm;
use dual_random::commit::merkle::TreeBuilder;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What an example prints.
fn run(name: &str) -> String {
    let output = run_with(name, "");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn run_with(name: &str, input: &str) -> Output {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().unwrap().parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--example", name, "--target-dir"]).arg(folder.parent().unwrap());
    cargo.args(folder.ends_with("release").then_some("--release")).current_dir(env!("CARGO_MANIFEST_DIR"));
    let mut running =
        cargo.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    running.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    running.wait_with_output().unwrap()
}

#[test]
fn a_plan_in_code_is_validated_with_all_its_faults() {
    let said = run("plan_in_code");
    assert!(said.contains("重点: 4 of 20\n一般: 9 of 180\n"), "{said}");
    assert!(said.contains("count_over_pool strata[0].quota") || said.contains("empty place"), "{said}");
}

#[test]
fn a_draw_is_consistent_by_itself_and_verified_with_evidence() {
    let said = run("draw_and_verify");
    assert!(said.ends_with("without evidence: consistent\nwith evidence: verified\n"), "{said}");
}

#[test]
fn a_proof_holds_at_the_door_and_a_forged_one_does_not() {
    assert!(run("proof_at_the_door").contains("forged: an inspector's record is not at that place"));
}

#[test]
fn an_amendment_brings_the_next_alternate_in() {
    let said = run("amend");
    assert!(said.contains("refused: ") && said.contains(" came in for "), "{said}");
}

#[test]
fn an_audit_finds_a_changed_document_and_a_dropped_draw_and_nothing_in_a_clean_year() {
    let said = run("log_and_audit");
    let (clean, cheats) = said.split_once('\n').unwrap();
    assert_eq!(clean, "clean year: 6 lines, 0 findings");
    let (changed, dropped) = cheats.split_once("the fourth quarter dropped").unwrap();
    assert!(
        changed.contains(r#""code":"document_missing""#) && changed.contains("缺少日志所指的文件"),
        "{said}"
    );
    assert!(
        dropped.contains(r#""code":"checkpoint""#) && dropped.contains("公开日志与所持日志校验信息不符"),
        "{said}"
    );
    assert!(dropped.ends_with("without the checkpoint nobody sees it: true\n"), "{said}");
}

#[test]
fn a_service_publishes_into_a_map_of_files() {
    let said = run("publish");
    assert!(said.contains("refused: these documents are published already"), "{said}");
    assert!(said.contains("已并入整份抽查结果公示") && said.contains("复核后更正"), "{said}");
}

#[test]
fn the_examples_are_short() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines < 100, "{} has {lines} lines", path.display());
        }
    }
}

#[test]
fn subtrees_that_were_folded_elsewhere_make_the_root() {
    let mut whole = TreeBuilder::new(HashAlgorithm::Sha256);
    let mut lines = String::new();
    for leaves in [0..4u8, 4..8, 8..10, 10..11] {
        let mut part = TreeBuilder::new(HashAlgorithm::Sha256);
        for leaf in leaves.clone() {
            whole.push_data(&[leaf]);
            part.push_data(&[leaf]);
        }
        writeln!(lines, "targets {} {}", leaves.len().ilog2(), part.root().to_hex()).unwrap();
    }
    let output = run_with("subtrees", &lines);
    let expected = format!("targets 11 {}\n", whole.root().to_hex());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);

    let misplaced: Vec<&str> = lines.lines().rev().collect();
    assert!(!run_with("subtrees", &misplaced.join("\n")).status.success());
}

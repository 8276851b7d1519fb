//! The picture of the modules: no arrow leads back. `cargo test --test architecture -- --nocapture` draws it.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The modules in their order: small values first, then the life of a draw, then what is made of draws. Each may use those
/// before it.
const ORDER: [&str; 22] = [
    "say", "types", "fault", "privacy", "roster", "plan", "tables", "rules", "commit", "standing",
    "ceremony", "story", "draw", "amend", "proof", "verify", "record", "witness", "outcome", "deadline",
    "publish", "audit",
];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The part of a source that is compiled into the crate, without comments.
fn code(text: &str) -> String {
    let own = text.split("\n#[cfg(test)]").next().unwrap().split("\n#[cfg(all(test").next().unwrap();
    own.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Each module with the modules that it names.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let inside = file.strip_prefix(&src).unwrap();
        let module =
            inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if ["lib", "guide"].contains(&module) || inside.ends_with("tests.rs") {
            continue;
        }
        let text = code(&std::fs::read_to_string(&file).unwrap());
        let named = text.split("crate::").skip(1).map(|after| {
            after.split(|c: char| !c.is_ascii_lowercase() && c != '_').next().unwrap().to_owned()
        });
        let others = named.filter(|name| name != module && ORDER.contains(&name.as_str()));
        arrows.entry(module.to_owned()).or_default().extend(others);
    }
    arrows
}

#[test]
fn no_module_knows_a_later_one() {
    let arrows = arrows();
    for (place, module) in ORDER.iter().enumerate() {
        let known = arrows.get(*module).unwrap_or_else(|| panic!("there is no module {module}"));
        println!("{module} -> {}", known.iter().map(String::as_str).collect::<Vec<_>>().join(", "));
        for other in known {
            let other_place = ORDER.iter().position(|one| one == other).unwrap();
            assert!(other_place < place, "{module} knows {other}, which comes later");
        }
    }
    let unplaced: Vec<_> = arrows.keys().filter(|module| !ORDER.contains(&module.as_str())).collect();
    assert!(unplaced.is_empty(), "these have no place in the order: {unplaced:?}");
}

//! A whole draw: announced, drawn from the evening's numbers, disclosed, and verified by somebody who trusts nobody.
//!
//! `cargo run --example draw_and_verify`

mod shared;

use dual_random::{Evidence, Grounds, Id, Verdict, verify};
use shared::{NUMBERS, Outcome, drawn};

fn main() -> Outcome<()> {
    // The authority announces, waits for the numbers, draws, and seals. The seal is public at once.
    let (announced, drawn) = drawn()?;
    let digest = announced.announcement.digest();
    println!("announcement {digest}");
    println!("seal {}", drawn.seal().digest()?);
    for visit in drawn.story()?.visits().iter().take(3) {
        let team: Vec<&str> = visit.team().into_iter().map(dual_random::InspectorId::as_str).collect();
        println!("{}: {}", visit.id(), team.join(", "));
    }

    // After the visits everything is disclosed, as one file.
    let disclosure = drawn.disclose(&Grounds::none())?.to_bytes()?;

    // A reader recomputes it all. Without evidence from outside the files it is consistent, and no more.
    let report = verify(&disclosure, &Evidence::new());
    println!("without evidence: {}", report.verdict.code());
    assert_eq!(report.verdict, Verdict::Consistent);

    // With the digest from the signed minutes and the numbers from the publisher it is verified.
    let evidence = Evidence::new().announcement_digest(digest).value(Id::new("kl8")?, NUMBERS);
    let report = verify(&disclosure, &evidence);
    println!("with evidence: {}", report.verdict.code());
    assert_eq!(report.verdict, Verdict::Verified);
    Ok(())
}

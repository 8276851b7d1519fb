//! A team at a company's door shows that this visit was sealed before, and shows nothing of any other visit.
//!
//! `cargo run --example proof_at_the_door`

mod shared;

use dual_random::Say;
use dual_random::proof::{Prover, check_proof};
use shared::{Outcome, drawn};

fn main() -> Outcome<()> {
    let (announced, drawn) = drawn()?;
    let target = drawn.story()?.visits()[0].id().clone();

    // The authority makes the proof from its private result.
    let proof = Prover::of_drawn(&drawn)?.assignment(&target)?.to_bytes()?;

    // The company checks it against the announcement and the seal, which are public.
    let announcement = announced.announcement.bytes();
    let seal = drawn.seal().to_bytes()?;
    let shown = check_proof(&proof, announcement, Some(&seal))?;
    println!("{target} was sealed; the proof has {} bytes", proof.len());
    for limit in shown.limits() {
        println!("it does not show: {}", limit.message(dual_random::Language::En));
    }

    // Whatever is changed in it is found.
    let forged = String::from_utf8(proof)?.replace("检查员", "检察员");
    let error =
        check_proof(forged.as_bytes(), announcement, Some(&seal)).err().ok_or("a forged proof held")?;
    println!("forged: {error}");
    Ok(())
}

//! A drawn company is found closed: it is struck, the next alternate of its stratum comes in, and the amendment is sealed.
//!
//! `cargo run --example amend`

mod shared;

use dual_random::{Date, Digest, Evidence, Grounds, Strikes, TargetStrike, Verdict, verify};
use shared::{Outcome, drawn};

fn main() -> Outcome<()> {
    let (_, mut drawn) = drawn()?;
    let target = drawn.story()?.visits()[0].id().clone();
    let strike = |reason: &str| {
        TargetStrike::new(target.clone(), reason.to_owned(), Digest::of_file("照片与登记查询".as_bytes()))
    };
    let date: Date = "2026-10-20".parse()?;

    // A reason that the announced plan does not list is refused, and the result stays as it was.
    let refused = drawn.amend(Strikes::of(date).targets([strike("另有安排")]));
    println!("refused: {}", refused.err().ok_or("an unlisted reason was taken")?);

    let amended = drawn.amend(Strikes::of(date).targets([strike("已关闭")]))?;
    println!("amendment {}", amended.seal().digest()?);
    let story = drawn.story()?;
    let struck = story.strike_of(&target).ok_or("not struck")?;
    println!("{target} was struck in stratum {}", story.stratum(&struck.visit));
    for visit in story.visits() {
        if let Some((replaced, _)) = story.came_in(visit.id()) {
            println!("{} came in for {replaced}", visit.id());
        }
    }

    // The disclosure shows the amendment, and whoever verifies recomputes it.
    let report = verify(&drawn.disclose(&Grounds::none())?.to_bytes()?, &Evidence::new());
    assert_eq!(report.verdict, Verdict::Consistent);
    Ok(())
}

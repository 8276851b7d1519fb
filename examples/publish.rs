//! What a service does to publish: outcomes come in, the site is planned, its files go into a map, its lines into the log.
//!
//! `cargo run --example publish`

mod shared;

use dual_random::HashAlgorithm;
use dual_random::outcome::{FollowUp, Outcome as Found, Reports, Scheme, TargetReport};
use dual_random::privacy::Policy;
use dual_random::publish::site::{PublicFiles, Site};
use dual_random::record::{Entry, Log};
use dual_random::{Date, Grounds, Say, TargetId, Timestamp};
use shared::{Outcome, drawn};
use std::collections::BTreeMap;

/// What a service keeps: the files of its web server, those that are not shown, and the log.
#[derive(Default)]
struct Service {
    public: BTreeMap<String, Vec<u8>>,
    kept: BTreeMap<String, Vec<u8>>,
    log: Log,
    lines: Vec<Vec<u8>>,
}

impl Service {
    fn publish(&mut self, site: &Site<'_>, at: Timestamp) -> Outcome<()> {
        let mut files = PublicFiles::new(HashAlgorithm::Sha256);
        self.public.iter().for_each(|(name, bytes)| files.put(name, bytes));
        let plan = site.plan(&files, &self.log, at.day())?;
        for file in plan.files() {
            let bytes = file.bytes()?;
            files.put(file.name(), &bytes);
            self.public.insert(file.name().to_owned(), bytes);
        }
        for entry in plan.entries {
            self.lines.push(self.log.push(entry, at)?);
        }
        let arranged = site.arrange(&files, &self.log)?;
        for file in arranged.moves {
            let bytes = self.public.remove(&file.from).ok_or("a file that is not there")?;
            let shelf = if file.to.is_some() { &mut self.public } else { &mut self.kept };
            shelf.insert(file.to.unwrap_or(file.from), bytes);
        }
        arranged.removed.iter().for_each(|name| drop(self.public.remove(name)));
        for copy in arranged.copies {
            self.public.insert(copy.to, self.public[&copy.from].clone());
        }
        let (list, written) = (arranged.list, arranged.files.into_iter());
        self.public.extend(written.chain([list.file]).map(|file| (file.name, file.bytes)));
        for entry in list.withdrawn.into_iter().chain(list.published) {
            self.lines.push(self.log.push(entry, at)?);
        }
        println!("{} documents stand in {} files", arranged.standing.len(), self.public.len());
        Ok(())
    }
}

fn report(target: &TargetId, result: &str, follow_up: FollowUp) -> Outcome<TargetReport> {
    let mut found = Found::new("2026-11-03".parse::<Date>()?, result);
    found.follow_up = follow_up;
    Ok(TargetReport::new(target.clone(), found))
}

fn main() -> Outcome<()> {
    let (announced, drawn) = drawn()?;
    let (mut service, policy) = (Service::default(), Policy::default());
    service.log.push(Entry::announced(&announced.announcement)?, "2026-10-08T10:00:00+08:00".parse()?)?;
    let targets: Vec<TargetId> = drawn.story()?.visits().iter().map(|visit| visit.id().clone()).collect();

    // Before the disclosure: one visit, with its proof.
    let first = vec![report(&targets[0], "1", FollowUp::Nothing)?];
    let reports = Reports::of_drawn(Scheme::common(), first, &drawn)?;
    let mut site = Site::drawn(&drawn, &policy);
    site.reports = Some(&reports);
    service.publish(&site, "2026-11-10T10:00:00+08:00".parse()?)?;

    // After it: the list of all outcomes takes the visit's place.
    let disclosure = drawn.disclose(&Grounds::none())?;
    let all = targets.iter().map(|target| report(target, "1", FollowUp::Nothing)).collect::<Outcome<_>>()?;
    let reports = Reports::of_disclosure(Scheme::common(), all, &disclosure)?;
    let mut site = Site::disclosed(&disclosure, &policy)?;
    site.reports = Some(&reports);
    service.publish(&site, "2027-01-15T18:00:00+08:00".parse()?)?;

    // What is public is replaced with a reason, or not at all.
    let mended = targets.iter().map(|target| report(target, "2", FollowUp::Correction));
    let reports = Reports::of_disclosure(Scheme::common(), mended.collect::<Outcome<_>>()?, &disclosure)?;
    site.reports = Some(&reports);
    let at = "2027-01-20T10:00:00+08:00".parse()?;
    let refused = service.publish(&site, at).err().ok_or("replaced without a reason")?;
    println!("refused: {refused}");
    site.reason = "复核后更正";
    service.publish(&site, at)?;
    for line in service.log.lines().iter().filter(|line| line.reason.is_some()) {
        let reason = line.reason.as_deref().unwrap_or_default();
        println!("line {}: {} {reason}", line.line + 1, line.kind.message(dual_random::Language::Zh));
    }
    Ok(())
}

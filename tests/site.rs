//! What a service gets when it publishes: two quarters in one log, step by step, in a map of files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{announce, date, id, instant, plan, quota, rosters, stratum, values};
use dual_random::HashAlgorithm;
use dual_random::outcome::{
    DocumentNumber, FollowUp, Openness, Outcome, Party, Penalty, PenaltyStatus, Reports, Scheme, TargetReport,
};
use dual_random::privacy::Policy;
use dual_random::proof::check_proof;
use dual_random::publish::site::{
    Arranged, OverviewDraw, PublicFiles, Site, SiteError, compare_list, overview,
};
use dual_random::publish::{
    Format, Period, Powers, PublishError, Remedy, RemedyKind, RosterList, Step, Validity,
};
use dual_random::record::{Entry, LineKind, Log};
use dual_random::{Announced, Digest, Disclosure, Drawn, Grounds, Language, Quoted, TargetId, draw};
use std::collections::{BTreeMap, BTreeSet};

/// A web server's files, those that are kept and not shown, and the log.
#[derive(Default, Clone)]
struct Office {
    public: BTreeMap<String, Vec<u8>>,
    kept: BTreeMap<String, Vec<u8>>,
    log: Log,
}

impl Office {
    fn files(&self) -> PublicFiles {
        let mut files = PublicFiles::new(HashAlgorithm::Sha256);
        self.public.iter().for_each(|(name, bytes)| files.put(name, bytes));
        files
    }

    fn log(&mut self, entry: Entry, at: &str) {
        self.log.push(entry, instant(at)).unwrap();
    }

    /// Publishes; gives what was done after the log's lines.
    fn publish(&mut self, site: &Site<'_>, at: &str) -> Result<Arranged, SiteError> {
        let plan = site.plan(&self.files(), &self.log, instant(at).day())?;
        for file in plan.files() {
            let bytes = file.bytes()?;
            assert_eq!(file.write(std::io::sink()).unwrap(), Digest::of_file(&bytes));
            let before = self.public.insert(file.name().to_owned(), bytes.clone());
            assert!(before.is_none_or(|before| before == bytes), "{} is written over", file.name());
        }
        for entry in plan.entries {
            self.log(entry, at);
        }
        let arranged = site.arrange(&self.files(), &self.log).unwrap();
        for file in &arranged.moves {
            let bytes = self.public.remove(&file.from).unwrap();
            let to = file.to.clone().map(|to| (&mut self.public, to));
            let (shelf, to) = to.unwrap_or((&mut self.kept, file.from.clone()));
            shelf.insert(to, bytes);
        }
        for name in &arranged.removed {
            assert!(self.public.remove(name).is_some(), "{name} is not there");
        }
        for copy in &arranged.copies {
            self.public.insert(copy.to.clone(), self.public[&copy.from].clone());
        }
        self.public.extend(arranged.files.iter().map(|file| (file.name.clone(), file.bytes.clone())));
        let list = &arranged.list;
        list.withdrawn.iter().for_each(|entry| self.log(entry.clone(), at));
        self.public.insert(list.file.name.clone(), list.file.bytes.clone());
        list.published.iter().for_each(|entry| self.log(entry.clone(), at));
        self.is_listed();
        Ok(arranged)
    }

    /// Every file is in the list, but those that go on growing.
    fn is_listed(&self) {
        let files = self.public.iter().map(|(name, bytes)| (name.as_str(), Digest::of_file(bytes)));
        let otherwise = compare_list(&self.public["SHA256SUMS"], files);
        assert!(otherwise.is_empty(), "{otherwise:?}");
        let digest = Digest::of_file(&self.public["SHA256SUMS"]);
        let line = self.log.lines().last().unwrap();
        assert_eq!((line.kind, line.document), (LineKind::Published, digest));
    }

    fn names(&self, begin: &str) -> Vec<&str> {
        self.public.keys().map(String::as_str).filter(|name| name.starts_with(begin)).collect()
    }

    fn text(&self, name: &str) -> &str {
        std::str::from_utf8(&self.public[name]).unwrap()
    }

    /// The lists of files that there ever were.
    fn lists(&self) -> BTreeSet<Digest> {
        let names = self.public.iter().filter(|(name, _)| name.contains("SHA256SUMS"));
        names.map(|(_, bytes)| Digest::of_file(bytes)).collect()
    }

    /// The reasons of the withdrawals of documents.
    fn reasons(&self) -> Vec<&str> {
        let lists = self.lists();
        let lines = self.log.lines().iter().filter(|line| !lists.contains(&line.document));
        lines.filter_map(|line| line.reason.as_deref()).collect()
    }

    /// How often a document was published.
    fn published(&self) -> usize {
        let lists = self.lists();
        let lines = self.log.lines().iter().filter(|line| line.kind == LineKind::Published);
        lines.filter(|line| !lists.contains(&line.document)).count()
    }

    /// Fails where another office has other files, or another log.
    fn is(&self, other: &Self, what: &str) {
        let digests = |office: &Self| -> BTreeMap<String, Digest> {
            office.public.iter().map(|(name, bytes)| (name.clone(), Digest::of_file(bytes))).collect()
        };
        let (own, others) = (digests(self), digests(other));
        let differs = |(name, digest): &(&String, &Digest)| own.get(*name) != Some(digest);
        let names: Vec<&String> = others.iter().filter(differs).map(|(name, _)| name).collect();
        assert!(names.is_empty() && own.len() == others.len(), "{what}: {names:?}");
        assert_eq!(self.log.lines(), other.log.lines(), "{what}");
    }
}

fn ends(name: &str, end: &str) -> bool {
    name.ends_with(end)
}

/// Names of the documents that stand.
fn standing(arranged: &Arranged) -> Vec<&'static str> {
    arranged.standing.iter().map(|set| set.layout.id).collect()
}

fn policy() -> &'static Policy {
    Box::leak(Box::default())
}

/// A quarter's draw, announced and drawn.
fn quarter(number: u64) -> (Announced, Drawn) {
    let mut plan = plan(12, 3, 2);
    plan.draw = id(&format!("draw-{number}"));
    plan.number = number;
    plan.strata = vec![stratum("全部", Vec::new(), quota(3))];
    let announced = announce(plan, rosters(12, 6, 4), number);
    let values = values(&announced.announcement.plan, number);
    let drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
    (announced, drawn)
}

fn targets(drawn: &Drawn) -> Vec<TargetId> {
    drawn.story().unwrap().visits().iter().map(|visit| visit.id().clone()).collect()
}

fn report(target: &TargetId, follow_up: FollowUp) -> TargetReport {
    let mut outcome = Outcome::new(date("2026-11-03"), "1");
    outcome.follow_up = follow_up;
    TargetReport::new(target.clone(), outcome)
}

fn before_disclosure(drawn: &Drawn, reports: Vec<TargetReport>) -> Reports {
    Reports::of_drawn(Scheme::common(), reports, drawn).unwrap()
}

fn after_disclosure(disclosure: &Disclosure, reports: Vec<TargetReport>) -> Reports {
    Reports::of_disclosure(Scheme::common(), reports, disclosure).unwrap()
}

/// An office with a log that has a draw's announcement.
fn office(announced: &Announced) -> Office {
    let mut office = Office::default();
    office.log(Entry::announced(&announced.announcement).unwrap(), "2026-10-08T10:00:00+08:00");
    office
}

const VISITED: &str = "2026-11-10T10:00:00+08:00";
const DISCLOSED: &str = "2027-01-15T18:00:00+08:00";
const LATER: &str = "2027-01-20T10:00:00+08:00";

/// A disclosed draw with its first site: every visit is reported.
fn disclosed() -> (Office, &'static Disclosure, Vec<TargetId>) {
    let (announced, drawn) = quarter(1);
    let mut office = office(&announced);
    let disclosure: &Disclosure = Box::leak(Box::new(drawn.disclose(&Grounds::none()).unwrap()));
    let all = targets(&drawn);
    let reports =
        after_disclosure(disclosure, all.iter().map(|target| report(target, FollowUp::Nothing)).collect());
    let mut site = Site::disclosed(disclosure, policy()).unwrap();
    site.reports = Some(&reports);
    office.publish(&site, DISCLOSED).unwrap();
    (office, disclosure, all)
}

#[test]
fn the_first_publication_is_two_documents_and_an_index() {
    let (announced, _) = quarter(1);
    let mut office = office(&announced);
    let site = Site::announced(&announced.announcement, policy());
    let arranged = office.publish(&site, "2026-10-08T10:00:00+08:00").unwrap();
    assert_eq!(standing(&arranged), ["items", "announcement"]);
    let names: Vec<&str> = arranged.files.iter().map(|file| file.name.as_str()).collect();
    let first = ["verify.html", "pages/catalogue.json", "pages/catalogue.zh.csv", "pages/csvw.json"];
    assert_eq!(names[..4], first);
    assert_eq!(names[names.len() - 3..], ["feed.xml", "files.html", "index.html"]);
    // The page of the draw leads to every document, and the page of files to every file, with its digest.
    let (index, files) = (office.text("index.html"), office.text("files.html"));
    // Search engines read digests; people do not.
    let read = index.split_once("</script>").unwrap().1;
    for (name, bytes) in office.public.iter().filter(|(name, _)| name.starts_with("pages/")) {
        // What machines read, they find in the catalogue's place.
        let is_of_document = !PublicFiles::are_of_no_document(name);
        let is_said = files.contains(&Digest::of_file(bytes).to_hex()) || ends(name, "catalogue.json");
        assert!(!is_of_document || files.contains(&format!("href=\"{name}\"")) && is_said, "{name}");
        assert!(!is_of_document || index.contains(&format!("href=\"{name}\"")), "{name}");
        assert!(!read.contains(&Digest::of_file(bytes).to_hex()), "no digest on the page of the draw");
    }
    // The same once more adds nothing; one format alone is fewer files.
    let again = office.files();
    let plan = site.plan(&again, &office.log, date("2026-10-08")).unwrap();
    assert!(plan.entries.is_empty() && plan.files().next().is_none());
    assert!(plan.names().count() > 4 && plan.names().all(|name| office.public.contains_key(&name)));
    // A page that is gone comes back, and nothing else.
    let (mut gone, page) =
        (PublicFiles::new(HashAlgorithm::Sha256), plan.names().find(|name| ends(name, "zh.html")).unwrap());
    office.public.iter().filter(|(name, _)| **name != page).for_each(|(name, bytes)| gone.put(name, bytes));
    let plan = site.plan(&gone, &office.log, date("2026-10-08")).unwrap();
    let files: Vec<_> = plan.files().map(|file| (file.name().to_owned(), file.bytes().unwrap())).collect();
    assert_eq!(files, [(page.clone(), office.public[&page].clone())]);
    let mut site = Site::announced(&announced.announcement, policy());
    site.formats = vec![Format::Html];
    let plan = site.plan(&PublicFiles::new(HashAlgorithm::Sha256), &Log::new(), date("2026-10-08")).unwrap();
    assert_eq!((plan.documents, plan.files().count(), plan.entries.len()), (2, 4, 2));
}

#[test]
fn what_is_said_of_enforcement_is_a_document_of_its_own_and_its_remedies_stand_with_results() {
    let (mut office, disclosure, all) = disclosed();
    let reports =
        after_disclosure(disclosure, all.iter().map(|target| report(target, FollowUp::Nothing)).collect());
    let mut site = Site::disclosed(disclosure, policy()).unwrap();
    site.reports = Some(&reports);
    // Where nothing is said, there is no such document, and nothing changes.
    let nothing = Powers::default();
    site.powers = Some(&nothing);
    assert!(site.plan(&office.files(), &office.log, date("2027-01-20")).unwrap().entries.is_empty());
    assert!(!office.text("index.html").contains("执法公示"));

    let mut powers = Powers::default();
    powers.procedure = vec![Step::new("立案")];
    site.powers = Some(&powers);
    assert!(standing(&office.publish(&site, LATER).unwrap()).contains(&"powers"));
    assert!(office.reasons().is_empty(), "what is new replaces nothing");
    assert!(office.text("index.html").contains("<h2 id=\"powers\">执法公示</h2>"));
    let page = office.names("pages/powers-").into_iter().find(|name| ends(name, ".zh.html")).unwrap();
    assert!(office.text(page).contains("立案") && office.text(page).contains("未载明"));

    // Remedies change the results too, and both are replaced with a reason, as any other document is.
    let mut old = Remedy::new(RemedyKind::Lawsuit, "示例法院", "三个月内");
    old.validity = Validity::Revised;
    let mut powers = powers.clone();
    powers.remedies = vec![old, Remedy::new(RemedyKind::Lawsuit, "示例法院", "六个月内")];
    site.powers = Some(&powers);
    let SiteError::NoReason { documents } = office.publish(&site, LATER).unwrap_err() else { panic!() };
    assert_eq!(documents.0, ["outcomes", "powers"]);
    site.reason = "补充救济途径";
    office.publish(&site, LATER).unwrap();
    let text = |begin: &str| {
        let name = office.names(begin).into_iter().find(|name| ends(name, ".zh.html")).unwrap();
        office.text(name).to_owned()
    };
    assert!(text("pages/powers-").contains("三个月内") && text("pages/powers-").contains("已修订"));
    let outcomes = text("pages/outcomes-");
    assert!(
        outcomes.contains("六个月内") && !outcomes.contains("三个月内"),
        "those in force stand with results"
    );
}

#[test]
fn rosters_are_shown_before_the_disclosure_where_the_authority_says_so() {
    let (announced, _) = quarter(1);
    let mut office = office(&announced);
    let mut site = Site::announced(&announced.announcement, policy());
    site.rosters = Some(RosterList::of_opening(&announced.announcement, &announced.opening).unwrap());
    let arranged = office.publish(&site, "2026-10-08T10:00:00+08:00").unwrap();
    assert_eq!(standing(&arranged), ["items", "rosters", "announcement"]);
}

#[test]
fn a_visit_before_the_disclosure_comes_with_its_proof_and_goes_into_the_whole_list() {
    let (announced, drawn) = quarter(1);
    let (mut office, all) = (office(&announced), targets(&drawn));
    let reports = before_disclosure(&drawn, vec![report(&all[0], FollowUp::Nothing)]);
    let mut site = Site::drawn(&drawn, policy());
    site.reports = Some(&reports);
    let arranged = office.publish(&site, VISITED).unwrap();
    assert_eq!(standing(&arranged), ["items", "announcement", "visit"]);
    let name = *office.names("pages/visit-").iter().find(|name| ends(name, ".proof.json")).unwrap();
    let (announcement, seal) = (announced.announcement.to_bytes().unwrap(), drawn.seal().to_bytes().unwrap());
    check_proof(&office.public[name], &announcement, Some(&seal)).unwrap();
    let shown = office.names("pages/").into_iter().filter(|name| !ends(name, ".xlsx"));
    let shown: String = shown.map(|name| office.text(name)).collect();
    assert!(all[1..].iter().all(|other| !shown.contains(other.as_str())), "another visit is shown");

    let disclosure = drawn.disclose(&Grounds::none()).unwrap();
    let reports = after_disclosure(&disclosure, vec![report(&all[0], FollowUp::Nothing)]);
    let mut site = Site::disclosed(&disclosure, policy()).unwrap();
    site.reports = Some(&reports);
    let arranged = office.publish(&site, DISCLOSED).unwrap();
    let now = ["items", "rosters", "announcement", "situation", "outcomes", "statistics"];
    assert_eq!(standing(&arranged).iter().filter(|id| now.contains(id)).count(), now.len());
    assert!(!standing(&arranged).contains(&"visit"));
    assert_eq!(office.reasons(), ["已并入整份抽查结果公示"]);
    assert!(office.names("pages/visit-").is_empty());
    assert_eq!(office.names("withdrawn/visit-").len(), 2, "its data and proof");
    assert!(office.public.contains_key("check.html"));
}

/// What is withheld after it was published leaves the public folder, or nothing is published.
#[test]
fn a_visit_that_is_withheld_later_is_taken_back_by_law_and_one_that_is_deleted_with_a_reason() {
    let (announced, drawn) = quarter(1);
    let (mut office, all) = (office(&announced), targets(&drawn));
    let both = || vec![report(&all[0], FollowUp::Nothing), report(&all[1], FollowUp::Nothing)];
    let reports = before_disclosure(&drawn, both());
    let mut site = Site::drawn(&drawn, policy());
    site.reports = Some(&reports);
    office.publish(&site, VISITED).unwrap();
    let named = |office: &Office, id: &TargetId| {
        office.public.iter().any(|(name, bytes)| {
            let is_page = !ends(name, ".xlsx") && !name.starts_with("withdrawn/SHA256SUMS");
            is_page && (name.contains(id.as_str()) || String::from_utf8_lossy(bytes).contains(id.as_str()))
        })
    };
    assert!(named(&office, &all[0]) && named(&office, &all[1]));

    let mut withheld = both();
    withheld[0].openness = Openness::OnRequest;
    let reports = before_disclosure(&drawn, withheld);
    site.reports = Some(&reports);
    site.reason = "依据某法第一条";
    let error = office.publish(&site, LATER).unwrap_err();
    let SiteError::WithheldStays { documents } = &error else { panic!("{error}") };
    assert_eq!(documents.0, [Quoted::new(format!("visit-{}", all[0]))]);
    site.not_public = true;
    assert_eq!(office.publish(&site, LATER).unwrap().hidden, 1);
    assert!(!named(&office, &all[0]) && named(&office, &all[1]));

    let reports = before_disclosure(&drawn, Vec::new());
    site.reports = Some(&reports);
    (site.reason, site.not_public) = ("", false);
    assert!(matches!(office.publish(&site, LATER).unwrap_err(), SiteError::NoReason { .. }));
    site.reason = "填报有误";
    assert_eq!(office.publish(&site, LATER).unwrap().withdrawn, 1);
}

#[test]
fn an_outcome_that_is_withheld_after_the_disclosure_leaves_the_data_of_older_versions_too() {
    let (mut office, disclosure, all) = disclosed();
    let mut reported: Vec<_> = all.iter().map(|target| report(target, FollowUp::Nothing)).collect();
    reported[0].openness = Openness::OnRequest;
    let reports = after_disclosure(disclosure, reported);
    let mut site = Site::disclosed(disclosure, policy()).unwrap();
    site.reports = Some(&reports);
    site.reason = "更正";
    let error = office.publish(&site, LATER).unwrap_err();
    assert!(matches!(error, SiteError::WithheldStays { .. }), "{error}");
    site.not_public = true;
    office.publish(&site, LATER).unwrap();
    assert!(office.names("withdrawn/outcomes-").is_empty());
}

#[test]
fn a_correction_needs_a_reason_and_leaves_the_older_data_public() {
    let (mut office, disclosure, all) = disclosed();
    let older: Vec<String> = office.names("pages/outcomes-").into_iter().map(str::to_owned).collect();
    let reports =
        after_disclosure(disclosure, all.iter().map(|target| report(target, FollowUp::Correction)).collect());
    let mut site = Site::disclosed(disclosure, policy()).unwrap();
    site.reports = Some(&reports);
    let before = office.clone();
    let error = office.publish(&site, LATER).unwrap_err();
    let SiteError::NoReason { documents } = &error else { panic!("{error}") };
    assert_eq!(documents.0, ["outcomes", "statistics"]);
    office.is(&before, "refused");

    site.reason = "复核后更正";
    let arranged = office.publish(&site, LATER).unwrap();
    assert_eq!((arranged.withdrawn, arranged.hidden), (2, 0));
    assert_eq!(office.reasons(), ["复核后更正"; 2]);
    for name in older {
        let withdrawn = name.replace("pages/", "withdrawn/");
        assert!(!office.public.contains_key(&name), "{name}");
        assert_eq!(office.public.contains_key(&withdrawn), ends(&name, ".json"), "{name}");
        assert_eq!(office.kept.contains_key(&name), !ends(&name, ".json"), "{name}");
    }
    assert!(office.text("files.html").contains("复核后更正"));

    // The first version again: it stands, and is not among the withdrawn any more.
    let reports =
        after_disclosure(disclosure, all.iter().map(|target| report(target, FollowUp::Nothing)).collect());
    site.reports = Some(&reports);
    let arranged = office.publish(&site, "2027-01-21T10:00:00+08:00").unwrap();
    assert_eq!(arranged.removed.len(), 2);
    assert_eq!(office.names("withdrawn/").iter().filter(|name| ends(name, ".json")).count(), 2);
}

fn penalty(status: Option<&str>) -> Penalty {
    let number = DocumentNumber::new("州环罚字〔2026〕007号").unwrap();
    let party = Party::Organisation { credit_code: None, legal_representative: None };
    let mut penalty = Penalty::new(number, "示例企业", party, date("2026-11-23"), date("2027-11-23"));
    "超标排放".clone_into(&mut penalty.facts);
    if let Some(why) = status {
        penalty.status = PenaltyStatus::Annulled;
        penalty.changed_on = Some(date("2027-01-19"));
        penalty.explanation = Some(why.to_owned());
    }
    penalty
}

/// Since the disclosure everybody may know at whose inspection a decision was taken: that is no correction.
#[test]
fn the_target_of_a_penalty_is_added_after_the_disclosure_without_a_reason() {
    let (announced, drawn) = quarter(1);
    let (mut office, all) = (office(&announced), targets(&drawn));
    let mut named = report(&all[0], FollowUp::Case);
    if let Ok(outcome) = &mut named.outcome {
        outcome.penalties = vec![penalty(None).number];
    }
    let decisions = [penalty(None)];
    let reports = before_disclosure(&drawn, vec![named.clone()]);
    let mut site = Site::drawn(&drawn, policy());
    (site.reports, site.penalties) = (Some(&reports), Some(&decisions[..]));
    office.publish(&site, VISITED).unwrap();
    let target = |office: &Office| {
        let name = office.names("pages/penalties-").into_iter().find(|name| ends(name, ".json")).unwrap();
        let page: serde_json::Value = serde_json::from_str(office.text(name)).unwrap();
        page["tables"]["penalties"][0]["target"].clone()
    };
    assert!(target(&office).is_null());

    let disclosure = drawn.disclose(&Grounds::none()).unwrap();
    let reports = after_disclosure(&disclosure, vec![named]);
    let mut site = Site::disclosed(&disclosure, policy()).unwrap();
    (site.reports, site.penalties) = (Some(&reports), Some(&decisions[..]));
    office.publish(&site, DISCLOSED).unwrap();
    assert_eq!(target(&office), all[0].as_str());
    assert!(office.reasons().contains(&"补充抽查对象编号和统一社会信用代码，其他内容不变"));
}

#[test]
fn an_annulled_penalty_does_not_stay_public() {
    let (mut office, disclosure, _) = disclosed();
    let (shown, annulled) = ([penalty(None)], [penalty(Some("行政复议撤销"))]);
    let mut site = Site::disclosed(disclosure, policy()).unwrap();
    site.penalties = Some(&shown);
    office.publish(&site, DISCLOSED).unwrap();
    site.penalties = Some(&annulled);
    site.reason = "行政处罚法第四十八条";
    let error = office.publish(&site, LATER).unwrap_err();
    let SiteError::StaysPublic { decisions } = &error else { panic!("{error}") };
    assert_eq!(decisions.0, ["州环罚字〔2026〕007号"]);

    site.not_public = true;
    let arranged = office.publish(&site, LATER).unwrap();
    assert_eq!((arranged.withdrawn, arranged.hidden), (0, 1));
    assert_eq!(office.reasons(), ["依法不再公开：行政处罚法第四十八条"]);
    assert!(office.names("withdrawn/").iter().all(|name| name.contains("SHA256SUMS")), "no data");
    let feed = office.text("feed.xml");
    assert!(feed.contains("依法不再公开") && !feed.contains("withdrawn/"));
    assert!(
        office
            .names("")
            .iter()
            .all(|name| !String::from_utf8_lossy(&office.public[*name]).contains("超标排放"))
    );
    assert!(office.kept.keys().any(|name| name.starts_with("pages/penalties-") && ends(name, ".json")));
}

#[test]
fn a_penalty_that_only_outcomes_name_is_told() {
    let (_, disclosure, all) = disclosed();
    let mut named = report(&all[0], FollowUp::Case);
    let other = DocumentNumber::new("州环罚字〔2026〕009号").unwrap();
    named.outcome.as_mut().unwrap().penalties = vec![penalty(None).number, other.clone()];
    let reports = after_disclosure(disclosure, vec![named]);
    let decisions = [penalty(None)];
    let mut site = Site::disclosed(disclosure, policy()).unwrap();
    site.reports = Some(&reports);
    site.penalties = Some(&decisions);
    assert_eq!(site.unlisted_penalties(), [&other]);
}

#[test]
fn a_file_that_is_changed_added_or_gone_stops_the_publication() {
    let (office, disclosure, all) = disclosed();
    let reports =
        after_disclosure(disclosure, all.iter().map(|target| report(target, FollowUp::Correction)).collect());
    let mut site = Site::disclosed(disclosure, policy()).unwrap();
    (site.reports, site.reason) = (Some(&reports), "更正");
    let find = |end: &str| {
        let names = office.names("pages/outcomes-");
        names
            .into_iter()
            .find(|name| name.ends_with(end) && name.matches('.').count() < 3)
            .unwrap()
            .to_owned()
    };
    let refused = |office: &Office| site.plan(&office.files(), &office.log, date("2027-01-20")).unwrap_err();
    let (html, data) = (find(".zh.html"), find(".json"));
    let mut edited = office.clone();
    edited.public.get_mut(&html).unwrap().push(b'\n');
    assert!(matches!(refused(&edited), SiteError::Changed { name } if name == html.as_str()));
    let mut added = office.clone();
    added.public.insert("pages/notice.html".to_owned(), Vec::new());
    assert!(matches!(refused(&added), SiteError::Stray { name } if name == "pages/notice.html"));
    let mut gone = office.clone();
    gone.public.remove(&data);
    assert!(matches!(refused(&gone), SiteError::Gone { name, .. } if name == data.as_str()));
    // A page follows from its data, so that it may be gone.
    let mut written_anew = office.clone();
    written_anew.public.remove(&html);
    site.plan(&written_anew.files(), &written_anew.log, date("2027-01-20")).unwrap();
}

#[test]
fn the_next_quarter_counts_the_first_in_its_statistics_and_withdraws_nothing_of_it() {
    let (first, disclosure, all) = disclosed();
    let reports =
        after_disclosure(disclosure, all.iter().map(|target| report(target, FollowUp::Nothing)).collect());
    let (announced, drawn) = quarter(2);
    let mut second = Office { log: first.log.clone(), ..Office::default() };
    second.log(Entry::announced(&announced.announcement).unwrap(), LATER);
    let next = drawn.disclose(&Grounds::none()).unwrap();
    let mut site = Site::disclosed(&next, policy()).unwrap();
    site.others = vec![Period::new(disclosure, Some(&reports))];
    let arranged = second.publish(&site, "2027-04-16T18:00:00+08:00").unwrap();
    // The list of the first quarter's files is of another folder.
    assert_eq!(second.published() - first.published() - 1, arranged.standing.len());
    let statistics =
        *second.names("pages/statistics-").iter().find(|name| name.matches('.').count() == 1).unwrap();
    assert!(second.text(statistics).contains("\"draws\":2"));
    // The first quarter's folder is as it was, though the log has grown.
    let mut site = Site::disclosed(disclosure, policy()).unwrap();
    site.reports = Some(&reports);
    assert!(site.plan(&first.files(), &second.log, date("2027-04-16")).unwrap().entries.is_empty());
    // A draw stands once among the periods.
    site.others = vec![Period::new(disclosure, None)];
    let error = site.plan(&first.files(), &second.log, date("2027-04-16")).unwrap_err();
    assert!(matches!(error, SiteError::Publish { error: PublishError::Repeated { .. } }), "{error}");
}

#[test]
fn the_list_names_every_file_and_the_lists_before_stay_public() {
    let (mut office, disclosure, all) = disclosed();
    let first = office.public["SHA256SUMS"].clone();
    let line = office.text("SHA256SUMS").lines().next().unwrap();
    let (digest, name) = line.split_once("  ").unwrap();
    assert_eq!(Digest::of_file(&office.public[name]).to_hex(), digest);
    let names: Vec<&str> =
        office.text("SHA256SUMS").lines().map(|line| line.split_once("  ").unwrap().1).collect();
    assert!(names.is_sorted() && names.contains(&"feed.xml") && !names.contains(&"SHA256SUMS"));
    let mut site = Site::disclosed(disclosure, policy()).unwrap();
    let reports =
        after_disclosure(disclosure, all.iter().map(|target| report(target, FollowUp::Nothing)).collect());
    site.reports = Some(&reports);
    // The same again: nothing is logged and nothing differs.
    let before = office.clone();
    office.publish(&site, LATER).unwrap();
    office.is(&before, "the same again");
    // Something new: the older list is withdrawn, and everybody can read it still.
    let decisions = [penalty(None)];
    site.penalties = Some(&decisions);
    office.publish(&site, LATER).unwrap();
    let kept: Vec<&str> = office.names("withdrawn/SHA256SUMS-");
    assert_eq!((kept.len(), &office.public[kept[0]]), (1, &first));
    let withdrawn = office.log.lines().iter().filter_map(|line| line.reason.as_deref());
    assert_eq!(withdrawn.collect::<Vec<_>>(), ["由新的文件清单代替"]);
    assert!(!office.text("index.html").contains("由新的文件清单代替"), "a list is no document");
}

#[test]
fn a_list_that_is_lost_is_made_again_as_long_as_nothing_else_changed() {
    let (mut office, disclosure, all) = disclosed();
    let mut site = Site::disclosed(disclosure, policy()).unwrap();
    let reports =
        after_disclosure(disclosure, all.iter().map(|target| report(target, FollowUp::Nothing)).collect());
    site.reports = Some(&reports);
    let whole = office.clone();
    for (list, what) in [(None, "gone"), (Some(b"edited".to_vec()), "edited")] {
        office.public.remove("SHA256SUMS");
        office.public.extend(list.map(|list| ("SHA256SUMS".to_owned(), list)));
        office.publish(&site, LATER).unwrap();
        office.is(&whole, what);
    }
    // Other files changed as well: nobody can tell what the list said.
    office.public.insert("seal.json".to_owned(), b"{}\n".to_vec());
    let edited = office.clone();
    let error = office.publish(&site, LATER);
    assert!(error.is_ok(), "the list is there");
    office = edited;
    office.public.remove("SHA256SUMS");
    let error = office.publish(&site, LATER).unwrap_err();
    let SiteError::Gone { name, .. } = &error else { panic!("{error}") };
    assert_eq!(name.as_str(), "SHA256SUMS");
}

#[test]
fn wherever_the_change_of_lists_is_interrupted_the_next_run_goes_on() {
    let (office, disclosure, all) = disclosed();
    let mut site = Site::disclosed(disclosure, policy()).unwrap();
    let reports =
        after_disclosure(disclosure, all.iter().map(|target| report(target, FollowUp::Nothing)).collect());
    let decisions = [penalty(None)];
    site.reports = Some(&reports);
    site.penalties = Some(&decisions);
    let mut whole = office.clone();
    whole.publish(&site, LATER).unwrap();
    // The lines at the end: the page's, that the older list is withdrawn, that the newer one is published.
    let lines = whole.log.lines().len();
    let cut = |keep: usize| {
        let mut log = Log::new();
        for line in &whole.log.lines()[..keep] {
            let entry = match (line.kind, line.reason.as_deref()) {
                (LineKind::Published, _) => Entry::published(Some(&disclosure.announcement), line.document),
                (_, Some(reason)) => Entry::withdrawn(Some(&disclosure.announcement), line.document, reason),
                _ => Entry::announced(&disclosure.announcement),
            };
            log.push(entry.unwrap(), line.at).unwrap();
        }
        log
    };
    let old = (office.public["SHA256SUMS"].clone(), lines - 2);
    let written = (whole.public["SHA256SUMS"].clone(), lines - 1);
    for (list, keep) in [old.clone(), (old.0, lines - 1), written] {
        let mut broken = whole.clone();
        broken.public.insert("SHA256SUMS".to_owned(), list);
        broken.log = cut(keep);
        broken.publish(&site, LATER).unwrap();
        broken.is(&whole, &format!("{keep} lines"));
    }
}

#[test]
fn the_feed_and_the_addresses_that_stay_follow_what_stands() {
    let (mut office, disclosure, all) = disclosed();
    let entries = |office: &Office| office.text("feed.xml").matches("<entry>").count();
    let first = entries(&office);
    assert_eq!(first, office.published(), "the list is none");
    let page = |office: &Office| {
        let pages = office.names("pages/outcomes-");
        (*pages.iter().find(|name| ends(name, ".zh.html")).unwrap()).to_owned()
    };
    let leads = |office: &Office| {
        let page = page(office);
        assert!(office.text("latest/outcomes.zh.html").contains(&format!("url=../{page}\"")));
        let data = office
            .names("pages/outcomes-")
            .into_iter()
            .find(|name| ends(name, ".json") && !ends(name, ".proof.json"));
        assert_eq!(office.public[data.unwrap()], office.public["latest/outcomes.json"]);
    };
    leads(&office);
    let reports =
        after_disclosure(disclosure, all.iter().map(|target| report(target, FollowUp::Correction)).collect());
    let mut site = Site::disclosed(disclosure, policy()).unwrap();
    (site.reports, site.reason) = (Some(&reports), "复核后<更正>");
    office.publish(&site, LATER).unwrap();
    leads(&office);
    assert_eq!(entries(&office), first + 4, "two documents were withdrawn, and two are new");
    let feed = office.text("feed.xml");
    assert!(feed.contains("<summary>复核后&lt;更正&gt;</summary>") && feed.contains("撤回："));
    assert!(!feed.contains("文件清单"));
    for link in feed.split("href=\"").skip(1).map(|part| part.split('"').next().unwrap()) {
        assert!(office.public.contains_key(link) || link == "index.html", "{link}");
    }
    // Schemas are those of what stands.
    let schemas: Vec<&str> = office.names("schemas/");
    assert!(schemas.contains(&"schemas/outcomes.json") && !schemas.contains(&"schemas/visit.json"));
}

#[test]
fn an_overview_leads_to_all_draws_by_year_the_newest_first() {
    let (first, drawn) = quarter(1);
    let (second, _) = quarter(2);
    let mut office = office(&first);
    office.log(Entry::sealed(&first.announcement, drawn.seal()).unwrap(), VISITED);
    office.log(Entry::announced(&second.announcement).unwrap(), VISITED);
    let draws = [
        OverviewDraw::new(&first.announcement, &office.log, "a\"b/index.html"),
        OverviewDraw::new(&second.announcement, &office.log, "2/index.html"),
    ];
    let page = String::from_utf8(overview(&draws, Some("a/log.jsonl"), Language::Zh).unwrap()).unwrap();
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(place("href=\"2/index.html\"") < place("href=\"a&quot;b/index.html\""));
    assert!(place("已公告") < place("检查中") && place("2026年</h2>") < place("href=\"a/log.jsonl\""));
    let en = String::from_utf8(overview(&draws, None, Language::En).unwrap()).unwrap();
    assert!(en.contains("being inspected") && !en.contains("log.jsonl"));
    assert!(page.contains("同一份公开日志") && en.contains("one public log"));
    // An office that began a new log has two.
    let other = self::office(&first);
    let draws = [OverviewDraw::new(&first.announcement, &other.log, "1/index.html"), draws[1].clone()];
    let page = String::from_utf8(overview(&draws, None, Language::Zh).unwrap()).unwrap();
    assert!(page.contains("均登记在公开日志中") && !page.contains("同一份"), "{page}");
}

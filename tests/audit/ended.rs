//! Draws that end without a result, and the voids that say so.

use super::*;

/// A log of one draw that was announced and then ended, with its files, and what an audit finds.
struct EndedDraw {
    announced: Announced,
    /// The whole undrawn.
    undrawn: Vec<u8>,
}

impl EndedDraw {
    /// With another authority that takes part, if it has this secret.
    fn new(partner: Option<&SeedSecret>) -> Self {
        Self::of(partner, |_| {})
    }

    /// The same of another plan.
    fn of(partner: Option<&SeedSecret>, change: impl Fn(&mut Plan)) -> Self {
        let state = State::default();
        let rosters = state.rosters(Cheat::Nothing);
        let mut plan = QUARTERS[0].plan(1, 5, &state, &rosters);
        change(&mut plan);
        let also = partner.map(|secret| {
            dual_random::plan::Authority::new("联合部门")
                .committed(secret.commitment(dual_random::HashAlgorithm::Sha256))
        });
        plan.authorities.extend(also);
        let announced = Draft::new(plan, rosters).unwrap().announce(master(1)).unwrap();
        let secrets: Vec<SeedSecret> = partner.into_iter().cloned().collect();
        let undrawn =
            dual_random::undrawn(&announced.announcement, &announced.opening, &secrets, &Grounds::none());
        Self { undrawn: undrawn.unwrap().to_bytes().unwrap(), announced }
    }

    /// A void that is said and logged at a time of the 7th or 9th; the value closes on the 7th at 21:00.
    fn void(&self, at: &str, ended: Ended) -> Void {
        Void::new(
            dual_random::HashAlgorithm::Sha256,
            self.announced.announcement.digest(),
            instant(&format!("2026-01-{at}+08:00")),
            "名单有误",
            ended,
        )
    }

    fn undrawn(&self, at: &str, missing: &[&str], missing_authorities: &[&str]) -> Void {
        let missing = missing.iter().map(|name| id(name)).collect();
        let missing_authorities = missing_authorities.iter().map(|name| (*name).to_owned()).collect();
        let undrawn = Digest::of_file(&self.undrawn);
        self.void(at, Ended::Undrawn { undrawn, missing, missing_authorities })
    }

    /// What is found when the day of the disclosure has passed, beside that it was not drawn anew.
    fn found(&self, void: &Void, evidence: Option<AuditEvidence>) -> Vec<AuditCode> {
        let mut codes = self.logged(void, void.at, evidence);
        codes.retain(|code| *code != AuditCode::NotRedrawn);
        codes
    }

    /// All that is found of a void that is logged at a time.
    fn logged(&self, void: &Void, at: Timestamp, evidence: Option<AuditEvidence>) -> Vec<AuditCode> {
        let announcement = &self.announced.announcement;
        let mut log = Log::new();
        let mut bytes =
            log.push(Entry::announced(announcement).unwrap(), instant("2026-01-05T11:00:00+08:00")).unwrap();
        bytes.extend(log.push(Entry::voided(announcement, void).unwrap(), at).unwrap());
        let files = [announcement.to_bytes().unwrap(), void.to_bytes().unwrap(), self.undrawn.clone()];
        let documents =
            files.iter().fold(Documents::new(&log), |documents, file| documents.with("file", file));
        let evidence = evidence.unwrap_or_else(|| AuditEvidence::on(instant("2027-03-01T00:00:00+08:00")));
        let report = audit(&Log::from_bytes(&bytes).unwrap(), &documents, &evidence);
        report.findings.iter().map(AuditFinding::code).collect()
    }
}

#[test]
fn what_ends_without_a_draw_is_shown_without_a_result() {
    use AuditCode as A;
    let draw = EndedDraw::new(None);
    let name = "beacon-1";
    // Before the value closes; or after it, when no source published one.
    assert!(draw.found(&draw.undrawn("07T20:59:59", &[], &[]), None).is_empty());
    assert!(draw.found(&draw.undrawn("09T10:00:00", &[name], &[]), None).is_empty());
    let changed = |change: &dyn Fn(&mut Void)| {
        let mut void = draw.undrawn("07T20:00:00", &[], &[]);
        change(&mut void);
        void
    };
    for wrong in [
        draw.undrawn("07T21:00:00", &[], &[]),
        draw.undrawn("09T10:00:00", &["other"], &[]),
        draw.undrawn("09T10:00:00", &[name, "other"], &[]),
        draw.undrawn("07T10:00:00", &[], &["联合部门"]),
        changed(&|void| void.secret_lost = true),
        changed(&|void| void.undrawn = None),
        changed(&|void| void.undrawn = Some(Digest::of_file(b"other"))),
        draw.void("07T20:00:00", Ended::Drawn(Digest::of_file(&draw.undrawn))),
    ] {
        assert!(draw.found(&wrong, None).contains(&A::VoidIncomplete), "{wrong:?}");
    }
    assert_eq!(draw.found(&draw.void("07T20:00:00", Ended::Lost), None), [A::SecretLost]);
    // Somebody found the value that was said to be missing.
    let on = AuditEvidence::on(instant("2027-03-01T00:00:00+08:00"));
    let looked_up = on.clone().value(id("draw-1"), id(name), common::value_text(1), None);
    let missing = draw.undrawn("09T10:00:00", &[name], &[]);
    assert_eq!(draw.found(&missing, Some(looked_up)), [A::ValueDiffers]);
    // Somebody shows that it was out before it was said to close, and before the void.
    let known = |at: &str| {
        let at = instant(&format!("2026-01-07T{at}+08:00"));
        let known = on.clone().value(id("draw-1"), id(name), common::value_text(1), Some(at));
        draw.found(&draw.undrawn("07T20:59:59", &[], &[]), Some(known))
    };
    assert_eq!(known("20:00:00"), [A::ValueKnownEarly; 2]);
    assert!(known("21:00:00").is_empty());
}

#[test]
fn another_authority_that_gives_no_secret_needs_no_false_word() {
    use AuditCode as A;
    let partner = SeedSecret::from_bytes([7; 32]);
    let with = EndedDraw::new(Some(&partner));
    let mut without = EndedDraw::new(Some(&partner));
    let Announced { announcement, opening, .. } = &without.announced;
    without.undrawn =
        dual_random::undrawn(announcement, opening, &[], &Grounds::none()).unwrap().to_bytes().unwrap();
    assert!(with.found(&with.undrawn("07T20:00:00", &[], &[]), None).is_empty());
    // Before the value nobody can have chosen; afterwards nobody can see what was thrown away.
    assert!(without.found(&without.undrawn("07T20:00:00", &[], &["联合部门"]), None).is_empty());
    assert_eq!(without.found(&without.undrawn("09T10:00:00", &[], &["联合部门"]), None), [A::SecretLost]);
    // The void says which secrets its file lacks, and no others.
    assert_eq!(without.found(&without.undrawn("07T20:00:00", &[], &[]), None), [A::VoidIncomplete]);
    assert_eq!(with.found(&with.undrawn("07T20:00:00", &[], &["联合部门"]), None), [A::VoidIncomplete]);
    let lead = "示例市市场监督管理局";
    assert_eq!(with.found(&with.undrawn("07T20:00:00", &[], &[lead]), None), [A::VoidIncomplete]);
    // A secret that nobody committed is refused, and so is a lead without one.
    let stranger = SeedSecret::from_bytes([8; 32]);
    let refused = dual_random::undrawn(
        &with.announced.announcement,
        &with.announced.opening,
        &[stranger],
        &Grounds::none(),
    );
    assert!(refused.is_err());
    let text = String::from_utf8(with.undrawn.clone()).unwrap();
    let at = text.find("\"secrets\":[").unwrap() + 11;
    let headless = format!("{}null{}", &text[..at], &text[at + 66..]);
    let report = dual_random::verify_undrawn(headless.as_bytes());
    assert_eq!(report.verdict, dual_random::Verdict::Contradicted);
}

/// Even a secret that is missing needs its commitment.
#[test]
fn a_secret_too_many_is_found_and_its_place_named() {
    let undrawn = EndedDraw::new(None).undrawn;
    let text = String::from_utf8(undrawn).unwrap();
    let behind = text.find("\"secrets\":[").unwrap() + 11 + 66;
    let longer = format!("{},null{}", &text[..behind], &text[behind..]);
    let report = dual_random::verify_undrawn(longer.as_bytes());
    let failures: Vec<_> = report.failures().filter_map(|check| check.failure()).collect();
    assert!(
        matches!(failures[..], [dual_random::verify::Failure::SecretDiffers { number: 2, .. }]),
        "{failures:?}"
    );
}

#[test]
fn an_undrawn_draws_what_would_have_been_drawn() {
    let draw_1 = EndedDraw::new(None);
    let undrawn = Undrawn::from_bytes(&draw_1.undrawn).unwrap();
    let result = drawn(&draw_1.announced);
    let values = value_of(&draw_1.announced.announcement.plan);
    let would = dual_random::would_draw(&undrawn, &values).unwrap();
    assert_eq!(would, common::opened(&result).result);
    let bytes = draw_1.undrawn.clone();
    assert_eq!(dual_random::verify_undrawn(&bytes).verdict, dual_random::Verdict::Consistent);
    let shown = String::from_utf8(bytes).unwrap();
    let master = master(1).reveal().to_string();
    assert!(!shown.contains(&master), "the master secret opens what is withheld");
    assert!(!format!("{undrawn:?}").contains("salt"));
    // One that somebody made up, without any secret, draws nothing.
    let at = shown.find("\"secrets\":[").unwrap() + 11;
    let bare = Undrawn::from_bytes(format!("{}{}", &shown[..at], &shown[at + 66..]).as_bytes()).unwrap();
    assert!(dual_random::would_draw(&bare, &values).is_err());
    let none = Undrawn::from_bytes(format!("{}null{}", &shown[..at], &shown[at + 66..]).as_bytes()).unwrap();
    assert!(dual_random::would_draw(&none, &values).is_err());
}

/// Every field of an undrawn is bound by the announcement.
#[test]
fn each_change_of_an_undrawn_is_found() {
    let draw = EndedDraw::new(None);
    let whole: serde_json::Value = serde_json::from_slice(&draw.undrawn).unwrap();
    let digest = Digest::of_file(&draw.announced.announcement.to_bytes().unwrap());
    let mut all = 0;
    for (name, changed) in changes(&whole) {
        let bytes = serde_json::to_string(&changed).unwrap() + "\n";
        let report = dual_random::verify_undrawn(bytes.as_bytes());
        let still = report.verdict == dual_random::Verdict::Consistent;
        let of_this = Undrawn::from_bytes(bytes.as_bytes())
            .is_ok_and(|undrawn| undrawn.announcement.digest().unwrap() == digest);
        // Of another announcement it is no undrawn of this void's.
        assert!(!(still && of_this), "{name}");
        all += 1;
    }
    assert!(all > 1000, "{all}");
}

/// With the value, anybody sees what an end before it did, whoever knew it then.
#[test]
fn who_looked_before_the_close_is_seen() {
    let book = year(Cheat::FriendExemptBeforeTheClose);
    let known = instant("2026-04-14T14:00:00+08:00");
    let evidence = book.evidence().value(id("draw-2"), id("beacon-2"), common::value_text(2), Some(known));
    let report = book.audit_with(&evidence);
    assert!(codes(&report).contains(&AuditCode::ValueKnownEarly));
    let friend = report.findings.iter().find_map(|finding| match &finding.problem {
        AuditProblem::RedrawDiffers { difference: RedrawDifference::Targets { ids } } => ids.0.first(),
        _ => None,
    });
    let out = report.changes.iter().find_map(|change| match &change.changed {
        Changed::VoidOut { drawn } => Some(&drawn.0),
        _ => None,
    });
    assert!(out.unwrap().iter().any(|drew: &Drew| Some(&drew.target) == friend), "{friend:?}: {out:?}");
    assert!(report.changes.iter().any(|change| change.code() == ChangeCode::VoidIn));
    // What was thrown away in the open is listed with its void.
    let thrown = year(Cheat::ResultThrownAway).audit();
    let both = thrown.findings.iter().find_map(|finding| match &finding.problem {
        AuditProblem::VoidAfterValue { redraw: Redrawn::Drew { gone, come }, .. } => Some((gone, come)),
        _ => None,
    });
    let (gone, come) = both.unwrap();
    assert!(!gone.0.is_empty() && !come.0.is_empty());
}

/// A void of inspectors' draw would show the selection that it continues, whose visits are still secret: its file waits for
/// the selection's own day, and not a day longer.
#[test]
fn a_void_of_a_staffing_waits_for_the_selection() {
    let state = State::default();
    let rosters = state.rosters(Cheat::Nothing);
    let q1 = &QUARTERS[0];
    let mut book = Book::new();
    let people = (rosters.inspectors.clone(), rosters.recusals.clone());
    let plan = {
        let mut it = q1.plan(1, 6, &state, &rosters);
        it.ceremony = Ceremony::Selection;
        it
    };
    let first = announce(&mut book, Draft::new(plan.clone(), rosters).unwrap(), 1, &q1.at(6, "11:00:00"));
    let selected = drawn(&first);
    seal(&mut book, &first.announcement, &selected, &q1.at(9, "12:00:00"));
    let second = q1.staffing(plan, 2, 10);
    let draft =
        Draft::staffing(second, people.0, people.1, Vec::new(), common::opened(&selected).clone()).unwrap();
    let staffing = announce(&mut book, draft, 2, &q1.at(10, "11:00:00"));
    let result = drawn(&staffing);
    seal(&mut book, &staffing.announcement, &result, &q1.at(12, "12:00:00"));
    let kept = common::disclose(result, &|_| None).to_bytes().unwrap();
    let digest = staffing.announcement.digest();
    let shown = Ended::Drawn(Digest::of_file(&kept));
    let void = Void::new(
        dual_random::HashAlgorithm::Sha256,
        digest,
        instant(&q1.at(13, "12:00:00")),
        "人员有误",
        shown,
    );
    book.file(void.to_bytes().unwrap());
    book.line(Entry::voided(&staffing.announcement, &void).unwrap(), &q1.at(13, "12:00:00"));
    // The inspectors are never drawn anew, which is a finding of its own once the visits are over.
    let on = |book: &Book, at: &str| {
        let mut found = codes(&book.audit_with(&AuditEvidence::on(instant(at))));
        assert_eq!(found.remove(&AuditCode::OpenSeats), at > "2026-04-01");
        assert!(found.remove(&AuditCode::VoidAfterValue));
        found
    };
    assert!(on(&book, "2026-03-31T23:59:59+08:00").is_empty());
    assert!(on(&book, "2026-04-10T17:59:59+08:00").is_empty());
    let late = [AuditCode::NotDisclosed, AuditCode::VoidIncomplete].into();
    assert_eq!(on(&book, "2026-04-10T18:00:01+08:00"), late);
    // Once the selection is open, there is no reason to keep it back.
    disclose(&mut book, &first.announcement, &selected, "2026-04-02T10:00:00+08:00");
    assert_eq!(on(&book, "2026-04-02T10:00:00+08:00"), [AuditCode::VoidIncomplete].into());
    book.file(kept);
    assert!(on(&book, "2026-04-02T10:00:00+08:00").is_empty());
    assert!(on(&book, "2026-05-01T00:00:00+08:00").is_empty());
}

/// Before the close nobody can have chosen; in its very second somebody can.
#[test]
fn a_secret_is_lost_by_accident_before_the_close_alone() {
    let partner = SeedSecret::from_bytes([7; 32]);
    let mut draw = EndedDraw::new(Some(&partner));
    let Announced { announcement, opening, .. } = &draw.announced;
    let undrawn = dual_random::undrawn(announcement, opening, &[], &Grounds::none()).unwrap();
    draw.undrawn = undrawn.to_bytes().unwrap();
    let found = |at: &str| draw.found(&draw.undrawn(at, &[], &["联合部门"]), None);
    assert_eq!(found("07T20:59:59"), []);
    assert_eq!(found("07T21:00:00"), [AuditCode::SecretLost]);
}

#[test]
fn an_undrawn_is_kept_back_until_its_day_and_a_disclosure_not_at_all() {
    let draw = EndedDraw::new(None);
    let on = |at: &str| Some(AuditEvidence::on(instant(&format!("{at}+08:00"))));
    let not_there = Digest::of_file(b"not there");
    let mut undrawn = draw.undrawn("07T20:00:00", &[], &[]);
    undrawn.undrawn = Some(not_there);
    assert_eq!(draw.found(&undrawn, on("2026-04-10T17:59:59")), []);
    assert_eq!(draw.found(&undrawn, on("2026-04-10T18:00:00")), [AuditCode::VoidIncomplete]);
    let drawn = draw.void("07T20:00:00", Ended::Drawn(not_there));
    assert!(draw.found(&drawn, on("2026-02-01T00:00:00")).contains(&AuditCode::VoidIncomplete));
}

#[test]
fn nobody_can_say_before_the_close_that_a_value_did_not_come() {
    let draw = EndedDraw::new(None);
    let found = |at: &str| draw.found(&draw.undrawn(at, &["beacon-1"], &[]), None);
    assert_eq!(found("07T20:59:59"), [AuditCode::VoidIncomplete]);
    assert_eq!(found("07T21:00:00"), []);
}

#[test]
fn an_end_with_nothing_missing_is_said_and_logged_before_the_close() {
    let draw = EndedDraw::new(None);
    let is_complete = |said: &str, logged: &str| {
        let logged = instant(&format!("2026-01-{logged}+08:00"));
        let found = draw.logged(&draw.undrawn(said, &[], &[]), logged, None);
        !found.contains(&AuditCode::VoidIncomplete)
    };
    assert!(is_complete("07T20:59:59", "07T20:59:59"));
    assert!(!is_complete("07T20:59:59", "07T21:00:00"));
    assert!(!is_complete("07T21:00:00", "07T20:59:59"));
}

/// As long as nobody knows whom it would have met, and with all that it bound.
#[test]
fn a_campaign_is_called_off_before_the_close_with_nothing_missing() {
    let partner = SeedSecret::from_bytes([7; 32]);
    let campaign = EndedDraw::of(Some(&partner), |plan| plan.category = Category::Campaign);
    let is_due =
        |draw: &EndedDraw, void: &Void| draw.logged(void, void.at, None).contains(&AuditCode::NotRedrawn);
    let early = campaign.undrawn("07T20:59:59", &[], &[]);
    assert!(!is_due(&campaign, &early));
    for void in [
        campaign.undrawn("07T21:00:00", &[], &[]),
        campaign.undrawn("07T20:00:00", &["beacon-1"], &[]),
        campaign.undrawn("07T20:00:00", &[], &["联合部门"]),
        campaign.void("07T20:00:00", Ended::Lost),
    ] {
        assert!(is_due(&campaign, &void), "{void:?}");
    }
    let routine = EndedDraw::new(Some(&partner));
    assert!(is_due(&routine, &routine.undrawn("07T20:59:59", &[], &[])));
}

/// By a plan under which a value that its publisher corrected counts as not published.
#[test]
fn a_value_of_which_there_are_two_texts_in_time_may_count_as_missing() {
    use dual_random::plan::Correction;
    let found = |corrected: Correction, texts: &[(u64, &str)]| {
        let draw = EndedDraw::of(None, |plan| plan.values[0].corrected = corrected);
        let on = AuditEvidence::on(instant("2027-03-01T00:00:00+08:00"));
        let evidence = texts.iter().fold(on, |evidence, (n, known)| {
            let known = instant(&format!("2026-01-{known}+08:00"));
            evidence.value(id("draw-1"), id("beacon-1"), common::value_text(*n), Some(known))
        });
        draw.found(&draw.undrawn("09T10:00:00", &["beacon-1"], &[]), Some(evidence))
    };
    let (in_time, late) = ("08T10:00:00", "09T10:00:01");
    let differs = AuditCode::ValueDiffers;
    assert_eq!(found(Correction::Fallback, &[(1, in_time), (2, in_time)]), []);
    assert_eq!(found(Correction::Fallback, &[(1, in_time)]), [differs]);
    assert_eq!(found(Correction::Fallback, &[(1, in_time), (2, late)]), [differs]);
    assert_eq!(found(Correction::Void, &[(1, in_time), (2, in_time)]), [differs; 2]);
}

/// What else was looked up changes nothing in what a draw would have drawn.
#[test]
fn a_draw_that_ended_would_have_drawn_by_its_own_values() {
    let book = year(Cheat::FriendExemptBeforeTheClose);
    let right = |evidence: AuditEvidence| {
        let known = instant("2026-04-14T14:00:00+08:00");
        let evidence = evidence.value(id("draw-2"), id("beacon-2"), common::value_text(2), Some(known));
        let changes = book.audit_with(&evidence).changes.into_iter();
        changes
            .filter(|change| matches!(change.code(), ChangeCode::VoidOut | ChangeCode::VoidIn))
            .collect::<Vec<_>>()
    };
    let alone = right(book.evidence());
    assert_eq!(alone.len(), 2);
    let others = [("draw-2", "another"), ("draw-1", "beacon-2")];
    let more = others.into_iter().fold(book.evidence(), |evidence, (draw, name)| {
        evidence.value(id(draw), id(name), common::value_text(9), None)
    });
    assert_eq!(right(more), alone);
}

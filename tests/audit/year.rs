//! A year of draws, and all that may be done otherwise in it.

use super::*;

/// What is done otherwise than in the clean year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cheat {
    Nothing,
    AnnouncedAfterTheValue,
    NumberSkipped,
    OtherAuthority,
    SealedLate,
    SealedBeforeTheValue,
    NeverSealed,
    DisclosedLate,
    NeverDisclosed,
    OtherValueDisclosed,
    AmendmentHidden,
    AmendmentUnlogged,
    RedrawWithoutWord,
    RedrawUnderAnotherItem,
    RedrawOfStanding,
    ResultThrownAway,
    NeverRedrawn,
    FriendExemptBeforeTheClose,
    UndrawnForged,
    UndrawnOfNothing,
    VoidWithoutDisclosure,
    VoidWithOtherDisclosure,
    VoidBackdated,
    DrawIdRepeated,
    SecretLost,
    RedrawWithOtherRoster,
    RedrawWithOtherQuota,
    RedrawWithOldValue,
    SecretReused,
    PoolTouched,
    FriendMarkedAsDrawnBefore,
    CountLowered,
    LastTeamForgotten,
    HeadInvented,
    CapPassed,
    StruckAndForgotten,
    StruckAndRemoved,
    StruckAndVisited,
    StruckTwice,
    RosterForgedAtDisclosure,
    TeamForgedAtDisclosure,
    AmendmentBackdated,
    DisclosureInACentury,
    StruckExemptOnceThenForgotten,
    StaffingDisclosedThenVoided,
    EarlierNamesTheVoid,
    EarlierNamesTwoHeads,
    SealedThenVoidedEarly,
    SealedThenCalledMissing,
    VoidedAfterItsSealWasDue,
    SealedThenSuperseded,
    AmendmentNeverOpened,
    SelectionVoidedAfterDisclosure,
    CountOfAnotherYear,
    SelectionNeverStaffed,
    FreshSeatsNeverDrawn,
    RedrawInAnotherPeriod,
    RedrawUnderOtherClasses,
    RotationOmitted,
    CountOmitted,
    CountInvented,
    LeftOutByAnother,
    StruckUnderAnotherId,
    StruckCarriedNowhere,
    StruckRemovedWithoutCarry,
    OthersBehindIds,
    MaxVisitsTouched,
    WorkloadTouched,
    StaffedByNobody,
    LeftOutSelectively,
    LeftOutByCase,
    StaleHead,
    Pinned,
    OneAddedAfterShortage,
    PageDeleted,
    PageForged,
    PageUnlogged,
    PageOfAnotherDraw,
    PageAboutNothing,
    PersonsSwapped,
    CampaignAgainUnderOtherClasses,
    RedrawWhenCertificatesLapse,
    TeamCertain,
    PageReplaced,
    // Honest courses.
    SeveralAddedAfterShortage,
    RedrawInTheNextQuarter,
    CampaignCalledOff,
    ValueMissing,
    SoleTraders,
    CappedFromOutside,
    RecusedAfterAVisit,
}

/// What a cheat changes in the plan of every quarter.
pub(super) fn shaped(plan: Plan, cheat: Cheat) -> Plan {
    let mut plan = plan;
    match cheat {
        Cheat::StruckCarriedNowhere => {
            plan.strata.iter_mut().for_each(|stratum| stratum.when.push(when("level", &["-"])));
        }
        Cheat::StruckRemovedWithoutCarry => {
            plan.earlier.retain(|earlier| earlier.use_for != EarlierUse::Carry);
        }
        _ => {}
    }
    plan
}

/// A year of four quarters: two strata, amendments, one honest void with its redraw, inspectors drawn later once.
pub(super) fn year(cheat: Cheat) -> Book {
    let mut book = Book::new();
    let mut state = State::default();
    let [q1, q2, q3, q4] = &QUARTERS;

    // First quarter: a struck target, an inspector who falls ill, a proof at a door.
    let rosters = state.rosters(cheat);
    let mut plan = q1.plan(1, 5, &state, &rosters);
    let mut rosters = rosters;
    match cheat {
        Cheat::LeftOutByCase => plan.category = Category::Case,
        Cheat::CappedFromOutside => rosters.targets[40].inspected = 1,
        Cheat::CountOfAnotherYear => plan.period.from = common::date("2025-12-31"),
        Cheat::FreshSeatsNeverDrawn => plan.amendments.replacement = Replacement::FreshValue,
        _ => {}
    }
    let late =
        if cheat == Cheat::AnnouncedAfterTheValue { q1.at(8, "09:00:00") } else { q1.at(5, "11:00:00") };
    let first = announce(&mut book, Draft::new(plan, rosters).unwrap(), 1, &late);
    let (announcement, mut result) = (first.announcement.clone(), drawn(&first));
    let day = match cheat {
        Cheat::SealedLate => 12,
        Cheat::SealedBeforeTheValue => 7,
        _ => 8,
    };
    seal(&mut book, &announcement, &result, &q1.at(day, "12:00:00"));
    let prover = Prover::of_drawn(&result).unwrap();
    let before = common::opened(&result).clone();
    let visited = &before.result.teams[4].target;
    book.proofs.push(prover.assignment(visited).unwrap().to_bytes().unwrap());
    let gone = before.result.teams[0].target.clone();
    let team = &before.result.teams[1];
    let ill = team.seats[0].inspector.clone().unwrap();
    let unamended = result.clone();
    let decided = q1.day(if cheat == Cheat::AmendmentBackdated { 11 } else { 15 });
    let mut list = strikes(decided, Some(&gone), Some((&ill, &team.target)));
    if cheat == Cheat::Nothing {
        list.visited.push(before.result.teams[2].target.clone());
    }
    match cheat {
        Cheat::AmendmentUnlogged => result = common::amend(result, list).unwrap().0,
        _ => result = amend(&mut book, &announcement, result, list, &q1.at(15, "17:00:00")),
    }
    match cheat {
        Cheat::AmendmentHidden => disclose(&mut book, &announcement, &unamended, "2026-04-08T10:00:00+08:00"),
        Cheat::OtherValueDisclosed => {
            let other = vec![UsedValue::main(id("beacon-1"), common::value_text(77))];
            let other = draw(&announcement, &first.opening, &other).unwrap();
            disclose(&mut book, &announcement, &other, "2026-04-08T10:00:00+08:00");
        }
        Cheat::RosterForgedAtDisclosure | Cheat::TeamForgedAtDisclosure => {
            let bytes = common::disclose(result.clone(), &|_| None).to_bytes().unwrap();
            let text = String::from_utf8(bytes).unwrap();
            let (record, other) = if cheat == Cheat::RosterForgedAtDisclosure {
                let record = |inspected| format!("\"id\":\"{visited}\",\"inspected\":{inspected}");
                (record(0), record(1))
            } else {
                // Another person behind the certificate number.
                let inspectors = &common::opened(&result).rosters.inspectors;
                let seated = before.result.teams[4].seats[0].inspector.as_ref();
                let record = inspectors.iter().find(|record| Some(&record.draw.id) == seated).unwrap();
                let name = &record.identity.shown().unwrap().name;
                (format!("\"name\":\"{name}\""), format!("\"name\":\"{name}甲\""))
            };
            assert!(text.contains(&record));
            let forged = text.replace(&record, &other);
            let digest = book.file(forged.into_bytes());
            book.line(Entry::disclosed(&announcement, digest).unwrap(), "2026-04-08T10:00:00+08:00");
        }
        Cheat::NeverDisclosed => {}
        _ => {
            let at = if cheat == Cheat::DisclosedLate {
                "2026-04-11T10:00:00+08:00"
            } else {
                "2026-04-02T10:00:00+08:00"
            };
            disclose(&mut book, &announcement, &result, at);
            if cheat != Cheat::DisclosedLate {
                publish_pages(&mut book, &announcement, &result, cheat);
            }
        }
    }
    // Whoever names a draw as it was before its strikes need not carry anybody over.
    state.add(&mut book, common::opened(if cheat == Cheat::StaleHead { &unamended } else { &result }));
    if matches!(cheat, Cheat::NeverSealed) {
        // The next one is announced, and nothing more is heard of it.
        let rosters = state.rosters(cheat);
        let plan = q2.plan(2, 13, &state, &rosters);
        announce(&mut book, Draft::new(plan, rosters).unwrap(), 2, &q2.at(13, "11:00:00"));
        return book;
    }

    // Second quarter: the wrong list was used, which is found after the draw. It is voided, shown, and drawn anew.
    let rosters = state.rosters(cheat);
    let number = if cheat == Cheat::NumberSkipped { 3 } else { 2 };
    let mut plan = shaped(q2.plan(number, 13, &state, &rosters), cheat);
    if matches!(cheat, Cheat::CampaignCalledOff | Cheat::CampaignAgainUnderOtherClasses) {
        plan.category = Category::Campaign;
    }
    let draft = Draft::new(plan.clone(), rosters.clone()).unwrap();
    let announced = if cheat == Cheat::NumberSkipped {
        // A log of one's own refuses that, so the line is written past it.
        let announced = draft.announce(master(2)).unwrap();
        book.file(announced.announcement.to_bytes().unwrap());
        let entry = Entry::announced(&announced.announcement).unwrap();
        assert!(book.log.push(entry, instant(&q2.at(13, "11:00:00"))).is_err());
        let line = String::from_utf8(book.bytes.clone()).unwrap().lines().next().unwrap().to_owned();
        let old = book.log.lines()[0].clone();
        let digest = announced.announcement.digest().to_hex();
        let line = line
            .replace(&old.document.to_hex(), &digest)
            .replace(&old.at.to_string(), &q2.at(13, "11:00:00"))
            .replace("\"line\":0,\"number\":1", &format!("\"line\":{},\"number\":3", book.log.lines().len()));
        book.bytes.extend(line.as_bytes());
        book.bytes.push(b'\n');
        return book;
    } else {
        announce(&mut book, draft, 2, &q2.at(13, "11:00:00"))
    };
    let (announcement, result) = (announced.announcement.clone(), drawn(&announced));
    match cheat {
        Cheat::EarlierNamesTheVoid | Cheat::SealedThenCalledMissing => {
            seal(&mut book, &announcement, &result, &q2.at(16, "10:00:00"));
        }
        // The value was there before it was said to close.
        Cheat::SealedThenVoidedEarly | Cheat::SealedThenSuperseded => {
            seal(&mut book, &announcement, &result, &q2.at(14, "10:00:00"));
        }
        _ => {}
    }
    let void_head = common::opened(&result).head;
    let voided = |day: u32, ended: Ended| {
        let at = instant(&q2.at(day, "15:00:00"));
        Void::new(dual_random::HashAlgorithm::Sha256, announcement.digest(), at, "误用了旧名单", ended)
    };
    // What is found before the value ends the draw without a result; what is found after it, with the whole of it.
    let early = |book: &mut Book, day: u32, missing: Vec<dual_random::Id>| {
        let undrawn = book.file(undrawn_of(&announced).to_bytes().unwrap());
        Some(voided(day, Ended::Undrawn { undrawn, missing, missing_authorities: Vec::new() }))
    };
    let void = match cheat {
        Cheat::SecretLost => Some(voided(16, Ended::Lost)),
        Cheat::VoidWithoutDisclosure => early(&mut book, 16, Vec::new()),
        Cheat::SealedThenCalledMissing | Cheat::ValueMissing => early(&mut book, 16, vec![id("beacon-2")]),
        Cheat::VoidedAfterItsSealWasDue => early(&mut book, 20, vec![id("beacon-2")]),
        Cheat::UndrawnOfNothing => {
            let undrawn = Digest::of_file(b"another file");
            let (missing, missing_authorities) = (Vec::new(), Vec::new());
            Some(voided(14, Ended::Undrawn { undrawn, missing, missing_authorities }))
        }
        Cheat::UndrawnForged => {
            let text = String::from_utf8(undrawn_of(&announced).to_bytes().unwrap()).unwrap();
            let undrawn = book.file(text.replacen("\"inspected\":0", "\"inspected\":1", 1).into_bytes());
            let (missing, missing_authorities) = (Vec::new(), Vec::new());
            Some(voided(14, Ended::Undrawn { undrawn, missing, missing_authorities }))
        }
        Cheat::VoidWithOtherDisclosure => {
            let other =
                book.files.iter().find(|file| String::from_utf8_lossy(file).contains("\"disclosure\""));
            Some(voided(16, Ended::Drawn(Digest::of_file(other.unwrap()))))
        }
        Cheat::RedrawWithoutWord
        | Cheat::RedrawUnderAnotherItem
        | Cheat::RedrawInAnotherPeriod
        | Cheat::RedrawOfStanding
        | Cheat::SealedThenSuperseded => None,
        Cheat::ResultThrownAway
        | Cheat::RedrawUnderOtherClasses
        | Cheat::RedrawWithOldValue
        | Cheat::EarlierNamesTheVoid => {
            let bytes = common::disclose(result, &|_| None).to_bytes().unwrap();
            let digest = book.file(bytes);
            Some(voided(16, Ended::Drawn(digest)))
        }
        _ => early(&mut book, 14, Vec::new()),
    };
    if let Some(void) = &void {
        book.file(void.to_bytes().unwrap());
        let day = if cheat == Cheat::VoidBackdated { q2.at(16, "15:00:00") } else { void.at.to_string() };
        book.line(Entry::voided(&announcement, void).unwrap(), &day);
    }
    if matches!(cheat, Cheat::NeverRedrawn | Cheat::CampaignCalledOff | Cheat::VoidedAfterItsSealWasDue) {
        return book;
    }
    if cheat == Cheat::SealedThenSuperseded {
        // The redraw is announced before the first one's value closes.
        let mut again = q2.plan(3, 14, &state, &rosters);
        again.supersedes = Some(dual_random::plan::Supersedes::new(announcement.digest(), "误用了旧名单"));
        announce(&mut book, Draft::new(again, rosters).unwrap(), 3, &q2.at(14, "11:00:00"));
        return book;
    }
    let friend = common::opened(&drawn(&announced)).result.strata[1].drawn[0].id.clone();
    let mut again = shaped(q2.plan(3, 18, &state, &rosters), cheat);
    let silent = matches!(
        cheat,
        Cheat::RedrawWithoutWord
            | Cheat::RedrawUnderAnotherItem
            | Cheat::RedrawInAnotherPeriod
            | Cheat::RedrawUnderOtherClasses
            | Cheat::CampaignAgainUnderOtherClasses
    );
    again.supersedes =
        (!silent).then(|| dual_random::plan::Supersedes::new(announcement.digest(), "误用了旧名单"));
    let mut rosters = rosters;
    match cheat {
        Cheat::RedrawWithOtherQuota => again.strata[0].quota = quota(3),
        Cheat::RedrawWithOtherRoster => rosters.inspectors[4].max_visits = common::visits(1),
        // The value was out before it was said to close: with it, the void draw would have drawn this one.
        Cheat::FriendExemptBeforeTheClose => {
            let friend = rosters.targets.iter_mut().find(|target| target.id == friend).unwrap();
            friend.exemption = Some(closed());
            again.registers[0].count = 44;
        }
        Cheat::RedrawWithOldValue => {
            again.announce_at = instant(&q2.at(14, "10:00:00"));
            again.values[0].source.closes = instant(&q2.at(16, "14:00:00"));
        }
        Cheat::DrawIdRepeated => again.draw = id("draw-2"),
        Cheat::RedrawUnderAnotherItem => {
            again.items[0].id = id("item-1b");
            again.strata.iter_mut().for_each(|stratum| stratum.items = vec![id("item-1b")]);
        }
        // The day after the quarter, and visits within it.
        Cheat::RedrawInAnotherPeriod => {
            again.period = Days { from: common::date("2026-07-01"), to: common::date("2026-07-01") };
            again.visits_reason = Some("补查".to_owned());
        }
        Cheat::RedrawUnderOtherClasses | Cheat::CampaignAgainUnderOtherClasses => {
            rosters.targets.iter_mut().for_each(|target| target.class += "类");
            again.classes.iter_mut().for_each(|class| *class += "类");
            again.strata[0].when = vec![when("class", &["重点类"])];
            again.strata[1].when = vec![when("class", &["一般类"])];
        }
        Cheat::OtherAuthority => again.authorities[0].name = "另一局".to_owned(),
        // Moved by a month, the visits are none that some may make.
        Cheat::RedrawWhenCertificatesLapse => {
            again.visits.to = common::date("2026-06-29");
        }
        Cheat::OthersBehindIds => {
            rosters.targets[3].name = "另一家企业".to_owned();
            rosters.inspectors[2].name = "另一人".to_owned();
        }
        Cheat::RedrawInTheNextQuarter => {
            again.visits = Days { from: common::date("2026-07-03"), to: common::date("2026-07-20") };
            again.visits_reason = Some("作废重抽".to_owned());
        }
        _ => {}
    }
    let secret = if cheat == Cheat::SecretReused { 1 } else { 3 };
    let redraw = announce(&mut book, Draft::new(again, rosters).unwrap(), secret, &q2.at(18, "11:00:00"));
    let result = drawn(&redraw);
    seal(&mut book, &redraw.announcement, &result, &q2.at(21, "12:00:00"));
    let mut result = result;
    if cheat == Cheat::StruckTwice {
        let list = strikes(q2.day(28), state.struck.iter().next(), None);
        result = amend(&mut book, &redraw.announcement, result, list, &q2.at(28, "17:00:00"));
    }
    disclose(&mut book, &redraw.announcement, &result, "2026-07-02T10:00:00+08:00");
    state.add(&mut book, common::opened(&result));

    // Third quarter: inspectors are drawn later. One target is struck in between.
    let rosters = state.rosters(cheat);
    let people = (rosters.inspectors.clone(), rosters.recusals.clone());
    let plan = shaped(q3.plan(4, 6, &state, &rosters), cheat);
    let plan = {
        let mut it = plan;
        it.ceremony = Ceremony::Selection;
        it
    };
    let mut selected = plan.clone();
    if cheat == Cheat::HeadInvented {
        selected.earlier.push(Earlier::new(Digest::of_file(b"nothing"), EarlierUse::Count));
    }
    if cheat == Cheat::EarlierNamesTheVoid {
        selected.earlier.push(Earlier::new(void_head, EarlierUse::Count));
    }
    if cheat == Cheat::EarlierNamesTwoHeads {
        let head = common::opened(&unamended).head;
        selected.earlier.push(Earlier::new(head, EarlierUse::Count));
    }
    let selection =
        announce(&mut book, Draft::new(selected.clone(), rosters).unwrap(), 4, &q3.at(6, "11:00:00"));
    let result = drawn(&selection);
    seal(&mut book, &selection.announcement, &result, &q3.at(9, "12:00:00"));
    let gone = common::opened(&result).result.strata[1].drawn[0].id.clone();
    let list = strikes(q3.day(9), Some(&gone), None);
    let result = amend(&mut book, &selection.announcement, result, list, &q3.at(9, "17:00:00"));
    let mut second = q3.staffing(selected, 5, 10);
    let (mut inspectors, mut recusals) = people;
    let mut listed = Vec::new();
    let mut list = |kind, inspector: InspectorId, target| {
        listed.push({
            let mut it = Change::new(kind, inspector, q3.day(9), "变动");
            it.target = target;
            it
        });
    };
    match cheat {
        Cheat::PersonsSwapped => inspectors[7].name = "另一人".to_owned(),
        Cheat::PoolTouched => list(ChangeKind::InspectorRemoved, inspectors.remove(7).id, None),
        Cheat::MaxVisitsTouched => {
            inspectors[7].max_visits = common::visits(9);
            list(ChangeKind::InspectorChanged, inspectors[7].id.clone(), None);
        }
        // Only one is left, so no team can be made; nobody is short but by this.
        Cheat::StaffedByNobody => {
            inspectors.drain(1..).for_each(|gone| list(ChangeKind::InspectorRemoved, gone.id, None));
            for gone in std::mem::take(&mut recusals) {
                list(ChangeKind::RecusalRemoved, gone.inspector, Some(gone.target));
            }
        }
        Cheat::WorkloadTouched => {
            second.workload = Workload::Common(2);
            second.changed_rules = vec![ChangedRule::new(ChangeableRule::Workload, q3.day(9), "均衡")];
        }
        _ => {}
    }
    if cheat == Cheat::SelectionNeverStaffed {
        disclose(&mut book, &selection.announcement, &result, "2026-10-02T10:00:00+08:00");
        state.add(&mut book, common::opened(&result));
        return book;
    }
    let draft =
        Draft::staffing(second, inspectors, recusals, listed, common::opened(&result).clone()).unwrap();
    let staffing = announce(&mut book, draft, 5, &q3.at(10, "11:00:00"));
    if cheat == Cheat::AmendmentNeverOpened {
        let also = common::opened(&result).result.strata[1].drawn[1].id.clone();
        let list = strikes(q3.day(11), Some(&also), None);
        amend(&mut book, &selection.announcement, result, list, &q3.at(11, "10:00:00"));
    }
    let result = drawn(&staffing);
    seal(&mut book, &staffing.announcement, &result, &q3.at(12, "12:00:00"));
    disclose(&mut book, &staffing.announcement, &result, "2026-10-02T10:00:00+08:00");
    // What was disclosed was shown: whoever voids it afterwards would have its reports forgotten.
    let of = match cheat {
        Cheat::StaffingDisclosedThenVoided => Some(&staffing.announcement),
        Cheat::SelectionVoidedAfterDisclosure => Some(&selection.announcement),
        _ => None,
    };
    if let Some(of) = of {
        let shown = Ended::Drawn(Digest::of_file(book.files.last().unwrap()));
        let at = instant("2026-10-02T11:00:00+08:00");
        let void = Void::new(dual_random::HashAlgorithm::Sha256, of.digest(), at, "人员有误", shown);
        book.file(void.to_bytes().unwrap());
        book.void_past_the_log(&void, of.plan.number, "2026-10-02T11:00:00+08:00");
    }
    state.add(&mut book, common::opened(&result));

    // Fourth quarter: nothing special.
    let mut rosters = state.rosters(cheat);
    match cheat {
        Cheat::RotationOmitted => rosters.targets.iter_mut().for_each(|target| target.last_team.clear()),
        Cheat::CountOmitted => rosters.targets.iter_mut().for_each(|target| target.inspected = 0),
        Cheat::CountInvented => state.friend(&mut rosters.targets).inspected = 1,
        // Those of the first quarter are in the pool again.
        Cheat::LeftOutSelectively => {
            let first = &book.stood[0].1;
            rosters.targets.iter_mut().filter(|target| first.contains(&target.id)).for_each(|target| {
                target.drawn_before = false;
            });
        }
        // Two are left for the two seats of each target of one class.
        Cheat::TeamCertain => {
            for n in [7, 8] {
                rosters.inspectors[n].qualifications.push("辐射".to_owned());
                rosters.inspectors[n].max_visits = common::visits(9);
            }
        }
        Cheat::Pinned => {
            rosters.inspectors[7].qualifications.push("辐射".to_owned());
            rosters.inspectors[7].max_visits = common::visits(9);
        }
        // Ten seats for eight visits.
        Cheat::OneAddedAfterShortage | Cheat::SeveralAddedAfterShortage => {
            rosters.inspectors.truncate(8);
            rosters.inspectors.iter_mut().for_each(|inspector| inspector.max_visits = common::visits(1));
        }
        Cheat::SoleTraders => {
            let struck = state.struck.iter().next().unwrap();
            let name = rosters.targets.iter().find(|target| target.id == *struck).unwrap().name.clone();
            let other = state.friend(&mut rosters.targets);
            (other.name, other.credit_code) = (name, None);
        }
        Cheat::RecusedAfterAVisit => {
            // Of those whom rotation does not keep from it anyway.
            let five = common::inspector_id(5);
            let visited = state.visits.iter().filter(|(_, (_, team))| !team.contains(&five));
            rosters.recusals.extend(visited.map(|(target, _)| {
                let mut it = common::recusal(5, 0);
                it.target = target.clone();
                it
            }));
        }
        // Under a new id the same company is neither carried nor exempt.
        Cheat::StruckUnderAnotherId => {
            let back = rosters.targets.iter_mut().find(|target| state.struck.contains(&target.id)).unwrap();
            back.id = TargetId::new("T900").unwrap();
            back.exemption = None;
        }
        _ => {}
    }
    let mut plan = shaped(q4.plan(6, 12, &state, &rosters), cheat);
    match cheat {
        Cheat::LeftOutSelectively => {
            let first = state.heads[0];
            plan.earlier.retain(|named| named.use_for != EarlierUse::LeaveOut || named.head != first);
        }
        Cheat::TeamCertain => {
            plan.teams[0].seats.iter_mut().for_each(|seat| seat.qualifications = vec!["辐射".to_owned()]);
        }
        Cheat::Pinned => {
            plan.min_pool = 1;
            plan.teams[0].seats[0].qualifications = vec!["辐射".to_owned()];
        }
        Cheat::RotationOmitted => {
            plan.rotation = true;
            plan.earlier.retain(|earlier| earlier.use_for != EarlierUse::Rotation);
        }
        Cheat::CountOmitted => plan.earlier.retain(|earlier| earlier.use_for != EarlierUse::Count),
        Cheat::LeftOutByAnother => {
            plan.items[0].id = id("another");
            plan.items[0].name = "另一事项".to_owned();
            plan.strata.iter_mut().for_each(|stratum| stratum.items = vec![id("another")]);
        }
        Cheat::StruckUnderAnotherId => {
            let there: BTreeSet<&TargetId> = rosters.targets.iter().map(|target| &target.id).collect();
            let carried: Vec<TargetId> =
                state.struck.iter().filter(|id| !there.contains(id)).cloned().collect();
            let (count, reason) = (carried.len() as u64, "已注销".to_owned());
            plan.left_out.push(dual_random::plan::LeftOut::new(count, reason.clone()).carried(carried));
            plan.added.push(dual_random::plan::Reasoned::new(count, reason));
        }
        Cheat::DisclosureInACentury => plan.disclose_by = instant("2126-01-10T18:00:00+08:00"),
        // Everybody is drawn who was not drawn yet; so is who was struck for being closed.
        Cheat::StruckAndVisited => {
            let whole = Size::All;
            plan.strata.iter_mut().for_each(|stratum| stratum.quota.size = whole.clone());
        }
        _ => {}
    }
    let people = (rosters.inspectors.clone(), rosters.recusals.clone());
    let mut last = announce(&mut book, Draft::new(plan.clone(), rosters).unwrap(), 6, &q4.at(12, "11:00:00"));
    let mut result = drawn(&last);
    seal(&mut book, &last.announcement, &result, &q4.at(15, "12:00:00"));
    // What could not be filled is filled with those who were found since.
    let added = match cheat {
        Cheat::OneAddedAfterShortage => 8..9,
        Cheat::SeveralAddedAfterShortage => 8..11,
        _ => 0..0,
    };
    if !added.is_empty() {
        let mut seats = common::opened(&result).result.teams.iter().flat_map(|team| &team.seats);
        assert!(seats.any(dual_random::commit::document::SeatResult::is_short));
        let (mut inspectors, recusals) = people;
        let come: Vec<_> = added.map(|n| inspector(n, 1)).collect();
        let listed = come.iter().map(|inspector| {
            Change::new(ChangeKind::InspectorAdded, inspector.id.clone(), q4.day(16), "借调")
        });
        let listed = listed.collect();
        inspectors.extend(come);
        let second = q4.staffing(plan, 7, 16);
        let before = common::opened(&result).clone();
        let draft = Draft::staffing(second, inspectors, recusals, listed, before).unwrap();
        last = announce(&mut book, draft, 7, &q4.at(16, "11:00:00"));
        result = drawn(&last);
        seal(&mut book, &last.announcement, &result, &q4.at(18, "12:00:00"));
    }
    disclose(&mut book, &last.announcement, &result, "2027-01-05T10:00:00+08:00");
    state.add(&mut book, common::opened(&result));
    book
}

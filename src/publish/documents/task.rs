//! 抽查任务单: what each team is to do, and how it came about. Secret until the visit.

use super::{authorities, bound_to, credit_code, name};
use crate::commit::document::{Amendment, Disclosed, Disclosure, TargetStrike};
use crate::draw::Drawn;
use crate::plan::{Item, SeatAsk};
use crate::privacy::Policy;
use crate::proof::Prover;
use crate::publish::cell::{Word, Words, word_list};
use crate::publish::head::{
    Head, Worded, choice, code, count, date, document, of, one_of, ordinal, table, text, texts,
};
use crate::publish::layout::{
    AUTHORITIES, CATEGORY, CLASS, CREDIT_CODE, DEPARTMENT, DISTRICT, ID, NAME, RANK, REASON, SCAN, STRATUM,
    TITLE, VISITS_FROM, VISITS_TO, word,
};
use crate::publish::page::Page;
use crate::publish::publication::WriteError;
use crate::publish::screen::PublishError;
use crate::roster::{Contacts, Role, inspector, target};
use crate::rules::Reason;
use crate::story::{Changed, Seat, SeatEvent, Story, Visit};
use crate::types::date::Date;
use crate::types::id::{Id, InspectorId, TargetId};
use std::collections::BTreeSet;

/// One sheet a team, in the order of service, from a result before its disclosure.
///
/// # Errors
/// When the result does not recompute, or a text of the announcement holds what canonical JSON refuses.
pub fn task_sheets<'a>(drawn: &'a Drawn, contacts: &'a Contacts) -> Result<Vec<Page<'a>>, PublishError> {
    sheets(drawn, &drawn.story()?, contacts, |_| true)
}

/// The same one after the other, for one who does not hold them all.
pub(in crate::publish) fn each_task_sheet<'a>(
    drawn: &'a Drawn,
    contacts: &'a Contacts,
    take: impl FnMut(Page<'a>) -> Result<(), WriteError>,
) -> Result<(), WriteError> {
    each_sheet(drawn, &drawn.story()?, contacts, |_| true, take)
}

/// The sheets that the last amendment made new, behind the list of what changed and what is taken back; none without an
/// amendment.
///
/// # Errors
/// When the result does not recompute, or a text of the announcement holds what canonical JSON refuses.
pub fn amended_task_sheets<'a>(
    drawn: &'a Drawn,
    contacts: &'a Contacts,
) -> Result<Vec<Page<'a>>, PublishError> {
    let (result, story) = (drawn.result(), drawn.story()?);
    let (Some(amendment), Some(changed)) = (result.amendments.last(), story.last_change()) else {
        return Ok(Vec::new());
    };
    let wanted: BTreeSet<&TargetId> = changed.made.iter().copied().collect();
    let mut all = sheets(drawn, &story, contacts, |id| wanted.contains(id))?;
    all.insert(0, changes(bound_to(result)?, result, &story, amendment, changed));
    Ok(all)
}

document! {
    /// What an amendment changed of the task sheets.
    TASK_CHANGES = "task_changes", "抽查任务单的变动（内部，检查前保密）", "Changes of task sheets (secret until the visit)",
    public: false;
    fn changes<'a>(it: &'a Disclosure, story: &Story<'a>, amendment: &'a Amendment, changed: &Changed<'a>);
    facts {
        TITLE => &it.announcement.plan.title,
        ordinal("number", "递补与更换", "Amendment") => amendment.seal.number,
        date("date", "日期", "Date") => amendment.strikes.date,
    }
    table {
        "changed", "以下任务单为新派发或者检查人员有变更，原任务单作废", "These tasks are new, or have another team than before";
        for target in changed.made.iter().filter_map(|id| story.visit(id)).map(|visit| visit.record).collect() => {
            ID => &target.draw.id,
            NAME => name(target, &Policy::default()),
        }
    }
    table {
        "revoked", "以下任务单作废，请收回", "These tasks no longer hold: take them back";
        for (target, strike) in revoked(story, changed) => {
            ID => &target.draw.id,
            NAME => name(target, &Policy::default()),
            REASON => &strike.reason,
        }
    }
}

/// The targets whose sheets are taken back, with their strikes.
fn revoked<'a>(
    story: &Story<'a>,
    changed: &Changed<'a>,
) -> Vec<(&'a Disclosed<target::Marker>, &'a TargetStrike)> {
    let revoked: BTreeSet<&TargetId> = changed.revoked.iter().copied().collect();
    let struck = story.struck().iter().filter(|struck| revoked.contains(struck.visit.id()));
    struck.map(|struck| (struck.visit.record, struck.strike)).collect()
}

fn sheets<'a>(
    drawn: &'a Drawn,
    story: &Story<'a>,
    contacts: &'a Contacts,
    is_wanted: impl Fn(&TargetId) -> bool,
) -> Result<Vec<Page<'a>>, PublishError> {
    let mut all = Vec::new();
    each_sheet(drawn, story, contacts, is_wanted, |page| {
        all.push(page);
        Ok::<(), PublishError>(())
    })?;
    Ok(all)
}

fn each_sheet<'a, E: From<PublishError>>(
    drawn: &'a Drawn,
    story: &Story<'a>,
    contacts: &'a Contacts,
    is_wanted: impl Fn(&TargetId) -> bool,
    mut take: impl FnMut(Page<'a>) -> Result<(), E>,
) -> Result<(), E> {
    let bound = bound_to(drawn.result()).map_err(PublishError::from)?;
    let prover = Prover::of_drawn(drawn).map_err(PublishError::from)?;
    let wanted = story.visits().iter().filter(|visit| is_wanted(visit.id()));
    let ground = story.ground();
    let mut pools = ground.pools();
    let mut one = |visit: &Visit<'a>| {
        let pool = |seat: &Seat<'a>| Some(pools.of(visit, seat, seat.last_drawn()?).size);
        let sizes: Vec<Option<u32>> = visit.seats.iter().map(pool).collect();
        take(sheet(bound.clone(), story, visit, &sizes, scanned(&prover, visit)?, contacts))
    };
    wanted.into_iter().try_for_each(&mut one)
}

/// The proof that the company scans at the door: its own visit and team, and of the inspectors the certificate numbers.
fn scanned(prover: &Prover, visit: &Visit<'_>) -> Result<String, PublishError> {
    Ok(prover.assignment(visit.id())?.short().to_compact()?)
}

const CERTIFICATE: Head<of::Code> = code("certificate", "执法证号", "Certificate number");
const SEAT: Head<of::Count> = count("seat", "席位", "Seat");
const PERSON: Head<of::Text> = text("name", "姓名", "Name");

/// Whether a task can be handed out.
const READY: Word = word("ready", "可以派发", "yes");
const OPEN_SEAT: Word =
    word("open_seat", "有席位空缺，补抽人员以后派发", "not before the open seats are drawn");
const NO_TEAM: Word =
    word("no_team", "检查人员尚未抽取，补抽人员以后派发", "not before inspectors are drawn");
/// An inspector who was taken off a visit; `struck` is why a slip was set aside.
const STRUCK: Word = word("struck_off", "已更换", "struck");

document! {
    /// 抽查任务单.
    TASK = "task", "抽查任务单（内部，检查前保密）", "Task sheet of an inspection (secret until the visit)",
    notes: &[Words::new(
        "执法人员不得少于两人，应当主动出示执法证件；发现应当回避的，立即报告，接替人员由抽取产生，不得指定。",
        "At least two officers visit and show their certificates. Report grounds for recusal at once: a replacement is drawn, not chosen.",
    )],
    signatures: &[
        Words::new("检查人员：", "Inspectors:"),
        Words::new("被检查单位现场负责人：", "For the target:"),
        Words::new("检查日期：", "Date of the visit:"),
    ],
    public: false;
    fn sheet<'a>(
        story: &Story<'a>,
        visit: &Visit<'a>,
        pools: &[Option<u32>],
        scanned: String,
        contacts: &'a Contacts,
    );
    facts {
        NAME => name(visit.record, &Policy::default()),
        ID => visit.id(),
        CREDIT_CODE => credit_code(visit.record, &Policy::default()),
        DISTRICT => &visit.record.draw.district,
        CLASS => &visit.record.draw.class,
        CATEGORY => story.plan().category,
        VISITS_FROM => story.plan().visits.from,
        VISITS_TO => story.plan().visits.to,
        TITLE => &story.plan().title,
        AUTHORITIES => authorities(story.plan()),
        STRATUM => story.stratum(visit),
        RANK => visit.rank,
        one_of("ready", "派发状态", "To be handed out", &[READY, OPEN_SEAT, NO_TEAM]) => match visit.open() {
            _ if !visit.is_staffed() => NO_TEAM,
            0 => READY,
            _ => OPEN_SEAT,
        },
        SCAN => scanned,
    }
    table {
        "contacts", "联系信息（仅供检查使用）", "Contact (for the visit alone)", pairs: true;
        for (column, content) in contacts.about(visit.id()).collect() => {
            text("column", "项目", "Column") => *column,
            text("text", "内容", "Text") => *content,
        }
    }
    table {
        "items", "抽查事项", "Items";
        for item in items(story, visit) => {
            ID => &item.id,
            text("name", "事项", "Item") => &item.name,
            text("basis", "依据", "Legal basis") => &item.basis,
            text("content", "内容", "Content") => &item.content,
            text("method", "方式", "Method") => &item.method,
        }
    }
    table {
        "team", "检查人员", "Team";
        for (number, holder, ask, pool) in team(story, visit, pools) => {
            SEAT => *number,
            PERSON => holder.and_then(person_name),
            CERTIFICATE => holder.map(|person| &person.draw.id),
            DEPARTMENT => holder.map(|person| &person.draw.department),
            choice::<Role>("role", "人员类型", "Role") => ask.role,
            texts("departments", "席位要求的部门", "Departments asked for") => &ask.departments,
            texts("qualifications", "席位要求的资格", "Qualifications asked for") => &ask.qualifications,
            count("pool", "可选人数", "Pool") => *pool,
        }
    }
    table {
        "trail", "抽取经过（按抽出先后）", "How they were drawn, in the order in which slips came up",
        empty: Words::new("尚未抽取", "Not drawn yet"), part: Some(Words::new("验证信息", "For verification"));
        for Slip { seat, inspector, name, came_to, struck } in trail(story, visit) => {
            SEAT => *seat,
            CERTIFICATE => *inspector,
            PERSON => *name,
            one_of("came_to", "结果", "Came to", word_list!(Reason, STRUCK)) => *came_to,
            date("date", "更换日期", "Struck on") => struck.map(|(day, _)| day),
            REASON => struck.map(|(_, reason)| reason),
        }
    }
}

/// The items that a visit is for.
fn items<'a>(story: &Story<'a>, visit: &Visit<'a>) -> Vec<&'a Item> {
    let ids = story.first().plan.strata.get(visit.stratum).map(|stratum| &stratum.items);
    let item = |id: &Id| story.plan().items.iter().find(|item| item.id == *id);
    ids.into_iter().flatten().filter_map(item).collect()
}

type Person<'a> = &'a Disclosed<inspector::Marker>;

fn person_name(person: Person<'_>) -> Option<&str> {
    Some(person.identity.shown()?.name.as_str())
}

/// Each seat with its number, who sits there, what it asks for, and the size of its pool when it was drawn.
fn team<'a>(
    story: &Story<'a>,
    visit: &Visit<'a>,
    pools: &[Option<u32>],
) -> Vec<(usize, Option<Person<'a>>, &'a SeatAsk, Option<u32>)> {
    let seats = visit.seats.iter().zip(pools).map(|(seat, pool)| {
        let holder = seat.inspector().and_then(|id| story.inspector(id));
        (seat.number, holder, seat.ask, *pool)
    });
    seats.collect()
}

/// A slip that came up for a seat, or the strike of who sat there.
struct Slip<'a> {
    seat: usize,
    inspector: &'a InspectorId,
    name: Option<&'a str>,
    came_to: Word,
    /// When and why, of a strike.
    struck: Option<(Date, &'a str)>,
}

/// What happened to the seats: seat by seat within a ceremony or an amendment, these in their order.
fn trail<'a>(story: &Story<'a>, visit: &Visit<'a>) -> Vec<Slip<'a>> {
    let events = visit.seats.iter().flat_map(|seat| seat.events.iter().map(|event| (seat.number, *event)));
    let mut events: Vec<(usize, SeatEvent<'a>)> = events.collect();
    events.sort_by_key(|(_, event)| (event.since().day, event.since().amendment));
    let mut trail = Vec::new();
    for (seat, event) in events {
        let slip = |inspector, came_to, struck| {
            let name = story.inspector(inspector).and_then(person_name);
            Slip { seat, inspector, name, came_to, struck }
        };
        match event {
            SeatEvent::Drawn(drawn, _) => {
                trail.extend(drawn.trail.iter().map(|one| slip(&one.inspector, one.reason.word(), None)));
            }
            SeatEvent::Struck(strike, since) => {
                trail.push(slip(&strike.inspector, STRUCK, Some((since.day, strike.reason.as_str()))));
            }
        }
    }
    trail
}

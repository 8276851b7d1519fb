//! The papers that are printed and signed: the same draw gives the same bytes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{announce, beacon, master, plan, rosters, run};
use dual_random::publish::{envelope, minutes_after, minutes_before, task_paper};
use dual_random::roster::Contacts;
use dual_random::{Announced, Digest, Drawn, Kept, Language, Plan, Reason, UsedValue, draw};

const LANGUAGES: [Language; 2] = [Language::Zh, Language::En];

/// A plan with a fallback, and with texts that would be markup.
fn hostile() -> Plan {
    let mut plan = plan(12, 4, 2);
    "抽查 <i>&</i> 'x'".clone_into(&mut plan.title);
    let spare = beacon("spare", "2026-10-09T22:00:00+08:00").source;
    plan.values[0].fallbacks = vec![spare];
    plan
}

fn announced() -> Announced {
    announce(hostile(), rosters(12, 8, 6), 3)
}

fn drawn() -> Drawn {
    let Announced { announcement, opening, .. } = announced();
    let name = announcement.plan.values[0].name.clone();
    let used = UsedValue::fallback(name, 1, "官网<停机>", common::value_text(3));
    draw(&announcement, &opening, &[used]).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn papers_are_the_same_bytes_at_every_version() {
    let (announced, drawn) = (announced(), drawn());
    let digests = LANGUAGES.map(|language| {
        let remark = [Reason::Taken];
        let before = minutes_before(&announced, remark, None, language);
        let after = minutes_after(&drawn, language).unwrap();
        let sheet = envelope(&announced.announcement, &announced.opening, "restore d", language);
        [before, after, sheet.to_vec()].map(|bytes| Digest::of_file(&bytes).to_hex()[..16].to_owned())
    });
    assert_eq!(
        digests,
        [
            ["991881797de8cd8b", "2e94cec1a60c3b62", "ef717f7cdc7be9d1"],
            ["739542f23857b1a6", "fd960cb720281620", "7568c5738f6fc1f8"],
        ]
    );
}

#[test]
fn what_is_given_is_no_markup_on_paper() {
    let (announced, drawn) = (announced(), drawn());
    for language in LANGUAGES {
        let papers = [
            minutes_before(&announced, None::<Reason>, None, language),
            minutes_after(&drawn, language).unwrap(),
            envelope(&announced.announcement, &announced.opening, "<restore>", language).to_vec(),
        ];
        for paper in papers.map(|bytes| text(&bytes)) {
            assert!(paper.contains("抽查 &lt;i&gt;&amp;&lt;/i&gt;") && !paper.contains("<i>"), "{paper}");
            assert!(!paper.contains("<restore>") && !paper.contains("<停机>"), "{paper}");
        }
        assert!(text(&minutes_after(&drawn, language).unwrap()).contains("官网&lt;停机&gt;"));
    }
}

#[test]
fn minutes_name_no_target_and_no_inspector_and_task_sheets_do() {
    let drawn = drawn();
    let story = drawn.story().unwrap();
    let (target, inspector) = (story.visits()[0].id().as_str(), story.visits()[0].team()[0].as_str());
    for language in LANGUAGES {
        let minutes = text(&minutes_before(&announced(), None::<Reason>, None, language))
            + &text(&minutes_after(&drawn, language).unwrap());
        assert!(!minutes.contains(target) && !minutes.contains(inspector));
        let tasks = text(&task_paper(&drawn, &Contacts::default(), language).unwrap());
        assert!(tasks.contains(target) && tasks.contains(inspector));
    }
}

#[test]
fn the_envelope_alone_shows_the_secret() {
    let announced = announced();
    let secret = master(3).reveal();
    for language in LANGUAGES {
        let sheet = envelope(&announced.announcement, &announced.opening, "restore d", language);
        let sheet = text(&sheet).replace(' ', "");
        assert!(sheet.contains(secret.as_str()));
        let minutes = text(&minutes_before(&announced, None::<Reason>, None, language)).replace(' ', "");
        assert!(!minutes.contains(secret.as_str()));
    }
}

#[test]
fn minutes_name_each_earlier_draw_with_its_use() {
    let earlier = common::disclose(run(plan(12, 4, 2), rosters(12, 8, 6), 1), &|_| None);
    let mut announced = announced();
    let use_for = dual_random::plan::EarlierUse::Rotation;
    let mut named = serde_json::to_value(&announced.announcement.plan).unwrap();
    named["earlier"] = serde_json::json!([{ "head": earlier.head, "use": use_for }]);
    let mut announcement = announced.announcement.into_document();
    announcement.plan = serde_json::from_value(named).unwrap();
    announced.announcement = Kept::new(announcement).unwrap();
    let head = announced.announcement.plan.earlier[0].head;
    let minutes = text(&minutes_before(&announced, None::<Reason>, None, Language::Zh));
    assert!(minutes.contains(&format!("引用以往抽取（人员轮换）：{}", &head.to_hex()[..4])), "{minutes}");
}

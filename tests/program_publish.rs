//! The program's publications: what stands in the public folder, step by step.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use harness::*;
use std::fs;
#[test]
fn the_public_folder_is_made_step_by_step() {
    let place = Place::announced("publish");
    let publish = |code, more: &[&str]| place.ends(code, &[&["publish", "d"], more].concat());
    let early = ["--at", "2026-09-28T10:00:00+08:00"];
    publish(0, &early);
    assert!(place.read("d/public/files.html").contains("公开日志"));
    // The page above it leads there.
    place.ends(2, &["overview", "d/public"]);
    place.ends(0, &["overview", "."]);
    let above = place.read("index.html");
    assert!(above.contains("href=\"d/public/index.html\"") && above.contains("href=\"d/public/log.jsonl\""));
    assert!(above.contains("<td>已公告</td>"));
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    place.ends(0, &["disclose", "d"]);
    let late = ["--at", "2027-01-06T10:00:00+08:00"];
    publish(0, &late);
    assert!(publish(0, &late).contains("相同"));
    // The example on the page is a ticket of this draw, and the line gives it.
    let check = place.read("d/public/check.html");
    let line = check.split("<code>").find_map(|part| part.strip_prefix("printf")).unwrap();
    let line = line.split("</code>").next().unwrap().replace("&#39;", "'");
    let message = line.split('\'').nth(3).unwrap();
    assert!(check.contains(&dual_random::Digest::of_file(message.as_bytes()).to_hex()));
    // Reports come in; the older version is withdrawn when the newer one comes.
    let mut all: Vec<String> = seated(&place, "d").into_iter().map(|(_, target)| target).collect();
    all.dedup();
    let table = |rows: &[String]| {
        let rows: Vec<String> =
            rows.iter().map(|id| format!("{id},2026-11-03,未发现问题,无需后续处置\n")).collect();
        fs::write(
            place.path("outcomes.csv"),
            format!("编号,检查完成日期,检查结果,后续处置\n{}", rows.concat()),
        )
        .unwrap();
    };
    let outcomes = ["--outcomes", "outcomes.csv", "--reason", "补报检查结果"];
    table(&["DW-999".to_owned()]);
    assert!(publish(2, &[&outcomes[..], &late].concat()).contains("第 2 行"));
    table(&all[1..]);
    assert!(publish(0, &[&outcomes[..], &late].concat()).contains(&all[0]));
    table(&all);
    assert!(!publish(0, &[&outcomes[..], &late].concat()).contains("尚未填报"));
    let lines = log(&place, "d/public/log.jsonl");
    // Each time the list of files is another, and the one before is withdrawn.
    assert_eq!(kinds(&lines).iter().filter(|kind| **kind == "withdrawn").count(), 2 + 3);
    assert_eq!(kinds(&lines).iter().filter(|kind| **kind == "published").count(), 9 + 4);
    let lists = fs::read_dir(place.path("d/public/withdrawn")).unwrap();
    let lists =
        lists.filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().starts_with("SHA256SUMS-"));
    assert_eq!(lists.count(), 3);
    // A telephone number in a text stops it, or is hidden.
    let table = format!(
        "id,completed,result,follow_up,findings\n{},2026-11-03,2,correction,电话13800138000\n",
        all[0]
    );
    fs::write(place.path("outcomes.csv"), table).unwrap();
    let said = publish(2, &[&outcomes[..], &late].concat());
    assert!(said.contains("手机号码") && !said.contains("13800138000"), "{said}");
    publish(0, &[&outcomes[..], &["--mask"], &late].concat());
    // Everything that the pages lead to is there; the page of files says the digests.
    let links = |page: &str| -> Vec<String> {
        let parts = page.split("<a href=\"").skip(1).map(|part| part.split('"').next().unwrap().to_owned());
        parts.filter(|name| !name.starts_with('#')).collect()
    };
    for name in links(&place.read("d/public/index.html")) {
        place.digest(&format!("d/public/{name}"));
    }
    let files = place.read("d/public/files.html");
    let without = [
        "index.html",
        "log.jsonl",
        "checkpoint",
        "SHA256SUMS",
        "feed.xml",
        "pages/catalogue.json",
        "pages/catalogue.zh.csv",
        "pages/csvw.json",
    ];
    for name in links(&files) {
        let digest = place.digest(&format!("d/public/{name}"));
        assert!(files.contains(&digest) || without.contains(&name.as_str()), "{name}");
    }
    place.ends(0, &["audit", "d", "--on", "2027-02-01T00:00:00+08:00"]);
}

const HEAD: &str = "编号,检查完成日期,检查结果,后续处置,未检查原因,公开属性,不予公开理由,批准人\n";

fn outcomes(place: &Place, rows: &[String]) {
    fs::write(place.path("d/outcomes.csv"), format!("{HEAD}{}", rows.concat())).unwrap();
}

fn found(id: &str) -> String {
    format!("{id},2026-11-03,未发现问题,无需后续处置,,,,\n")
}

/// The drawn targets that stand.
fn targets(place: &Place) -> Vec<String> {
    let mut all: Vec<String> = seated(place, "d").into_iter().map(|(_, target)| target).collect();
    all.sort();
    all.dedup();
    all
}

/// Names of the pages of one kind.
fn pages(place: &Place, begin: &str, end: &str) -> Vec<String> {
    let names = fs::read_dir(place.path("d/public/pages")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> =
        names.filter(|name| name.starts_with(begin) && name.ends_with(end)).collect();
    names.sort();
    names
}

fn ends(name: &str, end: &str) -> bool {
    name.ends_with(end)
}

/// Names of the files of a folder, if it is there.
fn names_of(place: &Place, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(place.path(folder)).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// The files of a folder with their contents.
fn all_files(place: &Place, folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut names = names_of(place, folder);
    names.sort();
    let read = |name: String| (name.clone(), fs::read(place.path(&format!("{folder}/{name}"))).unwrap());
    names.into_iter().map(read).collect()
}

/// What people read is bound to the log: nobody edits, deletes or adds a file in the folder without being found.
#[test]
fn a_page_that_was_edited_deleted_or_added_is_refused_and_found() {
    let place = Place::disclosed("publish-forged");
    let all = targets(&place);
    outcomes(
        &place,
        &all.iter()
            .map(|id| format!("{id},2026-11-03,发现问题已责令改正,责令改正,,,,\n"))
            .collect::<Vec<_>>(),
    );
    let publish = |code, more: &[&str]| {
        place.ends(code, &[&["publish", "d", "--at", "2027-01-06T10:00:00+08:00"], more].concat())
    };
    let audited = |code| place.ends(code, &["audit", "d", "--on", "2027-02-01T00:00:00+08:00"]);
    publish(0, &[]);
    audited(0);
    let honest = all_files(&place, "d/public/pages");
    let log = place.read("d/public/log.jsonl");
    let path = |name: &str| place.path(&format!("d/public/pages/{name}"));
    let refused = |said: &str, name: &str| {
        assert!(said.contains(name) && said.contains("没有写入任何文件"), "{name}: {said}");
        assert_eq!(place.read("d/public/log.jsonl"), log);
    };
    let (mut edited, mut deleted) = (0, 0);
    for (name, bytes) in
        honest.iter().filter(|(name, _)| name.starts_with("outcomes-") || name.starts_with("items-"))
    {
        // Another byte in the middle; in a text, what an editor would do.
        let mut other = bytes.clone();
        let middle = other.len() / 2;
        other[middle] ^= 1;
        if let Ok(text) = String::from_utf8(bytes.clone())
            && text.contains("发现问题")
        {
            other = text.replace("发现问题", "未发现问题").into_bytes();
        }
        fs::write(path(name), &other).unwrap();
        refused(&publish(2, &[]), name);
        if name.starts_with("outcomes-") {
            let said = audited(1);
            let codes = ["公示的页面或者表格与其数据", "已登记公示的文件缺失", "文件无法读取"];
            assert!(codes.iter().any(|code| said.contains(code)), "{name}: {said}");
        }
        edited += 1;
        fs::remove_file(path(name)).unwrap();
        if ends(name, ".json") {
            // The same inputs give the same page again; after that everything is as it was.
            assert!(audited(1).contains("已登记公示的文件缺失"), "{name}");
            deleted += 1;
        }
        publish(0, &[]);
        assert_eq!(all_files(&place, "d/public/pages"), honest, "{name}");
    }
    assert!(edited > 8 && deleted == 2, "{edited} {deleted}");
    // What the inputs do not give again has to come back from a copy.
    let outcome = honest.iter().find(|(name, _)| name.starts_with("outcomes-") && ends(name, ".json"));
    let (name, bytes) = outcome.unwrap();
    fs::remove_file(path(name)).unwrap();
    outcomes(&place, &all.iter().map(|id| found(id)).collect::<Vec<_>>());
    assert!(publish(2, &["--reason", "更正"]).contains("不见了"));
    fs::write(path(name), bytes).unwrap();
    // Files of nobody, under any name.
    let html =
        &honest.iter().find(|(name, _)| name.starts_with("outcomes-") && ends(name, ".html")).unwrap().1;
    let forged = String::from_utf8(bytes.clone()).unwrap().replace("已责令改正", "");
    let forged_name =
        format!("outcomes-{}.json", &dual_random::Digest::of_file(forged.as_bytes()).to_hex()[..8]);
    let strays: [(&str, &[u8]); 5] = [
        ("outcomes-00000000.zh.html", html),
        ("notice.html", html),
        ("outcomes-copy.json", bytes),
        (&name.replace(".json", ".fr.html"), html),
        (&forged_name, forged.as_bytes()),
    ];
    for (stray, content) in strays {
        fs::write(path(stray), content).unwrap();
        refused(&publish(2, &["--reason", "更正"]), stray);
        let said = audited(i32::from(stray != "outcomes-copy.json"));
        assert!(said.contains("未经登记公示") || stray == "outcomes-copy.json", "{stray}: {said}");
        fs::remove_file(path(stray)).unwrap();
    }
    // A problem that is no problem any more: with its reason, and on the auditor's list.
    assert!(publish(2, &[]).contains("--reason"));
    assert_eq!(all_files(&place, "d/public/pages"), honest);
    publish(0, &["--reason", "复核后更正"]);
    let said = audited(0);
    assert!(said.contains("发现问题已责令改正 → 未发现问题"), "{said}");
    assert!(names_of(&place, "d/public/withdrawn").contains(name));
}

/// What a page holds; a workbook's texts stand in it as they are.
fn content(place: &Place, name: &str) -> String {
    String::from_utf8_lossy(&fs::read(place.path(&format!("d/public/pages/{name}"))).unwrap()).into_owned()
}

/// Outcomes within the 20 working days, while the list is secret still.
#[test]
fn outcomes_are_published_one_by_one_before_the_disclosure() {
    let place = Place::announced("publish-visits");
    let at = |time: &str| ["--at".to_owned(), time.to_owned()];
    let publish = |code, time: &str| {
        let at = at(time);
        place.ends(code, &["publish", "d", &at[0], &at[1]])
    };
    outcomes(&place, &[]);
    let early = place.ends(2, &["publish", "d", "--outcomes", "d/outcomes.csv"]);
    assert!(early.contains("尚未抽取"), "{early}");
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    let all = targets(&place);
    outcomes(&place, &[found(&all[0]), found("DW-999")]);
    assert!(publish(2, "2026-11-05T10:00:00+08:00").contains("第 3 行"));
    let withheld = format!("{},2026-11-03,未发现问题,无需后续处置,,不予公开,涉及国家秘密,分管领导\n", all[1]);
    outcomes(&place, &[found(&all[0]), withheld]);
    publish(0, "2026-11-05T10:00:00+08:00");
    let visits = pages(&place, "visit-", ".json");
    assert_eq!(visits.len(), 2, "one target's page, and its proof: {visits:?}");
    let shown: String = pages(&place, "", "").iter().map(|name| content(&place, name)).collect();
    let key = harness::opened(&drawn(&place, "d")).first().result.ticket_key.to_hex();
    assert!(!shown.contains(&key));
    for other in &all[1..] {
        assert!(!shown.contains(other.as_str()), "{other} is shown");
    }
    // Anybody checks the proof, and the page names it.
    let proof =
        format!("d/public/pages/{}", visits.iter().find(|name| name.ends_with(".proof.json")).unwrap());
    let page =
        format!("d/public/pages/{}", visits.iter().find(|name| !name.ends_with(".proof.json")).unwrap());
    assert!(place.read(&page).contains(&place.digest(&proof)));
    assert!(!place.read(&proof).contains("shown"), "names come with the disclosure");
    let files = ["--announcement", "d/public/announcement.json", "--seal", "d/public/seal.json"];
    let said = place.ends(0, &[&["check-proof", &proof], &files[..]].concat());
    assert!(said.contains(&all[0]), "{said}");
    place.ends(0, &["audit", "d", "--on", "2026-11-06T00:00:00+08:00"]);
    // An amendment elsewhere binds later pages to another seal, and leaves this one as it is.
    fs::write(place.path("why.txt"), "停产").unwrap();
    let strike = [
        "amend",
        "d",
        "--date",
        "2026-11-06",
        "--strike-target",
        &all[2],
        "--reason",
        "已关闭",
        "--evidence",
        "why.txt",
        "--yes",
        "--at",
        "2026-11-06T12:00:00+08:00",
    ];
    place.ends(0, &strike);
    publish(0, "2026-11-07T10:00:00+08:00");
    assert_eq!(pages(&place, "visit-", ".json"), visits);
    outcomes(&place, &[found(&all[0]).replace("无需后续处置", "责令改正")]);
    let said = publish(2, "2026-11-08T10:00:00+08:00");
    assert!(said.contains("--reason") && said.contains(&format!("visit-{}", all[0])), "{said}");
    let at = ["--at", "2026-11-08T10:00:00+08:00", "--reason", "复核后更正"];
    place.ends(0, &[&["publish", "d"], &at[..]].concat());
    assert!(pages(&place, "visit-", ".json").iter().all(|name| !visits.contains(name)));
    // The data stay public, with the reason on the index; the page does not.
    assert!(place.path(&page.replace("pages", "withdrawn")).exists(), "anybody can compare");
    let html = page.replace("public/pages", "withdrawn").replace(".json", ".zh.html");
    assert!(place.path(&html).exists(), "kept, and not shown");
    assert!(place.read("d/public/files.html").contains("复核后更正"));
    let said = place.ends(0, &["audit", "d", "--on", "2026-11-09T00:00:00+08:00"]);
    assert!(said.contains("公示之后改动的检查结果") && said.contains("无需后续处置 → 责令改正"), "{said}");
    // With the disclosure the whole list takes their place. What it says otherwise is a correction like any other.
    place.ends(0, &["disclose", "d"]);
    outcomes(&place, &[found(&all[0]).replace("未发现问题,无需后续处置", "发现问题已责令改正,责令改正")]);
    let said = publish(2, "2027-01-06T09:00:00+08:00");
    assert!(said.contains("--reason") && said.contains(&format!("visit-{}", all[0])), "{said}");
    outcomes(&place, &[found(&all[0]).replace("无需后续处置", "责令改正")]);
    // Nothing is published that has yet to happen.
    let early = publish(2, "2026-11-02T10:00:00+08:00");
    assert!(early.contains("2026-11-03") && early.contains("没有公示"), "{early}");
    publish(0, "2027-01-06T10:00:00+08:00");
    assert_eq!(pages(&place, "visit-", ""), Vec::<String>::new());
    assert_eq!(pages(&place, "outcomes-", ".json").len(), 1);
    assert_eq!(pages(&place, "statistics-", ".json").len(), 1);
    place.ends(0, &["audit", "d", "--on", "2027-02-01T00:00:00+08:00"]);
}

#[test]
fn what_was_withdrawn_can_be_published_again() {
    let place = Place::disclosed("publish-again");
    let all = targets(&place);
    let publish = |hour: u32| {
        let at = format!("2027-01-06T{hour:02}:00:00+08:00");
        place.ends(0, &["publish", "d", "--at", &at, "--reason", "更正"])
    };
    outcomes(&place, &[found(&all[0])]);
    publish(10);
    let first = pages(&place, "outcomes-", "");
    outcomes(&place, &[found(&all[0]).replace("无需后续处置", "立案")]);
    assert!(publish(11).contains("withdrawn"));
    let second = pages(&place, "outcomes-", "");
    assert!(first.iter().all(|name| !second.contains(name)));
    outcomes(&place, &[found(&all[0])]);
    publish(12);
    assert_eq!(pages(&place, "outcomes-", ""), first);
    assert!(publish(13).contains("相同"));
    place.ends(0, &["audit", "d", "--on", "2027-02-01T00:00:00+08:00"]);
}

#[test]
fn penalties_are_published_and_withdrawn_with_an_explanation() {
    let place = Place::disclosed("publish-penalties");
    let head = "决定书文号,行政相对人名称,相对人类别,统一社会信用代码,法定代表人,地址,违法事实,证据,处罚类别,处罚依据,处罚内容,罚款金额,履行方式和期限,救济途径,处罚机关,决定日期,公示截止期,当前状态,变更日期,说明\n";
    let row = |state: &str| {
        format!(
            "州环罚字〔2026〕007号,示例企业甲,法人及非法人组织,91522601MATEXT01X3,甲某某,示例路1号,超标排放,监测报告,罚款,示例依据,罚款五千元,5000,十五日内缴纳,六十日内申请复议、六个月内起诉,示例局,2026-11-23,2027-11-23,{state}\n"
        )
    };
    let minor = "州环罚字〔2026〕008号,某某,未成年人,,,示例路2号,事实,证据,警告,示例依据,警告,,当场,六十日内申请复议,示例局,2026-11-23,2027-11-23,,,\n";
    let table = |state: &str| {
        fs::write(place.path("d/penalties.csv"), format!("{head}{}{minor}", row(state))).unwrap();
    };
    let publish = |day: u32| {
        let at = format!("2027-01-{day:02}T10:00:00+08:00");
        place.ends(0, &["publish", "d", "--at", &at, "--reason", "更正"])
    };
    let shown = || {
        let page = pages(&place, "penalties-", ".json");
        assert_eq!(page.len(), 1);
        place.read(&format!("d/public/pages/{}", page[0]))
    };
    table(",,");
    outcomes(&place, &[format!("{},2026-11-03,发现问题已责令改正,立案,,,,\n", targets(&place)[0])]);
    publish(6);
    let page = shown();
    assert!(page.contains("超标排放") && page.contains("甲**") && !page.contains("甲某某"));
    assert!(!page.contains("示例路") && !page.contains("008号"));
    table("已撤销,2027-01-07,行政复议撤销");
    // What was annulled is withdrawn by law, so the older data cannot stay public either.
    let late = ["--at", "2027-01-08T10:00:00+08:00", "--reason", "行政处罚法第四十八条：决定已撤销"];
    let said = place.ends(2, &[&["publish", "d"], &late[..]].concat());
    assert!(said.contains("--not-public") && said.contains("007号"), "{said}");
    place.ends(0, &[&["publish", "d", "--not-public"], &late[..]].concat());
    let said = place.ends(0, &["audit", "d", "--on", "2027-02-01T00:00:00+08:00"]);
    assert!(said.contains("依法不再公开：行政处罚法第四十八条：决定已撤销"), "{said}");
    let page = shown();
    assert!(page.contains("行政复议撤销") && page.contains("007号") && !page.contains("超标排放"));
    // Nothing of the old version is left where the web server looks.
    for name in pages(&place, "", "") {
        assert!(!content(&place, &name).contains("超标排放"), "{name}");
    }
    assert!(names_of(&place, "d/public/withdrawn").iter().all(|name| !name.starts_with("penalties-")));
    assert!(names_of(&place, "d/withdrawn").iter().any(|name| name.starts_with("penalties-")));
    fs::write(place.path("d/calendar.toml"), CALENDAR).unwrap();
    table(",,");
    assert!(
        place.ends(3, &["due", "d", "--on", "2026-12-05"]).contains("公示处罚决定：州环罚字〔2026〕007号")
    );
    publish(9);
    let said = place.ends(3, &["due", "d", "--on", "2027-01-10"]);
    assert!(
        said.contains("2027年11月23日公示期满") && said.contains("逾期 2 项"),
        "two visits without a report: {said}"
    );
    table("已撤销,2027-01-07,行政复议撤销");
    assert!(place.ends(3, &["due", "d", "--on", "2027-01-13"]).contains("撤回处罚公示"));
    // An own setting shows the name in full.
    table(",,");
    fs::write(place.path("d/publication.toml"), "[naming]\nrepresentative = \"whole\"\n").unwrap();
    publish(10);
    assert!(shown().contains("甲某某"));
    place.ends(0, &["audit", "d", "--on", "2027-02-01T00:00:00+08:00"]);
}

#[test]
fn settings_and_rosters() {
    let place = Place::announced("publish-settings");
    let at = ["--at", "2026-09-28T10:00:00+08:00"];
    let publish = |code, more: &[&str]| place.ends(code, &[&["publish", "d"], &at[..], more].concat());
    let settings = |text: &str| fs::write(place.path("d/publication.toml"), text).unwrap();
    settings("[[item]]\nid = \"NOBODY\"\nvalidity = \"revised\"\n");
    assert!(publish(2, &[]).contains("NOBODY"));
    settings("[naming]\npersons = [\"无此类别\"]\n");
    assert!(publish(2, &[]).contains("无此类别"));
    settings("[scheme]\nid = \"s\"\nversion = \"1\"\nvalues = []\n");
    assert!(publish(2, &[]).contains("没有任何值"));
    settings("licence = \"示例许可\"\n[naming]\npersons = [\"一般\"]\n");
    publish(0, &[]);
    assert!(pages(&place, "rosters-", "").is_empty(), "only when asked for");
    let catalogue = place.read("d/public/pages/catalogue.json");
    assert!(catalogue.contains("示例许可") && catalogue.contains("dcat:Dataset"));
    fs::write(place.path("w.csv"), "名录,编号,理由\n检查对象名录库,*,示例依据\n").unwrap();
    publish(0, &["--rosters", "--withhold", "w.csv"]);
    let withheld = pages(&place, "rosters-", ".json");
    assert!(!place.read(&format!("d/public/pages/{}", withheld[0])).contains("公司"));
    publish(0, &["--rosters", "--reason", "依据消失"]);
    let roster = pages(&place, "rosters-", ".json");
    let roster = place.read(&format!("d/public/pages/{}", roster[0]));
    assert!(roster.contains("**"), "natural persons are masked");
    assert!(roster.contains(&place.announced_root()));
}

/// Each list of the enforcement publicity, about the items that a plan has or has not.
fn enforcement(item: &str) -> String {
    format!(
        "last_review = \"2026-01-15\"\n\
         [[duty]]\nitem = \"{item}\"\nduty = \"示例职责\"\nauthority = \"示例权限\"\n\
         [[basis]]\nlaw = \"《示例条例》\"\narticle = \"第一条\"\n\
         [[benchmark]]\nitem = \"{item}\"\nstep = \"较轻\"\ncircumstances = \"示例：初次违法\"\nmeasure = \"示例：罚款一万元以下\"\n\
         [[procedure]]\nstep = \"示例：立案\"\n\
         [[remedy]]\nkind = \"reconsideration\"\nto_whom = \"示例政府\"\nwithin = \"60 日\"\n\
         [[directory]]\ndocument = \"outcomes\"\nbasis = \"示例：任务完成\"\nresponsible = \"示例科\"\nlimit = \"20 个工作日\"\n"
    )
}

#[test]
fn enforcement_is_published_as_the_office_filled_it_in() {
    let place = Place::disclosed("publish-powers");
    let item =
        dual_random::Announcement::from_bytes(&fs::read(place.path("d/public/announcement.json")).unwrap())
            .unwrap()
            .plan
            .items[0]
            .id
            .to_string();
    let settings = |text: &str| fs::write(place.path("d/publication.toml"), text).unwrap();
    let publish = |code, day: u32| {
        let at = format!("2027-01-{day:02}T10:00:00+08:00");
        place.ends(code, &["publish", "d", "--at", &at, "--reason", "更正"])
    };
    publish(0, 6);
    assert!(pages(&place, "powers-", "").is_empty(), "where nothing is filled in, there is no such document");

    // What cannot be right is refused with its place, and nothing is published.
    let own = enforcement(&item);
    settings(&enforcement("NOBODY"));
    let said = publish(2, 6);
    assert!(said.contains("第 1 个 [[duty]] 的 item：抽查事项 NOBODY 不在事项清单中"), "{said}");
    assert!(said.contains("第 1 个 [[benchmark]] 的 item"), "{said}");
    for (from, to, expected) in [
        ("\"示例科\"", "\"张某 13800138000\"", "第 1 个 [[directory]] 的 responsible：含有手机号码"),
        ("within = \"60 日\"", "within = \"\"", "第 1 个 [[remedy]] 的 within：不能为空"),
        (
            "step = \"示例：立案\"",
            "step = \"示例：立案\"\nfrom = \"2026-02-01\"\nto = \"2026-01-31\"",
            "第 1 个 [[procedure]] 的 to：顺序颠倒",
        ),
        ("\"reconsideration\"", "\"上访\"", "reconsideration"),
        ("\"outcomes\"", "\"results\"", "outcomes"),
        ("[[procedure]]", "[[procedure]]\nstepp = 1", "stepp"),
        ("2026-01-15", "2027-03-01", "last_review"),
    ] {
        assert!(own.contains(from), "{from}");
        settings(&own.replacen(from, to, 1));
        let said = publish(2, 6);
        assert!(said.contains(expected), "{to}: {said}");
    }
    assert!(pages(&place, "powers-", "").is_empty());

    settings(&own);
    publish(0, 7);
    let page = pages(&place, "powers-", ".zh.html");
    let page = place.read(&format!("d/public/pages/{}", page[0]));
    for text in [
        "示例职责",
        "《示例条例》",
        "较轻",
        "示例：立案",
        "行政复议",
        "示例政府",
        "抽查结果公示",
        "2028年1月15日",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(place.read("d/public/index.html").contains("执法公示"));
    place.ends(0, &["audit", "d", "--on", "2027-02-01T00:00:00+08:00"]);

    // The next review is due with everything else, and its term is a setting.
    fs::write(place.path("d/calendar.toml"), CALENDAR).unwrap();
    let said = place.ends(3, &["due", "d", "--on", "2027-01-10"]);
    assert!(said.contains("2028年1月15日前（含当日）审核主动公开目录"), "{said}");
    settings(&format!(
        "{own}[terms.directory_review]\namount = 6\nunit = \"months\"\nsource = \"本局规定\"\n"
    ));
    let said = place.ends(3, &["due", "d", "--on", "2027-01-10"]);
    assert!(said.contains("2026年7月15日") && said.contains("本局规定"), "{said}");

    // A decision names a step that the benchmarks have, or none.
    settings(&own);
    let decision = |step: &str, reason: &str| {
        let table = format!(
            "决定书文号,行政相对人名称,相对人类别,地址,违法事实,证据,处罚类别,处罚依据,处罚内容,罚款金额,裁量阶次,裁量理由,履行方式和期限,救济途径,处罚机关,决定日期,公示截止期\n\
             州环罚字〔2026〕007号,示例企业甲,法人及非法人组织,示例路1号,超标排放,监测报告,罚款,示例依据,罚款五千元,5000,{step},{reason},十五日内缴纳,六十日内申请复议,示例局,2026-11-23,2027-11-23\n"
        );
        fs::write(place.path("d/penalties.csv"), table).unwrap();
    };
    decision("特别轻", "示例");
    let said = publish(2, 8);
    assert!(said.contains("第 2 行“裁量阶次”：裁量阶次 “特别轻” 不在裁量基准中"), "{said}");
    decision("较轻", "");
    assert!(publish(2, 8).contains("“裁量理由”：不能为空"));
    decision("较轻", "示例：初次违法，及时改正");
    publish(0, 8);
    let page = pages(&place, "penalties-", ".zh.html");
    let page = place.read(&format!("d/public/pages/{}", page[0]));
    assert!(page.contains("较轻") && page.contains("示例：初次违法，及时改正"));
    assert!(page.contains("示例政府"), "remedies stand with penalties");
}

#[test]
fn what_is_due_and_what_is_overdue() {
    let place = Place::disclosed("due");
    let all = targets(&place);
    outcomes(&place, &[found(&all[0]), found(&all[1]).replace("2026-11-03", "2026-12-01")]);
    let on = |code, day: &str| place.ends(code, &["due", "d", "--on", day]);
    // The template holds no year, and none is guessed.
    assert!(on(2, "2026-12-01").contains("2026 年"));
    fs::remove_file(place.path("d/calendar.toml")).unwrap();
    assert!(on(2, "2026-12-01").contains("放假安排"));
    fs::write(place.path("d/calendar.toml"), CALENDAR).unwrap();
    let said = on(0, "2026-12-01");
    let line = |id: &str| said.lines().find(|line| line.contains(id) && line.contains("工作日")).unwrap();
    assert!(line(&all[0]).contains("2026年12月1日"), "{said}");
    assert!(line(&all[1]).contains("2026年12月29日"), "{said}");
    let said = on(3, "2026-12-02");
    assert!(said.contains("逾期 1 项") && said.contains("待办 2 项"), "{said}");
    assert!(said.contains(&format!("2026年12月20日前（含当日）完成检查并填报结果：{}", all[2])), "{said}");
    let said = place.ends(3, &["due", "d", "--on", "2026-12-02", "--lang", "en"]);
    assert!(said.contains("Overdue on 2026-12-02: 1") && said.contains("working days"), "{said}");
    // What is published is due no longer, whatever the tables say of it later.
    place.ends(0, &["publish", "d", "--at", "2027-01-06T10:00:00+08:00"]);
    let said = on(3, "2027-01-07");
    assert!(said.contains("逾期 1 项") && said.contains("待办 0 项") && said.contains(&all[2]), "{said}");
    let terms = "[terms.publish_result]\namount = 5\nunit = \"days\"\nsource = \"本局规定\"\n";
    fs::write(place.path("d/publication.toml"), terms).unwrap();
    outcomes(&place, &[found(&all[0]), found(&all[1]), found(&all[2])]);
    let said = on(3, "2027-01-07");
    assert!(said.contains("本局规定") && said.contains("2026年11月8日") && said.contains(&all[2]), "{said}");
}

#[test]
fn the_draws_own_deadlines_are_due_too() {
    let place = Place::announced("due-draw");
    fs::write(place.path("d/calendar.toml"), CALENDAR).unwrap();
    let said = place.ends(0, &["due", "d", "--on", "2026-10-01"]);
    assert!(said.contains("2026年10月9日18时前公布封存文件：2026-Q4-01"), "{said}");
    assert!(
        said.contains("公布披露文件") && said.contains("逾期 0 项") && said.contains("待办 2 项"),
        "{said}"
    );
    let said = place.ends(3, &["due", "d", "--on", "2026-10-10"]);
    assert!(said.contains("逾期 1 项") && said.contains("待办 1 项"), "{said}");
}

/// How many items a list's head counts, and the lines that stand under it.
fn listed<'a>(said: &'a str, head: &str) -> (usize, Vec<&'a str>) {
    let mut lines = said.lines().skip_while(|line| !line.contains(head));
    let count = lines.next().unwrap_or_else(|| panic!("{said}")).split(head).nth(1).unwrap();
    let count = count.split(' ').nth(1).unwrap().parse().unwrap();
    (count, lines.take_while(|line| line.starts_with("  ")).collect())
}

/// Two quarters with one log, from the announcement of the first to the end of the second: whatever is late is counted.
#[test]
fn what_is_counted_as_overdue_is_what_is_listed() {
    let place = Place::announced("due-quarters");
    fs::write(place.path("d/calendar.toml"), CALENDAR).unwrap();
    let due = |dir: &str, day: &str, overdue: &[&str], due: &[&str]| {
        let late = !overdue.is_empty();
        let said = place.ends(if late { 3 } else { 0 }, &["due", dir, "--on", day, "--names"]);
        for (head, expected) in [("逾期", overdue), ("待办", due)] {
            let (count, lines) = listed(&said, head);
            assert_eq!((count, lines.len()), (expected.len(), expected.len()), "{dir} {day}: {said}");
            for (line, part) in lines.iter().zip(expected) {
                assert!(line.contains(part), "{part}: {said}");
            }
        }
        // Nothing is said to be late in any other line.
        assert_eq!(said.matches("逾期").count(), 1, "{said}");
    };
    let (seal, disclosure) = ("公布封存文件：2026-Q4-01", "公布披露文件：2026-Q4-01");
    due("d", "2026-10-09", &[], &[seal, disclosure]);
    due("d", "2026-10-10", &[seal], &[disclosure]);
    due("d", "2027-01-16", &[seal, disclosure], &[]);
    // A penalty that came of no visit is due before anything is drawn.
    fs::copy(case("30-empty-year-calendar/penalties.csv"), place.path("d/penalties.csv")).unwrap();
    let penalty = "示例环罚字〔2026〕88号";
    due("d", "2026-10-10", &[seal], &["公示处罚决定", disclosure]);
    due("d", "2027-01-08", &[seal, penalty], &[disclosure]);
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    let all = targets(&place);
    let visits: Vec<&str> = all.iter().map(String::as_str).collect();
    due("d", "2026-12-20", &[], &[&visits[..], &[penalty, disclosure]].concat());
    due("d", "2026-12-21", &visits, &[penalty, disclosure]);
    // A stated reason is a report; an outcome is to be published.
    let reason = format!("{},,,,停产,,,\n", all[2]);
    outcomes(&place, &[found(&all[0]), found(&all[1]).replace("2026-11-03", "2026-12-18"), reason]);
    due("d", "2026-12-21", &[&all[0]], &[penalty, disclosure, &all[1]]);
    place.ends(0, &["disclose", "d"]);
    place.ends(0, &["publish", "d", "--at", "2027-01-06T10:00:00+08:00"]);
    due("d", "2027-01-07", &[], &["公示期满"]);
    // Past its own last day it is late, in the line and in the count.
    due("d", "2027-12-28", &[], &["2027年12月28日公示期满"]);
    due("d", "2027-12-29", &["2027年12月28日公示期满"], &[]);
    // The next quarter's folder counts its own duties, and not those of the first.
    next_quarter(&place);
    fs::write(place.path("e/calendar.toml"), CALENDAR).unwrap();
    place.ends(0, &["announce", "e", "--log", "d/public/log.jsonl", "--at", "2027-01-10T08:00:00+08:00"]);
    let (seal, disclosure) = ("公布封存文件：2027-Q1-01", "公布披露文件：2027-Q1-01");
    due("e", "2027-01-14", &[seal], &[disclosure]);
    due("d", "2027-01-14", &[], &["公示期满"]);
    place.ends(0, &["draw", "e", "--value", LOTTERY, "--yes", "--at", "2027-01-12T20:30:00+08:00"]);
    let mut drawn: Vec<String> = seated(&place, "e").into_iter().map(|(_, target)| target).collect();
    drawn.sort();
    drawn.dedup();
    let visits: Vec<&str> = drawn.iter().map(String::as_str).collect();
    due("e", "2027-03-20", &[], &[&visits[..], &[disclosure]].concat());
    due("e", "2027-04-16", &[&visits[..], &[disclosure]].concat(), &[]);
    // What is void is not to be done any more.
    place.ends(0, &["void", "e", "--reason", "示例", "--yes", "--at", "2027-03-25T10:00:00+08:00"]);
    due("e", "2027-04-16", &[], &[]);
}

/// A table as a spreadsheet saves it.
fn as_workbook(place: &Place, csv: &str) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(place.read(csv).trim_start_matches('\u{feff}').lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save(place.path(&csv.replace(".csv", ".xlsx"))).unwrap();
}

#[test]
fn tables_may_be_workbooks() {
    let place = Place::new("workbooks");
    place.ends(0, &["init", "d", "--text"]);
    let said = place.ends(0, &["check", "d"]);
    for name in ["d/targets.csv", "d/inspectors.csv", "d/recusals.csv"] {
        as_workbook(&place, name);
        assert!(place.ends(2, &["check", "d"]).contains("同时存在"));
        fs::remove_file(place.path(name)).unwrap();
    }
    assert_eq!(place.ends(0, &["check", "d"]).lines().next(), said.lines().next());
    place.ends(0, &["announce", "d"]);
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    place.ends(0, &["disclose", "d"]);
    outcomes(&place, &targets(&place).iter().map(|id| found(id)).collect::<Vec<_>>());
    as_workbook(&place, "d/outcomes.csv");
    fs::remove_file(place.path("d/outcomes.csv")).unwrap();
    let said = place.ends(0, &["publish", "d", "--at", "2027-01-06T10:00:00+08:00"]);
    assert!(!said.contains("尚未填报"), "{said}");
    assert_eq!(pages(&place, "outcomes-", ".xlsx").len(), 1);
}

#[test]
fn statistics_count_other_draws_in() {
    let place = Place::disclosed("publish-year");
    next_quarter(&place);
    fs::write(place.path("e/earlier.csv"), "披露文件,用途\n../d,人员轮换\n").unwrap();
    place.ends(0, &["announce", "e", "--log", "d/public/log.jsonl", "--at", "2027-01-10T08:00:00+08:00"]);
    place.ends(0, &["draw", "e", "--value", LOTTERY, "--yes", "--at", "2027-01-12T20:30:00+08:00"]);
    place.ends(0, &["disclose", "e", "--at", "2027-04-01T10:00:00+08:00"]);
    outcomes(&place, &targets(&place).iter().map(|id| found(id)).collect::<Vec<_>>());
    let at = ["--at", "2027-04-02T10:00:00+08:00"];
    assert!(place.ends(2, &[&["publish", "e", "--with", "e"], &at[..]].concat()).contains("两次"));
    place.ends(0, &[&["publish", "e", "--with", "d"], &at[..]].concat());
    let pages = fs::read_dir(place.path("e/public/pages")).unwrap();
    let names = pages.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let name =
        names.into_iter().find(|name| name.starts_with("statistics-") && name.matches('.').count() == 1);
    let data: serde_json::Value =
        serde_json::from_str(&place.read(&format!("e/public/pages/{}", name.unwrap()))).unwrap();
    assert_eq!(data["facts"]["draws"], 2);
    assert_eq!(data["bound"].as_array().unwrap().len(), 2);
    assert_eq!(data["tables"]["draws"][0]["reported"]["part"], 3);
    assert_eq!(data["tables"]["quarters"][0]["inspected"], 3);
    place.ends(0, &["audit", "d", "e", "--on", "2027-04-10T00:00:00+08:00"]);
}

/// Targets drawn first, inspectors later: the folder of the second ceremony publishes for both.
#[test]
fn a_staffing_ceremony_publishes_the_whole_draw() {
    let place = selection_and_staffing("publish-staffing");
    place.ends(0, &["announce", "e", "--selection", "d", "--at", "2026-10-09T08:50:00+08:00"]);
    let value = LOTTERY.replace("lottery", "second");
    place.ends(0, &["draw", "e", "--value", &value, "--yes", "--at", "2026-10-10T20:10:00+08:00"]);
    let mut all: Vec<String> = seated(&place, "e").into_iter().map(|(_, target)| target).collect();
    all.dedup();
    let table =
        format!("编号,检查完成日期,检查结果,后续处置\n{},2026-11-03,未发现问题,无需后续处置\n", all[0]);
    fs::write(place.path("e/outcomes.csv"), table).unwrap();
    place.ends(0, &["publish", "e", "--rosters", "--at", "2026-11-05T10:00:00+08:00"]);
    let names = fs::read_dir(place.path("e/public/pages")).unwrap();
    let names: Vec<String> =
        names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    let proof = names.iter().find(|name| name.ends_with(".proof.json")).unwrap();
    let proof = format!("e/public/pages/{proof}");
    let files = ["--announcement", "e/public/announcement.json", "--seal", "e/public/seal.json"];
    assert!(place.ends(0, &[&["check-proof", &proof], &files[..]].concat()).contains(&all[0]));
    let roster = names.iter().find(|name| name.starts_with("rosters-")).unwrap().split('.').next().unwrap();
    let roster = place.read(&format!("e/public/pages/{roster}.json"));
    assert!(roster.contains(&place.announced_root()), "the targets are those of the first ceremony");
    place.ends(0, &["disclose", "e"]);
    let said = place.ends(0, &["publish", "e", "--at", "2027-01-06T10:00:00+08:00"]);
    assert!(said.contains("尚未填报"), "{said}");
    place.ends(0, &["audit", "d", "e", "--on", "2027-02-01T00:00:00+08:00"]);
}

#[test]
fn a_preview_is_what_will_be_published_and_publishes_nothing() {
    let place = Place::drawn("publish-preview");
    let log = place.read("d/public/log.jsonl");
    let said = place.ends(0, &["publish", "d", "--preview", "--at", "2026-10-12T09:00:00+08:00"]);
    assert!(said.contains("尚未公示"), "{said}");
    assert_eq!(place.read("d/public/log.jsonl"), log);
    assert!(!place.path("d/public/pages").exists() && !place.path("d/public/index.html").exists());
    let folder = place.path("d/private/公示预览");
    let pages: Vec<(String, Vec<u8>)> = fs::read_dir(&folder)
        .unwrap()
        .map(|page| page.unwrap())
        .map(|page| (page.file_name().into_string().unwrap(), fs::read(page.path()).unwrap()))
        .collect();
    assert!(pages.len() >= 2, "{}", pages.len());
    place.ends(0, &["publish", "d", "--at", "2026-10-12T09:00:00+08:00"]);
    for (name, bytes) in pages {
        assert_eq!(fs::read(place.path("d/public/pages").join(&name)).unwrap(), bytes, "{name}");
    }
    assert!(!folder.exists(), "what was looked at is not kept");
    let said = place.ends(0, &["publish", "d", "--preview", "--at", "2026-10-12T09:00:00+08:00"]);
    assert!(said.contains("没有新的公示材料"), "{said}");
}

#[test]
fn what_is_otherwise_than_the_list_of_files_is_said() {
    let place = Place::disclosed("list");
    let publish = |code| place.ends(code, &["publish", "d", "--at", "2027-01-06T10:00:00+08:00"]);
    let audit = |code| place.ends(code, &["audit", "d", "--on", "2027-02-01T00:00:00+08:00"]);
    publish(0);
    let checkpoint = place.read("d/public/checkpoint");
    let lines = place.read("d/public/log.jsonl").lines().count();
    assert_eq!(checkpoint.lines().nth(1).unwrap(), lines.to_string());
    assert!(!audit(0).contains("与文件清单"));
    place
        .ends(0, &["audit", "d", "--on", "2027-02-01T00:00:00+08:00", "--checkpoint", "d/public/checkpoint"]);

    // A file that is no part of the publication, one that was changed, and one that is gone.
    fs::write(place.path("d/public/说明.txt"), "说明").unwrap();
    fs::write(place.path("d/public/feed.xml"), "").unwrap();
    fs::remove_file(place.path("d/public/check.html")).unwrap();
    let said = audit(1);
    assert!(said.contains("未列") && said.contains("：说明.txt"), "{said}");
    assert!(!said.contains("没有发现问题"), "{said}");
    assert!(said.contains("摘要不同：feed.xml") && said.contains("没有的 1 个文件：check.html"), "{said}");
    // They are written anew, and it is said that they had to be.
    let said = publish(0);
    assert!(said.contains("摘要不同：feed.xml") && said.contains("没有的 1 个文件：check.html"), "{said}");
    assert_eq!(place.read("d/public/log.jsonl").lines().count(), lines);
    let said = audit(0);
    assert!(!said.contains("feed.xml") && said.contains("说明.txt"), "{said}");

    // A page that verifies everything is found as well.
    let page = place.read("d/public/verify.html");
    fs::write(place.path("d/public/verify.html"), "已验证").unwrap();
    assert!(audit(1).contains("摘要不同：verify.html"));
    publish(0);
    assert_eq!(place.read("d/public/verify.html"), page);

    // Without the list the audit misses a publication; it follows from the folder, and comes back.
    let list = place.read("d/public/SHA256SUMS");
    for edited in [None, Some("")] {
        fs::remove_file(place.path("d/public/SHA256SUMS")).unwrap();
        if let Some(text) = edited {
            fs::write(place.path("d/public/SHA256SUMS"), text).unwrap();
        }
        audit(1);
        publish(0);
        assert_eq!(place.read("d/public/SHA256SUMS"), list);
        audit(0);
    }
}

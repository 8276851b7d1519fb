//! What people write in one cell for what is a structure in the plan, and back: conditions, seats, kinds of values, sizes.

use crate::book::{ALL_OTHERS, Label};
use crate::contribution;
use dual_random::Language;
use dual_random::Role;
use dual_random::plan::{
    Condition, DrandChain, Drawing, Field, Numbers, Part, Quota, SeatAsk, Size, ValueKind, Workload,
};
use dual_random::say::Say as _;

/// What the fields of a target are called.
const FIELDS: [(Label, &str); 3] =
    [(("类别", "class"), "class"), (("级别", "level"), "level"), (("行政区划", "district"), "district")];

/// A text of the plan's file.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A list of the plan's file.
pub(super) fn list(entries: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", entries.into_iter().collect::<Vec<_>>().join(", "))
}

/// The parts of a text between marks, but for what stands in quotation marks, which are left out.
fn parts(text: &str, marks: &[char]) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut is_quoted = false;
    for c in text.chars() {
        match c {
            '“' if !is_quoted => is_quoted = true,
            '”' if is_quoted => is_quoted = false,
            c if !is_quoted && marks.contains(&c) => all.push(String::new()),
            c => all.last_mut().unwrap_or(&mut String::new()).push(c),
        }
    }
    all.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The marks that tell things apart stand in quotation marks where they are part of a thing.
fn protected(text: &str, marks: &[char]) -> String {
    if text.contains(marks) || text.contains(['“', '”']) {
        format!("“{text}”")
    } else {
        text.to_owned()
    }
}

const BETWEEN_CONDITIONS: [char; 3] = ['；', ';', '\n'];
const BETWEEN_VALUES: [char; 3] = ['、', ',', '，'];
const EQUALS: [char; 2] = ['=', '＝'];
/// Between the entries of a list.
pub(super) const BETWEEN_ENTRIES: [char; 5] = ['、', ';', '；', ',', '，'];

/// The entries of a list in one cell.
pub(super) fn entries(text: &str) -> Vec<String> {
    parts(text, &BETWEEN_ENTRIES)
}

/// Entries in one cell.
pub(super) fn joined(entries: &[String], language: Language) -> String {
    let entries: Vec<String> = entries.iter().map(|entry| protected(entry, &BETWEEN_ENTRIES)).collect();
    entries.join(if language == Language::Zh { "、" } else { "; " })
}

/// Conditions as the plan's file has them, if a text says conditions.
pub(super) fn when(text: &str) -> Option<String> {
    if text.is_empty() || text == ALL_OTHERS.0 || text == ALL_OTHERS.1 {
        return Some("[]".to_owned());
    }
    let one = |condition: String| {
        let (field, values) = condition.split_once(EQUALS)?;
        let field = field.trim();
        let known = FIELDS.iter().find(|(label, _)| field == label.0 || field == label.1);
        let field = known.map_or_else(|| format!("attribute:{field}"), |(_, code)| (*code).to_owned());
        let mut values = parts(values, &BETWEEN_VALUES);
        values.sort();
        values.dedup();
        let values = list(values.iter().map(|value| quoted(value)));
        (values != "[]").then(|| format!("{{ any_of = {values}, field = {} }}", quoted(&field)))
    };
    // Quotation marks are looked at within the values only, so that they are kept until then.
    let conditions = split_outside_quotes(text, &BETWEEN_CONDITIONS);
    let all: Option<Vec<String>> = conditions.into_iter().map(one).collect();
    all.map(list)
}

/// The parts of a text between marks, with what is quoted left as it is.
fn split_outside_quotes(text: &str, marks: &[char]) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut is_quoted = false;
    for c in text.chars() {
        is_quoted = c == '“' || (is_quoted && c != '”');
        if !is_quoted && marks.contains(&c) {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push(c);
        }
    }
    all.retain(|part| !part.trim().is_empty());
    all
}

/// Conditions in one cell.
pub(super) fn when_shown(when: &[Condition], language: Language) -> String {
    let (after, between) = if language == Language::Zh { ("；", "、") } else { ("; ", ", ") };
    let one = |condition: &Condition| {
        let field = match &condition.field {
            Field::Attribute(name) => name.clone(),
            other => {
                let code = other.to_string();
                let known = FIELDS.iter().find(|(_, own)| *own == code);
                known.map_or(code.clone(), |(label, _)| super::said(*label, language).to_owned())
            }
        };
        let marks = [&BETWEEN_VALUES[..], &BETWEEN_CONDITIONS].concat();
        let values: Vec<String> = condition.any_of.iter().map(|value| protected(value, &marks)).collect();
        format!("{field}={}", values.join(between))
    };
    when.iter().map(one).collect::<Vec<_>>().join(after)
}

/// A seat as the plan's file has it.
pub(super) fn seat(role: &str, departments: &[String], qualifications: &[String]) -> String {
    let sorted = |entries: &[String]| {
        let mut entries = entries.to_vec();
        entries.sort();
        list(entries.iter().map(|entry| quoted(entry)))
    };
    format!(
        "{{ departments = {}, qualifications = {}, role = {} }}",
        sorted(departments),
        sorted(qualifications),
        quoted(role)
    )
}

/// Seats in one cell as the plan's file has them.
pub(super) fn seats(text: &str) -> Option<String> {
    let one = |text: &str| {
        let text = text.trim();
        let (role, rest) = match text.find(['（', '(']) {
            Some(at) => (text[..at].trim(), text[at..].trim_matches(['（', '(', '）', ')'])),
            None => (text, ""),
        };
        let known = super::ROLES.iter().find(|(label, _)| role == label.0 || role == label.1)?;
        let (mut departments, mut qualifications) = (Vec::new(), Vec::new());
        for part in split_outside_quotes(rest, &BETWEEN_CONDITIONS) {
            let (what, named) = part.split_once(['：', ':'])?;
            match what.trim() {
                "部门" | "of" => departments = entries(named),
                "资格" | "qualified" => qualifications = entries(named),
                _ => return None,
            }
        }
        Some(seat(known.1, &departments, &qualifications))
    };
    let all: Option<Vec<String>> = text.split(['＋', '+']).map(one).collect();
    all.map(list)
}

/// Seats in one cell.
pub(crate) fn seats_shown(seats: &[SeatAsk], language: Language) -> String {
    let zh = language == Language::Zh;
    let one = |seat: &SeatAsk| {
        let role = if seat.role == Role::Expert { super::ROLES[1].0 } else { super::ROLES[0].0 };
        let named = |zh_name: &str, en_name: &str, entries: &[String]| {
            let label = if zh { format!("{zh_name}：") } else { format!("{en_name}: ") };
            (!entries.is_empty()).then(|| label + &joined_within(entries))
        };
        let parts =
            [named("部门", "of", &seat.departments), named("资格", "qualified", &seat.qualifications)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let role = super::said(role, language);
        match (parts.is_empty(), zh) {
            (true, _) => role.to_owned(),
            (false, true) => format!("{role}（{}）", parts.join("；")),
            (false, false) => format!("{role} ({})", parts.join("; ")),
        }
    };
    seats.iter().map(one).collect::<Vec<_>>().join(if zh { "＋" } else { " + " })
}

/// Entries between other marks: a semicolon ends them here.
fn joined_within(entries: &[String]) -> String {
    let entries: Vec<String> = entries.iter().map(|entry| protected(entry, &BETWEEN_ENTRIES)).collect();
    entries.join("、")
}

/// The workload rule as the plan's file has it.
pub(super) fn workload(text: &str) -> Option<String> {
    match text {
        "尽量均衡" | "balanced" => return Some(quoted("balanced")),
        "各人上限" | "own" => return Some(quoted("own")),
        _ => {}
    }
    let number = text.strip_prefix("统一上限").or_else(|| text.strip_prefix("common"))?;
    let number: u32 = number.trim().parse().ok()?;
    Some(format!("{{ common = {number} }}"))
}

pub(crate) fn workload_shown(workload: Workload, language: Language) -> String {
    let zh = language == Language::Zh;
    match workload {
        Workload::Own => if zh { "各人上限" } else { "own" }.to_owned(),
        Workload::Common(cap) if zh => format!("统一上限 {cap}"),
        Workload::Common(cap) => format!("common {cap}"),
        _ => if zh { "尽量均衡" } else { "balanced" }.to_owned(),
    }
}

/// A quota's size as the plan's file has it.
pub(super) fn size(way: &str, amount: &str, round: &str) -> Option<String> {
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match way {
        "all" => amount.is_empty().then(|| quoted("all")),
        "count" => number(amount).map(|count| format!("{{ count = {count} }}")),
        "ratio" => {
            dual_random::plan::Ratio::try_from(amount.to_owned()).ok()?;
            Some(format!("{{ ratio = {{ of = {}, round = {} }} }}", quoted(amount), quoted(round)))
        }
        _ => {
            let (officers, targets) = amount.split_once([':', '：'])?;
            let (officers, targets) = (number(officers)?, number(targets)?);
            let round = quoted(round);
            Some(format!(
                "{{ per_officer = {{ officers = {officers}, round = {round}, targets = {targets} }} }}"
            ))
        }
    }
}

/// The way, the amount and the rounding of a quota's size, as codes and a text.
pub(super) fn size_shown(quota: &Quota) -> (&'static str, String, &'static str) {
    match &quota.size {
        Size::Count(count) => ("count", count.to_string(), ""),
        Size::Ratio { of, round } => ("ratio", percent(&of.to_string()), round.code()),
        Size::PerOfficer { officers, round, targets } => {
            ("per_officer", format!("{officers}:{targets}"), round.code())
        }
        _ => ("all", String::new(), ""),
    }
}

/// A ratio of a hundred as per cent, which is how people write it.
fn percent(ratio: &str) -> String {
    ratio.strip_suffix("/100").map_or_else(|| ratio.to_owned(), |number| format!("{number}%"))
}

/// What stands for the commitment of a witness who has not given it yet.
const BLANK_COMMITMENT: Label = ("待填写", "to be filled in");

/// What stands for the kind of a value that is left out.
const NOT_USED: Label = ("不采用", "not used");

fn is_said(text: &str, label: Label) -> bool {
    [label.0, label.1].contains(&text.trim())
}

/// Whether a value is left out, which somebody has to say.
pub(super) fn is_not_used(kind: &str) -> bool {
    is_said(kind, NOT_USED)
}

/// The kind of a public value as the plan's file has it.
pub(super) fn value_kind(text: &str) -> Option<String> {
    if Drawing::from_name(text).is_some() {
        return Some(quoted(text));
    }
    let digits =
        |text: &str| text.trim().trim_end_matches(|c: char| !c.is_ascii_digit()).trim().parse::<u32>().ok();
    for (zh, en, code) in
        [("小写十六进制", "lower-case hex,", "hex"), ("大写十六进制", "upper-case hex,", "upper_hex")]
    {
        if let Some(bytes) = text.strip_prefix(zh).or_else(|| text.strip_prefix(en)) {
            return digits(bytes).map(|bytes| format!("{{ {code} = {{ bytes = {bytes} }} }}"));
        }
    }
    if let Some(round) = text.strip_prefix("drand 第").and_then(|rest| rest.strip_suffix('轮')) {
        return drand(round);
    }
    if let Some(round) = text.strip_prefix("drand round") {
        return drand(round);
    }
    if let Some(commitment) = text.strip_prefix("见证密值").or_else(|| text.strip_prefix("contribution"))
    {
        let commitment = commitment.trim();
        let commitment = if is_said(commitment, BLANK_COMMITMENT) {
            contribution::BLANK
        } else {
            dual_random::Digest::from_hex(commitment).ok()?
        };
        return Some(format!("{{ contribution = {{ commitment = {} }} }}", quoted(&commitment.to_hex())));
    }
    let parts: Option<Vec<(bool, String)>> = text.split(['＋', '+']).map(numbers).collect();
    let parts = parts?;
    match &parts[..] {
        [(false, only)] => Some(format!("{{ numbers = {only} }}")),
        [] | [_] => None,
        _ => {
            let part =
                |(beyond, numbers): &(bool, String)| format!("{{ beyond = {beyond}, numbers = {numbers} }}");
            Some(format!("{{ parts = {} }}", list(parts.iter().map(part))))
        }
    }
}

/// A round of drand's main network.
fn drand(round: &str) -> Option<String> {
    let round: u64 = round.trim().parse().ok()?;
    Some(format!(
        "{{ drand = {{ chain = {}, round = {round} }} }}",
        quoted(&DrandChain::QUICKNET.hash.to_hex())
    ))
}

/// `7个1-35，不重复，按顺序`: numbers, and whether they are drawn from what the part before left over.
fn numbers(text: &str) -> Option<(bool, String)> {
    let mut words = text.split(['，', ',']).map(str::trim);
    let first = words.next()?;
    let (count, range) = first.split_once('个').or_else(|| first.split_once(" of "))?;
    let (min, max) = range.split_once(['-', '–', '至'])?;
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (count, min, max) = (number(count)?, number(min)?, number(max)?);
    let (mut distinct, mut ordered, mut beyond) = (false, false, false);
    for word in words {
        match word {
            "不重复" | "distinct" => distinct = true,
            "按顺序" | "ordered" => ordered = true,
            "可重复" | "从小到大" | "ascending" => {}
            "前一部分以外" | "beyond" => beyond = true,
            _ => return None,
        }
    }
    let numbers = format!(
        "{{ count = {count}, distinct = {distinct}, max = {max}, min = {min}, ordered = {ordered} }}"
    );
    Some((beyond, numbers))
}

/// The kind of a public value in one cell.
pub(super) fn value_kind_shown(kind: &ValueKind, language: Language) -> String {
    let zh = language == Language::Zh;
    let known = Drawing::ALL.iter().find(|drawing| drawing.kind() == *kind);
    if let Some(drawing) = known {
        return if zh { drawing.message(Language::Zh) } else { drawing.code().to_owned() };
    }
    let numbers = |numbers: &Numbers, beyond: bool| {
        let Numbers { count, distinct, max, min, ordered, .. } = numbers;
        let mut words =
            vec![if zh { format!("{count}个{min}-{max}") } else { format!("{count} of {min}-{max}") }];
        for (holds, word) in [
            (*distinct, ("不重复", "distinct")),
            (*ordered, ("按顺序", "ordered")),
            (beyond, ("前一部分以外", "beyond")),
        ] {
            if holds {
                words.push(super::said(word, language).to_owned());
            }
        }
        words.join(if zh { "，" } else { ", " })
    };
    match kind {
        ValueKind::Numbers(own) => numbers(own, false),
        ValueKind::Parts(parts) => {
            let parts: Vec<String> =
                parts.iter().map(|part: &Part| numbers(&part.numbers, part.beyond)).collect();
            parts.join(if zh { "＋" } else { " + " })
        }
        ValueKind::Hex { bytes } if zh => format!("小写十六进制 {bytes} 字节"),
        ValueKind::Hex { bytes } => format!("lower-case hex, {bytes} bytes"),
        ValueKind::UpperHex { bytes } if zh => format!("大写十六进制 {bytes} 字节"),
        ValueKind::UpperHex { bytes } => format!("upper-case hex, {bytes} bytes"),
        ValueKind::Drand { round, .. } if zh => format!("drand 第 {round} 轮"),
        ValueKind::Drand { round, .. } => format!("drand round {round}"),
        ValueKind::Contribution { commitment } if *commitment == contribution::BLANK => {
            let head = if zh { "见证密值" } else { "contribution" };
            format!("{head} {}", super::said(BLANK_COMMITMENT, language))
        }
        ValueKind::Contribution { commitment } if zh => format!("见证密值 {commitment}"),
        ValueKind::Contribution { commitment } => format!("contribution {commitment}"),
        // Whatever a later library has is written by whoever knows it.
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text of the plan's file says.
    fn read<T: serde::de::DeserializeOwned>(value: &str) -> T {
        #[derive(serde::Deserialize)]
        struct Holder<T> {
            it: T,
        }
        crate::misread::read::<Holder<T>>(&format!("it = {value}\n")).map_err(|all| all.len()).unwrap().it
    }

    #[test]
    fn conditions_are_read_as_they_are_shown() {
        for (text, count) in [
            ("类别=重点", 1),
            ("类别=重点、一般；行业=化工", 2),
            ("行业=“纸、浆”、化工；行政区划=522601", 2),
            ("class=key, other; 行业=“a=b；c”", 2),
            ("其余对象", 0),
            ("", 0),
        ] {
            let conditions: Vec<Condition> = read(&when(text).unwrap());
            assert_eq!(conditions.len(), count, "{text}");
            for language in [Language::Zh, Language::En] {
                let again = when(&when_shown(&conditions, language)).unwrap();
                assert_eq!(read::<Vec<Condition>>(&again), conditions, "{text}");
            }
        }
        for text in ["重点", "类别=", "类别=、", "=重点"] {
            let is_none = when(text).is_none_or(|own| {
                crate::misread::read::<toml::Table>(&format!("it = {own}")).is_err()
                    || serde_json::from_str::<Vec<Condition>>(&own).is_err()
            });
            assert!(is_none, "{text}");
        }
    }

    #[test]
    fn seats_workloads_and_kinds_are_read_as_they_are_shown() {
        for text in [
            "执法人员＋执法人员",
            "执法人员（部门：甲科、乙科；资格：水）＋专家",
            "officer (qualified: 水) + officer",
        ] {
            let own: Vec<SeatAsk> = read(&seats(text).unwrap());
            for language in [Language::Zh, Language::En] {
                assert_eq!(
                    read::<Vec<SeatAsk>>(&seats(&seats_shown(&own, language)).unwrap()),
                    own,
                    "{text}"
                );
            }
        }
        assert!(seats("执法人员＋科长").is_none());
        for text in ["尽量均衡", "各人上限", "统一上限 3"] {
            let own: Workload = read(&workload(text).unwrap());
            assert_eq!(workload_shown(own, Language::Zh), text);
            assert_eq!(read::<Workload>(&workload(&workload_shown(own, Language::En)).unwrap()), own);
        }
        let commitment = format!("见证密值 {}", "0a".repeat(32));
        for text in [
            "双色球",
            "drand信标",
            "7个1-35，不重复，按顺序",
            "13个1-6，按顺序",
            "6个1-33，不重复＋1个1-33，不重复，前一部分以外",
            "小写十六进制 16 字节",
            "大写十六进制 32 字节",
            "drand 第 27946612 轮",
            &commitment,
            "见证密值 待填写",
        ] {
            let own: ValueKind = read(&value_kind(text).unwrap());
            assert_eq!(value_kind_shown(&own, Language::Zh), text);
            let english = value_kind_shown(&own, Language::En);
            assert_eq!(read::<ValueKind>(&value_kind(&english).unwrap()), own, "{english}");
        }
        for text in ["上证指数", "7个", "7个1-35，随机", "见证密值 12", "drand 第 x 轮", "drand round"]
        {
            assert!(value_kind(text).is_none(), "{text}");
        }
        for (way, amount, round) in [
            ("ratio", "5%", "up"),
            ("ratio", "1/3", "half_up"),
            ("count", "20", ""),
            ("all", "", ""),
            ("per_officer", "1:5", "down"),
        ] {
            let own: Size = read(&size(way, amount, round).unwrap());
            let mut quota = Quota::count(1);
            quota.size = own;
            assert_eq!(size_shown(&quota), (way, amount.to_owned(), round));
        }
        for (way, amount) in [("ratio", "5"), ("count", "5%"), ("all", "5"), ("per_officer", "5")] {
            assert!(size(way, amount, "up").is_none(), "{way} {amount}");
        }
    }
}

//! TOML that cannot be read: where, and what to write instead, in the reader's own language. Word processors put full-width
//! marks and curly quotes where TOML has plain ones; all of them are named together.

use crate::text::{self, Words, name};
use dual_random::{Date, Timestamp};
use serde::de::DeserializeOwned;
use std::ops::Range;

/// Most full-width marks that are named: who wrote a whole file with them sees the rule by then.
const MOST_MARKS: usize = 20;

/// What is wrong at a place of a text.
pub(crate) struct Misread {
    offset: usize,
    pub(crate) what: Words,
}

impl Misread {
    /// Line and column, both from 1.
    pub(crate) fn place(&self, text: &str) -> (usize, usize) {
        let before = text.get(..self.offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// What a TOML text says.
pub(crate) fn read<T: DeserializeOwned>(toml: &str) -> Result<T, Vec<Misread>> {
    toml::from_str(toml).map_err(|error| {
        let marks = marks(toml);
        if !marks.is_empty() {
            return marks;
        }
        let span = narrowed(error.message(), toml, error.span().unwrap_or_default());
        // The parser's own words are English, and say it well.
        let what = in_chinese(error.message(), toml, &span).with_english(error.message());
        vec![Misread { offset: span.start, what }]
    })
}

/// The place of a value within a list: the parser gives that of the whole list.
fn narrowed(message: &str, toml: &str, span: Range<usize>) -> Range<usize> {
    let found = toml.get(span.clone()).unwrap_or_default();
    let Some(list) = found.strip_prefix('[') else {
        return span;
    };
    let refused = message.strip_prefix('"').and_then(|rest| Some(rest.split_once("\" ")?.0));
    let value = match refused {
        Some(refused) => found.find(refused).map(|at| (at, refused.len())),
        None if message.contains("expected a string") => {
            let mut at = 1;
            let mut values = list.trim_end_matches(']').split(',').map(|value| {
                let start = at + value.len() - value.trim_start().len();
                at += value.len() + 1;
                (start, value.trim())
            });
            values
                .find(|(_, value)| !value.is_empty() && !value.starts_with(['"', '\'']))
                .map(|(start, value)| (start, value.len()))
        }
        None => None,
    };
    value.map_or(span.clone(), |(at, length)| span.start + at..span.start + at + length)
}

/// Where in a line the reading stands.
#[derive(Clone, Copy)]
enum At {
    Plain,
    Comment,
    /// Within quotes of one kind; three of them go over several lines, and one may not be closed in its line.
    Quoted {
        quote: char,
        is_long: bool,
        is_closed: bool,
    },
    /// Within curly quotes, which are none.
    Curly(char),
}

/// Full-width marks and curly quotes outside texts and comments, with what is meant.
fn marks(toml: &str) -> Vec<Misread> {
    let mut all = Vec::new();
    let mut at = At::Plain;
    let mut rest = toml.char_indices();
    while let Some((offset, c)) = rest.next() {
        let after = rest.as_str();
        at = match (at, c) {
            (At::Quoted { is_long: false, .. } | At::Comment | At::Curly(_), '\n') => At::Plain,
            (At::Plain, '#') => At::Comment,
            (At::Plain, '"' | '\'') => {
                let is_long = after.starts_with(c) && after[1..].starts_with(c);
                if is_long {
                    rest.nth(1);
                }
                let is_closed = after.lines().next().unwrap_or_default().contains(c);
                At::Quoted { quote: c, is_long, is_closed }
            }
            (At::Quoted { quote: '"', .. }, '\\') => {
                rest.next();
                at
            }
            (At::Quoted { quote, is_long, .. }, _) if c == quote => {
                let ends = !is_long || after.starts_with(quote) && after[1..].starts_with(quote);
                if ends && is_long {
                    rest.nth(1);
                }
                if ends { At::Plain } else { at }
            }
            // A text that was begun with a plain quote and ended with a curly one.
            (At::Quoted { quote, is_long: false, is_closed: false }, '”' | '’') => {
                all.push(Misread { offset, what: text::curly_quote(mark(c), mark(quote)) });
                At::Plain
            }
            (At::Curly(end), _) if c == end => At::Plain,
            (At::Plain, '“' | '‘' | '「' | '『') => {
                let end = closing(c);
                let line = after.lines().next().unwrap_or_default();
                let inner = line.split(end).next().unwrap_or_default();
                all.push(Misread { offset, what: text::curly_quoted(name(inner), mark(c), mark(end)) });
                At::Curly(end)
            }
            (At::Plain, _) => {
                if let Some(plain) = plain(c) {
                    all.push(Misread { offset, what: text::full_width(mark(c), text::mark(plain)) });
                }
                if c == '＃' { At::Comment } else { At::Plain }
            }
            _ => at,
        };
        if all.len() >= MOST_MARKS {
            break;
        }
    }
    all
}

/// A character in a sentence.
fn mark(c: char) -> Words {
    name(c.to_string())
}

fn closing(open: char) -> char {
    match open {
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        _ => '』',
    }
}

/// The plain character that a full-width one stands for.
fn plain(c: char) -> Option<char> {
    match c {
        '”' | '„' => Some('"'),
        '’' => Some('\''),
        '【' | '〔' => Some('['),
        '】' | '〕' => Some(']'),
        '、' | '，' => Some(','),
        '。' => Some('.'),
        '—' | '–' | '−' => Some('-'),
        '\u{3000}' | '\u{A0}' => Some(' '),
        // The full-width forms stand in the order of ASCII.
        '！'..='～' => char::from_u32(u32::from(c) - 0xFF01 + 0x21),
        _ => None,
    }
}

/// The parser's sentence, and what stands at its place, as a Chinese one. None of its own words are passed on.
fn in_chinese(message: &str, toml: &str, span: &Range<usize>) -> Words {
    let found = toml.get(span.clone()).unwrap_or_default();
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (key, known) = names.split_first().map_or(("", &[][..]), |(key, known)| (*key, known));
    if message.starts_with("unknown field") {
        return match (nearest(key, known), known) {
            (Some(nearest), _) => text::unknown_field_near(name(key), name(nearest)),
            (None, []) => text::unknown_field(name(key)),
            (None, known) => text::unknown_field_of(name(key), text::joined(known.iter().map(name))),
        };
    }
    if message.starts_with("unknown variant") || message.starts_with("unknown code") {
        return text::unknown_choice(name(key), text::joined(known.iter().map(name)));
    }
    if message.starts_with("missing field") {
        return text::missing_field(name(key));
    }
    if message.starts_with("duplicate") {
        return text::duplicate_key(name(if key.is_empty() { found } else { key }));
    }
    if let Some((_, expected)) = message.split_once(", expected ")
        && let Some(what) = wrong_type(message, expected, found)
    {
        return what;
    }
    let line = || toml.get(span.start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    of_the_library(message, found)
        .or_else(|| syntax(message))
        .unwrap_or_else(|| text::bad_here(name(text::excerpt(line()))))
}

/// A value of another type than the one asked for.
fn wrong_type(message: &str, expected: &str, found: &str) -> Option<Words> {
    let is_type = message.starts_with("invalid type");
    if !is_type && !message.starts_with("invalid value") && !message.starts_with("invalid length") {
        return None;
    }
    let found = text::excerpt(found);
    let expected = expected.trim_start_matches("a ").trim_start_matches("an ");
    if is_type
        && expected == "string"
        && let Some(quoted) = instant(&found).or_else(|| day(&found))
    {
        return Some(text::needs_quotes(name(found), name(quoted)));
    }
    let form = match expected {
        "string" => text::form_string(),
        "boolean" => text::form_boolean(),
        "sequence" => text::form_list(),
        "map" | "table" => text::form_table(),
        _ if expected.starts_with("struct") || expected.starts_with("internally") => text::form_table(),
        _ if expected.starts_with('u') || expected.starts_with('i') || expected.contains("integer") => {
            text::form_number()
        }
        _ if expected.contains("string or table") || expected.starts_with("enum") => text::form_choice(),
        _ => return Some(text::bad_here(name(found))),
    };
    Some(text::wrong_form(name(found), form))
}

/// What the library's own types say of a text that they refuse.
fn of_the_library(message: &str, found: &str) -> Option<Words> {
    let bare = found.trim_matches(['"', '\'']);
    let shown = text::excerpt(bare);
    if message.ends_with("does not have the form YYYY-MM-DD") {
        return Some(text::bad_day(name(shown), name(day(bare).unwrap_or_else(|| "2026-11-23".to_owned()))));
    }
    if message.contains("does not have the form YYYY-MM-DDThh") {
        let right = instant(bare).unwrap_or_else(|| "2026-10-08T10:00:00+08:00".to_owned());
        return Some(text::bad_time(name(shown), name(right)));
    }
    if message.contains("is not a ratio") {
        let half: String = bare.chars().map(|c| plain(c).unwrap_or(c)).filter(|c| *c != ' ').collect();
        let is_percent =
            half.strip_suffix('%').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
        return Some(text::bad_ratio(
            name(shown),
            name(if is_percent && half != bare { half } else { "5%".to_owned() }),
        ));
    }
    if message.contains("is not an id") {
        return Some(text::bad_id(name(shown)));
    }
    if message.contains("is no field of a condition") {
        return Some(text::bad_condition_field(name(shown)));
    }
    if message.contains("64") && message.contains("hex") {
        return Some(text::bad_digest_here(name(shown)));
    }
    if message.contains("exactly 1") {
        return Some(text::one_of_table());
    }
    None
}

/// The numbers of a date or time, however they are separated.
fn numbers(text: &str) -> Vec<u32> {
    let half: String = text.chars().map(|c| plain(c).unwrap_or(c)).collect();
    half.split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map_while(|part| part.parse().ok())
        .collect()
}

/// The instant that is meant, if there is no doubt about it: a time without a zone is China's.
fn instant(text: &str) -> Option<String> {
    let numbers = numbers(text);
    let (date, time) = match &numbers[..] {
        // The zone, where it is written.
        [year, month, day, time @ .., 8, 0] if text.ends_with("+08:00") => ([year, month, day], time),
        [year, month, day, time @ ..] => ([year, month, day], time),
        _ => return None,
    };
    let (hour, minute, second) = match time {
        [hour, minute] => (hour, minute, &0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    if text.ends_with(['Z', 'z']) {
        return None;
    }
    let [year, month, day] = date;
    let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+08:00");
    Timestamp::new(&text).is_ok().then_some(text)
}

/// The day that is meant.
fn day(text: &str) -> Option<String> {
    let [y, m, d] = numbers(text)[..] else {
        return None;
    };
    let text = format!("{y:04}-{m:02}-{d:02}");
    Date::new(&text).is_ok().then_some(text)
}

/// What is wrong with the form of the file.
fn syntax(message: &str) -> Option<Words> {
    let what = message.split(", expected").next().unwrap_or(message);
    Some(match what {
        "string values must be quoted" | "missing opening quote" => text::toml_unquoted(),
        "invalid basic string"
        | "invalid literal string"
        | "invalid multi-line basic string"
        | "invalid multi-line literal string" => text::toml_unclosed_text(),
        "unclosed array" | "missing array opening" => text::toml_unclosed_list(),
        "unclosed inline table" | "missing inline table opening" => text::toml_unclosed_table(),
        "unclosed table" | "unclosed array table" | "missing table open" => text::toml_unclosed_head(),
        "key with no value"
        | "extra assignment between key-value pairs"
        | "missing assignment between key-value pairs"
        | "extra `=`"
        | "unexpected `=` in array" => text::toml_no_equals(),
        "missing value" | "missing value for key" | "invalid value" => text::toml_no_value(),
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            text::toml_no_comma()
        }
        "extra comma in array" | "extra comma in inline table" => text::toml_extra_comma(),
        "invalid unquoted key"
        | "unquoted keys cannot be empty"
        | "missing key for inline table element"
        | "invalid key-value pair"
        | "invalid inline table element" => text::toml_bad_key(),
        "unexpected key or value"
        | "unexpected content"
        | "unexpected content between comment and newline" => text::toml_too_much(),
        "unexpected leading zero" => text::toml_leading_zero(),
        "missing escaped value" | "too few unicode value digits" => text::toml_backslash(),
        _ if what.contains("overflow") || what.contains("too large to fit") => text::toml_too_large(),
        _ => return None,
    })
}

/// The known name that is most like a misspelt one.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let most = (name.chars().count() / 3).max(1);
    known
        .iter()
        .copied()
        .map(|one| (distance(name, one), one))
        .filter(|(far, _)| *far <= most)
        .min()
        .map(|(_, one)| one)
}

/// How many letters must be put in, left out or changed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().take(100).enumerate() {
        let mut before = i;
        row[0] = i + 1;
        for (j, b) in b.iter().enumerate() {
            let changed = before + usize::from(a != *b);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use dual_random::{Id, Language};

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Sample {
        title: String,
        #[serde(default)]
        count: u64,
        #[serde(default)]
        rotation: bool,
        #[serde(default)]
        classes: Vec<String>,
        #[serde(default)]
        id: Option<Id>,
    }

    fn said(toml: &str) -> Vec<(usize, usize, String)> {
        let all = read::<Sample>(toml).unwrap_err();
        let what = |one: &Misread| one.what.get(Language::Zh).to_owned();
        all.into_iter().map(|one| (one.place(toml).0, one.place(toml).1, what(&one))).collect()
    }

    /// The one fault of a text.
    fn fault(toml: &str) -> String {
        let all = said(toml);
        assert_eq!(all.len(), 1, "{all:?}");
        all[0].2.clone()
    }

    #[test]
    fn full_width_marks_are_named_together_and_not_within_texts_or_comments() {
        let toml = "# “说明”，＝\ntitle = \"全角，“引号”＝\"\ncount ＝ ３\nclasses = ［“甲”，“乙，丙”］\n";
        let places: Vec<(usize, usize)> =
            said(toml).iter().map(|(line, column, _)| (*line, *column)).collect();
        assert_eq!(places, [(3, 7), (3, 9), (4, 11), (4, 12), (4, 15), (4, 16), (4, 21)]);
        assert!(said(toml)[3].2.contains("\"甲\""), "{:?}", said(toml)[3]);
        let long = "title = \"\"\"\n“多行”，\n\"\"\"\ncount = １\n";
        assert_eq!(said(long)[0].0, 4);
        assert_eq!(said(long).len(), 1);
        assert_eq!(said("title = \"甲”\ncount = 1\n")[0].1, 11, "begun with a plain quote");
        assert_eq!(said(&"count ＝ 1\n".repeat(1000)).len(), MOST_MARKS);
    }

    #[test]
    fn faults_of_fields_name_what_is_known() {
        assert!(fault("titel = \"甲\"\n").contains("title"));
        assert!(fault("title = \"甲\"\nxyz = 1\n").contains("rotation"));
        assert!(fault("count = 1\n").contains("缺少 title"));
        assert!(fault("title = \"甲\"\ntitle = \"乙\"\n").contains("重复"));
        assert!(fault("title = 3\n").contains("引号"));
        assert!(fault("title = \"甲\"\ncount = \"3\"\n").contains("数字"));
        assert!(fault("title = \"甲\"\ncount = -3\n").contains("数字"));
        assert!(fault("title = \"甲\"\nrotation = \"是\"\n").contains("true"));
        assert!(fault("title = \"甲\"\nclasses = \"一般\"\n").contains("["));
        assert!(fault("title = \"甲\"\nid = \"编号\"\n").contains("半角"));
        // Within a list the value itself is named.
        let (line, column, what) = said("title = \"甲\"\nclasses = [\"一般\", 2026-10-01]\n").remove(0);
        assert_eq!((line, column), (2, 18), "{what}");
        assert!(what.contains("写作 \"2026-10-01\""), "{what}");
    }

    #[test]
    fn faults_of_form_are_chinese_sentences() {
        for bad in [
            "title = 甲\n",
            "title = \"甲\n",
            "title\n",
            "title =\n",
            "title = \"甲\" count = 3\n",
            "classes = [\"a\"\n",
            "classes = [\"a\" \"b\"]\n",
            "[title\n",
            "title = \"甲\"\ncount = 03\n",
            "标题 = \"甲\"\n",
            "x = {a = 1\n",
            "= 3\n",
            "title = \"C:\\x\"\n",
            "title = \"甲\"\ncount = 99999999999999999999\n",
            "title = '甲\n",
            "classes = [,]\n",
            "title = \"甲\"\n]\n",
            "title = \"甲\"\rcount = 1\n",
            "[[title]\n",
            "a.b = 1\na = 2\n",
            "x = 2026-13-45\n",
            "x = {a = 1,, b = 2}\n",
            "x = \"\"\"甲\n",
            "x = 0x\n",
            "x = 1__0\n",
            "x = +-1\n",
            "x = \"\\uD800\"\n",
        ] {
            let words = |text: &str| {
                let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
                words.map(str::to_owned).collect::<Vec<_>>()
            };
            let said = fault(bad);
            let own = ["title", "count", "true", "false", "classes", "rotation"];
            let foreign: Vec<String> = words(&said)
                .into_iter()
                .filter(|word| !bad.contains(word.as_str()) && !own.contains(&word.as_str()))
                .collect();
            assert!(foreign.is_empty() && !said.is_ascii(), "{bad:?}: {said}");
        }
    }

    #[test]
    fn times_are_suggested_only_where_there_is_no_doubt() {
        for meant in ["2026-09-28 09:00", "2026年9月28日9:00:00", "2026-09-28T09:00:00", "2026/9/28 9：00"]
        {
            assert_eq!(instant(meant).as_deref(), Some("2026-09-28T09:00:00+08:00"), "{meant}");
        }
        for unsure in [
            "2026-09-28T09:00:00Z",
            "2026-09-28T09:00:00-05:00",
            "2026-09-28",
            "2026-13-28 09:00",
            "09:00",
            "明天",
        ] {
            assert_eq!(instant(unsure), None, "{unsure}");
        }
        assert_eq!(day("2026年9月8日").as_deref(), Some("2026-09-08"));
        assert_eq!(day("2026.2.30"), None);
    }
}

//! TOML that cannot be read: where, and what to write instead, in the reader's own language. Word processors put full-width
//! marks and curly quotes where TOML has plain ones; all of them are named together.

mod form;
mod values;

use crate::text::{self, Words, name};
use dual_random::{Date, Timestamp};
use serde::de::DeserializeOwned;
use toml::de::DeTable;
use values::{Asked, Objection, Whole};

/// Most full-width marks that are named: who wrote a whole file with them sees the rule by then.
const MOST_MARKS: usize = 20;

/// What is wrong at a place of a text.
pub(crate) struct Misread {
    offset: usize,
    pub(crate) what: Words,
}

impl Misread {
    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// Line and column, both from 1.
    pub(crate) fn place(&self, text: &str) -> (usize, usize) {
        let before = text.get(..self.offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// What a TOML text says.
pub(crate) fn read<T: DeserializeOwned>(toml: &str) -> Result<T, Vec<Misread>> {
    let one = |what: Words, offset: usize| {
        let marks = marks(toml);
        if marks.is_empty() { vec![Misread { offset, what }] } else { marks }
    };
    let table = DeTable::parse(toml).map_err(|error| {
        let span = error.span().unwrap_or_default();
        // The parser's own words are English, and say it well.
        one(form::look(toml, &span).with_english(error.message()), span.start)
    })?;
    T::deserialize(Whole(&table)).map_err(|refusal| {
        let span = refusal.span.unwrap_or_default();
        let found = toml.get(span.clone()).unwrap_or_default();
        one(refused(refusal.objection, refusal.asked, found), span.start)
    })
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

/// What is wrong with a value.
fn refused(objection: Objection, asked: Asked, found: &str) -> Words {
    match objection {
        Objection::UnknownField(field, known) => match nearest(&field, known) {
            Some(nearest) => text::unknown_field_near(name(field), name(nearest)),
            None if known.is_empty() => text::unknown_field(name(field)),
            None => text::unknown_field_of(name(field), typed(known)),
        },
        Objection::UnknownVariant(variant, known) => text::unknown_choice(name(variant), typed(known)),
        Objection::MissingField(field) => text::missing_field(name(field)),
        Objection::NotOne => text::one_of_table(),
        Objection::TooLarge => text::toml_too_large(),
        Objection::Value => match asked {
            Asked::Form(form) => of_form(form, found),
            _ => of_kind(asked, found),
        },
    }
}

fn typed(known: &[&str]) -> Words {
    text::joined(known.iter().map(|word| text::typed(word)))
}

/// A value of another kind than the one asked for.
fn of_kind(asked: Asked, found: &str) -> Words {
    let found = text::excerpt(found);
    let is_text = found.starts_with(['"', '\'']);
    let form = match asked {
        Asked::Text | Asked::Form(_) => match instant(&found).or_else(|| day(&found)) {
            Some(quoted) if !is_text => return text::needs_quotes(name(found), name(quoted)),
            _ => text::form_string(),
        },
        Asked::Boolean => text::form_boolean(),
        Asked::List => text::form_list(),
        Asked::Table => text::form_table(),
        Asked::Number => text::form_number(),
        Asked::Choice => text::form_choice(),
        Asked::Anything => return text::bad_here(name(found)),
    };
    text::wrong_form(name(found), form)
}

/// A text that is not of a form of the library's.
fn of_form(form: &str, found: &str) -> Words {
    let bare = found.trim_matches(['"', '\'']);
    let shown = name(text::excerpt(bare));
    match form {
        "id" => text::bad_id(shown),
        "date" => text::bad_day(shown, name(day(bare).unwrap_or_else(|| "2026-11-23".to_owned()))),
        "timestamp" => {
            let right = instant(bare).unwrap_or_else(|| "2026-10-08T10:00:00+08:00".to_owned());
            text::bad_time(shown, name(right))
        }
        "digest" => text::bad_digest_here(shown),
        "district" => text::bad_district_here(shown),
        "field" => text::bad_condition_field(shown),
        "ratio" => {
            let half: String = bare.chars().map(|c| plain(c).unwrap_or(c)).filter(|c| *c != ' ').collect();
            let is_percent =
                half.strip_suffix('%').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
            text::bad_ratio(shown, name(if is_percent && half != bare { half } else { "5%".to_owned() }))
        }
        _ => text::bad_here(shown),
    }
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
        #[serde(default)]
        day: Option<Date>,
        #[serde(default)]
        way: Option<Way>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    #[expect(dead_code, reason = "only read")]
    enum Way {
        Own,
        Common(u32),
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
        assert!(fault("count = 1\n").contains("缺少“title”"));
        assert!(fault("title = \"甲\"\ntitle = \"乙\"\n").contains("重复"));
        assert!(fault("title = 3\n").contains("引号"));
        assert!(fault("title = \"甲\"\ncount = \"3\"\n").contains("数字"));
        assert!(fault("title = \"甲\"\ncount = -3\n").contains("数字"));
        assert!(fault("title = \"甲\"\nrotation = \"是\"\n").contains("true"));
        assert!(fault("title = \"甲\"\nclasses = \"一般\"\n").contains('['));
        assert!(fault("title = \"甲\"\nid = \"编号\"\n").contains("半角"));
        // Within a list the value itself is named.
        let (line, column, what) = said("title = \"甲\"\nclasses = [\"一般\", 2026-10-01]\n").remove(0);
        assert_eq!((line, column), (2, 18), "{what}");
        assert!(what.contains("写作 \"2026-10-01\""), "{what}");
    }

    #[test]
    fn faults_of_values_say_what_can_stand_there() {
        let read_as = |way: &str| read::<Sample>(&format!("title = \"甲\"\nway = {way}\n"));
        assert!(read_as("\"own\"").is_ok() && read_as("{ common = 3 }").is_ok());
        for (line, sentence) in [
            ("way = \"all\"", text::unknown_choice(name("all"), typed(&["own", "common"]))),
            ("way = { all = 1 }", text::unknown_choice(name("all"), typed(&["own", "common"]))),
            ("way = {}", text::one_of_table()),
            ("way = { own = 1, common = 2 }", text::one_of_table()),
            ("way = 3", text::wrong_form(name("3"), text::form_choice())),
            ("way = { common = \"3\" }", text::wrong_form(name("\"3\""), text::form_number())),
            ("count = 99999999999999999999", text::toml_too_large()),
            ("count = 1.5", text::wrong_form(name("1.5"), text::form_number())),
            ("classes = [1]", text::wrong_form(name("1"), text::form_string())),
            ("day = 2026-10-01", text::needs_quotes(name("2026-10-01"), name("2026-10-01"))),
            ("day = \"2026/10/1\"", text::bad_day(name("2026/10/1"), name("2026-10-01"))),
            ("day = 5", text::wrong_form(name("5"), text::form_string())),
        ] {
            let toml = format!("title = \"甲\"\n{line}\n");
            assert_eq!(fault(&toml), sentence.get(Language::Zh), "{line}");
            assert_eq!(read::<Sample>(&toml).unwrap_err()[0].what, sentence, "{line}: both languages");
        }
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
            "a b = 1\n",
            "x == 1\n",
            "x = {a 1}\n",
            "[a]]\n",
            "]\n",
            "x = }\n",
            "x = yes\n",
            "x = \"a\\\n",
        ] {
            let words = |text: &str| {
                let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
                words.map(str::to_owned).collect::<Vec<_>>()
            };
            let said = fault(bad);
            let own = ["title", "count", "true", "false", "classes", "rotation", "day", "way"];
            let foreign: Vec<String> = words(&said)
                .into_iter()
                .filter(|word| !bad.contains(word.as_str()) && !own.contains(&word.as_str()))
                .collect();
            assert!(foreign.is_empty() && !said.is_ascii(), "{bad:?}: {said}");
        }
    }

    #[test]
    fn what_stands_at_the_place_says_what_to_write() {
        for (bad, sentence) in [
            ("title = 甲\n", text::toml_unquoted()),
            ("title = 50%\n", text::toml_unquoted()),
            ("classes = [甲, 乙]\n", text::toml_unquoted()),
            ("title = \"甲\n", text::toml_unclosed_text()),
            ("title = '甲\n", text::toml_unclosed_text()),
            ("title = \"\"\"甲\ncount = 1\n", text::toml_unclosed_text()),
            ("title = \"a\u{1}b\"\n", text::toml_unclosed_text()),
            ("title = \"C:\\x\"\n", text::toml_backslash()),
            ("title = \"C:\\Users\"\n", text::toml_backslash()),
            ("title = \"\\uD800\"\n", text::toml_backslash()),
            ("title = \"\"\"\nC:\\甲\"\"\"\n", text::toml_backslash()),
            ("classes = [\"a\"\n", text::toml_unclosed_list()),
            ("classes = [\n\"a\"\ntitle = \"甲\"\n", text::toml_unclosed_list()),
            ("classes = [\"a\",\ncount = 1\n", text::toml_unclosed_list()),
            ("classes = [\"a\" \"b\"]\n", text::toml_no_comma()),
            ("classes = [\n\"a\" # 一\n\"b\"]\n", text::toml_no_comma()),
            ("classes = [{a = 1} {b = 2}]\n", text::toml_no_comma()),
            ("x = {a = 1 b = 2}\n", text::toml_no_comma()),
            ("classes = [,]\n", text::toml_extra_comma()),
            ("x = {a = 1,, b = 2}\n", text::toml_extra_comma()),
            ("x = {a = 1\n", text::toml_unclosed_table()),
            ("x = {a = 1, b = 2\ncount = 3\n", text::toml_unclosed_table()),
            ("x = {\n", text::toml_unclosed_table()),
            ("[title\n", text::toml_unclosed_head()),
            ("[[title]\n", text::toml_unclosed_head()),
            ("[a b]\n", text::toml_unclosed_head()),
            ("[]\n", text::toml_unclosed_head()),
            ("]\n", text::toml_unclosed_head()),
            ("title\ncount = 1\n", text::toml_no_equals()),
            ("title : 1\n", text::toml_no_equals()),
            ("a b = 1\n", text::toml_no_equals()),
            ("title == 1\n", text::toml_no_equals()),
            ("x = {a 1}\n", text::toml_no_equals()),
            ("title =\n", text::toml_no_value()),
            ("title = # 名称\n", text::toml_no_value()),
            ("x = {a = }\n", text::toml_no_value()),
            ("标题 = \"甲\"\n", text::toml_bad_key()),
            ("= 3\n", text::toml_bad_key()),
            ("title. = 3\n", text::toml_bad_key()),
            ("title = \"甲\" count = 3\n", text::toml_too_much()),
            ("title = \"甲\",\n", text::toml_too_much()),
            ("[a]]\n", text::toml_too_much()),
            ("count = 03\n", text::toml_leading_zero()),
            ("number = 1\nnumber = 2\n", text::duplicate_key(name("number"))),
            ("a.b = 1\na = 2\n", text::duplicate_key(name("a"))),
            ("[a]\n[a]\n", text::duplicate_key(name("a"))),
            ("x = {a = 1, \"a\" = 2}\n", text::duplicate_key(name("a"))),
            ("x = 2026-9-28\n", text::needs_quotes(name("2026-9-28"), name("2026-09-28"))),
            ("x = 1__0\n", text::bad_here(name("1__0"))),
            ("x = +-1\n", text::bad_here(name("+-1"))),
            ("x = 1.5.2\n", text::bad_here(name("1.5.2"))),
            ("x = 2026-13-45\n", text::bad_here(name("2026-13-45"))),
        ] {
            assert_eq!(fault(bad), sentence.get(Language::Zh), "{bad:?}");
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

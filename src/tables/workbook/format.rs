//! What a cell's format shows of the number that the cell keeps (ECMA-376 part 1, §18.8.30–31). Whoever fills in a table goes by what
//! is shown: where that is another number than the one that is kept, the cell is refused.

use super::number::Decimal;

/// What a format shows of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// All its digits, perhaps with separators, a sign of currency, or zeros that say nothing.
    AsKept,
    /// The day whose serial number it is.
    Day,
    /// A part of a day or time: the year or the day of the month is not shown.
    PartOfDay,
    /// A hundred times the number, with a sign of per cent.
    Percent,
    /// Another number, other characters, or nothing.
    Otherwise,
}

/// A format, as its code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Format {
    /// The sections for numbers: all; or those over 0, under 0 and, if there are three, 0.
    numbers: Vec<Section>,
    /// Whether texts are shown as they are.
    shows_text: bool,
}

/// One section of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Section {
    Digits(Digits),
    Percent(Digits),
    Day,
    PartOfDay,
    Otherwise,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Digits {
    /// Fewest digits before the point: the rest is filled up with zeros.
    whole: usize,
    /// Most digits after the point.
    places: usize,
    /// Whether 0 is shown as a digit.
    shows_zero: bool,
    /// Whether a minus or brackets around the number say that it is under 0.
    shows_minus: bool,
}

impl Digits {
    /// General (常规): all digits.
    const GENERAL: Self = Self { whole: 1, places: usize::MAX, shows_zero: true, shows_minus: false };
}

impl Default for Format {
    /// General (常规).
    fn default() -> Self {
        Self { numbers: vec![Section::Digits(Digits::GENERAL)], shows_text: true }
    }
}

impl Format {
    /// A format without a code of its own (§18.8.30, and those of Chinese).
    pub(super) fn built_in(id: u32) -> Self {
        Self::by_code(match id {
            0 => "General",
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5 | 6 => "¥#,##0;¥-#,##0",
            7 | 8 => "¥#,##0.00;¥-#,##0.00",
            14 | 30 | 31 => "yyyy/m/d",
            15 => "d-mmm-yy",
            16 | 28 | 29 | 51 | 53 | 54 | 58 => "m/d",
            17 | 27 | 36 | 50 | 52 | 57 => "yyyy/m",
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => "h:mm",
            22 => "yyyy/m/d h:mm",
            37 | 38 => "#,##0;(#,##0)",
            39 | 40 => "#,##0.00;(#,##0.00)",
            41 | 42 => "#,##0;-#,##0;\"-\";@",
            43 | 44 => "#,##0.00;-#,##0.00;\"-\";@",
            9 => "0%",
            10 => "0.00%",
            49 => "@",
            // Powers of ten, fractions, and what no program writes.
            _ => "0E+0",
        })
    }

    /// The format of a code.
    pub(super) fn by_code(code: &str) -> Self {
        let mut sections = sections(code);
        let is_text = |section: &Parts| section.plain.contains('@');
        let text =
            if sections.len() == 4 || sections.last().is_some_and(is_text) { sections.pop() } else { None };
        let shows_text = text.as_ref().is_none_or(|text| text.plain.trim() == "@" && text.is_bare());
        let mut numbers: Vec<Section> = sections.iter().map(Section::of).collect();
        if numbers.is_empty() {
            numbers.push(if shows_text { Section::Digits(Digits::GENERAL) } else { Section::Otherwise });
        }
        let is_condition = |bracket: &String| bracket.starts_with(['<', '>', '=']);
        let has_conditions = sections.iter().any(|section| section.brackets.iter().any(is_condition));
        if numbers.len() > 3 || has_conditions {
            numbers = vec![Section::Otherwise];
        }
        Self { numbers, shows_text }
    }

    /// Whether a text is shown as it is.
    pub(super) fn shows_text(&self) -> bool {
        self.shows_text
    }

    /// What is shown of a number.
    pub(super) fn of(&self, number: &Decimal) -> Shows {
        let place = match self.numbers.len() {
            0 | 1 => 0,
            2 => usize::from(number.is_negative),
            _ if number.is_zero() => 2,
            _ => usize::from(number.is_negative),
        };
        match self.numbers.get(place) {
            Some(Section::Digits(digits)) if digits.show(number, place) => Shows::AsKept,
            Some(Section::Percent(digits)) if digits.show(&number.hundredfold(), place) => Shows::Percent,
            Some(Section::Day) => Shows::Day,
            Some(Section::PartOfDay) => Shows::PartOfDay,
            _ => Shows::Otherwise,
        }
    }
}

impl Digits {
    /// The digits of a pattern such as `#,##0.00`, if it shows a number and no multiple of it.
    fn of(pattern: &str, shows_minus: bool) -> Option<Self> {
        let (whole, part) = pattern.split_once('.').unwrap_or((pattern, ""));
        // A comma at the end divides by a thousand.
        let is_scaled = whole.ends_with(',') || part.contains(',');
        if is_scaled || whole.starts_with(',') || part.contains('.') {
            return None;
        }
        let places: String = whole.chars().filter(|c| *c != ',').collect();
        let filled = places.find('0').map_or(0, |first| places.len() - first);
        let shows_zero = filled > 0 || part.contains('0');
        Some(Self { whole: filled, places: part.len(), shows_zero, shows_minus })
    }

    /// Whether they show a number whole, as the section of this place.
    fn show(&self, number: &Decimal, place: usize) -> bool {
        if place == 2 && self.shows_minus {
            // A dash, as accounts have it for 0.
            return !self.shows_zero;
        }
        let is_filled_up = self.whole > number.whole.len();
        let is_rounded = self.places < number.part.len();
        // A section of its own for what is under 0 has to say so; elsewhere a sign is there or is not by itself.
        let is_signed = self.shows_minus == (number.is_negative && place == 1);
        !is_filled_up && !is_rounded && is_signed && (self.shows_zero || !number.is_zero())
    }
}

/// A section of a code in its parts.
#[derive(Debug, Default)]
struct Parts {
    /// What is neither quoted, escaped, nor in brackets.
    plain: String,
    /// The places of digits with their points and commas.
    pattern: String,
    /// What is shown as it stands.
    literals: String,
    /// Whether a character that is no blank stands among the digits.
    is_split: bool,
    brackets: Vec<String>,
    /// Whether the rest of a cell is filled up with a character.
    is_filled: bool,
    /// A character since the last place of a digit.
    pending: bool,
}

impl Parts {
    fn literal(&mut self, c: char) {
        self.literals.push(c);
        self.pending |= !c.is_whitespace();
    }

    fn plain(&mut self, c: char) {
        self.plain.push(c);
        if matches!(c, '0' | '#' | '?' | '.' | ',') {
            self.is_split |= self.pending && !self.pattern.is_empty();
            self.pending = false;
            self.pattern.push(c);
        } else if !c.is_whitespace() {
            self.pending = true;
        }
    }

    /// Whether nothing stands beside the plain characters.
    fn is_bare(&self) -> bool {
        self.literals.trim().is_empty() && !self.is_filled
    }
}

/// A code taken apart.
fn sections(code: &str) -> Vec<Parts> {
    let mut all = vec![Parts::default()];
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        let Some(section) = all.last_mut() else { break };
        match c {
            ';' => all.push(Parts::default()),
            '"' => chars.by_ref().take_while(|c| *c != '"').for_each(|c| section.literal(c)),
            // East Asian versions write an escape as an exclamation mark.
            '\\' | '!' => match chars.next() {
                Some(c) => section.literal(c),
                None => section.literal(c),
            },
            // As wide as a character, or as many of one as there is room for.
            '_' => _ = chars.next(),
            '*' => section.is_filled |= chars.next().is_some_and(|c| !c.is_whitespace()),
            '[' => section.brackets.push(chars.by_ref().take_while(|c| *c != ']').collect()),
            c => section.plain(c),
        }
    }
    all
}

const COLOURS: [&str; 18] = [
    "black",
    "blue",
    "cyan",
    "green",
    "magenta",
    "red",
    "white",
    "yellow",
    "黑色",
    "蓝色",
    "青色",
    "蓝绿色",
    "绿色",
    "洋红",
    "红色",
    "白色",
    "黄色",
    "洋红色",
];

/// What a bracket does to a number.
enum Bracket {
    /// A colour, a language, a sign of yuan.
    Nothing,
    /// Figures in Chinese: no matter for a date.
    Figures,
    /// Another calendar than ours may be meant by the letter e.
    Language,
    /// A condition, another currency or calendar, a span of time.
    Other,
}

impl Bracket {
    fn of(text: &str) -> Self {
        let text = text.to_lowercase();
        let number_after = |prefix: &str| {
            text.strip_prefix(prefix).is_some_and(|n| n.trim().bytes().all(|b| b.is_ascii_digit()))
        };
        if COLOURS.contains(&text.as_str()) || number_after("color") || number_after("颜色") {
            return Self::Nothing;
        }
        if number_after("dbnum") {
            return Self::Figures;
        }
        let Some(currency) = text.strip_prefix('$') else {
            return Self::Other;
        };
        let (symbol, language) = currency.split_once('-').unwrap_or((currency, ""));
        if !matches!(symbol, "" | "¥" | "￥" | "cny" | "rmb") {
            return Self::Other;
        }
        // Two digits each for figures and calendar, before four for the language.
        match (u32::from_str_radix(language, 16), language) {
            (_, "" | "f800" | "f400") => Self::Nothing,
            (Ok(code), _) if code >> 16 & 0xFF > 1 => Self::Other,
            (Ok(code), _) if matches!(code & 0xFFFF, 0 | 0x804 | 0x409 | 0x809) => Self::Nothing,
            (Ok(_), _) => Self::Language,
            (Err(_), _) => match language {
                "zh-cn" | "en-us" => Self::Nothing,
                _ => Self::Language,
            },
        }
    }
}

impl Section {
    fn of(parts: &Parts) -> Self {
        let brackets: Vec<Bracket> = parts.brackets.iter().map(|text| Bracket::of(text)).collect();
        let plain = parts.plain.trim().to_lowercase();
        if parts.is_filled || brackets.iter().any(|bracket| matches!(bracket, Bracket::Other)) {
            return Self::Otherwise;
        }
        let is_sign =
            |c: char| c.is_whitespace() || matches!(c, '¥' | '￥' | '-' | '−' | '(' | ')' | '（' | '）');
        let is_place = |c: char| matches!(c, '0' | '#' | '?' | '.' | ',');
        let words: String = plain.chars().filter(|c| !is_sign(*c) && !is_place(*c)).collect();
        let is_general = matches!(words.as_str(), "general" | "g/通用格式" | "常规");
        let is_day = plain.contains(['y', 'm', 'd', 'h', 's', 'e', 'a', 'g', 'b']);
        if is_day && !is_general && !parts.pattern.contains(['0', '#', '?']) {
            let other_calendar = brackets.iter().any(|bracket| matches!(bracket, Bracket::Language));
            return Self::of_day(&plain.replace("am/pm", "").replace("a/p", ""), other_calendar);
        }
        let has_figures = brackets.iter().any(|bracket| matches!(bracket, Bracket::Figures));
        let is_percent = words == "%" && plain.ends_with('%');
        let has_words =
            !parts.literals.chars().all(is_sign) || !(words.is_empty() || is_general || is_percent);
        if has_figures || has_words || parts.is_split {
            return Self::Otherwise;
        }
        let shows_minus = [&parts.literals, &plain].iter().any(|text| text.contains(['-', '−', '(', '（']));
        let digits = match parts.pattern.as_str() {
            "" if is_general => Some(Digits { shows_minus, ..Digits::GENERAL }),
            // A dash alone, which says 0 if anything.
            "" if shows_minus => Some(Digits { whole: 0, places: 0, shows_zero: false, shows_minus }),
            pattern if pattern.contains(['0', '#', '?']) && !is_general => Digits::of(pattern, shows_minus),
            _ => None,
        };
        digits.map_or(Self::Otherwise, if is_percent { Self::Percent } else { Self::Digits })
    }

    /// A format of dates. Letters in groups: months and minutes are both m, and minutes follow hours or come before seconds.
    fn of_day(plain: &str, other_calendar: bool) -> Self {
        let mut groups: Vec<(char, usize)> = Vec::new();
        let mut before = ' ';
        for c in plain.chars() {
            match groups.last_mut() {
                _ if !c.is_ascii_alphabetic() => {}
                Some((_, count)) if c == before => *count += 1,
                _ => groups.push((c, 1)),
            }
            before = c;
        }
        let letters = |letter: char| groups.iter().any(|(c, _)| *c == letter);
        if letters('b') || letters('g') || (letters('e') && other_calendar) {
            return Self::Otherwise;
        }
        let is_month = |place: usize| {
            let beside = |place: Option<usize>, letter| {
                place.and_then(|place| groups.get(place)).is_some_and(|(c, _)| *c == letter)
            };
            !beside(place.checked_sub(1), 'h') && !beside(place.checked_add(1), 's')
        };
        let has_month =
            groups.iter().enumerate().any(|(place, (c, count))| *c == 'm' && *count < 5 && is_month(place));
        let has_day = groups.iter().any(|(c, count)| *c == 'd' && *count < 3);
        if (letters('y') || letters('e')) && has_month && has_day { Self::Day } else { Self::PartOfDay }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(code: &str, value: &str) -> Shows {
        Format::by_code(code).of(&Decimal::read(value).unwrap())
    }

    #[test]
    fn what_shows_all_digits_is_as_kept() {
        for (code, values) in [
            ("General", vec!["0", "1234567.89", "-3.5"]),
            ("G/通用格式", vec!["5"]),
            ("GENERAL", vec!["5"]),
            ("@", vec!["5"]),
            ("", vec![]),
            ("0", vec!["0", "5", "-5", "1234"]),
            ("0_ ", vec!["5"]),
            ("0_);[Red]\\(0\\)", vec!["5", "-5"]),
            ("0.00", vec!["5", "5.5", "5.25", "-0.01"]),
            ("#,##0.00_ ;[Red]\\-#,##0.00\\ ", vec!["1234567.89", "-1", "0"]),
            ("[$¥-804]#,##0.00", vec!["5000"]),
            ("\"¥\"#,##0.00;\\¥\\-#,##0.00", vec!["5000", "-5"]),
            ("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", vec!["5000", "0", "-7.5"]),
            ("# ##0", vec!["1234"]),
            ("000000", vec!["522601"]),
            ("#,###", vec!["5"]),
            ("#.##", vec!["0.5"]),
            ("0;-0;;@", vec!["5", "-5"]),
            ("General;-General", vec!["5", "-5", "0"]),
            ("General;[Red]-General;\"-\"", vec!["5", "-5", "0"]),
            ("[红色]0", vec!["5"]),
        ] {
            for value in values {
                assert_eq!(shown(code, value), Shows::AsKept, "{code} {value}");
            }
        }
    }

    #[test]
    fn what_shows_another_number_is_told() {
        for (code, value) in [
            ("0,", "5000"),
            ("0.0,", "5000"),
            ("0!.0,", "50000"),
            ("0\\.0,", "50000"),
            ("0\".\"0,", "50000"),
            ("0.00,,", "5000000"),
            ("#,##0,", "5000"),
            ("#,##0,\"万元\"", "5000"),
            ("0!.0000,\"万元\"", "50000"),
            ("0!.0000", "50000"),
            ("0\"万元\"", "5"),
            ("0万", "5"),
            ("[>=10000]0!.0,\"万\";0", "500"),
            ("[=0]\"\";0", "5"),
            ("[<100]0;0.0", "5"),
            (";;;", "5"),
            (";", "5"),
            ("0;;", "0"),
            ("0;;0", "-5"),
            ("0;0", "-5"),
            ("0;[Red]0", "-5"),
            ("#", "0"),
            ("#,###", "0"),
            ("#.##", "0"),
            ("0000", "7"),
            ("0###", "7"),
            ("00.00", "7"),
            ("\"QDN-\"0", "7"),
            ("0\\-0000", "12345"),
            ("0%", "0.055"),
            ("0%%", "0.05"),
            ("%0", "0.05"),
            ("0\"%\"", "5"),
            ("0.00E+00", "5"),
            ("##0.0E+0", "5"),
            ("# ?/?", "0.5"),
            ("0", "107.5"),
            ("0.00", "107.975"),
            ("0.0", "0.05"),
            ("-0", "5"),
            ("\\-0;0", "5"),
            ("(0)", "5"),
            ("+0", "5"),
            ("*0#", "5"),
            ("0*0", "5"),
            ("1#", "5"),
            ("\"5\"0", "5"),
            ("0\".5\"", "5"),
            ("[DBNum1]0", "5"),
            ("[$$-409]0", "5"),
            ("[$万元-804]0", "5"),
            ("\"$\"#,##0", "5"),
            ("0;0;0;0;0", "5"),
            ("@\"省\"", "5"),
            ("0.0.0", "5"),
        ] {
            assert_eq!(shown(code, value), Shows::Otherwise, "{code} {value}");
        }
    }

    #[test]
    fn days_are_told_from_parts_of_days() {
        for code in [
            "yyyy\\-mm\\-dd",
            "yyyy/m/d;@",
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-804]yyyy\"年\"m\"月\"d\"日\"",
            "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@",
            "D/M/YYYY",
            "mm-dd-yy",
            "yyyy!年m!月d!日",
            "yyyy/m/d h:mm;@",
            "yyyy.m.d",
            "yyyy/m/d h:mm AM/PM",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
            "[$-zh-CN]yyyy-mm-dd",
            "e/m/d",
            "d\\-mmm\\-yy",
        ] {
            assert_eq!(shown(code, "45292"), Shows::Day, "{code}");
        }
        for code in [
            "yyyy\"年\"m\"月\"",
            "m\"月\"d\"日\"",
            "mmm-yy",
            "yyyy",
            "h:mm",
            "[$-804]h:mm",
            "yyyy h:mm",
            "aaaa",
            "dddd",
            "d h:mm:ss",
            "mmmmm d yyyy",
            "上午/下午h\"时\"mm\"分\"",
        ] {
            assert_eq!(shown(code, "45292"), Shows::PartOfDay, "{code}");
        }
        // Days of another calendar, spans of time.
        for code in [
            "[$-130000]yyyy\"年\"m\"月\"d\"日\"",
            "[$-404]e/m/d",
            "[$-411]ggge\"年\"m\"月\"d\"日\"",
            "[h]:mm",
        ] {
            assert_eq!(shown(code, "45292"), Shows::Otherwise, "{code}");
        }
        assert_eq!(Format::built_in(14).of(&Decimal::read("45292.0").unwrap()), Shows::Day);
        assert_eq!(Format::built_in(57).of(&Decimal::read("45292").unwrap()), Shows::PartOfDay);
        assert_eq!(Format::built_in(9).of(&Decimal::read("0.05").unwrap()), Shows::Percent);
        assert_eq!(Format::built_in(9).of(&Decimal::read("0.055").unwrap()), Shows::Otherwise);
        assert_eq!(Format::built_in(11).of(&Decimal::read("0.05").unwrap()), Shows::Otherwise);
        assert_eq!(Format::built_in(43).of(&Decimal::read("0").unwrap()), Shows::AsKept);
    }

    proptest! {
        /// Whatever the code, there is an answer, and a percent sign or a unit is never overlooked.
        #[test]
        fn any_code_gives_an_answer(code in "[0#?.,;@\\-+%/\"\\\\!_*\\[\\]$<>=ymdhseagbGR万元 ]{0,24}", number in "-?[0-9]{1,6}(\\.[0-9]{1,3})?") {
            let format = Format::by_code(&code);
            format.shows_text();
            let number = Decimal::read(&number).unwrap();
            if format.of(&number) == Shows::AsKept {
                prop_assert!(!code.contains(['%', '万', '元']) || code.contains(['"', '[', ';', '\\', '!', '_']), "{}", code);
            }
        }
    }

    #[test]
    fn texts_are_shown_unless_a_format_says_otherwise() {
        for code in
            ["General", "@", "0.00", "yyyy/m/d;@", "0;-0;0;@", "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ "]
        {
            assert!(Format::by_code(code).shows_text(), "{code}");
        }
        for code in [";;;", "\"QDN-\"@", "@\"省\"", "0;0;0;\"x\"", "@*-"] {
            assert!(!Format::by_code(code).shows_text(), "{code}");
        }
    }
}

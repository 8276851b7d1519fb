//! Dates as people write them, the year first: `2026/11/3`, `2026.11.03`, `2026-11-3`, `2026年11月3日`. Which number is the
//! day and which the month is never guessed.

use crate::types::date::Date;

/// The day that a text names with its year first, if it does so in another form than `YYYY-MM-DD`.
pub(super) fn year_first(text: &str) -> Option<Date> {
    let parts: Vec<&str> = match text.strip_suffix('日') {
        Some(text) => {
            let (year, rest) = text.split_once('年')?;
            let (month, day) = rest.split_once('月')?;
            vec![year, month, day]
        }
        None => {
            let separator = text.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
            text.split(separator).collect()
        }
    };
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let is_number = |text: &str, lens: std::ops::RangeInclusive<usize>| {
        lens.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let is_date = is_number(year, 4..=4) && is_number(month, 1..=2) && is_number(day, 1..=2);
    if is_date { Date::new(&format!("{year}-{month:0>2}-{day:0>2}")).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::year_first;

    #[test]
    fn only_a_date_with_its_year_first_is_read() {
        for text in ["2026/11/3", "2026/11/03", "2026.11.3", "2026-11-3", "2026年11月3日", "2026年11月03日"]
        {
            assert_eq!(
                year_first(text).map(|date| date.to_string()).as_deref(),
                Some("2026-11-03"),
                "{text}"
            );
        }
        for text in [
            "",
            "11/3/2026",
            "26/11/3",
            "2026/11",
            "2026/13/1",
            "2026/2/29",
            "2026/11-3",
            "2026年11月",
            "20261103",
            "长期",
            "２０２６/11/3",
            "2026/11/3 ",
            "2026/11/3 0:00",
            "2026/+1/3",
        ] {
            assert_eq!(year_first(text), None, "{text}");
        }
    }
}

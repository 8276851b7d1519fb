//! Terms, duties and what is open on a day.

use super::calendar::{Calendar, MOST_DAYS};
use super::fault::CalendarError;
use crate::say::{Language, Say, coded, coded_serde, visible};
use crate::types::date::Date;
use crate::types::timestamp::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

coded! {
    /// What a term counts.
    pub enum Unit {
        WorkingDays = "working_days", "个工作日", "working days";
        Days = "days", "日", "days";
        Months = "months", "个月", "months";
        Years = "years", "年", "years";
    }
}
coded_serde!(Unit);

/// A term, and where it is laid down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Term {
    /// How many.
    pub amount: u32,
    /// Where it is laid down, for the reader of a list.
    pub source: String,
    /// Of what.
    pub unit: Unit,
}

impl Term {
    /// A term of so many units, and where it is laid down.
    pub fn new(amount: u32, unit: Unit, source: impl Into<String>) -> Self {
        Self { amount, source: source.into(), unit }
    }

    /// Its last day. The day of the event does not count; a month later is the same day of the month, or the month's last.
    ///
    /// # Errors
    /// When a term of working days passes through a year that the calendar does not know, when its amount is over 10,000, or
    /// when it ends after the year 2999.
    pub fn end(&self, from: Date, calendar: &Calendar) -> Result<Date, CalendarError> {
        match self.unit {
            Unit::WorkingDays => calendar.add_working_days(from, self.amount),
            _ if self.amount > MOST_DAYS => Err(CalendarError::TooLong),
            Unit::Days => from.plus_days(self.amount).ok_or(CalendarError::TooLong),
            Unit::Months => from.plus_months(self.amount).ok_or(CalendarError::TooLong),
            Unit::Years => from.plus_months(self.amount * 12).ok_or(CalendarError::TooLong),
        }
    }
}

coded! {
    /// What is to be done.
    pub enum Duty {
        PublishResult = "publish_result", "公布检查结果", "publish the result";
        PublishPenalty = "publish_penalty", "公示处罚决定", "publish the penalty decision";
        WithdrawPenalty = "withdraw_penalty", "撤回处罚公示并说明理由", "withdraw the penalty decision, with an explanation";
        EndPublication = "end_publication", "公示期满，停止公示", "end the publication";
        PublishSeal = "publish_seal", "公布封存文件", "publish the seal";
        PublishDisclosure = "publish_disclosure", "公布披露文件", "publish the disclosure";
        ReportVisit = "report_visit", "完成检查并填报结果", "complete the visit and report it";
        ReviewDirectory = "review_directory", "审核主动公开目录", "review the directory of what is published";
    }
}

coded_serde!(Duty);

/// The terms of all duties; settings, since practice differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Terms {
    /// From the completion of the visit.
    pub publish_result: Term,
    /// From the decision.
    pub publish_penalty: Term,
    /// From the day on which it was changed, annulled, or declared unlawful or invalid.
    pub withdraw_penalty: Term,
    /// From the decision.
    pub end_publication: Term,
    /// From the last review of the directory of what the authority publishes by itself (主动公开目录).
    pub directory_review: Term,
}

impl Default for Terms {
    fn default() -> Self {
        let term = Term::new;
        Self {
            publish_result: term(20, Unit::WorkingDays, "双随机抽查结果公示的通行要求"),
            publish_penalty: term(7, Unit::WorkingDays, "各地规定不一，此为默认设置"),
            withdraw_penalty: term(3, Unit::WorkingDays, "《行政处罚法》第四十八条"),
            end_publication: term(12, Unit::Months, "各地规定不一，此为默认设置"),
            directory_review: term(2, Unit::Years, "各地规定不一，此为默认设置"),
        }
    }
}

impl Terms {
    /// The term of a duty; `None` for duties whose day the plan sets.
    pub fn of(&self, duty: Duty) -> Option<&Term> {
        match duty {
            Duty::PublishResult => Some(&self.publish_result),
            Duty::PublishPenalty => Some(&self.publish_penalty),
            Duty::WithdrawPenalty => Some(&self.withdraw_penalty),
            Duty::EndPublication => Some(&self.end_publication),
            Duty::ReviewDirectory => Some(&self.directory_review),
            Duty::PublishSeal | Duty::PublishDisclosure | Duty::ReportVisit => None,
        }
    }
}

/// Something that is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Open {
    /// What.
    pub duty: Duty,
    /// Of what or whom.
    pub subject: String,
    /// Since when the term runs.
    pub from: Date,
    /// A day of its own, in place of the one that the term gives. Without it and without a term it is due at once.
    pub until: Option<Date>,
    /// The instant on that day, where one was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

impl Open {
    /// A duty about something or somebody, whose term runs since a day.
    pub fn new(duty: Duty, subject: impl Into<String>, from: Date) -> Self {
        Self { duty, subject: subject.into(), from, until: None, at: None }
    }

    /// The same, to be done by a day of its own.
    #[must_use]
    pub fn by(mut self, day: Date) -> Self {
        self.until = Some(day);
        self
    }

    /// The same, to be done by an instant.
    #[must_use]
    pub fn by_instant(mut self, at: Timestamp) -> Self {
        (self.until, self.at) = (Some(at.day()), Some(at));
        self
    }
}

/// Something that is to be done by a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Due {
    /// By when.
    pub by: Date,
    /// Of what or whom.
    pub subject: String,
    /// What.
    pub duty: Duty,
    /// Since when the term runs.
    pub from: Date,
    /// The instant on that day, where one was announced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The term that gives the day; none where the duty has a day of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
}

impl Due {
    /// One of each kind.
    #[cfg(test)]
    pub(crate) fn samples() -> Vec<Self> {
        use crate::say::tests::Sample as _;
        let at = Timestamp::sample();
        let due = |duty, at, term| Self {
            by: Date::sample(),
            subject: "甲".into(),
            duty,
            from: Date::sample(),
            at,
            term,
        };
        vec![
            due(Duty::PublishSeal, Some(at), None),
            due(Duty::PublishResult, None, Some(Term::new(3, Unit::WorkingDays, "乙"))),
            due(Duty::EndPublication, None, None),
            due(Duty::ReportVisit, None, None),
        ]
    }
}

impl Say for Due {
    /// By when what is to be done, and why by then.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { by, duty, from, at, term, .. } = self;
        let (what, subject) = (duty.said(language), visible(&self.subject));
        match (language, at, term) {
            (Language::Zh, Some(at), _) => write!(f, "{}前{what}：{subject}", at.said(language)),
            (Language::Zh, ..) if *duty == Duty::EndPublication => {
                write!(f, "{}{what}：{subject}", by.in_words(language))
            }
            (Language::Zh, _, Some(Term { amount, source, unit })) => {
                let (unit, source) = (unit.said(language), visible(source));
                let (by, from) = (by.in_words(language), from.in_words(language));
                write!(f, "{by}前（含当日）{what}：{subject}（自{from}起 {amount} {unit}；{source}）")
            }
            (Language::Zh, None, None) => {
                write!(f, "{}前（含当日）{what}：{subject}", by.in_words(language))
            }
            (Language::En, Some(at), _) => write!(f, "by {at}: {what}: {subject}"),
            (Language::En, ..) if *duty == Duty::EndPublication => write!(f, "{by}: {what}: {subject}"),
            (Language::En, _, Some(Term { amount, source, unit })) => {
                let (unit, source) = (unit.said(language), visible(source));
                write!(f, "by {by}: {what}: {subject} (within {amount} {unit} of {from}; {source})")
            }
            (Language::En, None, None) => write!(f, "by {by}: {what}: {subject}"),
        }
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.say(Language::En, f)
    }
}

/// What is open on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct DueList {
    /// To be done that day or later.
    pub due: Vec<Due>,
    /// Whose day has passed.
    pub overdue: Vec<Due>,
}

/// The open duties as of a day, each list by its days.
///
/// ```
/// use dual_random::Date;
/// use dual_random::deadline::{Calendar, Duty, Open, Terms, due_list};
///
/// let day = |text| Date::new(text).unwrap();
/// let open = [Open::new(Duty::PublishSeal, "2026-Q4-01", day("2026-11-02")).by(day("2026-11-04"))];
/// let list = due_list(open, &Terms::default(), &Calendar::default(), day("2026-11-05")).unwrap();
/// assert_eq!(list.overdue[0].duty, Duty::PublishSeal);
/// ```
///
/// # Errors
/// When the calendar does not know a year that a term reaches into.
pub fn due_list(
    open: impl IntoIterator<Item = Open>,
    terms: &Terms,
    calendar: &Calendar,
    on: Date,
) -> Result<DueList, CalendarError> {
    let mut list = DueList::default();
    for Open { duty, subject, from, until, at } in open {
        let (by, term) = match (until, terms.of(duty)) {
            (Some(until), _) => (until, None),
            (None, Some(term)) => (term.end(from, calendar)?, Some(term.clone())),
            (None, None) => (from, None),
        };
        let due = Due { by, subject, duty, from, at, term };
        if by < on { list.overdue.push(due) } else { list.due.push(due) }
    }
    list.due.sort();
    list.overdue.sort();
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::calendar::tests::{calendar, date};

    #[test]
    fn months_end_on_the_same_day_or_the_last() {
        let two_years = Term::new(2, Unit::Years, "").end(date("2024-02-29"), &calendar()).unwrap();
        assert_eq!(two_years.to_string(), "2026-02-28");
        let term = |amount| Term::new(amount, Unit::Months, "");
        let end = |from: &str, amount| term(amount).end(date(from), &calendar()).unwrap().to_string();
        assert_eq!(end("2026-01-31", 1), "2026-02-28");
        assert_eq!(end("2026-11-23", 12), "2027-11-23");
        assert_eq!(end("2027-12-31", 2), "2028-02-29");
    }

    #[test]
    fn what_is_open_is_due_or_overdue() {
        let open = |duty, subject: &str, from, until: Option<&str>| Open {
            until: until.map(date),
            ..Open::new(duty, subject, date(from))
        };
        let open = [
            open(Duty::PublishResult, "DW-2", "2026-10-12", None),
            open(Duty::PublishResult, "DW-1", "2026-09-29", None),
            open(Duty::WithdrawPenalty, "甲", "2026-10-30", None),
            open(Duty::EndPublication, "乙", "2026-01-05", Some("2026-11-02")),
            open(Duty::PublishSeal, "2026-Q4-01", "2026-09-28", Some("2026-11-03")),
            open(Duty::ReportVisit, "DW-3", "2026-11-01", None),
        ];
        let list = due_list(open, &Terms::default(), &calendar(), date("2026-11-03")).unwrap();
        let show =
            |all: &[Due]| all.iter().map(|due| format!("{} {}", due.by, due.subject)).collect::<Vec<_>>();
        assert_eq!(show(&list.overdue), ["2026-11-01 DW-3", "2026-11-02 DW-1", "2026-11-02 乙"]);
        assert_eq!(show(&list.due), ["2026-11-03 2026-Q4-01", "2026-11-04 甲", "2026-11-09 DW-2"]);
    }
}

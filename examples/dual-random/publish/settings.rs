//! `publication.toml`: what a bureau may decide about its publications, each with a default.

use crate::files::{self, Folder};
use crate::out::{Failure, Outcome};
use crate::text::Shown as _;
use crate::text::Words;
use crate::{calendar, input, text};
use dual_random::deadline::{Terms, Unit};
use dual_random::outcome::{ResultValue, Scheme};
use dual_random::plan::Plan;
use dual_random::privacy::{self, Policy};
use dual_random::publish::{
    Basis, Benchmark, DirectoryEntry, Listing, Power, Powers, Remedy, Step, Validity,
};
use dual_random::{Date, Fault, Id};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) licence: Option<String>,
    /// How the public reaches the office.
    pub(crate) contact: Option<String>,
    /// 文号 of the announcement.
    pub(crate) document_number: Option<String>,
    naming: Policy,
    #[serde(rename = "item")]
    items: Vec<Item>,
    /// A ready scheme of results.
    results: Option<String>,
    scheme: Option<OwnScheme>,
    terms: Terms,
    #[serde(rename = "duty")]
    duties: Vec<Power>,
    #[serde(rename = "basis")]
    bases: Vec<Basis>,
    #[serde(rename = "benchmark")]
    benchmarks: Vec<Benchmark>,
    procedure: Vec<Step>,
    #[serde(rename = "remedy")]
    remedies: Vec<Remedy>,
    directory: Vec<DirectoryEntry>,
    /// When the directory was last reviewed.
    pub(crate) last_review: Option<Date>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: Id,
    validity: Validity,
    from: Option<Date>,
    to: Option<Date>,
    remark: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnScheme {
    id: Id,
    version: String,
    values: Vec<ResultValue>,
}

impl Settings {
    pub(crate) fn read(folder: &Folder) -> Outcome<Self> {
        let path = folder.publication();
        let Some(bytes) = files::read_if_there(&path)? else { return Ok(Self::default()) };
        let settings: Self = input::toml(&path, &bytes)?;
        let open = [
            ("licence", &settings.licence),
            ("contact", &settings.contact),
            ("document_number", &settings.document_number),
        ];
        for (name, text) in open {
            if text.as_deref().is_some_and(|text| !privacy::scan(text).is_empty()) {
                return Err(Failure(text::personal_setting(path.shown(), text::name(name))));
            }
        }
        Ok(settings)
    }

    pub(crate) fn policy(&self) -> Policy {
        self.naming.clone()
    }

    /// The terms of publication.
    pub(crate) fn terms(&self) -> Terms {
        self.terms.clone()
    }

    /// The scheme of results: the bureau's own, or a ready one.
    pub(crate) fn scheme(&self, folder: &Folder) -> Outcome<Scheme> {
        let path = folder.publication();
        let (id, version, values) = match (&self.scheme, &self.results) {
            (None, None) => return Ok(Scheme::common()),
            (None, Some(name)) => {
                let unknown = || Failure(text::no_such_scheme(path.shown(), text::name(name)));
                return Scheme::named(name).ok_or_else(unknown);
            }
            (Some(_), Some(_)) => return Err(Failure(text::two_schemes(path.shown()))),
            (Some(OwnScheme { id, version, values }), None) => (id, version, values),
        };
        Scheme::new(id.clone(), version.as_str(), values.clone())
            .map_err(|error| Failure(text::at(&path, error)))
    }

    /// What the item list says of items beyond the plan.
    pub(crate) fn listings(&self) -> impl Iterator<Item = (&Id, Listing<'_>)> {
        self.items.iter().map(|item| {
            let listing = Listing::new(item.validity).with_dates(item.from, item.to);
            (&item.id, item.remark.as_deref().map_or(listing, |remark| listing.with_remark(remark)))
        })
    }

    /// What it says of the enforcement, checked against the plan.
    pub(crate) fn powers(&self, folder: &Folder, plan: &Plan) -> Outcome<Powers> {
        let path = folder.publication();
        let mut powers = Powers::default();
        (powers.duties, powers.bases) = (self.duties.clone(), self.bases.clone());
        (powers.benchmarks, powers.procedure) = (self.benchmarks.clone(), self.procedure.clone());
        (powers.remedies, powers.directory) = (self.remedies.clone(), self.directory.clone());
        powers.last_review = self.last_review;
        if let Some(last) = self.last_review {
            let term = &self.terms.directory_review;
            let of_folder = if term.unit == Unit::WorkingDays { calendar::of_folder(folder)? } else { None };
            let next = term.end(last, &of_folder.unwrap_or_default());
            powers.next_review = Some(next.map_err(|error| Failure(text::at(&path, error)))?);
        }
        let fault = |fault: &Fault| {
            let what = Words::of(&fault.problem);
            match (fault.row, fault.field.split_once('.')) {
                (Some(number), Some((list, field))) => {
                    text::setting_fault(path.shown(), number, text::name(list), text::name(field), what)
                }
                _ => text::setting_list_fault(path.shown(), text::name(&fault.field), what),
            }
        };
        match powers.check(plan) {
            Ok(()) => Ok(powers),
            Err(faults) => Err(Failure(text::lines(faults.iter().map(fault)))),
        }
    }

    /// Ids of items that it speaks of.
    pub(crate) fn items(&self) -> impl Iterator<Item = &Id> {
        self.items.iter().map(|item| &item.id)
    }
}

//! `publication.toml`: what a bureau may decide about its publications, each with a default.

use crate::files::{self, Folder};
use crate::out::{Failure, Outcome};
use crate::text::Shown as _;
use crate::{input, text};
use dual_random::deadline::Terms;
use dual_random::outcome::{ResultValue, Scheme};
use dual_random::privacy::{self, Policy};
use dual_random::publish::{Listing, Validity};
use dual_random::{Date, Id};
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

    /// Ids of items that it speaks of.
    pub(crate) fn items(&self) -> impl Iterator<Item = &Id> {
        self.items.iter().map(|item| &item.id)
    }
}

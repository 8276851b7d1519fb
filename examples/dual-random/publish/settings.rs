//! `publication.toml`: what a bureau may decide about its publications, each with a default.

use crate::text::Words;
use crate::files::{self, Folder};
use crate::{input, text};
use crate::out::{Failure, Outcome};
use dual_random::deadline::{Term, Terms};
use dual_random::outcome::{Meaning, ResultValue, Scheme};
use dual_random::privacy::{Naming, Policy};
use dual_random::publish::{Listing, Validity};
use dual_random::{Date, Id, Language};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) licence: Option<String>,
    naming: Names,
    #[serde(rename = "item")]
    items: Vec<Item>,
    scheme: Option<OwnScheme>,
    terms: OwnTerms,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OwnTerms {
    publish_result: Option<Term>,
    publish_penalty: Option<Term>,
    withdraw_penalty: Option<Term>,
    end_publication: Option<Term>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Names {
    persons: BTreeSet<String>,
    person: Option<Naming>,
    penalised: Option<Naming>,
    representative: Option<Naming>,
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
    values: Vec<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    code: String,
    zh: String,
    en: String,
    meaning: Meaning,
}

impl Settings {
    pub(crate) fn read(folder: &Folder) -> Outcome<Self> {
        let path = folder.publication();
        let bytes = files::read_if_there(&path)?;
        bytes.map_or_else(|| Ok(Self::default()), |bytes| input::toml(&path, &bytes))
    }

    pub(crate) fn policy(&self) -> Policy {
        let (names, usual) = (&self.naming, Policy::default());
        Policy {
            persons: names.persons.clone(),
            person: names.person.unwrap_or(usual.person),
            penalised: names.penalised.unwrap_or(usual.penalised),
            representative: names.representative.unwrap_or(usual.representative),
        }
    }

    /// The terms of publication.
    pub(crate) fn terms(&self) -> Terms {
        let (own, usual) = (&self.terms, Terms::default());
        let or = |own: &Option<Term>, usual: Term| own.clone().unwrap_or(usual);
        Terms {
            publish_result: or(&own.publish_result, usual.publish_result),
            publish_penalty: or(&own.publish_penalty, usual.publish_penalty),
            withdraw_penalty: or(&own.withdraw_penalty, usual.withdraw_penalty),
            end_publication: or(&own.end_publication, usual.end_publication),
        }
    }

    /// The scheme of results: the bureau's own, or the common one.
    pub(crate) fn scheme(&self, folder: &Folder) -> Outcome<Scheme> {
        let Some(OwnScheme { id, version, values }) = &self.scheme else {
            return Ok(Scheme::common());
        };
        let value = |value: &Value| {
            let Value { code, zh, en, meaning } = value;
            ResultValue { code: code.clone(), zh: zh.clone(), en: en.clone(), meaning: *meaning }
        };
        Scheme::new(id.clone(), version.as_str(), values.iter().map(value).collect()).map_err(|error| {
            Failure(text::at(&folder.publication(), error))
        })
    }

    /// What the item list says of an item beyond the plan.
    pub(crate) fn listing(&self, id: &Id) -> Listing<'_> {
        let item = self.items.iter().find(|item| item.id == *id);
        item.map_or_else(Listing::default, |item| Listing {
            validity: item.validity,
            from: item.from,
            to: item.to,
            remark: item.remark.as_deref(),
        })
    }

    /// Ids of items that it speaks of.
    pub(crate) fn items(&self) -> impl Iterator<Item = &Id> {
        self.items.iter().map(|item| &item.id)
    }
}
